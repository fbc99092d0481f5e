// The databases of real applications: generate, plan to nothing, build an equal database elsewhere, change what people
// change, and let the application go on. Each engine's real_test.ts calls this. Skipped, and said so, where Python, its
// package registry or the server is not there; with CI=true that is a failure.
import assert from "node:assert/strict";
import { join } from "node:path";
import { IS_COMPILED_LANE } from "../../lane.ts";
import type { Judgement, TableRows, TestDatabase, TestEngine, TestServer } from "../engine.ts";
import { schemaLines } from "../laws.ts";
import { checkSurvival } from "../survival.ts";
import { wantedOf } from "../wanted.ts";
import { APPS, type OnServer, type RealApp } from "./apps.ts";
import { editDocuments } from "./documents.ts";
import { checkAlive, install, type InstalledApp, makeDatabase } from "./install.ts";
import { schemahero } from "./program.ts";

const isAll = Deno.env.get("SCHEMAHERO_TEST_ALL_APPS") === "1";

/**
 * Registers a test for each application that runs on this engine, under the name that {@linkcode RealApp.on} has. In the
 * lane of binaries the first one: it shows that the road is the same, and the others are about schemas.
 */
export function testApps(engine: TestEngine, server: string = engine.name): void {
  const usual = APPS.filter(({ on }) => on[server] && (!on[server].onDemand || isAll));
  for (const app of IS_COMPILED_LANE && !isAll ? usual.slice(0, 1) : usual) {
    const here = app.on[server];
    if (here) testApp(app, here, engine, server);
  }
}

function testApp(app: RealApp, here: OnServer, engine: TestEngine, server: string): void {
  Deno.test({
    name: `the database of ${app.name} on ${server} is described, rebuilt elsewhere and changed`,
    sanitizeOps: false,
    sanitizeResources: false,
    async fn(test) {
      const ready = await prepare(app, engine);
      if (typeof ready === "string") {
        await test.step({ name: `SKIPPED, ${ready}`, ignore: true, fn: () => {} });
        return;
      }
      const folder = await Deno.makeTempDir({ prefix: `schemahero-${app.name}-` });
      try {
        const database = await ready.server.create(app.name);
        const stage: Stage = { app, here, engine, server: ready.server, database, folder };
        const steps: readonly (readonly [name: string, fn: () => Promise<void>])[] = [
          ["its own migrations", () => makeDatabase(ready.installed, database.uri, folder)],
          ["generate, then nothing to do", () => describe(stage)],
          ["an equal database elsewhere", () => rebuild(stage)],
          ["changes keep the rows", () => change(stage)],
          ["the application goes on", () => checkAlive(ready.installed, database.uri, folder)],
        ];
        for (const [name, fn] of steps) if (!await test.step(name, fn)) break;
        await database.drop();
      } finally {
        await ready.server.close();
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

interface Ready {
  readonly installed: InstalledApp;
  readonly server: TestServer;
}

/** What a test needs; on a machine of a user's the reason why it cannot be had. */
async function prepare(app: RealApp, engine: TestEngine): Promise<Ready | string> {
  let installed: InstalledApp;
  try {
    installed = await install(app);
  } catch (error) {
    if (Deno.env.get("CI") === "true") throw error;
    return `${app.name} could not be installed: ${error instanceof Error ? error.message : error}`;
  }
  const server = await engine.start(true);
  if (typeof server !== "string") return { installed, server };
  if (Deno.env.get("CI") === "true") throw new Error(server);
  return server;
}

/** Where one application is tested. */
interface Stage {
  readonly app: RealApp;
  readonly here: OnServer;
  readonly engine: TestEngine;
  readonly server: TestServer;
  /** The application's own. */
  readonly database: TestDatabase;
  /** The application's files, and the documents. */
  readonly folder: string;
}

interface Seen {
  readonly schema: Judgement;
  readonly rows: ReadonlyMap<string, TableRows>;
}

async function look(database: TestDatabase): Promise<Seen> {
  return { schema: await database.judge(), rows: await database.rows() };
}

async function run(args: readonly string[], { folder }: Stage): Promise<{ out: string; words: string }> {
  const ran = await schemahero(args, folder);
  assert.equal(ran.code, 0, `schemahero ${args.join(" ")} ended with ${ran.code}:\n${ran.words}\n${ran.out}`);
  return ran;
}

const at = ({ uri }: TestDatabase, { engine }: Stage) => ["--driver", engine.name, "--uri", uri];

/** Nothing to do, seen in the exit code, too. */
async function requireNothingToDo(database: TestDatabase, specs: string, stage: Stage): Promise<void> {
  const { out } = await run(["plan", ...at(database, stage), "--spec-file", specs, "--check"], stage);
  assert.equal(out, "");
}

async function apply(database: TestDatabase, specs: string, stage: Stage): Promise<void> {
  await run(["apply", "--yes", ...at(database, stage), "--spec-file", specs], stage);
  await requireNothingToDo(database, specs, stage);
}

function requireSameSchema(actual: Judgement, expected: Judgement): void {
  assert.deepEqual(schemaLines(actual.objects), schemaLines(expected.objects));
}

async function describe(stage: Stage): Promise<void> {
  const { app, here, engine, database } = stage;
  const before = await look(database);
  const schemas = await engine.schemasOf?.(database.uri) ?? [];
  const args = [
    "--dbname",
    app.name,
    "--output-dir",
    "specs",
    ...schemas.flatMap((name) => ["--schema", name]),
  ];
  const { words } = await run(["generate", ...at(database, stage), ...args], stage);
  const warnings = words.split("\n").filter((line) => line.startsWith("warning: "));
  assert.deepEqual(warnings, (here.unexpressed ?? []).map((what) => `warning: ${what}`));
  await requireNothingToDo(database, "specs", stage);
  assert.deepEqual(await look(database), before, "generate and plan change nothing");
}

async function rebuild(stage: Stage): Promise<void> {
  const { app, database, server } = stage;
  const rebuilt = await server.create(`${app.name}.rebuilt`);
  await apply(rebuilt, "specs", stage);
  const { schema } = await look(database);
  const seen = await look(rebuilt);
  assert.deepEqual(seen.schema.complaints, []);
  requireSameSchema(seen.schema, schema);
  assert.ok(seen.rows.size >= app.leastTables, `${seen.rows.size} tables`);
  await rebuilt.drop();
}

async function change(stage: Stage): Promise<void> {
  const { app, here, engine, database, folder, server } = stage;
  const before = await look(database);
  const edits = [...app.edits, ...(here.edits ?? [])];
  const keys = new Map([...before.rows].map(([name, rows]) => [engine.fold(name), rows.rows.length]));
  for (const { table } of edits) assert.ok(keys.get(engine.fold(table)), `${table} has rows to keep`);
  await editDocuments(join(folder, "specs"), join(folder, "changed"), engine.name, edits);
  await apply(database, "changed", stage);
  const after = await look(database);
  checkSurvival(before.rows, after.rows, {
    allow: [],
    changed: [],
    wanted: await wantedOf(join(folder, "changed"), engine.name),
    fold: engine.fold,
  });
  const fresh = await server.create(`${app.name}.fresh`);
  await apply(fresh, "changed", stage);
  assert.deepEqual(after.schema.complaints, before.schema.complaints);
  requireSameSchema(after.schema, (await look(fresh)).schema);
  await fresh.drop();
}
