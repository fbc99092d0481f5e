// Still more changes for laws_test.ts: generated columns, keys with orders and collations, defaults, killers of old.
import { type Case, T, text, THREE } from "./laws_cases.ts";
import type { ColumnSpec } from "./spec.ts";

function generated(name: string, expression: string, stored = false): ColumnSpec {
  return { name, type: "integer", generated: { expression, stored } };
}
const int = (name: string): ColumnSpec => ({ name, type: "int" });
const NUMBERS =
  "create table t (id integer primary key, a int, b int); insert into t values (1, 5, 7), (2, null, 8);";
const WITH_GENERATED =
  `create table t (id integer primary key, a int, g integer as (a + 1), s integer as (a * 2) stored);
  create index i on t (g); insert into t (id, a) values (1, 5), (2, null);`;

/** Changes of generated columns, of keys and of defaults. */
export const KEY_CASES: readonly Case[] = [
  {
    name: "creates generated columns of both kinds",
    before: "",
    specs: [
      T([int("a"), generated("g", "a + 1"), {
        ...generated("s", "g * 2", true),
        constraints: { notNull: true },
      }], {
        indexes: [{ columns: ["g"] }],
      }),
    ],
    kinds: "create create",
    equals: `create table t (id integer primary key, a int, g integer generated always as (a + 1) virtual,
      s integer not null generated always as (g * 2) stored); create index idx_t_g on t (g);`,
    refuses: ["insert into t (a) values (null)"],
  },
  {
    name: "adds a virtual generated column by ALTER, after the column it is computed from",
    before: NUMBERS,
    specs: [T([int("a"), int("b"), generated("g", "c + 1"), int("c")])],
    kinds: "alter alter",
    hazards: "",
    survive: "select id, a, b from t",
  },
  {
    name: "adds a stored generated column by a rebuild",
    before: NUMBERS,
    specs: [T([int("a"), int("b"), generated("s", "b + 1", true)])],
    hazards: "rewrites-table=2",
    survive: "select id, a, b, b + 1 from t",
    afterQuery: "select id, a, b, s from t",
  },
  {
    name: "drops generated columns without a hazard, before the column they are computed from",
    before: WITH_GENERATED,
    specs: [T([])],
    kinds: "drop alter alter alter",
    hazards: "deletes-data=1",
    survive: "select id from t order by id",
  },
  {
    name: "drops a generated column alone",
    before: WITH_GENERATED,
    specs: [T([int("a"), generated("s", "a * 2", true)])],
    kinds: "drop alter",
    hazards: "",
    survive: "select id, a, s from t",
  },
  {
    name: "changes the expression of a generated column",
    before: WITH_GENERATED,
    specs: [
      T([int("a"), generated("g", "a + 2"), generated("s", "a * 2", true)], {
        indexes: [{ columns: ["g"], name: "i" }],
      }),
    ],
    hazards: "rewrites-table=2",
    survive: "select id, a, a + 2, s from t",
    afterQuery: "select id, a, g, s from t",
  },
  {
    name: "leaves a generated expression of another spelling alone",
    before: WITH_GENERATED,
    specs: [
      T([int("a"), generated("g", '"A"  +  1'), generated("s", "a  *  2", true)], {
        indexes: [{ columns: ["g"], name: "i" }],
      }),
    ],
    kinds: "",
    survive: "select * from t",
  },
  {
    name: "swaps virtual and stored",
    before: WITH_GENERATED,
    specs: [
      T([int("a"), generated("g", "a + 1", true), generated("s", "a * 2")], {
        indexes: [{ columns: ["g"], name: "i" }],
      }),
    ],
    hazards: "rewrites-table=2",
    survive: "select * from t",
  },
  {
    name: "turns a generated column into a plain one that keeps its values",
    before: WITH_GENERATED,
    specs: [T([int("a"), { name: "g", type: "integer" }, { name: "s", type: "integer" }], {
      indexes: [{ columns: ["g"], name: "i" }],
    })],
    hazards: "rewrites-table=2",
    survive: "select id, a, g, s from t",
  },
  {
    name: "turns a plain column into a generated one, which deletes what was written",
    before: NUMBERS,
    specs: [T([int("a"), { ...int("b"), generated: { expression: "a + 1" } }])],
    hazards: "rewrites-table=2 deletes-data=2",
    survive: "select id, a from t",
  },
  {
    name: "renames a column that a generated one and a check are computed from",
    before:
      "create table t (id integer primary key, a int, g integer as (a + 1), check (a > 0)); insert into t (a) values (3);",
    specs: [
      T([{ ...int("n"), previousNames: ["a"] }, { ...generated("h", "n + 1"), previousNames: ["g"] }], {
        checks: [{ expression: "n > 0" }],
      }),
    ],
    kinds: "rename rename",
    survive: "select * from t",
  },
  {
    name: "rebuilds a table around its generated columns",
    before: WITH_GENERATED,
    specs: [
      T([text("a"), generated("g", "a + 1"), generated("s", "a * 2", true)], {
        indexes: [{ columns: ["g"], name: "i" }],
      }),
    ],
    survive: "select id, a, g, s from t",
  },
  {
    name: "creates keys with orders and collations",
    before: "",
    specs: [{
      name: "t",
      body: {
        primaryKey: [{ name: "a", descending: true }, { name: "b", collation: "nocase" }],
        columns: ["a", "b"].map((name) => ({ ...text(name), constraints: { notNull: true } })),
        withoutRowid: true,
      },
    }],
    equals:
      'create table t (a text not null, b text not null, primary key (a desc, b collate "nocase")) without rowid;',
    refuses: ["insert into t values ('x', 'y'), ('x', 'Y')"],
  },
  {
    name: "changes the order and collation of a key",
    before:
      "create table t (a text, b text, primary key (a, b desc)); insert into t values ('x', 'y'), ('z', null);",
    specs: [{
      name: "t",
      body: { primaryKey: [{ name: "a", collation: "nocase" }, "b"], columns: [text("a"), text("b")] },
    }],
    survive: "select rowid, * from t",
    refuses: ["insert into t values ('X', 'y')"],
  },
  {
    name: "leaves a key alone whose order means nothing",
    before: "create table t (id integer, a text, primary key (id desc)); insert into t values (1, 'x');",
    specs: [T([text("a")])],
    kinds: "",
    survive: "select rowid, * from t",
    equals: "create table t (id integer, a text, primary key (id desc));",
  },
  {
    name: "keeps a unique constraint with an order and collation in a rebuild",
    before:
      "create table t (id integer primary key, a text, b text, unique (a desc, b collate nocase)); insert into t values (1, 'x', 'y');",
    specs: [
      T([text("a"), { ...text("b"), default: "q" }], {
        indexes: [{
          columns: [{ name: "a", descending: true }, { name: "b", collation: "nocase" }],
          isUnique: true,
        }],
      }),
    ],
    survive: "select * from t",
    equals:
      "create table t (id integer primary key, a text, b text default 'q', unique (a desc, b collate \"nocase\"));",
    refuses: ["insert into t (a, b) values ('x', 'Y')"],
  },
  {
    name: "changes a default from a literal to an expression, and another back",
    before:
      `create table t (id integer primary key, a text default 'lower(''A'')', b text default (lower('A')), c int default 1); insert into t values (1, 'x', 'y', 2);`,
    specs: [
      T([{ ...text("a"), default: "lower('A')" }, { ...text("b"), default: "'lower(''A'')'" }, {
        ...int("c"),
        default: "(1)",
      }]),
    ],
    survive: "select * from t",
    equals:
      "create table t (id integer primary key, a text default (lower('A')), b text default 'lower(''A'')', c int default 1);",
  },
  {
    name: "plans nothing for foreign keys of every spelling that are there",
    before:
      `create table p (id integer primary key, a text, b text, unique (a, b)); create table t (id integer primary key, x int references p,
      y int references P(ID) on delete no action, z int constraint named references "p" (id) on update cascade, a text, b text,
      w int references p (id) not deferrable initially deferred, v int references p (id) match simple deferrable,
      foreign key (a, b) references p (a, b) on delete set default deferrable initially deferred);
      insert into p values (1, 'a', 'b'); insert into t values (1, 1, 1, 1, 'a', 'b', 1, 1);`,
    specs: [
      T([int("x"), int("y"), int("z"), text("a"), text("b"), int("w"), int("v")], {
        foreignKeys: [
          { columns: ["x"], references: { table: "p", columns: ["id"] } },
          { columns: ["y"], references: { table: "p", columns: ["id"] } },
          { columns: ["z"], references: { table: "p", columns: ["id"] }, onUpdate: "cascade", name: "named" },
          { columns: ["w"], references: { table: "p", columns: ["id"] } },
          { columns: ["v"], references: { table: "p", columns: ["id"] }, deferrable: "initially immediate" },
          {
            columns: ["b", "a"],
            references: { table: "P", columns: ["b", "a"] },
            onDelete: "SET DEFAULT",
            deferrable: "initially deferred",
            match: "SIMPLE",
          },
        ],
      }),
    ],
    kinds: "",
    equals:
      `create table p (id integer primary key, a text, b text, unique (a, b)); create table t (id integer primary key, x int references p,
      y int references P(ID) on delete no action, z int constraint named references "p" (id) on update cascade, a text, b text,
      w int references p (id) not deferrable initially deferred, v int references p (id) match simple deferrable,
      foreign key (a, b) references p (a, b) on delete set default deferrable initially deferred);`,
    survive: "select * from t, p",
  },
  {
    name: "renames a composite parent key beside its children",
    before:
      `create table p (a int, b int, primary key (a, b)); create table t (id integer primary key, x int, y int, foreign key (x, y) references p (a, b));
      insert into p values (1, 2); insert into t values (1, 1, 2);`,
    specs: [
      {
        name: "q",
        body: {
          previousNames: ["p"],
          primaryKey: ["c", "b"],
          columns: [{ ...int("c"), previousNames: ["a"] }, int("b")],
        },
      },
      T([int("x"), int("y")], {
        foreignKeys: [{ columns: ["x", "y"], references: { table: "q", columns: ["c", "b"] } }],
      }),
    ],
    kinds: "rename rename",
    survive: "select * from t",
  },
  {
    name: "drops a column together with the index and the foreign key on it",
    before:
      `create table p (id integer primary key); create table t (id integer primary key, p int references p (id), a text); create index i on t (p);
      insert into p values (1); insert into t values (1, 1, 'x');`,
    specs: [T([text("a")])],
    survive: "select id, a from t",
    equals: "create table p (id integer primary key); create table t (id integer primary key, a text);",
  },
  {
    name: "rebuilds reserved and mixed-case names",
    before:
      `create table "Select" ("Group" integer primary key, "order" text, "Where it is" int); create index "By" on "Select" ("order");
      insert into "Select" values (1, 'x', 2);`,
    specs: [{
      name: "Select",
      body: {
        primaryKey: ["Group"],
        columns: [{ name: "Group", type: "integer" }, { ...text("order"), default: "values" }, {
          name: "Where it is",
          type: "text",
        }],
        indexes: [{ columns: ["order"], name: "By" }],
        checks: [{ name: "Check", expression: '"Group" > 0' }],
      },
    }],
    survive: 'select * from "Select"',
  },
  {
    name: "seeds zero, empty text, null, quotes, NUL and line ends",
    before: `${THREE} delete from t;`,
    specs: [{
      ...T([text("a"), text("b")]),
      columns: ["id", "a", "b"],
      rows: [[0, "", null], [1, 'it\'s "q" `b`', "a\0b"], [2, "line\nend\r\n", "-- no; comment /*"], [
        3,
        "0",
        "null",
      ]],
    }],
    kinds: "seed",
  },
];
