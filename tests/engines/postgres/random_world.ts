// A random PostgreSQL schema as things that know one another by identity, so that what is renamed is renamed wherever
// it is named. random_docs.ts writes it as documents, random_change.ts and random_objects.ts change it.
import type { Dice } from "../random/dice.ts";
import type { Freed } from "../survival.ts";

/** SQL with `{0}`, `{1}` where columns stand and `{f}` where a function does. */
export interface Expression {
  readonly text: string;
  readonly columns: readonly Column[];
  readonly call?: Routine;
}

/** What can be done with values of a type. */
export type Family = keyof typeof FAMILIES;

/** A type of PostgreSQL's own, or one that the world describes. */
export type TypeChoice = { readonly family: Family; readonly sql: string } | CustomType;

export interface Named {
  name: string;
  previousNames: string[];
  comment?: string;
}

export interface InSchema extends Named {
  readonly schema: string;
  grants?: Grant[];
}

export interface CustomType extends InSchema {
  readonly family: "enum" | "domain" | "composite";
  /** Of an enum. */
  values: { value: string; previousNames?: string[] }[];
  /** Of a domain. */
  base: string;
  notNull?: boolean;
  default?: Scalar;
  checks: { readonly expression: string; readonly name?: string }[];
  /** Of a composite type. */
  fields: (Named & { type: string })[];
}

export type Scalar = string | number | boolean;

export interface Column extends Named {
  type: TypeChoice;
  notNull: boolean;
  default?: Scalar | Sequence | Expression | undefined;
  identity?: "always" | "by default";
  sequence?: Readonly<Record<string, Scalar>>;
  generated?: Expression;
  collation?: string;
  storage?: string;
  compression?: string;
  using?: string;
}

export interface Index extends Omit<Named, "name"> {
  name?: string;
  unique: boolean;
  method?: string;
  parts: IndexPart[];
  include?: Column[];
  where?: Expression;
  nullsNotDistinct?: boolean;
  with?: Record<string, Scalar>;
}

export interface IndexPart {
  readonly column?: Column;
  readonly expression?: Expression;
  readonly descending?: boolean;
  readonly nulls?: "first" | "last";
  readonly collation?: string;
  readonly operatorClass?: string;
}

export interface Constraint {
  name?: string;
  comment?: string;
}

export interface Unique extends Constraint {
  columns: Column[];
  include?: Column[];
  nullsNotDistinct?: boolean;
  deferrable?: string;
}

export interface ForeignKey extends Constraint {
  columns: Column[];
  parent: Table;
  references: Column[];
  onDelete?: string;
  /** The columns that ON DELETE sets. */
  onDeleteColumns?: Column[];
  onUpdate?: string;
  match?: "full";
  deferrable?: string;
  notValid?: boolean;
}

export interface Check extends Constraint {
  expression: Expression;
  notValid?: boolean;
  noInherit?: boolean;
}

export interface Exclusion extends Constraint {
  parts: { readonly column: Column; readonly with: string }[];
  where?: Expression;
  deferrable?: string;
}

export interface Trigger extends Named {
  timing: "before" | "after" | "instead of";
  events: string[];
  columns: Column[];
  forEachRow: boolean;
  condition?: string;
  routine: Routine;
  isConstraint?: boolean;
  deferrable?: string;
  enabled?: string;
  arguments?: string[];
}

export interface Policy extends Named {
  as?: string;
  for?: string;
  to?: string[];
  using?: Expression;
  withCheck?: Expression;
}

export interface Grant {
  readonly to: string;
  privileges: string[];
  readonly columns?: Column[];
  grantOption?: boolean;
}

export interface Partition extends Named {
  readonly bounds: Readonly<Record<string, unknown>>;
  readonly parts?: { readonly by: PartitionBy; readonly partitions: readonly Partition[] };
}

export interface PartitionBy {
  readonly method: "range" | "list" | "hash";
  readonly columns: readonly Column[];
}

export interface Table extends InSchema {
  columns: Column[];
  key: Column[];
  keyOptions?: { name?: string; include?: Column[]; deferrable?: string; comment?: string };
  uniques: Unique[];
  indexes: Index[];
  checks: Check[];
  foreignKeys: ForeignKey[];
  exclusions: Exclusion[];
  unlogged: boolean;
  with?: Record<string, Scalar | null>;
  replicaIdentity?: string;
  partitionBy?: PartitionBy;
  partitions?: Partition[];
  rowSecurity?: { enabled?: boolean; forced?: boolean };
  policies?: Policy[];
  /** Undefined: the document leaves triggers alone. */
  triggers?: Trigger[];
  seeds?: { readonly id: number; readonly cells: Map<Column, unknown> }[];
  /** True: a constraint with a name went, which may live on as one whose name the document leaves open. */
  wantsNames?: boolean;
  /** True: something that documents do not speak of names it, so that its names stay. */
  isFrozen?: boolean;
  /** True: nothing else of it changes in this round. */
  isSettled?: boolean;
  /** A table of the same columns that may become its partition. */
  stray?: Partition;
}

/** A column of a view. */
export interface Output {
  readonly of: Column | Output;
  /** Absent: named as what it is made of. */
  readonly alias?: string;
  readonly call?: Routine;
}

export interface View extends InSchema {
  readonly base: Table | View;
  outputs: Output[];
  isMaterialized: boolean;
  withNoData?: boolean;
  /** True: it was of the other kind of view before, whose names are not its own. */
  isTurned?: boolean;
  /** True: the document names the columns. */
  hasNames: boolean;
  where?: "is not null" | "is null";
  with?: Record<string, Scalar | null>;
  indexes?: { name: string; output: Output; unique: boolean; descending: boolean }[];
  triggers?: Trigger[];
}

/** A function or procedure. */
export interface Routine extends InSchema {
  readonly form: "scalar" | "trigger" | "table" | "procedure";
  lang: "sql" | "plpgsql";
  params: { name: string; readonly type: string; default?: string }[];
  result: string;
  /** Which of the bodies of its form. */
  body: number;
  /** The table that a body reads. */
  reads?: Table;
  attributes: Record<string, unknown>;
}

export interface Sequence extends InSchema {
  options: Record<string, Scalar>;
  owner?: { readonly table: Table; readonly column: Column } | "none";
}

export interface SchemaDoc {
  readonly name: string;
  comment?: string;
  grants?: Grant[];
  isDeleted?: boolean;
}

export interface Extension {
  readonly name: string;
  schema: string;
  version?: string;
  comment?: string;
}

export interface World {
  readonly schemas: readonly string[];
  schemaDocs: SchemaDoc[];
  extensions: Extension[];
  types: CustomType[];
  sequences: Sequence[];
  routines: Routine[];
  tables: Table[];
  views: View[];
  /** Partitions that were detached. */
  readonly freed: Freed[];
  /** Tables that were attached. */
  readonly taken: Freed[];
  /** The documents of tables when it began to change. */
  begun?: ReadonlyMap<Table, string>;
  /** Names that are, or were. */
  readonly usedNames: Set<string>;
  /** True once it is changed: what comes then may be taken for what went, so that it says everything of itself. */
  isChanging?: boolean;
  /** The server's version: 15. */
  readonly major: number;
}

/** Kinds of type by what can be done with their values: SQL of values, and defaults as documents write them. */
export const FAMILIES = {
  integer: {
    types: ["integer", "int", "bigint", "smallint", "int8"],
    values: ["0", "1", "7", "-3", "12"],
    defaults: [5, 0, -1, "(1 + 1)", "abs(-4)", "7"],
    expressions: ["{0} + 1", "abs({0})", "{0} % 10"],
    conditions: ["{0} > -100", "{0} <> 99", "{0} in (0, 1, 7, -3, 12, 5)", "{0} between -100 and 100"],
  },
  text: {
    types: ["text", "varchar(40)", "character varying", "varchar(12)", "char(20)", "character varying(30)"],
    values: ["'x'", "''", "'it''s'", "'a;b'", "'5'", "E'line\\nbreak'"],
    defaults: ["x", "'q'", "", "it's", "lower('A')", "('a' || 'b')", "5", "'it''s'::text", "true"],
    expressions: ["lower({0})", "({0} || 'x'::text)", "length({0})", "coalesce({0}, 'none')"],
    conditions: ["{0} <> 'never'", "length({0}) < 100", "{0} not in ('No', 'q;w')", "{0} not like 'zz%'"],
  },
  number: {
    types: ["numeric(10,2)", "numeric", "double precision", "real", "decimal(12,3)"],
    values: ["1.5", "0", "-2", "100"],
    defaults: [0, 1.5, "-2.25", "(1 / 2.0)"],
    expressions: ["{0} * 2", "round({0})"],
    conditions: ["{0} > -1000", "{0} <> 99.5"],
  },
  truth: {
    types: ["boolean", "bool"],
    values: ["true", "false"],
    defaults: [true, false, "true"],
    expressions: ["not {0}"],
    conditions: ["{0} is not null or true", "{0} or not {0}"],
  },
  time: {
    types: [
      "timestamp(3)",
      "timestamp without time zone",
      "date",
      "timestamptz",
      "timestamp(0) with time zone",
    ],
    values: ["'2024-02-03'", "'2030-12-31'"],
    defaults: ["now()", "current_timestamp", "'2020-01-01'", "2021-02-03"],
    expressions: ["{0} is null"],
    conditions: ["{0} > '1900-01-01'", "{0} is distinct from '1999-01-01'"],
  },
  json: {
    types: ["jsonb"],
    values: ["'{\"a\": 1}'", "'[]'", "'null'"],
    defaults: ["'{}'", "'[]'::jsonb", "{}"],
    expressions: ["({0} ->> 'a')"],
    conditions: ["{0} ->> 'a' is distinct from 'z'", "jsonb_typeof({0}) <> 'never'"],
  },
  texts: {
    types: ["text[]", "varchar(20)[]"],
    values: ["'{a,b}'", "'{}'"],
    defaults: ["'{}'", "'{x,y}'::text[]", "array['a']"],
    expressions: ["cardinality({0})"],
    conditions: ["cardinality({0}) < 50", "not 'zz' = any ({0})"],
  },
  range: {
    types: ["int4range", "numrange"],
    values: ["'[1,5)'", "'[7,9)'", "'empty'"],
    defaults: ["'empty'", "'[1,2)'"],
    expressions: ["isempty({0})"],
    conditions: ["lower({0}) is distinct from 999", "upper_inf({0}) is not null"],
  },
  uuid: {
    types: ["uuid"],
    values: ["'11111111-2222-3333-4444-555555555555'", "'00000000-0000-0000-0000-000000000001'"],
    defaults: ["'00000000-0000-0000-0000-000000000000'"],
    expressions: ["{0} is null"],
    conditions: ["{0} <> 'ffffffff-ffff-ffff-ffff-ffffffffffff'"],
  },
  bytes: {
    types: ["bytea"],
    values: ["'\\x00ff'", "''"],
    defaults: ["'\\x00'", ""],
    expressions: ["length({0})"],
    conditions: ["length({0}) < 100"],
  },
  span: {
    types: ["interval", "interval day to second(3)", "interval year to month"],
    values: ["'0'", "'1 year'"],
    defaults: ["'1 year'", "'0'::interval"],
    expressions: ["{0} is null"],
    conditions: ["{0} < '100 years'"],
  },
  address: {
    types: ["inet"],
    values: ["'10.0.0.1'", "'::1'"],
    defaults: ["'127.0.0.1'"],
    expressions: ["family({0})", "host({0})"],
    conditions: ["{0} <> '0.0.0.0'"],
  },
  bits: {
    types: ["bit varying(9)", "varbit"],
    values: ["B'101'", "B''"],
    defaults: ["(B'1')", "'11'"],
    expressions: ["{0} is null"],
    conditions: ["length({0}) < 100"],
  },
  folded: {
    types: ["citext"],
    values: ["'X'", "'y'"],
    defaults: ["'a'", "b"],
    expressions: ["{0} is null"],
    conditions: ["{0} is not null or true"],
  },
  enum: {
    types: [],
    values: [],
    defaults: [],
    expressions: ["{0} is null"],
    conditions: ["{0} is not null or true"],
  },
  domain: {
    types: [],
    values: [],
    defaults: [],
    expressions: ["{0} is null"],
    conditions: ["{0} is not null or true"],
  },
  composite: {
    types: [],
    values: [],
    defaults: [],
    expressions: ["{0} is null"],
    conditions: ["{0} is not null or true"],
  },
} as const satisfies Record<string, {
  readonly types: readonly string[];
  readonly values: readonly string[];
  readonly defaults: readonly Scalar[];
  readonly expressions: readonly string[];
  readonly conditions: readonly string[];
}>;

const PLAIN_NAMES = ["a", "b", "c", "d", "alpha", "beta_2", "code"];
const ODD_NAMES = [
  "order",
  "we ird",
  'Quo"te',
  "é",
  "d'x",
  "[e]",
  "$f$",
  "select",
  "MixedCase",
  "user",
  "a.b",
  "%s",
  "Table",
  'two""x',
  "null",
  "--x",
];

/** The family of a built-in type, at random. */
export const BUILT_IN_FAMILIES = (Object.keys(FAMILIES) as Family[]) // its keys are its families
  .filter((family) => FAMILIES[family].types.length > 0 && family !== "folded");

/** A name of SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A name with its schema. */
export function qualified({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${quoted(schema)}.${quoted(name)}`;
}

/** Text as SQL. */
export function textSql(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The SQL of an expression. */
export function sqlOf({ text, columns, call }: Expression): string {
  const withCall = call ? text.replaceAll("{f}", () => qualified(call)) : text;
  return columns.reduce((sql, { name }, index) => sql.replaceAll(`{${index}}`, () => quoted(name)), withCall);
}

/** A type as documents write it. */
export function typeSql(type: TypeChoice): string {
  if ("sql" in type) return type.sql;
  return type.schema === "public" && /^[a-z_]+$/.test(type.name) ? type.name : qualified(type);
}

/** The most bytes of a name. */
const MAX_NAME_BYTES = 63;

/** A name that none of `taken` is. */
export function freshName(dice: Dice, taken: readonly string[], stem = ""): string {
  const begin = stem === "" || dice.chance(0.25) ? "" : stem;
  const long = () =>
    `${begin}${taken.length} ${dice.chance(0.3) ? "é".repeat(32) : "So long a name ".repeat(5)}`;
  const names = dice.chance(0.07) ? [longest(long())] : dice.chance(0.6) ? PLAIN_NAMES : ODD_NAMES;
  const free = names.map((name) => names.length === 1 ? name : begin + name).filter((name) =>
    !taken.includes(name)
  );
  if (free.length > 0) return dice.pick(free);
  for (let number = 1;; number++) if (!taken.includes(`${stem}n${number}`)) return `${stem}n${number}`;
}

/** As much of a name as PostgreSQL keeps. */
function longest(name: string): string {
  let text = name;
  while (new TextEncoder().encode(text).length > MAX_NAME_BYTES) text = text.slice(0, -1);
  return text;
}

/** A name that nothing of the world has or had. */
export function worldName(dice: Dice, world: World, stem: string): string {
  const name = freshName(dice, [...world.usedNames], stem);
  world.usedNames.add(name);
  return name;
}

/** Columns that hold values of their own. */
export function plainColumns(table: Table): Column[] {
  return table.columns.filter(({ generated }) => !generated);
}

/** The names of a view's columns. */
export function outputName({ of, alias }: Output): string {
  return alias ?? ("of" in of ? outputName(of) : of.name);
}

/** The column that a view's column shows in the end. */
export function rootOf({ of }: Output): Column {
  return "of" in of ? rootOf(of) : of;
}

/** True when an expression names a column. */
export function mentions(expression: Expression | undefined, column: Column): boolean {
  return expression?.columns.includes(column) ?? false;
}

/** Every expression of a table, with what has it. */
export function expressionsOf(table: Table): Expression[] {
  return [
    ...table.columns.flatMap((column) => [
      ...(column.generated ? [column.generated] : []),
      ...(typeof column.default === "object" && "text" in column.default ? [column.default] : []),
    ]),
    ...table.indexes.flatMap(({ parts, where }) => [
      ...parts.flatMap(({ expression }) => expression ? [expression] : []),
      ...(where ? [where] : []),
    ]),
    ...table.checks.map(({ expression }) => expression),
    ...table.exclusions.flatMap(({ where }) => where ? [where] : []),
    ...(table.policies ?? []).flatMap(({ using, withCheck }) => [
      ...(using ? [using] : []),
      ...(withCheck ? [withCheck] : []),
    ]),
  ];
}
