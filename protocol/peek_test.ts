// What a relay reads of an envelope.
import assert from "node:assert/strict";
import { encode } from "./codec.ts";
import { peek } from "./peek.ts";

Deno.test("peek() finds type and id wherever they stand and however the id is encoded", () => {
  const big = Array.from(
    { length: 40 },
    (_, index) => ({ [`k${index}`]: [index, "é".repeat(300), -1.5, 2n ** 60n] }),
  );
  assert.deepEqual(peek(encode({ type: "request", id: 5, params: big })), { type: "request", id: 5 });
  assert.deepEqual(peek(encode({ params: big, id: 70_000, bytes: new Uint8Array(70_000), type: "items" })), {
    type: "items",
    id: 70_000,
  });
  assert.deepEqual(peek(encode({ id: 2 ** 40, type: "end" })), { type: "end", id: 2 ** 40 });
  const uint64 = new Uint8Array([0x81, 0xa2, 0x69, 0x64, 0xcf, 0, 0, 0, 0, 0, 0, 0, 9]);
  assert.deepEqual(peek(uint64), { id: 9 });
});

Deno.test("peek() finds nothing, and never throws, in what is not an envelope", () => {
  for (const value of [1, "request", [1, 2], {}, { type: 1, id: "1" }, { nested: { type: "x", id: 1 } }]) {
    assert.deepEqual(peek(encode(value)), {});
  }
  assert.deepEqual(peek(new Uint8Array(0)), {});
  assert.deepEqual(peek(new Uint8Array([0xdf, 0xff, 0xff, 0xff, 0xff])), {});
  assert.deepEqual(peek(new Uint8Array([0x82, 0xdd, 0xff, 0xff, 0xff, 0xff])), {});
});
