import assert from "node:assert/strict";
import {
  canReplace,
  cutList,
  type FunctionFacts,
  functionType,
  isSameForm,
  listElements,
  settingValue,
  tableColumns,
} from "./function_form.ts";

const lookup = (schema: string | undefined, name: string) =>
  name === "mood" && (schema === undefined || schema === "public") ? "public.mood" : undefined;

const TYPES: readonly { readonly text: string; readonly type: string | undefined }[] = [
  { text: "int", type: "integer" },
  { text: "VARCHAR(20)", type: "character varying" },
  { text: "numeric(10, 2)[]", type: "numeric[]" },
  { text: "timestamp(3) with time zone", type: "timestamp with time zone" },
  { text: "interval day to second(3)", type: "interval" },
  { text: "mood", type: "public.mood" },
  { text: "public.mood[]", type: "public.mood[]" },
  { text: '"char"', type: '"char"' },
  { text: "any", type: '"any"' },
  { text: "TRIGGER", type: "trigger" },
  { text: "serial", type: undefined },
  { text: "int, evil int", type: undefined },
  { text: "t.a%type", type: undefined },
  { text: "int) returns int; --", type: undefined },
];

for (const { text, type } of TYPES) {
  Deno.test(`functionType() reads ${text} as ${type}`, () => assert.equal(functionType(text, lookup), type));
}

Deno.test("cutList() cuts at the commas of its own depth when there are others", () => {
  assert.deepEqual(cutList("a numeric(1,2), b text default ',', \"c,\" int"), [
    "a numeric(1,2)",
    "b text default ','",
    '"c," int',
  ]);
  assert.deepEqual(cutList(" "), []);
});

Deno.test("tableColumns() reads the columns of a table when it is one", () => {
  assert.deepEqual(tableColumns('TABLE (a int, "B c" varchar(3))', lookup), [
    { name: "a", type: "integer" },
    { name: "B c", type: "character varying" },
  ]);
  assert.equal(tableColumns("table (a int) x", lookup), undefined);
  assert.equal(tableColumns("table (a)", lookup), undefined);
  assert.equal(tableColumns("setof int", lookup), undefined);
});

const LISTS: readonly { readonly value: string; readonly kept: string }[] = [
  { value: "", kept: '""' },
  { value: '""', kept: '""' },
  { value: "pg_catalog,  Public", kept: "pg_catalog, public" },
  { value: "\"$user\", \"a,b\", 'it''s'", kept: '"$user", "a,b", "it\'s"' },
  { value: '"say ""x"""', kept: '"say ""x"""' },
];

for (const { value, kept } of LISTS) {
  Deno.test(`settingValue() writes ${value} as ${kept} when the setting is a list`, () => {
    assert.equal(settingValue("Search_Path", value), kept);
    assert.deepEqual(listElements(kept), listElements(value));
  });
}

Deno.test("settingValue() leaves a value alone when the setting is no list", () => {
  assert.equal(settingValue("datestyle", "ISO, DMY"), "ISO, DMY");
});

const PLAIN: FunctionFacts = {
  parameters: [{ name: "a", type: "integer", default: "1" }],
  returns: "integer",
  language: "sql",
  body: "select a",
};

Deno.test("isSameForm() looks past spacing when it is around the body or within expressions", () => {
  assert.ok(isSameForm(PLAIN, { ...PLAIN, body: "\n\nselect a\n  \n" }));
  assert.ok(isSameForm(PLAIN, { ...PLAIN, parameters: [{ name: "a", type: "integer", default: "( 1 )" }] }));
  assert.ok(!isSameForm(PLAIN, { ...PLAIN, body: "select  a" }));
  assert.ok(!isSameForm(PLAIN, { ...PLAIN, strict: true }));
  assert.ok(!isSameForm({ ...PLAIN, set: { work_mem: "1MB" } }, { ...PLAIN, set: { work_mem: "2MB" } }));
});

const REPLACEMENTS: readonly { readonly to: Partial<FunctionFacts>; readonly can: boolean }[] = [
  { to: { body: "select 2", strict: true }, can: true },
  { to: { parameters: [{ name: "a", type: "integer", default: "2" }] }, can: true },
  { to: { parameters: [{ name: "a", type: "integer" }] }, can: false },
  { to: { parameters: [{ name: "b", type: "integer", default: "1" }] }, can: false },
  { to: { returns: "bigint" }, can: false },
  { to: { returnsSet: true }, can: false },
  { to: { isProcedure: true }, can: false },
];

for (const { to, can } of REPLACEMENTS) {
  Deno.test(`canReplace() says ${can} when ${JSON.stringify(to)} is wanted`, () => {
    assert.equal(canReplace(PLAIN, { ...PLAIN, ...to }), can);
  });
}
