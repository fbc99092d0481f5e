// What the walls and limits refuse comes out as that, by name. What they refuse at all is in tests/hostile.
import { strict as assert } from "node:assert";
import { type PluginProcess, startPlugin } from "../../core/host/mod.ts";
import type { Limits } from "../../core/host/walls/limits.ts";
import { standingWalls } from "../../core/host/walls/standing.ts";
import { DEADLINES, failsWith, IS_IN_SYSTEM, makeRogue, rogueTest, settings } from "./rogue.ts";

async function start(
  folder: string,
  limits: Partial<Limits> = {},
  name = "oversteps",
): Promise<PluginProcess> {
  const candidate = await makeRogue(name, folder);
  return await startPlugin(candidate, { settings: settings({ limits }), deadlines: DEADLINES });
}

/** A request that fails, as it is told to people. */
function failing(
  plugin: PluginProcess,
  method: "ping" | "split" | "inspect" | "initialize",
): Promise<unknown> {
  return plugin.request(method, {}).catch(async (error) => {
    throw await plugin.explain(error);
  });
}

function wallTest(name: string, body: (folder: string) => Promise<void>): void {
  rogueTest(name, async (folder) => {
    if (IS_IN_SYSTEM && standingWalls().missing.length === 0) return await body(folder);
    // deno-lint-ignore no-console -- what is not tested must not go unnoticed
    console.error(`SKIPPED: ${name}: a Python of the system is needed and all walls of the kernel`);
  });
}

wallTest("a wall's refusal is told by name, and not as an error of the database", async (folder) => {
  await using plugin = await start(folder);
  const error = await failsWith("connection.denied", failing(plugin, "ping"));
  assert.match(error.message, /tried to open \/etc\/passwd: not granted$/);
  assert.match(error.hint ?? "", /only what the connection names/);
});

wallTest("a plugin that breaks down at a wall is told with what was refused", async (folder) => {
  await using plugin = await start(folder);
  const error = await failsWith("plugin.crashed", failing(plugin, "split"));
  assert.match(error.detail ?? "", /^The sandbox refused it to open \/etc\/passwd/);
});

wallTest("a plugin is ended when its processor time is used up", async (folder) => {
  await using plugin = await start(folder, { cpuSeconds: 1 });
  const error = await failsWith("plugin.crashed", failing(plugin, "inspect"));
  assert.match(error.message, /killed by SIGXCPU/);
  assert.match(error.hint ?? "", /--plugin-cpu/);
});

wallTest("a plugin gets no memory beyond its limit", async (folder) => {
  await using plugin = await start(folder, { memoryBytes: 700 * 1024 ** 2 });
  const error = await failsWith("plugin.crashed", failing(plugin, "initialize"));
  assert.match(error.detail ?? "", /MemoryError/);
});

rogueTest("a plugin is ended when a request takes longer than the user lets it", async (folder) => {
  await using plugin = await start(folder, { requestMs: 300 }, "immortal");
  const error = await failsWith("plugin.hung", failing(plugin, "ping"));
  assert.match(error.message, /"ping" took longer than 300 ms, the limit of --request-timeout$/);
});

rogueTest("a plugin is ended when it sends more than the user lets it", async (folder) => {
  await using plugin = await start(folder, { outputBytes: 100_000 }, "log_flood");
  const error = await failsWith("plugin.protocol", failing(plugin, "ping"));
  assert.match(error.message, /sent more than 100000 bytes, the limit of --plugin-output$/);
});
