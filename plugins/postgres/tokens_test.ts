import assert from "node:assert/strict";
import { foldWord, isContained, nextToken, normalForm, tokenize } from "./tokens.ts";

for (
  const [sql, tokens] of [
    ['select A."B""c"', ["word select", "word a", "punctuation .", 'name B"c']],
    ["'it''s' E'a\\'b;' $$x'y$$ $t$ $$ $t$", ["string it's", "string a\\'b;", "string x'y", "string  $$ "]],
    ["a /* x /* y */ z */ b -- c\nd", ["word a", "word b", "word d"]],
    ["1.5e3 a$b ::", ["number 1.5e3", "word a$b", "punctuation ::"]],
    ["'x", ["open"]],
    ["/* a /* b */", ["open"]],
    ["$t$ x $T$", ["open"]],
  ] as const
) {
  Deno.test(`tokenize() cuts ${JSON.stringify(sql)} as PostgreSQL does`, () => {
    const found = tokenize(sql).map(({ kind, value }) => kind === "open" ? kind : `${kind} ${value}`);
    assert.deepEqual(found, tokens);
  });
}

for (
  const [sql, is] of [
    ["a + (b[1])", true],
    ["')'", true],
    ["$$ ; ) $$", true],
    ["a)", false],
    ["(a", false],
    ["(a]", false],
    ["a; b", false],
    ["a -- b", false],
    ["a -- b\n", true],
    ["a /*", false],
    ["'a", false],
    ["a\0b", false],
  ] as const
) {
  Deno.test(`isContained() is ${is} when the text is ${JSON.stringify(sql)}`, () => {
    assert.equal(isContained(sql), is);
  });
}

Deno.test("normalForm() is the same for texts that mean the same, and only for those", () => {
  assert.equal(normalForm("( A  =  'x' )"), normalForm("a='x'"));
  assert.equal(normalForm("a > 1 /* x */"), normalForm("a>1"));
  assert.notEqual(normalForm("E'a\\nb'"), normalForm("'a\\nb'"));
  assert.notEqual(normalForm('"A" > 1'), normalForm("A > 1"));
  assert.notEqual(normalForm("'A'"), normalForm("'a'"));
  assert.notEqual(normalForm("(a) or (b)"), normalForm("a) or (b"));
});

Deno.test("foldWord() folds ASCII and nothing else", () => {
  assert.equal(foldWord("ÄB"), "Äb");
  const token = nextToken("Ab c", 0);
  assert.ok(typeof token !== "number" && token.value === "ab");
});

Deno.test("normalForm() knows both ways in which the server writes the list of IN for varchar", () => {
  const cast = "((a)::text <> ALL ((ARRAY['No'::character varying, 'q;''w'::character varying])::text[]))";
  const each =
    "(a)::text <> ALL (ARRAY[('No'::character varying)::text, ('q;''w'::character varying)::text])";
  assert.equal(normalForm(cast), normalForm(each));
  assert.notEqual(normalForm(cast), normalForm(each.replace("No", "Yes")));
});
