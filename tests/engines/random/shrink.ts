// Makes a failing round small: takes away rows, documents, columns and single settings while it still fails in the
// same way. Knows documents as plain data only.
import type { Doc, Round } from "./round.ts";

/** The most attempts; each is one run of the round. */
const MAX_ATTEMPTS = Number(Deno.env.get("SCHEMAHERO_TEST_SHRINK") ?? 600);

/** The smallest round found that `fails` still calls a failure. */
export async function shrink(round: Round, fails: (round: Round) => Promise<boolean>): Promise<Round> {
  let best = round;
  let attempts = 0;
  for (let hasShrunk = true; hasShrunk;) {
    hasShrunk = false;
    // After a success it goes on where it was: what came before has been tried already, most likely.
    for (let position = 0;;) {
      const smaller = elementAt(smallerRounds(best), position);
      if (!smaller) break;
      if (attempts++ >= MAX_ATTEMPTS) return best;
      if (await fails(smaller)) {
        best = smaller;
        hasShrunk = true;
      } else position++;
    }
  }
  return best;
}

/** The element at a position. */
function elementAt<T>(things: Iterable<T>, position: number): T | undefined {
  let at = 0;
  for (const thing of things) if (at++ === position) return thing;
  return undefined;
}

/** Rounds with something less, the largest steps first. */
function* smallerRounds(round: Round): Generator<Round> {
  const { before, sql, after } = round;
  if (sql.length > 0) yield { ...round, sql: [] };
  if ((round.others ?? []).length > 0) yield { ...round, others: [] };
  for (const name of new Set([...before, ...after].map((doc) => doc.name))) {
    const isSame = (doc: Doc) => doc.name === name || (doc.body.previousNames?.includes(name) ?? false);
    yield {
      ...round,
      sql: sql.filter((each) => !each.includes(`"${name}"`) && !each.includes(`\`${name}\``)),
      before: before.filter((doc) => !isSame(doc)),
      after: after.filter((doc) => !isSame(doc)),
    };
  }
  for (let index = 0; index < sql.length; index++) yield { ...round, sql: sql.toSpliced(index, 1) };
  for (const key of new Set([...before, ...after].flatMap((doc) => Object.keys(doc.body)))) {
    for (const name of namesWithin([...before, ...after], key)) {
      yield { ...round, before: without(before, key, name), after: without(after, key, name) };
    }
  }
  for (const [index, doc] of before.entries()) {
    for (const smaller of smallerValues(doc)) yield { ...round, before: before.with(index, smaller as Doc) };
  }
  for (const [index, doc] of after.entries()) {
    for (const smaller of smallerValues(doc)) yield { ...round, after: after.with(index, smaller as Doc) };
  }
}

function namesWithin(docs: readonly Doc[], key: string): Set<string> {
  return new Set(docs.flatMap((doc) => listOf(doc.body[key]).flatMap((part) => nameOf(part) ?? [])));
}

function without(docs: readonly Doc[], key: string, name: string): Doc[] {
  return docs.map((doc) => {
    const parts = doc.body[key];
    if (!Array.isArray(parts)) return doc;
    const isSame = (part: unknown) =>
      nameOf(part) === name || listOf(mapOf(part)["previousNames"]).includes(name);
    return { ...doc, body: { ...doc.body, [key]: parts.filter((part) => !isSame(part)) } };
  });
}

/** What is never left out: without its list, what a table has of these is left alone, which is another wish. */
const KEPT = ["kind", "name", "body", "type", "partitions"];

/** The value with one element or one key less, at any depth. */
function* smallerValues(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      yield value.toSpliced(index, 1);
      for (const smaller of smallerValues(value[index])) yield value.with(index, smaller);
    }
  } else if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value);
    for (const [index, [key, inner]] of entries.entries()) {
      if (!KEPT.includes(key)) {
        yield Object.fromEntries(entries.toSpliced(index, 1));
      }
      for (const smaller of smallerValues(inner)) {
        yield Object.fromEntries(entries.with(index, [key, smaller]));
      }
    }
  }
}

function nameOf(part: unknown): string | undefined {
  const { name } = mapOf(part);
  return typeof name === "string" ? name : undefined;
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? value as Record<string, unknown> : {}; // any map
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
