// The forms in which the program and its plugins run; each passes the same cases.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { digestFile } from "../../core/host/admission/copy.ts";
import { ANY_PLATFORM, type LockEntry, PLATFORM, writeLock } from "../../core/host/admission/lock_file.ts";
import { readFileName } from "../../core/host/candidate.ts";
import { sourceCommand } from "../../tasks/source_command.ts";
import { DIST, ROOT } from "../../tasks/tree.ts";

/** One way to run the program. */
export interface Form {
  readonly name: "source" | "portable" | "compiled" | "compiled-portable";
  /** The command and its first arguments. */
  readonly command: readonly string[];
  /** Where its plugins are found; absent: in the source tree. */
  readonly pluginPath?: string;
}

/** The folder that holds the portable plugins alone, made before the tests that need it. */
export const PORTABLE = join(DIST, "portable");

/** The forms of this run: `SCHEMAHERO_TEST_FORM` is `compiled` in the lane that has binaries. */
export function formsOfThisRun(): readonly Form[] {
  if (Deno.env.get("SCHEMAHERO_TEST_FORM") === "compiled") {
    const binary = join(DIST, "schemahero");
    if (!existsSync(binary)) throw new Error(`${binary} is not there: run deno task build first`);
    return [
      { name: "compiled", command: [binary], pluginPath: join(DIST, "plugins") },
      { name: "compiled-portable", command: [binary], pluginPath: PORTABLE },
    ];
  }
  return [
    { name: "source", command: [Deno.execPath(), ...sourceCommand()] },
    { name: "portable", command: [Deno.execPath(), ...sourceCommand()], pluginPath: PORTABLE },
  ];
}

/** Writes a lock of all plugins of a form, so that its cases need not ask whether they may run. */
export async function lockPlugins({ pluginPath }: Form, lock: string): Promise<void> {
  if (pluginPath === undefined) return;
  const entries = new Map<string, LockEntry>();
  for await (const file of Deno.readDir(pluginPath)) {
    const found = file.isFile ? readFileName(file.name) : undefined;
    if (!found) continue;
    const digest = await digestFile(join(pluginPath, file.name));
    const platform = found.form === "portable" ? ANY_PLATFORM : PLATFORM;
    const digests = { ...entries.get(found.name)?.digests, [platform]: digest };
    entries.set(found.name, { name: found.name, source: file.name, digests });
  }
  await writeLock(lock, [...entries.values()], 0o644);
}

/** Makes the folder of portable plugins, by the build task. */
export async function preparePortable(): Promise<void> {
  const { runDeno } = await import("../../tasks/run_deno.ts");
  const { code, output } = await runDeno(["run", "-A", "tasks/build_portable.ts", PORTABLE], { cwd: ROOT });
  if (code !== 0) throw new Error(`The portable plugins were not built:\n${output}`);
}
