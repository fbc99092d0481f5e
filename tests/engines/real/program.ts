// Runs the program as people do: from source, or compiled in the lane that has binaries.
import { type Form, formsOfThisRun } from "../../cli/forms.ts";

/** A home of its own for what is admitted, where there is something to admit. */
let home: string | undefined;
globalThis.addEventListener("unload", () => home === undefined || Deno.removeSync(home, { recursive: true }));

/** What a run gave. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly words: string;
}

/** Runs `schemahero` with these arguments. */
export async function schemahero(args: readonly string[], cwd: string): Promise<Ran> {
  const [form] = formsOfThisRun();
  if (!form) throw new TypeError("There is no form to run");
  const [command = "", ...first] = form.command;
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args: [...first, ...args],
    cwd,
    env: environmentOf(form),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  return { code, out: new TextDecoder().decode(stdout), words: new TextDecoder().decode(stderr) };
}

function environmentOf({ pluginPath }: Form): Record<string, string> {
  if (pluginPath === undefined) return { NO_COLOR: "1", SCHEMAHERO_AUDIT: "off" };
  home ??= Deno.makeTempDirSync({ prefix: "schemahero-home-" });
  return { NO_COLOR: "1", HOME: home, SCHEMAHERO_TRUST: "1", SCHEMAHERO_PLUGIN_PATH: pluginPath };
}
