import assert from "node:assert/strict";
import { readIndex, readTable } from "./ddl.ts";
import { isContained, normalForm, tokenize } from "./tokens.ts";

const TABLES: readonly {
  readonly name: string;
  readonly sql: string;
  readonly says: Record<string, unknown>;
}[] = [
  {
    name: "constraints with and without names, in columns and behind them",
    sql:
      `CREATE TABLE t (a int CONSTRAINT ca CHECK (a > ')' || "x)") CHECK (a < 5), b text collate "NoCase" unique, constraint u unique (a, [b c]), check (b <> '') , constraint pk primary key (a))`,
    says: {
      checks: [{ name: "ca", expression: `a > ')' || "x)"` }, { expression: "a < 5" }, {
        expression: "b <> ''",
      }],
      uniques: [{ columns: ["b"] }, { name: "u", columns: ["a", "b c"] }],
      primaryKeyName: "pk",
      unexpressed: [],
    },
  },
  {
    name: "foreign keys in the order of the text",
    sql:
      `create table t (a int references p on delete set null deferrable initially deferred not null, b int, constraint fk foreign key (b) references p (x) on update no action not deferrable initially deferred, foreign key (a, b) references q (x, y) deferrable)`,
    says: {
      foreignKeys: [{ deferrable: "INITIALLY DEFERRED" }, { name: "fk" }, {
        deferrable: "INITIALLY IMMEDIATE",
      }],
      unexpressed: [],
    },
  },
  {
    name: "options",
    sql: "create table t (a integer primary key autoincrement) strict",
    says: { strict: true, withoutRowid: false, autoIncrement: true },
  },
  {
    name: "both options, in any order",
    sql: "create table t (a text primary key) without rowid, STRICT",
    says: { strict: true, withoutRowid: true },
  },
  {
    name: "a key that counts in the list of columns",
    sql: "create table t (a integer, primary key (a autoincrement))",
    says: { autoIncrement: true, unexpressed: [] },
  },
  {
    name: "columns named like keywords",
    sql: `create table t ("check" int, "primary" text, [unique] text, key int)`,
    says: { checks: [], uniques: [], unexpressed: [] },
  },
  {
    name: "defaults of every form",
    sql:
      "create table t (a int default -5 not null, b default (1 + (2)) check (b), c default 'x)', d default current_date, e default +1.5e3 unique)",
    says: { checks: [{ expression: "b" }], uniques: [{ columns: ["e"] }], unexpressed: [] },
  },
  {
    name: "comments anywhere",
    sql: "create table t ( -- a, b (\n a int /* check (x) */ check (a > 0) -- end\n)",
    says: { checks: [{ expression: "a > 0" }], unexpressed: [] },
  },
  {
    name: "what the model cannot hold",
    sql:
      "create table t (a int unique on conflict ignore, b integer primary key desc check (b > 0) on conflict fail, foreign key (a) references p match full)",
    says: { unexpressed: ["primary key desc"], idle: ["on conflict fail", "match full"] },
  },
  {
    name: "conflict clauses",
    sql:
      "create table t (a int unique on conflict ignore, b int not null on conflict replace, constraint k primary key (a, b) on conflict fail, unique (b) on conflict abort)",
    says: {
      uniques: [{ columns: ["a"], onConflict: "ignore" }, { columns: ["b"] }],
      primaryKeyName: "k",
      primaryKeyConflict: "fail",
      unexpressed: [],
    },
  },
];

for (const { name, sql, says } of TABLES) {
  Deno.test(`readTable() reads ${name}`, () => {
    const table: Record<string, unknown> = { ...readTable(sql) };
    assert.deepEqual(Object.fromEntries(Object.keys(says).map((key) => [key, table[key]])), says);
  });
}

Deno.test("readTable() reads collations and generated columns", () => {
  const { columns } = readTable(
    "create table t (A text collate RTRIM, g int generated always as (a || ')') stored, h as (1))",
  );
  assert.deepEqual([...columns], [
    ["a", { collation: "rtrim" }],
    ["g", { generated: { expression: "a || ')'", stored: true } }],
    ["h", { generated: { expression: "1", stored: false } }],
  ]);
});

Deno.test("readTable() ends for any text", () => {
  const text =
    "create table t (a int check (a > 0) references p on delete cascade, constraint x unique (a desc)) strict";
  const pieces = tokenize(text).map((token) => token.text);
  for (let from = 0; from < pieces.length; from++) {
    for (let to = from; to <= pieces.length; to++) {
      readTable(`create table t (${pieces.slice(from, to).join(" ")}`);
    }
  }
});

Deno.test("readIndex() reads parts and predicate", () => {
  assert.deepEqual(
    readIndex(
      `create unique index "on" on "t (" (a desc, lower(b, ',') collate nocase asc, ((c)), d collate rtrim) WHERE (a) > 1 -- x`,
    ),
    { parts: ["a", "lower(b, ',')", "c", "d"], where: "(a) > 1" },
  );
});

Deno.test("normalForm() is equal for texts that differ only in writing", () => {
  const isColumn = (name: string) => ["a", "b c"].includes(name);
  const form = (sql: string) => normalForm(sql, isColumn);
  assert.equal(form(`( A  >"a" /* x */ AND b<>'X' )`), form(`a > a and B != 'X'`));
  assert.equal(form(`[b c] == 1`), form(`"B C" = 1`));
  assert.notEqual(form(`a = 'x'`), form(`a = 'X'`));
  assert.notEqual(form(`a = "x"`), form(`a = x`));
  assert.notEqual(form(`(a) + (b)`), form(`a) + (b`));
  assert.notEqual(form(`a || b`), form(`a | | b`));
});

Deno.test("isContained() refuses what reaches out of parentheses", () => {
  for (const sql of ["1", "a > ')'", "f(1, (2))", "1 /* ; */", "'--'", "1 -- x\n"]) {
    assert.ok(isContained(sql), sql);
  }
  for (const sql of ["1)", "(1", "1) or (1", "1; select 2", "'x", '"x', "1 -- x", "1 /* x", "1 /* x */ /*"]) {
    assert.ok(!isContained(sql), sql);
  }
});
