import assert from "node:assert/strict";
import plugin, { readsAsSql } from "./lint_sql.ts";

function findings(source: string, file = "plugins/x/render.ts"): readonly string[] {
  return Deno.lint.runPlugin(plugin, file, source).map((found) => source.slice(...found.range));
}

const REFUSED: readonly (readonly [string, string])[] = [
  ["`select * from ${table}`", "table"],
  ["`\n  SELECT ${column.name} FROM t`", "column.name"],
  ["`insert into t values ('${value}')`", "value"],
  ["`update ${quoteIdentifier(t)} set a = ${value}`", "value"],
  ["`delete from t where id = ${id}`", "id"],
  ["`alter table ${quote(t)} add column ${name} ${typeSql}`", "name"],
  ["`pragma table_info(${table})`", "table"],
  ["`with old as (select 1) select ${x}`", "x"],
  ["`drop index ${names.join(', ')}`", "names.join(', ')"],
  ["`create table t (${columns.map((c) => c.name).join(', ')})`", "columns.map((c) => c.name).join(', ')"],
  ["`create unique index ${quote(n)} on t (${a ? b : quote(c)})`", "a ? b : quote(c)"],
  ["'drop table ' + name", "name"],
  ["'drop table ' + quote(a) + b", "b"],
];

for (const [source, part] of REFUSED) {
  Deno.test(`quoted-sql reports the bare value when the text is ${JSON.stringify(source)}`, () => {
    assert.deepEqual(findings(`const text = ${source};`), [part]);
  });
}

const ACCEPTED: readonly string[] = [
  "`select * from ${quoteIdentifier(table)} where a = ${literal(value)}`",
  "`create table ${quote(t)} (${columns.map(columnSql).join(', ')})`",
  "`create table ${quote(t)} (${columns.map((c) => `${quote(c.name)} ${c.typeSql}`).join(', ')})`",
  "`create ${unique ? 'unique ' : ''}index ${quote(n)} on ${tableSql}`",
  "`drop table ${schema ? `${quote(schema)}.` : ''}${quote(name)}`",
  "'drop table ' + quote(name)",
  "`Drop column ${name}`",
  "`Create table ${name}`",
  "`Update ${a}, then set ${b}`",
  "`with ${count} rows`",
  "`drop-column:${table}.${column}`",
  "`selected ${count}`",
];

for (const source of ACCEPTED) {
  Deno.test(`quoted-sql is silent when the text is ${JSON.stringify(source)}`, () => {
    assert.deepEqual(findings(`const text = ${source};`), []);
  });
}

const WITH_CONSTANTS: readonly (readonly [string, string, readonly string[]])[] = [
  ["a constant made by quoting", "const name = quoteName(a); const s = `drop table ${name}`;", []],
  [
    "a constant list made by quoting",
    "const c = a.map(quoteName); const s = `select ${c.join()} from t`;",
    [],
  ],
  ["a constant of the module", "const s = `select ${CATALOG_COLUMNS} from t limit ${Math.trunc(n)}`;", []],
  ["a constant that is not quoted", "const name = a; const s = `drop table ${name}`;", ["name"]],
  ["a variable", "let name = quoteName(a); name = a; const s = `drop table ${name}`;", ["name"]],
  ["a parameter of that name", "const t = quoteName(a); const f = (t: string) => `drop table ${t}`;", ["t"]],
  ["a part of something", "const { name } = a; const s = `drop table ${name}`;", ["name"]],
  ["a circle", "const a = b; const b = a; const s = `drop table ${a}`;", ["a"]],
];

for (const [what, source, expected] of WITH_CONSTANTS) {
  Deno.test(`quoted-sql follows constants when it meets ${what}`, () => {
    assert.deepEqual(findings(source), expected);
  });
}

Deno.test("quoted-sql is silent when the file is a test", () => {
  assert.deepEqual(findings("const text = `select ${x}`;", "plugins/x/render_test.ts"), []);
  assert.deepEqual(findings("const text = `select ${x}`;", "/tree/tests/engine_cases.ts"), []);
});

Deno.test("readsAsSql() tells statements from prose", () => {
  assert.ok(readsAsSql("alter table ? rename to ?"));
  assert.ok(!readsAsSql("Alter table ?"));
  assert.ok(!readsAsSql("alter ego ?"));
});
