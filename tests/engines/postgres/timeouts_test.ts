// What waits too long: a lock that another session holds, a statement that takes its time. The plugin runs as a process
// of its own.
import assert from "node:assert/strict";
import postgres from "postgres";
import { SchemaHeroError } from "../../../core/errors.ts";
import { PluginError } from "../../../protocol/errors.ts";
import { memorySource } from "../../../core/specs/memory_source.ts";
import { COMPILED, IS_COMPILED_LANE } from "../../lane.ts";
import type { TestDatabase } from "../engine.ts";
import { makeSo, planOf, type Route } from "../road.ts";
import { byProcess } from "../session.ts";
import { POSTGRES } from "./engine.ts";

const SPECS = memorySource({
  "specs/mood.yaml": `apiVersion: schemas.schemahero.io/v1alpha4
kind: DataType
metadata: {name: mood}
spec: {name: mood, schema: {postgres: {enum: [calm, wild]}}}
`,
  "specs/notes.yaml": `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: {name: notes}
spec:
  name: notes
  schema: {postgres: {columns: [{name: mood, type: mood, default: wild}, {name: note, type: text}]}}
`,
});

class TakenBack extends Error {}

/** What makeSo() says, and with which SQLSTATE, while another session holds what `sql` takes. */
async function failureBeside(sql: string, uri: string, route: Route): Promise<string> {
  const other = postgres(uri, { max: 1, fetch_types: false, prepare: false });
  let failure: unknown;
  try {
    await other.begin(async (transaction) => {
      await transaction.unsafe(sql);
      failure = await makeSo(route).then(() => undefined, (error) => error);
      throw new TakenBack();
    }).catch((error) => assert.ok(error instanceof TakenBack, error));
  } finally {
    await other.end();
  }
  if (failure instanceof SchemaHeroError) return `${failure.message}\n${failure.detail}`;
  if (failure instanceof PluginError) return `${failure.message}\ncode: ${failure.details.sqlstate}`;
  throw new Error(`It does not fail while another has done: ${sql}`, { cause: failure });
}

async function check(database: TestDatabase, test: Deno.TestContext): Promise<void> {
  await database.run("create type mood as enum ('calm'); create table notes (mood mood)");
  const open = IS_COMPILED_LANE ? byProcess(COMPILED) : byProcess();
  const route: Route = { engine: "postgres", open, uri: database.uri, source: SPECS, specPath: "specs" };
  const unchanged = async () =>
    assert.deepEqual(
      await database.query(
        "select enum_range(null::mood)::text, count(*) from pg_attribute " +
          "where attrelid = 'notes'::regclass and attnum > 0",
      ),
      ["{calm} | 1"],
    );
  await test.step("a statement that is committed by itself waits no longer than the lock timeout", async () => {
    const said = await failureBeside(
      "alter type mood rename value 'calm' to 'quiet'",
      database.uri,
      route,
    );
    assert.match(said, /lock timeout/);
    assert.match(said, /code: 55P03/);
    await unchanged();
  });
  await test.step("the lock that every apply takes is waited for no longer", async () => {
    const said = await failureBeside(
      `select pg_advisory_xact_lock(${0x736368656d616872n})`,
      database.uri,
      route,
    );
    assert.match(said, /lock timeout/);
    await unchanged();
  });
  await test.step("a statement takes no longer than statement_timeout", async () => {
    const said = await failureBeside("lock table notes", database.uri, {
      ...route,
      uri: `${database.uri}?statement_timeout=300ms`,
    });
    assert.match(said, /statement timeout/);
    assert.match(said, /code: 57014/);
  });
  await test.step("afterwards all goes well", async () => {
    await makeSo(route);
    assert.deepEqual((await planOf(route)).statements, []);
  });
}

Deno.test({
  name: "postgres: nothing waits for ever",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(test) {
    const server = await POSTGRES.start();
    if (typeof server === "string") {
      await test.step({ name: `SKIPPED: ${server}`, ignore: true, fn: () => {} });
      return;
    }
    try {
      const database = await server.create("timeouts");
      await check(database, test);
      await database.drop();
    } finally {
      await server.close();
    }
  },
});
