// What the engine cannot or must not do is refused with a diagnostic that names it, and nothing is planned.
import assert from "node:assert/strict";
import { applyAll, connectTo, planSpecs, type TestSpec } from "./testing.ts";
import type { TableSpec } from "./spec.ts";

interface Case {
  readonly name: string;
  readonly before?: string;
  readonly specs: readonly TestSpec[];
  readonly code: string;
  readonly message: RegExp;
  readonly path?: readonly (string | number)[];
}

const id = { name: "id", type: "integer" };
const a = { name: "a", type: "text" };
const table = (body: TableSpec): TestSpec[] => [{ name: "t", body: { columns: [id, a], ...body } }];

const CASES: readonly Case[] = [
  {
    name: "a key names an unknown column",
    specs: table({ primaryKey: ["idd"] }),
    code: "unknown-column",
    message: /no column idd/,
    path: ["primaryKey", 0],
  },
  {
    name: "an index names an unknown column",
    specs: table({ indexes: [{ columns: ["id", { name: "x" }] }] }),
    code: "unknown-column",
    message: /no column x/,
    path: ["indexes", 0, "columns", 1, "name"],
  },
  {
    name: "two columns have one name",
    specs: table({ columns: [id, a, { name: "A", type: "int" }] }),
    code: "duplicate-name",
    message: /two entries for column A/,
    path: ["columns", 2],
  },
  {
    name: "there are no columns",
    specs: [{ name: "t", body: {} }],
    code: "missing-columns",
    message: /has no columns/,
  },
  {
    name: "a type smuggles SQL",
    specs: table({ columns: [{ name: "x", type: "int); drop table y; --" }] }),
    code: "invalid-type",
    message: /is not a type name/,
    path: ["columns", 0, "type"],
  },
  {
    name: "a type smuggles a constraint",
    specs: table({ columns: [{ name: "x", type: "integer primary key" }] }),
    code: "invalid-type",
    message: /is not a type name/,
  },
  {
    name: "a strict table has a free type",
    specs: table({ strict: true, columns: [{ name: "x", type: "varchar(3)" }] }),
    code: "invalid-type",
    message: /strict table/,
  },
  {
    name: "a check reaches out of its parentheses",
    specs: table({ checks: [{ expression: "1) , (2" }] }),
    code: "invalid-expression",
    message: /complete SQL expression/,
    path: ["checks", 0, "expression"],
  },
  {
    name: "a check ends in a comment",
    specs: table({ checks: [{ expression: "id > 0 -- x" }] }),
    code: "invalid-expression",
    message: /complete SQL expression/,
  },
  {
    name: "a check names an unknown column",
    specs: table({ checks: [{ expression: "nope > 0" }] }),
    code: "refused-by-sqlite",
    message: /no such column: nope/,
  },
  {
    name: "an index expression is not deterministic",
    specs: table({ indexes: [{ columns: [{ expression: "random()" }] }] }),
    code: "refused-by-sqlite",
    message: /non-deterministic/,
    path: ["indexes", 0],
  },
  {
    name: "autoIncrement is on a text column",
    specs: table({ primaryKey: ["a"], columns: [{ ...a, attributes: { autoIncrement: true } }] }),
    code: "invalid-auto-increment",
    message: /cannot be autoIncrement/,
    path: ["columns", 0, "attributes", "autoIncrement"],
  },
  {
    name: "an action is unknown",
    specs: table({
      foreignKeys: [{ columns: ["a"], references: { table: "t", columns: ["id"] }, onDelete: "explode" }],
    }),
    code: "invalid-action",
    message: /Unknown action "explode"/,
    path: ["foreignKeys", 0, "onDelete"],
  },
  {
    name: "a foreign key counts columns wrongly",
    specs: table({ foreignKeys: [{ columns: ["a"], references: { table: "t", columns: ["id", "a"] } }] }),
    code: "invalid-foreign-key",
    message: /cannot refer to 2/,
  },
  {
    name: "a foreign key names an unknown table",
    specs: table({ foreignKeys: [{ columns: ["a"], references: { table: "pp", columns: ["id"] } }] }),
    code: "unknown-table",
    message: /refers to table pp, which does not exist/,
    path: ["foreignKeys", 0, "references", "table"],
  },
  {
    name: "a foreign key refers to no key",
    before: "create table p (x int);",
    specs: table({ foreignKeys: [{ columns: ["a"], references: { table: "p", columns: ["x"] } }] }),
    code: "foreign-key-mismatch",
    message: /columns that are no key/,
  },
  {
    name: "a dropped table is still referred to",
    before: "create table p (id integer primary key); create table kid (p int references p);",
    specs: [{ name: "p", body: { isDeleted: true } }],
    code: "unknown-table",
    message: /kid refers to table p, which the plan drops/,
  },
  {
    name: "two specs describe one table",
    specs: [...table({}), { name: "T", body: { columns: [id] } }],
    code: "duplicate-spec",
    message: /described twice/,
  },
  {
    name: "two columns were the same once",
    before: "create table t (old text);",
    specs: table({
      columns: [{ name: "x", type: "text", previousNames: ["old"] }, {
        name: "y",
        type: "text",
        previousNames: ["old"],
      }],
    }),
    code: "previous-name-claimed-twice",
    message: /old is a previous name of x and y/,
  },
  {
    name: "a view has the name",
    before: "create view t as select 1;",
    specs: table({}),
    code: "name-taken",
    message: /is a view/,
  },
  {
    name: "a virtual table has the name",
    before: "create virtual table t using fts5 (body);",
    specs: table({}),
    code: "virtual-table",
    message: /virtual table/,
  },
  {
    name: "an index of another table has the name",
    before: "create table o (x int); create index taken on o (x);",
    specs: table({ indexes: [{ columns: ["a"], name: "taken" }] }),
    code: "refused-by-sqlite",
    message: /already exists/,
  },
  {
    name: "a spec without body names no table",
    specs: [{ name: "nope", columns: ["x"], rows: [[1]] }],
    code: "unknown-table",
    message: /There is no table nope/,
  },
  {
    name: "the name is SQLite's own",
    specs: [{ name: "sqlite_x", body: { columns: [id] } }],
    code: "reserved-name",
    message: /keeps names/,
  },
  {
    name: "nulls have no default",
    before: "create table t (id integer, a text); insert into t values (1, null), (2, 'x');",
    specs: table({ columns: [id, { ...a, constraints: { notNull: true } }] }),
    code: "nulls-without-default",
    message: /it is null in 1 row/,
    path: ["columns", 1, "constraints", "notNull"],
  },
  {
    name: "a new not null column has no default",
    before: "create table t (id integer, a text); insert into t values (1, null), (2, 'x');",
    specs: table({ columns: [id, a, { name: "b", type: "int", constraints: { notNull: true } }] }),
    code: "not-null-without-default",
    message: /there are 2 rows/,
  },
  {
    name: "a view uses a dropped column",
    before: "create table t (id integer, a text, b text); create view v as select b from t;",
    specs: table({}),
    code: "breaks-object",
    message: /view v.*no such column/,
  },
  {
    name: "a trigger uses a dropped column",
    before:
      "create table t (id integer, a text, b text); create trigger r after insert on t begin select new.b; end;",
    specs: table({}),
    code: "breaks-object",
    message: /trigger r.*no such column: new.b/,
  },
  {
    name: "a rebuild would lose a conflict clause",
    before: "create table t (id integer, a int unique on conflict replace);",
    specs: table({}),
    code: "cannot-rebuild",
    message: /on conflict replace/,
  },
  {
    name: "a rebuild would lose a key's order",
    before: "create table t (id integer primary key desc, a int);",
    specs: table({ primaryKey: ["id"] }),
    code: "cannot-rebuild",
    message: /desc/,
  },
  {
    name: "a generated column has a default",
    specs: table({ columns: [id, { ...a, generated: { expression: "id" }, default: "x" }] }),
    code: "invalid-generated",
    message: /generated, so it cannot have a default/,
    path: ["columns", 1, "default"],
  },
  {
    name: "a generated expression reaches out of its parentheses",
    specs: table({ columns: [id, { ...a, generated: { expression: "id) stored, b as (1" } }] }),
    code: "invalid-expression",
    message: /complete SQL expression/,
    path: ["columns", 1, "generated", "expression"],
  },
  {
    name: "every column is generated",
    specs: table({ columns: [{ ...a, generated: { expression: "1" } }] }),
    code: "refused-by-sqlite",
    message: /non-generated/,
  },
  {
    name: "a foreign key matches fully",
    specs: table({
      primaryKey: ["id"],
      foreignKeys: [{ columns: ["id"], references: { table: "t", columns: ["id"] }, match: "full" }],
    }),
    code: "unsupported-match",
    message: /match full/,
    path: ["foreignKeys", 0, "match"],
  },
  {
    name: "a document is of another kind",
    specs: [],
    code: "unsupported-kind",
    message: /no documents of kind View/,
  },
];

for (const { name, before, specs, code, message, path } of CASES) {
  Deno.test(`plan() refuses when ${name}`, async () => {
    const connection = await connectTo(":memory:");
    if (before !== undefined) await applyAll(connection, [before]);
    const plan = specs.length > 0
      ? await planSpecs(connection, specs)
      : await planSpecs(connection, [{ name: "v" }], 1, "View");
    const errors = plan.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
    const found = errors.find((diagnostic) => diagnostic.code === code);
    assert.ok(found, Deno.inspect({ errors, statements: plan.statements.map((each) => each.sql) }));
    assert.match(found.message, message);
    if (path) assert.deepEqual(found.path, path);
    assert.deepEqual(plan.statements, []);
    connection.close();
  });
}

Deno.test("plan() warns of an index type when one is given", async () => {
  const connection = await connectTo(":memory:");
  const plan = await planSpecs(connection, table({ indexes: [{ columns: ["a"], type: "btree" }] }));
  assert.deepEqual(plan.diagnostics.map(({ severity, code, path }) => [severity, code, path]), [
    ["warning", "index-type-ignored", ["indexes", 0, "type"]],
  ]);
  assert.equal(plan.statements.length, 2);
  connection.close();
});
