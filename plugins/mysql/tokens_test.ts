import assert from "node:assert/strict";
import { isContained, mentions, normalForm, unwrapped, withVersionComments } from "./tokens.ts";

Deno.test("normalForm() is the same for what the server writes and what people do", () => {
  const pairs = [
    ["a > 0", "(`a` > 0)"],
    ["b <> 'q'", "(`b` != _utf8mb4'q')"],
    ["LOWER( name )", "lower(`name`)"],
    ["x = 'it\\'s'", "x = 'it''s'"],
    ["a /* why */ + 1 -- one", "a + 1"],
    ["t < '40:00:00'", "(`t` < TIME'40:00:00.000')"],
    ["b <> _latin1'q'", "(`b` <> _utf8mb4'q')"],
    ["b <> _latin1'é'", "(`b` <> _utf8mb4'Ã©')"],
  ];
  for (const [a = "", b = ""] of pairs) assert.equal(normalForm(a), normalForm(b));
  const differing = [["a > 'A'", "a > 'a'"], ["a <> 'é'", "a <> _latin1'é'"], ["a = _binary'q'", "a = 'q'"]];
  for (const [a = "", b = ""] of differing) assert.notEqual(normalForm(a), normalForm(b));
});

Deno.test("isContained() lets nothing reach out of its parentheses", () => {
  for (const sql of ["a > 0", "concat('a)', `b(`)", "(1) + (2)"]) assert.equal(isContained(sql), true, sql);
  for (
    const sql of ["", "a) or (1", "a; drop table t", "'a", "a -- x", "a # x", "/*! x */ 1", "a /* x", "1\0"]
  ) {
    assert.equal(isContained(sql), false, sql);
  }
});

Deno.test("mentions() finds names, not texts", () => {
  assert.equal(mentions("`A` + 1", "a"), true);
  assert.equal(mentions("concat('a', b)", "a"), false);
});

Deno.test("unwrapped() takes off parentheses around all of it", () => {
  assert.equal(unwrapped("((a + 1))"), "a + 1");
  assert.equal(unwrapped("(a) + (b)"), "(a) + (b)");
});

Deno.test("withVersionComments() opens what the server wraps for versions, and nothing in quotes", () => {
  const table = [
    ["a int /*!80023 INVISIBLE */, b int", "a int          INVISIBLE   , b int"],
    ["comment '/*!80023 x */' /* why */ /*M! y */", "comment '/*!80023 x */' /* why */      y   "],
  ];
  for (const [told = "", open = ""] of table) assert.equal(withVersionComments(told), open);
});
