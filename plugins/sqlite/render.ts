// Writes SQLite's statements from models. The same text builds a fresh table, a table's replacement in a rebuild
// and the desired schema in memory.
import type { Column, ForeignKey, Index, IndexPart, Key, Table } from "../../protocol/model.ts";
import { hexLiteral, type LiteralDialect, textLiteral, toHex } from "../kit/literal.ts";
import { foldAscii, quoteName, quoteNames } from "../kit/quote.ts";
import type { KeyPart } from "./inspect.ts";
import { isPlainDefault } from "./tokens.ts";

/** How SQLite writes values. `encoding` is the database's, as `pragma encoding` names it. */
export function literalDialect(encoding = "UTF-8"): LiteralDialect {
  return {
    // A statement's text ends at a NUL, so such text is written as its bytes in the database's own encoding.
    textWithNul: (text) => `cast(x'${encodeHex(text, encoding)}' as text)`,
    bytes: hexLiteral,
    boolean: (value) => value ? "1" : "0",
    infinity: (negative) => negative ? "-9e999" : "9e999",
  };
}

function encodeHex(text: string, encoding: string): string {
  if (encoding === "UTF-8") return toHex(new TextEncoder().encode(text));
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index++) {
    view.setUint16(index * 2, text.charCodeAt(index), encoding === "UTF-16le");
  }
  return toHex(new Uint8Array(view.buffer));
}

/** The dialect for text that must not depend on the database's encoding: names, defaults, pragmas. */
export const DIALECT = literalDialect();

/** The options that only SQLite has, as `extra` of a table. */
export interface TableExtra {
  readonly strict?: boolean;
  readonly withoutRowid?: boolean;
}

/** SQLite's own options of a table. */
export function tableExtra(table: Table): TableExtra {
  return {
    ...(table.extra?.["strict"] === true && { strict: true }),
    ...(table.extra?.["withoutRowid"] === true && { withoutRowid: true }),
  };
}

/** CREATE TABLE, under another name when it replaces the table. Indexes are statements of their own. */
export function createTable(table: Table, name = table.name): string {
  const inlineKey = table.primaryKey?.columns.length === 1 &&
    table.columns.some((column) => column.autoIncrement);
  const lines = table.columns.map((column) => columnDefinition(column, inlineKey ? table : undefined));
  if (table.primaryKey && !inlineKey) {
    lines.push(
      `${constraintName(table.primaryKey.name)}primary key (${keyColumns(table.primaryKey)})${
        conflictClause(table.primaryKey)
      }`,
    );
  }
  for (const key of table.uniques) {
    lines.push(`${constraintName(key.name)}unique (${keyColumns(key)})${conflictClause(key)}`);
  }
  for (const check of table.checks) lines.push(`${constraintName(check.name)}check (${check.expression})`);
  for (const key of table.foreignKeys) {
    lines.push(`${constraintName(key.name)}foreign key (${quoteNames(key.columns)}) ${references(key)}`);
  }
  const { strict, withoutRowid } = tableExtra(table);
  const options = [strict ? "strict" : "", withoutRowid ? "without rowid" : ""].filter((word) => word !== "");
  const tail = options.length > 0 ? ` ${options.join(", ")}` : "";
  return `create table ${quoteName(name)} (\n  ${lines.join(",\n  ")}\n)${tail}`;
}

/** The columns of a key, with orders and collations of their own. */
export function keyParts(key: Key): readonly KeyPart[] {
  const parts = key.extra?.["parts"];
  // Written by keyExtra() only: the models are our own inspector's and draft's.
  return Array.isArray(parts) ? parts as readonly KeyPart[] : key.columns;
}

function keyColumns(key: Key): string {
  return keyParts(key).map((part) =>
    typeof part === "string" ? quoteName(part) : indexPart({
      column: part.name,
      ...part.collation !== undefined && { collation: part.collation },
      ...part.descending && { descending: true },
    })
  ).join(", ");
}

/** What ON CONFLICT says of a key, or of a column that refuses null; undefined: the default. */
export function conflictOf({ extra }: Pick<Key | Column, "extra">): string | undefined {
  const onConflict = extra?.["onConflict"];
  return typeof onConflict === "string" ? onConflict : undefined;
}

function conflictClause(of: Pick<Key | Column, "extra">): string {
  const onConflict = conflictOf(of);
  return onConflict === undefined ? "" : ` on conflict ${onConflict}`;
}

/**
 * INSERT or UPDATE. What the table says of conflicts must not decide what becomes of rows here: `on conflict ignore`
 * would lose them without a word, while the word in the statement goes before (lang_conflict.html).
 */
export function writeVerb(verb: "insert" | "update", table: Table): string {
  const keys = table.primaryKey ? [table.primaryKey, ...table.uniques] : table.uniques;
  const says = [...keys, ...table.columns].some((each) => conflictOf(each) !== undefined);
  return says ? `${verb} or abort` : verb;
}

function constraintName(name: string | undefined): string {
  return name === undefined ? "" : `constraint ${quoteName(name)} `;
}

/** A column as CREATE TABLE and ADD COLUMN take it. `keyed`: the table whose autoincrement key it may be. */
export function columnDefinition(column: Column, keyed?: Table): string {
  let sql = quoteName(column.name);
  if (column.type !== "") sql += ` ${column.type}`;
  if (keyed && column.autoIncrement) {
    sql += ` ${constraintName(keyed.primaryKey?.name)}primary key${
      conflictClause(keyed.primaryKey ?? {})
    } autoincrement`;
  }
  if (column.collation !== undefined) sql += ` collate ${quoteName(column.collation)}`;
  if (column.notNull) sql += ` not null${conflictClause(column)}`;
  if (column.default !== undefined) sql += ` default ${defaultClause(column.default)}`;
  if (column.generated) {
    sql += ` generated always as (${column.generated.expression}) ${
      column.generated.stored ? "stored" : "virtual"
    }`;
  }
  return sql;
}

/** A default as a DEFAULT clause takes it: bare when it is one literal, else in parentheses. */
export function defaultClause(sql: string): string {
  return isPlainDefault(sql) ? sql : `(${sql})`;
}

/** REFERENCES and what follows it. */
export function references(key: ForeignKey): string {
  let sql = `references ${quoteName(key.references.table)}`;
  if (key.references.columns.length > 0) sql += ` (${quoteNames(key.references.columns)})`;
  if (key.onDelete !== undefined) sql += ` on delete ${key.onDelete.toLowerCase()}`;
  if (key.onUpdate !== undefined) sql += ` on update ${key.onUpdate.toLowerCase()}`;
  if (key.deferrable !== undefined) sql += ` deferrable ${key.deferrable.toLowerCase()}`;
  return sql;
}

/** CREATE INDEX. */
export function createIndex(table: string, index: Index): string {
  const where = index.where === undefined ? "" : ` where ${index.where}`;
  return `create ${index.unique ? "unique " : ""}index ${quoteName(index.name)} on ${quoteName(table)} (${
    index.parts.map(indexPart).join(", ")
  })${where}`;
}

function indexPart(part: IndexPart): string {
  let sql = part.column === undefined ? `(${part.expression ?? ""})` : quoteName(part.column);
  if (part.collation !== undefined) sql += ` collate ${quoteName(part.collation)}`;
  if (part.descending) sql += " desc";
  return sql;
}

/** ALTER TABLE ... ADD COLUMN; a foreign key of that column alone is added with it. */
export function addColumn(table: string, column: Column, key?: ForeignKey): string {
  const referencesSql = key === undefined ? "" : ` ${constraintName(key.name)}${references(key)}`;
  return `alter table ${quoteName(table)} add column ${columnDefinition(column)}${referencesSql}`;
}

/** ALTER TABLE ... DROP COLUMN. */
export function dropColumn(table: string, column: string): string {
  return `alter table ${quoteName(table)} drop column ${quoteName(column)}`;
}

/** ALTER TABLE ... RENAME COLUMN. */
export function renameColumn(table: string, from: string, to: string): string {
  return `alter table ${quoteName(table)} rename column ${quoteName(from)} to ${quoteName(to)}`;
}

/**
 * ALTER TABLE ... RENAME TO. SQLite refuses a new name that differs in case only, so that goes by way of another
 * name (measured on 3.50.2 and 3.53.2: "there is already another table or index with this name").
 */
export function renameTable(from: string, to: string): string[] {
  const rename = (old: string, name: string) => `alter table ${quoteName(old)} rename to ${quoteName(name)}`;
  if (foldAscii(from) !== foldAscii(to)) return [rename(from, to)];
  const between = replacementName(to);
  return [rename(from, between), rename(between, to)];
}

/** The name a table bears while it replaces another. */
export function replacementName(table: string): string {
  return `_schemahero_new_${table}`;
}

/** DROP TABLE. */
export function dropTable(table: string): string {
  return `drop table ${quoteName(table)}`;
}

/** DROP INDEX. */
export function dropIndex(index: string): string {
  return `drop index ${quoteName(index)}`;
}

/** A name as a text literal, for comparing with a column of the catalog. */
export function nameLiteral(name: string): string {
  return textLiteral(name, DIALECT);
}
