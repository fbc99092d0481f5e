// Random changes to worlds of MySQL and MariaDB: what makes them richer, and all kinds of change together. Every change
// has a kind; the kinds that occurred are counted.
import type { Dice } from "../random/dice.ts";
import { ALTERATIONS, type Changer } from "./random_alter.ts";
import { randomProgram, randomView } from "./random_objects.ts";
import {
  canBePartitioned,
  indexNames,
  PARTITIONS,
  randomCheck,
  randomForeignKey,
  randomFulltext,
  randomIndex,
  randomSpatial,
  randomTrigger,
  setKey,
} from "./random_parts.ts";
import { randomSeeds } from "./random_rows.ts";
import { FAMILIES } from "./random_types.ts";
import {
  type Column,
  familyOf,
  freeColumns,
  freshName,
  freshTableName,
  isSimple,
  randomColumn,
  randomComment,
  randomFormula,
  type Table,
  type Variant,
  type World,
} from "./random_world.ts";

/** A world of one to four tables. */
export function randomWorld(dice: Dice, variant: Variant): World {
  const world: World = { variant, tables: [], views: [], programs: [], usedNames: new Set() };
  for (let count = 1 + dice.below(4); count > 0; count--) addTable(dice, world);
  for (let count = 5 + dice.below(12); count > 0; count--) applyOne(dice, world, DECORATIONS);
  return world;
}

/** Changes a world at random, last in a given way; gives the kinds of change, or undefined when that finds no place. */
export function changeWorld(dice: Dice, world: World, last: string | undefined): string[] | undefined {
  const kinds: string[] = [];
  for (
    let count = dice.below(last === undefined ? 6 : 5) + (last === undefined ? 1 : 0);
    count > 0;
    count--
  ) {
    const kind = applyOne(dice, world, dice.chance(0.3) ? DECORATIONS : ALTERATIONS);
    if (kind !== undefined) kinds.push(kind);
  }
  if (last === undefined) return kinds;
  const changes = [...DECORATIONS, ...ALTERATIONS].filter(([kind]) => kind === last);
  return applyOne(dice, world, changes) === undefined ? undefined : [...kinds, last];
}

function applyOne(
  dice: Dice,
  world: World,
  changes: readonly (readonly [string, Changer])[],
): string | undefined {
  if (world.tables.length === 0) addTable(dice, world);
  // A kind that finds no place is rolled again, so that seldom ones are not lost among those.
  for (let attempts = 4; attempts > 0; attempts--) {
    const [kind, change] = dice.pick(changes);
    if (change(dice, world) !== false) return kind;
  }
  return undefined;
}

function addTable(dice: Dice, world: World): void {
  const [family] = FAMILIES;
  if (!family) return;
  const id: Column = {
    name: "id",
    previousNames: [],
    family,
    type: dice.pick(["int", "bigint", "int unsigned"]),
    notNull: false,
    isReserved: true,
  };
  const engine = dice.chance(0.12) ? dice.pick(["myisam", "InnoDB"]).toLowerCase() : undefined;
  const table: Table = {
    name: freshTableName(dice, world),
    previousNames: [],
    columns: dice.chance(0.85) ? [id] : [],
    key: [],
    counts: false,
    uniques: [],
    indexes: [],
    foreignKeys: [],
    checks: [],
    hasCheckNames: dice.chance(0.5),
    ...(engine !== undefined && { engine }),
    ...(dice.chance(0.5) && { triggers: [] }),
    ...(dice.chance(0.2) && { comment: randomComment(dice) }),
  };
  for (let count = 1 + dice.below(4); count > 0; count--) {
    table.columns.push(randomColumn(dice, table, world.variant));
  }
  if (table.columns[0] === id) table.key = [id];
  else if (dice.chance(0.6)) setKey(dice, table);
  table.counts = table.key[0] === id && dice.chance(0.3);
  world.tables.push(table);
}

const tableOf = (dice: Dice, world: World): Table => dice.pick(world.tables);

/** Changes that make a world richer. */
const DECORATIONS: readonly (readonly [string, Changer])[] = [
  ["add table", addTable],
  ["add column", (dice, world) => {
    const table = tableOf(dice, world);
    const at = dice.chance(0.8) ? table.columns.length : 0;
    table.columns.splice(at, 0, randomColumn(dice, table, world.variant));
  }],
  ["add generated column", (dice, world) => {
    const table = tableOf(dice, world);
    const formula = randomFormula(dice, freeColumns(table));
    if (!formula) return false;
    table.columns.push({
      name: freshName(dice, table.columns.map(({ name }) => name), "g "),
      previousNames: [],
      family: familyOf(formula.type),
      type: formula.type,
      notNull: false,
      generated: { expression: formula.expression, stored: dice.chance(0.4) },
      ...(dice.chance(0.15) && { comment: randomComment(dice) }),
    });
  }],
  ["add updated column", (dice, world) => {
    const table = tableOf(dice, world);
    const family = FAMILIES.find(({ name }) => name === dice.pick(["moment", "stamp"]));
    if (!family) return false;
    table.columns.push({
      name: freshName(dice, table.columns.map(({ name }) => name)),
      previousNames: [],
      family,
      type: family.types[0] ?? "",
      notNull: dice.chance(0.5),
      default: "current_timestamp",
      onUpdate: "current_timestamp",
    });
  }],
  ["add invisible column", (dice, world) => {
    const table = tableOf(dice, world);
    const column = randomColumn(dice, table, world.variant);
    if (column.notNull && column.default === undefined) column.notNull = false;
    table.columns.push({ ...column, invisible: true });
  }],
  ["add index", (dice, world) => {
    const table = tableOf(dice, world);
    const index = randomIndex(dice, table, world);
    if (!index) return false;
    table.indexes.push(index);
  }],
  ["add full-text index", (dice, world) => {
    const table = tableOf(dice, world);
    const index = randomFulltext(dice, table);
    if (!index) return false;
    table.indexes.push(index);
  }],
  ["add spatial index", (dice, world) => {
    const table = tableOf(dice, world);
    const index = randomSpatial(dice, table);
    if (!index) return false;
    table.indexes.push(index);
  }],
  ["add place", (dice, world) => {
    const table = tableOf(dice, world);
    const family = FAMILIES.find(({ name }) => name === "place");
    if (!family || table.partitions) return false;
    table.columns.push({
      name: freshName(dice, table.columns.map(({ name }) => name)),
      previousNames: [],
      family,
      type: "point",
      notNull: true,
      ...(world.variant === "mysql" && !isSimple(table) && dice.chance(0.6) && { srid: 4326 }),
    });
  }],
  ["add unique constraint", (dice, world) => {
    const table = tableOf(dice, world);
    const able = freeColumns(table).filter(({ family }) => family.prefix === undefined);
    if (able.length === 0 || table.partitions) return false;
    const columns = dice.some(able, 2);
    const name = dice.chance(0.5) ? freshName(dice, indexNames(table), "uq ") : undefined;
    const same = JSON.stringify(columns.map((column) => column.name));
    if (table.uniques.some((each) => JSON.stringify(each.columns.map((column) => column.name)) === same)) {
      return false;
    }
    table.uniques.push({ columns, ...(name !== undefined && { name }) });
  }],
  ["add check", (dice, world) => {
    const table = tableOf(dice, world);
    const check = randomCheck(dice, table, world);
    if (!check || (table.hasCheckNames && check.name === undefined)) return false;
    table.checks.push(check);
  }],
  ["add foreign key", addForeignKey],
  ["add foreign key", addForeignKey],
  ["add trigger", (dice, world) => {
    const table = tableOf(dice, world);
    if (!table.triggers) return false;
    table.triggers.splice(dice.below(table.triggers.length + 1), 0, randomTrigger(dice, table, world));
  }],
  ["add view", (dice, world) => void world.views.push(randomView(dice, world))],
  ["add function", (dice, world) => void world.programs.push(randomProgram(dice, "Function", world))],
  ["add procedure", (dice, world) => void world.programs.push(randomProgram(dice, "Procedure", world))],
  ["add event", (dice, world) => void world.programs.push(randomProgram(dice, "Event", world))],
  ["add seed rows", (dice, world) => {
    const table = tableOf(dice, world);
    const seeds = randomSeeds(dice, table);
    if (!seeds) return false;
    table.seeds = seeds;
  }],
  ["partition table", (dice, world) => {
    const table = tableOf(dice, world);
    if (table.partitions || !canBePartitioned(table, world)) return false;
    table.partitions = dice.pick(PARTITIONS);
  }],
  ["set row format", (dice, world) => {
    const table = tableOf(dice, world);
    if (isSimple(table)) return false;
    table.rowFormat = dice.pick(["dynamic", "compact", "redundant", "COMPRESSED"]);
  }],
  ["raise auto_increment", (dice, world) => {
    const table = tableOf(dice, world);
    if (!table.counts) return false;
    table.autoIncrement = (table.autoIncrement ?? 100) + dice.below(50);
  }],
];

function addForeignKey(dice: Dice, world: World): boolean {
  const table = tableOf(dice, world);
  const key = randomForeignKey(dice, table, world);
  if (key) table.foreignKeys.push(key);
  return key !== undefined;
}

/** Every kind of change, for the count. */
export const CHANGE_KINDS: readonly string[] = [
  ...new Set([...DECORATIONS, ...ALTERATIONS].map(([kind]) => kind)),
];
