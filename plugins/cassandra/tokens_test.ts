import assert from "node:assert/strict";
import { isClosedPiece, plainForm } from "./tokens.ts";

Deno.test("isClosedPiece() takes one value or condition and nothing behind it", () => {
  for (const cql of ["0", "(0, 0)", "{'a': 1}", "a is not null and b > 3", "'it''s; --'", "[1, 2]"]) {
    assert(isClosedPiece(cql), cql);
  }
  for (const cql of ["", "1, 2", "0 --", "0 /* */", "0; drop table t", "(0", "0)", "'a", "$$a", "]["]) {
    assert(!isClosedPiece(cql), cql);
  }
});

Deno.test("plainForm() is the same for texts that mean the same", () => {
  assert.equal(plainForm('"a" IS not  null'), plainForm("A is NOT NULL"));
  assert.notEqual(plainForm('"A" is not null'), plainForm("a is not null"));
  assert.notEqual(plainForm("x = 'A'"), plainForm("x = 'a'"));
});
