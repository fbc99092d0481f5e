// How the program is run from source, for `deno task schemahero`, the demo and the tests.
import { join } from "node:path";
import { permissionFlags, readPermissions } from "./permissions.ts";
import { ROOT } from "./tree.ts";

/** The arguments for Deno that run the core from source; the program's own arguments follow. */
export function sourceCommand(): readonly string[] {
  const core = join(ROOT, "core");
  return [
    "run",
    "--quiet",
    "--no-check",
    "--no-prompt",
    `--config=${join(ROOT, "deno.json")}`,
    ...permissionFlags(readPermissions(join(core, "permissions.json"))),
    join(core, "main.ts"),
  ];
}
