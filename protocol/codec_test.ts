// The two halves of the codec against literals out of the MessagePack specification, and at each of our limits.
import assert from "node:assert/strict";
import { decode, encode, MAX_VALUES } from "./codec.ts";
import { ProtocolError } from "./errors.ts";
import { MAX_DEPTH } from "./schema.ts";

function hex(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(text.replaceAll(" ", "").match(/../g)?.map((pair) => parseInt(pair, 16)) ?? []);
}

function isCodecError(error: unknown): boolean {
  return error instanceof ProtocolError && error.code === "protocol.codec";
}

const BOTH_WAYS: readonly { readonly value: unknown; readonly bytes: string }[] = [
  { value: null, bytes: "c0" },
  { value: false, bytes: "c2" },
  { value: true, bytes: "c3" },
  { value: 0, bytes: "00" },
  { value: 127, bytes: "7f" },
  { value: 128, bytes: "cc80" },
  { value: 255, bytes: "ccff" },
  { value: 256, bytes: "cd0100" },
  { value: 65535, bytes: "cdffff" },
  { value: 65536, bytes: "ce00010000" },
  { value: 2 ** 32 - 1, bytes: "ceffffffff" },
  { value: 2 ** 32, bytes: "cf0000000100000000" },
  { value: Number.MAX_SAFE_INTEGER, bytes: "cf001fffffffffffff" },
  { value: 2n ** 53n, bytes: "cf0020000000000000" },
  { value: 2n ** 63n - 1n, bytes: "cf7fffffffffffffff" },
  { value: 2n ** 64n - 1n, bytes: "cfffffffffffffffff" },
  { value: -1, bytes: "ff" },
  { value: -32, bytes: "e0" },
  { value: -33, bytes: "d0df" },
  { value: -128, bytes: "d080" },
  { value: -129, bytes: "d1ff7f" },
  { value: -32768, bytes: "d18000" },
  { value: -32769, bytes: "d2ffff7fff" },
  { value: -(2 ** 31), bytes: "d280000000" },
  { value: -(2 ** 31) - 1, bytes: "d3ffffffff7fffffff" },
  { value: -(2n ** 63n), bytes: "d38000000000000000" },
  { value: -0, bytes: "cb8000000000000000" },
  { value: 1.5, bytes: "cb3ff8000000000000" },
  { value: 5e-324, bytes: "cb0000000000000001" },
  { value: 2 ** 60, bytes: "cb43b0000000000000" },
  { value: "", bytes: "a0" },
  { value: "é", bytes: "a2c3a9" },
  { value: "\u0000", bytes: "a100" },
  { value: "😀", bytes: "a4f09f9880" },
  { value: "\uFEFF", bytes: "a3efbbbf" },
  { value: "x".repeat(31), bytes: "bf" + "78".repeat(31) },
  { value: "x".repeat(32), bytes: "d920" + "78".repeat(32) },
  { value: "x".repeat(256), bytes: "da0100" + "78".repeat(256) },
  { value: new Uint8Array([1, 2]), bytes: "c4020102" },
  { value: [], bytes: "90" },
  { value: Array(16).fill(1), bytes: "dc0010" + "01".repeat(16) },
  { value: {}, bytes: "80" },
  { value: { a: 1, b: [] }, bytes: "82a16101a16290" },
];

Deno.test("encode() and decode() agree with the literals of the specification", () => {
  for (const { value, bytes } of BOTH_WAYS) {
    assert.deepEqual(encode(value), hex(bytes), `encode ${bytes}`);
    assert.deepEqual(decode(hex(bytes)), value, `decode ${bytes}`);
  }
});

Deno.test("decode() gives the same value when a shorter encoding was possible", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ["cc01", 1],
    ["cf0000000000000001", 1],
    ["d3ffffffffffffffff", -1],
    ["cb3ff0000000000000", 1],
    ["ca3fc00000", 1.5],
    ["d90161", "a"],
    ["da000161", "a"],
    ["db0000000161", "a"],
    ["c50001ff", new Uint8Array([255])],
    ["dd0000000101", [1]],
    ["df00000001a16101", { a: 1 }],
  ];
  for (const [bytes, value] of cases) assert.deepEqual(decode(hex(bytes)), value, bytes);
});

Deno.test("decode() refuses what shp/1 does not allow", () => {
  const cases: readonly string[] = [
    "", // nothing
    "c1", // never used
    "0101", // a second value
    "c7010100", // extension types
    "d40100",
    "d6ff00000000",
    "a1", // cut short
    "cd01",
    "cb00",
    "9101c0",
    "92c0",
    "81a161",
    "a1ff", // UTF-8: invalid byte, overlong, surrogate, cut
    "a2c080",
    "a3eda080",
    "a1c3",
    "d919" + "61".repeat(24) + "ff",
    "810101", // a key that is not text
    "81c0c0",
    "82a16101a16102", // the same key twice
    "82a16101d9016102",
    "81a95f5f70726f746f5f5f01", // __proto__
    "ca7fc00000", // not a number, infinity
    "cb7ff0000000000000",
    "dd00000002c0", // counts beyond what is there
    "ddffffffff",
    "dfffffffff",
    "dbffffffff",
    "c6ffffffff",
  ];
  for (const bytes of cases) assert.throws(() => decode(hex(bytes)), isCodecError, bytes);
});

Deno.test("encode() refuses what it cannot write or the other side would not read", () => {
  const cases: readonly unknown[] = [
    undefined,
    [undefined],
    { a: undefined },
    Array(1),
    NaN,
    Infinity,
    2n ** 64n,
    -(2n ** 63n) - 1n,
    "\ud800",
    { "\udfff": 1 },
    JSON.parse('{"__proto__": 1}'),
    new Date(0),
    new Map(),
    new Float32Array(1),
    Symbol("s"),
    () => 1,
  ];
  for (const value of cases) assert.throws(() => encode(value), isCodecError, String(value));
});

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 ? { a: value } : [value];
  return value;
}

function nestedBytes(depth: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(depth + 1).fill(0x91);
  bytes[depth] = 0x01;
  return bytes;
}

Deno.test("encode() and decode() allow 64 levels and refuse 65", () => {
  assert.equal(MAX_DEPTH, 64);
  assert.deepEqual(decode(encode(nested(64))), nested(64));
  assert.throws(() => encode(nested(65)), isCodecError);
  assert.ok(decode(nestedBytes(64)));
  assert.throws(() => decode(nestedBytes(65)), isCodecError);
});

Deno.test("decode() refuses 2 MB of nested lists without building them", () => {
  const bytes = new Uint8Array(2_000_000).fill(0x91);
  const began = performance.now();
  assert.throws(() => decode(bytes), isCodecError);
  assert.ok(performance.now() - began < 100);
});

Deno.test("encode() and decode() bound the number of values", () => {
  const bytes = new Uint8Array(5 + MAX_VALUES).fill(0xc0);
  bytes[0] = 0xdd;
  const view = new DataView(bytes.buffer);
  view.setUint32(1, MAX_VALUES - 1);
  assert.equal((decode(bytes.subarray(0, -1)) as unknown[]).length, MAX_VALUES - 1);
  view.setUint32(1, MAX_VALUES);
  assert.throws(() => decode(bytes), isCodecError);
  assert.throws(() => encode(Array(MAX_VALUES).fill(null)), isCodecError);
});

Deno.test("decode() keeps a byte order mark at the beginning of a long text", () => {
  const text = "\uFEFF" + "a".repeat(300);
  assert.equal(decode(encode(text)), text);
});

Deno.test("decode() reads a map of many keys and still sees a duplicate", () => {
  const map = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`key ${index}`, index]));
  const bytes = encode(map);
  assert.deepEqual(decode(bytes), map);
  const last = new TextEncoder().encode("key 4999");
  const at = bytes.length - 3 - last.length;
  assert.deepEqual(bytes.slice(at, at + last.length), last);
  bytes.set(new TextEncoder().encode("key 4998"), at);
  assert.throws(() => decode(bytes), isCodecError);
});

Deno.test("encode() gives the same bytes after it failed half-way and after a large value", () => {
  const before = encode({ a: 1 });
  assert.throws(() => encode([1, 2, undefined]));
  assert.equal(encode("x".repeat(3_000_000)).length, 3_000_005);
  assert.deepEqual(encode({ a: 1 }), before);
});
