// Applying: under the lock, against the state that was planned for, all or nothing.
import assert from "node:assert/strict";
import { PluginError } from "../../protocol/errors.ts";
import { applyAll, applyPlan, connectTo, planSpecs, withFolder } from "./testing.ts";

const SPEC = { name: "t", body: { columns: [{ name: "a", type: "text" }, { name: "b", type: "int" }] } };

async function failure(work: Promise<unknown>): Promise<PluginError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof PluginError) return error;
    throw error;
  }
  throw new Error("It did not fail");
}

Deno.test("apply() refuses when the database changed after the plan", async () => {
  await withFolder(async (folder) => {
    const connection = await connectTo(`${folder}/a.db`);
    await applyAll(connection, ["create table t (a text)"]);
    const plan = await planSpecs(connection, [SPEC]);
    await applyAll(connection, ["create trigger r after insert on t begin select 1; end"]);
    const error = await failure(applyPlan(connection, plan));
    assert.equal(error.code, "database.changed");
    assert.deepEqual((await planSpecs(connection, [SPEC])).statements.length, 1);
    connection.close();
  });
});

Deno.test("apply() does not mind a change of a table outside the scope", async () => {
  const connection = await connectTo(":memory:");
  const plan = await planSpecs(connection, [SPEC]);
  await applyAll(connection, ["create table other (x)"]);
  assert.equal(await applyPlan(connection, plan), 1);
  connection.close();
});

Deno.test("apply() rolls everything back and names the statement when one fails", async () => {
  const connection = await connectTo(":memory:");
  await applyAll(connection, ["create table t (a text unique)"]);
  const sqls = ["create table u (x)", "insert into t values ('a')", "insert into t values ('a')"];
  const plan = await planSpecs(connection, [{ name: "t" }]);
  const error = await failure(applyAll(connection, sqls, plan.result));
  assert.equal(error.code, "database.error");
  assert.equal(error.details.sqlstate, "SQLITE_CONSTRAINT_UNIQUE");
  assert.equal(error.details.statement, sqls[2]);
  assert.deepEqual(error.details.data, { outcome: "rolled-back", appliedCount: 0 });
  assert.equal(
    (await planSpecs(connection, [{ name: "t", columns: ["a"], rows: [["a"]] }])).statements.length,
    1,
  );
  connection.close();
});

Deno.test("apply() refuses rows without a parent, but not those that were there before", async () => {
  const connection = await connectTo(":memory:");
  await applyAll(connection, [
    "create table p (id integer primary key)",
    "create table k (p int references p)",
    "create table z (x)",
  ]);
  const plan = await planSpecs(connection, [{ name: "z" }]);
  const error = await failure(applyAll(connection, ["insert into k values (7)"], plan.result));
  assert.match(error.message, /A row of k has no parent in p/);
  assert.equal(error.details.sqlstate, "SQLITE_CONSTRAINT_FOREIGNKEY");
  await applyAll(connection, ["create table bad (x references z (x))", "insert into bad values (1)"]);
  assert.match(
    (await failure(applyAll(connection, ["insert into k values (7)"], plan.result))).message,
    /A row of k/,
  );
  await applyAll(connection, ["begin", "insert into k values (7)", "commit"]);
  assert.equal(await applyAll(connection, ["insert into z values (1)"], plan.result), 1);
  connection.close();
});

Deno.test("apply() rolls back when cancelled", async () => {
  const connection = await connectTo(":memory:");
  const controller = new AbortController();
  controller.abort();
  const error = await failure(applyAll(connection, ["create table x (a)"], undefined, controller.signal));
  assert.equal(error.code, "cancelled");
  assert.equal(await applyAll(connection, ["create table x (a)"]), 1);
  connection.close();
});

Deno.test("apply() says database.locked when another connection holds the lock", async () => {
  await withFolder(async (folder) => {
    const { DatabaseSync } = await import("node:sqlite");
    const holder = new DatabaseSync(`${folder}/a.db`);
    holder.exec("create table t (a text); begin immediate");
    const connection = await connectTo(`${folder}/a.db`, 50);
    const plan = await planSpecs(connection, [SPEC]);
    const start = performance.now();
    const error = await failure(applyPlan(connection, plan));
    assert.ok(performance.now() - start >= 50);
    assert.equal(error.code, "database.locked");
    assert.equal(error.details.retryable, true);
    holder.exec("commit");
    assert.equal(await applyPlan(connection, plan), 1);
    connection.close();
    holder.close();
  });
});

Deno.test("apply() runs a text as it stands when it has transactions of its own", async () => {
  const connection = await connectTo(":memory:");
  assert.equal(
    await applyAll(connection, ["create table t (a)", "begin", "insert into t values (1)", "commit"]),
    4,
  );
  const error = await failure(applyAll(connection, ["begin", "insert into t values (2)", "commit", "oops"]));
  assert.deepEqual(error.details.data, { outcome: "partial", appliedCount: 3 });
  const open = await failure(applyAll(connection, ["begin", "insert into t values (3)"]));
  assert.match(open.message, /does not commit/);
  assert.deepEqual(open.details.data, { outcome: "rolled-back", appliedCount: 0 });
  const rows = await planSpecs(connection, [{ name: "t", columns: ["a"], rows: [[1], [2], [3]] }]);
  assert.match(rows.statements[0]?.sql ?? "", /values\n {2}\(3\)$/);
  connection.close();
});

Deno.test("apply() wraps a text without transactions in one", async () => {
  const connection = await connectTo(":memory:");
  const error = await failure(applyAll(connection, ["create table t (a)", "oops"]));
  assert.equal(error.details.position, 0);
  assert.match(error.message, /^Near "oops": syntax error$/);
  assert.equal(await applyAll(connection, ["create table t (a)"]), 1);
  connection.close();
});

Deno.test("connect() makes no file until something is applied", async () => {
  await withFolder(async (folder) => {
    const path = `${folder}/new.db`;
    const connection = await connectTo(path);
    const plan = await planSpecs(connection, [SPEC]);
    await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
    await applyPlan(connection, plan);
    assert.ok((await Deno.stat(path)).size > 0);
    connection.close();
  });
});

Deno.test("connect() keeps journal mode and user_version", async () => {
  await withFolder(async (folder) => {
    const path = `${folder}/wal.db`;
    const connection = await connectTo(path);
    await applyAll(connection, ["pragma user_version = 42", "create table t (a text, b text)"]);
    connection.close();
    const { DatabaseSync } = await import("node:sqlite");
    const db = new DatabaseSync(path);
    db.exec("pragma journal_mode = wal");
    db.close();
    const again = await connectTo(path);
    await applyPlan(again, await planSpecs(again, [SPEC]));
    again.close();
    const judge = new DatabaseSync(path);
    assert.deepEqual({ ...judge.prepare("pragma journal_mode").get() }, { journal_mode: "wal" });
    assert.deepEqual({ ...judge.prepare("pragma user_version").get() }, { user_version: 42 });
    judge.close();
  });
});

Deno.test("connect() says what is wrong with the file", async () => {
  await withFolder(async (folder) => {
    await Deno.writeTextFile(
      `${folder}/text.db`,
      "this is no database, only a text that is long enough to be read\n".repeat(20),
    );
    assert.match((await failure(connectTo(`${folder}/text.db`))).message, /^File is not a database$/);
    assert.match((await failure(connectTo(folder))).message, /^Not a file/);
    const missing = await connectTo(`${folder}/no/such/folder.db`);
    const error = await failure(applyAll(missing, ["create table t (a)"]));
    assert.equal(error.code, "connection.failed");
    assert.match(error.message, /^Unable to open database file/);
    missing.close();
  });
});

Deno.test("inspect() streams tables, views and triggers", async () => {
  const connection = await connectTo(":memory:");
  await applyAll(connection, [
    "create table t (a); create view v as select a from t; create trigger r after insert on t begin select 1; end",
  ]);
  const items: string[] = [];
  const context = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
  const result = await connection.inspect?.({}, (item) => {
    items.push(
      item.type === "table" ? `table ${item.table.name}` : `${item.object.kind} ${item.object.name}`,
    );
  }, context);
  assert.deepEqual(items, ["table t", "view v", "trigger r"]);
  assert.match(result?.digest ?? "", /^sha256:[0-9a-f]{64}$/);
  connection.close();
});
