// Random changes to worlds of MySQL and MariaDB that alter or take away; random_change.ts has those that add.
import type { Dice } from "../random/dice.ts";
import { changeView, dropPrograms, dropViews, setProgram } from "./random_objects.ts";
import {
  indexNames,
  isUntied,
  PARTITIONS,
  randomIndex,
  randomTrigger,
  randomTriggerBody,
  setKey,
} from "./random_parts.ts";
import { seedValue } from "./random_rows.ts";
import { CHARSETS, FAMILIES } from "./random_types.ts";
import {
  type Column,
  familyOf,
  freeColumns,
  freshName,
  freshTableName,
  isSimple,
  randomComment,
  randomCondition,
  randomFormula,
  setDefault,
  type Table,
  type World,
} from "./random_world.ts";

/** Changes a world; false when it cannot be changed so. */
export type Changer = (dice: Dice, world: World) => boolean | void;

const tableOf = (dice: Dice, world: World): Table => dice.pick(world.tables);

/** A column that may lose its values or its type: no key, no parent of anything. */
function looseColumn(dice: Dice, table: Table, world: World): Column | undefined {
  const held = new Set([
    ...table.key,
    ...table.foreignKeys.flatMap(({ columns }) => columns),
    ...world.tables.flatMap(({ foreignKeys }) => foreignKeys.flatMap(({ references }) => references)),
  ]);
  const free = table.columns.filter((column) => !held.has(column));
  return free.length > 0 ? dice.pick(free) : undefined;
}

/** Forgets everything that uses a column. */
function releaseColumn(table: Table, column: Column, world: World): void {
  const uses = (columns: readonly Column[] | undefined) => columns?.includes(column) ?? false;
  const dependents = table.columns.filter(({ generated }) => uses(generated?.expression.columns));
  for (const each of dependents) {
    releaseColumn(table, each, world);
    table.columns = table.columns.filter((other) => other !== each);
  }
  table.indexes = table.indexes.filter(({ parts }) =>
    !parts.some((part) => part.column === column || uses(part.expression?.columns))
  );
  table.uniques = table.uniques.filter(({ columns }) => !uses(columns));
  table.checks = table.checks.filter(({ expression }) => !uses(expression.columns));
  table.foreignKeys = table.foreignKeys.filter(({ columns }) => !uses(columns));
  if (table.triggers) table.triggers = table.triggers.filter(({ body }) => !uses(body.columns));
  dropViews(world, (view) => view.from === table && uses(view.columns));
  table.seeds?.forEach((cells) => cells.delete(column));
  for (const each of table.columns) if (each.after === column) delete each.after;
}

function removeColumn(table: Table, column: Column, world: World): void {
  releaseColumn(table, column, world);
  table.columns = table.columns.filter((each) => each !== column);
}

/** Indexes of several columns of text ask for one collation, and a place's index for a place that is not null. */
function releaseSpecial(table: Table, column: Column): void {
  table.indexes = table.indexes.filter(({ type, parts }) =>
    type === undefined || !parts.some((part) => part.column === column)
  );
}

function visibleColumns(table: Table): Column[] {
  return table.columns.filter(({ invisible }) => !invisible);
}

function drop(dice: Dice, things: unknown[]): boolean {
  if (things.length === 0) return false;
  things.splice(dice.below(things.length), 1);
  return true;
}

const TABLES: readonly (readonly [string, Changer])[] = [
  ["drop table", (dice, world) => {
    if (world.tables.length < 2) return false;
    const table = tableOf(dice, world);
    world.tables = world.tables.filter((each) => each !== table);
    for (const each of world.tables) {
      each.foreignKeys = each.foreignKeys.filter(({ parent }) => parent !== table);
    }
    dropViews(world, (view) => view.from === table || view.join === table);
    dropPrograms(world, table);
  }],
  ["rename table", (dice, world) => {
    const table = tableOf(dice, world);
    if (table.previousNames.length > 0) return false;
    table.previousNames = [table.name];
    table.name = freshTableName(dice, world);
  }],
  ["change storage engine", (dice, world) => {
    const table = tableOf(dice, world);
    const isPlain = table.indexes.every(({ type, parts }) =>
      type === undefined &&
      parts.every(({ column, descending }) => column && !column.generated && !descending)
    );
    if (table.columns.some(({ srid }) => srid !== undefined)) return false;
    if (!isUntied(table, world) || !isPlain || table.rowFormat !== undefined) return false;
    table.engine = isSimple(table) ? "innodb" : "MyISAM";
  }],
  ["change row format", (dice, world) => {
    const table = tableOf(dice, world);
    if (isSimple(table) || table.rowFormat === undefined) return false;
    table.rowFormat = dice.pick(["dynamic", "compact", "redundant", "compressed"]);
  }],
  ["change table's charset", (dice, world) => {
    const table = tableOf(dice, world);
    delete table.charset;
    delete table.collation;
    if (dice.chance(0.8)) Object.assign(table, dice.pick(CHARSETS));
  }],
  ["change table's comment", (dice, world) => {
    const table = tableOf(dice, world);
    table.comment = dice.chance(0.3) ? "" : randomComment(dice);
  }],
  ["change partitions", (dice, world) => {
    const table = world.tables.find(({ partitions }) => partitions !== undefined);
    if (!table) return false;
    table.partitions = dice.pick(PARTITIONS);
  }],
  ["change primary key", (dice, world) => {
    const table = tableOf(dice, world);
    const isParent = world.tables.some(({ foreignKeys }) =>
      foreignKeys.some(({ parent }) => parent === table)
    );
    if (isParent || table.seeds || table.partitions) return false;
    table.counts = false;
    delete table.autoIncrement;
    delete table.keyLength;
    if (dice.chance(0.25)) table.key = [];
    else return setKey(dice, table);
  }],
  ["change auto_increment", (_dice, world) => {
    const table = world.tables.find(({ key }) =>
      key.length === 1 && key[0]?.isReserved && /int/.test(key[0].type) && !key[0].generated
    );
    if (!table) return false;
    if (table.foreignKeys.some(({ columns }) => columns.some((column) => table.key.includes(column)))) {
      return false;
    }
    table.counts = !table.counts;
    delete table.autoIncrement;
  }],
];

const COLUMNS: readonly (readonly [string, Changer])[] = [
  ["drop column", (dice, world) => {
    const table = tableOf(dice, world);
    const column = looseColumn(dice, table, world);
    if (!column || visibleColumns(table).filter((each) => each !== column && !each.generated).length === 0) {
      return false;
    }
    removeColumn(table, column, world);
  }],
  ["rename column", (dice, world) => {
    const table = tableOf(dice, world);
    const column = dice.pick(table.columns);
    if (column.previousNames.length > 0 || table.partitions) return false;
    const taken = table.columns.flatMap(({ name, previousNames }) => [name, ...previousNames]);
    column.previousNames = [column.name];
    column.name = freshName(dice, taken, "r ");
  }],
  ["change type", (dice, world) => {
    const table = tableOf(dice, world);
    const column = looseColumn(dice, table, world);
    if (!column || column.generated) return false;
    column.type = dice.pick(column.family.types);
    // The index of a place takes a point, and the length of a prefix at most that of the type.
    table.indexes = table.indexes.filter(({ type, parts }) =>
      !parts.some((part) => part.column === column && (type !== undefined || part.length !== undefined))
    );
  }],
  ["change family of type", (dice, world) => {
    const table = tableOf(dice, world);
    const column = looseColumn(dice, table, world);
    const { variant } = world;
    if (!column || column.generated || column.isReserved || column.onUpdate !== undefined) return false;
    if (/place|shape|address/.test(column.family.name)) return false;
    releaseColumn(table, column, world);
    const { default: old, charset: _charset, collation: _collation, srid: _srid, ...rest } = column;
    const family = dice.pick(
      FAMILIES.filter(({ only, name }) =>
        (only === undefined || only === variant) && !/place|shape|address/.test(name)
      ),
    );
    const changed: Column = { ...rest, family, type: dice.pick(family.types) };
    if (old !== undefined && !setDefault(dice, changed)) changed.notNull = false;
    delete column.default;
    delete column.charset;
    delete column.collation;
    delete column.srid;
    Object.assign(column, changed);
  }],
  ["change type of a foreign key", (dice, world) => {
    const key = dice.pick(world.tables).foreignKeys[0];
    const [parentColumn] = key?.references ?? [];
    if (!key || !parentColumn || !/int/.test(parentColumn.type) || key.parent.partitions) return false;
    const type = dice.pick(["int", "bigint", "int unsigned", "bigint unsigned"]);
    const same = new Set([parentColumn]);
    for (let size = 0; size !== same.size;) {
      size = same.size;
      for (const { foreignKeys } of world.tables) {
        for (const { columns, references } of foreignKeys) {
          columns.forEach((column, at) => {
            const other = references[at];
            if (other && (same.has(column) || same.has(other))) same.add(column).add(other);
          });
        }
      }
    }
    for (const column of same) column.type = type;
  }],
  ["change not null", (dice, world) => {
    const table = tableOf(dice, world);
    const column = looseColumn(dice, table, world);
    if (!column || column.generated || column.family.values.length === 0) return false;
    if (column.notNull) releaseSpecial(table, column);
    column.notNull = !column.notNull;
    if (column.notNull && column.default === undefined && dice.chance(0.9)) setDefault(dice, column);
    if (column.invisible && column.notNull && column.default === undefined) column.notNull = false;
  }],
  ["change default", (dice, world) => {
    const column = dice.pick(tableOf(dice, world).columns);
    if (column.generated || column.onUpdate !== undefined) return false;
    if (dice.chance(0.7)) return setDefault(dice, column);
    if (column.invisible && column.notNull) return false;
    delete column.default;
  }],
  ["change on update", (dice, world) => {
    const columns = tableOf(dice, world).columns.filter(({ family }) =>
      /^(?:moment|stamp)$/.test(family.name)
    );
    if (columns.length === 0) return false;
    const column = dice.pick(columns.filter(({ generated }) => !generated));
    if (column.onUpdate === undefined) column.onUpdate = "current_timestamp";
    else delete column.onUpdate;
  }],
  ["change charset", (dice, world) => {
    const table = tableOf(dice, world);
    const column = looseColumn(dice, table, world);
    if (!column?.family.hasText) return false;
    releaseSpecial(table, column);
    delete column.charset;
    delete column.collation;
    if (dice.chance(0.7)) Object.assign(column, dice.pick(CHARSETS));
  }],
  ["change comment", (dice, world) => {
    const column = dice.pick(tableOf(dice, world).columns);
    column.comment = dice.chance(0.25) ? "" : randomComment(dice);
  }],
  ["change invisibility", (dice, world) => {
    const table = tableOf(dice, world);
    const column = looseColumn(dice, table, world);
    if (!column) return false;
    if (!column.invisible) {
      const others = visibleColumns(table).filter((each) => each !== column);
      if (others.length === 0 || (column.notNull && column.default === undefined)) return false;
    }
    column.invisible = !column.invisible;
  }],
  ["change generated column", (dice, world) => {
    const table = tableOf(dice, world);
    const column = table.columns.find(({ generated }) => generated);
    const formula = randomFormula(dice, freeColumns(table));
    if (!column?.generated || !formula) return false;
    if (dice.chance(0.5)) {
      column.generated = { ...column.generated, stored: !column.generated.stored };
      return;
    }
    releaseColumn(table, column, world);
    column.generated = { ...column.generated, expression: formula.expression };
    column.type = formula.type;
    column.family = familyOf(formula.type);
    delete column.charset;
    delete column.collation;
  }],
  ["make generated column plain", (_dice, world) => {
    for (const table of world.tables) {
      const column = table.columns.find(({ generated }) => generated);
      if (!column) continue;
      delete column.generated;
      return;
    }
    return false;
  }],
  ["make column generated", (dice, world) => {
    const table = tableOf(dice, world);
    const column = looseColumn(dice, table, world);
    const able = freeColumns(table).filter((each) => each !== column);
    const formula = randomFormula(dice, able);
    const isPlain = column && !column.generated && !column.isReserved && !column.onUpdate;
    if (!isPlain || !formula || visibleColumns(table).length < 3) return false;
    releaseColumn(table, column, world);
    delete column.default;
    delete column.charset;
    delete column.collation;
    delete column.srid;
    const { type, expression } = formula;
    Object.assign(column, { type, family: familyOf(type), notNull: false });
    column.generated = { expression, stored: dice.chance(0.5) };
  }],
  ["move column", (dice, world) => {
    const table = tableOf(dice, world);
    const [column, other] = dice.some(table.columns, 2);
    for (const each of table.columns) delete each.after;
    if (!column) return false;
    column.after = other ?? "first";
  }],
];

const PARTS: readonly (readonly [string, Changer])[] = [
  ["change index", (dice, world) => {
    const table = tableOf(dice, world);
    const plain = table.indexes.filter(({ type }) => type === undefined);
    const [old] = plain.length > 0 ? [dice.pick(plain)] : [];
    const index = old && randomIndex(dice, table, world);
    if (!old || !index) return false;
    table.indexes = table.indexes.map((each) =>
      each === old ? { ...index, name: old.name, comment: index.comment ?? "" } : each
    );
  }],
  ["drop index", (dice, world) => drop(dice, tableOf(dice, world).indexes)],
  ["rename index", (dice, world) => {
    const table = tableOf(dice, world);
    const [index] = table.indexes;
    if (!index || index.previousNames) return false;
    index.previousNames = [index.name];
    index.name = freshName(dice, [...indexNames(table), ...index.previousNames], "ri ");
  }],
  ["change index visibility", (dice, world) => {
    const { indexes } = tableOf(dice, world);
    if (indexes.length === 0) return false;
    const index = dice.pick(indexes);
    index.invisible = !index.invisible;
  }],
  ["change index comment", (dice, world) => {
    const { indexes } = tableOf(dice, world);
    if (indexes.length === 0) return false;
    dice.pick(indexes).comment = dice.chance(0.3) ? "" : randomComment(dice);
  }],
  ["drop unique constraint", (dice, world) => drop(dice, tableOf(dice, world).uniques)],
  ["change check", (dice, world) => {
    const table = tableOf(dice, world);
    const [check] = table.checks;
    const expression = randomCondition(dice, freeColumns(table));
    if (!check || !expression) return false;
    check.expression = expression;
    if (world.variant === "mysql" && dice.chance(0.3)) check.notEnforced = !check.notEnforced;
  }],
  ["drop check", (dice, world) => drop(dice, tableOf(dice, world).checks)],
  ["change foreign key", (dice, world) => {
    const key = tableOf(dice, world).foreignKeys[0];
    if (!key) return false;
    const actions = key.columns.every(({ notNull }) => !notNull)
      ? ["cascade", "set null", "restrict"]
      : ["cascade", "restrict"];
    key.onDelete = dice.pick(actions);
    if (dice.chance(0.5)) key.onUpdate = dice.pick(actions);
  }],
  ["drop foreign key", (dice, world) => drop(dice, tableOf(dice, world).foreignKeys)],
  ["change trigger", (dice, world) => {
    const table = tableOf(dice, world);
    if (!table.triggers || table.triggers.length === 0) return false;
    const trigger = dice.pick(table.triggers);
    if (dice.chance(0.4)) Object.assign(trigger, randomTrigger(dice, table, world), { name: trigger.name });
    else trigger.body = randomTriggerBody(dice, trigger.event, table, world);
  }],
  ["drop trigger", (dice, world) => drop(dice, tableOf(dice, world).triggers ?? [])],
  ["change seed rows", (dice, world) => {
    const [cells] = world.tables.find(({ seeds }) => seeds)?.seeds ?? [];
    const columns = [...cells?.keys() ?? []].filter(({ name, generated, family }) =>
      name !== "id" && !generated && family.seeds.length > 0
    );
    if (!cells || columns.length === 0) return false;
    const column = dice.pick(columns);
    cells.set(column, seedValue(dice, column));
  }],
];

const OBJECTS: readonly (readonly [string, Changer])[] = [
  ["change view", changeView],
  ["drop view", (dice, world) => {
    if (world.views.length === 0) return false;
    const gone = dice.pick(world.views);
    dropViews(world, (view) => view === gone);
  }],
  ["change program", (dice, world) => {
    if (world.programs.length === 0) return false;
    setProgram(dice, dice.pick(world.programs), world);
  }],
  ["drop program", (dice, world) => drop(dice, world.programs)],
];

/** Changes that alter or take away. */
export const ALTERATIONS: readonly (readonly [string, Changer])[] = [
  ...TABLES,
  ...COLUMNS,
  ...PARTS,
  ...PARTS,
  ...OBJECTS,
];
