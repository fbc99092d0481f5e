// Answers that a node gives only in the moment in which something fails. Real nodes, and those moments, are in
// tests/engines/rqlite.
import assert from "node:assert/strict";
import { PluginError } from "../../protocol/errors.ts";
import { MAX_REQUEST_BYTES } from "./request_body.ts";
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
        timeoutMs: 2000,
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

Deno.test("RqliteServer follows a node that refers to another, for a write, too, and only to nodes it has", async () => {
  const asked: string[] = [];
  const node = (answer: (port: number) => Response): Deno.HttpServer<Deno.NetAddr> => {
    const own = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
    return Deno.serve(own, async (request) => {
      const port = Number(new URL(request.url).port);
      asked.push(`${port} ${/redirect/.test(request.url) ? "refer" : "pass on"} ${await request.text()}`);
      return answer(port);
    });
  };
  const refer = (port: number) => (): Response =>
    new Response(null, {
      status: 301,
      headers: { location: `http://127.0.0.1:${port}/db/execute?redirect` },
    });
  const leader = node(() => new Response('{"results":[{}]}'));
  const follower = node(() => refer(leader.addr.port)());
  const circle = node((port) => refer(port)());
  const astray = node(() => refer(9)());
  const beyond = node(() =>
    asked.at(-1)?.includes("pass on") ? new Response('{"results":[{}]}') : refer(9)()
  );
  const serverOf = (...nodes: readonly Deno.HttpServer<Deno.NetAddr>[]) =>
    new RqliteServer({
      endpoints: nodes.map(({ addr: { port } }) => ({ host: "n", address: "127.0.0.1", port })),
      isTls: false,
      timeoutMs: 400,
    });
  try {
    await serverOf(follower, leader).execute(["x"]);
    assert.deepEqual(asked.splice(0), [
      `${follower.addr.port} refer ["x"]`,
      `${leader.addr.port} refer ["x"]`,
    ]);
    await assert.rejects(serverOf(follower).execute(["x"]), {
      code: "connection.peers",
      details: { data: { peers: [{ address: "127.0.0.1", port: leader.addr.port }] } },
    });
    const first = follower.addr.port; // it is asked to pass the write on, and refers again
    assert.deepEqual(asked.splice(0), [`${first} refer ["x"]`, `${first} pass on ["x"]`]);
    await serverOf(astray, leader).execute(["x"]); // another may know better
    asked.splice(0);
    const unreachable = { addr: { port: 9 } } as Deno.HttpServer<Deno.NetAddr>;
    await serverOf(beyond, unreachable).execute(["x"]); // its leader can be reached by the node only
    assert.deepEqual(asked, [`${beyond.addr.port} refer ["x"]`, `${beyond.addr.port} pass on ["x"]`]);
    await assert.rejects(serverOf(circle).execute(["x"]), /in a circle/);
  } finally {
    await Promise.all([leader, follower, circle, astray, beyond].map((each) => each.shutdown()));
  }
});

Deno.test("RqliteServer waits for a write as long as its node is there", async () => {
  for (const isThere of [true, false]) {
    const own = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
    const silence: ((response: Response) => void)[] = [];
    const listener = Deno.serve(own, async (request) => {
      if (request.method === "GET") {
        if (isThere) return new Response("[+]node ok", { status: 503 });
        return await new Promise<Response>((resolve) => void silence.push(resolve));
      }
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return new Response('{"results":[{"rows_affected":7}]}');
    });
    const { port } = listener.addr;
    const endpoints = [{ host: "n", address: "127.0.0.1", port }];
    const server = new RqliteServer({ endpoints, isTls: false, timeoutMs: 300 });
    try {
      if (isThere) assert.equal((await server.execute(["x"]))[0]?.rowsAffected, 7);
      else await assert.rejects(server.execute(["x"]), { name: "UnknownOutcome" });
    } finally {
      for (const end of silence) end(new Response());
      await listener.shutdown();
    }
  }
});
