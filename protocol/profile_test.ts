// Which schemas of others are accepted, and how the others are refused.
import assert from "node:assert/strict";
import { DESCRIPTION } from "./describe.ts";
import { METHODS } from "./methods.ts";
import { schemaProblem } from "./profile.ts";

Deno.test("schemaProblem() accepts every schema of ours", () => {
  for (const { params, result } of Object.values(METHODS)) {
    assert.equal(schemaProblem(params), undefined);
    assert.equal(schemaProblem(result), undefined);
  }
  assert.equal(schemaProblem(DESCRIPTION), undefined);
  assert.equal(schemaProblem({ title: "x", "x-note": 1, $comment: "an annotation" }), undefined);
});

Deno.test("schemaProblem() names what is wrong", () => {
  const tooDeep = Array(50).fill(0).reduce((inner) => ({ items: inner }), {});
  const cases: readonly (readonly [unknown, RegExp])[] = [
    [null, /is not a map/],
    [[], /is not a map/],
    [{ type: "objekt" }, /unknown type/],
    [{ type: ["string", 5] }, /unknown type/],
    [{ pattern: "(a+)+$" }, /uses "pattern"/],
    [{ properties: { a: { anyOf: [] } } }, /schema\.a uses "anyOf"/],
    [{ properties: { a: null } }, /schema\.a is not a map/],
    [{ properties: [] }, /is not a map/],
    [{ items: 5 }, /schema\[\] is not a map/],
    [{ additionalProperties: true }, /additionalProperties: true/],
    [{ additionalProperties: { type: 1 } }, /schema\.\* has an unknown type/],
    [{ minLength: "1" }, /"minLength" of the schema is not a number/],
    [{ enum: "a" }, /"enum" of the schema is not a list/],
    [{ required: {} }, /"required" of the schema is not a list/],
    [{ oneOf: [] }, /discriminator\) is not a map/],
    [{ oneOf: 5, discriminator: { propertyName: "t" } }, /"oneOf" of the schema is not a list/],
    [{ oneOf: [{}], discriminator: {} }, /needs a discriminator/],
    [
      { oneOf: [{ properties: { t: {} } }], discriminator: { propertyName: "t" } },
      /no words for its tag "t"/,
    ],
    [tooDeep, /deeper than 40/],
    [{ enum: Array(20_001).fill("a") }, /more than 20000 words/],
    [{ properties: Object.fromEntries(Array(10_000).fill(0).map((_, i) => [i, {}])) }, /more than 10000/],
  ];
  for (const [value, message] of cases) assert.match(schemaProblem(value) ?? "", message);
});
