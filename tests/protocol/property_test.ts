// Properties that hold for any value and any bytes. One seed reproduces a run; every failure names it.
import assert from "node:assert/strict";
import { Client } from "../../protocol/client.ts";
import { decode, encode } from "../../protocol/codec.ts";
import { ProtocolError } from "../../protocol/errors.ts";
import { frame, FrameReader } from "../../protocol/frame.ts";
import { makeHello, readHello, readReply } from "../../protocol/handshake.ts";
import { DEFAULT_LIMITS, ENVELOPE, type Envelope } from "../../protocol/messages.ts";
import { METHODS } from "../../protocol/methods.ts";
import { peek } from "../../protocol/peek.ts";
import { schemaProblem } from "../../protocol/profile.ts";
import { check, type JsonSchema, type Schema } from "../../protocol/schema.ts";
import { Server } from "../../protocol/serve.ts";
import toy from "../plugins/toy/plugin.ts";
import { fuzzSettings, Random } from "./random.ts";

const { seed, rounds } = fuzzSettings();

/** Runs a property with a new seed each round, and names the seed that broke it. */
async function forRounds(count: number, property: (random: Random) => Promise<void> | void): Promise<void> {
  for (let round = 0; round < count; round++) {
    try {
      await property(new Random(seed + round));
    } catch (error) {
      const command = `SCHEMAHERO_TEST_SEED=${seed + round} SCHEMAHERO_TEST_ROUNDS=1`;
      throw new Error(`Broken in round ${round}; reproduce it with ${command}`, { cause: error });
    }
  }
}

Deno.test("decode() gives back what encode() was given, for any value", async () => {
  await forRounds(rounds, (random) => {
    const value = random.value();
    assert.deepEqual(decode(encode(value)), value);
  });
});

/** Calls f, which may throw a ProtocolError and nothing else, and gives its value. */
function valueOrProtocolError<T>(f: () => T): T | undefined {
  try {
    return f();
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

Deno.test("decode() gives a value or a ProtocolError for any bytes, in bounded time, and peek() agrees", async () => {
  let accepted = 0;
  const longest = { ms: 0 };
  await forRounds(rounds * 4, (random) => {
    const envelope = {
      type: random.pick(["items", "request", random.text()]),
      id: random.number(),
      x: random.value(),
    };
    const bytes = random.below(4) === 0
      ? random.bytes(random.below(200))
      : random.mutate(encode(random.below(2) === 0 ? envelope : random.value()));
    const began = performance.now();
    const peeked = peek(bytes);
    const value = valueOrProtocolError(() => decode(bytes));
    longest.ms = Math.max(longest.ms, performance.now() - began);
    if (value === undefined) return;
    accepted++;
    assert.deepEqual(decode(encode(value)), value, "what was accepted can be sent on");
    const { type, id } = (typeof value === "object" && value !== null ? value : {}) as Record<
      string,
      unknown
    >;
    if (typeof type === "string" && type.length < 32 && /^[a-z]*$/.test(type)) {
      assert.equal(peeked.type, type);
    }
    if (Number.isSafeInteger(id) && Number(id) >= 0) assert.equal(peeked.id, id);
  });
  assert.ok(accepted > rounds / 10, `${accepted} of the mutations were still values`);
  assert.ok(longest.ms < 500, `one took ${longest.ms} ms`);
});

Deno.test("FrameReader gives the same frames for any cuts, and an error or frames for any bytes", async () => {
  await forRounds(Math.ceil(rounds / 10), async (random) => {
    const payloads = Array.from({ length: 1 + random.below(6) }, () => random.bytes(1 + random.below(400)));
    const bytes = new Uint8Array(payloads.flatMap((payload) => [...frame(payload)]));
    assert.deepEqual(await readAll(cut(random, bytes)), payloads);
    const broken = random.mutate(bytes);
    try {
      const read = await readAll(cut(random, broken));
      assert.ok(read.reduce((sum, payload) => sum + payload.length + 4, 0) === broken.length);
    } catch (error) {
      assert.ok(error instanceof ProtocolError, String(error));
    }
  });
});

function cut(random: Random, bytes: Uint8Array): ReadableStream<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = random.below(random.pick([3, 50, 2000]));
    chunks.push(bytes.slice(at, at + size));
    at += size;
  }
  return ReadableStream.from(chunks);
}

async function readAll(source: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const reader = new FrameReader(source, 1000);
  const payloads: Uint8Array[] = [];
  for (let payload = await reader.next(); payload; payload = await reader.next()) payloads.push(payload);
  return payloads;
}

Deno.test("check() never throws, for any value against any schema of ours and against any value as a schema", async () => {
  const schemas: Schema<unknown>[] = [ENVELOPE];
  for (const method of Object.values(METHODS)) schemas.push(method.params, method.result);
  await forRounds(rounds, (random) => {
    const value = random.value(5);
    for (const unknownKeys of ["drop", "report"] as const) {
      check(random.pick(schemas), value, { unknownKeys });
      check(randomSchema(random, 0) as JsonSchema, value, { unknownKeys }); // hostile: often not one
    }
    schemaProblem(randomSchema(random, 0));
  });
});

function randomSchema(random: Random, depth: number): unknown {
  if (random.below(8) === 0) return random.value(5);
  const inner = () => depth > 1 ? { type: "string" } : randomSchema(random, depth + 1);
  const words = ["object", "array", "string", "integer", "number", "boolean", "null"];
  const keywords: Record<string, () => unknown> = {
    type: () =>
      random.below(3) === 0 ? random.value(5) : random.pick<unknown>([...words, words, ["null", "string"]]),
    format: () => random.pick(["int64", "byte", "schema", random.value(5)]),
    properties: () => random.below(3) === 0 ? random.value(5) : { a: inner(), toString: inner() },
    required: () => random.pick([["a"], random.value(5)]),
    additionalProperties: () => random.pick([false, inner(), random.value(5)]),
    items: inner,
    minItems: () => random.value(5),
    maxLength: () => random.value(5),
    minimum: () => random.value(5),
    enum: () => random.pick([["a", 1], random.value(5)]),
    oneOf: () => random.pick([[inner(), inner()], random.value(5)]),
    discriminator: () => random.pick([{ propertyName: "a" }, random.value(5)]),
  };
  const chosen = Object.entries(keywords).filter(() => random.below(3) === 0);
  return Object.fromEntries(chosen.map(([name, make]) => [name, make()]));
}

Deno.test("both sides take any mutated message with a ProtocolError at worst", async () => {
  const { payload: hello } = makeHello({ name: "c", version: "1" }, { net: [], read: [], write: [] });
  const messages: readonly Envelope[] = [
    { type: "request", id: 1, method: "ping", params: {} },
    { type: "request", id: 2, method: "split", params: {}, input: true },
    { type: "items", id: 2, items: [{ text: "a" }] },
    { type: "response", id: 1, result: {} },
    { type: "failure", id: 1, error: { code: "timeout", message: "m", retryable: false } },
    { type: "credit", id: 2, frames: 1 },
    { type: "cancel", id: 2 },
    { type: "end", id: 2 },
    { type: "progress", id: 1, message: "m", done: 1 },
    { type: "log", level: "info", message: "m" },
  ];
  await forRounds(rounds, async (random) => {
    valueOrProtocolError(() => readHello(random.mutate(hello)));
    valueOrProtocolError(() => readReply(random.mutate(hello)));
    const fatal: Error[] = [];
    const client = new Client({ limits: DEFAULT_LIMITS, send: () => {} }, {
      fatal: (error) => fatal.push(error),
    });
    const asked = client.request("ping", {}).catch(() => {});
    const server = new Server(toy, { limits: DEFAULT_LIMITS, send: () => {} });
    for (let count = 0; count < 4; count++) {
      const message = encode(random.pick(messages));
      const bytes = random.below(3) === 0 ? message : random.mutate(message);
      client.receive(bytes);
      // A request with input that never ends stays open: it is not waited for.
      server.receive(bytes).catch((error) => assert.ok(error instanceof ProtocolError, String(error)));
    }
    for (const error of fatal) assert.ok(error instanceof ProtocolError, String(error));
    client.fail(new Error("the round is over"));
    await asked;
    await server.abandon();
  });
});
