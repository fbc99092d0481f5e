// What the engine cannot or must not do is refused with a diagnostic that names it, and nothing is planned.
import assert from "node:assert/strict";
import { applyAll, connectTo, planSpecs, type TestSpec } from "./testing.ts";
import type { TableSpec, TriggerSpec } from "./spec.ts";

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

const trigger = (more: Partial<TriggerSpec>): TestSpec[] =>
  table({ triggers: [{ name: "r", events: ["after insert"], statements: "select 1;", ...more }] });

const TRIGGER_CASES: readonly Case[] = [
  {
    name: "a trigger has two events",
    specs: trigger({ events: ["after insert", "after delete"] }),
    code: "unsupported-trigger",
    message: /has 2 events/,
    path: ["triggers", 0, "events"],
  },
  {
    name: "a trigger is for each statement",
    specs: trigger({ forEachRow: false }),
    code: "unsupported-trigger",
    message: /for each row/,
    path: ["triggers", 0, "forEachRow"],
  },
  ...[
    "insert",
    "after",
    "after truncate",
    "after insert of a",
    "before update of a b",
    "before update of",
    "after update of a; x",
  ]
    .map((event): Case => ({
      name: `a trigger runs ${event}`,
      specs: trigger({ events: [event] }),
      code: "invalid-event",
      message: /Not an event/,
      path: ["triggers", 0, "events", 0],
    })),
  {
    name: "a table's trigger runs instead of",
    specs: trigger({ events: ["instead of insert"] }),
    code: "invalid-event",
    message: /trigger of a table cannot run instead of/,
  },
  {
    name: "a trigger waits for an unknown column",
    specs: trigger({ events: ["after update of a, nope"] }),
    code: "unknown-column",
    message: /no column nope/,
    path: ["triggers", 0, "events", 0],
  },
  {
    name: "a trigger's condition reaches out of its parentheses",
    specs: trigger({ condition: "1) begin select 1; end; drop table t; --" }),
    code: "invalid-expression",
    message: /complete SQL expression/,
    path: ["triggers", 0, "condition"],
  },
  ...[
    "select 1; end; drop table t; create trigger s after insert on t begin select 1;",
    "end; drop table t;",
    "select 1; /* open",
    "select 'open",
    "select (1;",
    "-- nothing",
  ].map((statements): Case => ({
    name: `a trigger does ${statements}`,
    specs: trigger({ statements }),
    code: "invalid-statements",
    message: /complete SQL statements/,
    path: ["triggers", 0, "statements"],
  })),
  {
    name: "a trigger's statements are not SQL",
    specs: trigger({ statements: "nonsense;" }),
    code: "refused-by-sqlite",
    message: /syntax error/,
    path: ["triggers", 0],
  },
  {
    name: "a trigger names an unknown column",
    specs: trigger({ statements: "select new.nope;" }),
    code: "refused-by-sqlite",
    message: /trigger r: no such column: new.nope/,
    path: ["triggers", 0],
  },
  {
    name: "two triggers have one name",
    specs: table({
      triggers: ["r", "R"].map((name) => ({ name, events: ["after insert"], statements: "select 1;" })),
    }),
    code: "duplicate-name",
    message: /two triggers named R/,
    path: ["triggers", 1, "name"],
  },
];

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
    name: "a conflict clause has no constraint that it could belong to",
    specs: table({ columns: [{ name: "id", type: "integer", constraints: { onConflict: "ignore" } }] }),
    code: "invalid-conflict",
    message: /takes null/,
    path: ["columns", 0, "constraints", "onConflict"],
  },
  {
    name: "there is no primary key that its options could be said of",
    specs: table({ primaryKeyOptions: { name: "pk" } }),
    code: "missing-key",
    message: /no primary key/,
    path: ["primaryKeyOptions"],
  },
  {
    name: "two unique constraints are one to SQLite",
    specs: table({
      uniques: [{ columns: ["id"] }, { columns: [{ name: "id", descending: true }], name: "same" }],
    }),
    code: "duplicate-unique",
    message: /says the same as another/,
    path: ["uniques"],
  },
  {
    name: "a table is to be in another schema",
    specs: table({ schema: "archive" }),
    code: "attached-database",
    message: /of the database archive/,
    path: ["schema"],
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
    name: "a virtual table is described as another kind of table",
    before: "create virtual table t using fts5 (body);",
    specs: table({}),
    code: "virtual-table",
    message: /describes another kind/,
  },
  {
    name: "a table is described as a virtual one",
    before: "create table t (body);",
    specs: [{ name: "t", body: { virtual: { module: "fts5", arguments: ["body"] } } }],
    code: "virtual-table",
    message: /table of its own/,
  },
  {
    name: "a virtual table has another module or other arguments",
    before: "create virtual table t using fts5 (body, tokenize = 'porter'); insert into t values ('x');",
    specs: [{ name: "t", body: { virtual: { module: "fts5", arguments: ["body", "title"] } } }],
    code: "virtual-table-differs",
    message: /of another definition: CREATE VIRTUAL TABLE t using fts5 \(body, tokenize = 'porter'\)/,
    path: ["virtual"],
  },
  {
    name: "a virtual table has columns",
    specs: [{ name: "t", body: { virtual: { module: "fts5" }, columns: [a] } }],
    code: "virtual-table",
    message: /cannot have columns/,
    path: ["columns"],
  },
  {
    name: "an argument of a virtual table reaches out of its parentheses",
    specs: [{ name: "t", body: { virtual: { module: "fts5", arguments: ["a", "b); drop table x; --"] } } }],
    code: "invalid-argument",
    message: /complete argument/,
    path: ["virtual", "arguments", 1],
  },
  {
    name: "a module is unknown",
    specs: [{ name: "t", body: { virtual: { module: "nope" } } }],
    code: "refused-by-sqlite",
    message: /no such module: nope/,
    path: ["virtual"],
  },
  {
    name: "a virtual table has seed rows",
    specs: [{
      name: "t",
      body: { virtual: { module: "fts5", arguments: ["a"] } },
      columns: ["a"],
      rows: [["x"]],
    }],
    code: "virtual-table",
    message: /Seed rows cannot/,
  },
  {
    name: "a shadow table is described",
    before: "create virtual table t using fts5 (body);",
    specs: [{ name: "t_data", body: { isDeleted: true } }],
    code: "shadow-table",
    message: /holds the data of a virtual table/,
  },
  {
    name: "a table is of an attached database",
    specs: [{ name: "other.t", body: { columns: [id] } }],
    code: "attached-database",
    message: /names a table of the database other/,
  },
  {
    name: "a view is of an attached database",
    specs: [{ name: "main.v", view: { query: "select 1" } }],
    code: "attached-database",
    message: /names a view of the database main/,
  },
  {
    name: "a foreign key refers to an attached database",
    specs: table({ foreignKeys: [{ columns: ["a"], references: { table: "other.t", columns: ["id"] } }] }),
    code: "unknown-table",
    message: /refers to table other.t/,
  },
  {
    name: "a view refers to an attached database",
    specs: [{ name: "v", view: { query: "select a from other.t" } }],
    code: "refused-by-sqlite",
    message: /other/,
    path: ["query"],
  },
  {
    name: "a view has no query",
    specs: [{ name: "v", view: {} }],
    code: "missing-query",
    message: /no query/,
  },
  {
    name: "a view's query is two statements",
    specs: [{ name: "v", view: { query: "select 1; drop table t" } }],
    code: "invalid-query",
    message: /one complete SELECT/,
    path: ["query"],
  },
  {
    name: "a view's query is no query",
    specs: [{ name: "v", view: { query: "delete from t" } }],
    code: "refused-by-sqlite",
    message: /syntax error/,
    path: ["query"],
  },
  {
    name: "a view names an unknown column",
    before: "create table t (a text);",
    specs: [{ name: "v", view: { query: "select b from t" } }],
    code: "refused-by-sqlite",
    message: /view v: no such column: b/,
    path: ["query"],
  },
  {
    name: "a view has another number of columns than its query",
    specs: [{ name: "v", view: { query: "select 1", columns: ["a", "b"] } }],
    code: "refused-by-sqlite",
    message: /expected 2 columns for 'v' but got 1/,
    path: ["query"],
  },
  {
    name: "a view has seed rows",
    specs: [{ name: "v", view: { query: "select 1 as a" }, columns: ["a"], rows: [[1]] }],
    code: "view-has-rows",
    message: /no rows of its own/,
  },
  {
    name: "a table has the name of a view",
    before: "create table t (id integer, a text);",
    specs: [{ name: "t", view: { query: "select 1" } }],
    code: "name-taken",
    message: /is a table of the database, not a view/,
  },
  {
    name: "a name is a table and a view",
    specs: [...table({}), { name: "T", view: { query: "select 1" } }],
    code: "duplicate-spec",
    message: /as a table and as a view/,
  },
  {
    name: "a view that is kept uses a view that is dropped",
    before: "create view v as select 1 as a; create view w as select a from v;",
    specs: [{ name: "v", view: { isDeleted: true } }],
    code: "breaks-object",
    message: /view w: no such table: main.v/,
  },
  {
    name: "the rename of a view would lose its triggers",
    before:
      "create table t (a); create view v as select a from t; create trigger r instead of insert on v begin insert into t values (new.a); end;",
    specs: [{ name: "w", view: { query: "select a from t", previousNames: ["v"] } }],
    code: "would-lose-triggers",
    message: /lost: r/,
    path: ["previousNames"],
  },
  ...TRIGGER_CASES,
  {
    name: "a document is of another kind",
    specs: [],
    code: "unsupported-kind",
    message: /no documents of kind Function/,
  },
];

for (const { name, before, specs, code, message, path } of CASES) {
  Deno.test(`plan() refuses when ${name}`, async () => {
    const connection = await connectTo(":memory:");
    if (before !== undefined) await applyAll(connection, [before]);
    const plan = specs.length > 0
      ? await planSpecs(connection, specs)
      : await planSpecs(connection, [{ name: "v" }], 1, "Function");
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
