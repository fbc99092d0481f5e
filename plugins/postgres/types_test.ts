import assert from "node:assert/strict";
import { isNumericType, readType } from "./types.ts";

const LOOKUP = (schema: string | undefined, name: string) =>
  name === "mood" ? `${schema ?? "public"}.mood` : undefined;

for (
  const [written, type] of [
    ["int", "integer"],
    ["INT8", "bigint"],
    ["serial", "integer"],
    ["bigserial", "bigint"],
    ["varchar", "character varying"],
    ["varchar(1)", "character varying(1)"],
    ["char", "character(1)"],
    ["numeric(10,2)", "numeric(10,2)"],
    ["decimal(10)", "numeric(10,0)"],
    ["timestamp(3)", "timestamp(3) without time zone"],
    ["timestamptz", "timestamp with time zone"],
    ["timestamp with time zone", "timestamp with time zone"],
    ["time(2) with time zone", "time(2) with time zone"],
    ["text[]", "text[]"],
    ["int[][]", "integer[]"],
    ["int array[3]", "integer[]"],
    ["double precision", "double precision"],
    ["float(10)", "real"],
    ["bool", "boolean"],
  ] as const
) {
  Deno.test(`readType() reads ${written} as ${type}`, () => {
    assert.equal(readType(written, LOOKUP)?.type, type);
  });
}

Deno.test("readType() looks up what is not built in and refuses what is no type", () => {
  assert.equal(readType("mood", LOOKUP)?.type, "public.mood");
  assert.equal(readType("varchar('x')", LOOKUP)?.isUnknown, true);
  for (const text of ["", "int; drop table t", "int)", "numeric(10,", "a b c"]) {
    assert.equal(readType(text, LOOKUP), undefined, text);
  }
});

Deno.test("isNumericType() knows numbers", () => {
  assert.deepEqual(["integer", "numeric(10,2)", "text", "integer[]"].map(isNumericType), [
    true,
    true,
    false,
    false,
  ]);
});
