// A random schema of MySQL or MariaDB as things that know one another by identity, so that a renamed column is renamed
// in every text that names it. random_docs.ts writes it as documents, random_change.ts makes one world into another.
import type { Dice } from "../random/dice.ts";
import { CHARSETS, FAMILIES, type Family, type Formula } from "./random_types.ts";

/** The servers. */
export type Variant = "mysql" | "mariadb";

/** SQL with `{0}`, `{1}` where columns stand. */
export interface Expression {
  readonly text: string;
  readonly columns: readonly Column[];
}

export interface Column {
  name: string;
  previousNames: string[];
  family: Family;
  type: string;
  notNull: boolean;
  default?: string | number | boolean;
  onUpdate?: string;
  charset?: string;
  collation?: string;
  comment?: string;
  invisible?: boolean;
  srid?: number;
  generated?: { expression: Expression; stored: boolean };
  /** True: it counts, is a foreign key's, or else is no part of expressions. */
  isReserved?: boolean;
  /** Where it is asked to stand. */
  after?: Column | "first";
}

export interface IndexPart {
  readonly column?: Column;
  readonly expression?: Expression;
  readonly length?: number;
  readonly descending?: boolean;
}

export interface Index {
  name: string;
  previousNames?: string[];
  unique: boolean;
  type?: "fulltext" | "spatial";
  parts: IndexPart[];
  invisible?: boolean;
  comment?: string;
}

export interface ForeignKey {
  columns: Column[];
  parent: Table;
  references: Column[];
  onDelete?: string;
  onUpdate?: string;
  name?: string;
}

export interface Check {
  expression: Expression;
  name?: string;
  notEnforced?: boolean;
}

export interface Trigger {
  name: string;
  timing: "before" | "after";
  event: "insert" | "update" | "delete";
  body: Body;
}

/** The body of a program: `{0}` stands for columns, `{t}` for the table. */
export interface Body extends Expression {
  readonly table?: Table;
}

export interface Table {
  name: string;
  previousNames: string[];
  columns: Column[];
  key: Column[];
  /** A prefix of the key's only column. */
  keyLength?: number;
  counts: boolean;
  uniques: { columns: Column[]; name?: string }[];
  indexes: Index[];
  foreignKeys: ForeignKey[];
  checks: Check[];
  /** Undefined: the spec leaves triggers alone. */
  triggers?: Trigger[];
  engine?: string;
  rowFormat?: string;
  charset?: string;
  collation?: string;
  comment?: string;
  autoIncrement?: number;
  partitions?: string;
  /** Whether its checks bear names: one without would live on as one with the same text and a name. */
  readonly hasCheckNames: boolean;
  seeds?: Map<Column, unknown>[];
}

export interface View {
  readonly kind: "View";
  name: string;
  from: Table;
  /** The view that it reads instead of the table. */
  over?: View;
  columns: Column[];
  join?: Table;
  form: string;
  names?: string[];
  algorithm?: string;
  security?: string;
  checkOption?: string;
}

export interface Program {
  readonly kind: "Function" | "Procedure" | "Event";
  name: string;
  body: Body;
  /** What else the document says. */
  facts: Record<string, unknown>;
}

export interface World {
  readonly variant: Variant;
  tables: Table[];
  views: View[];
  programs: Program[];
  /** Names of tables and views that are, or were. */
  readonly usedNames: Set<string>;
}

export const NAMES = [
  "a",
  "b",
  "c",
  "order",
  "we ird",
  'Quo"te',
  "é",
  "d'x",
  "[e]",
  "back`tick",
  "select",
  "Über",
  "p.q",
  "%s",
  "key",
];

/** The name of a thing in SQL. */
export function quoted(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

export function sqlOf({ text, columns, table }: Body): string {
  const filled = columns.reduce(
    (sql, column, index) => sql.replaceAll(`{${index}}`, () => quoted(column.name)),
    text,
  );
  return table ? filled.replaceAll("{t}", () => quoted(table.name)) : filled;
}

export function freshName(dice: Dice, taken: readonly string[], stem = ""): string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  const free = NAMES.map((name) => stem + name).filter((name) => !used.has(name.toLowerCase()));
  if (free.length > 0) return dice.pick(free);
  for (let number = 1;; number++) if (!used.has(`${stem}n${number}`)) return `${stem}n${number}`;
}

const TABLE_NAMES = ["t", "u", "v x", 'Wo"w', "group", "é t", "k'x", "[y]", "t`k", "order"];

/** A name that no table or view has or had. */
export function freshTableName(dice: Dice, world: World): string {
  const free = TABLE_NAMES.filter((name) => !world.usedNames.has(name));
  const name = free.length > 0 ? dice.pick(free) : `t${world.usedNames.size}`;
  world.usedNames.add(name);
  return name;
}

/** True for a storage engine without foreign keys, descending parts and indexes on virtual columns. */
export function isSimple({ engine }: Table): boolean {
  return engine !== undefined && engine !== "innodb";
}

/** True where a foreign key begins or ends. */
export function isTied(table: Table, world: World): boolean {
  return table.foreignKeys.length > 0 ||
    world.tables.some((each) => each.foreignKeys.some(({ parent }) => parent === table));
}

/** Columns that expressions may name. */
export function freeColumns(table: Table): Column[] {
  return table.columns.filter((column) => !column.isReserved && !column.generated);
}

export function randomColumn(
  dice: Dice,
  table: Table,
  variant: Variant,
): Column {
  const family = dice.pick(
    FAMILIES.filter(({ only, name }) =>
      (only === undefined || only === variant) && !(table.partitions && /place|shape/.test(name))
    ),
  );
  const column: Column = {
    name: freshName(dice, table.columns.map(({ name }) => name)),
    previousNames: [],
    family,
    type: dice.pick(family.types),
    notNull: false,
  };
  if (dice.chance(0.45)) setDefault(dice, column);
  if (dice.chance(0.35) && family.values.length > 0) {
    column.notNull = column.default !== undefined || dice.chance(0.25);
  }
  if (family.hasText && dice.chance(0.25)) Object.assign(column, dice.pick(CHARSETS));
  if (dice.chance(0.15)) column.comment = randomComment(dice);
  if (family.name === "place" && variant === "mysql" && !isSimple(table) && dice.chance(0.4)) {
    column.srid = dice.pick([0, 4326]);
  }
  return column;
}

/** Gives a column another default, where its family has one. */
export function setDefault(dice: Dice, column: Column): boolean {
  if (column.family.defaults.length === 0 || column.isReserved || column.generated) return false;
  column.default = dice.pick(column.family.defaults);
  return true;
}

export function randomComment(dice: Dice): string {
  return dice.pick(["plain", "it's", 'say "x"', "two\nlines", "back\\slash", "é; -- drop", "%s ` #"]);
}

/** An expression of one column, and the type of its result; undefined when no column has one. */
export function randomFormula(
  dice: Dice,
  columns: readonly Column[],
): { readonly expression: Expression; readonly type: string } | undefined {
  const able = columns.filter(({ family }) => family.formulas.length > 0);
  if (able.length === 0) return undefined;
  const column = dice.pick(able);
  const formula: Formula = dice.pick(column.family.formulas);
  return { expression: { text: formula.text, columns: [column] }, type: formula.type };
}

export function randomCondition(dice: Dice, columns: readonly Column[]): Expression | undefined {
  const able = columns.filter(({ family }) => family.conditions.length > 0);
  if (able.length === 0) return undefined;
  const column = dice.pick(able);
  return { text: dice.pick(column.family.conditions), columns: [column] };
}

/** The family of a type that a formula gives. */
export function familyOf(type: string): Family {
  const [base = ""] = /^[a-z]+/.exec(type) ?? [];
  const [first] = FAMILIES;
  const found = FAMILIES.find(({ types }) => types.some((each) => /^[a-z]+/.exec(each)?.[0] === base)) ??
    first;
  if (!found) throw new RangeError("There are families");
  return found;
}
