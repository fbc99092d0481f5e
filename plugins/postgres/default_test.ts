import assert from "node:assert/strict";
import { isSameDefault, readDefault } from "./default.ts";

for (
  const [value, type, sql, isExpression] of [
    ["now()", "timestamp without time zone", "now()", true],
    ["'now()'", "text", "'now()'", false],
    ["", "text", "''", false],
    ["''", "text", "''", false],
    ["0", "integer", "0", false],
    [0, "integer", "0", false],
    [0, "text", "'0'", false],
    ["uuid_generate_v4()", "uuid", "uuid_generate_v4()", true],
    ["nextval('s'::regclass)", "bigint", "nextval('s'::regclass)", true],
    ["'{}'::jsonb", "jsonb", "'{}'::jsonb", true],
    ["array['a']", "text[]", "array['a']", true],
    ["it's", "text", "'it''s'", false],
    ["a::b; drop table t", "text", "'a::b; drop table t'", false],
    ["'a'::text; drop table t", "text", undefined, undefined],
  ] as const
) {
  Deno.test(`readDefault() of ${JSON.stringify(value)} for ${type} is ${sql}`, () => {
    const found = readDefault(value, type);
    if (sql === undefined) assert.ok(!found?.sql.endsWith("table t"), found?.sql);
    else assert.deepEqual(found, { sql, isExpression });
  });
}

Deno.test("isSameDefault() knows the server's way to show a literal", () => {
  assert.ok(isSameDefault("'x'::text", "'x'", "text"));
  assert.ok(isSameDefault("'x'::character varying", "'x'", "character varying(10)"));
  assert.ok(isSameDefault("now()", "NOW( )", "timestamp with time zone"));
  assert.ok(!isSameDefault("'x'::text", "'y'", "text"));
  assert.ok(!isSameDefault("'now'::text", "now()", "text"));
});
