// Writes PostgreSQL's statements about tables from models. Every name is written with its schema, so that a statement
// means the same whatever the search path.
import type {
  CheckConstraint,
  Column,
  ForeignKey,
  Index,
  IndexPart,
  Key,
  Table,
} from "../../protocol/model.ts";
import { quoteName, quoteNames } from "../kit/quote.ts";
import { textLiteral } from "./literal.ts";
import {
  checkExtra,
  columnExtra,
  type Exclusion,
  foreignKeyExtra,
  indexExtra,
  keyExtra,
  partExtra,
  type QualifiedName,
  quoteQualified,
  type SequenceOptions,
  tableExtra,
} from "./model.ts";

const SERIAL_WORDS: Readonly<Record<string, string>> = {
  integer: "serial",
  bigint: "bigserial",
  smallint: "smallserial",
};

/** CREATE TABLE with everything but its foreign keys and indexes. */
export function createTable(table: Table): string {
  const { unlogged, exclusions = [], with: parameters, partitionBy } = tableExtra(table);
  const lines = [
    ...table.columns.map((column) => columnClause(column)),
    ...(table.primaryKey ? [keyClause("primary key", table.primaryKey)] : []),
    ...table.uniques.map((key) => keyClause("unique", key)),
    ...table.checks.filter((check) => !checkExtra(check).notValid).map(checkClause),
    ...exclusions.map(exclusionClause),
  ];
  return `create ${unlogged ? "unlogged " : ""}table ${quoteQualified(table)} (${
    lines.length > 0 ? `\n  ${lines.join(",\n  ")}\n` : ""
  })${partitionBy === undefined ? "" : ` partition by ${partitionBy}`}${parameterClause(parameters)}`;
}

/** What stands in CREATE TABLE and after ADD COLUMN. */
export function columnClause(column: Column): string {
  const { identity, sequence } = columnExtra(column);
  const serial = column.autoIncrement ? SERIAL_WORDS[column.type] : undefined;
  return [
    quoteName(column.name),
    serial ?? column.type,
    ...(column.collation === undefined ? [] : [`collate ${column.collation}`]),
    ...(column.default === undefined ? [] : [`default ${column.default}`]),
    ...(column.generated
      ? [`generated always as (${column.generated.expression})${column.generated.stored ? " stored" : ""}`]
      : []),
    ...(identity === undefined ? [] : [`generated ${identity} as identity${sequenceClause(sequence)}`]),
    ...(column.notNull && serial === undefined ? ["not null"] : []),
  ].join(" ");
}

/** ` (start 5 increment 2)`, or nothing. */
export function sequenceClause(options: SequenceOptions | undefined): string {
  const words = sequenceWords(options);
  return words.length === 0 ? "" : ` (${words.join(" ")})`;
}

/** The options of a sequence as SQL words. */
export function sequenceWords(options: SequenceOptions | undefined): string[] {
  const { increment, minimum, maximum, start, cache, cycle } = options ?? {};
  return [
    ...(increment === undefined ? [] : [`increment ${increment}`]),
    ...(minimum === undefined ? [] : [`minvalue ${minimum}`]),
    ...(maximum === undefined ? [] : [`maxvalue ${maximum}`]),
    ...(start === undefined ? [] : [`start ${start}`]),
    ...(cache === undefined ? [] : [`cache ${cache}`]),
    ...(cycle === undefined ? [] : [cycle ? "cycle" : "no cycle"]),
  ];
}

/** `constraint "n" ` or nothing: PostgreSQL then finds a name. */
function constraintName(name: string | undefined): string {
  return name === undefined ? "" : `constraint ${quoteName(name)} `;
}

/** A primary key or unique constraint. */
export function keyClause(what: "primary key" | "unique", key: Key): string {
  const { include = [], nullsNotDistinct, deferrable } = keyExtra(key);
  return `${constraintName(key.name)}${what}${nullsNotDistinct ? " nulls not distinct" : ""} (${
    quoteNames(key.columns)
  })${include.length > 0 ? ` include (${quoteNames(include)})` : ""}${deferrableClause(deferrable)}`;
}

/** A check constraint. */
export function checkClause(check: CheckConstraint): string {
  const { notValid, noInherit } = checkExtra(check);
  return `${constraintName(check.name)}check (${check.expression})${noInherit ? " no inherit" : ""}${
    notValid ? " not valid" : ""
  }`;
}

/** An exclusion constraint. */
export function exclusionClause({ name, method, parts, where, deferrable }: Exclusion): string {
  const partsSql = parts.map((part) => `${partClause(part)} with ${part.operator}`).join(", ");
  return `${constraintName(name)}exclude using ${quoteName(method)} (${partsSql})${
    where === undefined ? "" : ` where (${where})`
  }${deferrableClause(deferrable)}`;
}

function deferrableClause(deferrable: string | undefined): string {
  return deferrable === undefined ? "" : ` deferrable ${deferrable.toLowerCase()}`;
}

/** A foreign key. */
export function foreignKeyClause(key: ForeignKey): string {
  const { match, notValid, deferrable, onDeleteColumns } = foreignKeyExtra(key);
  const { schema, table, columns } = key.references;
  const parent = quoteQualified({ ...(schema !== undefined && { schema }), name: table });
  return [
    `${constraintName(key.name)}foreign key (${quoteNames(key.columns)}) references ${parent} (${
      quoteNames(columns)
    })`,
    ...(match === undefined ? [] : [`match ${match}`]),
    ...(key.onDelete === undefined ? [] : [`on delete ${key.onDelete.toLowerCase()}`]),
    ...(onDeleteColumns === undefined ? [] : [`(${quoteNames(onDeleteColumns)})`]),
    ...(key.onUpdate === undefined ? [] : [`on update ${key.onUpdate.toLowerCase()}`]),
  ].join(" ") + deferrableClause(deferrable) + (notValid ? " not valid" : "");
}

/** CREATE INDEX. */
export function createIndex(table: Table, index: Index): string {
  const { method, include = [], with: parameters, nullsNotDistinct } = indexExtra(index);
  return `create ${index.unique ? "unique " : ""}index ${quoteName(index.name)} on ${quoteQualified(table)}${
    method === undefined ? "" : ` using ${quoteName(method)}`
  } (${index.parts.map(partClause).join(", ")})${
    include.length > 0 ? ` include (${quoteNames(include)})` : ""
  }${nullsNotDistinct ? " nulls not distinct" : ""}${parameterClause(parameters)}${
    index.where === undefined ? "" : ` where (${index.where})`
  }`;
}

function partClause(part: IndexPart): string {
  const { nulls, operatorClass } = partExtra(part);
  return [
    part.column === undefined ? `(${part.expression})` : quoteName(part.column),
    ...(part.collation === undefined ? [] : [`collate ${part.collation}`]),
    ...(operatorClass === undefined ? [] : [operatorClass]),
    ...(part.descending ? ["desc"] : []),
    ...(nulls === undefined ? [] : [`nulls ${nulls}`]),
  ].join(" ");
}

/** ` with (a = 'b')` or nothing. */
export function parameterClause(parameters: Readonly<Record<string, string>> | undefined): string {
  const given = Object.entries(parameters ?? {}).filter(([, value]) => value !== "null"); // which resets one
  const list = parameterListSql(Object.fromEntries(given));
  return list === "" ? "" : ` with (${list})`;
}

/** `a = 'b', toast.c = 'd'`. */
export function parameterListSql(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters).map(([name, value]) => `${quoteParameter(name)} = ${textLiteral(value)}`)
    .join(", ");
}

/** The name of a storage parameter; those of the TOAST table have a prefix. */
export function quoteParameter(name: string): string {
  const [first = "", ...rest] = name.split(".");
  return rest.length === 0 ? quoteName(first) : `${quoteName(first)}.${quoteName(rest.join("."))}`;
}

/** `alter table t ACTION`. */
export function alterTable(table: QualifiedName, actionSql: string): string {
  return `alter table ${quoteQualified(table)} ${actionSql}`;
}

/** COMMENT ON. An empty text removes the comment. */
export function commentOn(targetSql: string, comment: string): string {
  return `comment on ${targetSql} is ${comment === "" ? "null" : textLiteral(comment)}`;
}
