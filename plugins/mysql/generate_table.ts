// A table as the body of a Table document: the inverse of draft.ts. generate.ts then proves it by planning the document
// against the database it came from.
import type { Column, ForeignKey, Index, IndexPart, Key, Table } from "../../protocol/model.ts";
import type { DefaultValue } from "../kit/literal.ts";
import type { CatalogTable } from "./catalog.ts";
import { wantedDefault } from "./default.ts";
import { fold } from "./draft.ts";
import { withImplied } from "./implied_indexes.ts";
import { readTextLiteral } from "./literal.ts";
import { checkExtra, columnExtra, indexExtra, keyExtra, partExtra, tableExtra } from "./model.ts";
import type { Quirks } from "./quirks.ts";
import type { ServerFacts } from "./server.ts";

/** A body as it will be written, in the order in which people read it. */
export type Body = Readonly<Record<string, unknown>>;

/** The body of a table without its triggers. */
export function tableBody({ model: table, columnChecks }: CatalogTable, server: ServerFacts): Body {
  const { engine, rowFormat, keyBlockSize, charset, collation, partitions } = tableExtra(table);
  const ownChecks = new Set(columnChecks.values());
  const key = new Set((table.primaryKey?.columns ?? []).map(fold));
  const indexes = table.indexes.filter((index) => !isImplied(index, table, server.quirks));
  const { database, defaultOf } = server.charsets;
  return {
    ...(table.primaryKey && { primaryKey: keyBody(table.primaryKey) }),
    columns: table.columns.map((column) => columnBody(column, table, key, server)),
    ...(indexes.length > 0 && { indexes: indexes.map(indexBody) }),
    ...(table.foreignKeys.length > 0 && { foreignKeys: table.foreignKeys.map(foreignKeyBody) }),
    ...(table.checks.length > 0 && {
      checks: table.checks.map((check) => ({
        // A check of a column bears the column's name, whatever a document says.
        ...(check.name !== undefined && !ownChecks.has(check.expression) && { name: check.name }),
        expression: check.expression,
        ...(checkExtra(check).notEnforced && { notEnforced: true }),
      })),
    }),
    ...(collation !== database.collation && {
      ...(charset !== database.charset && { defaultCharset: charset }),
      ...((charset === database.charset || defaultOf.get(charset) !== collation) && { collation }),
    }),
    ...(engine !== undefined && engine !== server.engine && { engine }),
    ...(rowFormat !== undefined && !(rowFormat === "dynamic" && engine === "innodb") && { rowFormat }),
    ...(keyBlockSize !== undefined && { keyBlockSize }),
    ...(partitions !== undefined && { partitions }),
    ...(table.comment !== undefined && { comment: table.comment }),
  };
}

/** An index that the server makes for a foreign key of the same name. */
function isImplied(index: Index, table: Table, quirks: Quirks): boolean {
  const key = table.foreignKeys.find((each) => fold(each.name ?? "") === fold(index.name));
  if (!key || index.unique || index.extra !== undefined || index.parts.length !== key.columns.length) {
    return false;
  }
  const isSame = index.parts.every((part, at) =>
    !part.extra && !part.descending && fold(part.column ?? "") === fold(key.columns[at] ?? "")
  );
  // Of several keys of the same columns the last gives the index its name.
  const sameColumns = (each: ForeignKey) =>
    each.columns.length === key.columns.length &&
    each.columns.every((column, at) => fold(column) === fold(key.columns[at] ?? ""));
  if (table.foreignKeys.findLast(sameColumns) !== key) return false;
  // With another index that would do, the server would not make this one.
  const others = table.indexes.filter((each) => each !== index);
  return isSame && withImplied(others, [key], table.primaryKey, quirks).length > others.length;
}

function keyBody(key: Key): readonly string[] {
  const { lengths = [] } = keyExtra(key);
  return key.columns.map((column, at) => lengths[at] ? `${column}(${lengths[at]})` : column);
}

function columnBody(column: Column, table: Table, key: ReadonlySet<string>, server: ServerFacts): Body {
  const { name, type, generated, comment } = column;
  const { charset, onUpdate, invisible, srid } = columnExtra(column);
  const inherited = tableExtra(table);
  const { defaultOf } = server.charsets;
  const differs = charset !== undefined && column.collation !== inherited.collation;
  return {
    name,
    type,
    ...(column.notNull && !key.has(fold(name)) && !column.autoIncrement &&
      { constraints: { notNull: true } }),
    ...(column.autoIncrement && { attributes: { autoIncrement: true } }),
    ...(column.default !== undefined && { default: defaultBody(column.default, type, server) }),
    ...(onUpdate !== undefined && { onUpdate }),
    ...(differs && {
      ...(charset !== inherited.charset && { charset }),
      ...((charset === inherited.charset || defaultOf.get(charset) !== column.collation) && {
        collation: column.collation,
      }),
    }),
    ...(generated && {
      generated: { expression: generated.expression, ...(generated.stored && { stored: true }) },
    }),
    ...(invisible && { invisible: true }),
    ...(srid !== undefined && { srid }),
    ...(comment !== undefined && { comment }),
  };
}

/** The simplest way to write a default that means exactly this SQL. */
export function defaultBody(sql: string, type: string, { quirks }: ServerFacts): DefaultValue {
  const text = readTextLiteral(sql);
  const number = Number(sql);
  const candidates: DefaultValue[] = [
    ...(text === undefined ? [] : [text]),
    ...(Number.isFinite(number) && String(number) === sql ? [number] : []),
    sql,
    ...(text === undefined ? [] : [`'${text.replaceAll("'", "''")}'`]),
  ];
  return candidates.find((candidate) => wantedDefault(candidate, type, quirks) === sql) ?? sql;
}

function indexBody(index: Index): Body {
  const { method, parser, invisible, comment } = indexExtra(index);
  return {
    columns: index.parts.map(partBody),
    name: index.name,
    ...(index.unique && { isUnique: true }),
    ...(method !== undefined && { type: method }),
    ...(parser !== undefined && { parser }),
    ...(invisible && { invisible: true }),
    ...(comment !== undefined && { comment }),
  };
}

function partBody(part: IndexPart): unknown {
  const { column, expression, descending } = part;
  const { length } = partExtra(part);
  if (column !== undefined && !descending && length === undefined) return column;
  return {
    ...(column !== undefined ? { name: column } : { expression }),
    ...(length !== undefined && { length }),
    ...(descending && { descending }),
  };
}

function foreignKeyBody(key: ForeignKey): Body {
  const { schema, table, columns } = key.references;
  return {
    columns: key.columns,
    references: { table: schema === undefined ? table : `${schema}.${table}`, columns },
    ...(key.onDelete !== undefined && { onDelete: key.onDelete.toLowerCase() }),
    ...(key.onUpdate !== undefined && { onUpdate: key.onUpdate.toLowerCase() }),
    ...(key.name !== undefined && { name: key.name }),
  };
}
