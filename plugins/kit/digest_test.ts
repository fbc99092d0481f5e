import assert from "node:assert/strict";
import { canonicalJson, digestOf } from "./digest.ts";

Deno.test("canonicalJson() sorts keys by UTF-16 units when they are nested", () => {
  // The example of RFC 8785, section 3.2.3, in short.
  const value = {
    "\u20ac": 1,
    "\r": 2,
    "\ufb33": 3,
    "1": 4,
    "\ud83d\ude00": 5,
    "\u0080": 6,
    "\u00f6": { b: 1, a: 2 },
  };
  assert.equal(
    canonicalJson(value),
    '{"\\r":2,"1":4,"\u0080":6,"\u00f6":{"a":2,"b":1},"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
  );
});

Deno.test("canonicalJson() writes numbers as RFC 8785 has them, bigints as text, and leaves undefined out", () => {
  assert.equal(
    canonicalJson([
      333333333.33333329,
      1E30,
      4.50,
      2e-3,
      -0,
      9007199254740993n,
      { a: undefined, b: null },
      new Uint8Array([1, 255]),
    ]),
    '[333333333.3333333,1e+30,4.5,0.002,0,"9007199254740993",{"b":null},"01ff"]',
  );
});

Deno.test("canonicalJson() tells keys with commas from several keys", () => {
  for (const value of [{ b: 1, a: 2 }, { "b,a": 1 }, { "c,b": 1, a: 2 }, { c: 1, "b,a": 2 }, {}, { "": 1 }]) {
    assert.deepEqual(JSON.parse(canonicalJson(value)), value);
  }
});

Deno.test("canonicalJson() refuses what JSON cannot hold", () => {
  assert.throws(() => canonicalJson([NaN]), RangeError);
  assert.throws(() => canonicalJson({ f: () => {} }), TypeError);
});

Deno.test("digestOf() gives the SHA-256 of the canonical JSON", async () => {
  assert.equal(await digestOf({}), "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  assert.equal(await digestOf({ a: 1, b: 2 }), await digestOf({ b: 2, a: 1 }));
});
