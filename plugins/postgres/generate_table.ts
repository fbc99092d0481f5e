// A table of the catalog as the body of a Table document: the inverse of draft.ts.
import type { Column, ForeignKey, Index, IndexPart, Table } from "../../protocol/model.ts";
import type { DefaultValue } from "../kit/literal.ts";
import { readDefault } from "./default.ts";
import {
  checkExtra,
  columnExtra,
  type Exclusion,
  foreignKeyExtra,
  indexExtra,
  keyExtra,
  partExtra,
  tableExtra,
} from "./model.ts";
import { partitionByBody } from "./kinds/partition_body.ts";
import type { ServerFacts } from "./server.ts";
import { isPunctuation, tokenize } from "./tokens.ts";

/** A body as it will be written, in the order in which people read it. */
export type Body = Readonly<Record<string, unknown>>;

/** The body of a table without what other kinds add to it. */
export function tableBody(table: Table, server: ServerFacts): Body {
  const { unlogged, with: parameters, replicaIdentity, exclusions = [], partitionBy } = tableExtra(table);
  const keyOptions = table.primaryKey && keyOptionsBody(table.primaryKey, `${table.name}_pkey`);
  return {
    ...(table.schema !== server.defaultSchema && { schema: table.schema }),
    ...(table.primaryKey && { primaryKey: table.primaryKey.columns }),
    ...(keyOptions && Object.keys(keyOptions).length > 0 && { primaryKeyOptions: keyOptions }),
    columns: table.columns.map((column) => columnBody(column, table)),
    ...list("indexes", table.indexes.map(indexBody)),
    ...list("uniques", table.uniques.map((key) => ({ columns: key.columns, ...keyOptionsBody(key) }))),
    ...list("foreignKeys", table.foreignKeys.map((key) => foreignKeyBody(key, table))),
    ...list(
      "checks",
      table.checks.map(({ name, expression, ...check }) => ({
        name,
        expression,
        ...checkExtra(check as never),
      })),
    ),
    ...list("exclusions", exclusions.map(exclusionBody)),
    ...(partitionBy !== undefined && { partitionBy: partitionByBody(partitionBy) }),
    ...(unlogged && { unlogged }),
    ...(parameters && { with: parameters }),
    ...(replicaIdentity !== undefined && { replicaIdentity }),
    ...(table.comment !== undefined && { comment: table.comment }),
  };
}

function list(name: string, items: readonly unknown[]): Body {
  return items.length === 0 ? {} : { [name]: items };
}

const SERIALS: Readonly<Record<string, string>> = {
  integer: "serial",
  bigint: "bigserial",
  smallint: "smallserial",
};

function columnBody(column: Column, table: Table): Body {
  const { identity, sequence, storage, compression } = columnExtra(column);
  const { name, collation, generated, comment } = column;
  const isImplied = column.autoIncrement || identity !== undefined ||
    table.primaryKey?.columns.includes(name);
  return {
    name,
    // What is unusual about its sequence is said by a Sequence document.
    type: column.autoIncrement ? SERIALS[column.type] ?? column.type : column.type,
    ...(column.notNull && !isImplied && { constraints: { notNull: true } }),
    ...(column.default !== undefined && { default: defaultBody(column.default, column.type) }),
    ...(identity !== undefined && { identity }),
    ...(identity !== undefined && sequence && { sequence }),
    ...(collation !== undefined && { collation: collationBody(collation) }),
    ...(generated &&
      { generated: { expression: generated.expression, ...(!generated.stored && { stored: false }) } }),
    ...(storage !== undefined && { storage }),
    ...(compression !== undefined && { compression }),
    ...(comment !== undefined && { comment }),
  };
}

/** The simplest way to write a default that means exactly this SQL. */
export function defaultBody(sql: string, type: string): DefaultValue {
  const tokens = tokenize(sql);
  const [first, cast] = tokens;
  const number = Number(sql);
  const base = type.replace(/\([^)]*\)(?=$|\[)/, "");
  const isText = first?.kind === "string" && sql.startsWith("'") &&
    (tokens.length === 1 || (isPunctuation(cast, "::") && sql.slice(cast?.end ?? 0).trim() === base));
  const candidates: DefaultValue[] = [
    ...(Number.isFinite(number) && String(number) === sql ? [number] : []),
    ...(sql === "true" || sql === "false" ? [sql === "true"] : []),
    ...(isText ? [first.value] : []),
    sql,
  ];
  for (const candidate of candidates) {
    const meaning = readDefault(candidate, type);
    if (meaning === undefined) continue;
    if (meaning.sql === sql || (isText && meaning.sql === sql.slice(0, first.end))) return candidate;
  }
  return `(${sql})`;
}

/** `"de_DE"` is written without its quotes, unless it has a schema or more quotes. */
function collationBody(collationSql: string): string {
  return /^"[^"]+"$/.test(collationSql) ? collationSql.slice(1, -1) : collationSql;
}

function keyOptionsBody(key: NonNullable<Table["primaryKey"]>, usual?: string): Body {
  const { include, nullsNotDistinct, deferrable, comment } = keyExtra(key);
  return {
    ...(key.name !== undefined && key.name !== usual && { name: key.name }),
    ...(include && { include }),
    ...(nullsNotDistinct && { nullsNotDistinct }),
    ...(deferrable !== undefined && { deferrable: deferrable.toLowerCase() }),
    ...(comment !== undefined && { comment }),
  };
}

/** An entry of `indexes:`. */
export function indexBody(index: Index): Body {
  const { method, include, nullsNotDistinct, with: parameters, comment } = indexExtra(index);
  return {
    columns: index.parts.map(partBody),
    name: index.name,
    ...(index.unique && { isUnique: true }),
    ...(method !== undefined && { type: method }),
    ...(include && { include }),
    ...(nullsNotDistinct && { nullsNotDistinct }),
    ...(parameters && { with: parameters }),
    ...(index.where !== undefined && { where: index.where }),
    ...(comment !== undefined && { comment }),
  };
}

function partBody(part: IndexPart): unknown {
  const { nulls, operatorClass } = partExtra(part);
  const { column, expression, descending, collation } = part;
  if (
    column !== undefined && !descending && collation === undefined && nulls === undefined &&
    operatorClass === undefined
  ) {
    return column;
  }
  return {
    ...(column !== undefined ? { name: column } : { expression }),
    ...(descending && { descending }),
    ...(nulls !== undefined && { nulls }),
    ...(collation !== undefined && { collation: collationBody(collation) }),
    ...(operatorClass !== undefined && { operatorClass }),
  };
}

function foreignKeyBody(key: ForeignKey, table: Table): Body {
  const { match, notValid, deferrable, onDeleteColumns, comment } = foreignKeyExtra(key);
  const { schema, table: parent, columns } = key.references;
  return {
    columns: key.columns,
    references: { table: parent, ...(schema !== table.schema && { schema }), columns },
    ...(key.onDelete !== undefined && { onDelete: key.onDelete.toLowerCase() }),
    ...(key.onUpdate !== undefined && { onUpdate: key.onUpdate.toLowerCase() }),
    ...(onDeleteColumns && { onDeleteColumns }),
    ...(match !== undefined && { match }),
    ...(deferrable !== undefined && { deferrable: deferrable.toLowerCase() }),
    ...(notValid && { notValid }),
    ...(key.name !== undefined && { name: key.name }),
    ...(comment !== undefined && { comment }),
  };
}

function exclusionBody({ name, method, parts, where, deferrable, comment }: Exclusion): Body {
  return {
    columns: parts.map(({ operator, ...part }) => {
      const body = partBody(part);
      return { ...(typeof body === "string" ? { name: body } : body as Body), with: operator }; // a map when not a name
    }),
    ...(name !== undefined && { name }),
    ...(method !== "gist" && { type: method }),
    ...(where !== undefined && { where }),
    ...(deferrable !== undefined && { deferrable: deferrable.toLowerCase() }),
    ...(comment !== undefined && { comment }),
  };
}
