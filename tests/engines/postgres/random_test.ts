// The randomised round trip of PostgreSQL: see ../random/rounds.ts for what a failure does and how to have more rounds.
import { fileURLToPath } from "node:url";
import { columnsOf, type Doc, type Round } from "../random/round.ts";
import { testRounds } from "../random/rounds.ts";
import { fullName } from "../wanted.ts";
import { POSTGRES } from "./engine.ts";
import { Pool } from "./pool.ts";
import { kindsFor } from "./random_change.ts";
import { quoted } from "./random_world.ts";
import { makeRound } from "./random_round.ts";

const MAJOR = Number(Deno.env.get("SCHEMAHERO_TEST_POSTGRES_MAJOR") ?? 15);

const KINDS = kindsFor(MAJOR);
/** Each kind has its turn twice. */
const ROUNDS = 2 * KINDS.length;
/** The usual rounds run every fourth script and build every second description; who asks for rounds has all of it. */
const IS_BRIEF = !Deno.env.has("SCHEMAHERO_TEST_ROUNDS");

/** What rows or PostgreSQL may refuse in a change that is sound in itself. */
const RIGHTFUL = [
  /is null in \d+ row|contains null values/,
  // PostgreSQL's own limit, where partitions have partitions.
  /Partitions of .* have partitions, and PostgreSQL cannot make/,
  /partition constraint .* violated|constraint .* is violated by some row/,
  // Rows may hold the value that an enum loses.
  /invalid input value for enum/,
  /value too long for type|out of range/,
  /violates .* constraint|could not create (?:unique index|exclusion constraint)|conflicting key value violates/,
];

/** What PostgreSQL may do to values beside: it fills nulls of a key or a counter, and converts those of a type. */
function alsoChanged(old: Doc, now: Doc, { before, after }: Round): string[] {
  const name = fullName(now.body.schema, now.name);
  const types = (docs: readonly Doc[]) =>
    new Map(
      docs.filter(({ kind }) => kind === "DataType").map((doc) => [doc.name, JSON.stringify(doc.body)]),
    );
  const [typesBefore, typesAfter] = [types(before), types(after)];
  const changed = columnsOf(now.body).filter((column) => {
    const was = columnsOf(old.body).find((each) =>
      each.name === column.name || column.previousNames?.includes(each.name)
    );
    const isCustom = [...typesAfter].some(([type, body]) =>
      (column.type === type || column.type.includes(quoted(type))) && typesBefore.get(type) !== body
    );
    const isNewKey = now.body.primaryKey?.includes(column.name) && !old.body.primaryKey?.includes(was?.name);
    return isCustom || isNewKey || was?.["identity"] !== column["identity"];
  }).map((column) => `${name}.${column.name}`);
  // The rows of a partition go with it.
  const partitions = (now.body["partitions"] ?? []) as readonly { isDeleted?: boolean }[]; // of a Table document
  return partitions.some(({ isDeleted }) => isDeleted) ? [...changed, name] : changed;
}

testRounds("random schemas with rows go through random changes by every law", {
  engine: POSTGRES,
  casesFolder: fileURLToPath(new URL("./cases", import.meta.url)),
  make: (seed) => makeRound(seed, MAJOR),
  kinds: KINDS,
  hasTurns: true,
  rightful: RIGHTFUL,
  rules: { alsoChanged },
  rounds: ROUNDS,
  atOnce: 6,
  judged: (seed) => ({
    isMadeAgain: true,
    withoutScript: IS_BRIEF && seed % 4 !== 0,
    withoutBuild: IS_BRIEF && seed % 2 !== 0,
  }),
  async start() {
    const server = await POSTGRES.start();
    return typeof server === "string" ? server : new Pool(server);
  },
});
