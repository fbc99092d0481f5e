// Every kind of change, each by the laws of DESIGN section 9: the plan applies, planning again is empty, the result
// equals a fresh build as another SQLite sees it, rows that the change does not concern survive, and the printed
// script does the same as apply.
import assert from "node:assert/strict";
import {
  applyAll,
  applyPlan,
  connectTo,
  judgedSchema,
  planSpecs,
  sayUnjudged,
  shell,
  type TestSpec,
  withFolder,
} from "./testing.ts";

interface Case {
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

const id = { name: "id", type: "integer" };
const text = (name: string) => ({ name, type: "text" });
const T = (columns: readonly object[], more: object = {}): TestSpec => ({
  name: "t",
  body: { primaryKey: ["id"], columns: [id, ...columns], ...more } as NonNullable<TestSpec["body"]>, // test data
});
const THREE = `create table t (id integer primary key, a text, b text);
  insert into t values (1, 'x', 'y'), (2, null, cast(x'410042' as text)), (7, 'z', x'00ff');`;

const CASES: readonly Case[] = [
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

for (const each of CASES) {
  Deno.test(`plan() ${each.name} and keeps the laws`, async () => {
    await withFolder((folder) => checkLaws(each, folder));
  });
}

async function checkLaws(each: Case, folder: string): Promise<void> {
  const path = `${folder}/live.db`;
  const connection = await connectTo(path);
  if (each.before !== "") await applyAll(connection, [each.before]);
  const read = async (file: string, query: string | undefined) =>
    query === undefined ? "" : await shell(file, `${query};`);
  const rowsBefore = await read(path, each.survive);
  if (each.before !== "") await Deno.copyFile(path, `${folder}/script.db`);

  const plan = await planSpecs(connection, each.specs);
  assert.deepEqual(plan.diagnostics.filter((diagnostic) => diagnostic.severity === "error"), []);
  const shown = plan.statements.map((statement) => statement.sql).join(";\n");
  if (each.kinds !== undefined) {
    assert.equal(plan.statements.map((each) => each.kind).join(" "), each.kinds, shown);
  }
  if (each.hazards !== undefined) {
    const hazards = plan.statements.flatMap((statement) => statement.hazards);
    assert.equal(hazards.map((hazard) => `${hazard.kind}=${hazard.rows}`).join(" "), each.hazards, shown);
  }
  await applyPlan(connection, plan); // (a)
  const again = await planSpecs(connection, each.specs);
  assert.deepEqual([again.statements.map((statement) => statement.sql), again.diagnostics], [[], []]); // (b)
  connection.close();

  const judged = await judgedSchema(path);
  if (judged === undefined) {
    return sayUnjudged(each.name);
  }
  assert.match(judged, /checks: ok$/, shown);
  if (each.equals === undefined) {
    const fresh = await connectTo(`${folder}/fresh.db`);
    await applyPlan(fresh, await planSpecs(fresh, each.specs));
    fresh.close();
  } else await shell(`${folder}/fresh.db`, each.equals);
  assert.equal(judged, await judgedSchema(`${folder}/fresh.db`)); // (c)
  assert.equal(await read(path, each.afterQuery ?? each.survive), rowsBefore); // (e)
  for (const sql of each.refuses ?? []) {
    await assert.rejects(shell(path, `${sql};`), /constraint|datatype|cannot store/i);
  }

  const { before = [], after = [] } = plan.result.script ?? {};
  const script = [...before, ...plan.statements.map((statement) => statement.sql), ...after].join(";\n");
  await shell(`${folder}/script.db`, `${script};\n`);
  assert.equal(await judgedSchema(`${folder}/script.db`), judged);
}

Deno.test("plan() creates parents before children, and drops children before parents", async () => {
  const parent = { name: "p", body: { primaryKey: ["id"], columns: [id] } };
  const foreignKeys = [{ columns: ["id"], references: { table: "p", columns: ["id"] } }];
  const child = { name: "k", body: { primaryKey: ["id"], columns: [id], foreignKeys } };
  const connection = await connectTo(":memory:");
  const created = await planSpecs(connection, [child, parent]);
  assert.deepEqual(created.statements.map((statement) => statement.object.name), ["p", "k"]);
  await applyPlan(connection, created);
  const gone = [parent, child].map(({ name }) => ({ name, body: { isDeleted: true } }));
  const dropped = await planSpecs(connection, gone);
  assert.deepEqual(dropped.statements.map((statement) => statement.object.name), ["k", "p"]);
  connection.close();
});

Deno.test("plan() counts the rows that a new constraint will refuse", async () => {
  const connection = await connectTo(":memory:");
  await applyAll(connection, [`create table p (id integer primary key); insert into p values (1);
    create table t (id integer primary key, a text, p int);
    insert into t values (1, 'x', 1), (2, 'x', 7), (3, 'y', null), (4, null, 8), (5, null, 9)`]);
  const plan = await planSpecs(connection, [
    { name: "p", body: { primaryKey: ["id"], columns: [id] } },
    T([text("a"), { name: "p", type: "int" }], {
      indexes: [{ columns: ["a"], isUnique: true }],
      checks: [{ expression: "id < 5" }],
      foreignKeys: [{ columns: ["p"], references: { table: "p", columns: ["id"] } }],
    }),
  ]);
  const hazards = plan.statements.flatMap((statement) => statement.hazards);
  assert.deepEqual(hazards.map((hazard) => `${hazard.rows} ${hazard.message}`), [
    "5 Copies 5 rows of t",
    "3 Fails as long as there are 3 rows of t which have no parent in p",
    "1 Fails as long as there are 1 row of t which do not fulfil id < 5",
    "2 Fails as long as there are 2 rows of t which share their key with another",
  ]);
  connection.close();
});
