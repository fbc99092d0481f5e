// The rows are what CockroachDB's own tests record of its pg_catalog (v26, table t1 and its like); no server was asked.
import assert from "node:assert/strict";
import type { Diagnostic } from "../../protocol/errors.ts";
import type { SpecItem } from "../../protocol/plan.ts";
import type { Catalog } from "./catalog.ts";
import type { Row } from "./driver.ts";
import { inspectParts, readParts } from "./inspect.ts";
import { cockroachForm, refuseForCockroach, typeForCockroach } from "./quirks.ts";
import { KINDS } from "./kinds/mod.ts";
import { checkSpecs } from "./requests.ts";
import { planSchema } from "./schema_plan.ts";
import { NO_SERVER, type ServerFacts, sqlBeginLooking } from "./server.ts";

const SERVER: ServerFacts = {
  ...NO_SERVER,
  kinds: KINDS,
  version: 130000,
  isCockroach: true,
  defaultSchema: "public",
  searchPath: ["public"],
};

function column(
  number: number,
  name: string,
  type: string,
  more: Partial<Record<number, unknown>> = {},
): Row {
  const row = ["110", number, name, type, false, "", "", null, null, null, null, null, null];
  return row.map((value, at) => at in more ? more[at] : value);
}

const TABLE: Row = ["110", "public", "t1", "r", "p", null, null, null, null, null, false, false, "prefix"]
  .concat([null]).concat([false, false, null] as never[]);

const COLUMNS: readonly Row[] = [
  column(1, "p", "double precision", { 4: true }),
  column(2, "a", "bigint"),
  column(3, "b", "bigint"),
  column(4, "c", "bigint", { 11: "12" }),
  column(5, "d", "character varying(5)"),
  column(6, "s", "text", { 11: "'FOO'::STRING" }),
  column(7, "f", "numeric(10,7)"),
  column(8, "g", "bigint", { 6: "s", 11: "a * b" }),
  column(9, "small", "integer"),
  column(14, "m", "bigint", { 4: true, 5: "a", 11: "nextval('public.t1_m_seq'::REGCLASS)" }),
  column(15, "q", "bigint", { 4: true, 11: "unique_rowid()" }),
];

function constraint(name: string, type: string, more: Partial<Record<number, unknown>>): Row {
  const row = ["110", name, type, null, null, null, null, " ", " ", " ", false, false, true, true, "0", null]
    .concat([null, null, null] as never[]).concat([true, false, true] as never[]);
  return row.map((value, at) => at in more ? more[at] : value);
}

const CONSTRAINTS: readonly Row[] = [
  constraint("check_s", "c", { 3: [6], 13: false, 15: "s != ''::STRING" }),
  constraint("t1_pkey", "p", { 3: [1], 14: "3687884466" }),
];

function index(
  oid: string,
  name: string,
  isUnique: boolean,
  keyCount: number,
  key: string,
  option: string,
): Row {
  return [
    "110",
    oid,
    name,
    "prefix",
    isUnique,
    true,
    keyCount,
    key,
    option,
    null,
    false,
    null,
    null,
    null,
    false,
  ];
}

const INDEXES: readonly Row[] = [
  index("3687884464", "index_key", true, 2, "3 4", "2 2"),
  index("3687884463", "stored", false, 2, "2 3 4", "2 1"),
  index("3687884466", "t1_pkey", true, 1, "1", "2"),
];

function recorded(columns = COLUMNS): Catalog {
  const parts = inspectParts({ schemas: ["public"], names: [] }, SERVER);
  const rows = [[], [TABLE], columns, [], CONSTRAINTS, INDEXES, [], [], [["public"], ["crdb_internal"]]];
  assert.equal(parts.length, rows.length, "only tables, types and schemas are looked at");
  return readParts(parts, rows, SERVER);
}

function spec(body: Record<string, unknown>, kind = "Table"): SpecItem {
  return { index: 0, kind, name: "t1", body, hasRows: false } as unknown as SpecItem; // what the core would send
}

const BODY = {
  primaryKey: ["p"],
  columns: [
    { name: "p", type: "float" },
    { name: "a", type: "int" },
    { name: "b", type: "INTEGER" },
    { name: "c", type: "int8", default: 12 },
    { name: "d", type: "varchar(5)" },
    { name: "s", type: "STRING", default: "'FOO'" },
    { name: "f", type: "decimal(10,7)" },
    { name: "g", type: "bigint", generated: { expression: "a * b" } },
    { name: "small", type: "int4" },
    { name: "m", type: "int", identity: "always" },
    { name: "q", type: "serial" },
  ],
  checks: [{ name: "check_s", expression: "s <> ''" }],
  indexes: [
    { name: "index_key", columns: ["b", "c"], isUnique: true },
    { name: "stored", columns: ["a", { name: "b", descending: true }], include: ["c"] },
  ],
};

async function plan(
  body: Record<string, unknown>,
  catalog: Catalog,
): Promise<readonly string[]> {
  const told: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void told.push(diagnostic);
  const requests = checkSpecs([spec(body)], SERVER, report);
  refuseForCockroach(requests, report);
  const { steps } = await planSchema(catalog, requests, undefined, report);
  assert.deepEqual(told, []);
  return steps.flatMap(({ statements }) => statements.map(({ sql }) => sql));
}

Deno.test("a table of CockroachDB is as its document says", async () => {
  const catalog = recorded();
  assert.deepEqual([...catalog.tables.values()].map(({ unexpressed }) => unexpressed), [[]]);
  assert.deepEqual(await plan(BODY, catalog), []);
});

Deno.test("a table of CockroachDB is made with words that mean one size of number", async () => {
  const [sql] = await plan(BODY, { ...readParts([], [], SERVER), schemas: new Set(["public"]) });
  assert.match(sql ?? "", /"a" int8,/);
  assert.match(sql ?? "", /"small" int4,/);
  assert.match(sql ?? "", /"m" int8 generated always as identity/);
  assert.match(sql ?? "", /"q" int8 default unique_rowid\(\) not null/);
  assert.match(sql ?? "", /"s" text default 'FOO'/);
});

Deno.test("a default of CockroachDB that says something else is a difference", async () => {
  const other = COLUMNS.map((row) => row[2] === "s" ? column(6, "s", "text", { 11: "'BAR'::STRING" }) : row);
  assert.deepEqual(await plan(BODY, recorded(other)), [
    `alter table "public"."t1" alter column "s" set default 'FOO'`,
  ]);
});

Deno.test("cockroachForm() leaves out the types behind literals, and nothing else", () => {
  const same = [
    ["'FOO'::STRING", "'FOO'"],
    ["x > 1:::INT8", "x > 1"],
    ["s != ''", "s <> ''"],
    ["a = ARRAY['x':::STRING]", "a = array['x']"],
    ["f = 1.5:::DECIMAL(10,2)", "f = 1.5"],
    ["a = '{1}'::INT8[]", "a = '{1}'"],
  ];
  for (const [shown = "", written = ""] of same) {
    assert.equal(cockroachForm(shown), cockroachForm(written), shown);
  }
  const other = [["'a:::b'", "'a::b'"], ["x::INT8", "x"], ["'1' = x", "1 = x"], ["'FOO'", "'foo'"]];
  for (const [one = "", another = ""] of other) {
    assert.notEqual(cockroachForm(one), cockroachForm(another), one);
  }
});

Deno.test("typeForCockroach() knows its words", () => {
  const types = ["int", "INT[]", "int4", "string", "bytes", "varchar(3)", "decimal(1,0)"];
  assert.deepEqual(types.map(typeForCockroach), [
    "bigint",
    "bigint[]",
    "int4",
    "text",
    "bytea",
    "varchar(3)",
    "decimal(1,0)",
  ]);
});

const REFUSED: readonly (readonly [string, Record<string, unknown>, string])[] = [
  ["an exclusion constraint", { exclusions: [{ columns: [] }] }, "Exclusion constraints"],
  ["an unlogged table", { unlogged: true }, "Unlogged tables"],
  ["partitions", { partitionBy: { method: "range", columns: ["p"] } }, "PostgreSQL's partitions"],
  ["triggers", { triggers: [{}] }, "Triggers"],
  ["policies", { policies: [{}] }, "Row level security"],
  ["grants", { grants: [{}] }, "Grants"],
  ["unique constraints", { uniques: [{ columns: ["a"] }] }, "Unique constraints apart from unique indexes"],
  ["no primary key", { primaryKey: [] }, "A table without a primary key"],
  ["a length of string", { columns: [{ name: "p", type: "string(3)" }] }, "string(3)"],
  ["a deferrable key", {
    foreignKeys: [{
      columns: ["a"],
      references: { table: "u", columns: ["a"] },
      deferrable: "initially deferred",
    }],
  }, "A deferrable constraint"],
  [
    "a partial index",
    { indexes: [{ name: "i", columns: ["a"], where: "a > 1" }] },
    "where of an index",
  ],
];
for (const [what, more, words] of REFUSED) {
  Deno.test(`refuseForCockroach() refuses ${what} by name`, () => {
    const told: string[] = [];
    const requests = checkSpecs([spec({ ...BODY, ...more })], SERVER, () => {});
    refuseForCockroach(requests, ({ message, severity }) => told.push(`${severity}: ${message}`));
    assert.deepEqual(told, [`error: ${words} cannot be managed in CockroachDB`]);
  });
}

Deno.test("refuseForCockroach() refuses documents of every other kind", () => {
  const told: string[] = [];
  for (const kind of ["View", "Function", "DatabaseExtension", "Sequence", "DataType"]) {
    const requests = checkSpecs([spec({}, kind)], SERVER, () => {});
    refuseForCockroach(requests, ({ message }) => told.push(message));
  }
  assert.equal(told.length, 5);
  assert.equal(told[0], "A View document cannot be managed in CockroachDB");
});

Deno.test("settings that CockroachDB does not know are not sent to it", () => {
  const sql = sqlBeginLooking(SERVER);
  assert.doesNotMatch(sql, /quote_all_identifiers|check_function_bodies|intervalstyle/);
  assert.match(sql, /set local search_path = ''/);
});
