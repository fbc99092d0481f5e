// The toy plugin as a process of its own: launcher, Worker and wire together, through the core's Client.
import assert from "node:assert/strict";
import { startPlugin } from "./start_plugin.ts";

async function* texts(...lines: string[]): AsyncGenerator<{ text: string }> {
  for (const text of lines) yield { text };
}

Deno.test("launch() serves requests, streams and shutdown when the plugin is a process", async () => {
  const plugin = await startPlugin();
  assert.equal(plugin.welcome.plugin.name, "toy");
  assert.equal((await plugin.client.request("describe", {})).name, "toy");
  const lines: string[] = [];
  await plugin.client.request("split", {}, {
    input: texts("a", "b", "c"),
    onItem: (item) => void lines.push(`${item.line}:${item.sql}`),
  });
  assert.deepEqual(lines, ["1:a", "2:b", "3:c"]);
  assert.deepEqual(await plugin.client.request("shutdown", {}), {});
  const status = await plugin.status;
  assert.equal(status.code, 0, await plugin.stderr);
  await plugin.end();
});
