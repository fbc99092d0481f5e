// Random rows and seed rows for worlds of MySQL and MariaDB.
import type { Dice } from "../random/dice.ts";
import { type Column, quoted, type Table, type World } from "./random_world.ts";

/** Numbers of rows, where a column counts. */
const IDS = ["1", "2", "9", "7"];

/** Rows for a world as INSERT statements; those that constraints refuse are left out by the server. */
export function randomRows(dice: Dice, world: World): string[] {
  const parentsFirst = [...world.tables].sort((a, b) => a.foreignKeys.length - b.foreignKeys.length);
  return parentsFirst.flatMap((table) => {
    const columns = table.columns.filter(({ generated }) => !generated);
    const count = dice.chance(0.2) ? 0 : 1 + dice.below(4);
    const list = columns.map(({ name }) => quoted(name)).join(", ");
    return Array.from({ length: count }, (_, row) => {
      const values = columns.map((column) => rowValue(dice, column, table, row));
      return `insert ignore into ${quoted(table.name)} (${list}) values (${values.join(", ")})`;
    });
  });
}

function rowValue(dice: Dice, column: Column, table: Table, row: number): string {
  const isId = column.name === "id" || column.previousNames.includes("id");
  if (isId) return IDS[row] ?? String(row + 20);
  if (column.isReserved && !column.notNull && dice.chance(0.4)) return "null";
  if (column.isReserved && /int/.test(column.type)) return dice.pick(["1", "2"]);
  const { values } = column.family;
  if (values.length === 0) return "null";
  if (!column.notNull && !table.key.includes(column) && dice.chance(0.25)) return "null";
  const value = dice.pick(values);
  return column.srid === undefined ? value : value.replace(/\)$/, `, ${column.srid})`);
}

/** Seed rows for a table with one number as its key; undefined where it has a column that cannot be seeded. */
export function randomSeeds(dice: Dice, table: Table): Map<Column, unknown>[] | undefined {
  const [key] = table.key;
  if (table.key.length !== 1 || key?.name !== "id") return undefined;
  const columns = table.columns.filter((column) => column !== key && !column.generated);
  const isUnable = ({ notNull, isReserved, default: value, family }: Column) =>
    notNull && value === undefined && (isReserved || family.seeds.length === 0);
  if (columns.some(isUnable)) return undefined;
  return [1, 2, 12].slice(0, 1 + dice.below(3)).map((id) => {
    const cells = new Map<Column, unknown>([[key, { int: id }]]);
    for (const column of columns.filter(({ isReserved, family }) => !isReserved && family.seeds.length > 0)) {
      if (column.notNull || dice.chance(0.6)) cells.set(column, seedValue(dice, column));
    }
    return cells;
  });
}

export function seedValue(dice: Dice, { notNull, family }: Column): unknown {
  return !notNull && dice.chance(0.2) ? { null: true } : dice.pick(family.seeds);
}
