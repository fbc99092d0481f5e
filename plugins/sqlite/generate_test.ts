import assert from "node:assert/strict";
import { defaultBody } from "./generate_table.ts";
import { generateAll } from "./generate_for_test.ts";
import { lostComments, triggerBody, viewBody, virtualBody } from "./generate_text.ts";
import { applyAll, connectTo } from "./testing.ts";

async function generated(sql: string) {
  const connection = await connectTo(":memory:");
  try {
    await applyAll(connection, [sql]);
    return await generateAll(connection);
  } finally {
    connection.close();
  }
}

const DEFAULTS: readonly [sql: string, type: string, yaml: unknown][] = [
  ["'x'", "text", "x"],
  ["''", "text", ""],
  ["'it''s'", "text", "it's"],
  ["'null'", "text", "'null'"],
  ["'5'", "text", "5"],
  ["'5'", "integer", "'5'"],
  ["'now()'", "text", "'now()'"],
  ["'(a'", "text", "(a"],
  ["5", "integer", 5],
  ["5", "text", 5],
  ["5.0", "integer", "5.0"],
  ["5.0", "text", "(5.0)"],
  ["0x1F", "integer", "(0x1F)"],
  ["-1", "integer", -1],
  ["9223372036854775807", "integer", "9223372036854775807"],
  ["CURRENT_TIMESTAMP", "text", "CURRENT_TIMESTAMP"],
  ["lower('A')", "text", "lower('A')"],
  ["lower('A') || lower('B')", "text", "(lower('A') || lower('B'))"],
  ["1 + 1", "integer", "(1 + 1)"],
  ["x'00ff'", "blob", "(x'00ff')"],
];

Deno.test("defaultBody() writes a default in the simplest way that means the same", () => {
  for (const [sql, type, yaml] of DEFAULTS) {
    assert.deepEqual(defaultBody(sql, type), yaml, `${sql} on ${type}`);
  }
});

Deno.test("generate() names what a document cannot say", async () => {
  const cases: readonly [sql: string, unexpressed: readonly string[]][] = [
    ["create table t (a int, check (a > 0) on conflict fail)", [
      "on conflict fail, which SQLite takes no notice of",
    ]],
    ["create table t (a int -- the size\n, b int /* in\n mm */)", [
      "the comment -- the size",
      "the comment /* in mm */",
    ]],
    ["create table t (a int check (a > 0 /* kept */))", []],
  ];
  for (const [sql, unexpressed] of cases) {
    const [object] = await generated(sql);
    assert.ok(object?.body, sql);
    assert.deepEqual(object.unexpressed, unexpressed, sql);
  }
});

Deno.test("generate() says so when no document can describe an object", async () => {
  assert.deepEqual(await generated('create table "" (a); create table t (a int references nowhere)'), [
    { kind: "Table", name: "", unexpressed: ["the empty name"] },
    {
      kind: "Table",
      name: "t",
      unexpressed: ["A foreign key of t refers to table nowhere, which does not exist"],
    },
  ]);
});

Deno.test("generate() says everything of keys that has an effect", async () => {
  const [object] = await generated(
    "create table t (a int not null on conflict replace default 1, b text constraint u unique on conflict ignore, " +
      "constraint pk primary key (a, b collate nocase) on conflict fail, unique (b, a)); " +
      "create index idx_t_a on t (a desc)",
  );
  assert.deepEqual(object?.unexpressed, []);
  const { primaryKeyOptions, uniques, columns } = (object?.body ?? {}) as Record<string, unknown>; // a map of YAML
  assert.deepEqual(primaryKeyOptions, { name: "pk", onConflict: "fail" });
  assert.deepEqual(uniques, [{ columns: ["b"], name: "u", onConflict: "ignore" }, { columns: ["b", "a"] }]);
  assert.deepEqual(Array.isArray(columns) && columns[0], {
    name: "a",
    type: "int",
    constraints: { notNull: true, onConflict: "replace" },
    default: 1,
  });
});

Deno.test("generate() writes strings in double quotes as strings, where they can be nothing else", async () => {
  const [object] = await generated(
    `create table t (a text default "x", kind text check (kind in ("x","it's") and "a" <> ""), g as (a || "-"))`,
  );
  assert.deepEqual(object?.unexpressed, []);
  const { checks } = (object?.body ?? {}) as Record<string, unknown>; // a map of YAML
  assert.deepEqual(checks, [{ expression: `kind in ('x','it''s') and "a" <> ''` }]);
});

Deno.test("generate() leaves out SQLite's own tables and those of virtual tables", async () => {
  const objects = await generated(
    "create table t (id integer primary key autoincrement); insert into t values (1); " +
      "create virtual table words using fts5(text); analyze",
  );
  assert.deepEqual(objects.map(({ name }) => name), ["t", "words"]);
});

Deno.test("generate() gives nothing for an empty database", async () => {
  assert.deepEqual(await generated("select 1"), []);
});

Deno.test("viewBody() reads a view's columns and query as they are written", () => {
  const query = "SELECT a AS x, '--' y\n  FROM t -- all of them";
  assert.deepEqual(viewBody(`CREATE VIEW v AS ${query}`), { query });
  assert.deepEqual(viewBody(`create view if not exists main.[v w](X, "y y") as ${query}`), {
    query,
    columns: ["X", "y y"],
  });
});

Deno.test("triggerBody() reads every form of trigger", () => {
  const cases: readonly [sql: string, body: Readonly<Record<string, unknown>>][] = [
    ["create trigger tr insert on t begin select 1; end", {
      events: ["before insert"],
      statements: "select 1;",
    }],
    [
      'CREATE TRIGGER IF NOT EXISTS "t r" AFTER UPDATE OF a, "b c" ON "t" FOR EACH ROW WHEN (new.a > case old.a when 1 then 2 end)\nBEGIN\n  insert into l values (case new.a when 1 then 2 end);\n  /* end */ delete from l;\nEND',
      {
        events: ['after update of a, "b c"'],
        condition: "new.a > case old.a when 1 then 2 end",
        statements: "insert into l values (case new.a when 1 then 2 end);\n  /* end */ delete from l;",
      },
    ],
    ["create trigger tr instead of delete on v begin delete from t where id = old.id; end;", {
      events: ["instead of delete"],
      statements: "delete from t where id = old.id;",
    }],
    ["create trigger tr before insert on t when new.a is null begin select raise(abort, 'begin'); end", {
      events: ["before insert"],
      condition: "new.a is null",
      statements: "select raise(abort, 'begin');",
    }],
  ];
  for (const [sql, body] of cases) assert.deepEqual(triggerBody("tr", sql), { name: "tr", ...body }, sql);
});

Deno.test("virtualBody() cuts arguments at their outer commas", () => {
  assert.deepEqual(
    virtualBody(`create virtual table "f t" using FTS5(a, b UNINDEXED, tokenize = 'porter, x', p(1, 2))`),
    {
      virtual: { module: "FTS5", arguments: ["a", "b UNINDEXED", "tokenize = 'porter, x'", "p(1, 2)"] },
    },
  );
  assert.deepEqual(virtualBody("create virtual table s using dbstat"), { virtual: { module: "dbstat" } });
  assert.deepEqual(virtualBody("create virtual table s using m()"), {
    virtual: { module: "m", arguments: [] },
  });
});

Deno.test("lostComments() names comments that no part of the body holds", () => {
  const body = { query: "select '/* text */' /* kept */" };
  assert.deepEqual(lostComments("create view v as -- lost\n select '/* text */' /* kept */", body), [
    "the comment -- lost",
  ]);
});
