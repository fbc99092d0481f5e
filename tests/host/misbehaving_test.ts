// Plugins that go wrong in the middle of a conversation: a clear error within its deadline, bounded memory, and no
// process left. Each is a program of its own in plugins/, whose misdeed is shown first (misdeeds.ts).
import { strict as assert } from "node:assert";
import { type PluginProcess, startPlugin } from "../../core/host/plugin_process.ts";
import { delay, isRunning, waitForEnd } from "./bare_process.ts";
import { DEADLINES, failsWith, makeRogue, rogueTest, settings, startRogue } from "./rogue.ts";

/** Makes a request that the plugin will not answer well; every process must be gone when the error is there. */
async function failedRequest(plugin: PluginProcess, code: string, deadlineMs = 5_000) {
  const error = await failsWith(code, plugin.request("split", {}, { deadlineMs, onItem: () => {} }));
  await plugin.shutdown();
  assert(!await isRunning(plugin.pid), "the plugin is gone");
  assert(plugin.watchdogPid === undefined || !await isRunning(plugin.watchdogPid), "the watchdog is gone");
  return error;
}

rogueTest(
  "request() fails with exit, signal and last words when the plugin is killed in it",
  async (folder) => {
    const error = await failedRequest(await startRogue("killed_in_request", folder), "plugin.crashed");
    assert.match(error.message, /crashed while it worked on "split": it was killed by SIGKILL$/);
    assert.match(error.detail ?? "", /out of memory, says the kernel/);
  },
);

rogueTest("request() ends a plugin that hangs, at the deadline", async (folder) => {
  const plugin = await startRogue("immortal", folder);
  const began = performance.now();
  const error = await failedRequest(plugin, "plugin.hung", 300);
  const took = performance.now() - began;
  assert(took >= 300 && took < 1500, `${took} ms`);
  assert.match(error.message, /no sign of life for 300 ms while it worked on "split"$/);
});

for (
  const [name, code, pattern] of [
    ["garbage_later", "plugin.protocol", /A frame says it is 1684365941 bytes long/], // "debu"
    ["huge_later", "plugin.protocol", /A frame says it is 2147483648 bytes long; the limit is 16777216/],
    ["closes_output", "plugin.crashed", /closed its output and had to be ended$/],
  ] as const
) {
  rogueTest(`request() fails with ${code} when the plugin is ${name}`, async (folder) => {
    const error = await failedRequest(await startRogue(name, folder), code);
    assert.match(error.message, pattern);
  });
}

rogueTest("request() fails when the plugin has closed its input", async (folder) => {
  const plugin = await startRogue("closes_input", folder);
  await delay(200);
  const lost = plugin.request("ping", {}); // Deno 2.6 does not notice the first write into a broken pipe
  lost.catch(() => {});
  const error = await failedRequest(plugin, "plugin.crashed");
  assert.match(error.message, /crashed while it worked on .*: it closed its input and had to be ended$/);
});

rogueTest("request() refuses a result that does not fit", async (folder) => {
  const plugin = await startRogue("answers_wrongly", folder);
  const error = await failsWith("plugin.protocol", plugin.description());
  assert.match(error.message, /The result of describe does not fit its schema/);
  await plugin.shutdown();
  assert(!await isRunning(plugin.pid));
});

rogueTest("request() ends a plugin that answers one request twice", async (folder) => {
  const plugin = await startRogue("answers_twice", folder);
  const first = await plugin.request("ping", {}).then(() => "answered", (error) => error.code);
  assert(["answered", "plugin.protocol"].includes(first), first);
  await failsWith("plugin.protocol", plugin.request("ping", {}));
  await plugin.shutdown();
  assert(!await isRunning(plugin.pid));
});

rogueTest("request() fails at its deadline in a flood of log lines, in bounded memory", async (folder) => {
  const candidate = await makeRogue("log_flood", folder);
  const own = settings();
  const plugin = await startPlugin(candidate, { settings: own, deadlines: DEADLINES });
  const before = Deno.memoryUsage().rss;
  const error = await failedRequest(plugin, "plugin.hung", 1000);
  const grownMb = (Deno.memoryUsage().rss - before) / 1e6;
  assert.match(error.message, /no sign of life for 1000 ms/);
  // It sent far more than that: 10,000 lines are 90 MB, which are seen in the log once and then dropped.
  assert(own.logged.length <= 10_001, `${own.logged.length} lines`);
  assert(grownMb < 250, `memory grew by ${grownMb} MB`);
});

rogueTest(
  "request() ends a plugin that sends more items than it has credit for, in bounded memory",
  async (folder) => {
    const plugin = await startRogue("item_flood", folder);
    const before = Deno.memoryUsage().rss;
    const slowStart = delay(5_000); // nothing is taken until then, so no more credit is given
    const error = await failsWith(
      "plugin.protocol",
      plugin.request("split", {}, { onItem: () => slowStart }),
    );
    const grownMb = (Deno.memoryUsage().rss - before) / 1e6;
    assert.match(error.message, /credit|more items|more frames/i);
    assert(grownMb < 150, `memory grew by ${grownMb} MB`);
    await plugin.shutdown();
    assert(!await isRunning(plugin.pid));
  },
);

rogueTest(
  "request() ends a plugin that sends nonsense of the largest size, in bounded memory",
  async (folder) => {
    const plugin = await startRogue("byte_flood", folder);
    const before = Deno.memoryUsage().rss;
    const error = await failedRequest(plugin, "plugin.protocol");
    const grownMb = (Deno.memoryUsage().rss - before) / 1e6;
    assert.match(error.message, /broke the protocol and was ended: /);
    assert(grownMb < 150, `memory grew by ${grownMb} MB`);
  },
);

rogueTest("request() keeps the end of a flood of stderr, without terminal controls", async (folder) => {
  const plugin = await startRogue("stderr_flood", folder);
  const before = Deno.memoryUsage().rss;
  const error = await failedRequest(plugin, "plugin.crashed");
  const grownMb = (Deno.memoryUsage().rss - before) / 1e6;
  const detail = error.detail ?? "";
  assert.match(error.message, /ended with exit code 9$/);
  assert.match(detail, /\nthe last line$/);
  assert(detail.length < 70_000, `${detail.length} characters`);
  assert(!detail.includes("\u001b"), "no escape sequences");
  assert(grownMb < 100, `memory grew by ${grownMb} MB`);
});

rogueTest(
  "request() fails as cancelled when the plugin does not answer a cancel, and ends it",
  async (folder) => {
    const plugin = await startRogue("immortal", folder);
    const abort = new AbortController();
    const request = plugin.request("split", {}, { signal: abort.signal });
    await delay(50);
    abort.abort();
    const began = performance.now();
    const error = await failsWith("cancelled", request);
    assert(performance.now() - began < 4000);
    assert.deepEqual((error.data as { outcome: string }).outcome, "unknown");
    await plugin.shutdown();
    assert(!await isRunning(plugin.pid));
  },
);

rogueTest("shutdown() goes on to SIGTERM and SIGKILL when the plugin does not end", async (folder) => {
  const candidate = await makeRogue("too_slow_to_stop", folder);
  const own = settings();
  const plugin = await startPlugin(candidate, { settings: own, deadlines: DEADLINES });
  await plugin.request("ping", {});
  const began = performance.now();
  await plugin.shutdown();
  const took = performance.now() - began;
  assert(took >= 900 && took < 2500, `${took} ms`);
  assert(!await isRunning(plugin.pid));
  assert.match(own.logged.join("\n"), /warning .* would not end and was killed/);
});

rogueTest("shutdown() ends what a plugin started and left behind", async (folder) => {
  const own = settings({ sandbox: "off" }); // in it, a plugin cannot start anything
  const plugin = await startPlugin(await makeRogue("leaves_a_child", folder), {
    settings: own,
    deadlines: DEADLINES,
  });
  await plugin.request("ping", {});
  const child = Number(/child (\d+)/.exec(own.logged.join())?.[1]);
  assert(await isRunning(child), "the child runs");
  await plugin.shutdown();
  assert(await waitForEnd(child, 1000), "the child is gone");
});

rogueTest("kill() ends a plugin that ignores everything, at once", async (folder) => {
  const plugin = await startRogue("immortal", folder);
  const began = performance.now();
  await plugin.kill();
  assert(performance.now() - began < 1000);
  assert(!await isRunning(plugin.pid));
  await failsWith("plugin.closed", plugin.request("ping", {}));
});
