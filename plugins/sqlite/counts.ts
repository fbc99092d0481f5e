// Counts rows of the live database for hazards, under the names that the plan gives to tables and columns.
import type { LiveCounts } from "../kit/hazards.ts";
import { foldAscii, quoteName } from "../kit/quote.ts";
import { type Database, queryCount } from "./database.ts";
import type { Catalog } from "./inspect.ts";

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
export function liveCounts(db: Database, names: LiveNames): LiveCounts {
  const known = new Map<string, bigint>();
  const count = (tableName: string, conditionSql: string) => {
    const table = names.table(tableName);
    if (table === undefined) return 0n;
    const sql = `select count(*) from main.${quoteName(table)}${conditionSql}`;
    const rows = known.get(sql) ?? queryCount(db, sql);
    known.set(sql, rows);
    return rows;
  };
  const byColumn = (table: string, wanted: string, testSql: string) => {
    const column = names.column(table, wanted);
    return column === undefined ? 0n : count(table, ` where ${quoteName(column)} ${testSql}`);
  };
  return {
    rows: (table) => count(table, ""),
    values: (table, column) => byColumn(table, column, "is not null"),
    nulls: (table, column) => byColumn(table, column, "is null"),
  };
}
