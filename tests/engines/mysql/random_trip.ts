// Rounds of the randomised round trip of MySQL and MariaDB: a random schema with rows, and a random change.
import type { Dice } from "../random/dice.ts";
import { columnsOf, type Doc, type RowRules } from "../random/round.ts";
import type { MadeRound } from "../random/rounds.ts";
import { roundWithTurn } from "../random/turns.ts";
import { CHANGE_KINDS, changeWorld, randomWorld } from "./random_change.ts";
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
  // What the plan refuses: rows in the way, and columns that the server would not make anew either.
  /are in the way/,
  /refuses table .*cannot be used in the GENERATED ALWAYS AS clause/,
  /refuses table .*Generated column can refer only to generated columns defined prior/,
  /refuses table .*: (?:A primary key (?:index )?cannot be|Cannot cast)/,
  /has null in column .*, which takes none/,
  // A seed row that lacks a new column.
  /leave out column .*, which takes no null and has no default/,
];

/** Character sets that a database has of itself. */
const DATABASES = [
  "utf8mb4 collate utf8mb4_general_ci",
  "utf8mb4 collate utf8mb4_unicode_ci",
  "latin1",
  "utf8mb3",
];

const DATABASE = "database's charset";

/** Every kind of change. */
export const KINDS: readonly string[] = [...CHANGE_KINDS, DATABASE];

/** The round of a seed on a server. */
export function makeRound(seed: number, variant: Variant): MadeRound {
  return roundWithTurn(seed, KINDS, (dice, turn) => roundOf(dice, turn, variant));
}

function roundOf(dice: Dice, turn: string, variant: Variant): MadeRound | undefined {
  const charset = turn === DATABASE || dice.chance(0.3) ? dice.pick(DATABASES) : undefined;
  const world = randomWorld(dice, variant);
  const before = docsOf(world);
  const sql = randomRows(dice, world);
  const tables = new Map(world.tables.map((table) => [table, table.name]));
  const kinds = changeWorld(dice, world, turn === DATABASE ? undefined : turn);
  if (!kinds) return undefined;
  return {
    before,
    sql,
    after: [...docsOf(world), ...goneDocs(world, tables, before)],
    kinds: [...kinds, ...(charset === undefined ? [] : [DATABASE])],
    ...(charset !== undefined && { others: [`alter database character set ${charset}`] }),
  };
}

/** What these servers do to values beside: nulls of a new key become its default, a row that is updated is stamped. */
function alsoChanged(old: Doc, now: Doc): string[] {
  const columns = columnsOf(now.body).filter((column) => {
    const isNewKey = keyNames(now).includes(column.name) &&
      ![column.name, ...column.previousNames ?? []].some((name) => keyNames(old).includes(name));
    return isNewKey || (now.rows !== undefined && column["onUpdate"] !== undefined);
  });
  return columns.map(({ name }) => `${now.name}.${name}`);
}

function keyNames({ body: { primaryKey = [] } }: Doc): string[] {
  return primaryKey.map((part) => String(part).replace(/\(\d+\)$/, ""));
}

/** What rounds are judged by beside the laws. */
export const RULES: RowRules = { alsoChanged };

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
