// Makes plugins that misbehave on purpose and looks at processes from outside. For the tests of the host only.
import { strict as assert } from "node:assert";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Candidate } from "../../core/host/candidate.ts";
import { type PluginProcess, startPlugin } from "../../core/host/plugin_process.ts";
import type { HostSettings } from "../../core/host/settings.ts";
import { SchemaHeroError } from "../../core/errors.ts";

/** The folder with the sources of the misbehaving plugins. */
const SOURCES = join(dirname(fileURLToPath(import.meta.url)), "plugins");

/** Short, so that the tests are: a plugin on a busy machine greets within the first. */
export const DEADLINES = { handshakeMs: 5_000, shutdownMs: 500, terminateMs: 500 };

/** The absolute path of Python; undefined where there is none (the tests then say so). */
export const PYTHON: string | undefined = findPython();

function findPython(): string | undefined {
  try {
    const { success, stdout } = new Deno.Command("python3", {
      args: ["-c", "import sys; print(sys.executable)"],
      stderr: "null",
    }).outputSync();
    if (success) return new TextDecoder().decode(stdout).trim();
  } catch {
    // told below
  }
  // deno-lint-ignore no-console -- what is not tested must not go unnoticed
  console.error("SKIPPED: the tests with misbehaving plugins need python3, and there is none");
  return undefined;
}

/** Settings that find nothing by themselves; what is logged is kept. */
export function settings(
  more: Partial<HostSettings> = {},
): HostSettings & { readonly logged: string[] } {
  const logged: string[] = [];
  return {
    environment: () => undefined,
    pluginDirs: [],
    log: (level, message) => void logged.push(`${level} ${message}`),
    logged,
    ...more,
  };
}

/** Registers a test that needs Python, with a folder of its own that is removed afterwards. */
export function rogueTest(name: string, body: (folder: string) => Promise<void>): void {
  Deno.test({ name, ignore: PYTHON === undefined || Deno.build.os === "windows", fn: () => inFolder(body) });
}

/** Runs a body with a new folder, which is removed afterwards. */
export async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "schemahero-host-" });
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Makes an executable of one of the plugins beside this file, e.g. `immortal`. */
export async function makeRogue(name: string, folder: string): Promise<Candidate> {
  const path = join(folder, `schemahero-${name.replaceAll("_", "-")}`);
  const isShell = name === "exits_at_once";
  const source = await Deno.readTextFile(join(SOURCES, isShell ? `${name}.sh` : `${name}.py`));
  const head = `#!${PYTHON}\nimport sys\nsys.dont_write_bytecode = True\nsys.path.insert(0, ${
    JSON.stringify(SOURCES)
  })\n`;
  await Deno.writeTextFile(path, isShell ? source : head + source, { mode: 0o755 });
  return { form: "executable", name: name.replaceAll("_", "-"), path, origin: "explicit" };
}

/** Starts one of the plugins. */
export async function startRogue(name: string, folder: string): Promise<PluginProcess> {
  return await startPlugin(await makeRogue(name, folder), { settings: settings(), deadlines: DEADLINES });
}

/** Runs a plugin's program bare, without any host, so that a test can show what it does. */
export class BareProcess implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;

  constructor({ path }: Candidate) {
    this.#child = new Deno.Command(path, {
      args: ["shp"],
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
      detached: true,
    }).spawn();
  }

  get pid(): number {
    return this.#child.pid;
  }

  get status(): Promise<Deno.CommandStatus> {
    return this.#child.status;
  }

  /** Everything that it prints until it ends, cut after so many bytes. */
  async output(maxBytes = 1_000_000): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let count = 0;
    for await (const chunk of this.#child.stdout.values({ preventCancel: true })) {
      chunks.push(chunk);
      count += chunk.length;
      if (count >= maxBytes) break;
    }
    return new Uint8Array(await new Blob(chunks.map((chunk) => new Uint8Array(chunk))).arrayBuffer());
  }

  async closeInput(): Promise<void> {
    await this.#child.stdin.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      Deno.kill(-this.pid, "SIGKILL");
    } catch {
      // it has ended
    }
    await this.#child.status;
    if (!this.#child.stdin.locked) await this.#child.stdin.abort().catch(() => {}); // closed already
    if (!this.#child.stdout.locked) await this.#child.stdout.cancel();
  }
}

/** True while a process runs; one that ended and was not yet waited for does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
    return !/^\d+ \(.*\) [ZX]/s.test(stat);
  } catch {
    if (Deno.build.os === "linux") return false;
    const { stdout } = await new Deno.Command("ps", { args: ["-o", "state=", "-p", String(pid)] }).output();
    const state = new TextDecoder().decode(stdout).trim();
    return state !== "" && !state.startsWith("Z");
  }
}

/** Waits until a process has ended. */
export async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const until = performance.now() + timeoutMs;
  while (performance.now() < until) {
    if (!await isRunning(pid)) return true;
    await delay(20);
  }
  return !await isRunning(pid);
}

/** Waits. */
export function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** What was thrown, which must be an error of the core with this code. */
export async function failsWith(code: string, work: Promise<unknown>): Promise<SchemaHeroError> {
  const outcome = await work.then(() => undefined, (error: unknown) => error);
  assert(outcome instanceof SchemaHeroError, `Expected ${code}, got ${outcome}`);
  assert.equal(outcome.code, code, outcome.message);
  assert(!/\.$/.test(outcome.message), "a message has no final full stop");
  return outcome;
}
