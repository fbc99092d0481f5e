// Counts rows of the live database for hazards, under the names that the plan gives to tables and columns.
import type { ForeignKey } from "../../protocol/model.ts";
import type { LiveCounts } from "../kit/hazards.ts";
import { foldAscii, quoteName, quoteNames } from "../kit/quote.ts";
import { type Database, messageOf, queryRows, type SqlValue } from "./database.ts";
import type { Catalog } from "./inspect.ts";

/** The rows of a query of the live database. */
export type AskRows = (sql: string) => readonly (readonly SqlValue[])[];

/**
 * Rows that are on another server, where the planner works on a copy of its schema. The planner is synchronous: what is
 * not known is noted and stood in for, asked all at once, and the plan made again.
 */
export interface DistantRows {
  /** The rows of a query, or a stand-in when nobody has asked for them before. */
  readonly known: AskRows;
  /** Asks what was stood in for. False when that was nothing. */
  learn(): Promise<boolean>;
  /** The rows of a query, now. */
  ask(sql: string): Promise<readonly (readonly SqlValue[])[]>;
}

/** Asks the database at hand. */
export function rowsOf(db: Database): AskRows {
  return (sql) => queryRows(db, sql);
}

/** What things are called now, by the names they will have. */
export interface LiveNames {
  /** The live name of a table; undefined when it does not exist yet. */
  table(wanted: string): string | undefined;
  /** The live name of a column; undefined when it does not exist yet. */
  column(table: string, wanted: string): string | undefined;
}

/** The live names of a plan, from its renames. Keys of the maps are folded wanted names. */
export function liveNames(
  live: Catalog,
  tableRenames: ReadonlyMap<string, string>,
  columnRenames: ReadonlyMap<string, ReadonlyMap<string, string>>,
): LiveNames {
  const tableOf = (wanted: string) => {
    const name = tableRenames.get(foldAscii(wanted)) ?? wanted;
    return live.tables.get(foldAscii(name))?.model;
  };
  return {
    table: (wanted) => tableOf(wanted)?.name,
    column: (table, wanted) => {
      const name = columnRenames.get(foldAscii(table))?.get(foldAscii(wanted)) ?? wanted;
      return tableOf(table)?.columns.find((column) => foldAscii(column.name) === foldAscii(name))?.name;
    },
  };
}

/** Counts on the live database. Every count is a scan of its table, made once. */
export function liveCounts(askRows: AskRows, names: LiveNames): LiveCounts {
  const known = new Map<string, bigint | undefined>();
  /** Undefined when SQLite refuses: the condition names what only the plan makes. */
  const ask = (sql: string): bigint | undefined => {
    if (!known.has(sql)) known.set(sql, countOrNothing(askRows, sql));
    return known.get(sql);
  };
  const count = (tableName: string, conditionSql: string) => {
    const table = names.table(tableName);
    return table === undefined
      ? 0n
      : ask(`select count(*) from main.${quoteName(table)}${conditionSql}`) ?? 0n;
  };
  const byColumn = (table: string, wanted: string, testSql: string) => {
    const column = names.column(table, wanted);
    return column === undefined ? 0n : count(table, ` where ${quoteName(column)} ${testSql}`);
  };
  return {
    rows: (table) => count(table, ""),
    values: (table, column) => byColumn(table, column, "is not null"),
    nulls: (table, column) => byColumn(table, column, "is null"),
    doubles: (table, columns) => {
      const live = liveColumns(names, table, columns);
      const tableName = names.table(table);
      if (!live || tableName === undefined) return undefined;
      const keySql = quoteNames(live);
      const presentSql = live.map((column) => `${quoteName(column)} is not null`).join(" and ");
      return ask(
        `select coalesce(sum(n), 0) from (select count(*) as n from main.${
          quoteName(tableName)
        } where ${presentSql} group by ${keySql} having count(*) > 1)`,
      );
    },
    orphans: (table, key) => countOrphans(names, table, key, ask),
    failures: (table, conditionSql) => {
      const tableName = names.table(table);
      if (tableName === undefined) return undefined;
      return ask(`select count(*) from main.${quoteName(tableName)} where not (${conditionSql})`);
    },
  };
}

function countOrNothing(askRows: AskRows, sql: string): bigint | undefined {
  try {
    const count = askRows(sql)[0]?.[0];
    return typeof count === "bigint" ? count : 0n;
  } catch (error) {
    if (/^no such column/.test(messageOf(error))) return undefined;
    throw error;
  }
}

function liveColumns(names: LiveNames, table: string, columns: readonly string[]): string[] | undefined {
  const live = columns.flatMap((column) => names.column(table, column) ?? []);
  return live.length === columns.length ? live : undefined;
}

function countOrphans(
  names: LiveNames,
  table: string,
  key: ForeignKey,
  ask: (sql: string) => bigint | undefined,
): bigint | undefined {
  const child = names.table(table);
  const columns = liveColumns(names, table, key.columns);
  const parent = names.table(key.references.table);
  const parents = liveColumns(names, key.references.table, key.references.columns);
  if (child === undefined || !columns) return undefined;
  const presentSql = columns.map((column) => `c.${quoteName(column)} is not null`).join(" and ");
  const sql = `select count(*) from main.${quoteName(child)} c where ${presentSql}`;
  // Without a parent table every row with a key is an orphan, unless the plan's seed rows bring its parent.
  if (parent === undefined || !parents) return ask(sql);
  const matchSql = parents.map((column, at) => `p.${quoteName(column)} = c.${quoteName(columns[at] ?? "")}`)
    .join(" and ");
  return ask(`${sql} and not exists (select 1 from main.${quoteName(parent)} p where ${matchSql})`);
}

/** How many rows one statement copies in a rebuild: a few seconds' work, after which a cancel is heard. */
export const ROWS_PER_COPY = 500_000;

/** Where the copy of a large table is cut: rowids, each `every` rows apart. Empty for a small one. */
export function rowCuts(askRows: AskRows, names: LiveNames, tableName: string, every: number): bigint[] {
  const table = names.table(tableName);
  // A column of that name hides the row's number, also when the plan renames it.
  if (table === undefined || names.column(tableName, "rowid") !== undefined) return [];
  const everySql = String(every);
  // Ordered by rowid, SQLite steps through the table's own tree: nothing is sorted.
  const rows = askRows(
    `select id from (select rowid as id, row_number() over (order by rowid) as n from main.${
      quoteName(table)
    }) where n % ${everySql} = 0`,
  );
  return rows.map(([id]) => BigInt(String(id)));
}
