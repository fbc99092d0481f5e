import assert from "node:assert/strict";
import { textLiteral } from "./literal.ts";
import { keptName, quoteQualified } from "./model.ts";

Deno.test("keptName() cuts at 63 bytes and never within a character", () => {
  assert.equal(keptName("a".repeat(63)), "a".repeat(63));
  assert.equal(keptName("a".repeat(64)), "a".repeat(63));
  assert.equal(keptName(`${"a".repeat(62)}é`), "a".repeat(62));
  assert.equal(keptName("é".repeat(32)), "é".repeat(31));
});

Deno.test("quoteQualified() doubles quotes and leaves an empty schema out", () => {
  assert.equal(quoteQualified({ schema: 'a"b', name: "c.d" }), '"a""b"."c.d"');
  assert.equal(quoteQualified({ schema: "", name: "c" }), '"c"');
  assert.throws(() => quoteQualified({ name: "a\0b" }));
});

Deno.test("textLiteral() stays one literal whatever it holds, and refuses NUL", () => {
  assert.equal(textLiteral("it's"), "'it''s'");
  assert.equal(textLiteral("a\\'; drop table t; --").match(/'/g)?.length, 4);
  assert.throws(() => textLiteral("a\0b"), RangeError);
});
