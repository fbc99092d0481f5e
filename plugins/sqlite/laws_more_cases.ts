// More changes for laws_test.ts: indexes, checks, options, renames, and what others made beside.
import { type Case, id, T, text, THREE } from "./laws_cases.ts";

/** Changes of indexes, checks and options, renames, and tables beside objects of others. */
export const MORE_CASES: readonly Case[] = [
  {
    name: "makes an index unique",
    before: `${THREE} create index i on t (a);`,
    specs: [T([text("a"), text("b")], { indexes: [{ columns: ["a"], name: "i", isUnique: true }] })],
    hazards: "",
    refuses: ["insert into t (a) values ('x')"],
  },
  {
    name: "adds a check",
    before: THREE,
    specs: [T([text("a"), text("b")], { checks: [{ name: "c", expression: "id < 100" }] })],
    refuses: ["insert into t (id) values (100)"],
    survive: "select id, a, quote(b) from t",
  },
  {
    name: "drops a check",
    before:
      "create table t (id integer primary key, a int check (a > 0), constraint k check (id > 0)); insert into t values (1, 1);",
    specs: [T([{ name: "a", type: "int" }], { checks: [{ expression: '"ID" > 0' }] })],
    survive: "select * from t",
  },
  {
    name: "makes a table strict",
    before: "create table t (id integer primary key, a text); insert into t values (1, 'x');",
    specs: [T([text("a")], { strict: true })],
    survive: "select * from t",
    refuses: ["insert into t (id, a) values ('q', 'x')"],
  },
  {
    name: "makes a table without rowid",
    before: "create table t (id text primary key, a text); insert into t values ('q', 'x');",
    specs: [{
      name: "t",
      body: { primaryKey: ["id"], columns: [text("id"), text("a")], withoutRowid: true },
    }],
    survive: "select * from t",
  },
  {
    name: "renames a table beside views, triggers and children",
    before:
      `create table old (id integer primary key, a text, up int references old (id)); insert into old values (1, 'x', 1);
      create table kid (id integer primary key, o int references old (id)); insert into kid values (1, 1);
      create view v as select a from old; create table log (m text);
      create trigger tr after insert on old begin insert into log select a from old; end;`,
    specs: [
      {
        name: "t",
        body: {
          primaryKey: ["id"],
          previousNames: ["older", "old"],
          columns: [id, text("a"), { name: "up", type: "int" }],
          foreignKeys: [{ columns: ["up"], references: { table: "t", columns: ["id"] } }],
        },
      },
      {
        name: "kid",
        body: {
          primaryKey: ["id"],
          columns: [id, { name: "o", type: "int" }],
          foreignKeys: [{ columns: ["o"], references: { table: "t", columns: ["id"] } }],
        },
      },
    ],
    kinds: "rename",
    survive: "select * from old, kid, v",
    afterQuery: "select * from t, kid, v",
    equals: `create table t (id integer primary key, a text, up int references t (id));
      create table kid (id integer primary key, o int references t (id)); create view v as select a from t; create table log (m text);
      create trigger tr after insert on t begin insert into log select a from t; end;`,
  },
  {
    name: "renames a column beside its index, check, view and trigger",
    before:
      `create table t (id integer primary key, a text check (a <> ''), b text); create index idx_t_a on t (a); create view v as select a from t;
      create table log (m text); create trigger tr after update of a on t begin insert into log values (new.a); end; insert into t values (1, 'x', 'y');`,
    specs: [
      T([{ ...text("label"), previousNames: ["a"] }, text("b")], {
        checks: [{ expression: "label <> ''" }],
        indexes: [{ columns: ["label"] }],
      }),
    ],
    kinds: "rename drop create",
    survive: "select * from v",
    equals:
      `create table t (id integer primary key, label text check (label <> ''), b text); create index idx_t_label on t (label);
      create view v as select label from t; create table log (m text);
      create trigger tr after update of label on t begin insert into log values (new.label); end;`,
  },
  {
    name: "renames table and column and rebuilds in one plan",
    before:
      `create table old (id integer primary key, a text, gone text); insert into old values (1, '5', 'g'), (2, null, null);
      create table kid (o int references old (id)); insert into kid values (1); create view v as select a from old;`,
    specs: [{
      name: "t",
      body: {
        primaryKey: ["id"],
        previousNames: ["old"],
        columns: [id, {
          name: "n",
          type: "integer",
          previousNames: ["a"],
          constraints: { notNull: true },
          default: 0,
        }],
      },
    }],
    hazards: "rewrites-table=2 changes-data=1 changes-data=1 deletes-data=1",
    equals: `create table t (id integer primary key, n integer not null default 0);
      create table kid (o int references t (id)); create view v as select n from t;`,
  },
  {
    name: "renames to another case only",
    before: "create table T (id integer primary key, A text); insert into T values (1, 'x');",
    specs: [{
      name: "t",
      body: {
        primaryKey: ["id"],
        previousNames: ["T"],
        columns: [id, { ...text("a"), previousNames: ["A"] }],
      },
    }],
    kinds: "rename rename rename",
    survive: "select * from t",
  },
  {
    name: "leaves names of another case alone",
    before: "create table T (ID integer primary key, A text); insert into T values (1, 'x');",
    specs: [T([text("a")])],
    kinds: "",
    survive: "select * from t",
  },
  {
    name: "quotes every name",
    before:
      `create table "we""ird [t] \`x" ("sel ect" integer primary key, "order" text, "a]b" text); insert into "we""ird [t] \`x" values (1, 'x', 'y');
      create index "i ""x" on "we""ird [t] \`x" ("order"); create view "v ""w" as select "order" from "we""ird [t] \`x";`,
    specs: [{
      name: 'we"ird [t] `x',
      body: {
        primaryKey: ["sel ect"],
        columns: [{ name: "sel ect", type: "integer" }, { name: "order", type: "text", default: "it's" }, {
          name: "a]b",
          type: "text",
        }, { name: "né'w", type: "text" }],
        indexes: [{ columns: ["order"], name: 'i "x' }, { columns: ["né'w"] }],
      },
    }],
    survive: `select "sel ect", "order", "a]b" from "we""ird [t] \`x"`,
    equals:
      `create table "we""ird [t] \`x" ("sel ect" integer primary key, "order" text default 'it''s', "a]b" text, "né'w" text);
      create index "i ""x" on "we""ird [t] \`x" ("order"); create index "idx_we""ird [t] \`x_né'w" on "we""ird [t] \`x" ("né'w");
      create view "v ""w" as select "order" from "we""ird [t] \`x";`,
  },
  {
    name: "drops tables, children first",
    before:
      "create table p (id integer primary key); create table t (p int references p); insert into p values (1), (2); insert into t values (1); create table other (x);",
    specs: [{ name: "p", body: { isDeleted: true } }, { name: "t", body: { isDeleted: true } }, {
      name: "never",
      body: { isDeleted: true },
    }],
    kinds: "drop drop",
    hazards: "deletes-data=1 deletes-data=2",
    equals: `create table other (x);`,
  },
  {
    name: "rebuilds a table that others and itself refer to, with triggers, views and text with NUL",
    before:
      `create table t (id integer primary key, a text, up int references t (id) on delete cascade, b text); create table kid (t int references t (id) on delete cascade);
      insert into t values (1, cast(x'410042' as text), null, x'00'), (2, 'é', 1, '9007199254740993'), (3, 'x', 2, 9007199254740993); insert into kid values (1), (2);
      create table log (m text); create trigger tr after insert on t begin insert into log values (new.id); end;
      create trigger dl after delete on t begin insert into log values (old.id); end;
      create view v as select hex(cast(a as blob)) as h from t; create index i on t (a);`,
    specs: [
      T([{ ...text("a"), default: "d" }, { name: "up", type: "int" }, text("b")], {
        indexes: [{ columns: ["a"], name: "i" }],
        foreignKeys: [{ columns: ["up"], references: { table: "t", columns: ["id"] }, onDelete: "cascade" }],
      }),
    ],
    survive:
      "select id, hex(cast(a as blob)), typeof(a), up, quote(b), (select count(*) from kid), (select count(*) from log), (select group_concat(h) from v) from t",
    equals:
      `create table t (id integer primary key, a text default 'd', up int references t (id) on delete cascade, b text);
      create table kid (t int references t (id) on delete cascade); create table log (m text); create index i on t (a);
      create trigger tr after insert on t begin insert into log values (new.id); end;
      create trigger dl after delete on t begin insert into log values (old.id); end;
      create view v as select hex(cast(a as blob)) as h from t;`,
  },
  {
    name: "is content with a unique constraint where a nameless unique index is wanted",
    before:
      "create table t (id integer primary key, a text unique, b text, constraint ab unique (a, b)); insert into t values (1, 'x', 'y');",
    specs: [
      T([text("a"), text("b")], {
        indexes: [{ columns: ["a"], isUnique: true }, { columns: ["a", "b"], name: "ab", isUnique: true }],
      }),
    ],
    kinds: "",
    equals: `create table t (id integer primary key, a text unique, b text, constraint ab unique (a, b));`,
  },
  {
    name: "turns a unique constraint into a named index",
    before: "create table t (id integer primary key, a text unique); insert into t values (1, 'x');",
    specs: [T([text("a")], { indexes: [{ columns: ["a"], name: "u", isUnique: true }] })],
    survive: "select * from t",
    refuses: ["insert into t (a) values ('x')"],
  },
  {
    name: "leaves tables without a spec alone",
    before:
      `${THREE} create table other (x int, y as (x + 1)); insert into other values (1); create virtual table f using fts5 (body);`,
    specs: [T([text("a"), text("b"), text("c")])],
    kinds: "alter",
    survive: "select * from other",
    equals: `create table t (id integer primary key, a text, b text, c text);
      create table other (x int, y as (x + 1)); create virtual table f using fts5 (body);`,
  },
  {
    name: "keeps what others wrote with strings in double quotes",
    before:
      `create table t (id integer primary key, a text default "x" check (a <> ""), b text); create index i on t (id) where b <> "";
      create view v as select "text" as c from t; insert into t (id) values (1);`,
    specs: [T([{ ...text("a"), default: "x" }, { ...text("b"), default: 1 }], {
      checks: [{ expression: "a <> ''" }],
      indexes: [{ columns: ["id"], name: "i", where: "b <> ''" }],
    })],
    survive: "select id, a, b, c from t, v",
    equals: `create table t (id integer primary key, a text default 'x', b text default 1, check (a <> ''));
      create index i on t (id) where b <> ''; create view v as select "text" as c from t;`,
  },
  {
    name: "orders tables that refer to each other",
    before: "",
    specs: [{
      name: "a",
      body: {
        primaryKey: ["id"],
        columns: [id, { name: "b", type: "int" }],
        foreignKeys: [{ columns: ["b"], references: { table: "b", columns: ["id"] } }],
      },
    }, {
      name: "b",
      body: {
        primaryKey: ["id"],
        columns: [id, { name: "a", type: "int" }],
        foreignKeys: [{ columns: ["a"], references: { table: "a", columns: ["id"] } }],
      },
    }],
    kinds: "create create",
  },
];
