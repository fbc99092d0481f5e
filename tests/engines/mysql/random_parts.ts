// Random parts of tables: indexes, foreign keys, checks, triggers. What the servers refuse by their rules is not made.
import type { Dice } from "../random/dice.ts";
import {
  type Column,
  type ForeignKey,
  freeColumns,
  freshName,
  type Index,
  type IndexPart,
  isSimple,
  isTied,
  NAMES,
  randomComment,
  randomCondition,
  randomFormula,
  type Table,
  type Trigger,
  type World,
} from "./random_world.ts";

/** Families whose expressions an index takes: no large text comes of them. */
const INDEXED_FORMULAS = /^(?:small )?integer$|^number$|^text$|^day$/;

/** Columns that an ordinary index takes. */
function indexable(table: Table): Column[] {
  return table.columns.filter(({ family, generated }) =>
    family.prefix !== "none" &&
    !(generated && (!generated.stored || isSimple(table)) && table.engine !== undefined)
  );
}

export function indexNames(table: Table): string[] {
  return [...table.indexes.map(({ name }) => name), ...table.uniques.map(({ name = "" }) => name)];
}

/** An index; undefined when the table has no place for the one that was rolled. */
export function randomIndex(dice: Dice, table: Table, { variant }: World): Index | undefined {
  const columns = indexable(table);
  if (columns.length === 0) return undefined;
  const parts = dice.some(columns, 3).map((column): IndexPart => {
    const { prefix } = column.family;
    const isCuttable = /^(?:var)?char\((?:[2-9]\d|1\d\d)\)|^varbinary/.test(column.type);
    return {
      column,
      ...(typeof prefix === "number" ? { length: prefix } : isCuttable && dice.chance(0.3) && { length: 5 }),
      ...(!isSimple(table) && dice.chance(0.2) && { descending: true }),
    };
  });
  if (variant === "mysql" && !isSimple(table) && dice.chance(0.3)) {
    const able = freeColumns(table).filter(({ family }) => INDEXED_FORMULAS.test(family.name));
    const formula = randomFormula(dice, able);
    if (formula) {
      parts.splice(dice.below(parts.length + 1), dice.below(2), { expression: formula.expression });
    }
  }
  return {
    name: freshName(dice, indexNames(table), "i "),
    unique: !table.partitions && dice.chance(0.12),
    parts,
    ...(dice.chance(0.15) && { invisible: true }),
    ...(dice.chance(0.2) && { comment: randomComment(dice) }),
  };
}

/** A full-text index of columns of one collation. */
export function randomFulltext(dice: Dice, table: Table): Index | undefined {
  const columns = table.columns.filter(({ family, generated, charset, collation }) =>
    /text$/.test(family.name) && !generated && charset === undefined && collation === undefined
  );
  if (columns.length === 0 || table.partitions) return undefined;
  const parts = dice.some(columns, 2).map((column) => ({ column }));
  return { name: freshName(dice, indexNames(table), "ft "), unique: false, type: "fulltext", parts };
}

/** A spatial index, whose column must not be null. */
export function randomSpatial(dice: Dice, table: Table): Index | undefined {
  const column = table.columns.find(({ family, notNull }) => family.name === "place" && notNull);
  if (!column || table.partitions) return undefined;
  return {
    name: freshName(dice, indexNames(table), "sp "),
    unique: false,
    type: "spatial",
    parts: [{ column }],
  };
}

/** A foreign key of fresh columns of the table. */
export function randomForeignKey(dice: Dice, table: Table, world: World): ForeignKey | undefined {
  const canTie = (each: Table) => !isSimple(each) && !each.partitions;
  const parents = world.tables.filter((each) =>
    canTie(each) && each.key.length > 0 && each.keyLength === undefined &&
    each.key.every(({ family }) => !family.hasText && typeof family.prefix === "undefined")
  );
  if (parents.length === 0 || !canTie(table)) return undefined;
  const parent = dice.pick(parents);
  const onDelete = dice.chance(0.6) ? dice.pick(["cascade", "set null", "restrict", "no action"]) : undefined;
  const onUpdate = dice.chance(0.4) ? dice.pick(["cascade", "set null", "NO ACTION"]) : undefined;
  const nullable = onDelete === "set null" || onUpdate === "set null" || dice.chance(0.8);
  const columns = parent.key.map((key): Column => {
    const column: Column = {
      name: freshName(dice, table.columns.map(({ name }) => name), "ref "),
      previousNames: [],
      family: key.family,
      type: key.type,
      notNull: !nullable,
      isReserved: true,
    };
    table.columns.push(column);
    return column;
  });
  const taken = world.tables.flatMap(({ foreignKeys }) => foreignKeys.map(({ name = "" }) => name));
  return {
    columns,
    parent,
    references: [...parent.key],
    ...(onDelete !== undefined && { onDelete }),
    ...(onUpdate !== undefined && { onUpdate }),
    ...(dice.chance(0.4) && { name: freshName(dice, taken, "fk ") }),
  };
}

/** A check. Names are of the whole database; a table gives either all of its checks names or none. */
export function randomCheck(dice: Dice, table: Table, world: World): Table["checks"][number] | undefined {
  const expression = randomCondition(dice, freeColumns(table));
  if (!expression) return undefined;
  const taken = new Set(world.tables.flatMap(({ checks }) => checks.map(({ name = "" }) => name)));
  const free = NAMES.map((name) => `ck ${name}`).filter((name) => !taken.has(name));
  return {
    expression,
    ...(table.hasCheckNames && free.length > 0 && { name: dice.pick(free) }),
    ...(world.variant === "mysql" && dice.chance(0.15) && { notEnforced: true }),
  };
}

/** A trigger that does no harm to rows. */
export function randomTrigger(dice: Dice, table: Table, world: World): Trigger {
  const taken = world.tables.flatMap(({ triggers = [] }) => triggers.map(({ name }) => name));
  const event = dice.pick(["insert", "update", "delete"] as const);
  return {
    name: freshName(dice, taken, "tr "),
    timing: dice.pick(["before", "after"]),
    event,
    body: randomTriggerBody(dice, event, table, world),
  };
}

export function randomTriggerBody(dice: Dice, event: string, table: Table, world: World): Trigger["body"] {
  const row = event === "insert" ? "new" : "old";
  const columns = freeColumns(table);
  const others = world.tables.filter((each) => each !== table);
  const texts = [
    "begin\n  declare n int default 0;\n  set n = n + 1; -- counts; no more\nend",
    "set @seen = 'it''s; done'",
    ...(columns.length > 0
      ? [`set @seen = ${row}.{0}`, `begin if ${row}.{0} is null then set @n = 1; end if; end`]
      : []),
    ...(others.length > 0 ? ["delete from {t} where 1 = 0"] : []),
  ];
  const text = dice.pick(texts);
  return {
    text,
    columns: text.includes("{0}") ? [dice.pick(columns)] : [],
    ...(text.includes("{t}") && { table: dice.pick(others) }),
  };
}

/** True when a table can be partitioned: its key is its only unique index, and nothing refers to it. */
export function canBePartitioned(table: Table, world: World): boolean {
  return !isTied(table, world) && !isSimple(table) && table.uniques.length === 0 && table.key.length === 1 &&
    table.key[0]?.name === "id" && table.indexes.every(({ unique, type }) => !unique && type === undefined) &&
    table.columns.every(({ family }) => !/place|shape/.test(family.name));
}

/** Gives a table a primary key of some of its columns. */
export function setKey(dice: Dice, table: Table): boolean {
  delete table.keyLength;
  const able = table.columns.filter(({ family, generated, invisible }) =>
    family.prefix === undefined && !generated && !invisible
  );
  const long = table.columns.find(({ family, generated, invisible }) =>
    family.name === "long text" && !generated && !invisible
  );
  if (long && dice.chance(0.3)) {
    table.key = [long];
    table.keyLength = 12;
  } else if (able.length === 0) return false;
  else table.key = dice.some(able, 2);
  return true;
}

/** Ways to partition by the number of a row. */
export const PARTITIONS: readonly string[] = [
  "partition by hash (id) partitions 4",
  "partition by key (id) partitions 2",
  "PARTITION BY RANGE (`id`) (PARTITION p0 VALUES LESS THAN (10), PARTITION `p 1` VALUES LESS THAN MAXVALUE)",
  "partition by hash (id * 2) partitions 3",
];

/** True when a table may get or lose what depends on its engine. */
export function isUntied(table: Table, world: World): boolean {
  return !isTied(table, world) && !table.partitions;
}
