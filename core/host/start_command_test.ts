import { strict as assert } from "node:assert";
import { join } from "node:path";
import { SchemaHeroError } from "../errors.ts";
import type { Candidate } from "./candidate.ts";
import type { HostSettings } from "./settings.ts";
import { startCommand } from "./start_command.ts";

const VARIABLES: Readonly<Record<string, string>> = { HOME: "/home/me", PGPASSWORD: "hidden", PATH: "/bin" };
const GRANTS = { net: ["10.0.0.1:5432"], read: ["/srv/a.db"], write: ["/srv/a.db"] };

function settings(more: Partial<HostSettings> = {}): HostSettings {
  return { environment: (name) => VARIABLES[name], pluginDirs: [], ...more };
}

function candidate(form: Candidate["form"], path: string): Candidate {
  return { form, name: "x", path, origin: "home" };
}

Deno.test("startCommand() starts an executable with one argument and one variable", async () => {
  assert.deepEqual(
    await startCommand(candidate("executable", "/p/schemahero-x"), undefined, GRANTS, settings()),
    {
      command: "/p/schemahero-x",
      args: ["shp"],
      environment: { MALLOC_ARENA_MAX: "1" },
      needs: [],
    },
  );
});

Deno.test("startCommand() runs a portable plugin in the compiled core itself", async () => {
  assert.deepEqual(
    await startCommand(candidate("portable", "/p/schemahero-x.js"), "sha256:1", GRANTS, settings()),
    {
      command: Deno.execPath(),
      args: ["__plugin-runtime", "/p/schemahero-x.js", "sha256:1"],
      environment: { MALLOC_ARENA_MAX: "1" },
      needs: [{ path: "/p/schemahero-x.js", isFolder: false }],
    },
  );
});

Deno.test("startCommand() gives a portable plugin exactly its grants when the core runs from source", async () => {
  const from = settings({ sourceRoot: "/tree" });
  const { args, environment, needs } = await startCommand(
    candidate("portable", "/p/x.js"),
    "sha256:1",
    GRANTS,
    from,
  );
  assert.deepEqual(args.filter((arg) => arg.startsWith("--allow")), [
    "--allow-read=/tree,/p/x.js,/srv/a.db",
    "--allow-write=/srv/a.db",
    "--allow-net=10.0.0.1:5432",
  ]);
  assert.deepEqual(args.slice(-4), ["/tree/core/main.ts", "__plugin-runtime", "/p/x.js", "sha256:1"]);
  assert.deepEqual(environment, { HOME: "/home/me", NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" });
  assert.deepEqual(needs, [
    { path: "/p/x.js", isFolder: false },
    { path: "/tree", isFolder: true },
    { path: "/home/me/.cache/deno", isFolder: true },
  ]);
});

Deno.test("startCommand() runs sources with the flags of their permissions.json", async () => {
  const folder = await Deno.makeTempDir({ prefix: "schemahero-command-" });
  try {
    const from = settings({ sourceRoot: "/tree" });
    const flagsFor = async (permissions: string) => {
      await Deno.writeTextFile(join(folder, "permissions.json"), permissions);
      return (await startCommand(candidate("source", folder), undefined, GRANTS, from)).args;
    };
    assert.deepEqual((await flagsFor("{}")).slice(1), [
      "--quiet",
      "--no-check",
      "--no-prompt",
      "--ignore-env",
      "--cached-only",
      "--unstable-worker-options",
      "--config=/tree/deno.json",
      "--lock=/tree/deno.lock",
      "--frozen",
      `--allow-read=/tree,${folder}`,
      join(folder, "main.ts"),
      "shp",
    ]);
    const allowed = (await flagsFor('{"net": true, "read": true, "write": ["/a"]}'))
      .filter((arg) => arg.startsWith("--allow"));
    assert.deepEqual(allowed, ["--allow-net", "--allow-read", "--allow-write=/a"]);
    for (const wrong of ["[]", "null", '{"all": true}', '{"net": "yes"}', '{"net": []}']) {
      await assert.rejects(
        flagsFor(wrong),
        (error: unknown) => error instanceof SchemaHeroError && error.code === "plugin.wrong-interface",
        wrong,
      );
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
