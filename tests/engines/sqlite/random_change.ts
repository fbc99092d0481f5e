// Random worlds, random changes to them, and random rows. Every change has a kind; the kinds that occurred are counted.
import type { Dice } from "../random/dice.ts";
import {
  type Abilities,
  type Column,
  CONFLICTS,
  freshName,
  type Index,
  plainColumns,
  quoted,
  randomCheck,
  randomColumn,
  randomDefault,
  randomExpression,
  randomForeignKey,
  randomIndex,
  randomTrigger,
  randomUnique,
  type Table,
  TYPES,
  type World,
} from "./random_world.ts";

const TABLE_NAMES = ["t", "u", "v x", 'Wo"w', "group", "é t", "k'x", "[y]"];

/** A world of one to four tables. */
export function randomWorld(dice: Dice, abilities: Abilities): World {
  const world: World = { tables: [], views: [], virtuals: [], usedNames: new Set() };
  for (let count = 1 + dice.below(4); count > 0; count--) addTable(dice, world);
  const decorations = [...DECORATIONS, ...OFTEN.filter(([kind]) => kind.startsWith("add"))];
  for (let count = 4 + dice.below(10); count > 0; count--) applyOne(dice, world, abilities, decorations);
  return world;
}

/** Changes a world at random; gives the kinds of change. */
export function changeWorld(dice: Dice, world: World, abilities: Abilities): string[] {
  const kinds: string[] = [];
  for (let count = 1 + dice.below(5); count > 0; count--) {
    const kind = applyOne(dice, world, abilities, [...DECORATIONS, ...OFTEN, ...CHANGES]);
    if (kind !== undefined) kinds.push(kind);
  }
  return kinds;
}

/** Changes a world; false when it cannot be changed so. */
type Changer = (dice: Dice, world: World, abilities: Abilities) => boolean | void;

function applyOne(
  dice: Dice,
  world: World,
  abilities: Abilities,
  changes: readonly (readonly [string, Changer])[],
): string | undefined {
  const [kind, change] = dice.pick(changes);
  if (world.tables.length === 0) addTable(dice, world);
  return change(dice, world, abilities) === false ? undefined : kind;
}

function addTable(dice: Dice, world: World): void {
  const strict = dice.chance(0.2);
  const id: Column = { name: "id", previousNames: [], type: "integer", notNull: false };
  const table: Table = {
    name: freshTableName(dice, world),
    previousNames: [],
    columns: dice.chance(0.85) ? [id] : [],
    key: [],
    uniques: [],
    autoIncrement: false,
    strict,
    withoutRowid: false,
    indexes: [],
    checks: [],
    foreignKeys: [],
    isFrozen: false,
    ...(dice.chance(0.5) && { triggers: [] }),
  };
  for (let count = 1 + dice.below(4); count > 0; count--) table.columns.push(randomColumn(dice, table));
  if (table.columns[0] === id) table.key = [id];
  else if (dice.chance(0.6)) table.key = dice.some(table.columns, 2);
  table.autoIncrement = table.key[0] === id && dice.chance(0.15);
  table.withoutRowid = table.key.length > 0 && table.key[0] !== id && dice.chance(0.4);
  if (table.withoutRowid) table.key.forEach((column) => column.notNull = true);
  world.tables.push(table);
}

/** A name that no table or view has or had. */
function freshTableName(dice: Dice, world: World): string {
  const free = TABLE_NAMES.filter((name) => !world.usedNames.has(name));
  const name = free.length > 0 ? dice.pick(free) : `t${world.usedNames.size}`;
  world.usedNames.add(name);
  return name;
}

function tableOf(dice: Dice, world: World): Table {
  return dice.pick(world.tables);
}

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
  table.wantsNames = true;
  const uses = (columns: readonly Column[] | undefined) => columns?.includes(column) ?? false;
  table.columns.filter(({ generated }) => uses(generated?.expression.columns)).forEach((each) =>
    delete each.generated
  );
  table.indexes = table.indexes.filter(({ parts, where }) =>
    !uses(where?.columns) && !parts.some((part) => part.column === column || uses(part.expression?.columns))
  );
  table.uniques = table.uniques.filter(({ columns }) => !uses(columns));
  table.checks = table.checks.filter(({ expression }) => !uses(expression.columns));
  table.foreignKeys = table.foreignKeys.filter(({ columns }) => !uses(columns));
  if (table.triggers) table.triggers = table.triggers.filter((trigger) => trigger.column !== column);
  world.views = world.views.filter((view) => view.table !== table || !uses(view.columns));
  table.seeds?.forEach(({ cells }) => (cells as Map<Column, unknown>).delete(column)); // ours alone
}

const indexNames = (world: World) => world.tables.flatMap(({ indexes }) => indexes.map(({ name }) => name));

/** Changes that make a world richer. */
const DECORATIONS: readonly (readonly [string, Changer])[] = [
  ["add table", (dice, world) => addTable(dice, world)],
  ["add column", (dice, world) => {
    const table = tableOf(dice, world);
    table.columns.splice(dice.chance(0.8) ? table.columns.length : 0, 0, randomColumn(dice, table));
  }],
  ["add generated column", (dice, world, { generated }) => {
    const table = tableOf(dice, world);
    if (!generated || plainColumns(table).length === 0) return false;
    const { name, type } = randomColumn(dice, table);
    const expression = randomExpression(dice, plainColumns(table));
    table.columns.push({
      name,
      previousNames: [],
      type: table.strict ? "any" : type,
      notNull: false,
      generated: { expression, stored: dice.chance(0.4) },
    });
  }],
  ["add index", (dice, world) => {
    const table = tableOf(dice, world);
    table.indexes.push(randomIndex(dice, table, indexNames(world)));
  }],
  ["add unique constraint", (dice, world) => {
    const table = tableOf(dice, world);
    const unique = randomUnique(dice, table);
    if (!unique || !isNameFit(unique, table, table.uniques)) return false;
    table.uniques.push(unique);
  }],
  ["add conflict clause", (dice, world) => {
    const table = tableOf(dice, world);
    const column = table.columns.find(({ notNull, onConflict, generated }) =>
      notNull && onConflict === undefined && !generated
    );
    if (column && dice.chance(0.5)) column.onConflict = dice.pick(CONFLICTS);
    else if (table.key.length > 0) table.keyConflict = dice.pick(CONFLICTS);
    else return false;
  }],
  ["add check", (dice, world) => {
    const table = tableOf(dice, world);
    const check = randomCheck(dice, table.columns);
    if (!isNameFit(check, table, table.checks)) return false;
    table.checks.push(check);
  }],
  ["add foreign key", (dice, world) => {
    const table = tableOf(dice, world);
    const key = randomForeignKey(dice, table, world);
    if (!key || !isNameFit(key, table, table.foreignKeys)) return false;
    table.foreignKeys.push(key);
  }],
  ["add trigger", (dice, world, { triggers }) => {
    const table = tableOf(dice, world);
    if (!triggers || !table.triggers || plainColumns(table).length === 0) return false;
    table.triggers.push(randomTrigger(dice, table, world, tableOf(dice, world)));
  }],
  ["add view", (dice, world, { views }) => {
    if (!views) return false;
    const table = tableOf(dice, world);
    world.views.push({ name: freshTableName(dice, world), table, columns: dice.some(table.columns, 3) });
  }],
  ["add virtual table", (dice, world, { virtuals }) => {
    if (!virtuals || world.virtuals.length > 1) return false;
    const [module, args] = dice.pick([["fts5", ["body", "title"]], ["rtree", ["id", "x0", "x1"]]] as const);
    world.virtuals.push({ name: `${freshTableName(dice, world)} virtual`, module, arguments: args });
  }],
  ["add seed rows", (dice, world) => {
    const table = tableOf(dice, world);
    const [key] = table.key;
    if (table.key.length !== 1 || !key || key.type !== "integer" || key.generated) return false;
    const columns = plainColumns(table).filter((column) =>
      column !== key && !table.foreignKeys.some((each) => each.columns.includes(column))
    );
    table.seeds = [1, 2, 7].slice(0, 1 + dice.below(3)).map((id) => {
      const cells = new Map<Column, unknown>([[key, { int: id }]]);
      for (const column of columns) {
        if (column.notNull || dice.chance(0.6)) cells.set(column, seedValue(dice, column, table));
      }
      return { id, cells };
    });
  }],
];

/** Changes that take away or alter. */
const CHANGES: readonly (readonly [string, Changer])[] = [
  ["drop table", (dice, world) => {
    const table = tableOf(dice, world);
    const isParent = world.tables.some((each) =>
      each !== table && each.foreignKeys.some(({ parent }) => parent === table)
    );
    const isLog = world.tables.some((each) =>
      each !== table && each.triggers?.some(({ log }) => log === table)
    );
    if (isParent || isLog || table.isFrozen || world.tables.length < 2) return false;
    world.tables = world.tables.filter((each) => each !== table);
    world.views = world.views.filter((view) => view.table !== table);
  }],
  ["rename table", (dice, world) => {
    const table = tableOf(dice, world);
    if (table.isFrozen || table.previousNames.length > 0) return false;
    table.previousNames = [table.name];
    table.name = freshTableName(dice, world);
  }],
  ["drop column", (dice, world) => {
    const table = tableOf(dice, world);
    const column = looseColumn(dice, table, world);
    if (!column || table.isFrozen || plainColumns(table).length < 2 && !column.generated) return false;
    releaseColumn(table, column, world);
    table.columns = table.columns.filter((each) => each !== column);
  }],
  ["rename column", (dice, world) => {
    const table = tableOf(dice, world);
    const column = dice.pick(table.columns);
    if (table.isFrozen || column.previousNames.length > 0) return false;
    const taken = table.columns.flatMap(({ name, previousNames }) => [name, ...previousNames]);
    column.previousNames = [column.name];
    column.name = freshName(dice, taken, "r ");
  }],
  ["change type", (dice, world) => {
    const table = tableOf(dice, world);
    const column = looseColumn(dice, table, world);
    if (!column || table.strict) return false;
    column.type = dice.pick(TYPES);
  }],
  ["change not null", (dice, world) => {
    const table = tableOf(dice, world);
    const column = looseColumn(dice, table, world);
    if (!column || column.generated) return false;
    column.notNull = !column.notNull;
    if (!column.notNull) delete column.onConflict;
    if (column.notNull && dice.chance(0.85)) {
      column.default ??= randomDefault(dice, table.strict ? column.type : "");
    }
  }],
  ["change default", (dice, world) => {
    const table = tableOf(dice, world);
    const column = dice.pick(plainColumns(table));
    if (dice.chance(0.7)) column.default = randomDefault(dice, table.strict ? column.type : "");
    else if (column.notNull) return false;
    else delete column.default;
  }],
  ["change collation", (dice, world) => {
    const table = tableOf(dice, world);
    const column = dice.pick(table.columns);
    if (
      world.tables.some(({ foreignKeys }) =>
        foreignKeys.some(({ references }) => references.includes(column))
      )
    ) return false;
    if (column.collation === undefined) column.collation = dice.pick(["nocase", "rtrim"]);
    else delete column.collation;
  }],
  ["change generated expression", (dice, world) => {
    const table = tableOf(dice, world);
    const column = table.columns.find(({ generated }) => generated);
    if (!column?.generated) return false;
    column.generated = {
      expression: randomExpression(dice, plainColumns(table)),
      stored: dice.chance(0.5) ? !column.generated.stored : column.generated.stored,
    };
  }],
  ["change primary key", (dice, world) => {
    const table = tableOf(dice, world);
    const isParent = world.tables.some(({ foreignKeys }) =>
      foreignKeys.some(({ parent }) => parent === table)
    );
    if (isParent || table.isFrozen || table.seeds) return false;
    table.autoIncrement = false;
    table.withoutRowid = false;
    delete table.keyName;
    delete table.keyPart;
    delete table.keyConflict;
    table.key = dice.chance(0.3) ? [] : dice.some(plainColumns(table), 2);
    table.uniques = table.uniques.filter(({ columns }) =>
      columns.length !== table.key.length || columns.some((column, index) => column !== table.key[index])
    );
  }],
  ["change key's name", (dice, world) => {
    const table = tableOf(dice, world);
    if (table.key.length === 0) return false;
    if (table.keyName === undefined || dice.chance(0.5)) table.keyName = dice.pick(["pk", "the key"]);
    else delete table.keyName;
  }],
  ["change key's order", (dice, world) => {
    const table = tableOf(dice, world);
    const isParent = world.tables.some(({ foreignKeys }) =>
      foreignKeys.some(({ parent }) => parent === table)
    );
    if (table.key.length === 0 || table.autoIncrement || isParent || table.seeds) return false;
    if (table.keyPart) delete table.keyPart;
    else {
      const descending = dice.chance(0.7);
      table.keyPart = { descending, ...((!descending || dice.chance(0.3)) && { collation: "nocase" }) };
    }
  }],
  ["change unique constraint", (dice, world) => {
    const table = tableOf(dice, world);
    const [old] = table.uniques.splice(0, 1);
    table.wantsNames ||= old?.name !== undefined;
    const unique = old && randomUnique(dice, table);
    if (!unique || !isNameFit(unique, table, table.uniques)) return old !== undefined;
    table.uniques.push(unique);
  }],
  ["drop unique constraint", (dice, world) => dropNamed(dice, tableOf(dice, world), "uniques")],
  ["drop conflict clause", (dice, world) => {
    const table = tableOf(dice, world);
    const column = table.columns.find(({ onConflict }) => onConflict !== undefined);
    if (column) delete column.onConflict;
    else if (table.keyConflict !== undefined) delete table.keyConflict;
    else return false;
  }],
  ["change autoincrement", (dice, world) => {
    const table = tableOf(dice, world);
    if (table.key.length !== 1 || table.key[0]?.type !== "integer" || table.withoutRowid) return false;
    if (table.keyPart) return false;
    table.autoIncrement = !table.autoIncrement;
  }],
  ["change strict", (dice, world) => {
    const table = tableOf(dice, world);
    if (table.strict) table.strict = false;
    else if (table.columns.every(({ type }) => ["integer", "int", "text", "real", "blob"].includes(type))) {
      table.strict = true;
    } else return false;
  }],
  ["change without rowid", (dice, world) => {
    const table = tableOf(dice, world);
    if (table.key.length === 0 || table.autoIncrement || table.seeds) return false;
    table.withoutRowid = !table.withoutRowid;
    if (table.withoutRowid) table.key.forEach((column) => column.notNull = true);
  }],
  ["drop index", (dice, world) => drop(dice, tableOf(dice, world).indexes)],
  ["change index", (dice, world) => {
    const table = tableOf(dice, world);
    const index: Index | undefined = table.indexes[0];
    if (!index) return false;
    Object.assign(index, { ...randomIndex(dice, table, []), name: index.name });
  }],
  ["rename index", (dice, world) => {
    const [index] = tableOf(dice, world).indexes;
    if (!index || index.previousNames) return false;
    index.previousNames = [index.name];
    index.name = freshName(dice, indexNames(world), "ri ");
  }],
  ["drop check", (dice, world) => dropNamed(dice, tableOf(dice, world), "checks")],
  ["drop foreign key", (dice, world) => dropNamed(dice, tableOf(dice, world), "foreignKeys")],
  ["change foreign key", (dice, world) => {
    const [key] = tableOf(dice, world).foreignKeys;
    if (!key) return false;
    key.onDelete = dice.pick(["cascade", "set null", "restrict", "no action"]);
    key.deferred = dice.chance(0.5);
  }],
  [
    "drop trigger",
    (dice, world, { triggers }) => triggers && drop(dice, tableOf(dice, world).triggers ?? []),
  ],
  ["change trigger", (dice, world, { triggers }) => {
    const [trigger] = tableOf(dice, world).triggers ?? [];
    if (!triggers || !trigger) return false;
    if (trigger.condition === undefined) trigger.condition = "3 > 2";
    else delete trigger.condition;
  }],
  ["rename trigger", (dice, world, { triggers }) => {
    const [trigger] = tableOf(dice, world).triggers ?? [];
    if (!triggers || !trigger || trigger.previousNames) return false;
    const taken = world.tables.flatMap(({ triggers = [] }) => triggers.map(({ name }) => name));
    trigger.previousNames = [trigger.name];
    trigger.name = freshName(dice, taken, "rt ");
  }],
  ["rename view", (dice, world) => {
    const [view] = world.views;
    if (!view || view.previousNames) return false;
    view.previousNames = [view.name];
    view.name = freshTableName(dice, world);
  }],
  ["drop view", (dice, world) => drop(dice, world.views)],
  ["change view", (dice, world) => {
    const [view] = world.views;
    if (!view) return false;
    view.columns = dice.some(view.table.columns, 3);
  }],
  ["rename virtual table", (dice, world) => {
    const [virtual] = world.virtuals;
    if (!virtual || virtual.previousNames) return false;
    virtual.previousNames = [virtual.name];
    virtual.name = `${freshTableName(dice, world)} virtual`;
  }],
  ["drop virtual table", (dice, world) => drop(dice, world.virtuals)],
  ["change seed rows", (dice, world) => {
    const table = tableOf(dice, world);
    const cells = table.seeds?.[0]?.cells as Map<Column, unknown> | undefined; // ours alone
    const columns = [...cells?.keys() ?? []].filter((column) =>
      !table.key.includes(column) && !column.generated
    );
    if (!cells || columns.length === 0) return false;
    const column = dice.pick(columns);
    cells.set(column, seedValue(dice, column, table));
  }],
];

/** Kinds that many worlds have no place for, and that would else be seldom. */
const OFTEN = [...DECORATIONS, ...CHANGES].filter(([kind]) =>
  [
    "add foreign key",
    "add trigger",
    "change foreign key",
    "change strict",
    "change generated expression",
    "change seed rows",
    "change index",
    "change unique constraint",
    "drop unique constraint",
    "drop conflict clause",
    "drop check",
    "drop trigger",
    "change trigger",
    "rename index",
    "change key's order",
    "rename virtual table",
  ]
    .includes(kind)
).flatMap((change) => [change, change]);

/** Every kind of change, for the count. */
export const CHANGE_KINDS: readonly string[] = [...DECORATIONS, ...CHANGES].map(([kind]) => kind);

/**
 * True when a constraint may have this name. One without a name would be the one with a name that went: specs that
 * leave a name open are content with any.
 */
function isNameFit(
  { name }: { readonly name?: string },
  { wantsNames }: Table,
  others: readonly { readonly name?: string }[],
): boolean {
  return name === undefined ? !wantsNames : others.every((other) => other.name !== name);
}

function dropNamed(dice: Dice, table: Table, list: "uniques" | "checks" | "foreignKeys"): boolean {
  table.wantsNames ||= table[list].some(({ name }) => name !== undefined);
  return drop(dice, table[list]);
}

function drop(dice: Dice, things: unknown[]): boolean {
  if (things.length === 0) return false;
  things.splice(dice.below(things.length), 1);
  return true;
}

function seedValue(dice: Dice, column: Column, table: Table): unknown {
  if (table.strict) {
    const values: Record<string, unknown> = {
      integer: { int: 0 },
      int: { int: 5 },
      real: { float: 1.5 },
      blob: { bytes: "AP8=" },
    };
    return values[column.type] ?? { str: dice.pick(["", "x", "it's"]) };
  }
  const values: unknown[] = [{ int: 0 }, { int: -5 }, { str: "" }, { str: "it's\n\0so" }, { str: "5" }, {
    float: 1.5,
  }, { bytes: "AP8=" }];
  return dice.pick(column.notNull ? values : [...values, { null: true }]);
}

/** Rows for a world as INSERT statements, those that constraints refuse left out by SQLite. */
export function randomRows(dice: Dice, world: World): string[] {
  return world.tables.flatMap((table) => {
    const columns = plainColumns(table);
    const count = dice.chance(0.2) ? 0 : 1 + dice.below(4);
    return Array.from({ length: count }, (_, index) => {
      const values = columns.map((column) => rowValue(dice, column, table, index));
      return `insert or ignore into ${quoted(table.name)} (${
        columns.map(({ name }) => quoted(name)).join(", ")
      }) values (${values.join(", ")})`;
    });
  });
}

function rowValue(dice: Dice, column: Column, table: Table, index: number): string {
  if (table.key.includes(column) && column.type === "integer") return String([1, 2, 9, 7][index]);
  const isReference = table.foreignKeys.some(({ columns }) => columns.includes(column));
  if (isReference && !table.strict) {
    return dice.chance(0.5) && !column.notNull ? "null" : dice.pick(["1", "2"]);
  }
  if (!column.notNull && dice.chance(0.25)) return "null";
  if (table.strict) {
    const values: Record<string, string> = { integer: "5", int: "-1", real: "2.5", blob: "x'00ff'" };
    return values[column.type] ?? dice.pick(["'x'", "'it''s'"]);
  }
  return dice.pick([
    "0",
    "5",
    "9007199254740993",
    "1.5",
    "''",
    "'x'",
    "'5'",
    "'1e3'",
    "'it''s'",
    "'é'",
    "cast(x'410042' as text)",
    "x'00ff'",
  ]);
}
