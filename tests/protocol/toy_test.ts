// The toy plugin as a process of its own: launcher, Worker and wire together, through the core's Client.
import assert from "node:assert/strict";
import { PluginError } from "../../protocol/errors.ts";
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

Deno.test("launch() keeps what an engine prints off stdout", async () => {
  const plugin = await startPlugin();
  await plugin.client.request("split", {}, { input: texts("print") });
  await plugin.client.request("ping", {});
  assert.equal((await plugin.end()).code, 0);
  assert.match(await plugin.stderr, /a line that must not corrupt the frames/);
});

Deno.test("launch() takes from an engine what could end the process or disturb its frames", async () => {
  const plugin = await startPlugin();
  const asked = plugin.client.request("split", {}, { input: texts("exit") });
  await assert.rejects(() => asked, /left: ; Worker undefined; close undefined/);
  assert.equal((await plugin.end()).code, 0);
});

Deno.test("launch() answers every open request when the engine breaks down, and says why", async () => {
  const plugin = await startPlugin();
  const idle = plugin.client.request("split", {}, { input: endless("waiting") }).catch((error) => error);
  const crashing = plugin.client.request("split", {}, { input: endless("crash") }).catch((error) => error);
  for (const error of await Promise.all([idle, crashing])) {
    assert.ok(error instanceof PluginError, String(error));
    assert.equal(error.code, "plugin.crashed");
    assert.match(error.details.cause ?? "", /crashed on demand/);
  }
  assert.equal((await plugin.status).code, 70);
  await plugin.end();
  assert.match(await plugin.stderr, /crashed on demand/);
});

/** Input that never ends. */
async function* endless(text: string): AsyncGenerator<{ text: string }> {
  yield { text };
  await new Promise(() => {});
}

Deno.test("launch() ends with code 0 at the end of stdin, in the middle of a request, too", async () => {
  const plugin = await startPlugin();
  const open = plugin.client.request("split", {}, { input: endless("waiting") }).catch((error) => error);
  await plugin.client.request("ping", {});
  const began = performance.now();
  assert.equal((await plugin.end()).code, 0);
  assert.ok(performance.now() - began < 2500);
  assert.ok(await open instanceof Error);
});

Deno.test("a Client and a plugin stream 100,000 items both ways in order, and cancel in the middle", async () => {
  const plugin = await startPlugin();
  let expected = 1;
  await plugin.client.request("split", {}, {
    input: texts(...Array(20).fill("repeat 5000")),
    onItem: ({ line }) => assert.equal(line, expected++),
  });
  assert.equal(expected, 100_001);
  const abort = new AbortController();
  let count = 0;
  const long = plugin.client.request("split", {}, {
    signal: abort.signal,
    input: texts("repeat 100000000"),
    onItem: () => {
      if (++count === 5000) abort.abort();
    },
  });
  await assert.rejects(() => long, (error) => error instanceof PluginError && error.code === "cancelled");
  await plugin.client.request("ping", {});
  assert.equal((await plugin.end()).code, 0);
});

Deno.test("a Client sends an item of nearly a whole frame, and refuses a larger one while the process lives on", async () => {
  const plugin = await startPlugin();
  const big = "x".repeat(plugin.welcome.limits.maxFrameBytes - 100);
  let length = 0;
  await plugin.client.request("split", {}, {
    input: texts(big),
    onItem: ({ sql }) => void (length = sql.length),
  });
  assert.equal(length, big.length);
  const larger = plugin.client.request("split", {}, { input: texts(`${big}${big}`) });
  await assert.rejects(
    () => larger,
    (error) => error instanceof PluginError && error.code === "protocol.limit",
  );
  await plugin.client.request("ping", {});
  assert.equal((await plugin.end()).code, 0);
});
