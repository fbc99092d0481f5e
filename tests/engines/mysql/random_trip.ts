// Rounds of the randomised round trip of MySQL and MariaDB: a random schema with rows, and a random change.
import { Dice } from "../random/dice.ts";
import type { Doc } from "../random/round.ts";
import type { MadeRound } from "../random/rounds.ts";
import { changeWorld, randomWorld } from "./random_change.ts";
import { docsOf } from "./random_docs.ts";
import { randomRows } from "./random_rows.ts";
import type { Variant, World } from "./random_world.ts";

/** What rows may refuse in a change that is sound in itself. */
export const RIGHTFUL = [
  /cannot become not null: it is null in|is not null and has no default, but there are/,
  /Duplicate entry|Invalid utf8|Incorrect .* value|Data too long|Data truncated|Out of range/,
  /Truncated incorrect|Invalid JSON text|foreign key constraint fails/i,
  /Check constraint .* is violated|CONSTRAINT .* failed/,
  /have the same key|share their key/,
  // A seed row that lacks a new column.
  /doesn't have a default value/,
];

/** Character sets that a database has of itself. */
const DATABASES = [
  "utf8mb4 collate utf8mb4_general_ci",
  "utf8mb4 collate utf8mb4_unicode_ci",
  "latin1",
  "utf8mb3",
];

/** The round of a seed on a server. */
export function makeRound(seed: number, variant: Variant): MadeRound {
  const dice = new Dice(seed);
  const charset = dice.chance(0.3) ? dice.pick(DATABASES) : undefined;
  const world = randomWorld(dice, variant);
  const before = docsOf(world);
  const sql = randomRows(dice, world);
  const tables = new Map(world.tables.map((table) => [table, table.name]));
  const kinds = changeWorld(dice, world);
  const after = [...docsOf(world), ...goneDocs(world, tables, before)];
  return {
    before,
    sql,
    after,
    kinds: [...kinds, ...(charset === undefined ? [] : ["database's charset"])],
    ...(charset !== undefined && { others: [`alter database character set ${charset}`] }),
  };
}

/** Documents that say what must not exist any more. */
function goneDocs(
  world: World,
  tables: ReadonlyMap<World["tables"][number], string>,
  before: readonly Doc[],
): Doc[] {
  const kept = new Set(world.tables.map((table) => tables.get(table)));
  const left = new Set([...world.views, ...world.programs].map(({ kind, name }) => `${kind} ${name}`));
  return before.filter(({ kind, name }) => kind === "Table" ? !kept.has(name) : !left.has(`${kind} ${name}`))
    .map(({ kind, name }) => ({ kind, name, body: { isDeleted: true } }));
}
