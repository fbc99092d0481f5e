// What waits too long: a lock that another session holds, a statement that takes its time; and a connection that is lost
// meanwhile. In the lane with binaries the plugin runs as a process of its own.
import assert from "node:assert/strict";
import { SchemaHeroError } from "../../../core/errors.ts";
import { memorySource } from "../../../core/specs/memory_source.ts";
import { PluginError } from "../../../protocol/errors.ts";
import { COMPILED, IS_COMPILED_LANE } from "../../lane.ts";
import type { TestDatabase, TestEngine } from "../engine.ts";
import { makeSo, planOf, type Route } from "../road.ts";
import { byProcess, inProcess } from "../session.ts";
import { Client } from "./client.ts";
import { MARIADB, MYSQL } from "./engine.ts";

/** session.ts gives locks two seconds; the rest is for a machine that is busy. */
const DEADLINE_MS = 20_000;

function documentOf(name: string, more: string): string {
  return `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: {name: ${name}}
spec:
  name: ${name}
  schema: {mysql: {primaryKey: [id], columns: [{name: id, type: int}, {name: a, type: int}${more}]}}
`;
}

const ADDED = ", {name: b, type: int}";
/** Table `free` changes first. */
const SPECS = memorySource({
  "schema/free.yaml": documentOf("free", ADDED),
  "schema/held.yaml": documentOf("held", ADDED),
  "rows/held.yaml": `${documentOf("held", "")}  seedData:
    rows: [{columns: [{column: id, value: {int: 1}}, {column: a, value: {int: 7}}]}]
`,
});

/** The error of an apply, and how long it took. */
async function failureOf(route: Route): Promise<SchemaHeroError> {
  const start = performance.now();
  const error = await makeSo(route).then(() => undefined, (thrown) => thrown);
  assert.ok(performance.now() - start < DEADLINE_MS, "it ends within its deadline");
  assert.ok(error instanceof SchemaHeroError, String(error));
  return error;
}

function codeOf({ cause }: SchemaHeroError): string {
  assert.ok(cause instanceof PluginError);
  return cause.code;
}

/** Does something while another session has run statements, which it then takes back. */
async function beside<T>(uri: string, sqls: readonly string[], work: () => Promise<T>): Promise<T> {
  const other = await Client.open(uri);
  try {
    for (const sql of sqls) await other.run(sql);
    return await work();
  } finally {
    await other.close();
  }
}

/** Ends the connection whose statement begins with a text, as soon as there is one. */
async function endOther(uri: string, head: string): Promise<void> {
  const other = await Client.open(uri);
  try {
    for (const start = performance.now(); performance.now() - start < DEADLINE_MS;) {
      const rows = await other.rows("show full processlist");
      const [id] = rows.find((row) => row[7]?.startsWith(head)) ?? [];
      if (id !== undefined) return await other.run(`kill ${Number(id)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`No statement begins with: ${head}`);
  } finally {
    await other.close();
  }
}

/** A database under test, and the ways to it. */
interface Ground {
  readonly database: TestDatabase;
  readonly route: Route;
  /** With a limit for each statement that is shorter than the wait for locks. */
  readonly limited: Route;
  setUp(): Promise<void>;
  /** How many columns a table has. */
  columns(table: string): Promise<number>;
}

const READING = ["start transaction", "select * from held"];

function groundOf(engine: TestEngine, database: TestDatabase): Ground {
  const open = IS_COMPILED_LANE ? byProcess(COMPILED) : inProcess(engine.plugin);
  const route: Route = { engine: "mysql", open, uri: database.uri, source: SPECS, specPath: "schema" };
  const mark = database.uri.includes("?") ? "&" : "?";
  return {
    database,
    route,
    limited: { ...route, uri: `${database.uri}${mark}statementTimeout=1500ms` },
    columns: async (table) => (await database.query(`show columns from ${table}`)).length,
    setUp: () =>
      database.run(
        "drop table if exists free, held; create table free (id int primary key, a int); " +
          "create table held (id int primary key, a int); insert into held values (1, 1)",
      ),
  };
}

async function checkLocks(
  { database, route, setUp, columns }: Ground,
  test: Deno.TestContext,
): Promise<void> {
  await test.step("a table that another session reads is waited for, and what was done before is told", async () => {
    await setUp();
    const error = await beside(database.uri, READING, () => failureOf(route));
    assert.equal(codeOf(error), "database.locked");
    assert.match(error.message, /Lock wait timeout/);
    assert.match(error.hint ?? "", /show full processlist.*--lock-timeout/s);
    assert.match(error.hint ?? "", /The statements before this one stay in force/);
    assert.match(error.detail ?? "", /alter table `held`/);
    assert.deepEqual(error.data, { outcome: "partial", appliedCount: 1 });
    assert.deepEqual([await columns("free"), await columns("held")], [3, 2]);
  });
  await test.step("a row that another session has changed is waited for, and the rows stay as they were", async () => {
    await setUp();
    const sqls = ["start transaction", "update held set a = 3 where id = 1"];
    const error = await beside(database.uri, sqls, () => failureOf({ ...route, specPath: "rows" }));
    assert.equal(codeOf(error), "database.locked");
    assert.match(error.hint ?? "", /Everything was rolled back/);
    assert.deepEqual(error.data, { outcome: "rolled-back", appliedCount: 0 });
    assert.deepEqual(await database.query("select a from held"), ["1"]);
  });
  await test.step("the lock that every apply takes is waited for no longer", async () => {
    await setUp();
    const error = await beside(
      database.uri,
      ["select get_lock(concat('schemahero:', database()), 1)"],
      () => failureOf(route),
    );
    assert.equal(codeOf(error), "database.locked");
    assert.match(error.message, /Another apply to this database is under way/);
    assert.equal(await columns("free"), 2);
  });
}

async function checkLimits(
  { database, route, limited, setUp, columns }: Ground,
  test: Deno.TestContext,
): Promise<void> {
  await test.step("a statement that changes the schema takes no longer than statementTimeout", async () => {
    await setUp();
    const error = await beside(database.uri, READING, () => failureOf(limited));
    assert.equal(codeOf(error), "timeout");
    assert.match(error.hint ?? "", /statementTimeout/);
    assert.deepEqual(error.data, { outcome: "partial", appliedCount: 1 });
    assert.deepEqual([await columns("free"), await columns("held")], [3, 2]);
  });
  await test.step("nor does one of a plan", async () => {
    await setUp();
    const rows = { ...limited, specPath: "rows" };
    const thrown = await beside(
      database.uri,
      ["lock tables held write"],
      () => planOf(rows).then(() => undefined, (error) => error),
    );
    assert.match(`${thrown?.message} ${thrown?.hint}`, /took longer|max_statement_time/);
    assert.deepEqual(await database.query("select a from held"), ["1"]);
  });
  await test.step("a connection that is lost under a statement leaves it open whether that was done", async () => {
    await setUp();
    const error = await beside(database.uri, READING, async () => {
      const [failure] = await Promise.all([failureOf(route), endOther(database.uri, "alter table `held`")]);
      return failure;
    });
    assert.match(error.message, /connection to the server was lost/);
    assert.match(error.hint ?? "", /Whether it took effect is not known/);
    assert.deepEqual(error.data, { outcome: "unknown", appliedCount: 1 });
  });
  await test.step("afterwards all goes well", async () => {
    await setUp();
    await makeSo(route);
    assert.deepEqual((await planOf(route)).statements, []);
  });
}

for (const engine of [MYSQL, MARIADB]) {
  Deno.test({
    name: `${engine.variant}: nothing waits for ever, and nothing is left half-done untold`,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: (test) => checkOn(engine, test),
  });
}

async function checkOn(engine: TestEngine, test: Deno.TestContext): Promise<void> {
  const server = await engine.start(IS_COMPILED_LANE);
  if (typeof server === "string") {
    await test.step({ name: `SKIPPED: ${server}`, ignore: true, fn: () => {} });
    return;
  }
  try {
    const database = await server.create("timeouts");
    const ground = groundOf(engine, database);
    await checkLocks(ground, test);
    await checkLimits(ground, test);
    await database.drop();
  } finally {
    await server.close();
  }
}
