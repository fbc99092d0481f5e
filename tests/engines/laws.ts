// The laws that every case obeys (README.md beside this file): (a) the plan applies, (b) planning
// again is empty, (c) the result equals a fresh build as an independent judge sees it, and refuses what it must,
// (d) what generate writes plans to nothing, (e) rows that the change does not concern survive.
import { join } from "node:path";
import { applyPlan } from "../../core/apply/apply.ts";
import { SchemaHeroError } from "../../core/errors.ts";
import type { Planned } from "../../core/flow.ts";
import type { Plan } from "../../core/plan/plan.ts";
import { sqlLines } from "../../core/report/sql.ts";
import { renderProblem } from "../../core/specs/mod.ts";
import { PluginError } from "../../protocol/errors.ts";
import type { JudgedObject, Judgement, TableRows, TestDatabase, TestEngine, TestServer } from "./engine.ts";
import { checkGenerated } from "./generated.ts";
import { LawError, requireSame } from "./law_error.ts";
import { makeSo, planned, planOf, type Route } from "./road.ts";
import type { Opener } from "./session.ts";
import { checkSurvival, type Freed, withParts } from "./survival.ts";
import { type Wanted, wantedOf } from "./wanted.ts";

/** One change, and what is expected of it. A case folder or a random round. */
export interface Change {
  readonly name: string;
  /** SQL of what others made and the specs build on: run first, on the database and on the fresh build. */
  readonly others?: string;
  /** Folder of specs that are applied then. */
  readonly beforeSpecs?: string;
  /** SQL that is run last. */
  readonly beforeSql?: string;
  readonly specs: string;
  readonly seedData: boolean;
  readonly allow: readonly string[];
  /** True: everything may be deleted that `allow` names, and it need not name all that is empty anyway. */
  readonly isAllAllowed?: boolean;
  readonly changed: readonly string[];
  /** A script that builds what must come out, where a fresh build of the specs is not enough. */
  readonly equals?: string;
  readonly source?: Route["source"];
  /** True: what was before is made a second time instead of copied, which some engines do sooner. */
  readonly isMadeAgain?: boolean;
  /** True: the printed script is not run, which spares a third of the work. */
  readonly withoutScript?: boolean;
  /** True: what generate writes is only planned, not built elsewhere, which spares a fifth of the work. */
  readonly withoutBuild?: boolean;
  /** Tables that were parts of others and stay with their rows as tables of nobody's. */
  readonly freed?: readonly Freed[];
  /** Tables of nobody's that become parts of others. */
  readonly taken?: readonly Freed[];
}

/** Where laws are checked. */
export interface Court {
  readonly engine: TestEngine;
  readonly server: TestServer;
  /** Opens the sessions that are judged. */
  readonly open: Opener;
  /** Opens those that make what the change builds on and what its result is compared with. */
  readonly build: Opener;
}

/** What became of a change. */
export interface Outcome {
  readonly database: TestDatabase;
  /** The plan as text, its hazards as comments. */
  readonly plan: string;
  readonly refusals: readonly string[];
  /** The error, when there was one: the database was then left as it was. */
  readonly error: string | undefined;
  /** True when the plan itself failed, not its specs. */
  readonly failedInApply: boolean;
  readonly notes: readonly string[];
  readonly hazards: readonly string[];
  readonly unexpressed: readonly string[];
}

/** Makes the change and checks every law on it. @throws {LawError} */
export async function checkLaws(change: Change, court: Court): Promise<Outcome> {
  const { engine, server, open } = court;
  const database = await server.create(change.name);
  const source = change.source && { source: change.source };
  const route: Route = {
    engine: engine.name,
    open,
    uri: database.uri,
    specPath: change.specs,
    ...(change.isAllAllowed ? { allowDestructive: true } : { allow: change.allow }),
    seedData: change.seedData,
    ...source,
  };
  await makeBefore(change, database, court, route);
  const rowsBefore = await database.rows();
  const untouched = new Untouched(change, court, route, database);
  await untouched.take();
  const attempt = await tryChange(route);
  const schemaBefore = () => untouched.judgement();
  if (attempt.error !== undefined || attempt.refusals.length > 0) {
    if (!(attempt.failedInApply && engine.commitsStatements)) {
      await requireUnchanged(database, await schemaBefore(), rowsBefore, attempt.error);
    }
    await untouched.drop();
    return { ...attempt, database, unexpressed: [] };
  }
  const wanted = await wantedOf(change.specs, engine.name, change.source);
  await requireNothingToDo("Planning again is empty", route);
  const schema = await database.judge();
  if (schema.complaints.length > 0) requireSound((await schemaBefore()).complaints, schema.complaints);
  await requireFreshBuild(change, court, route, { schema, before: schemaBefore, wanted });
  if (!change.withoutScript) {
    await requireSameByScript(await untouched.database(), attempt.script, schema, await database.rows());
  }
  await untouched.drop();
  checkSurvival(withParts(rowsBefore, change.taken), withParts(await database.rows(), change.freed), {
    allow: change.allow,
    changed: change.changed,
    wanted,
    fold: engine.fold,
  });
  const unexpressed = await checkGenerated(route, schema, court, database, change.withoutBuild);
  return { ...attempt, database, unexpressed };
}

async function makeBefore(
  change: Change,
  database: TestDatabase,
  { build }: Court,
  route: Route,
): Promise<void> {
  await database.run(change.others ?? "");
  if (change.beforeSpecs !== undefined) {
    await makeSo({ ...route, open: build, uri: database.uri, specPath: change.beforeSpecs });
  }
  await database.run(change.beforeSql ?? "");
}

/** The database as it is before the change. The judge is dear: it is asked only when its answer is wanted. */
class Untouched {
  readonly #change: Change;
  readonly #court: Court;
  readonly #route: Route;
  readonly #original: TestDatabase;
  #database: Promise<TestDatabase> | undefined;
  #judgement: Promise<Judgement> | undefined;

  constructor(change: Change, court: Court, route: Route, original: TestDatabase) {
    this.#change = change;
    this.#court = court;
    this.#route = route;
    this.#original = original;
  }

  /** Before the change is made. */
  async take(): Promise<void> {
    if (!this.#change.isMadeAgain) {
      await (this.#database = this.#original.copy(`${this.#change.name}.script`));
    }
  }

  database(): Promise<TestDatabase> {
    return this.#database ??= this.#makeAgain();
  }

  async #makeAgain(): Promise<TestDatabase> {
    const database = await this.#court.server.create(`${this.#change.name}.script`);
    await makeBefore(this.#change, database, this.#court, this.#route);
    return database;
  }

  judgement(): Promise<Judgement> {
    return this.#judgement ??= this.database().then((database) => database.judge());
  }

  async drop(): Promise<void> {
    await (await this.#database)?.drop();
  }
}

/** What was wrong before may stay so, under another name where tables are renamed. */
function requireSound(before: readonly string[], after: readonly string[]): void {
  const fresh = after.filter((complaint) => !before.includes(complaint));
  if (fresh.length === 0 || after.length <= before.length) return;
  throw new LawError("The judge finds nothing wrong that was right before", fresh.join("\n"));
}

interface Attempt extends Omit<Outcome, "database" | "unexpressed"> {
  readonly script: string;
}

async function tryChange(route: Route): Promise<Attempt> {
  let plan: Plan | undefined;
  let refusals: readonly string[] = [];
  let error: string | undefined;
  try {
    await planned(route, async (made: Planned) => {
      plan = made.plan;
      refusals = made.verdict.refusals.map(({ hazard }) => hazard.allow ?? "?");
      const [unused] = made.verdict.unusedPermissions;
      if (unused !== undefined) throw new LawError("Every permission is needed", `allow: ${unused} is not`);
      if (refusals.length === 0 && plan.statements.length > 0) await applyPlan(made.session, plan);
    });
  } catch (thrown) {
    if (!(thrown instanceof SchemaHeroError || thrown instanceof PluginError)) throw thrown;
    error = [thrown.message, "detail" in thrown ? thrown.detail : "", "hint" in thrown ? thrown.hint : ""]
      .filter((line) => line).join("\n");
    if (thrown.code === "plugin.internal") {
      throw new LawError("The plugin does not break down", error, thrown);
    }
  }
  return {
    plan: plan ? planText(plan) : "",
    script: plan ? [...sqlLines(plan)].join("") : "",
    refusals,
    error,
    failedInApply: error !== undefined && plan !== undefined,
    notes: plan?.diagnostics.map(renderProblem) ?? [],
    hazards: plan?.statements.flatMap((each) => each.hazards.map((hazard) => hazard.kind)) ?? [],
  };
}

/** The statements with their kinds and hazards as comments: what plan.sql of a case holds. */
function planText(plan: Plan): string {
  return plan.statements.map((statement, index) => {
    const isNewChange = statement.change !== plan.statements[index - 1]?.change;
    const head =
      `-- ${statement.kind} ${statement.object.kind} ${statement.object.name}: ${statement.change}\n`;
    const hazards = statement.hazards.map(({ kind, message, allow, rows }) =>
      `--   ${kind}${rows === undefined ? "" : ` (${rows})`}: ${message}${
        allow === undefined ? "" : ` [${allow}]`
      }\n`
    );
    const why = statement.why === undefined ? "" : `--   because ${statement.why}\n`;
    return `${isNewChange ? head : ""}${why}${hazards.join("")}${statement.sql};\n`;
  }).join("");
}

async function requireUnchanged(
  database: TestDatabase,
  before: Judgement,
  rowsBefore: ReadonlyMap<string, TableRows>,
  error: string | undefined,
): Promise<void> {
  const law = `A change that is refused or fails leaves everything as it was (${error ?? "refused"})`;
  requireSame(law, schemaLines(before.objects), schemaLines((await database.judge()).objects));
  requireSame(law, rowLines(rowsBefore), rowLines(await database.rows()));
}

async function requireNothingToDo(law: string, route: Route): Promise<void> {
  try {
    const again = await planOf(route);
    requireSame(law, [], again.statements.map(({ sql, change }) => `${change}: ${sql}`));
  } catch (error) {
    throw error instanceof SchemaHeroError
      ? new LawError(law, `${error.message}\n${error.detail ?? ""}`, error)
      : error;
  }
}

async function requireFreshBuild(
  change: Change,
  { server, build }: Court,
  route: Route,
  facts: {
    readonly schema: Judgement;
    readonly before: () => Promise<Judgement>;
    readonly wanted: readonly Wanted[];
  },
): Promise<void> {
  const fresh = await server.create(`${change.name}.fresh`);
  await fresh.run(change.equals ?? change.others ?? "");
  if (change.equals === undefined) {
    await makeSo({ ...route, open: build, uri: fresh.uri, seedData: false });
  }
  const expected = (await fresh.judge()).objects;
  const isAsExpected = facts.schema.objects.every((object) => expected.some((each) => isSame(each, object)));
  const came = change.equals === undefined && !isAsExpected
    ? await withoutOthers(facts.schema.objects.filter(isOf(change.freed)), expected, facts)
    : facts.schema.objects;
  const law = change.equals === undefined
    ? "The result equals a fresh build of the specs"
    : `The result equals what ${join(change.name, "equals.sql")} builds`;
  requireSame(law, schemaLines(expected), schemaLines(came));
  await fresh.drop();
}

/** True for what belongs to no freed table. */
function isOf(freed: readonly Freed[] = []): (object: JudgedObject) => boolean {
  const free = new Set(freed.map(({ table }) => table.toLowerCase()));
  return ({ table, name }) => !free.has(table.toLowerCase()) && !free.has(name.toLowerCase());
}

/** Without what others made and the specs do not speak of, where it is exactly as it was. */
async function withoutOthers(
  objects: readonly JudgedObject[],
  expected: readonly JudgedObject[],
  facts: { readonly before: () => Promise<Judgement>; readonly wanted: readonly Wanted[] },
): Promise<readonly JudgedObject[]> {
  const before = await facts.before();
  return objects.filter((object) => {
    const same = (other: JudgedObject) => isSame(other, object);
    if (expected.some(same) || !before.objects.some(same)) return true;
    const own = facts.wanted.find(({ name, body }) =>
      [name, `${body["schema"]}.${name}`].some((each) => each.toLowerCase() === object.table.toLowerCase())
    );
    return own !== undefined && (object.type !== "trigger" || own.ownsTriggers || own.isDeleted);
  });
}

function isSame(a: JudgedObject, b: JudgedObject): boolean {
  return a.type === b.type && a.name.toLowerCase() === b.name.toLowerCase() && a.form === b.form;
}

/** The printed script, run by another client, must do what apply did. */
async function requireSameByScript(
  copy: TestDatabase,
  script: string,
  schema: Judgement,
  rows: ReadonlyMap<string, TableRows>,
): Promise<void> {
  await copy.run(script);
  const law = "The printed script does what apply does";
  requireSame(law, schemaLines(schema.objects), schemaLines((await copy.judge()).objects));
  requireSame(law, rowLines(rows), rowLines(await copy.rows()));
}

/** A schema as sorted lines. */
export function schemaLines(objects: readonly JudgedObject[]): readonly string[] {
  return objects.map(({ type, form }) => `${type}: ${form}`).sort().flatMap((text) => text.split("\n"));
}

/** Rows as sorted lines. The time of day is none of their differences: defaults may ask for it. */
function rowLines(tables: ReadonlyMap<string, TableRows>): readonly string[] {
  const now = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?/g;
  return [...tables].flatMap(([name, { rows }]) =>
    rows.map((row) => `${name}: ${row.join(" | ").replace(now, "(time)")}`)
  ).sort();
}
