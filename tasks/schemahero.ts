// deno task schemahero: runs the program from source, in the caller's folder and with exactly the permissions that
// the build bakes into the binary.
import { sourceCommand } from "./source_command.ts";

const child = new Deno.Command(Deno.execPath(), {
  args: [...sourceCommand(), ...Deno.args],
  cwd: Deno.env.get("INIT_CWD") ?? Deno.cwd(),
  stdin: "inherit",
  stdout: "inherit",
  stderr: "inherit",
}).spawn();
// Ctrl-C reaches the whole group by itself; the program decides how it ends, and we wait for it.
Deno.addSignalListener("SIGINT", () => {});
if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", () => child.kill("SIGTERM"));
Deno.exit((await child.status).code);
