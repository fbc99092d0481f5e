// The randomised round trip of PostgreSQL: see ../random/rounds.ts for what a failure does and how to have more rounds.
import { fileURLToPath } from "node:url";
import { columnsOf, type Doc, type Round } from "../random/round.ts";
import { runRounds } from "../random/rounds.ts";
import { fullName } from "../wanted.ts";
import { POSTGRES } from "./engine.ts";
import { Pool } from "./pool.ts";
import { CHANGE_KINDS } from "./random_change.ts";
import { makeRound } from "./random_round.ts";

const MAJOR = Number(Deno.env.get("SCHEMAHERO_TEST_POSTGRES_MAJOR") ?? 15);

/** What rows or PostgreSQL may refuse in a change that is sound in itself. */
const RIGHTFUL = [
  /is null in \d+ row|contains null values/,
  // PostgreSQL's own limit, where partitions have partitions.
  /Partitions of .* have partitions, and PostgreSQL cannot make/,
  /violates .* constraint|could not create unique index|conflicting key value violates/,
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
      column.type.includes(type) && typesBefore.get(type) !== body
    );
    const isNewKey = now.body.primaryKey?.includes(column.name) && !old.body.primaryKey?.includes(was?.name);
    return isCustom || isNewKey || was?.["identity"] !== column["identity"];
  }).map((column) => `${name}.${column.name}`);
  // The rows of a partition go with it.
  const isLess = JSON.stringify(old.body["partitions"]) !== JSON.stringify(now.body["partitions"]);
  return isLess ? [...changed, name] : changed;
}

Deno.test("random schemas with rows go through random changes by every law", async (test) => {
  await runRounds({
    engine: POSTGRES,
    casesFolder: fileURLToPath(new URL("./cases", import.meta.url)),
    make: (seed) => makeRound(seed, MAJOR),
    kinds: CHANGE_KINDS,
    rightful: RIGHTFUL,
    rules: { alsoChanged },
    rounds: 90,
    atOnce: 4,
    judged: (seed) => ({ isMadeAgain: true, withoutScript: seed % 3 !== 0 }),
    async start() {
      const server = await POSTGRES.start();
      return typeof server === "string" ? server : new Pool(server);
    },
  }, test);
});
