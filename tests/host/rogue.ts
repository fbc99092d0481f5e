// Makes plugins that misbehave on purpose and starts them through the host. For the tests of the host only.
import { strict as assert } from "node:assert";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Candidate } from "../../core/host/candidate.ts";
import { type PluginProcess, startPlugin } from "../../core/host/plugin_process.ts";
import type { HostSettings } from "../../core/host/settings.ts";
import { SchemaHeroError } from "../../core/errors.ts";
import { showMisdeed } from "./misdeeds.ts";

/** The folder with the sources of the misbehaving plugins. */
const SOURCES = join(dirname(fileURLToPath(import.meta.url)), "plugins");

/** Short, so that the tests are: a plugin on a busy machine greets within the first. */
export const DEADLINES = { handshakeMs: 5_000, shutdownMs: 500, terminateMs: 500 };

/** The absolute path of Python; undefined where there is none (the tests then say so). */
export const PYTHON: string | undefined = findPython();

function findPython(): string | undefined {
  for (const name of ["/usr/bin/python3", "/usr/local/bin/python3", "python3"]) {
    try {
      const { success, stdout } = new Deno.Command(name, {
        args: ["-c", "import sys; print(sys.executable)"],
        stderr: "null",
      }).outputSync();
      if (success) return new TextDecoder().decode(stdout).trim();
    } catch {
      // told below
    }
  }
  // deno-lint-ignore no-console -- what is not tested must not go unnoticed
  console.error("SKIPPED: the tests with misbehaving plugins need python3, and there is none");
  return undefined;
}

/** The sandbox lets a script use an interpreter of the system's folders only. */
export const IS_IN_SYSTEM: boolean = PYTHON?.startsWith("/usr/") ?? false;

/** A home of the tests' own, for store and lock. */
export const HOME: string = Deno.makeTempDirSync({ prefix: "schemahero-home-" });
globalThis.addEventListener("unload", () => Deno.removeSync(HOME, { recursive: true }));

/** Settings that find nothing by themselves and trust what they are given; what is logged is kept. */
export function settings(
  more: Partial<HostSettings> = {},
): HostSettings & { readonly logged: string[] } {
  const logged: string[] = [];
  return {
    environment: () => undefined,
    pluginDirs: [],
    home: HOME,
    trust: true,
    ...(!IS_IN_SYSTEM && { sandbox: "off" }),
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

/**
 * Makes an executable of one of the plugins in plugins/, e.g. `immortal`, and shows that it does what it is there
 * for: what the host makes of it proves nothing otherwise.
 */
export async function makeRogue(name: string, folder: string): Promise<Candidate> {
  const path = join(folder, `schemahero-${name.replaceAll("_", "-")}`);
  const isShell = name === "exits_at_once";
  const source = await Deno.readTextFile(join(SOURCES, isShell ? `${name}.sh` : `${name}.py`));
  // In one file, because a plugin may read no other.
  const shared = JSON.stringify(await Deno.readTextFile(join(SOURCES, "shp.py")));
  const head = `#!${PYTHON}\nimport sys, types\nsys.modules["shp"] = types.ModuleType("shp")\n` +
    `exec(${shared}, sys.modules["shp"].__dict__)\n`;
  await Deno.writeTextFile(path, isShell ? source : head + source, { mode: 0o755 });
  await showMisdeed(name, path);
  return { form: "executable", name: name.replaceAll("_", "-"), path, origin: "explicit" };
}

/** Starts one of the plugins. */
export async function startRogue(name: string, folder: string): Promise<PluginProcess> {
  return await startPlugin(await makeRogue(name, folder), { settings: settings(), deadlines: DEADLINES });
}

/** What was thrown, which must be an error of the core with this code. */
export async function failsWith(code: string, work: Promise<unknown>): Promise<SchemaHeroError> {
  const outcome = await work.then(() => undefined, (error: unknown) => error);
  assert(outcome instanceof SchemaHeroError, `Expected ${code}, got ${outcome}`);
  assert.equal(outcome.code, code, outcome.message);
  assert(!/\.$/.test(outcome.message), "a message has no final full stop");
  return outcome;
}
