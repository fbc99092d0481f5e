// The forms in which the program and its plugins run; each passes the same cases.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { digestFile } from "../../core/host/admission/copy.ts";
import { ANY_PLATFORM, type LockEntry, PLATFORM, writeLock } from "../../core/host/admission/lock_file.ts";
import { readFileName } from "../../core/host/candidate.ts";
import { sourceCommand } from "../../tasks/source_command.ts";
import { ROOT } from "../../tasks/tree.ts";
import { BINARY, COMPILED, IS_COMPILED_LANE, PORTABLE } from "../lane.ts";

/** One way to run the program. */
export interface Form {
  readonly name: "source" | "portable" | "compiled" | "compiled-portable";
  /** The command and its first arguments. */
  readonly command: readonly string[];
  /** Where its plugins are found; absent: in the source tree. */
  readonly pluginPath?: string;
}

/** The forms of this run. */
export function formsOfThisRun(): readonly Form[] {
  if (IS_COMPILED_LANE) {
    if (!existsSync(BINARY)) throw new Error(`${BINARY} is not there: run deno task build first`);
    return [
      { name: "compiled", command: [BINARY], pluginPath: COMPILED },
      { name: "compiled-portable", command: [BINARY], pluginPath: PORTABLE },
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

let prepared: Promise<void> | undefined;

/** Makes the folder of portable plugins, by the build task; once in a process. */
export function preparePortable(): Promise<void> {
  return prepared ??= buildPortable();
}

async function buildPortable(): Promise<void> {
  const { runDeno } = await import("../../tasks/run_deno.ts");
  const { code, output } = await runDeno(["run", "-A", "tasks/build_portable.ts", PORTABLE], { cwd: ROOT });
  if (code !== 0) throw new Error(`The portable plugins were not built:\n${output}`);
}
