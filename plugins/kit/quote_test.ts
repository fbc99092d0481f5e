import assert from "node:assert/strict";
import { foldAscii, quoteName, quoteNames } from "./quote.ts";

Deno.test("quoteName() doubles the closing quote when it is in the name", () => {
  assert.equal(quoteName('a"b'), '"a""b"');
  assert.equal(quoteName("a`b", { open: "`", close: "`" }), "`a``b`");
  assert.equal(quoteName("a]b[", { open: "[", close: "]" }), "[a]]b[]");
  assert.equal(quoteNames(["a", "order"]), '"a", "order"');
});

Deno.test("quoteName() refuses an empty name and one with a NUL", () => {
  assert.throws(() => quoteName(""), RangeError);
  assert.throws(() => quoteName("a\0"), RangeError);
});

Deno.test("foldAscii() leaves letters outside ASCII as they are", () => {
  assert.equal(foldAscii("ÀbC"), "Àbc");
});
