// The checker against values and schemas, friendly and hostile.
import assert from "node:assert/strict";
import {
  any,
  array,
  boolean,
  bytes,
  check,
  describeValue,
  float,
  type Infer,
  int,
  int64,
  type JsonSchema,
  MAX_DEPTH,
  nullable,
  object,
  oneOfWords,
  optional,
  record,
  scalar,
  type Schema,
  schema,
  string,
  suggest,
  union,
  word,
} from "./schema.ts";

const DROP = { unknownKeys: "drop" } as const;
const REPORT = { unknownKeys: "report" } as const;

/** What check() makes of a value: the value, or the codes of the issues. */
function outcome(of: Schema<unknown>, value: unknown): unknown {
  const { value: checked, issues } = check(of, value, DROP);
  return issues.length > 0 ? issues.map((issue) => issue.code).join() : checked;
}

Deno.test("check() judges each type of the profile", () => {
  const cases: readonly (readonly [Schema<unknown>, unknown, unknown])[] = [
    [string(), "a", "a"],
    [string(), 1, "type"],
    [string({ minLength: 1 }), "", "range"],
    [string({ maxLength: 2 }), "abc", "range"],
    [boolean(), true, true],
    [boolean(), 0, "type"],
    [bytes({ minLength: 1 }), new Uint8Array([1]), new Uint8Array([1])],
    [bytes(), "AQ==", "type"],
    [string(), new Uint8Array(1), "type"],
    [float(), 1.5, 1.5],
    [float(), 1n, 1],
    [float(), NaN, "type"],
    [{ type: "number", minimum: 0 }, -0.5, "range"],
    [oneOfWords(["a", "b"]), "b", "b"],
    [oneOfWords(["a", "b"]), "c", "word"],
    [nullable(string()), null, null],
    [nullable(oneOfWords(["a"])), null, null],
    [string(), null, "type"],
    [array(int()), [1, 2], [1, 2]],
    [array(int(), { minItems: 1 }), [], "range"],
    [array(int(), { maxItems: 1 }), [1, 2], "range"],
    [array(int()), { 0: 1 }, "type"],
    [array(int()), new Uint8Array(2), "type"],
    [record(int()), { a: 1n }, { a: 1 }],
    [record(int()), { a: "x" }, "type"],
    [record(int()), [], "type"],
    [object({ a: int(), b: optional(int()) }), { a: 1 }, { a: 1 }],
    [object({ a: int() }), {}, "missing-key"],
    [object({ a: optional(int()) }), { a: null }, "type"],
    [any(), 2n ** 60n, 2n ** 60n],
    [scalar(), 2n ** 60n, 2n ** 60n],
    [scalar(), 5n, 5],
    [scalar(), [1], "type"],
    [schema(), { type: "object" }, { type: "object" }],
    [schema(), { type: "objekt" }, "type"],
  ];
  for (const [of, value, expected] of cases) {
    assert.deepEqual(outcome(of, value), expected, `${JSON.stringify(of)} ${describeValue(value)}`);
  }
});

Deno.test("check() gives int as a number and int64 as a bigint, whichever way they came", () => {
  for (const value of [5, 5n]) {
    assert.equal(outcome(int(), value), 5);
    assert.equal(outcome(int64(), value), 5n);
    assert.equal(outcome({ type: "integer", enum: [5] }, value), 5);
  }
  const limit = Number.MAX_SAFE_INTEGER;
  assert.equal(outcome(int(), BigInt(limit)), limit);
  for (const value of [BigInt(limit) + 1n, -BigInt(limit) - 1n, 2 ** 53, 1.5, "1", true]) {
    assert.equal(outcome(int(), value), "type", describeValue(value));
  }
  assert.equal(outcome(int64(), 2n ** 63n - 1n), 2n ** 63n - 1n);
  assert.equal(outcome(int64(), -(2n ** 63n)), -(2n ** 63n));
  assert.equal(outcome(int64(), 2n ** 63n), "type");
  assert.equal(outcome(int64(), -(2n ** 63n) - 1n), "type");
  assert.equal(outcome(int({ minimum: 1, maximum: 3 }), 4n), "range");
  assert.equal(outcome({ type: "integer", format: "int64", minimum: 0 }, -1n), "range");
});

Deno.test("check() drops unknown keys or reports them with the nearest known one", () => {
  const table = object({ columns: string(), inner: optional(object({ name: string() })) });
  const value = { columns: "a", colums: "b", inner: { name: "n", nmae: "m" } };
  assert.deepEqual(check(table, value, DROP), { value: { columns: "a", inner: { name: "n" } }, issues: [] });
  assert.deepEqual(Object.keys(value), ["columns", "colums", "inner"], "the value is not changed");
  const { issues } = check(table, value, REPORT);
  assert.deepEqual(issues.map(({ code, path, suggestion }) => [code, path.join("."), suggestion]), [
    ["unknown-key", "colums", "columns"],
    ["unknown-key", "inner.nmae", "name"],
  ]);
});

Deno.test("check() keeps the parts that needed no change", () => {
  const inner = { list: [1, 2] };
  const value = { inner, n: 5n };
  const of = object({ inner: object({ list: array(int()) }), n: int() });
  const checked = check(of, value, DROP).value as { inner: unknown; n: unknown };
  assert.equal(checked.inner, inner);
  assert.equal(checked.n, 5);
});

Deno.test("check() tells the variants of a union apart by their tag", () => {
  const shape = union("type", [
    object({ type: word("circle"), r: int() }),
    object({ type: word("square"), side: int() }),
  ]);
  const circle: Infer<typeof shape> = { type: "circle", r: 1 };
  assert.deepEqual(outcome(shape, { ...circle, side: 3 }), circle);
  assert.equal(outcome(shape, { type: "square", r: 1 }), "missing-key");
  assert.equal(outcome(shape, { r: 1 }), "missing-key");
  assert.equal(outcome(shape, [1]), "type");
  const [issue] = check(shape, { type: "cirle" }, DROP).issues;
  assert.deepEqual([issue?.code, issue?.suggestion, issue?.path], ["word", "circle", ["type"]]);
});

Deno.test("check() does not take what an object inherits for its own", () => {
  const of = object({ constructor: optional(int()), toString: optional(int()) });
  assert.deepEqual(outcome(of, {}), {});
  assert.equal(outcome(object({ toString: int() }), {}), "missing-key");
  const tagged = {
    type: "object",
    oneOf: [object({})],
    discriminator: { propertyName: "constructor" },
  } as const;
  assert.equal(outcome(tagged, {}), "missing-key");
  const polluting = JSON.parse('{"__proto__": {"polluted": true}, "a": 1}');
  for (const options of [DROP, REPORT]) check(object({ a: int() }), polluting, options);
  const kept = check(record(any()), polluting, DROP).value;
  assert.deepEqual(Object.keys(kept), ["__proto__", "a"]);
  assert.equal(Reflect.get({}, "polluted"), undefined);
});

Deno.test("check() ends at its depth and at its number of issues", () => {
  let deep: JsonSchema = int();
  let value: unknown = 1;
  for (let level = 0; level < MAX_DEPTH + 1; level++) {
    deep = array(deep);
    value = [value];
  }
  assert.equal(outcome(deep, value), "depth");
  const [oneLess] = value as unknown[];
  assert.equal(outcome(deep.items ?? {}, oneLess), oneLess);
  const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`kex${index}`, 1]));
  const began = performance.now();
  assert.equal(check(object({ key: optional(int()) }), many, { ...REPORT, maxIssues: 3 }).issues.length, 3);
  assert.equal(check(array(int()), Array(200_000).fill("x"), REPORT).issues.length, 20);
  assert.ok(performance.now() - began < 1000);
});

Deno.test("check() never throws for a schema that is none", () => {
  const nasty = { toString: 1, valueOf: 2 };
  const schemas: readonly unknown[] = [
    { type: 5 },
    { type: nasty },
    { type: [nasty, null] },
    { type: "constructor" },
    { type: "object", properties: null },
    { type: "object", properties: { a: null } },
    { type: "object", properties: 5, required: 7, additionalProperties: true },
    { type: "object", required: [nasty, null] },
    { type: "array", items: null, minItems: nasty, maxItems: "x" },
    { type: "string", enum: 5 },
    { type: "string", enum: [nasty, null, 2n] },
    { type: "string", minLength: nasty, maxLength: null },
    { type: "integer", minimum: nasty, maximum: nasty },
    { oneOf: 5 },
    { oneOf: [null, 5, { properties: null }, { properties: { type: null } }] },
    { oneOf: [{ properties: { a: { enum: nasty } } }], discriminator: { propertyName: nasty } },
    { type: "object", format: "schema", discriminator: nasty },
  ];
  const values: readonly unknown[] = [
    undefined,
    null,
    1,
    1n,
    "a",
    [1],
    { a: 1, type: "x" },
    new Uint8Array(2),
  ];
  for (const of of schemas) {
    for (const value of values) {
      for (const options of [DROP, REPORT]) check(of as JsonSchema, value, options); // hostile: not of the type
    }
  }
});

Deno.test("suggest() finds the word that was meant, and none when none is near", () => {
  const words = ["columns", "primaryKey", "indexes"];
  assert.equal(suggest("colums", words), "columns");
  assert.equal(suggest("primarykey", words), "primaryKey");
  assert.equal(suggest("idnexes", words), "indexes");
  assert.equal(suggest("zebra", words), undefined);
  assert.equal(suggest("", words), undefined);
});

Deno.test("suggest() is bounded for long words and long lists", () => {
  const began = performance.now();
  suggest("x".repeat(1_000_000), Array(50_000).fill("y".repeat(10_000)));
  assert.ok(performance.now() - began < 1000);
});
