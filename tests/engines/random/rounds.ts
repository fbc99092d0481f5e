// Runs the rounds of an engine's randomised round trip. A failure shrinks itself to a case folder and says where.
// SCHEMAHERO_TEST_SEED is the first seed (else 1), SCHEMAHERO_TEST_ROUNDS how many rounds; with
// SCHEMAHERO_TEST_FAILURES=n it goes on until it has met n different failures, with SCHEMAHERO_TEST_SHRINK=n it makes
// at most n attempts to shrink each.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { SchemaHeroError } from "../../../core/errors.ts";
import { ROOT } from "../../../tasks/tree.ts";
import { IS_COMPILED_LANE } from "../../lane.ts";
import type { TestEngine, TestServer } from "../engine.ts";
import { LawError } from "../law_error.ts";
import { type Change, checkLaws, type Court } from "../laws.ts";
import { inProcess } from "../session.ts";
import { changeOf, filesOf, type Round, type RowRules } from "./round.ts";
import { shrink } from "./shrink.ts";
import { nextTurn } from "./turns.ts";

const FAILURES = Number(Deno.env.get("SCHEMAHERO_TEST_FAILURES") ?? 1);

/** From so many rounds on every kind must have occurred, where kinds depend on luck. */
const ENOUGH_FOR_ALL_KINDS = 200;
/** How many more turns a kind gets whose rounds were all rightly refused. */
const MORE_TURNS = 8;
/** The least share of rounds that must be applied, not rightly refused. */
const LEAST_APPLIED = 0.6;

const SOUND = "A sound change is planned and applied";

/** A round and the kinds of object and change that occur in it. */
export interface MadeRound extends Round {
  readonly kinds: readonly string[];
}

/** The randomised round trip of one engine. */
export interface RandomTrip {
  readonly engine: TestEngine;
  /** Where a failure is written down as a case. */
  readonly casesFolder: string;
  /** The round of a seed, always the same. */
  make(seed: number): MadeRound;
  /** Every kind that must occur. */
  readonly kinds: readonly string[];
  /** True: seeds give the kinds their turns (turns.ts), so that each must occur whenever there are rounds for all. */
  readonly hasTurns?: boolean;
  /** What rows or the engine may refuse in a change that is sound in itself. */
  readonly rightful: readonly RegExp[];
  readonly rules: RowRules;
  /** How many rounds, when nobody says. */
  readonly rounds: number;
  readonly atOnce: number;
  /** How each round is judged, where that is not the usual way. */
  judged?(seed: number, round: Round): Pick<Change, "isMadeAgain" | "withoutScript" | "withoutBuild">;
  /** A server whose databases are cheap to have; absent: the engine's usual one. */
  start?(): Promise<TestServer | string>;
}

/**
 * Defines the test of an engine's rounds, which fails with how to see a failure again. The lane of binaries has none:
 * what the rounds try is the same code in every form.
 */
export function testRounds(name: string, trip: RandomTrip): void {
  if (IS_COMPILED_LANE) return;
  // A server joined by several tests is of no single one.
  Deno.test({ name, sanitizeOps: false, sanitizeResources: false, fn: (test) => runRounds(trip, test) });
}

async function runRounds(trip: RandomTrip, test: Deno.TestContext): Promise<void> {
  const { engine } = trip;
  const rounds = Number(Deno.env.get("SCHEMAHERO_TEST_ROUNDS") ?? trip.rounds);
  const firstSeed = Number(Deno.env.get("SCHEMAHERO_TEST_SEED") ?? 1);
  const server = await (trip.start?.() ?? engine.start());
  if (typeof server === "string") {
    await test.step({ name: `SKIPPED, ${server}`, ignore: true, fn: () => {} });
    return;
  }
  const open = inProcess(engine.plugin);
  const court: Court = { engine, server, open, build: open };
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const failures = new Map<string, Error>();
  const run = async (seed: number): Promise<void> => {
    const round = trip.make(seed);
    try {
      const refused = await judgeRound(round, seed, court, trip);
      count(refused === undefined ? "= applied" : "= rightly refused");
      if (refused === undefined) new Set(round.kinds).forEach(count);
    } catch (error) {
      const way = wayOf(error);
      count("= failed");
      if (failures.has(way)) return;
      failures.set(way, new Error(way)); // others that fail in this way meanwhile are not shrunk, too
      failures.set(way, await report({ round, seed, error, court, trip }));
    }
  };
  const runAll = async (seeds: Iterator<number>): Promise<void> => {
    const work = async (): Promise<void> => {
      while (failures.size < FAILURES) {
        const next = seeds.next();
        if (next.done) return;
        await run(next.value);
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: trip.atOnce }, work));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  };
  const areAllOwed = trip.hasTurns ? rounds >= trip.kinds.length : rounds >= ENOUGH_FOR_ALL_KINDS;
  const missing = () => areAllOwed ? trip.kinds.filter((kind) => !counts.has(kind)) : [];
  try {
    await runAll(numbersFrom(firstSeed, rounds));
    for (let turn = 0, from = firstSeed + rounds; trip.hasTurns && turn < MORE_TURNS; turn++) {
      await runAll(missing().map((kind) => nextTurn(from, kind, trip.kinds)).values());
      from += trip.kinds.length;
    }
  } finally {
    await server.close();
  }
  const lines = [...counts].sort().map(([what, times]) => `${String(times).padStart(6)} ${what}`);
  // deno-lint-ignore no-console -- what occurred is to be seen
  console.log(`Rounds from seed ${firstSeed}, kinds of those that were applied:\n${lines.join("\n")}`);
  if (failures.size > 0) throw new Error([...failures.values()].map(({ message }) => message).join("\n\n"));
  assert.deepEqual(missing(), [], "every kind occurs");
  if (!areAllOwed) return;
  const applied = counts.get("= applied") ?? 0;
  assert.ok(applied > rounds * LEAST_APPLIED, `Only ${applied} of ${rounds} rounds were applied`);
}

function* numbersFrom(first: number, count: number): Generator<number> {
  for (let number = first; number < first + count; number++) yield number;
}

/** Runs a round. @throws {LawError} @returns what was rightly refused */
async function judgeRound(
  round: Round,
  seed: number,
  court: Court,
  { rightful, rules, judged }: RandomTrip,
): Promise<string | undefined> {
  const change = { ...changeOf(round, `round-${seed}`, court.engine.name, rules), ...judged?.(seed, round) };
  const error = await checkLaws(change, court).then(
    async (outcome) => {
      await outcome.database.drop();
      return outcome.error;
    },
    (thrown) => {
      // The schema before the change may contradict its own seed rows.
      if (thrown instanceof SchemaHeroError) return [thrown.message, thrown.detail ?? ""].join("\n");
      throw thrown;
    },
  );
  if (error === undefined || rightful.some((pattern) => pattern.test(error))) return error;
  throw new LawError(SOUND, error);
}

/** The way in which a round fails: shrinking must not slip from one failure into another. */
function wayOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof LawError) || error.law === SOUND) return `${error.name}: ${nameless(error.message)}`;
  const detail = error.message.slice(error.law.length + 1).split("\n");
  const line = detail.find((each) => /^[-+] /.test(each)) ?? detail[0] ?? "";
  return `${nameless(error.law)}: ${nameless(line).slice(0, 30)}`;
}

/** A message's head without what names and numbers make of it. */
function nameless(text: string): string {
  return text.replaceAll(/"(?:[^"]|"")*"|\S*[\d."'(]\S*/g, "?").slice(0, 80);
}

interface Failure {
  readonly round: MadeRound;
  readonly seed: number;
  readonly error: unknown;
  readonly court: Court;
  readonly trip: RandomTrip;
}

/** Shrinks a failing round, writes it down as a case and says how to see it again. */
async function report({ round, seed, error, court, trip }: Failure): Promise<Error> {
  const way = wayOf(error);
  let last = error;
  const small = await shrink(round, async (smaller) => {
    try {
      await judgeRound(smaller, seed, court, trip);
      return false;
    } catch (thrown) {
      if (wayOf(thrown) !== way) return false;
      last = thrown;
      return true;
    }
  });
  const folder = join(trip.casesFolder, `random_${seed}`);
  const change = changeOf(small, "", court.engine.name, trip.rules);
  const files: Record<string, string> = filesOf(small, court.engine.name);
  const { allow, changed, others, beforeSql } = change;
  const about = `Random round ${seed}: ${round.kinds.join(", ")}`;
  files["case.yaml"] = `${JSON.stringify({ about, allow, changed }, undefined, 2)}\n`;
  if (others !== undefined) files["others.sql"] = others;
  if (beforeSql !== "") files["before.sql"] = beforeSql ?? "";
  for (const [path, text] of Object.entries(files)) {
    await Deno.mkdir(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const message = last instanceof Error ? last.message : String(last);
  return new Error(
    `SCHEMAHERO_TEST_SEED=${seed} SCHEMAHERO_TEST_ROUNDS=1 fails:\n${message}\n\nIt was made small and written to ${
      relative(ROOT, folder)
    }: keep it as a case with a name, or remove it`,
    { cause: last },
  );
}
