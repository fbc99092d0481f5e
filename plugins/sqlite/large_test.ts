// What a database owns beside its schema is left alone, and what happens to large tables and full disks.
import assert from "node:assert/strict";
import { PluginError } from "../../protocol/errors.ts";
import { openDatabase, queryRows, queryValue } from "./database.ts";
import { id, T, text } from "./laws_cases.ts";
import { applyAll, applyPlan, connectTo, planSpecs, withFolder } from "./testing.ts";

Deno.test("apply() leaves user_version, application_id and the WAL as they are when a table is rebuilt", async () => {
  await withFolder(async (folder) => {
    const path = `${folder}/a.db`;
    const pragmas = [
      "journal_mode",
      "user_version",
      "application_id",
      "auto_vacuum",
      "page_size",
      "encoding",
    ];
    const read = () => {
      const db = openDatabase(path);
      const values = pragmas.map((name) => String(queryValue(db, `pragma ${name}`)));
      db.close();
      return values;
    };
    const db = openDatabase(path);
    db.exec(`pragma page_size = 8192; pragma auto_vacuum = incremental; pragma encoding = 'UTF-16le';
      pragma journal_mode = wal; pragma user_version = 42; pragma application_id = 77;
      create table t (id integer primary key, a text); insert into t values (1, 'é')`);
    db.close();
    const before = read();
    assert.deepEqual(before, ["wal", "42", "77", "2", "8192", "UTF-16le"]);
    const connection = await connectTo(path);
    const plan = await planSpecs(connection, [T([{ ...text("a"), default: "x" }])]);
    assert.ok(plan.statements.some(({ kind }) => kind === "rebuild"));
    await applyPlan(connection, plan);
    connection.close();
    assert.deepEqual(read(), before);
  });
});

Deno.test("plan() cuts the copy of a large table into pieces, which apply() reports", async () => {
  const connection = await connectTo(":memory:");
  await applyAll(connection, [
    "create table t (a text, b int)",
    `insert into t (rowid, a, b) with recursive n (i) as (select 1 union all select i + 1 from n where i < 1200000)
      select i * 3 - 4, 'x', i from n`,
  ]);
  const specs = [{ name: "t", body: { columns: [text("a"), text("b")] } }];
  const plan = await planSpecs(connection, specs);
  const copies = plan.statements.filter(({ sql }) => sql.startsWith("insert"));
  assert.deepEqual(copies.map(({ sql }) => sql.split("\n")[2]), [
    "  where rowid <= 1499996",
    "  where rowid > 1499996 and rowid <= 2999996",
    "  where rowid > 2999996",
  ]);
  assert.deepEqual(copies.map(({ hazards }) => hazards.length), [2, 0, 0]);
  assert.equal(new Set(plan.statements.map(({ change }) => change)).size, 1);
  assert.deepEqual(plan.statements.map(({ why }) => why !== undefined).indexOf(true, 1), -1);

  const written: string[] = [];
  const { scope, currentDigest } = plan.result;
  async function* input() {
    for (const { sql } of plan.statements) yield await Promise.resolve({ sql, transactional: true });
  }
  await connection.apply?.({ expected: { scope, currentDigest } }, input(), () => {}, {
    signal: new AbortController().signal,
    progress: ({ message }) => written.push(message),
    log: () => {},
  });
  assert.deepEqual([...new Set(written)], [
    "0 rows written",
    "500000 rows written",
    "1000000 rows written",
    "1200000 rows written",
  ]);
  const again = await planSpecs(connection, [
    specs[0] ?? { name: "" },
    { name: "v", view: { query: "select count(*) as n, sum(rowid) as s, min(typeof(b)) as k from t" } },
  ]);
  assert.deepEqual(again.statements.map(({ kind }) => kind), ["create"]);
  connection.close();
});

Deno.test("apply() says that the disk is full, and leaves everything as it was", async () => {
  await withFolder(async (folder) => {
    const path = `${folder}/a.db`;
    const connection = await connectTo(path);
    await applyAll(connection, [
      "create table t (id integer primary key, a text); create index i on t (a); create view v as select a from t",
      `insert into t with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000)
        select i, hex(zeroblob(50)) from n`,
    ]);
    const plan = await planSpecs(connection, [
      T([{ ...text("a"), default: "x" }], { indexes: [{ columns: ["a"], name: "i" }] }),
    ]);
    const look = () => {
      const db = openDatabase(path);
      const rows = queryRows(db, "select type, name, sql from sqlite_schema");
      const sums = queryRows(db, "select count(*), sum(id), sum(length(a)) from t");
      assert.equal(queryValue(db, "pragma integrity_check"), "ok");
      db.close();
      return [rows, sums];
    };
    const before = look();
    await applyAll(connection, ["pragma max_page_count = 200"]); // SQLite takes the present size when that is more
    await assert.rejects(() => applyPlan(connection, plan), (error) => {
      assert.ok(error instanceof PluginError);
      assert.match(error.message, /Database or disk is full/);
      assert.equal(error.details.sqlstate, "SQLITE_FULL");
      assert.match(error.details.hint ?? "", /Make room/);
      assert.deepEqual(error.details.data, { outcome: "rolled-back", appliedCount: 0 });
      return true;
    });
    assert.deepEqual(look(), before);
    await applyAll(connection, ["pragma max_page_count = 1000000"]);
    await applyPlan(connection, plan);
    assert.deepEqual(look()[1], before[1]);
    connection.close();
  });
});

Deno.test("plan() says how much disk the rebuild of a large database takes", async () => {
  for (const [mode, times] of [["truncate", 1], ["wal", 2]] as const) {
    await withFolder(async (folder) => {
      const db = openDatabase(`${folder}/a.db`);
      db.exec(`pragma journal_mode = ${mode};
        create table t (id integer primary key, a text, b blob); insert into t values (1, 'x', zeroblob(70000000));
        create table small (id integer primary key, a text); insert into small values (1, 'x')`);
      db.close();
      const connection = await connectTo(`${folder}/a.db`);
      const [large, small] = ["t", "small"].map((name) => ({
        name,
        body: {
          primaryKey: ["id"],
          columns: [
            id,
            { ...text("a"), default: "q" },
            ...(name === "t" ? [{ name: "b", type: "blob" }] : []),
          ],
        },
      }));
      assert.ok(large && small);
      const plan = await planSpecs(connection, [large, small]);
      assert.deepEqual(plan.statements.flatMap(({ hazards }) => hazards).map(({ message }) => message), [
        `Copies 1 row of t, which takes up to ${70 * times} MB of free disk until it is done`,
        "Copies 1 row of small",
      ]);
      const { disk } = plan.result;
      assert.equal(disk?.file, "database");
      assert.equal(Number(disk.bytes) / 70e6 / times > 1 && Number(disk.bytes) / 70e6 / times < 1.01, true);
      assert.equal((await planSpecs(connection, [small])).result.disk?.bytes, BigInt(times) * 4096n);
      connection.close();
    });
  }
});
