// Defines a Deno test for each case of an engine. Cases run side by side, since most of each is waiting for the judge;
// every test then tells how its own case went. Variables: SCHEMAHERO_TEST_ONLY=NAME[,NAME] runs some (a part of a name
// is enough), SCHEMAHERO_TEST_UPDATE=1 writes plan.sql anew.
import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ROOT } from "../../tasks/tree.ts";
import { preparePortable } from "../cli/forms.ts";
import { COMPILED, IS_COMPILED_LANE, PORTABLE } from "../lane.ts";
import { type Case, CASE_FILES, isAbout, readCases, textOf, variantsOf } from "./case.ts";
import type { TestEngine } from "./engine.ts";
import { difference, LawError, requireSame } from "./law_error.ts";
import { type Change, checkLaws, type Court, type Outcome } from "./laws.ts";
import { byProcess, inProcess, type Opener } from "./session.ts";

const AT_ONCE = 4;
/** How many cases run by processes from source, which take their time to start. */
const MOST_FROM_SOURCE = 4;
const isUpdate = Deno.env.get("SCHEMAHERO_TEST_UPDATE") === "1";
const only = Deno.env.get("SCHEMAHERO_TEST_ONLY")?.split(",");

/**
 * Defines the tests of an engine's cases. In the usual lane all run within this process, and the first of `sampled` by
 * real plugin processes from source as well. In the lane of binaries all run by the compiled plugin and by the
 * portable one, behind all walls; `few` says where only those of `sampled` do, for engines that take their time: what a
 * process may touch is the same in each case.
 */
export function testCases(
  engine: TestEngine,
  folder: string,
  sampled: readonly string[],
  { few }: { few?: "portable" | "both" } = {},
): void {
  const all = casesOf(engine, folder);
  const some = all.filter(({ name }) => sampled.includes(name));
  const byProcesses = (cases: readonly Case[], how: string, plugins?: string) =>
    runAll({ engine, cases, open: byProcess(plugins), suffix: ` by ${how}`, isSandboxed: true });
  if (IS_COMPILED_LANE) {
    Deno.test.beforeAll(preparePortable);
    byProcesses(few === "both" ? some : all, "the compiled plugin", COMPILED);
    byProcesses(few ? some : all, "the portable plugin", PORTABLE);
  } else {
    runAll({ engine, cases: all, open: inProcess(engine.plugin), suffix: "", isSandboxed: false });
    byProcesses(some.filter(({ name }) => sampled.indexOf(name) < MOST_FROM_SOURCE), "a plugin process");
  }
}

function casesOf(engine: TestEngine, folder: string): readonly Case[] {
  return readCases(folder).filter((each) =>
    (only?.some((part) => each.name.includes(part)) ?? true) && isAbout(each, engine)
  );
}

interface Run {
  readonly engine: TestEngine;
  readonly cases: readonly Case[];
  readonly open: Opener;
  readonly suffix: string;
  readonly isSandboxed: boolean;
}

function runAll(run: Run): void {
  const { engine, cases, suffix } = run;
  let runs: Promise<string | ReadonlyMap<string, Promise<void>>> | undefined;
  for (const each of cases) {
    // The first test starts them all, so that what each leaves open belongs to no single test.
    const options = { sanitizeOps: false, sanitizeResources: false };
    Deno.test(
      { name: `${engine.variant ?? engine.name}: ${each.name}${suffix}`, ...options },
      async (test) => {
        runs ??= startAll(run);
        const started = await runs;
        if (typeof started === "string") {
          await test.step({ name: `SKIPPED ${each.name}: ${started}`, ignore: true, fn: () => {} });
          return;
        }
        await started.get(each.name);
      },
    );
  }
  Deno.test.afterAll(async () => {
    const started = await runs;
    if (typeof started !== "object") return;
    await Promise.allSettled(started.values());
    await closing.get(started)?.();
  });
}

const closing = new WeakMap<ReadonlyMap<string, Promise<void>>, () => Promise<void>>();

async function startAll(
  { engine, cases, open, isSandboxed }: Run,
): Promise<string | ReadonlyMap<string, Promise<void>>> {
  const server = await engine.start(isSandboxed);
  const build = inProcess(engine.plugin);
  if (typeof server === "string") return server;
  const waiting = cases.map((each) => ({ each, done: Promise.withResolvers<void>() }));
  const results = new Map(waiting.map(({ each, done }) => [each.name, done.promise]));
  for (const result of results.values()) result.catch(() => {}); // told by the case's own test
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await runCase(next.each, { engine, server, open, build }).then(next.done.resolve, next.done.reject);
    }
  };
  Promise.all(Array.from({ length: engine.atOnce ?? AT_ONCE }, work));
  closing.set(results, () => server.close());
  return results;
}

/** Runs one case and compares everything with what it expects. @throws {Error} that says how to see it again */
export async function runCase(each: Case, court: Court): Promise<void> {
  try {
    const outcome = await checkLaws(changeOf(each, court.engine), court);
    requireExpected(each, outcome);
    if (outcome.error === undefined && outcome.refusals.length === 0) await requireBehaviour(each, outcome);
    requirePlan(each, outcome, court.engine);
    await outcome.database.drop();
  } catch (error) {
    const message = error instanceof LawError ? error.message : String(error);
    const again = `deno task test-engine ${court.engine.name} --only ${each.name}`;
    throw new Error(
      `${each.about}\n\n${message}\n\nThe case is in ${
        relative(ROOT, each.folder)
      }; see it again with: ${again}`,
      { cause: error instanceof LawError ? undefined : error },
    );
  }
}

function changeOf(each: Case, { source, makesAgain }: TestEngine): Change {
  const beforeSql = textOf(each, CASE_FILES.beforeSql);
  const others = textOf(each, CASE_FILES.others);
  const equals = textOf(each, CASE_FILES.equals);
  const hasSpecsBefore = Array.from(Deno.readDirSync(each.folder)).some(({ name }) =>
    name === CASE_FILES.beforeSpecs
  );
  return {
    name: each.name,
    specs: join(each.folder, CASE_FILES.specs),
    seedData: each.seedData ?? true,
    allow: each.allow ?? [],
    changed: each.changed ?? [],
    ...(source && { source }),
    ...(makesAgain && { isMadeAgain: true }),
    ...(hasSpecsBefore && { beforeSpecs: join(each.folder, CASE_FILES.beforeSpecs) }),
    ...(others !== undefined && { others }),
    ...(beforeSql !== undefined && { beforeSql }),
    ...(equals !== undefined && { equals }),
  };
}

function requireExpected(each: Case, outcome: Outcome): void {
  if (each.error === undefined && outcome.error !== undefined) {
    throw new LawError("The plan applies", `${outcome.error}\n\n${outcome.plan}`);
  }
  if (each.error !== undefined && !outcome.error?.includes(each.error)) {
    throw new LawError("The change is refused", difference([each.error], [outcome.error ?? "(no error)"]));
  }
  requireSame("It is refused for want of these permissions", each.refusals ?? [], outcome.refusals);
  requireParts("Warnings and notes are as expected", each.notes ?? [], outcome.notes);
  if (each.unexpressed !== undefined) {
    requireParts("Generate names what it cannot express", each.unexpressed, outcome.unexpressed);
  }
}

function requireParts(law: string, expected: readonly string[], came: readonly string[]): void {
  if (expected.length === came.length && expected.every((part, at) => came[at]?.includes(part))) return;
  throw new LawError(law, difference(expected, came));
}

async function requireBehaviour(each: Case, { database }: Outcome): Promise<void> {
  for (const { query, rows } of each.rows ?? []) {
    requireSame(`These rows come of: ${query}`, rows, await database.query(query));
  }
  const refused = each.refused ?? [];
  for (const [index, refusal] of (await database.refusals(refused)).entries()) {
    if (
      refusal === undefined ||
      /syntax|no such|has no column|unrecognized|unknown column|doesn't exist/i.test(refusal)
    ) {
      throw new LawError(
        "The finished database refuses",
        `${refused[index]}\n${refusal ?? "It was accepted"}`,
      );
    }
  }
  const accepted = each.accepted ?? [];
  for (const [index, refusal] of (await database.refusals(accepted)).entries()) {
    if (refusal !== undefined) {
      throw new LawError("The finished database accepts", `${accepted[index]}\n${refusal}`);
    }
  }
}

/** Compares with plan.sql, or writes it. A plan that is refused is none. */
function requirePlan(each: Case, outcome: Outcome, engine: TestEngine): void {
  const own = variantsOf(engine).map((variant) => `plan.${variant}.sql`);
  const file = own.find((name) => textOf(each, name) !== undefined) ?? CASE_FILES.plan;
  const expected = textOf(each, file) ?? "";
  const came = outcome.error !== undefined && !outcome.failedInApply ? "" : outcome.plan;
  if (expected === came) return;
  if (isUpdate) {
    const path = join(
      each.folder,
      expected === "" || engine.isUsualVariant ? CASE_FILES.plan : own[0] ?? CASE_FILES.plan,
    );
    if (came === "") Deno.removeSync(path);
    else writeFileSync(path, came);
    return;
  }
  throw new LawError(
    "The plan is as in plan.sql",
    `${difference(expected.split("\n"), came.split("\n"))}\nWhen the new plan is right, add --update`,
  );
}
