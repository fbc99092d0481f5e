// Changes for laws_test.ts: what is there before, the specs, what is expected. Add one to a table without more code.
import type { ColumnSpec, TableSpec } from "./spec.ts";
import type { TestSpec } from "./testing.ts";

/** One change. */
export interface Case {
  readonly name: string;
  /** What is there before, as SQL. */
  readonly before: string;
  readonly specs: readonly TestSpec[];
  /** The kinds of the planned statements, in order. */
  readonly kinds?: string;
  /** The hazards, as `kind` or `kind=rows`, in order. */
  readonly hazards?: string;
  /** A query whose result must be the same before and after; `afterQuery` where names change. */
  readonly survive?: string;
  readonly afterQuery?: string;
  /** Statements that the result must refuse. */
  readonly refuses?: readonly string[];
  /** What the result must equal, written by hand and built by the shell. Absent: a fresh build of the specs. */
  readonly equals?: string;
}

/** The key column of most cases. */
export const id = { name: "id", type: "integer" };
/** A text column. */
export function text(name: string): ColumnSpec {
  return { name, type: "text" };
}
/** Table t with a key and further columns. */
export function T(columns: readonly ColumnSpec[], more: Partial<TableSpec> = {}): TestSpec {
  return { name: "t", body: { primaryKey: ["id"], columns: [id, ...columns], ...more } };
}
/** Table t with three rows, one with null and text with NUL. */
export const THREE = `create table t (id integer primary key, a text, b text);
  insert into t values (1, 'x', 'y'), (2, null, cast(x'410042' as text)), (7, 'z', x'00ff');`;

/** Changes of tables, columns, keys and foreign keys. */
export const TABLE_CASES: readonly Case[] = [
  {
    name: "creates a table with everything",
    before: "",
    specs: [
      {
        name: "p",
        body: {
          primaryKey: ["a", "b"],
          columns: [
            { name: "a", type: "varchar(10)", collation: "nocase", constraints: { notNull: true } },
            { name: "b", type: "decimal(10, 2)", default: "1.5" },
            { name: "c", type: "timestamp", default: "current_timestamp" },
            { name: "d", type: "text", default: "lower('ABC')" },
            { name: "e", type: "text", default: "it's" },
            { name: "f", type: "boolean", default: true },
          ],
          checks: [{ name: "positive", expression: "b > 0" }, { expression: "length(d) < 10" }],
          indexes: [
            { columns: ["c"] },
            {
              columns: [{ name: "d", descending: true }, { expression: "lower(e)" }],
              isUnique: true,
              where: "e <> ''",
            },
          ],
        },
      },
      {
        name: "q",
        body: {
          columns: [{ name: "x", type: "text" }, { name: "y", type: "integer" }],
          foreignKeys: [{
            columns: ["x", "y"],
            references: { table: "p", columns: ["a", "b"] },
            onDelete: "set null",
            onUpdate: "CASCADE",
            deferrable: "initially deferred",
          }],
        },
      },
    ],
    kinds: "create create create create",
    equals:
      `create table p (a varchar(10) collate "nocase" not null, b decimal(10,2) default 1.5, c timestamp default current_timestamp,
      d text default (lower('ABC')), e text default 'it''s', f boolean default 1, primary key (a, b),
      constraint positive check (b > 0), check (length(d) < 10));
      create index idx_p_c on p (c); create unique index idx_p_d_lower_e_ on p (d desc, (lower(e))) where e <> '';
      create table q (x text, y integer, foreign key (x, y) references p (a, b) on delete set null on update cascade
      deferrable initially deferred);`,
    refuses: ["insert into p (a, b) values ('x', -1)", "insert into p (a, b) values ('x', 1), ('X', 1)"],
  },
  {
    name: "adds a nullable column",
    before: THREE,
    specs: [T([text("a"), text("b"), text("c")])],
    kinds: "alter",
    survive: "select id, a, quote(b) from t",
  },
  {
    name: "adds a not null column with a default",
    before: THREE,
    specs: [
      T([text("a"), text("b"), { name: "c", type: "int", default: 5, constraints: { notNull: true } }]),
    ],
    kinds: "alter",
    hazards: "",
    refuses: ["insert into t (id, c) values (9, null)"],
  },
  {
    name: "adds a column whose default is an expression",
    before: THREE,
    specs: [T([text("a"), text("b"), { name: "c", type: "text", default: "(1 + 1)" }])],
    hazards: "rewrites-table=3",
    survive: "select id, a, quote(b) from t",
  },
  {
    name: "adds a not null column without default to an empty table",
    before: "create table t (id integer primary key, a text);",
    specs: [T([text("a"), { name: "c", type: "int", constraints: { notNull: true } }])],
  },
  {
    name: "drops a column",
    before: THREE,
    specs: [T([text("b")])],
    kinds: "alter",
    hazards: "deletes-data=2",
    survive: "select id, quote(b) from t",
  },
  {
    name: "drops a column together with its index and check",
    before:
      `create table t (id integer primary key, a text check (a <> ''), b text); create index i on t (a, b);
      insert into t values (1, 'x', 'y');`,
    specs: [T([text("b")])],
    hazards: "rewrites-table=1 deletes-data=1",
    survive: "select id, b from t",
  },
  {
    name: "drops a column together with its index by ALTER",
    before: `${THREE} create index i on t (a); create index j on t (b) where a is not null;`,
    specs: [T([text("b")])],
    kinds: "drop drop alter",
  },
  {
    name: "changes a type",
    before:
      "create table t (id integer primary key, a text); insert into t values (1, '5'), (2, 'x'), (3, null);",
    specs: [T([{ name: "a", type: "integer" }])],
    hazards: "rewrites-table=3 changes-data=2",
  },
  {
    name: "changes a type without hazard where the affinity stays",
    before: "create table t (id integer primary key, a varchar(10)); insert into t values (1, '5');",
    specs: [T([{ name: "a", type: "varchar(20)" }])],
    hazards: "rewrites-table=1",
    survive: "select * from t",
  },
  {
    name: "sets not null and fills nulls with the default",
    before: THREE,
    specs: [T([{ ...text("a"), constraints: { notNull: true }, default: "none" }, text("b")])],
    hazards: "rewrites-table=3 changes-data=1",
    survive: "select id, quote(b) from t",
    refuses: ["update t set a = null"],
  },
  {
    name: "drops not null and a default",
    before:
      "create table t (id integer primary key, a text not null default 'q'); insert into t values (1, 'x');",
    specs: [T([text("a")])],
    survive: "select * from t",
  },
  {
    name: "changes collation, and index with it",
    before:
      "create table t (id integer primary key, a text); create unique index u on t (a); insert into t values (1, 'x');",
    specs: [
      T([{ ...text("a"), collation: "nocase" }], {
        indexes: [{ columns: ["a"], name: "u", isUnique: true }],
      }),
    ],
    refuses: ["insert into t (a) values ('X')"],
  },
  {
    name: "sets autoincrement",
    before: "create table t (id integer primary key, a text); insert into t values (5, 'x');",
    specs: [{
      name: "t",
      body: { primaryKey: ["id"], columns: [{ ...id, attributes: { autoIncrement: true } }, text("a")] },
    }],
    survive: "select * from t",
  },
  {
    name: "keeps the sequence of an autoincrement table that is rebuilt while empty",
    before:
      `create table t (id integer primary key autoincrement, a text); insert into t values (41, 'x'); delete from t;`,
    specs: [{
      name: "t",
      body: {
        primaryKey: ["id"],
        columns: [{ ...id, attributes: { autoIncrement: true } }, { ...text("a"), default: "q" }],
      },
    }],
    survive: "select name, seq from sqlite_sequence",
  },
  {
    name: "changes the primary key",
    before:
      "create table t (id integer primary key, a text not null); insert into t values (1, 'x'), (2, 'y');",
    specs: [{
      name: "t",
      body: { primaryKey: ["a"], columns: [id, { ...text("a"), constraints: { notNull: true } }] },
    }],
    survive: "select id, a from t",
    refuses: ["insert into t (a) values ('x')"],
  },
  {
    name: "keeps the rowids of a table without an integer primary key",
    before:
      "create table t (a text, b int); insert into t (rowid, a) values (10, 'x'), (20, 'y'), (15, 'z');",
    specs: [{ name: "t", body: { columns: [text("a"), { name: "b", type: "text" }] } }],
    survive: "select rowid, a from t order by a",
  },
  {
    name: "keeps rowids by another word when a column is called rowid",
    before: `create table t (rowid text, b int); insert into t (oid, rowid) values (10, 'x'), (20, 'y');`,
    specs: [{ name: "t", body: { columns: [text("rowid"), { name: "b", type: "text" }] } }],
    survive: "select oid, rowid from t order by 1",
  },
  {
    name: "adds a foreign key to an existing column",
    before:
      "create table p (id integer primary key); create table t (id integer primary key, p int); insert into p values (1); insert into t values (1, 1), (2, null);",
    specs: [
      { name: "p", body: { primaryKey: ["id"], columns: [id] } },
      T([{ name: "p", type: "int" }], {
        foreignKeys: [{ columns: ["p"], references: { table: "p", columns: ["id"] } }],
      }),
    ],
    hazards: "rewrites-table=2",
    survive: "select * from t",
    refuses: ["pragma foreign_keys = on; insert into t values (3, 99)"],
  },
  {
    name: "adds a column with its foreign key by ALTER",
    before:
      "create table p (id integer primary key); create table t (id integer primary key); insert into t values (1);",
    specs: [
      { name: "p", body: { primaryKey: ["id"], columns: [id] } },
      T([{ name: "p", type: "int" }], {
        foreignKeys: [{ columns: ["p"], references: { table: "p", columns: ["id"] }, onDelete: "cascade" }],
      }),
    ],
    kinds: "alter",
  },
  {
    name: "changes the action of a foreign key and drops another",
    before:
      `create table p (id integer primary key); create table t (id integer primary key, p int references p on delete cascade, q int references p (id)); insert into p values (1); insert into t values (1, 1, 1);`,
    specs: [
      { name: "p", body: { primaryKey: ["id"], columns: [id] } },
      T([{ name: "p", type: "int" }, { name: "q", type: "int" }], {
        foreignKeys: [{ columns: ["p"], references: { table: "p", columns: ["id"] }, onDelete: "set null" }],
      }),
    ],
    survive: "select * from t",
  },
  {
    name: "changes what happens on update, and when a foreign key is checked",
    before:
      `create table p (id integer primary key); create table t (id integer primary key, p int references p (id) on update cascade,
      q int references p (id) deferrable initially deferred, r int references p (id) not deferrable);`,
    specs: [T(["p", "q", "r"].map((name) => ({ name, type: "int" })), {
      foreignKeys: [
        { columns: ["p"], references: { table: "p", columns: ["id"] }, onUpdate: "set null" },
        { columns: ["q"], references: { table: "p", columns: ["id"] } },
        { columns: ["r"], references: { table: "p", columns: ["id"] }, deferrable: "initially deferred" },
      ],
    })],
    equals:
      `create table p (id integer primary key); create table t (id integer primary key, p int references p (id) on update set null,
      q int references p (id), r int references p (id) deferrable initially deferred);`,
  },
  {
    name: "changes the case of a string in a check",
    before: "create table t (id integer primary key, a text check (a in ('X', 'y')));",
    specs: [T([text("a")], { checks: [{ expression: "a in ('x', 'y')" }] })],
    equals: "create table t (id integer primary key, a text, check (a in ('x', 'y')));",
  },
  {
    name: "renames several columns at once",
    before:
      "create table t (id integer primary key, a text, b text, c text); insert into t values (1, 'a', 'b', 'c');",
    specs: [T(["b", "c", "a"].map((name) => ({ name: `${name}2`, type: "text", previousNames: [name] })))],
    kinds: "rename rename rename",
    survive: "select * from t",
  },
  {
    name: "creates, drops and changes indexes",
    before:
      `${THREE} create index gone on t (a); create index idx_t_a_b on t (b, a); create index i on t (a) where a > 'k'; create index same on t (a, (lower(b))) ;`,
    specs: [T([text("a"), text("b")], {
      indexes: [{ columns: ["a", "b"] }, { columns: ["a"], name: "i", where: "a > 'l'" }, {
        columns: ["a", { expression: 'LOWER( "b" )' }],
        name: "same",
      }, { columns: [{ name: "b", descending: true, collation: "nocase" }] }],
    })],
    kinds: "drop drop drop create create create",
    survive: "select id, a, quote(b) from t",
  },
];
