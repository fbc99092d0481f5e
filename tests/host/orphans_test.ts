// No process stays behind, however the core ends. The core is a process of its own here (core_process.ts), so that it
// can be killed.
import { strict as assert } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Candidate } from "../../core/host/candidate.ts";
import { delay, isRunning, waitForEnd } from "./bare_process.ts";
import { HOME, IS_IN_SYSTEM, makeRogue, rogueTest } from "./rogue.ts";

interface Pids {
  readonly core: number;
  readonly plugin: number;
  readonly watchdog: number;
}

/** A running core, and the processes that it has started. */
class CoreProcess {
  readonly child: Deno.ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: Deno.ChildProcess) {
    this.child = child;
    this.#lines = linesOf(child.stdout);
  }

  static async start(
    candidate: Candidate,
    sandbox = IS_IN_SYSTEM ? "best-effort" : "off",
  ): Promise<{ readonly core: CoreProcess; readonly pids: Pids }> {
    const program = fileURLToPath(new URL("core_process.ts", import.meta.url));
    const core = new CoreProcess(
      new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", "--quiet", program, candidate.path, candidate.name, HOME, sandbox],
        stdin: "null",
        stdout: "piped",
        stderr: "null",
      }).spawn(),
    );
    const pids: Pids = JSON.parse(await core.nextLine());
    for (const pid of Object.values(pids)) assert(await isRunning(pid), "everything runs");
    return { core, pids };
  }

  async nextLine(): Promise<string> {
    const { value, done } = await this.#lines.next();
    return done ? "" : value;
  }

  /** Waits for the end and lets go of the pipe. */
  async end(): Promise<Deno.CommandStatus> {
    const status = await this.child.status;
    await this.#lines.return?.();
    return status;
  }
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      yield text.slice(0, end);
      text = text.slice(end + 1);
    }
  }
}

async function assertAllEnd({ plugin, watchdog }: Pids, timeoutMs: number): Promise<void> {
  assert(await waitForEnd(plugin, timeoutMs), "the plugin is gone");
  assert(await waitForEnd(watchdog, 5_000), "the watchdog is gone");
}

rogueTest(
  "kill -9 of the core leaves no plugin, even one that ignores SIGTERM and the end of its input",
  async (folder) => {
    const immortal = await makeRogue("immortal", folder);
    const { core, pids } = await CoreProcess.start(immortal);
    await delay(100); // the request is on its way, the plugin hangs
    Deno.kill(pids.core, "SIGKILL");
    assert.equal((await core.end()).signal, "SIGKILL");
    assert(await isRunning(pids.plugin), "without a watchdog it would stay");
    await assertAllEnd(pids, 6_000);
  },
);

rogueTest("kill -9 of the core lets a plugin that is in order end by itself", async (folder) => {
  const { core, pids } = await CoreProcess.start(await makeRogue("waits_for_input", folder));
  Deno.kill(pids.core, "SIGKILL");
  await core.end();
  assert(await waitForEnd(pids.plugin, 1_000), "the end of its input ends it, long before the watchdog acts");
  await assertAllEnd(pids, 3_000);
});

rogueTest("kill -9 of the core also ends what the plugin has started", async (folder) => {
  // In the sandbox it cannot start anything.
  const { core, pids } = await CoreProcess.start(await makeRogue("leaves_a_busy_child", folder), "off");
  const [child] = await childrenOf(pids.plugin);
  assert(child !== undefined && await isRunning(child));
  Deno.kill(pids.core, "SIGKILL");
  await core.end();
  await assertAllEnd(pids, 6_000);
  assert(await waitForEnd(child, 1_000), "its child is gone, too");
});

for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  rogueTest(`${signal} cancels the request and ends everything in good order`, async (folder) => {
    const { core, pids } = await CoreProcess.start(await makeRogue("answers_cancel", folder));
    await delay(100);
    Deno.kill(pids.core, signal);
    assert.deepEqual(JSON.parse(await core.nextLine()), { failed: "cancelled" });
    assert.equal((await core.end()).code, code);
    await assertAllEnd(pids, 1_000);
  });
}

rogueTest("a second SIGINT ends everything at once", async (folder) => {
  const { core, pids } = await CoreProcess.start(await makeRogue("immortal", folder));
  await delay(100);
  Deno.kill(pids.core, "SIGINT");
  await delay(300);
  assert(await isRunning(pids.plugin), "it does not answer the cancel");
  const began = performance.now();
  Deno.kill(pids.core, "SIGINT");
  assert.equal((await core.end()).code, 130);
  assert(performance.now() - began < 1_000);
  await assertAllEnd(pids, 1_000);
});

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-A", "-o", "pid=,ppid="] }).output();
  const rows = new TextDecoder().decode(stdout).trim().split("\n").map((line) =>
    line.trim().split(/\s+/).map(Number)
  );
  return rows.flatMap(([child, parent]) => child !== undefined && parent === pid ? [child] : []);
}
