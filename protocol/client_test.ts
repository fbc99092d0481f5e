// The core's side against a plugin that is written out message by message.
import assert from "node:assert/strict";
import { CANCEL_GRACE_MS, Client } from "./client.ts";
import { decode, encode } from "./codec.ts";
import { PluginError, ProtocolError } from "./errors.ts";
import { DEFAULT_LIMITS, type Envelope, type Limits } from "./messages.ts";

interface Line {
  readonly client: Client;
  /** What the client has sent. */
  readonly sent: Envelope[];
  readonly fatal: Error[];
  readonly logs: string[];
  /** Lets the plugin say something. */
  say(message: Envelope): void;
  /** Waits until the client has sent so many messages of a type, and gives the last. */
  heard(type: Envelope["type"], count?: number): Promise<Envelope>;
}

function line(limits: Partial<Limits> = {}): Line {
  const sent: Envelope[] = [];
  const fatal: Error[] = [];
  const logs: string[] = [];
  const channel = {
    limits: { ...DEFAULT_LIMITS, ...limits },
    send: (payload: Uint8Array): void => void sent.push(decode(payload) as Envelope),
  };
  const client = new Client(channel, {
    fatal: (error) => fatal.push(error),
    log: (level, message) => logs.push(`${level}: ${message}`),
  });
  return {
    client,
    sent,
    fatal,
    logs,
    say: (message) => client.receive(encode(message)),
    async heard(type, count = 1) {
      for (let round = 0; round < 500; round++) {
        const found = sent.filter((message) => message.type === type)[count - 1];
        if (found) return found;
        await pause(2);
      }
      throw new Error(`The client sent no ${type} number ${count}`);
    },
  };
}

function pause(ms = 5): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => (error instanceof PluginError || error instanceof ProtocolError) && error.code === code;
}

async function* texts(...lines: readonly string[]): AsyncGenerator<{ text: string }> {
  for (const text of lines) yield { text };
}

Deno.test("Client.request() sends what was asked and gives what was answered", async () => {
  const { client, sent, say } = line();
  const asked = client.request("connect", {
    engine: "toy",
    options: { big: 2n ** 60n },
    resolved: { endpoints: [], files: {}, pem: {} },
    lockTimeoutMs: 5,
  });
  assert.deepEqual(sent, [{
    type: "request",
    id: 1,
    method: "connect",
    params: {
      engine: "toy",
      options: { big: 2n ** 60n },
      resolved: { endpoints: [], files: {}, pem: {} },
      lockTimeoutMs: 5,
    },
  }]);
  say({ type: "response", id: 1, result: { database: "d", engineVersion: "1", _new: 1 } });
  assert.deepEqual(await asked, { database: "d", engineVersion: "1" });
});

Deno.test("Client.request() fails with the plugin's error", async () => {
  const { client, say, fatal } = line();
  const asked = client.request("ping", {});
  say({
    type: "failure",
    id: 1,
    error: { code: "some.newer.code", message: "No", retryable: true, hint: "h" },
  });
  await assert.rejects(() => asked, (error) => {
    assert.ok(error instanceof PluginError);
    assert.deepEqual([error.code, error.message, error.details], ["some.newer.code", "No", {
      retryable: true,
      hint: "h",
    }]);
    return true;
  });
  assert.deepEqual(fatal, []);
});

Deno.test("Client ends the conversation when the plugin breaks a rule", async () => {
  const cases: readonly (readonly [string, readonly Envelope[], string])[] = [
    ["two answers", [{ type: "response", id: 1, result: {} }, { type: "response", id: 1, result: {} }], ""],
    ["an answer and a failure", [{ type: "response", id: 1, result: {} }, {
      type: "failure",
      id: 1,
      error: { code: "timeout", message: "m", retryable: false },
    }], ""],
    ["an answer to nothing", [{ type: "response", id: 7, result: {} }], "protocol.message"],
    ["items for nothing", [{ type: "items", id: 9, items: [1] }], "protocol.message"],
    ["items after the answer", [{ type: "response", id: 1, result: {} }, {
      type: "items",
      id: 1,
      items: [1],
    }], ""],
    ["items of a method without any", [{ type: "items", id: 1, items: [1] }], "protocol.message"],
    ["credit for no input", [{ type: "credit", id: 1, frames: 1 }], "protocol.message"],
    ["a request", [{ type: "request", id: 1, method: "ping", params: {} }], "protocol.message"],
    ["a cancel", [{ type: "cancel", id: 1 }], "protocol.message"],
    ["an end", [{ type: "end", id: 1 }], "protocol.message"],
    ["an unknown message", [{ type: "hello" } as unknown as Envelope], "protocol.message"],
    ["a wrong result", [{ type: "response", id: 1, result: 5 }], "protocol.message"],
  ];
  for (const [what, messages, code] of cases) {
    const { client, say, fatal } = line();
    const asked = client.request("ping", {}).catch((error) => error);
    for (const message of messages) say(message);
    const outcome = await asked;
    if (code) assert.ok(hasCode(code)(outcome), `${what}: ${outcome}`);
    else assert.deepEqual(outcome, {}, what);
    assert.equal(fatal.length, 1, what);
    assert.ok(fatal[0] instanceof ProtocolError, what);
    await assert.rejects(() => client.request("ping", {}), fatal[0], `${what}: no further request`);
  }
});

Deno.test("Client ends the conversation for bytes that are no message", () => {
  const { client, fatal } = line();
  client.receive(new Uint8Array([0xc1]));
  assert.ok(hasCode("protocol.codec")(fatal[0]));
  client.receive(new Uint8Array([0xc1]));
  assert.equal(fatal.length, 1, "told once");
});

Deno.test("Client lets credit cross the answer, and passes logs and progress on", async () => {
  const { client, say, fatal, logs } = line();
  const progress: unknown[] = [];
  const asked = client.request("ping", {}, { onProgress: (step) => progress.push(step.message) });
  say({ type: "log", level: "warning", message: "careful" });
  say({ type: "progress", id: 1, message: "half", done: 1, total: 2 });
  say({ type: "response", id: 1, result: {} });
  say({ type: "credit", id: 1, frames: 1 });
  await asked;
  assert.deepEqual([fatal, logs, progress], [[], ["warning: careful"], ["half"]]);
});

Deno.test("Client.request() streams both ways and gives credit as items are taken", async () => {
  const { client, sent, say, heard } = line({ streamWindow: 2 });
  const lines: string[] = [];
  const asked = client.request("split", {}, {
    input: texts("a", "b"),
    onItem: async (item) => {
      await pause(1);
      lines.push(item.sql);
    },
  });
  assert.deepEqual((await heard("request") as { input?: boolean }).input, true);
  await heard("end");
  // One frame or two: the second item may come when the first is already on its way.
  assert.deepEqual([...new Set(sent.slice(1).map((message) => message.type))], ["items", "end"]);
  const input = sent.flatMap((message) => message.type === "items" ? message.items : []);
  assert.deepEqual(input, [{ text: "a" }, { text: "b" }]);
  for (const sql of ["1", "2", "3"]) {
    say({ type: "items", id: 1, items: [{ sql, line: 1 }] });
    await heard("credit", Number(sql));
  }
  say({ type: "items", id: 1, items: [{ sql: "4", line: 1 }] });
  say({ type: "response", id: 1, result: {} });
  await asked;
  assert.deepEqual(lines, ["1", "2", "3", "4"]);
});

Deno.test("Client ends the conversation when items come without credit or do not fit", async () => {
  for (
    const [item, code] of [[{ sql: "x", line: 1 }, "protocol.limit"], [
      { sql: 1 },
      "protocol.message",
    ]] as const
  ) {
    const { client, say, fatal } = line({ streamWindow: 2 });
    const asked = client.request("split", {}, { onItem: () => pause(20) });
    for (let count = 0; count < 3; count++) say({ type: "items", id: 1, items: [item] });
    await assert.rejects(() => asked, hasCode(code));
    assert.equal(fatal.length, 1);
  }
});

Deno.test("Client.request() ends with its own error when input or onItem throws, and the process lives on", async () => {
  const ways: readonly ((client: Client) => Promise<unknown>)[] = [
    (client) =>
      client.request("split", {}, {
        input: (async function* () {
          yield { text: "a" };
          await pause();
          throw new RangeError("mine");
        })(),
      }),
    (client) =>
      client.request("split", {}, {
        onItem: () => {
          throw new RangeError("mine");
        },
      }),
    (client) => client.request("split", {}, { onItem: () => Promise.reject(new RangeError("mine")) }),
    (client) =>
      client.request("split", {}, {
        onProgress: () => {
          throw new RangeError("mine");
        },
      }),
  ];
  for (const way of ways) {
    const { client, say, heard, fatal } = line();
    const asked = way(client).catch((error) => error);
    await heard("request");
    say({ type: "progress", id: 1, message: "m" });
    say({ type: "items", id: 1, items: [{ sql: "x", line: 1 }, { sql: "y", line: 1 }] });
    await heard("cancel");
    say({ type: "items", id: 1, items: [{ sql: "late", line: 1 }] });
    say({ type: "failure", id: 1, error: { code: "cancelled", message: "m", retryable: false } });
    const error = await asked;
    assert.ok(error instanceof RangeError && error.message === "mine", String(error));
    assert.deepEqual(fatal, []);
    const next = client.request("ping", {});
    say({ type: "response", id: 2, result: {} });
    assert.deepEqual(await next, {});
  }
});

Deno.test("Client.request() fails alone when what it was given cannot be sent", async () => {
  const { client, say, heard, fatal, sent } = line({ maxFrameBytes: 65_536 });
  const params = {
    engine: "x",
    options: {},
    resolved: { endpoints: [], files: {}, pem: {} },
    lockTimeoutMs: 0,
  };
  await assert.rejects(
    () => client.request("connect", { ...params, options: { big: "x".repeat(70_000) } }),
    hasCode("protocol.limit"),
  );
  await assert.rejects(
    () => client.request("connect", { ...params, options: { f: () => 1 } }),
    hasCode("protocol.codec"),
  );
  await assert.rejects(
    () => client.request("connect", { ...params, lockTimeoutMs: -1 }),
    hasCode("protocol.message"),
  );
  assert.deepEqual(sent, []);
  for (const text of ["x".repeat(70_000), 5 as unknown as string]) {
    const before = sent.length;
    const asked = client.request("split", {}, { input: texts(text) }).catch((error) => error);
    await heard("cancel", before === 0 ? 1 : 2);
    const id = (sent[before] as unknown as { id: number }).id;
    say({ type: "failure", id, error: { code: "cancelled", message: "m", retryable: false } });
    assert.match((await asked).message, /does not fit/);
  }
  assert.deepEqual(fatal, []);
});

Deno.test("Client.request() can be cancelled, and still gives a result that was already there", async () => {
  const { client, say, heard, sent, fatal } = line();
  const abort = new AbortController();
  const one = client.request("ping", {}, { signal: abort.signal });
  const two = client.request("ping", {}, { signal: abort.signal });
  abort.abort();
  await heard("cancel", 2);
  say({ type: "failure", id: 1, error: { code: "cancelled", message: "m", retryable: false } });
  say({ type: "response", id: 2, result: {} });
  await assert.rejects(() => one, hasCode("cancelled"));
  assert.deepEqual(await two, {});
  await assert.rejects(() => client.request("ping", {}, { signal: abort.signal }), hasCode("cancelled"));
  assert.equal(sent.filter((message) => message.type === "cancel").length, 2);
  assert.deepEqual(fatal, []);
});

Deno.test("Client ends the conversation, outcome unknown, when a cancel is not answered in 2 s", async () => {
  assert.equal(CANCEL_GRACE_MS, 2000);
  const { client, heard, fatal } = line();
  const abort = new AbortController();
  const asked = client.request("ping", {}, { signal: abort.signal });
  const other = client.request("ping", {}).catch((error) => error);
  abort.abort();
  await heard("cancel");
  const began = performance.now();
  await assert.rejects(() => asked, (error) => {
    assert.ok(error instanceof PluginError && error.code === "cancelled");
    assert.deepEqual(error.details.data, { outcome: "unknown" });
    return true;
  });
  assert.ok(performance.now() - began > 1800);
  assert.equal(await other, fatal[0]);
});

Deno.test("Client.request() fails at its deadline, which every sign of life puts off", async () => {
  const { client, say, fatal } = line();
  const asked = client.request("ping", {}, { deadlineMs: 80 }).catch((error) => error);
  for (let count = 0; count < 5; count++) {
    await pause(40);
    say({ type: "progress", id: 1, message: "alive" });
  }
  assert.deepEqual(fatal, []);
  const error = await asked;
  assert.ok(hasCode("timeout")(error));
  assert.match(error.message, /"ping"/);
  assert.equal(fatal.length, 1);
});

Deno.test("Client.request() does not blame the plugin for the time that onItem takes", async () => {
  const { client, say, fatal } = line({ streamWindow: 1 });
  const asked = client.request("split", {}, { deadlineMs: 60, onItem: () => pause(200) });
  say({ type: "items", id: 1, items: [{ sql: "x", line: 1 }] });
  await pause(230);
  say({ type: "response", id: 1, result: {} });
  await asked;
  assert.deepEqual(fatal, []);
});

Deno.test("Client allows 64 requests in flight and refuses the next", async () => {
  const { client, say } = line();
  const asked = Array.from({ length: 64 }, () => client.request("ping", {}));
  await assert.rejects(() => client.request("ping", {}), hasCode("protocol.limit"));
  for (let id = 64; id >= 1; id--) say({ type: "response", id, result: {} });
  assert.equal((await Promise.all(asked)).length, 64);
});

Deno.test("Client fails every request when the channel breaks, also while it does not take the request", async () => {
  const fatal: Error[] = [];
  const broken = new Client(
    { limits: DEFAULT_LIMITS, send: () => Promise.reject(new Error("broken pipe")) },
    { fatal: (error) => fatal.push(error) },
  );
  await assert.rejects(() => broken.request("ping", {}), hasCode("plugin.crashed"));
  assert.equal(fatal.length, 1);
  const stuck = new Client({ limits: DEFAULT_LIMITS, send: () => new Promise(() => {}) }, {
    fatal: () => {},
  });
  await assert.rejects(() => stuck.request("ping", {}, { deadlineMs: 30 }), hasCode("timeout"));
});
