// Random parts of a PostgreSQL table: columns, keys, indexes, constraints, partitions. Gives undefined where a table
// has no place for such a part. What PostgreSQL does not allow is not made.
import type { Dice } from "../random/dice.ts";
import {
  BUILT_IN_FAMILIES,
  type Check,
  type Column,
  type Exclusion,
  type Expression,
  FAMILIES,
  type Family,
  type ForeignKey,
  freshName,
  type Index,
  type IndexPart,
  plainColumns,
  type Policy,
  type Scalar,
  type Table,
  type TypeChoice,
  type Unique,
  type World,
  worldName,
} from "./random_world.ts";

export const COLLATIONS = ["C", "POSIX", "ucs_basic"];
const ACTIONS = ["cascade", "set null", "restrict", "no action", "set default"];
export const DEFERRABLE = ["initially immediate", "initially deferred"];
export const COMMENTS = ["a comment", "it's", "two\nlines", 'with "quotes"', "$$ and \\ and é"];
/** Families whose values stand in no order that an index could keep. */
const UNORDERED: readonly Family[] = ["json", "composite"];
/** Families whose long values are kept elsewhere. */
export const LONG: readonly Family[] = ["text", "json", "texts", "bytes"];

export function randomType(dice: Dice, world: World): TypeChoice {
  if (world.types.length > 0 && dice.chance(0.25)) return dice.pick(world.types);
  if (
    world.extensions.some(({ name, schema }) => name === "citext" && schema === "public") && dice.chance(0.2)
  ) {
    return { family: "folded", sql: "citext" };
  }
  const family = dice.chance(0.5) ? dice.pick(["integer", "text"] as const) : dice.pick(BUILT_IN_FAMILIES);
  return { family, sql: dice.pick(FAMILIES[family].types) };
}

/** A default for values of a type, as documents write it; undefined when there is none to be had. */
export function randomDefault(dice: Dice, type: TypeChoice, world: World): Column["default"] {
  if ("sql" in type) {
    if (type.family === "integer" && dice.chance(0.15)) {
      const [sequence] = world.sequences;
      if (sequence && /^(integer|int|bigint|int8)$/.test(type.sql)) return sequence;
    }
    const routine = world.routines.find(({ form, result, attributes }) =>
      form === "scalar" && result === type.sql && attributes["volatility"] === "immutable"
    );
    if (routine && dice.chance(0.3)) {
      return { text: `({f}(null::${routine.params[0]?.type}))`, columns: [], call: routine };
    }
    return dice.pick<Scalar>(FAMILIES[type.family].defaults);
  }
  if (type.family !== "enum") return undefined;
  // What begins with a parenthesis is an expression.
  return type.values.map(({ value }) => value).find((value) => !value.startsWith("("));
}

export function randomColumn(dice: Dice, table: Pick<Table, "columns">, world: World): Column {
  const column: Column = {
    name: freshName(dice, table.columns.flatMap(({ name, previousNames }) => [name, ...previousNames])),
    previousNames: [],
    type: randomType(dice, world),
    notNull: false,
  };
  if (dice.chance(0.4)) column.default = randomDefault(dice, column.type, world);
  // Most new columns that refuse null have a default; the rest are refused where there are rows.
  if (dice.chance(0.3)) column.notNull = column.default !== undefined || dice.chance(0.1);
  if (column.type.family === "text" && dice.chance(0.15)) column.collation = dice.pick(COLLATIONS);
  if (LONG.includes(column.type.family) && dice.chance(0.1)) {
    column.storage = dice.pick(["external", "main", "extended", "plain"]);
  }
  if (LONG.includes(column.type.family) && world.major >= 14 && dice.chance(0.1)) column.compression = "pglz";
  if (dice.chance(0.1)) column.comment = dice.pick(COMMENTS);
  return column;
}

/** A value made of columns, which is always the same for the same row. */
export function randomExpression(dice: Dice, columns: readonly Column[], world: World): Expression {
  const column = dice.pick(columns);
  const { type } = column;
  const routine = world.routines.find(({ form, params, attributes, reads }) =>
    form === "scalar" && !reads && "sql" in type && params[0]?.type === type.sql && params.length === 1 &&
    attributes["volatility"] === "immutable"
  );
  if (routine && dice.chance(0.6)) return { text: "{f}({0})", columns: [column], call: routine };
  return { text: dice.pick(FAMILIES[type.family].expressions), columns: [column] };
}

/** A condition that few values do not meet. */
export function randomCondition(dice: Dice, columns: readonly Column[]): Expression {
  const column = dice.pick(columns);
  const text = dice.chance(0.7)
    ? dice.pick(FAMILIES[column.type.family].conditions)
    : "{0} is null or {0} is not null";
  if (dice.chance(0.2)) {
    const other = dice.pick(columns);
    return { text: `(${text}) or {1} is null`, columns: [column, other] };
  }
  return { text, columns: [column] };
}

/** Columns that may be in a btree index. */
export function orderedColumns(columns: readonly Column[]): Column[] {
  return columns.filter(({ type }) =>
    !UNORDERED.includes(type.family) &&
    !("base" in type && type.family === "domain" && /json/.test(type.base))
  );
}

export function randomIndex(dice: Dice, table: Table, world: World): Index | undefined {
  const special = dice.chance(0.35) ? specialIndex(dice, table) : undefined;
  const columns = orderedColumns(table.columns);
  if (!special && columns.length === 0) return undefined;
  const index: Index = special ?? {
    previousNames: [],
    unique: table.partitionBy === undefined && dice.chance(0.15),
    parts: dice.some(columns, 3).map((column) => randomPart(dice, column, world)),
  };
  if (!special && dice.chance(0.15)) {
    const others = table.columns.filter((column) => index.parts.every((part) => part.column !== column));
    if (others.length > 0) index.include = dice.some(others, 2);
  }
  // A name that is left out is made of the columns'.
  if (dice.chance(0.8) || index.parts.some(({ expression }) => expression)) {
    index.name = worldName(dice, world, "i ");
  } else if (isNameTaken(table, index, world)) return undefined;
  if (dice.chance(0.2)) index.where = randomCondition(dice, table.columns);
  if (index.unique && world.major >= 15 && dice.chance(0.3)) index.nullsNotDistinct = true;
  if (!special && (world.isChanging || dice.chance(0.15))) {
    index.with = { fillfactor: dice.pick([50, 70, 90]) };
  }
  if (dice.chance(0.1)) index.comment = dice.pick(COMMENTS);
  else if (world.isChanging) index.comment = "";
  return index;
}

function isNameTaken(table: Table, index: Index, world: World): boolean {
  const name = `idx ${table.name} ${index.parts.map(({ column }) => column?.name).join()}`;
  if (world.usedNames.has(name)) return true;
  world.usedNames.add(name);
  return false;
}

function randomPart(dice: Dice, column: Column, world: World): IndexPart {
  const isExpression = dice.chance(0.2);
  const expression = isExpression ? randomExpression(dice, [column], world) : undefined;
  const isText = column.type.family === "text" && !expression;
  return {
    ...(expression ? { expression } : { column }),
    ...(dice.chance(0.2) && { descending: true }),
    ...(dice.chance(0.15) && { nulls: dice.pick(["first", "last"] as const) }),
    ...(isText && dice.chance(0.15) && { collation: dice.pick(COLLATIONS) }),
    ...(isText && "sql" in column.type && column.type.sql === "text" && dice.chance(0.15) &&
      { operatorClass: "text_pattern_ops" }),
  };
}

function specialIndex(dice: Dice, table: Table): Index | undefined {
  const column = dice.pick(table.columns);
  const methods: Partial<Record<Family, string[]>> = {
    integer: ["hash", "brin"],
    text: ["hash", "brin"],
    json: ["gin"],
    texts: ["gin"],
    range: ["gist", "hash"],
    time: ["brin", "hash"],
    uuid: ["hash"],
  };
  const fitting = methods[column.type.family];
  if (!fitting) return undefined;
  const method = dice.pick(fitting);
  const operatorClass = column.type.family === "json" && dice.chance(0.5) ? "jsonb_path_ops" : undefined;
  return {
    previousNames: [],
    unique: false,
    method,
    parts: [{ column, ...(operatorClass !== undefined && { operatorClass }) }],
  };
}

/** Columns of a constraint of a partitioned table must include its partition key. */
function withPartitionKey({ partitionBy, partitions }: Table, columns: readonly Column[]): Column[] {
  const keys = [partitionBy, ...(partitions ?? []).map(({ parts }) => parts?.by)].flatMap((by) =>
    by?.columns ?? []
  );
  return [...new Set([...columns, ...keys])];
}

export function randomKey(dice: Dice, table: Table): Column[] {
  const columns = orderedColumns(plainColumns(table)).filter(({ type }) => type.family !== "composite");
  return columns.length === 0 ? [] : withPartitionKey(table, dice.some(columns, 2));
}

/** Undefined where PostgreSQL would make one index of it and another key. */
export function randomUnique(dice: Dice, table: Table, world: World): Unique | undefined {
  const free = orderedColumns(plainColumns(table));
  if (free.length === 0) return undefined;
  const columns = withPartitionKey(table, dice.some(free, 2));
  const same = (others: readonly Column[]) =>
    others.length === columns.length && others.every((column) => columns.includes(column));
  const indexed = table.indexes.map(({ parts }) => parts.flatMap(({ column }) => column ?? []));
  if ([table.key, ...indexed, ...table.uniques.map((each) => each.columns)].some(same)) return undefined;
  const others = plainColumns(table).filter((column) => !columns.includes(column));
  return {
    columns,
    ...constraintName(dice, table, world, "u "),
    ...(others.length > 0 && dice.chance(0.15) && { include: dice.some(others, 1) }),
    ...(world.major >= 15 && dice.chance(0.2) && { nullsNotDistinct: true }),
    ...(dice.chance(0.2) && { deferrable: dice.pick(DEFERRABLE) }),
  };
}

/** A name, and a comment, of a constraint: one without a name would live on as one whose name went. */
function constraintName(
  dice: Dice,
  table: Table,
  world: World,
  stem: string,
): { name?: string; comment?: string } {
  return {
    ...((table.wantsNames || dice.chance(0.4)) && { name: worldName(dice, world, stem) }),
    ...(dice.chance(0.1) ? { comment: dice.pick(COMMENTS) } : world.isChanging && { comment: "" }),
  };
}

export function randomForeignKey(dice: Dice, table: Table, world: World): ForeignKey | undefined {
  const parents = world.tables.filter(({ unlogged }) => table.unlogged || !unlogged).flatMap((parent) => [
    ...(parent.key.length > 0 && parent.keyOptions?.deferrable === undefined
      ? [{ parent, key: parent.key }]
      : []),
    ...parent.uniques.flatMap(({ columns, deferrable }) =>
      deferrable === undefined ? [{ parent, key: columns }] : []
    ),
  ]);
  if (parents.length === 0) return undefined;
  const { parent, key } = dice.pick(parents);
  const columns: Column[] = [];
  for (const each of key) {
    const fits = plainColumns(table).filter((column) =>
      sameKind(column, each) && !columns.includes(column) && (column !== each || table !== parent) &&
      !table.key.includes(column) && column.identity === undefined
    );
    const [column] = fits;
    if (!column) return undefined;
    columns.push(dice.pick(fits));
  }
  const isSame = (other: ForeignKey) =>
    other.columns.length === columns.length &&
    other.columns.every((column, index) => column === columns[index]);
  if (table.foreignKeys.some(isSame)) return undefined;
  return {
    columns,
    parent,
    references: [...key],
    ...constraintName(dice, table, world, "fk "),
    ...(dice.chance(0.5) && randomDeletion(dice, columns, world)),
    ...(dice.chance(0.3) && { onUpdate: dice.pick(ACTIONS) }),
    ...(dice.chance(0.1) && { match: "full" as const }),
    ...(dice.chance(0.2) && { deferrable: dice.pick(DEFERRABLE) }),
    ...(dice.chance(0.15) && !table.partitionBy && !parent.partitionBy && { notValid: true }),
  };
}

/** What becomes of the rows whose parent goes. */
export function randomDeletion(
  dice: Dice,
  columns: readonly Column[],
  world: World,
): Pick<ForeignKey, "onDelete" | "onDeleteColumns"> {
  const onDelete = dice.pick(ACTIONS);
  const hasColumns = world.major >= 15 && /^set/.test(onDelete) && dice.chance(0.5);
  return { onDelete, ...(hasColumns && { onDeleteColumns: dice.some(columns, 2) }) };
}

/** True when one may refer to the other, without a cast. */
function sameKind(a: Column, b: Column): boolean {
  if (!("sql" in a.type) || !("sql" in b.type)) return a.type === b.type;
  if (a.type.family === "text") return b.type.family === "text" && a.collation === b.collation;
  return a.type.family === "integer" ? b.type.family === "integer" : a.type.sql === b.type.sql;
}

export function randomCheck(dice: Dice, table: Table, world: World): Check {
  return {
    expression: randomCondition(dice, table.columns),
    ...constraintName(dice, table, world, "c "),
    // Partitions that come later are valid.
    ...(dice.chance(0.15) && !table.partitionBy && { notValid: true }),
    ...(dice.chance(0.1) && !table.partitionBy && { noInherit: true }),
  };
}

export function randomExclusion(dice: Dice, table: Table, world: World): Exclusion | undefined {
  if (table.partitionBy) return undefined;
  const ranges = plainColumns(table).filter(({ type }) => type.family === "range");
  if (ranges.length === 0) return undefined;
  const number = plainColumns(table).find(({ type }) => "sql" in type && type.sql === "integer");
  const parts = [{ column: dice.pick(ranges), with: "&&" }];
  if (number && world.extensions.some(({ name }) => name === "btree_gist") && dice.chance(0.7)) {
    parts.unshift({ column: number, with: "=" });
  }
  return {
    parts,
    ...constraintName(dice, table, world, "x "),
    ...(dice.chance(0.3) && { where: randomCondition(dice, table.columns) }),
    ...(dice.chance(0.2) && { deferrable: dice.pick(DEFERRABLE) }),
  };
}

export function randomPolicy(dice: Dice, table: Table): Policy {
  const taken = (table.policies ?? []).flatMap(({ name, previousNames }) => [name, ...previousNames]);
  const command = dice.chance(0.2) ? undefined : dice.pick(["all", "select", "insert", "update", "delete"]);
  const hasUsing = command !== "insert";
  const hasCheck = command === "insert" || (command !== "select" && command !== "delete" && dice.chance(0.5));
  return {
    name: freshName(dice, taken, "p "),
    previousNames: [],
    ...(command !== undefined && { for: command }),
    ...(dice.chance(0.3) && { as: dice.pick(["permissive", "restrictive"]) }),
    ...(dice.chance(0.3) && { to: dice.some(["pg_monitor", "pg_read_all_stats"], 2) }),
    ...(hasUsing && { using: randomCondition(dice, table.columns) }),
    ...(hasCheck && { withCheck: randomCondition(dice, table.columns) }),
    ...(dice.chance(0.15) && { comment: dice.pick(COMMENTS) }),
  };
}
