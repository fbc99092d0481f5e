// A random SQLite schema as things that know one another by identity, so that a renamed column is renamed in every
// expression that names it; and its form as documents. random_change.ts makes one world into another.
import type { Dice } from "../random/dice.ts";
import type { Body, Doc } from "../random/round.ts";

/** SQL with `{0}`, `{1}` where columns stand. */
export interface Expression {
  readonly text: string;
  readonly columns: readonly Column[];
}

export interface Column {
  name: string;
  previousNames: string[];
  type: string;
  notNull: boolean;
  /** The conflict clause of `notNull`. */
  onConflict?: string;
  default?: string | number | boolean;
  collation?: string;
  generated?: { readonly expression: Expression; readonly stored: boolean };
}

export interface Index {
  name: string;
  previousNames?: string[];
  unique: boolean;
  parts: {
    readonly column?: Column;
    readonly expression?: Expression;
    readonly descending: boolean;
    readonly collation?: string;
  }[];
  where?: Expression;
}

export interface Unique {
  columns: Column[];
  /** Of the first column. */
  collation?: string;
  descending: boolean;
  name?: string;
  onConflict?: string;
}

export interface ForeignKey {
  columns: Column[];
  parent: Table;
  references: Column[];
  onDelete?: string;
  onUpdate?: string;
  deferred: boolean;
  name?: string;
}

export interface Trigger {
  name: string;
  previousNames?: string[];
  event: string;
  column?: Column;
  condition?: string;
  log: Table;
}

export interface Table {
  name: string;
  previousNames: string[];
  columns: Column[];
  key: Column[];
  /** Order and collation of the key's first column. */
  keyPart?: { readonly descending: boolean; readonly collation?: string };
  keyName?: string;
  keyConflict?: string;
  uniques: Unique[];
  autoIncrement: boolean;
  strict: boolean;
  withoutRowid: boolean;
  indexes: Index[];
  checks: { readonly expression: Expression; readonly name?: string }[];
  foreignKeys: ForeignKey[];
  /** Undefined: the spec leaves triggers alone. */
  triggers?: Trigger[];
  seeds?: { readonly id: number; readonly cells: ReadonlyMap<Column, unknown> }[];
  /** True: a constraint with a name went, which may live on as one whose name the spec leaves open. */
  wantsNames?: boolean;
  /** True: something that specs do not speak of names it, so that its names stay. */
  isFrozen: boolean;
}

export interface View {
  name: string;
  previousNames?: string[];
  table: Table;
  columns: Column[];
}

export interface VirtualTable {
  name: string;
  previousNames?: string[];
  readonly module: string;
  readonly arguments: readonly string[];
}

export interface World {
  tables: Table[];
  views: View[];
  virtuals: VirtualTable[];
  /** Names of tables and views that are, or were. */
  readonly usedNames: Set<string>;
}

/** What the plugin at hand can do. */
export interface Abilities {
  readonly views: boolean;
  readonly triggers: boolean;
  readonly virtuals: boolean;
  readonly generated: boolean;
}

export const NAMES = ["a", "b", "c", "d", "order", "we ird", 'Quo"te', "é", "d'x", "[e]", "`f", "select"];
export const TYPES = [
  "integer",
  "int",
  "text",
  "real",
  "blob",
  "varchar(10)",
  "numeric",
  "timestamp",
  "",
  "decimal(10,2)",
];
const STRICT_TYPES = ["integer", "text", "real", "blob", "any", "int"];
const DEFAULTS = [
  "x",
  "'q'",
  5,
  0,
  -1.5,
  "",
  "current_timestamp",
  "(1 + 1)",
  "lower('A')",
  true,
  "it's",
  "5",
];
const COLLATIONS = ["nocase", "rtrim", "binary"];
export const CONFLICTS = ["replace", "ignore", "fail", "rollback"];

/** The name of a thing in SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function sqlOf({ text, columns }: Expression): string {
  return columns.reduce(
    (sql, column, index) => sql.replaceAll(`{${index}}`, () => quoted(column.name)),
    text,
  );
}

export function freshName(dice: Dice, taken: readonly string[], stem = ""): string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  const free = NAMES.map((name) => stem + name).filter((name) => !used.has(name.toLowerCase()));
  if (free.length > 0) return dice.pick(free);
  for (let number = 1;; number++) if (!used.has(`${stem}n${number}`)) return `${stem}n${number}`;
}

export function randomColumn(dice: Dice, table: Pick<Table, "columns" | "strict">): Column {
  const column: Column = {
    name: freshName(dice, table.columns.map(({ name }) => name)),
    previousNames: [],
    type: dice.pick(table.strict ? STRICT_TYPES : TYPES),
    notNull: false,
  };
  if (dice.chance(0.4)) column.default = randomDefault(dice, table.strict ? column.type : "");
  // Most new columns that refuse null have a default; the rest are refused where there are rows.
  if (dice.chance(0.3)) column.notNull = column.default !== undefined || dice.chance(0.1);
  if (dice.chance(0.15)) column.collation = dice.pick(COLLATIONS);
  return column;
}

/** A default; in a strict table one that its type accepts. */
export function randomDefault(dice: Dice, strictType: string): string | number | boolean {
  if (strictType === "" || strictType === "any") return dice.pick(DEFAULTS);
  if (strictType === "text") return dice.pick(["x", "'q'", "", "lower('A')", "it's"]);
  return strictType === "blob" ? "zeroblob(3)" : dice.pick([5, 0, "(1 + 1)", true]);
}

/** Columns that hold values of their own. */
export function plainColumns(table: Table): Column[] {
  return table.columns.filter(({ generated }) => !generated);
}

/** None of them writes a number as text, which versions of SQLite do differently: the judge's is another. */
export function randomExpression(dice: Dice, columns: readonly Column[]): Expression {
  const column = dice.pick(columns);
  return {
    text: dice.pick([
      "coalesce({0}, 'none')",
      "lower(typeof({0}))",
      "({0} is null) + 1",
      "typeof({0}) || 'x'",
    ]),
    columns: [column],
  };
}

export function randomCheck(dice: Dice, columns: readonly Column[]): Table["checks"][number] {
  const text = dice.pick([
    "length({0}) < 100",
    "{0} is not 'never'",
    "{0} <> 'No' or 1",
    "coalesce({0}, 1) <> 'q;w'",
  ]);
  const name = dice.chance(0.3) ? dice.pick(["positive", "che ck"]) : undefined;
  return { expression: { text, columns: [dice.pick(columns)] }, ...(name !== undefined && { name }) };
}

export function randomIndex(dice: Dice, table: Table, taken: readonly string[]): Index {
  const parts = dice.some(table.columns, 3).map((column) =>
    dice.chance(0.2) ? { expression: randomExpression(dice, [column]), descending: dice.chance(0.2) } : {
      column,
      descending: dice.chance(0.2),
      ...(dice.chance(0.15) && { collation: dice.pick(COLLATIONS) }),
    }
  );
  return {
    name: freshName(dice, taken, "i "),
    unique: dice.chance(0.15),
    parts,
    ...(dice.chance(0.2) && { where: { text: "{0} is not null", columns: [dice.pick(table.columns)] } }),
  };
}

/** Undefined where SQLite would make one index of it and another key. */
export function randomUnique(dice: Dice, table: Table): Unique | undefined {
  const columns = dice.some(plainColumns(table), 2);
  const same = (others: readonly Column[]) =>
    others.length === columns.length && others.every((column, index) => column === columns[index]);
  if (columns.length === 0 || [table.key, ...table.uniques.map((each) => each.columns)].some(same)) {
    return undefined;
  }
  const name = dice.chance(0.4) ? dice.pick(["only one", "uni'q"]) : undefined;
  return {
    columns,
    descending: dice.chance(0.2),
    ...(dice.chance(0.2) && { collation: dice.pick(COLLATIONS) }),
    ...(name !== undefined && table.uniques.every((each) => each.name !== name) && { name }),
    ...(dice.chance(0.4) && { onConflict: dice.pick(CONFLICTS) }),
  };
}

export function randomForeignKey(dice: Dice, table: Table, world: World): ForeignKey | undefined {
  // A key with a collation of its own is none that a foreign key could refer to.
  const parents = world.tables.filter(({ key, keyPart }) =>
    key.length > 0 && key.length <= plainColumns(table).length && keyPart === undefined
  );
  const free = plainColumns(table).filter((column) => !table.key.includes(column));
  if (parents.length === 0 || free.length === 0) return undefined;
  const parent = dice.pick(parents);
  if (parent.key.length > free.length) return undefined;
  return {
    columns: free.slice(0, parent.key.length),
    parent,
    references: [...parent.key],
    deferred: dice.chance(0.2),
    ...(dice.chance(0.5) && { onDelete: dice.pick(["cascade", "set null", "restrict", "no action"]) }),
    ...(dice.chance(0.3) && { onUpdate: dice.pick(["cascade", "set null"]) }),
    ...(dice.chance(0.2) && { name: dice.pick(["to parent", "fk"]) }),
  };
}

export function randomTrigger(dice: Dice, table: Table, world: World, log: Table): Trigger {
  const taken = world.tables.flatMap(({ triggers = [] }) => triggers.map(({ name }) => name));
  const columns = table.columns.filter(({ generated }) => !generated);
  const onUpdateOf = dice.chance(0.4);
  return {
    name: freshName(dice, taken, "t "),
    event: dice.pick(["before", "after"]) +
      (onUpdateOf ? " update of" : ` ${dice.pick(["insert", "update", "delete"])}`),
    log,
    ...(onUpdateOf && { column: dice.pick(columns) }),
    ...(dice.chance(0.3) && { condition: "1 <> 2" }),
  };
}

/** A world as documents. */
export function docsOf(world: World, abilities: Abilities): Doc[] {
  return [
    ...world.tables.map((table) => tableDoc(table, abilities)),
    ...world.virtuals.map((each): Doc => ({
      kind: "Table",
      name: each.name,
      body: {
        virtual: { module: each.module, arguments: each.arguments },
        ...(each.previousNames && { previousNames: each.previousNames }),
      },
    })),
    ...world.views.map((view): Doc => ({
      kind: "View",
      name: view.name,
      body: {
        ...(view.previousNames && { previousNames: view.previousNames }),
        query: `select ${view.columns.map(({ name }) => quoted(name)).join(", ")} from ${
          quoted(view.table.name)
        }`,
      },
    })),
  ];
}

function tableDoc(table: Table, abilities: Abilities): Doc {
  const body: Body = {
    ...(table.key.length > 0 && { primaryKey: keyBody(table) }),
    ...((table.keyName ?? table.keyConflict) !== undefined && {
      primaryKeyOptions: {
        ...(table.keyName !== undefined && { name: table.keyName }),
        ...(table.keyConflict !== undefined && { onConflict: table.keyConflict }),
      },
    }),
    columns: table.columns.map((column) => ({
      name: column.name,
      type: column.type,
      ...(column.previousNames.length > 0 && { previousNames: column.previousNames }),
      ...(column.notNull && {
        constraints: {
          notNull: true,
          ...(column.onConflict !== undefined && { onConflict: column.onConflict }),
        },
      }),
      ...(column.default !== undefined && { default: column.default }),
      ...(column.collation !== undefined && { collation: column.collation }),
      ...(table.autoIncrement && column === table.key[0] && { attributes: { autoIncrement: true } }),
      ...(column.generated &&
        { generated: { expression: sqlOf(column.generated.expression), stored: column.generated.stored } }),
    })),
    ...(table.previousNames.length > 0 && { previousNames: table.previousNames }),
    ...(table.strict && { strict: true }),
    ...(table.withoutRowid && { withoutRowid: true }),
    ...(table.indexes.length > 0 && { indexes: table.indexes.map(indexBody) }),
    ...(table.uniques.length > 0 && { uniques: table.uniques.map(uniqueBody) }),
    ...(table.checks.length > 0 && {
      checks: table.checks.map(({ name, expression }) => ({
        ...(name !== undefined && { name }),
        expression: sqlOf(expression),
      })),
    }),
    ...(table.foreignKeys.length > 0 && { foreignKeys: table.foreignKeys.map(foreignKeyBody) }),
    ...(abilities.triggers && table.triggers && { triggers: table.triggers.map(triggerBody) }),
  };
  const rows = table.seeds?.map(({ cells }) =>
    Object.fromEntries([...cells].map(([column, value]) => [column.name, value]))
  );
  return { kind: "Table", name: table.name, body, ...(rows && { rows }) };
}

function keyBody({ key, keyPart }: Table): unknown[] {
  const [first, ...others] = key.map(({ name }) => name);
  return [keyPart && first !== undefined ? { name: first, ...keyPart } : first, ...others];
}

function uniqueBody({ columns, collation, descending, name, onConflict }: Unique): unknown {
  const [first = "", ...others] = columns.map((column) => column.name);
  const isPlain = collation === undefined && !descending;
  return {
    columns: [
      isPlain
        ? first
        : { name: first, ...(collation !== undefined && { collation }), ...(descending && { descending }) },
      ...others,
    ],
    ...(name !== undefined && { name }),
    ...(onConflict !== undefined && { onConflict }),
  };
}

function indexBody(index: Index): unknown {
  return {
    name: index.name,
    ...(index.previousNames && { previousNames: index.previousNames }),
    ...(index.unique && { isUnique: true }),
    columns: index.parts.map(({ column, expression, descending, collation }) => {
      if (column && !descending && collation === undefined) return column.name;
      return {
        ...(column ? { name: column.name } : expression && { expression: sqlOf(expression) }),
        ...(descending && { descending }),
        ...(collation !== undefined && { collation }),
      };
    }),
    ...(index.where && { where: sqlOf(index.where) }),
  };
}

function foreignKeyBody(key: ForeignKey): unknown {
  return {
    columns: key.columns.map(({ name }) => name),
    references: { table: key.parent.name, columns: key.references.map(({ name }) => name) },
    ...(key.onDelete !== undefined && { onDelete: key.onDelete }),
    ...(key.onUpdate !== undefined && { onUpdate: key.onUpdate }),
    ...(key.deferred && { deferrable: "initially deferred" }),
    ...(key.name !== undefined && { name: key.name }),
  };
}

function triggerBody(trigger: Trigger): unknown {
  const event = trigger.column ? `${trigger.event} ${quoted(trigger.column.name)}` : trigger.event;
  return {
    name: trigger.name,
    ...(trigger.previousNames && { previousNames: trigger.previousNames }),
    events: [event],
    ...(trigger.condition !== undefined && { condition: trigger.condition }),
    statements: `delete from ${quoted(trigger.log.name)} where 1 = 2;`,
  };
}
