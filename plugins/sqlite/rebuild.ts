// Rebuilds a table by the procedure that SQLite documents (lang_altertable.html, section 7): make the new table,
// copy the rows inside SQLite, drop the old one, give the new one its name, make indexes and triggers again.
import type { Column, Table } from "../../protocol/model.ts";
import { foldAscii, quoteName } from "../kit/quote.ts";
import type { CatalogTable } from "./inspect.ts";
import {
  createTable,
  dropTable,
  nameLiteral,
  renameTable,
  replacementName,
  tableExtra,
  writeVerb,
} from "./render.ts";

/** What is rebuilt into what. */
export interface Rebuild {
  readonly from: CatalogTable;
  readonly to: Table;
  /** Columns that get values from the old table, with the expression that reads them. */
  readonly copies: readonly { readonly column: string; readonly source: string }[];
  /** Folded names of indexes that are not made again. */
  readonly droppedIndexes: ReadonlySet<string>;
  /** Folded names of triggers that are not made again. */
  readonly droppedTriggers: ReadonlySet<string>;
  /** Rowids after which the copy goes on in another statement; only for tables that {@linkcode canCut} accepts. */
  readonly cuts: readonly bigint[];
  /** A name that no object bears. */
  readonly isFree: (name: string) => boolean;
}

/** One statement of a rebuild and its part in it. */
export interface RebuildStatement {
  readonly sql: string;
  readonly part: "create" | "copy" | "sequence" | "drop" | "legacy" | "rename" | "index" | "trigger";
}

/** The statements of a rebuild, in order. */
export function rebuildTable(rebuild: Rebuild): RebuildStatement[] {
  const { from, to, copies } = rebuild;
  let name = replacementName(to.name);
  for (let number = 2; !rebuild.isFree(name); number++) name = `${replacementName(to.name)}_${number}`;
  const rowid = keptRowid(from.model, to);
  const columns = copies.map((copy) => quoteName(copy.column));
  const sourcesSql = copies.map((copy) => copy.source);
  if (rowid !== undefined) {
    columns.unshift(rowid);
    sourcesSql.unshift(rowid);
  }
  const statements: RebuildStatement[] = [{ part: "create", sql: createTable(to, name) }];
  if (columns.length > 0) {
    const copySql = `${writeVerb("insert", to)} into ${quoteName(name)} (${columns.join(", ")})\n  select ${
      sourcesSql.join(", ")
    } from ${quoteName(from.model.name)}`;
    statements.push(
      ...rangesOf(rebuild.cuts).map((rangeSql) => ({ part: "copy" as const, sql: copySql + rangeSql })),
    );
  }
  statements.push(
    ...keepSequence(from.model, to, name),
    { part: "drop", sql: dropTable(from.model.name) },
    // Without this SQLite compiles all views while the table is away, and refuses.
    { part: "legacy", sql: "pragma legacy_alter_table = on" },
    ...renameTable(name, to.name).map((sql) => ({ part: "rename" as const, sql })),
    { part: "legacy", sql: "pragma legacy_alter_table = off" },
    ...from.indexes.filter((index) => !rebuild.droppedIndexes.has(foldAscii(index.name)))
      .map((index) => ({ part: "index" as const, sql: index.sql })),
    ...from.triggers.filter((trigger) => !rebuild.droppedTriggers.has(foldAscii(trigger.name)))
      .map((trigger) => ({ part: "trigger" as const, sql: trigger.sql })),
  );
  return statements;
}

/** True when rows can be told apart by `rowid`, which no column of the table hides. */
export function canCut(table: Table): boolean {
  return !tableExtra(table).withoutRowid &&
    !table.columns.some((column) => foldAscii(column.name) === "rowid");
}

function rangesOf(cuts: readonly bigint[]): string[] {
  return [...cuts, undefined].map((end, index) => {
    const start = cuts[index - 1];
    const conditions = [
      ...(start === undefined ? [] : [`rowid > ${start}`]),
      ...(end === undefined ? [] : [`rowid <= ${end}`]),
    ];
    return conditions.length > 0 ? `\n  where ${conditions.join(" and ")}` : "";
  });
}

/** AUTOINCREMENT must not give a number again that a deleted row had. */
function keepSequence(from: Table, to: Table, name: string): RebuildStatement[] {
  const counts = (table: Table) => table.columns.some((column) => column.autoIncrement);
  if (!counts(from) || !counts(to)) return [];
  return [
    { part: "sequence", sql: `delete from sqlite_sequence where name = ${nameLiteral(name)}` },
    {
      part: "sequence",
      sql: `insert into sqlite_sequence (name, seq) select ${
        nameLiteral(name)
      }, seq from sqlite_sequence where name = ${nameLiteral(from.name)}`,
    },
  ];
}

/** The word by which rows keep their numbers, where no column of the new table shows them. */
function keptRowid(from: Table, to: Table): string | undefined {
  if (tableExtra(from).withoutRowid || !hasHiddenRowid(to)) return undefined;
  const taken = new Set([...from.columns, ...to.columns].map((column) => foldAscii(column.name)));
  return ["rowid", "_rowid_", "oid"].find((word) => !taken.has(word));
}

function hasHiddenRowid(table: Table): boolean {
  if (tableExtra(table).withoutRowid) return false;
  return rowidColumn(table) === undefined;
}

/** The column that is the row's number: an INTEGER PRIMARY KEY. */
export function rowidColumn(table: Table): Column | undefined {
  if (tableExtra(table).withoutRowid || table.primaryKey?.columns.length !== 1) return undefined;
  const [name = ""] = table.primaryKey.columns;
  return table.columns.find((column) =>
    foldAscii(column.name) === foldAscii(name) && column.type.toUpperCase() === "INTEGER"
  );
}
