// Through PgBouncer, which gives each transaction another session: plan, apply, seed rows, a value that must be committed
// first, generate; and what is left in the sessions that others use afterwards.
import assert from "node:assert/strict";
import postgres from "postgres";
import { Secret } from "../../../core/secrets/mod.ts";
import { memorySource } from "../../../core/specs/memory_source.ts";
import { holdServer } from "../../servers/hold.ts";
import { COMPILED, IS_COMPILED_LANE } from "../../lane.ts";
import type { TestDatabase } from "../engine.ts";
import { makeSo, planOf, type Route } from "../road.ts";
import { byProcess } from "../session.ts";
import { MAJOR, POSTGRES } from "./engine.ts";

const ROWS = 2000;

function specs(moods: string, more: string) {
  const rows = Array.from(
    { length: ROWS },
    (_, index) =>
      `    - columns: [{column: id, value: {int: ${
        index + 1
      }}}, {column: note, value: {str: "it's ${index}"}}]\n`,
  );
  return memorySource({
    "specs/mood.yaml": `apiVersion: schemas.schemahero.io/v1alpha4
kind: DataType
metadata: {name: mood}
spec: {name: mood, schema: {postgres: {enum: ${moods}}}}
`,
    "specs/notes.yaml": `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: {name: notes}
spec:
  name: notes
  schema:
    postgres:
      primaryKey: [id]
      columns:
      - {name: id, type: serial}
      - {name: note, type: text, default: upper('none')}
      - {name: mood, type: mood, default: calm}
${more}
      checks: [{name: some, expression: "note <> 'a' and id in (1, 2) or id > 2"}]
  seedData:
    rows:
${rows.join("")}`,
    "specs/view.yaml": `apiVersion: schemas.schemahero.io/v1alpha4
kind: View
metadata: {name: calm_notes}
spec: {name: calm_notes, schema: {postgres: {query: "select id, note from notes where mood = 'calm'"}}}
`,
  });
}

const BEFORE = specs("[calm]", "");
const AFTER = specs("[calm, wild]", "      - {name: other, type: mood, default: wild}");

type Sql = ReturnType<typeof postgres>;

const open = (uri: string, max: number): Sql =>
  postgres(uri, { max, fetch_types: false, prepare: false, onnotice: () => {} });

/** Makes PgBouncer open several sessions, which it then hands out in turn. Gives their numbers. */
async function openSessions(uri: string): Promise<ReadonlySet<number>> {
  const sql = open(uri, 4);
  try {
    const rows = await Promise.all(
      Array.from({ length: 4 }, () =>
        sql.begin(async (transaction) => {
          await transaction.unsafe("select pg_sleep(0.2)");
          return await transaction.unsafe("select pg_backend_pid() as pid");
        })),
    );
    return new Set(rows.map(([row]) => Number(row?.["pid"])));
  } finally {
    await sql.end();
  }
}

/** What one client finds in each session that it is handed: a line for each setting, lock and temporary schema. */
async function leftBehind(uri: string, sessionCount: number): Promise<readonly string[]> {
  const sql = open(uri, 1);
  const seen = new Map<number, string>();
  try {
    for (let turn = 0; turn < 40 && seen.size < sessionCount; turn++) {
      const [row] = await sql.unsafe(`select pg_backend_pid() as pid, concat_ws(' ',
        (select string_agg(name || '=' || setting, ',') from pg_settings where source = 'session'
          and name not in ('application_name', 'client_encoding', 'DateStyle', 'TimeZone', 'standard_conforming_strings')),
        (select string_agg('lock ' || objid, ',') from pg_locks where locktype = 'advisory'),
        (select string_agg('prepared ' || statement, ',') from pg_prepared_statements),
        (select 'temporary ' || relname from pg_class where relpersistence = 't' limit 1)) as left`);
      seen.set(Number(row?.["pid"]), String(row?.["left"]));
    }
  } finally {
    await sql.end();
  }
  assert.ok(seen.size > 1, "PgBouncer hands out several sessions in turn");
  return [...seen.values()].filter((text) => text !== "");
}

async function checkPooled(database: TestDatabase, route: Route): Promise<void> {
  const sessions = await openSessions(route.uri);
  assert.ok(sessions.size > 1, `${sessions.size} sessions`);
  await makeSo({ ...route, source: BEFORE });
  assert.deepEqual((await planOf({ ...route, source: BEFORE })).statements, []);
  const plan = await makeSo({ ...route, source: AFTER });
  assert.ok(plan.statements.some(({ transactional }) => !transactional), "one statement is committed first");
  assert.deepEqual((await planOf({ ...route, source: AFTER })).statements, []);
  assert.deepEqual(await database.query("select count(*), max(note), min(other::text) from notes"), [
    `${ROWS} | it's 999 | wild`,
  ]);
  const session = await route.open({
    engine: "postgres",
    uri: new Secret(route.uri),
    options: {},
    seedData: false,
  });
  const names: string[] = [];
  await session.client.request("generate", { schemas: ["public"] }, {
    onItem: ({ name }) => void names.push(name),
  });
  await session.close();
  assert.deepEqual(names.sort(), ["calm_notes", "mood", "notes"]);
  assert.deepEqual(await leftBehind(route.uri, sessions.size), []);
}

Deno.test({
  name: "postgres: everything goes through PgBouncer, which pools by transaction",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(test) {
    const server = await POSTGRES.start();
    const pooler = typeof server === "string"
      ? server
      : await holdServer("pgbouncer", { POSTGRES_MAJOR: MAJOR });
    if (typeof server === "string" || typeof pooler === "string") {
      await test.step({ name: `SKIPPED: ${pooler}`, ignore: true, fn: () => {} });
      if (typeof server !== "string") await server.close();
      return;
    }
    try {
      const database = await server.create("pooled");
      const uri = pooler.url.replace(/\/postgres$/, new URL(database.uri).pathname);
      await checkPooled(database, {
        engine: "postgres",
        open: IS_COMPILED_LANE ? byProcess(COMPILED) : byProcess(),
        uri,
        specPath: "specs",
      });
      await database.drop();
    } finally {
      await pooler.release();
      await server.close();
    }
  },
});
