import assert from "node:assert/strict";
import type { Cell } from "../../protocol/plan.ts";
import {
  cellLiteral,
  type DefaultAffinity,
  defaultMeaning,
  type DefaultValue,
  hexLiteral,
  type LiteralDialect,
  textLiteral,
} from "./literal.ts";

const DIALECT: LiteralDialect = {
  textWithNul: (text) => `nul(${text.length})`,
  bytes: hexLiteral,
  boolean: (value) => value ? "true" : "false",
  infinity: () => undefined,
};

const DEFAULTS: readonly (readonly [DefaultValue, DefaultAffinity, string, string?])[] = [
  [5, "numeric", "literal", "5"],
  [5, "other", "literal", "5"],
  [-1.5, "numeric", "literal", "-1.5"],
  [9007199254740993n, "numeric", "literal", "9007199254740993"],
  [true, "other", "literal", "true"],
  [null, "other", "none"],
  ["null", "other", "none"],
  ["NULL", "numeric", "none"],
  ["'null'", "other", "literal", "'null'"],
  ["", "other", "literal", "''"],
  ["''", "other", "literal", "''"],
  ["'it''s'", "other", "literal", "'it''s'"],
  ["'a' || 'b'", "other", "literal", "'''a'' || ''b'''"],
  ["it's", "other", "literal", "'it''s'"],
  ["5", "numeric", "literal", "5"],
  ["+5", "numeric", "literal", "5"],
  ["1e3", "numeric", "literal", "1e3"],
  ["5", "other", "literal", "'5'"],
  ["5 apples", "numeric", "literal", "'5 apples'"],
  ["true", "other", "literal", "true"],
  ["FALSE", "numeric", "literal", "false"],
  ["CURRENT_TIMESTAMP", "other", "literal", "current_timestamp"],
  ["current_date", "other", "literal", "current_date"],
  ["now()", "other", "expression", "now()"],
  ["'now()'", "other", "literal", "'now()'"],
  ["lower('A)')", "other", "expression", "lower('A)')"],
  ["pg_catalog.now()", "other", "expression", "pg_catalog.now()"],
  ["f(1) + g(2)", "other", "literal", "'f(1) + g(2)'"],
  ["(f(1) + g(2))", "other", "expression", "f(1) + g(2)"],
  ["(a) + (b)", "other", "literal", "'(a) + (b)'"],
  ["(unclosed", "other", "literal", "'(unclosed'"],
  ["call me (maybe)", "other", "literal", "'call me (maybe)'"],
  [" padded ", "other", "literal", "' padded '"],
];

for (const [value, affinity, kind, sql] of DEFAULTS) {
  Deno.test(`defaultMeaning() takes ${typeof value} ${value} on a ${affinity} column as ${kind}`, () => {
    assert.deepEqual(defaultMeaning(value, affinity, DIALECT), sql === undefined ? { kind } : { kind, sql });
  });
}

const CELLS: readonly (readonly [Cell, string])[] = [
  [null, "null"],
  [true, "true"],
  [0.1, "0.1"],
  [1e21, "1e+21"],
  [-(2n ** 63n), "-9223372036854775808"],
  ["a'b", "'a''b'"],
  ["a\0b", "nul(3)"],
  [new Uint8Array([0, 10, 255]), "x'000aff'"],
  [{ expression: "now()" }, "(now())"],
];

Deno.test("cellLiteral() writes every kind of cell", () => {
  for (const [cell, sql] of CELLS) assert.equal(cellLiteral(cell, DIALECT), sql);
});

Deno.test("cellLiteral() refuses numbers that the engine has no form for", () => {
  for (const value of [2n ** 63n, -(2n ** 63n) - 1n, NaN, Infinity]) {
    assert.throws(() => cellLiteral(value, DIALECT), RangeError);
  }
});

Deno.test("textLiteral() leaves all text to a dialect that wants it", () => {
  const dialect = { ...DIALECT, text: (text: string) => `<${text}>` };
  assert.equal(textLiteral("it's", dialect), "<it's>");
  assert.equal(cellLiteral("a", dialect), "<a>");
});
