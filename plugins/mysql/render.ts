// Writes the parts of statements. Every name and value goes through literal.ts; expressions were checked to stay where
// they are put.
import type { CheckConstraint, Column, ForeignKey, Index, Key, Table } from "../../protocol/model.ts";
import { columnOrder } from "./column_order.ts";
import { quote, quoteAll, textLiteral } from "./literal.ts";
import {
  checkExtra,
  columnExtra,
  indexExtra,
  keyExtra,
  NO_PARTITIONS,
  partExtra,
  tableExtra,
} from "./model.ts";
import type { Quirks } from "./quirks.ts";

/** What rendering depends on. */
export interface RenderContext {
  readonly quirks: Quirks;
  /** The collation that tables have when they say nothing. */
  readonly databaseCollation: string;
}

/** A column as CREATE TABLE and ALTER TABLE write it. */
export function columnDefinition(column: Column, table: Table, columnCheckSql = ""): string {
  const { charset, onUpdate, invisible, srid } = columnExtra(column);
  const inherited = tableExtra(table);
  const differs = charset !== undefined && column.collation !== inherited.collation;
  const { generated } = column;
  return [
    quote(column.name),
    column.type,
    ...(differs ? [charsetClause(charset, column.collation ?? "")] : []),
    ...(srid === undefined ? [] : [`srid ${Math.trunc(srid)}`]),
    ...(generated
      ? [`generated always as (${generated.expression}) ${generated.stored ? "stored" : "virtual"}`]
      : []),
    // A generated column of MariaDB takes neither word.
    ...(column.notNull ? ["not null"] : generated ? [] : ["null"]),
    ...(invisible ? ["invisible"] : []),
    ...(column.autoIncrement ? ["auto_increment"] : []),
    ...(column.default === undefined ? [] : [`default ${column.default}`]),
    ...(onUpdate === undefined ? [] : [`on update ${onUpdate}`]),
    ...(column.comment === undefined || column.comment === ""
      ? []
      : [`comment ${textLiteral(column.comment)}`]),
    ...(columnCheckSql === "" ? [] : [`check (${columnCheckSql})`]),
  ].join(" ");
}

/** `character set x collate y`; names of sets were looked up, or are words. */
export function charsetClause(charset: string, collation: string): string {
  const word = (text: string) => /^\w+$/.test(text) ? text : quote(text);
  return `character set ${word(charset)}${collation === "" ? "" : ` collate ${word(collation)}`}`;
}

/** `primary key (a, b(10))`. */
export function primaryKeyDefinition(key: Key): string {
  const { lengths = [] } = keyExtra(key);
  const parts = key.columns.map((column, at) =>
    quote(column) + (lengths[at] ? `(${Math.trunc(lengths[at])})` : "")
  );
  return `primary key (${parts.join(", ")})`;
}

/** `unique key name (a desc, (lower(b)))`. */
export function indexDefinition(index: Index, { invisibleIndexSql }: Quirks): string {
  const { method, parser, invisible, comment } = indexExtra(index);
  const parts = index.parts.map((part) => {
    const { length } = partExtra(part);
    const whatSql = part.column === undefined ? `(${part.expression})` : quote(part.column);
    return `${whatSql}${length === undefined ? "" : `(${Math.trunc(length)})`}${
      part.descending ? " desc" : ""
    }`;
  });
  const word = method === "fulltext" || method === "spatial" ? `${method} ` : index.unique ? "unique " : "";
  return `${word}key ${quote(index.name)} (${parts.join(", ")})${method === "hash" ? " using hash" : ""}${
    parser === undefined ? "" : ` with parser ${quote(parser)}`
  }${comment === undefined || comment === "" ? "" : ` comment ${textLiteral(comment)}`}${
    invisible ? ` ${invisibleIndexSql}` : ""
  }`;
}

/** `constraint name foreign key (a) references p (b) on delete cascade`. */
export function foreignKeyDefinition(key: ForeignKey): string {
  const { schema, table, columns } = key.references;
  const parent = schema === undefined ? quote(table) : `${quote(schema)}.${quote(table)}`;
  return `${key.name === undefined ? "" : `constraint ${quote(key.name)} `}foreign key (${
    quoteAll(key.columns)
  }) references ${parent} (${quoteAll(columns)})${
    key.onDelete === undefined ? "" : ` on delete ${key.onDelete.toLowerCase()}`
  }${key.onUpdate === undefined ? "" : ` on update ${key.onUpdate.toLowerCase()}`}`;
}

/** `constraint name check (a > 0)`. */
export function checkDefinition(check: CheckConstraint): string {
  return `${check.name === undefined ? "" : `constraint ${quote(check.name)} `}check (${check.expression})${
    checkExtra(check).notEnforced ? " not enforced" : ""
  }`;
}

/** A whole table. Foreign keys in `deferred` are added later; implied indexes come with their keys. */
export function createTableSql(
  table: Table,
  { quirks, databaseCollation }: RenderContext,
  deferred: ReadonlySet<ForeignKey> = new Set(),
): string {
  const keys = table.foreignKeys.filter((each) => !deferred.has(each));
  const isImplied = (index: Index) =>
    indexExtra(index).isImplied === true && keys.some((key) => key.name === index.name);
  const lines = [
    ...inOrder(table.columns).map((column) => columnDefinition(column, table)),
    ...(table.primaryKey ? [primaryKeyDefinition(table.primaryKey)] : []),
    ...table.indexes.filter((index) => !isImplied(index)).map((index) => indexDefinition(index, quirks)),
    ...keys.map(foreignKeyDefinition),
    ...table.checks.map(checkDefinition),
  ];
  const { partitions } = tableExtra(table);
  const linesSql = lines.join(",\n  ");
  const optionsSql = optionClauses(table, databaseCollation).map((each) => ` ${each}`).join("");
  const partitionsSql = partitions === undefined || partitions === NO_PARTITIONS ? "" : `\n${partitions}`;
  return `create table ${quote(table.name)} (\n  ${linesSql}\n)${optionsSql}${partitionsSql}`;
}

/** The columns of a new table, each where it is asked to stand. */
function inOrder(columns: readonly Column[]): readonly Column[] {
  const { names, moved } = columnOrder([], columns);
  if (moved.size === 0) return columns;
  return names.flatMap((name) => columns.find((column) => column.name.toLowerCase() === name) ?? []);
}

function optionClauses(table: Table, databaseCollation: string): string[] {
  const { engine, rowFormat, keyBlockSize, charset, collation, autoIncrement } = tableExtra(table);
  const word = (text: string) => /^\w+$/.test(text) ? text : quote(text);
  return [
    ...(engine === undefined ? [] : [`engine = ${word(engine)}`]),
    ...(autoIncrement === undefined ? [] : [`auto_increment = ${BigInt(autoIncrement)}`]),
    ...(collation === databaseCollation ? [] : [`default ${charsetClause(charset, collation)}`]),
    ...(rowFormat === undefined ? [] : [`row_format = ${word(rowFormat)}`]),
    ...(keyBlockSize === undefined ? [] : [`key_block_size = ${Math.trunc(keyBlockSize)}`]),
    ...(table.comment === undefined || table.comment === ""
      ? []
      : [`comment = ${textLiteral(table.comment)}`]),
  ];
}
