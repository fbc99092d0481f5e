// Changes that take away from the tables of a random PostgreSQL world, or alter them.
import type { Dice } from "../random/dice.ts";
import {
  COLLATIONS,
  COMMENTS,
  DEFERRABLE,
  randomCondition,
  randomDefault,
  randomDeletion,
  randomIndex,
  randomKey,
  randomPolicy,
  randomUnique,
} from "./random_parts.ts";
import { type ChangeKind, isNumber, looseColumns, ofTable, seedValue, tableOf } from "./random_tables.ts";
import { releaseColumn, usersOf } from "./random_uses.ts";
import {
  type Column,
  expressionsOf,
  FAMILIES,
  freshName,
  plainColumns,
  rootOf,
  type Table,
  type World,
  worldName,
} from "./random_world.ts";

/** Changes that take away or alter. */
export const TABLE_CHANGES: readonly ChangeKind[] = [
  ["drop table", (dice, world) => {
    const table = tableOf(dice, world);
    if (!table || world.tables.length < 2 || table.isFrozen) return false;
    const isParent = world.tables.some((each) =>
      each !== table && each.foreignKeys.some(({ parent }) => parent === table)
    );
    const isNamed = world.routines.some(({ reads }) => reads === table) ||
      world.sequences.some(({ owner }) => typeof owner === "object" && owner.table === table);
    if (isParent || isNamed) return false;
    for (const column of table.columns) releaseColumn(table, column, world);
    world.tables = world.tables.filter((each) => each !== table);
  }],
  [
    "rename table",
    ofTable((dice, table, world) => {
      if (table.isFrozen || table.previousNames.length > 0) return false;
      table.previousNames = [table.name];
      table.name = worldName(dice, world, "t ");
    }),
  ],
  [
    "drop column",
    ofTable((dice, table, world) => {
      const columns = looseColumns(table, world);
      if (columns.length === 0 || table.isFrozen || plainColumns(table).length < 2) return false;
      const column = dice.pick(columns);
      releaseColumn(table, column, world);
      table.columns = table.columns.filter((each) => each !== column);
    }),
  ],
  [
    "rename column",
    ofTable((dice, table) => {
      const column = dice.pick(table.columns);
      if (table.isFrozen || column.previousNames.length > 0) return false;
      const taken = table.columns.flatMap(({ name, previousNames }) => [name, ...previousNames]);
      column.previousNames = [column.name];
      column.name = freshName(dice, taken, "r ");
    }),
  ],
  [
    "change type",
    ofTable((dice, table, world) => {
      const columns = looseColumns(table, world).filter((column) =>
        "sql" in column.type && !/serial/.test(column.type.sql) && !column.identity && !column.generated
      );
      return columns.length > 0 && changeType(dice, dice.pick(columns), table, world);
    }),
  ],
  [
    "change type of a key",
    ofTable((dice, table) => {
      const column = table.key.find(({ type }) => isNumber(type));
      if (!column || table.partitionBy) return false;
      column.type = { family: "integer", sql: dice.pick(["integer", "bigint"]) };
    }),
  ],
  [
    "change not null",
    ofTable((dice, table, world) => {
      const columns = looseColumns(table, world).filter(({ generated, identity, type }) =>
        !generated && !identity && !("sql" in type && /serial/.test(type.sql))
      );
      if (columns.length === 0) return false;
      const column = dice.pick(columns);
      column.notNull = !column.notNull;
      if (column.notNull && dice.chance(0.85)) column.default ??= randomDefault(dice, column.type, world);
    }),
  ],
  [
    "change default",
    ofTable((dice, table, world) => {
      const columns = plainColumns(table).filter(({ identity, type }) =>
        !identity && !("sql" in type && /serial/.test(type.sql))
      );
      if (columns.length === 0) return false;
      const column = dice.pick(columns);
      if (dice.chance(0.7)) column.default = randomDefault(dice, column.type, world);
      else delete column.default;
      if (column.default === undefined) column.notNull = false;
    }),
  ],
  [
    "change collation",
    ofTable((dice, table, world) => {
      const columns = looseColumns(table, world).filter(({ type, generated }) =>
        type.family === "text" && !generated
      );
      if (columns.length === 0) return false;
      const column = dice.pick(columns);
      if (column.collation === undefined) column.collation = dice.pick(COLLATIONS);
      else delete column.collation;
    }),
  ],
  [
    "change identity",
    ofTable((dice, table) => {
      const column = table.columns.find(({ identity }) => identity);
      if (!column?.identity || table.seeds) return false;
      column.identity = column.identity === "always" ? "by default" : "always";
      if (dice.chance(0.5)) {
        const { start } = column.sequence ?? {};
        column.sequence = {
          ...(start !== undefined && { start }),
          increment: dice.pick([1, 2, 10]),
          cache: dice.pick([1, 7]),
        };
      }
    }),
  ],
  [
    "drop identity",
    ofTable((_dice, table) => {
      const column = table.columns.find(({ identity }) => identity);
      if (!column) return false;
      delete column.identity;
      delete column.sequence;
    }),
  ],
  [
    "serial becomes identity",
    ofTable((dice, table) => {
      const column = table.columns.find(({ type }) => "sql" in type && /serial/.test(type.sql));
      if (!column) return false;
      column.type = {
        family: "integer",
        sql: "sql" in column.type && column.type.sql === "serial" ? "integer" : "bigint",
      };
      column.notNull = true;
      column.identity = dice.pick(["always", "by default"] as const);
      if (table.seeds) column.identity = "by default";
    }),
  ],
  [
    "change generated expression",
    ofTable((dice, table) => {
      const column = table.columns.find(({ generated }) => generated);
      const [source] = column?.generated?.columns ?? [];
      if (!column || !source || column.type.family !== "text") return false;
      column.generated = {
        text: dice.pick(["lower({0})", "({0} || 'y')", "coalesce({0}, 'z')"]),
        columns: [source],
      };
    }),
  ],
  [
    "generated column becomes plain",
    ofTable((_dice, table) => {
      const column = table.columns.find(({ generated }) => generated);
      if (!column) return false;
      delete column.generated;
    }),
  ],
  [
    "change primary key",
    ofTable((dice, table, world) => {
      const isParent = world.tables.some(({ foreignKeys }) =>
        foreignKeys.some(({ parent, references }) =>
          parent === table && references.every((each) => table.key.includes(each))
        )
      );
      if (isParent || table.seeds || table.key.some(({ identity }) => identity)) return false;
      table.key = dice.chance(0.3) ? [] : randomKey(dice, table);
      delete table.keyOptions;
      table.uniques = table.uniques.filter(({ columns }) =>
        columns.length !== table.key.length || columns.some((column) => !table.key.includes(column))
      );
    }),
  ],
  [
    "change key's options",
    ofTable((dice, table, world) => {
      const isParent = world.tables.some(({ foreignKeys }) =>
        foreignKeys.some(({ parent }) => parent === table)
      );
      if (table.key.length === 0) return false;
      const others = plainColumns(table).filter((column) => !table.key.includes(column));
      table.keyOptions = {
        ...(table.keyOptions?.comment !== undefined && { comment: "" }),
        ...((dice.chance(0.5) || table.keyOptions?.name !== undefined) &&
          { name: worldName(dice, world, "pk ") }),
        ...(others.length > 0 && dice.chance(0.3) && { include: dice.some(others, 1) }),
        ...(!isParent && !table.seeds && dice.chance(0.3) && { deferrable: dice.pick(DEFERRABLE) }),
        ...(dice.chance(0.3) && { comment: dice.pick(COMMENTS) }),
      };
    }),
  ],
  [
    "change unique constraint",
    ofTable((dice, table, world) => {
      const [unique] = table.uniques;
      const isParent = world.tables.some(({ foreignKeys }) =>
        foreignKeys.some(({ parent, references }) =>
          parent === table && references.every((each) => unique?.columns.includes(each))
        )
      );
      if (!unique || isParent) return false;
      const { name } = unique;
      table.uniques.shift();
      const other = randomUnique(dice, table, world);
      if (other) table.uniques.push({ ...other, ...(name !== undefined && { name }) });
      else table.wantsNames ||= name !== undefined;
    }),
  ],
  [
    "drop unique constraint",
    ofTable((dice, table, world) => {
      const isParent = world.tables.some(({ foreignKeys }) =>
        foreignKeys.some(({ parent }) => parent === table)
      );
      return !isParent && dropNamed(dice, table, "uniques");
    }),
  ],
  [
    "rename constraint",
    ofTable((dice, table, world) => {
      const named = [...table.checks, ...table.foreignKeys, ...table.uniques, ...table.exclusions];
      if (named.length === 0) return false;
      dice.pick(named).name = worldName(dice, world, "n ");
    }),
  ],
  ["drop index", ofTable((dice, table) => drop(dice, table.indexes))],
  [
    "change index",
    ofTable((dice, table, world) => {
      const [index] = table.indexes;
      const other = randomIndex(dice, table, world);
      if (!index || !other || index.name === undefined) return false;
      table.indexes[0] = { ...other, name: index.name };
    }),
  ],
  [
    "rename index",
    ofTable((dice, table, world) => {
      const index = table.indexes.find(({ name }) => name !== undefined);
      if (index?.name === undefined || index.previousNames.length > 0) return false;
      index.previousNames = [index.name];
      index.name = worldName(dice, world, "ri ");
    }),
  ],
  ["drop check", ofTable((dice, table) => dropNamed(dice, table, "checks"))],
  [
    "change check",
    ofTable((dice, table) => {
      const [check] = table.checks;
      if (!check) return false;
      if (dice.chance(0.3)) delete check.notValid;
      else check.expression = randomCondition(dice, table.columns);
    }),
  ],
  ["drop foreign key", ofTable((dice, table) => dropNamed(dice, table, "foreignKeys"))],
  [
    "change foreign key",
    ofTable((dice, table, world) => {
      const [key] = table.foreignKeys;
      if (!key) return false;
      if (dice.chance(0.6)) {
        delete key.onDeleteColumns;
        Object.assign(key, randomDeletion(dice, key.columns, world));
      }
      if (dice.chance(0.4)) delete key.notValid;
      if (dice.chance(0.4)) key.deferrable = dice.pick(DEFERRABLE);
      else delete key.deferrable;
    }),
  ],
  [
    "change columns of on delete",
    ofTable((dice, table, world) => {
      const key = table.foreignKeys.find(({ onDeleteColumns }) => onDeleteColumns) ?? table.foreignKeys[0];
      if (!key || world.major < 15) return false;
      const { onDeleteColumns } = key;
      key.onDelete = "set null";
      key.onDeleteColumns = dice.some(key.columns, 2);
      if (onDeleteColumns && dice.chance(0.5)) delete key.onDeleteColumns;
    }),
  ],
  ["drop exclusion", ofTable((dice, table) => dropNamed(dice, table, "exclusions"))],
  [
    "change exclusion",
    ofTable((dice, table) => {
      const [exclusion] = table.exclusions;
      if (!exclusion) return false;
      if (exclusion.where) delete exclusion.where;
      else exclusion.where = randomCondition(dice, table.columns);
    }),
  ],
  ["drop policy", ofTable((dice, table) => drop(dice, table.policies ?? []))],
  [
    "change policy",
    ofTable((dice, table) => {
      const [policy] = table.policies ?? [];
      if (!policy) return false;
      const { name, previousNames } = policy;
      const other = randomPolicy(dice, table);
      table.policies?.splice(0, 1, { ...other, name, previousNames, comment: other.comment ?? "" });
    }),
  ],
  [
    "rename policy",
    ofTable((dice, table) => {
      const [policy] = table.policies ?? [];
      if (!policy || policy.previousNames.length > 0) return false;
      const taken = (table.policies ?? []).flatMap(({ name, previousNames }) => [name, ...previousNames]);
      policy.previousNames = [policy.name];
      policy.name = freshName(dice, taken, "rp ");
    }),
  ],
  [
    "change logging",
    ofTable((_dice, table, world) => {
      const isBound = table.foreignKeys.length > 0 || table.partitionBy ||
        world.tables.some(({ foreignKeys }) => foreignKeys.some(({ parent }) => parent === table));
      if (isBound) return false;
      table.unlogged = !table.unlogged;
    }),
  ],
  [
    "reset storage parameters",
    ofTable((_dice, table) => {
      if (!table.with) return false;
      table.with = Object.fromEntries(Object.keys(table.with).map((key) => [key, null]));
    }),
  ],
  [
    "change seed rows",
    ofTable((dice, table) => {
      const cells = table.seeds?.[0]?.cells;
      const columns = [...cells?.keys() ?? []].filter((column) => !table.key.includes(column));
      if (!cells || columns.length === 0) return false;
      const column = dice.pick(columns);
      if (!["integer", "text", "truth", "number"].includes(column.type.family)) return false;
      cells.set(column, seedValue(dice, column));
    }),
  ],
];

/** Another type; everything that names the column keeps its sense, or goes. */
function changeType(dice: Dice, column: Column, table: Table, world: World): boolean {
  const { type } = column;
  const isClassed = table.indexes.some(({ parts }) =>
    parts.some((part) => part.column === column && part.operatorClass !== undefined)
  );
  // Ranges are not cast into one another.
  if (!("sql" in type) || isClassed || type.family === "range") return false;
  const isNamed = expressionsOf(table).some(({ columns }) => columns.includes(column)) ||
    table.exclusions.some(({ parts }) => parts.some((part) => part.column === column)) ||
    table.indexes.some(({ parts, include }) =>
      parts.some((part) => part.column === column) || include?.includes(column)
    ) ||
    usersOf(column, world).some(({ outputs }) =>
      outputs.some(({ of, call }) => call && (of === column || rootOf({ of }) === column))
    );
  const ways: Partial<Record<typeof type.family, readonly (readonly [typeof type.family, string?])[]>> = {
    integer: [["text"], ["number"], ["truth", "{0} <> 0"]],
    text: [["integer", "length({0})"], ["bytes", "convert_to({0}, 'UTF8')"], ["texts", "array[{0}]"]],
    number: [["text"], ["integer"]],
    truth: [["integer", "{0}::integer"], ["text"]],
  };
  const [family, using] = isNamed || dice.chance(0.4)
    ? [type.family]
    : dice.pick(ways[type.family] ?? [["text"]] as const);
  column.type = { family, sql: dice.pick(FAMILIES[family].types) };
  if (using !== undefined) column.using = using.replaceAll("{0}", `"${column.name.replaceAll('"', '""')}"`);
  if (family === type.family) return true;
  delete column.collation;
  delete column.storage;
  delete column.compression;
  delete column.default;
  if (dice.chance(0.5)) column.default = randomDefault(dice, column.type, world);
  table.seeds?.forEach(({ cells }) => cells.delete(column));
  return true;
}

function dropNamed(
  dice: Dice,
  table: Table,
  list: "uniques" | "checks" | "foreignKeys" | "exclusions",
): boolean {
  table.wantsNames ||= table[list].some(({ name }) => name !== undefined);
  return drop(dice, table[list]);
}

/** Takes one of the things away. */
function drop(dice: Dice, things: unknown[]): boolean {
  if (things.length === 0) return false;
  things.splice(dice.below(things.length), 1);
  return true;
}
