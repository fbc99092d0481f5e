// kill -9 of the core at random moments, from before it has started anything to the middle of a request, with plugins
// that are in order and with those that do not want to end: five seconds later nothing is left.
import { strict as assert } from "node:assert";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Candidate } from "../../core/host/candidate.ts";
import { delay, isRunning } from "./bare_process.ts";
import { IS_IN_SYSTEM, makeRogue, PYTHON, rogueTest } from "./rogue.ts";

const KILLS = Number(Deno.env.get("SCHEMAHERO_TEST_KILLS") ?? 100);
const AT_A_TIME = 2;
/** A core from source with its plugin is in the middle of a request after this time at the latest, in milliseconds. */
const LATEST_MS = 900;
const DEADLINE_MS = 5_000;
const PLUGINS = ["waits_for_input", "immortal", "flees"];

/** Stops a process and everything below it, so that nothing moves while it is looked at. */
function stopTree(pid: number): number[] {
  try {
    Deno.kill(pid, "SIGSTOP");
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter((text) => text !== "")
    );
    return [pid, ...children.map(Number)];
  } catch {
    return [pid]; // it has ended
  }
}

/** Processes whose arguments or program name something in a folder. */
function processesIn(folder: string): string[] {
  const inside = `${folder}/`; // home-1 is not home-10
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const args = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      return `${args} ${readlinkSync(`/proc/${pid}/exe`)}`.includes(inside) ? [`${pid} ${args}`] : [];
    } catch {
      return [];
    }
  });
}

interface Killed {
  readonly plugin: Candidate;
  readonly home: string;
  readonly afterMs: number;
  /** The core and what it had started. */
  readonly pids: readonly number[];
}

async function killAfter(plugin: Candidate, home: string, afterMs: number): Promise<Killed> {
  const program = fileURLToPath(new URL("core_process.ts", import.meta.url));
  const core = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--quiet", program, plugin.path, plugin.name, home, "required"],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  await delay(afterMs);
  const pids = stopTree(core.pid);
  try {
    Deno.kill(core.pid, "SIGKILL");
  } catch {
    // it has ended: the plugin was done
  }
  await core.status;
  return { plugin, home, afterMs, pids };
}

/** Waits until nothing is left. */
async function watchTheEnd({ plugin, home, afterMs, pids }: Killed): Promise<void> {
  const killed = performance.now();
  let left: string[] = [];
  while (performance.now() - killed < DEADLINE_MS) {
    await delay(100);
    const running = await Promise.all(pids.map(isRunning));
    left = [...pids.filter((_, index) => running[index]).map(String), ...processesIn(home)];
    if (left.length === 0) return;
  }
  assert.fail(`${plugin.name}, killed after ${afterMs} ms, leaves ${left.join("; ")}`);
}

rogueTest(`kill -9 of the core at ${KILLS} random moments leaves nothing`, async (folder) => {
  if (Deno.build.os !== "linux" || !IS_IN_SYSTEM) {
    // deno-lint-ignore no-console -- what is not tested must not go unnoticed
    return console.error(`SKIPPED: needs Linux and a Python of the system, and there is ${PYTHON}`);
  }
  const plugins: Candidate[] = [];
  for (const name of PLUGINS) plugins.push(await makeRogue(name, folder));
  const running = new Set<string>();
  const ends: Promise<void>[] = [];
  let next = 0;
  const kill = async () => {
    for (let index = next++; index < KILLS; index = next++) {
      const plugin = plugins[index % plugins.length];
      assert(plugin);
      const home = join(folder, `home-${index}`);
      await Deno.mkdir(home);
      const killed = await killAfter(plugin, home, Math.random() * LATEST_MS);
      if (killed.pids.length > 1) running.add(plugin.name);
      const end = watchTheEnd(killed);
      end.catch(() => {}); // told below
      ends.push(end);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, kill));
  await Promise.all(ends);
  assert.deepEqual(new Set(plugins.map(({ name }) => name)), running, "each was running at some kill");
});
