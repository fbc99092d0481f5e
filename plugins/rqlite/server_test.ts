// Answers that a node gives only in the moment in which something fails. Real nodes, and those moments, are in
// tests/engines/rqlite.
import assert from "node:assert/strict";
import { PluginError } from "../../protocol/errors.ts";
import { MAX_REQUEST_BYTES } from "./http.ts";
import { RqliteServer } from "./server.ts";

/** A server on a port of its own that gives one answer to all. */
async function answered(status: number, body: string, work: (server: RqliteServer) => Promise<void>) {
  let count = 0;
  const listener = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    await request.text();
    count++;
    return new Response(body, { status });
  });
  const { port } = listener.addr;
  try {
    await work(
      new RqliteServer({
        endpoints: [{ host: "127.0.0.1", address: "127.0.0.1", port }],
        isTls: false,
        timeoutMs: 600,
      }),
    );
    return count;
  } finally {
    await listener.shutdown();
  }
}

Deno.test("RqliteServer refuses a request that is too long before it asks anybody", async () => {
  const count = await answered(200, '{"results":[]}', async (server) => {
    await assert.rejects(
      server.execute(["x".repeat(MAX_REQUEST_BYTES)]),
      (error) => error instanceof PluginError && /longer than/.test(error.message),
    );
  });
  assert.equal(count, 0);
});

Deno.test("RqliteServer sends a write again only when nothing can have been written", async () => {
  for (
    const [status, body, name, isSentAgain] of [
      [503, "leader not found", "PluginError", true],
      [200, '{"results":[],"error":"leader not found"}', "PluginError", true],
      [200, '{"results":[],"error":"leadership lost while committing log"}', "UnknownOutcome", false],
      [500, "timeout", "UnknownOutcome", false],
      [401, "Unauthorized", "PluginError", false],
      [200, "<html>", "UnknownOutcome", false],
    ] as const
  ) {
    const count = await answered(status, body, (server) => assert.rejects(server.execute(["x"]), { name }));
    assert.equal(count > 1, isSentAgain, `${status} ${body}: sent ${count} times`);
  }
});

Deno.test("RqliteServer keeps every digit of an integer", async () => {
  await answered(200, '{"results":[{"values":[[9007199254740993,-5,"1",1.5,null]]}]}', async (server) => {
    assert.deepEqual((await server.query(["x"]))[0]?.rows, [[9007199254740993n, -5n, "1", 1.5, null]]);
  });
});
