// The engine's side against a core that is written out message by message, with an engine made for each test.
import assert from "node:assert/strict";
import { decode, encode } from "./codec.ts";
import { PluginError, ProtocolError } from "./errors.ts";
import { DEFAULT_LIMITS, type Envelope, type Limits } from "./messages.ts";
import type { DatabaseConnection, DatabasePlugin, RequestContext } from "./plugin.ts";
import { Server } from "./serve.ts";

const CONNECT = {
  engine: "toy",
  options: {},
  resolved: { endpoints: [], files: {}, pem: {} },
  lockTimeoutMs: 0,
};

function engine(
  parts: Partial<DatabasePlugin> = {},
  connection: Partial<DatabaseConnection> = {},
): DatabasePlugin {
  return {
    name: "toy",
    version: "1",
    engines: ["toy"],
    capabilities: ["inspect", "plan", "split", "apply"],
    describe: () => ({
      name: "toy",
      version: "1",
      engines: [{ name: "toy", specKey: "toy" }],
      capabilities: [],
      kinds: [],
      connection: { options: { type: "object" }, uri: [] },
      hazards: [],
    }),
    connect: () => Promise.resolve({ database: "d", engineVersion: "1", close() {}, ...connection }),
    ...parts,
  };
}

interface Line {
  readonly server: Server;
  readonly sent: Envelope[];
  say(message: Envelope): Promise<"shutdown" | undefined>;
  /** Makes a request and waits until it has been answered. */
  ask(method: string, params?: unknown): Promise<Envelope>;
  answers(id: number): Envelope[];
}

function line(plugin: DatabasePlugin, limits: Partial<Limits> = {}): Line {
  const sent: Envelope[] = [];
  const server = new Server(plugin, {
    limits: { ...DEFAULT_LIMITS, ...limits },
    send: (payload) => void sent.push(decode(payload) as Envelope),
  });
  const answers = (id: number) =>
    sent.filter((message) =>
      (message.type === "response" || message.type === "failure") && message.id === id
    );
  let lastId = 0;
  return {
    server,
    sent,
    answers,
    say: (message) => server.receive(encode(message)),
    async ask(method, params = {}) {
      const id = ++lastId;
      await server.receive(encode({ type: "request", id, method, params }));
      assert.equal(answers(id).length, 1, "exactly one answer");
      return answers(id)[0] as Envelope; // asserted above
    },
  };
}

function pause(ms = 5): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function codeOf(message: Envelope | undefined): string {
  return message?.type === "failure" ? message.error.code : `${message?.type}`;
}

Deno.test("Server answers each method of the engine", async () => {
  const { ask } = line(engine({}, { inspect: () => Promise.resolve({ digest: "sha256:1" }) }));
  assert.equal(codeOf(await ask("describe")), "response");
  assert.equal(codeOf(await ask("initialize")), "response");
  assert.deepEqual((await ask("validate", CONNECT) as { result: unknown }).result, { diagnostics: [] });
  assert.equal(codeOf(await ask("inspect")), "plugin.closed");
  assert.deepEqual((await ask("connect", CONNECT) as { result: unknown }).result, {
    database: "d",
    engineVersion: "1",
  });
  assert.deepEqual((await ask("inspect") as { result: unknown }).result, { digest: "sha256:1" });
  assert.equal(codeOf(await ask("ping")), "response");
  assert.equal(codeOf(await ask("close")), "response");
  assert.equal(codeOf(await ask("inspect")), "plugin.closed");
});

Deno.test("Server refuses what it does not know or may not do, and lives on", async () => {
  const { ask } = line(
    engine({ capabilities: ["inspect"] }, { plan: () => Promise.reject(new Error("called")) }),
  );
  assert.equal(codeOf(await ask("frobnicate")), "protocol.method");
  assert.equal(codeOf(await ask("constructor")), "protocol.method");
  assert.equal(codeOf(await ask("split")), "protocol.method");
  assert.equal(codeOf(await ask("connect", { engine: 5 })), "protocol.message");
  assert.equal(codeOf(await ask("connect", { ...CONNECT, engine: "other" })), "connection.invalid");
  assert.equal(codeOf(await ask("connect", CONNECT)), "response");
  assert.equal(codeOf(await ask("connect", CONNECT)), "protocol.message");
  assert.equal(
    codeOf(await ask("plan", { seedData: true })),
    "protocol.method",
    "not among the capabilities",
  );
  assert.equal(codeOf(await ask("inspect")), "protocol.method", "a capability without a function");
  assert.equal(codeOf(await ask("ping")), "response");
});

Deno.test("Server breaks off when the core breaks the protocol", async () => {
  const request: Envelope = { type: "request", id: 1, method: "ping", params: {} };
  for (
    const [messages, what] of [
      [[request, request], "an id used twice"],
      [[{ ...request, id: 5 }, { ...request, id: 4 }], "an id that goes back"],
      [[{ type: "response", id: 1, result: {} }], "a response"],
      [[{ type: "log", level: "info", message: "m" }], "a log"],
      [[{ type: "request", id: 0, method: "ping", params: {} }], "id 0"],
      [[{ type: "cancel" } as unknown as Envelope], "no id"],
    ] as const
  ) {
    const { say } = line(engine());
    const last = messages.at(-1) as Envelope; // none of the lists is empty
    for (const message of messages.slice(0, -1)) await say(message);
    await assert.rejects(() => say(last), ProtocolError, what);
  }
  await assert.rejects(() => line(engine()).server.receive(new Uint8Array([0xc1])), ProtocolError);
});

Deno.test("Server answers what an engine throws without its stack", async () => {
  const { ask } = line(engine({
    describe: () => {
      throw new TypeError("undefined is not a plan");
    },
    connect: () => Promise.reject(new PluginError("connection.failed", "No such host", { retryable: true })),
  }));
  const internal = await ask("describe");
  assert.deepEqual(internal, {
    type: "failure",
    id: 1,
    error: { code: "plugin.internal", message: "undefined is not a plan", retryable: false },
  });
  assert.deepEqual(await ask("connect", CONNECT), {
    type: "failure",
    id: 2,
    error: { code: "connection.failed", message: "No such host", retryable: true },
  });
});

Deno.test("Server answers for an engine whose result or item is wrong, too large or cannot be sent", async () => {
  const wrong = { digest: 5 } as unknown as { digest: string };
  for (
    const [inspect, code] of [
      [() => Promise.resolve(wrong), "plugin.internal"],
      [() => Promise.resolve({ digest: "x".repeat(70_000) }), "protocol.limit"],
      [() => Promise.resolve({ digest: "\ud800" }), "protocol.codec"],
      [
        async (_: unknown, send: (item: never) => unknown) => await send({ type: "tabel" } as never),
        "plugin.internal",
      ],
      [() => Promise.reject(new PluginError("timeout", "m", { data: () => 1 })), "timeout"],
      [() => Promise.reject(new PluginError("timeout", "m", { data: "x".repeat(70_000) })), "timeout"],
    ] as const
  ) {
    const { ask } = line(engine({}, { inspect: inspect as never }), { maxFrameBytes: 65_536 }); // wrong on purpose
    await ask("connect", CONNECT);
    assert.equal(codeOf(await ask("inspect")), code);
    assert.equal(codeOf(await ask("ping")), "response");
  }
});

Deno.test("Server aborts a cancelled request, takes late input and answers once", async () => {
  let signal: AbortSignal | undefined;
  const { say, sent, answers } = line(engine({}, {
    plan: async (_params, input, _send, context) => {
      signal = context.signal;
      for await (const _item of input);
      return { database: "d", scope: [], currentDigest: "a", desiredDigest: "b" };
    },
  }));
  await say({ type: "request", id: 1, method: "connect", params: CONNECT });
  const running = say({ type: "request", id: 2, method: "plan", params: { seedData: false }, input: true });
  await say({ type: "items", id: 2, items: [{ type: "specs-end" }] });
  await pause();
  await say({ type: "cancel", id: 2 });
  // These were on their way when the cancel overtook them.
  for (let count = 0; count < 20; count++) {
    await say({ type: "items", id: 2, items: [{ type: "specs-end" }] });
  }
  await say({ type: "end", id: 2 });
  await running;
  assert.equal(signal?.aborted, true);
  assert.deepEqual(answers(2).map(codeOf), ["cancelled"]);
  for (const type of ["cancel", "end"] as const) await say({ type, id: 2 });
  await say({ type: "items", id: 2, items: [1] });
  await say({ type: "cancel", id: 99 });
  assert.equal(sent.at(-1), answers(2)[0], "nothing follows the answer");
});

Deno.test("Server tells the result of what was done in spite of a cancel", async () => {
  const { say, answers } = line(engine({}, {
    apply: async (_params, input, send) => {
      try {
        for await (const _item of input) await send({ index: 0, elapsedMs: 1 });
      } catch {
        // it was cancelled: what has been committed stays so
      }
      return { outcome: "committed", appliedCount: 1 };
    },
  }));
  await say({ type: "request", id: 1, method: "connect", params: CONNECT });
  const running = say({ type: "request", id: 2, method: "apply", params: {}, input: true });
  await say({ type: "cancel", id: 2 });
  await running;
  assert.deepEqual(answers(2), [{
    type: "response",
    id: 2,
    result: { outcome: "committed", appliedCount: 1 },
  }]);
});

Deno.test("Server lets nothing follow the answer, although the engine goes on", async () => {
  let kept: RequestContext | undefined;
  let keptSend: ((item: { sql: string; line: number }) => unknown) | undefined;
  const { ask, sent } = line(engine({
    split: (_input, send, context) => {
      kept = context;
      keptSend = send;
      send({ sql: "a", line: 1 }); // not waited for
      return Promise.resolve();
    },
  }));
  await ask("split");
  assert.deepEqual(sent.map((message) => message.type), ["items", "response"]);
  kept?.progress({ message: "still here" });
  await assert.rejects(async () => await keptSend?.({ sql: "b", line: 2 }), PluginError);
  await pause();
  assert.equal(sent.length, 2);
});

Deno.test("Server keeps progress and logs within their schema", async () => {
  const { ask, sent } = line(engine({
    split: (_input, _send, context) => {
      context.log("info", "x".repeat(9_999) + "😀");
      context.progress({ message: "y".repeat(999) + "😀", done: -1, total: NaN });
      context.progress({ message: "too soon" });
      return Promise.resolve();
    },
  }));
  await ask("split");
  assert.deepEqual(sent.map((message) => message.type), ["log", "progress", "response"]);
  assert.deepEqual(sent[0], { type: "log", level: "info", message: "x".repeat(9_999) + "\ufffd" });
  assert.deepEqual(sent[1], { type: "progress", id: 1, message: "y".repeat(999) + "\ufffd" });
});

Deno.test("Server runs 64 requests at once and refuses the next", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { say, answers } = line(engine({ split: () => promise }));
  const running = Array.from(
    { length: 64 },
    (_, index) => say({ type: "request", id: index + 1, method: "split", params: {} }),
  );
  await say({ type: "request", id: 65, method: "ping", params: {} });
  assert.equal(codeOf(answers(65)[0]), "protocol.limit");
  resolve();
  await Promise.all(running);
  for (let id = 1; id <= 64; id++) assert.equal(codeOf(answers(id)[0]), "response");
});

Deno.test("Server gives each bad input item its answer", async () => {
  const { say, answers } = line(engine({
    split: async (input) => {
      for await (const _item of input);
    },
  }));
  const running = say({ type: "request", id: 1, method: "split", params: {}, input: true });
  await say({ type: "items", id: 1, items: [{ text: 5 }] });
  await running;
  assert.equal(codeOf(answers(1)[0]), "protocol.message");
  await say({ type: "request", id: 2, method: "ping", params: {} });
  await assert.rejects(() => {
    const idle = say({ type: "request", id: 3, method: "split", params: {} });
    return Promise.all([idle, say({ type: "items", id: 3, items: [1] })]);
  }, ProtocolError);
});

Deno.test("Server.abandon() and shutdown abort what runs, then close", async () => {
  for (const way of ["abandon", "shutdown"] as const) {
    const events: string[] = [];
    const plugin = engine({ shutdown: () => void events.push("shutdown") }, {
      inspect: async (_params, _send, { signal }) => {
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
        events.push("rolled back");
        return { digest: "d" };
      },
      close: () => void events.push("closed"),
    });
    const { say, server, answers } = line(plugin);
    await say({ type: "request", id: 1, method: "connect", params: CONNECT });
    const running = say({ type: "request", id: 2, method: "inspect", params: {} });
    if (way === "abandon") {
      await server.abandon();
      assert.deepEqual(events, ["rolled back", "closed"]);
    } else {
      assert.equal(await say({ type: "request", id: 3, method: "shutdown", params: {} }), "shutdown");
      assert.deepEqual(events, ["rolled back", "closed", "shutdown"]);
      assert.equal(codeOf(answers(3)[0]), "response");
    }
    await running;
    assert.equal(answers(2).length, 1);
  }
});
