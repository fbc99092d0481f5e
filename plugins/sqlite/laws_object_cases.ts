// Changes for laws_test.ts: views, triggers and virtual tables, alone and beside changes of tables.
import { type Case, id, T, text, THREE } from "./laws_cases.ts";
import type { TriggerSpec } from "./spec.ts";
import type { TestSpec } from "./testing.ts";

const int = (name: string) => ({ name, type: "int" });
const V = (query: string, more: TestSpec["view"] = {}): TestSpec => ({ name: "v", view: { query, ...more } });
const AB = T([text("a"), text("b")]);
const LOG = "create table log (m text);";
const log: TestSpec = { name: "log", body: { columns: [text("m")] } };
const logs: TriggerSpec = {
  name: "r",
  events: ["after insert"],
  statements: "insert into log values (new.a);",
};
const LOGGED =
  `${THREE} ${LOG} create trigger r after insert on t begin insert into log values (new.a); end;`;
const GONE: TestSpec = { name: "v", view: { isDeleted: true } };
const fts = (name: string, ...list: string[]): TestSpec => ({
  name,
  body: { virtual: { module: "fts5", arguments: list } },
});

/** Changes of views, triggers and virtual tables. */
export const OBJECT_CASES: readonly Case[] = [
  {
    name: "creates views in the order of their dependencies",
    before: "",
    specs: [
      { name: "a_last", view: { query: "select x, y from v\n", columns: ["x", "y y"] } },
      V("select a as x, (select count(*) from t) as y from t -- comment\n;"),
      T([text("a")]),
    ],
    kinds: "create create create",
    equals: `create table t (id integer primary key, a text);
      create view v as select a as x, (select count(*) from t) as y from t;
      create view a_last (x, "y y") as select x, y from v;`,
  },
  {
    name: "leaves a view of another spelling alone",
    before: `${THREE} CREATE VIEW IF NOT EXISTS "v"("x") AS SELECT "a"  /* c */ FROM [t]\nwhere b='X';`,
    specs: [AB, V("select A from t where b = 'X'", { columns: ["x"] })],
    kinds: "",
    equals: `${THREE} create view v (x) as select "a" /* c */ from [t] where b='X';`,
  },
  {
    name: "replaces a view whose string differs in case only",
    before: `${THREE} create view v as select a from t where b = 'X';`,
    specs: [AB, V("select a from t where b = 'x'")],
    kinds: "alter alter",
    survive: "select id, a from t",
  },
  {
    name: "drops a view and those that use it, and one that is not there",
    before: `${THREE} create view v as select a from t; create view w as select a from v;`,
    specs: [AB, GONE, { name: "w", view: { isDeleted: true } }, { name: "never", view: { isDeleted: true } }],
    kinds: "drop drop",
    hazards: "",
    survive: "select id, a from t",
  },
  {
    name: "replaces a view around a dropped column",
    before: `${THREE} create view v as select a, b from t; create view w as select a from v;`,
    specs: [T([text("a")]), V("select a from t")],
    kinds: "alter alter alter alter alter",
    hazards: "deletes-data=3",
    survive: "select id, a from t, (select count(*) from w)",
    equals:
      `create table t (id integer primary key, a text); create view v as select a from t; create view w as select a from v;`,
  },
  {
    name: "replaces a view around a rebuild and a new table",
    before: `${THREE} create view v as select a, b from t;`,
    specs: [
      T([{ ...text("a"), default: "q" }, text("c")]),
      V("select t.a, t.c, u.id from t join u on u.id = t.id"),
      { name: "u", body: { primaryKey: ["id"], columns: [id] } },
    ],
    survive: "select id, a from t",
  },
  {
    name: "leaves a view alone that a rename rewrites",
    before:
      "create table users (id integer primary key, email text); create view v as select email from users where email > '';",
    specs: [
      {
        name: "t",
        body: {
          primaryKey: ["id"],
          columns: [id, { ...text("mail"), previousNames: ["email"] }],
          previousNames: ["users"],
        },
      },
      V("select mail from t where mail > ''"),
    ],
    kinds: "rename rename",
  },
  {
    name: "drops and creates views around a rename that SQLite refuses beside them",
    before: `create table t (id integer primary key, a text); create table u (id integer primary key, a text);
      insert into t values (1, 'x'); insert into u values (1, 'x');
      create view v as select t.id from t join u using (a); create view broken as select nope from t;`,
    specs: [
      T([{ ...text("b"), previousNames: ["a"] }]),
      V("select t.id from t join u on t.b = u.a"),
      { name: "broken", view: { query: "select b from t" } },
    ],
    survive: "select * from u",
    afterQuery: "select * from t",
    equals: `create table t (id integer primary key, b text); create table u (id integer primary key, a text);
      create view v as select t.id from t join u on t.b = u.a; create view broken as select b from t;`,
  },
  {
    name: "renames a view",
    before:
      `${THREE} create view old as select a from t; create trigger r instead of insert on old begin insert into t (a) values (new.a); end;`,
    specs: [
      AB,
      V("select a from t", {
        previousNames: ["older", "old"],
        triggers: [{
          name: "r",
          events: ["instead of insert"],
          statements: "insert into t (a) values (new.a);",
        }],
      }),
    ],
    kinds: "rename rename create",
    survive: "select id, a from t",
  },
  {
    name: "renames a view to another case only, and keeps its triggers",
    before:
      `${THREE} create view V as select a from t; create trigger r instead of insert on V begin insert into t (a) values (new.a); end;`,
    specs: [AB, V("select a from t", { previousNames: ["V"] })],
    kinds: "alter alter alter",
    equals: `create table t (id integer primary key, a text, b text); create view v as select a from t;
      create trigger r instead of insert on v begin insert into t (a) values (new.a); end;`,
  },
  {
    name: "turns a table into a view and a view into a table",
    before: "create table v (a text); create view t as select a from v; insert into v values ('x');",
    specs: [
      T([text("a")]),
      { name: "t", view: { isDeleted: true } },
      { name: "v", body: { isDeleted: true } },
      V("select a from t"),
    ],
    kinds: "drop drop create create",
    hazards: "deletes-data=1",
  },
  {
    name: "creates triggers of every kind",
    before: LOG,
    specs: [
      log,
      T([text("a"), text('q"x')], {
        triggers: [
          {
            name: "r1",
            events: ['before update of a, "q""x"'],
            condition: "new.a <> old.a",
            statements: "select raise(abort, 'constraint: no');",
          },
          {
            name: "r 2",
            events: ["AFTER DELETE"],
            forEachRow: true,
            statements:
              "insert into log values (old.a); -- end\ninsert into log select case when 1 then ';' end",
          },
          { name: "end", events: ["after insert"], statements: "insert into log values ('; end; x');" },
        ],
      }),
      V("select a from t", {
        triggers: [{
          name: "r3",
          events: ["instead of update"],
          statements: "update t set a = new.a where a = old.a;",
        }],
      }),
    ],
    kinds: "create create create create create create",
    refuses: ["insert into t values (1, 'x', 'y'); update t set a = 'z'"],
    equals:
      `${LOG} create table t (id integer primary key, a text, "q""x" text); create view v as select a from t;
      create trigger r1 before update of a, "q""x" on t when (new.a <> old.a) begin select raise(abort, 'constraint: no'); end;
      create trigger "r 2" after delete on t begin insert into log values (old.a); -- end
        insert into log select case when 1 then ';' end
        ; end;
      create trigger "end" after insert on t begin insert into log values ('; end; x'); end;
      create trigger r3 instead of update on v begin update t set a = new.a where a = old.a; end;`,
  },
  {
    name: "leaves a trigger of another spelling alone",
    before:
      `${THREE} ${LOG} CREATE TRIGGER if not exists R UPDATE OF "a" ON [t] FOR EACH ROW WHEN New.a>'' BEGIN /* c */ INSERT INTO log VALUES(NEW."a") ; END;`,
    specs: [
      log,
      T([text("a"), text("b")], {
        triggers: [{
          name: "r",
          events: ["before update of a"],
          condition: "new.a > ''",
          statements: "insert into log values (new.a)",
        }],
      }),
    ],
    kinds: "",
    equals:
      `${THREE} ${LOG} create trigger R update of "a" on [t] for each row when new.a>'' begin /* c */ insert into log values(new."a") ; end;`,
  },
  {
    name: "keeps triggers that are not managed, also in a rebuild",
    before: LOGGED,
    specs: [log, T([{ ...text("a"), default: "q" }, text("b")])],
    survive: "select id, a from t",
    equals: `create table t (id integer primary key, a text default 'q', b text); ${LOG}
      create trigger r after insert on t begin insert into log values (new.a); end;`,
  },
  {
    name: "drops the triggers that a list leaves out",
    before: LOGGED,
    specs: [log, T([text("a"), text("b")], { triggers: [] })],
    kinds: "drop",
    survive: "select id, a from t",
  },
  {
    name: "replaces, drops and creates triggers",
    before: `${LOGGED} create trigger gone after delete on t begin select 1; end;`,
    specs: [
      log,
      T([text("a"), text("b")], {
        triggers: [
          { ...logs, events: ["before insert"] },
          { ...logs, name: "s", previousNames: ["gone"] },
        ],
      }),
    ],
    kinds: "alter drop alter create",
    survive: "select id, a from t",
  },
  {
    name: "replaces triggers around a rebuild and a dropped column",
    before: `${LOGGED} create trigger kept after delete on t begin insert into log values (old.a); end;`,
    specs: [
      log,
      T([{ ...text("c"), constraints: { notNull: true }, default: "(1 + 1)" }, text("b")], {
        triggers: [
          { ...logs, statements: "insert into log values (new.c);" },
          { ...logs, name: "kept", events: ["after delete"], statements: "insert into log values (old.b);" },
        ],
      }),
    ],
    survive: "select id from t",
  },
  {
    name: "drops a column beside its trigger by ALTER",
    before: LOGGED,
    specs: [log, T([text("b")], { triggers: [{ ...logs, statements: "insert into log values (new.b);" }] })],
    kinds: "alter alter alter",
    survive: "select id, quote(b) from t",
  },
  {
    name: "moves a trigger to another table",
    before: LOGGED,
    specs: [
      log,
      T([text("a"), text("b")], { triggers: [] }),
      { name: "u", body: { columns: [text("a")], triggers: [logs] } },
    ],
    kinds: "drop create create",
  },
  {
    name: "leaves triggers alone that a rename rewrites",
    before:
      `create table old (id integer primary key, a text, b text); ${LOG} insert into old values (1, 'x', 'y');
      create trigger r after update of a on old when new.a > '' begin insert into log values (new.a); end;`,
    specs: [
      log,
      {
        name: "t",
        body: {
          primaryKey: ["id"],
          previousNames: ["old"],
          columns: [id, { ...text("n"), previousNames: ["a"] }, text("b")],
          triggers: [{
            name: "r",
            events: ["after update of n"],
            condition: "new.n > ''",
            statements: "insert into log values (new.n);",
          }],
        },
      },
    ],
    kinds: "rename rename",
    equals: `create table t (id integer primary key, n text, b text); ${LOG}
      create trigger r after update of n on t when new.n > '' begin insert into log values (new.n); end;`,
  },
  {
    name: "keeps a view's triggers when the view is replaced",
    before:
      `${THREE} create view v as select a from t; create trigger r instead of insert on v begin insert into t (a) values (new.a); end;`,
    specs: [AB, V("select a, b from t")],
    kinds: "alter alter alter",
    equals: `create table t (id integer primary key, a text, b text); create view v as select a, b from t;
      create trigger r instead of insert on v begin insert into t (a) values (new.a); end;`,
  },
  {
    name: "replaces a view together with its triggers",
    before:
      `${THREE} create view v as select a from t; create trigger r instead of insert on v begin insert into t (a) values (new.a); end;`,
    specs: [
      AB,
      V("select a, b from t", {
        triggers: [{
          name: "r",
          events: ["instead of insert"],
          statements: "insert into t (a, b) values (new.a, new.b);",
        }],
      }),
    ],
    kinds: "alter alter create",
  },
  {
    name: "creates virtual tables",
    before: "",
    specs: [
      fts("f", "title", "body unindexed", "tokenize = 'porter unicode61'"),
      { name: "r", body: { virtual: { module: "rtree", arguments: ["id", "minX", "maxX"] } } },
      fts("ext", "a", "content='t'", "content_rowid='id'"),
      T([text("a")]),
    ],
    equals: `create virtual table "f" using "fts5" (title, body unindexed, tokenize = 'porter unicode61');
      create virtual table r using "rtree" (id, minX, maxX); create table t (id integer primary key, a text);
      create virtual table ext using "fts5" (a, content='t', content_rowid='id');`,
  },
  {
    name: "leaves virtual tables of another spelling alone, and their shadow tables",
    before:
      `CREATE VIRTUAL TABLE IF NOT EXISTS [f] USING FTS5(Title,body UNINDEXED, tokenize="porter"); insert into f values ('x', 'y');`,
    specs: [fts("f", "title", "body unindexed", "tokenize = porter")],
    kinds: "",
    survive: "select * from f",
    equals:
      `create virtual table [f] using fts5(Title,body unindexed, tokenize="porter"); insert into f values ('x', 'y');`,
  },
  {
    name: "drops virtual tables with their shadow tables",
    before:
      "create virtual table f using fts5 (a); insert into f values ('x'), ('y'); create virtual table r using rtree (id, a, b);",
    specs: [{ name: "f", body: { isDeleted: true } }, {
      name: "r",
      body: { virtual: { module: "rtree" }, isDeleted: true },
    }],
    kinds: "drop drop",
    hazards: "deletes-data=2 deletes-data=0",
  },
  {
    name: "renames a virtual table beside a view",
    before:
      "create virtual table old using fts5 (a); insert into old values ('x'); create view v as select a from old;",
    specs: [{ name: "f", body: { virtual: { module: "fts5", arguments: ["a"] }, previousNames: ["old"] } }],
    kinds: "rename",
    survive: "select * from v",
    equals:
      "create virtual table f using fts5 (a); insert into f values ('x'); create view v as select a from f;",
  },
  {
    name: "rebuilds a table that a virtual one takes its content from, with its triggers",
    before:
      `create table t (id integer primary key, a text, n int); create virtual table f using fts5 (a, content='t', content_rowid='id');
      create trigger ai after insert on t begin insert into f (rowid, a) values (new.id, new.a); end;
      insert into t values (1, 'hello', 5), (3, 'world', 6);`,
    specs: [
      T([text("a"), { ...int("n"), type: "text" }]),
      fts("f", "a", "content='t'", "content_rowid='id'"),
    ],
    survive: "select rowid, a from f where f match 'world'",
    equals:
      `create table t (id integer primary key, a text, n text); create virtual table f using fts5 (a, content='t', content_rowid='id');
      create trigger ai after insert on t begin insert into f (rowid, a) values (new.id, new.a); end; insert into t values (1, 'hello', '5'), (3, 'world', '6');`,
  },
];
