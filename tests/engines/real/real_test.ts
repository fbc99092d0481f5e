// The databases of real applications: generate, plan to nothing, build an equal database elsewhere, change what people
// change, and let the application go on. Skipped, and said so, where Python or its package registry is not there;
// with CI=true that is a failure.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import type { Judgement, TableRows, TestServer } from "../engine.ts";
import { schemaLines } from "../laws.ts";
import { SQLITE } from "../sqlite/engine.ts";
import { checkSurvival } from "../survival.ts";
import { wantedOf } from "../wanted.ts";
import { APPS, checkAlive, install, type InstalledApp, type RealApp } from "./apps.ts";
import { editDocuments } from "./documents.ts";
import { schemahero } from "./program.ts";

for (const app of APPS) {
  Deno.test(`the database of ${app.name} is described, rebuilt elsewhere and changed`, async (test) => {
    const ready = await prepare(app);
    if (typeof ready === "string") {
      await test.step({ name: `SKIPPED, ${ready}`, ignore: true, fn: () => {} });
      return;
    }
    const folder = await Deno.makeTempDir({ prefix: `schemahero-${app.name}-` });
    try {
      cpSync(ready.installed.files, folder, { recursive: true });
      const look = (file: string) => lookAt(ready.judge, join(folder, file));
      await test.step("generate, then nothing to do", () => describe(app, folder, look));
      await test.step("an equal database elsewhere", () => rebuild(app, folder, look));
      await test.step("changes keep the rows", () => change(app, folder, look));
      await test.step("the application goes on", () => checkAlive(app, ready.installed, folder));
    } finally {
      await ready.judge.close();
      await Deno.remove(folder, { recursive: true });
    }
  });
}

interface Ready {
  readonly installed: InstalledApp;
  readonly judge: TestServer;
}

/** What a test needs; on a machine of a user's the reason why it cannot be had. */
async function prepare(app: RealApp): Promise<Ready | string> {
  let installed: InstalledApp;
  try {
    installed = await install(app);
  } catch (error) {
    if (Deno.env.get("CI") === "true") throw error;
    return `${app.name} could not be installed: ${error instanceof Error ? error.message : error}`;
  }
  const judge = await SQLITE.start();
  if (typeof judge !== "string") return { installed, judge };
  if (Deno.env.get("CI") === "true") throw new Error(judge);
  return judge;
}

interface Seen {
  readonly schema: Judgement;
  readonly rows: ReadonlyMap<string, TableRows>;
}

type Look = (file: string) => Promise<Seen>;

async function lookAt(judge: TestServer, path: string): Promise<Seen> {
  const copy = await judge.create(crypto.randomUUID());
  await Deno.copyFile(path, copy.uri);
  return { schema: await copy.judge(), rows: await copy.rows() };
}

async function run(args: readonly string[], folder: string): Promise<{ out: string; words: string }> {
  const ran = await schemahero(args, folder);
  assert.equal(ran.code, 0, `schemahero ${args.join(" ")} ended with ${ran.code}:\n${ran.words}\n${ran.out}`);
  return ran;
}

const onFile = (file: string, specs: string) => ["--driver", "sqlite", "--uri", file, "--spec-file", specs];

/** Nothing to do, seen in the exit code, too. */
async function requireNothingToDo(file: string, specs: string, folder: string): Promise<void> {
  const { out } = await run(["plan", ...onFile(file, specs), "--check"], folder);
  assert.equal(out, "");
}

async function describe(app: RealApp, folder: string, look: Look): Promise<void> {
  const before = await look("app.db");
  const args = ["--driver", "sqlite", "--uri", "app.db", "--dbname", app.name, "--output-dir", "specs"];
  const { words } = await run(["generate", ...args], folder);
  const warnings = words.split("\n").filter((line) => line.startsWith("warning: "));
  assert.deepEqual(warnings, app.unexpressed.map((what) => `warning: ${what}`));
  await requireNothingToDo("app.db", "specs", folder);
  assert.deepEqual(await look("app.db"), before, "generate and plan change nothing");
}

async function rebuild(app: RealApp, folder: string, look: Look): Promise<void> {
  await run(["apply", "--yes", ...onFile("rebuilt.db", "specs")], folder);
  const { schema } = await look("app.db");
  const rebuilt = await look("rebuilt.db");
  assert.deepEqual(rebuilt.schema.complaints, []);
  assert.deepEqual(schemaLines(rebuilt.schema.objects), schemaLines(schema.objects));
  assert.ok(rebuilt.rows.size >= app.leastTables, `${rebuilt.rows.size} tables`);
  await requireNothingToDo("rebuilt.db", "specs", folder);
}

async function change(app: RealApp, folder: string, look: Look): Promise<void> {
  const before = await look("app.db");
  for (const { table } of app.edits) assert.ok(rowsOf(before, table) > 0, `${table} has rows to keep`);
  await editDocuments(join(folder, "specs"), join(folder, "changed"), app.edits);
  await run(["apply", "--yes", ...onFile("app.db", "changed")], folder);
  await requireNothingToDo("app.db", "changed", folder);
  const after = await look("app.db");
  checkSurvival(before.rows, after.rows, {
    allow: [],
    changed: [],
    wanted: await wantedOf(join(folder, "changed"), "sqlite"),
    fold: SQLITE.fold,
  });
  await run(["apply", "--yes", ...onFile("fresh.db", "changed")], folder);
  const fresh = await look("fresh.db");
  assert.deepEqual(after.schema.complaints, before.schema.complaints);
  assert.deepEqual(schemaLines(after.schema.objects), schemaLines(fresh.schema.objects));
}

function rowsOf({ rows }: Seen, table: string): number {
  return rows.get(table)?.rows.length ?? 0;
}
