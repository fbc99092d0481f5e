// Additions to the tables of a random PostgreSQL world, and what every change of tables needs.
import type { Dice } from "../random/dice.ts";
import {
  COMMENTS,
  LONG,
  randomCheck,
  randomColumn,
  randomExclusion,
  randomForeignKey,
  randomIndex,
  randomKey,
  randomPolicy,
  randomUnique,
} from "./random_parts.ts";
import { type Column, plainColumns, type Table, type World, worldName } from "./random_world.ts";

/** Changes a world; false when it cannot be changed so. */
export type Changer = (dice: Dice, world: World) => boolean | void;
/** A kind of change. */
export type ChangeKind = readonly [kind: string, change: Changer];

export function addTable(dice: Dice, world: World): Table {
  const hasId = dice.chance(0.8);
  const id: Column = {
    name: "id",
    previousNames: [],
    type: { family: "integer", sql: dice.pick(["integer", "bigint", "int"]) },
    notNull: false,
  };
  if (hasId && dice.chance(0.25)) id.identity = dice.pick(["always", "by default"] as const);
  else if (hasId && dice.chance(0.15)) {
    id.type = { family: "integer", sql: dice.pick(["serial", "bigserial"]) };
  }
  const table: Table = {
    schema: dice.pick(world.schemas),
    name: worldName(dice, world, "t "),
    previousNames: [],
    columns: hasId ? [id] : [],
    key: [],
    uniques: [],
    indexes: [],
    checks: [],
    foreignKeys: [],
    exclusions: [],
    unlogged: dice.chance(0.08),
    ...(dice.chance(0.5) && { triggers: [] }),
    ...(dice.chance(0.3) && { policies: [] }),
  };
  for (let count = 1 + dice.below(4); count > 0; count--) {
    table.columns.push(randomColumn(dice, table, world));
  }
  if (hasId) table.key = [id];
  else if (dice.chance(0.6)) table.key = randomKey(dice, table);
  world.tables.push(table);
  return table;
}

export function tableOf(dice: Dice, world: World): Table | undefined {
  const tables = world.tables.filter(({ isSettled }) => !isSettled);
  return tables.length === 0 ? undefined : dice.pick(tables);
}

/** A change of one table. */
export function ofTable(change: (dice: Dice, table: Table, world: World) => boolean | void): Changer {
  return (dice, world) => {
    const table = tableOf(dice, world);
    return table ? change(dice, table, world) : false;
  };
}

/** Columns that may lose their values or their type: no key, no parent of anything, nothing that has no way back. */
export function looseColumns(table: Table, world: World): Column[] {
  const held = new Set([
    ...table.key,
    ...table.partitionBy?.columns ?? [],
    ...(table.partitions ?? []).flatMap(({ parts }) => parts?.by.columns ?? []),
    ...table.uniques.flatMap(({ columns }) => columns),
    ...table.foreignKeys.flatMap(({ columns }) => columns),
    ...world.tables.flatMap(({ foreignKeys }) => foreignKeys.flatMap(({ references }) => references)),
  ]);
  return table.columns.filter((column) =>
    !held.has(column) &&
    world.sequences.every(({ owner }) => typeof owner !== "object" || owner.column !== column)
  );
}

function push<T>(list: T[], thing: T | undefined): boolean {
  if (thing !== undefined) list.push(thing);
  return thing !== undefined;
}

/** Changes that make tables richer. */
export const TABLE_ADDITIONS: readonly ChangeKind[] = [
  ["add table", (dice, world) => void addTable(dice, world)],
  [
    "add column",
    ofTable((dice, table, world) => {
      table.columns.splice(dice.chance(0.8) ? table.columns.length : 0, 0, randomColumn(dice, table, world));
    }),
  ],
  [
    "add generated column",
    ofTable((dice, table, world) => {
      const columns = plainColumns(table).filter(({ type }) => "sql" in type && type.family !== "time");
      if (columns.length === 0) return false;
      const source = dice.pick(columns);
      const { default: _, ...column } = randomColumn(dice, table, world);
      const isText = source.type.family === "text";
      table.columns.push({
        name: column.name,
        previousNames: [],
        type: isText ? { family: "text", sql: "text" } : { family: "truth", sql: "boolean" },
        notNull: false,
        generated: isText
          ? { text: dice.pick(["lower({0})", "({0} || 'x')", "upper({0})"]), columns: [source] }
          : { text: "({0} is null)", columns: [source] },
      });
    }),
  ],
  [
    "add identity",
    ofTable((dice, table) => {
      const column = plainColumns(table).find(({ type, identity }) => isNumber(type) && !identity);
      if (!column || table.partitionBy || table.columns.some(({ identity }) => identity)) return false;
      if (isReferring(table, column) || table.seeds) return false;
      delete column.default;
      column.identity = dice.pick(["always", "by default"] as const);
      column.notNull = true;
      if (dice.chance(0.4)) column.sequence = { start: 100, increment: 5 };
    }),
  ],
  ["add index", ofTable((dice, table, world) => push(table.indexes, randomIndex(dice, table, world)))],
  [
    "add unique constraint",
    ofTable((dice, table, world) => push(table.uniques, randomUnique(dice, table, world))),
  ],
  ["add check", ofTable((dice, table, world) => push(table.checks, randomCheck(dice, table, world)))],
  [
    "add foreign key",
    ofTable((dice, table, world) => push(table.foreignKeys, randomForeignKey(dice, table, world))),
  ],
  [
    "add exclusion",
    ofTable((dice, table, world) => {
      if (!table.columns.some(({ type }) => type.family === "range")) {
        const { name } = randomColumn(dice, table, world);
        table.columns.push({
          name,
          previousNames: [],
          type: { family: "range", sql: "int4range" },
          notNull: false,
        });
      }
      return push(table.exclusions, randomExclusion(dice, table, world));
    }),
  ],
  ["add policy", ofTable((dice, table) => push(table.policies ??= [], randomPolicy(dice, table)))],
  [
    "set row level security",
    ofTable((dice, table) => {
      table.rowSecurity = {
        enabled: dice.chance(0.7),
        ...(dice.chance(0.4) && { forced: dice.chance(0.6) }),
      };
    }),
  ],
  [
    "set storage parameters",
    ofTable((dice, table) => {
      if (table.partitionBy) return false;
      table.with = { ...table.with, fillfactor: dice.pick([40, 60, 80]) };
      if (dice.chance(0.4)) table.with["autovacuum_enabled"] = dice.chance(0.5);
    }),
  ],
  [
    "set replica identity",
    ofTable((dice, table) => {
      table.replicaIdentity = dice.pick(["full", "nothing", "default"]);
    }),
  ],
  [
    "set column storage",
    ofTable((dice, table, world) => {
      const column = table.columns.find(({ type }) => LONG.includes(type.family));
      if (!column) return false;
      column.storage = dice.pick([
        "external",
        "main",
        "extended",
        "plain",
        ...(world.major >= 16 ? ["default"] : []),
      ]);
    }),
  ],
  ["comment on table", ofTable((dice, table) => void (table.comment = dice.pick([...COMMENTS, ""])))],
  [
    "comment on column",
    ofTable((dice, table) => {
      dice.pick(table.columns).comment = dice.pick([...COMMENTS, ""]);
    }),
  ],
  [
    "add seed rows",
    ofTable((dice, table) => {
      const [key] = table.key;
      if (table.key.length !== 1 || !key || !isNumber(key.type) || key.identity === "always") return false;
      if (table.partitionBy) return false;
      const columns = plainColumns(table).filter((column) =>
        column !== key && !isReferring(table, column) && column.identity === undefined &&
        ["integer", "text", "truth", "number"].includes(column.type.family)
      );
      table.seeds = [1, 2, 7].slice(0, 1 + dice.below(3)).map((id) => {
        const cells = new Map<Column, unknown>([[key, { int: id }]]);
        for (const column of columns) if (dice.chance(0.6)) cells.set(column, seedValue(dice, column));
        return { id, cells };
      });
    }),
  ],
];

export function isNumber(type: Column["type"]): boolean {
  return "sql" in type && /^(integer|int|bigint|int8|smallint)$/.test(type.sql);
}

export function isReferring(table: Table, column: Column): boolean {
  return table.foreignKeys.some(({ columns }) => columns.includes(column));
}

export function seedValue(dice: Dice, { type, notNull }: Column): unknown {
  const values: Record<string, readonly unknown[]> = {
    integer: [{ int: 0 }, { int: -3 }, { int: 12 }],
    text: [{ str: "" }, { str: "it's" }, { str: "5" }],
    truth: [{ str: "true" }, { str: "f" }],
    number: [{ int: 5 }, { str: "1.50" }],
  };
  return dice.pick([...values[type.family] ?? [], ...(notNull ? [] : [{ null: true }])]);
}
