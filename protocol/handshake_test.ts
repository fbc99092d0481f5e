// The frozen handshake, both sides. Its bytes are pinned by tests/protocol/pins_test.ts.
import assert from "node:assert/strict";
import { decode, encode } from "./codec.ts";
import { ProtocolError } from "./errors.ts";
import {
  acceptWelcome,
  checkProof,
  commonLimits,
  commonVersion,
  makeHello,
  makeProof,
  makeWelcome,
  readHello,
  readReply,
  refusalOf,
} from "./handshake.ts";
import { DEFAULT_LIMITS, type Welcome } from "./messages.ts";

const CORE = { name: "schemahero", version: "1.0.0" };
const GRANTS = { net: ["127.0.0.1:5432"], read: [], write: [] };
const IDENTITY = { plugin: { name: "toy", version: "1" }, engines: ["toy"], capabilities: [] };

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof ProtocolError && error.code === code;
}

Deno.test("commonVersion() gives the highest version in both ranges", () => {
  const cases: readonly (readonly [number, number, number, number, number | undefined])[] = [
    [1, 1, 1, 1, 1],
    [1, 3, 2, 5, 3],
    [2, 5, 1, 3, 3],
    [1, 2, 3, 4, undefined],
    [3, 4, 1, 2, undefined],
    [1, 1, 5, 0, undefined],
  ];
  for (const [min, max, otherMin, otherMax, expected] of cases) {
    assert.equal(commonVersion({ min, max }, { min: otherMin, max: otherMax }), expected);
  }
});

Deno.test("commonLimits() takes the smaller of each", () => {
  const ours = { maxFrameBytes: 100_000, maxInFlight: 64, streamWindow: 3 };
  const theirs = { maxFrameBytes: 200_000, maxInFlight: 2, streamWindow: 8 };
  assert.deepEqual(commonLimits(ours, theirs), { maxFrameBytes: 100_000, maxInFlight: 2, streamWindow: 3 });
});

Deno.test("makeHello() makes a new secret each time", () => {
  const { hello } = makeHello(CORE, GRANTS);
  assert.equal(hello.secret.length, 32);
  assert.notDeepEqual(hello.secret, makeHello(CORE, GRANTS).hello.secret);
});

Deno.test("checkProof() accepts the proof of these very payloads and no other", async () => {
  const { payload, hello } = makeHello(CORE, GRANTS);
  const read = readHello(payload);
  assert.deepEqual(read, hello);
  const reply = makeWelcome(read, IDENTITY);
  const proof = await makeProof(read.secret, payload, reply);
  await checkProof(proof, hello.secret, payload, reply);
  const isProofError = hasCode("protocol.proof");
  const other = makeHello(CORE, GRANTS);
  await assert.rejects(() => checkProof(proof, other.hello.secret, payload, reply), isProofError);
  await assert.rejects(() => checkProof(proof, hello.secret, other.payload, reply), isProofError);
  const lying = encode({ ...decode(reply) as object, engines: ["other"] });
  await assert.rejects(() => checkProof(proof, hello.secret, payload, lying), isProofError);
  const flipped = proof.slice();
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
  await assert.rejects(() => checkProof(flipped, hello.secret, payload, reply), isProofError);
});

Deno.test("refusalOf() refuses ranges above and below ours and says both", () => {
  for (const range of [{ min: 2, max: 9 }, { min: 0, max: 0 }]) {
    const refusal = refusalOf(makeHello(CORE, GRANTS, DEFAULT_LIMITS, range).hello);
    assert.ok(refusal);
    const reply = readReply(refusal);
    assert.ok(reply.type === "refusal");
    assert.deepEqual(reply.protocol, { min: 1, max: 1 });
    assert.match(reply.message, new RegExp(`1 to 1.*${range.min} to ${range.max}`));
  }
  assert.equal(refusalOf(makeHello(CORE, GRANTS, DEFAULT_LIMITS, { min: 0, max: 7 }).hello), undefined);
});

Deno.test("acceptWelcome() refuses a version that was not offered and takes the smaller limits", () => {
  const { hello } = makeHello(CORE, GRANTS);
  const limits = { ...DEFAULT_LIMITS, streamWindow: 2 };
  const welcome: Welcome = { type: "welcome", version: 1, limits, ...IDENTITY };
  assert.deepEqual(acceptWelcome(hello, welcome), limits);
  assert.throws(() => acceptWelcome(hello, { ...welcome, version: 2 }), hasCode("protocol.version"));
});

Deno.test("readHello() and readReply() refuse what does not fit and drop what they do not know", () => {
  const { hello } = makeHello(CORE, GRANTS);
  assert.deepEqual(readHello(encode({ ...hello, _extension: [1] })), hello);
  for (
    const wrong of [
      { ...hello, type: "hullo" },
      { ...hello, secret: new Uint8Array(31) },
      { ...hello, limits: { ...DEFAULT_LIMITS, maxFrameBytes: 100 } },
      { ...hello, protocol: { min: -1, max: 1 } },
      { type: "hello" },
    ]
  ) assert.throws(() => readHello(encode(wrong)), hasCode("protocol.message"));
  assert.throws(
    () => readReply(encode({ type: "response", id: 1, result: {} })),
    hasCode("protocol.message"),
  );
});
