// What a change may do to data, in words and counts. Generic: engines add what only they know (locks, rewrites).
import type { Column, ForeignKey, Index } from "../../protocol/model.ts";
import type { Hazard } from "../../protocol/plan.ts";
import { type Change, unreachable } from "./model.ts";

/** Counts on the live database. Each is asked for at most once a change. */
export interface LiveCounts {
  /** Rows of a table. */
  rows(table: string): bigint;
  /** Rows of a table whose column is not null. */
  values(table: string, column: string): bigint;
  /** Rows of a table whose column is null. */
  nulls(table: string, column: string): bigint;
  /** Rows that share their key with another; undefined: cannot be counted before the plan has run. */
  doubles(table: string, columns: readonly string[]): bigint | undefined;
  /** Rows without their parent; undefined as above. */
  orphans(table: string, key: ForeignKey): bigint | undefined;
  /** Rows for which an SQL condition is false; undefined as above. */
  failures(table: string, conditionSql: string): bigint | undefined;
}

/** What the engine knows of types. */
export interface TypeRules {
  /** True when no stored value can change or be refused by going from one column type to the other. */
  keepsValues(from: Column, to: Column): boolean;
}

/**
 * The hazards of one change. Tables and columns are named as they are wanted. What deletes data is always named;
 * the rest only where there are rows that it may concern.
 */
export function hazardsOf(change: Change, counts: LiveCounts, types: TypeRules): Hazard[] {
  return allHazards(change, counts, types).filter((hazard) =>
    hazard.kind === "deletes-data" || hazard.rows !== 0n
  );
}

function allHazards(change: Change, counts: LiveCounts, types: TypeRules): Hazard[] {
  const { table } = change;
  switch (change.type) {
    case "drop-table":
      return [deletesTable(change.from.name, counts.rows(table))];
    case "drop-column":
      // What a generated column shows is computed from the others: nothing is lost with it.
      if (change.column.generated) return [];
      return [deletesColumn(table, change.column.name, counts.values(table, change.column.name))];
    case "add-column": {
      const { name, generated, notNull } = change.column;
      if (!generated || !notNull) return [];
      const failures = counts.failures(table, `(${generated.expression}) is not null`);
      return [mayFail(`for which ${name} would be null`, table, failures, counts)];
    }
    case "alter-column":
      return alterHazards(change, counts, types);
    case "add-unique":
      return [sharedKey(table, change.key.columns, counts)];
    case "set-primary-key":
      return change.to ? [sharedKey(table, change.to.columns, counts)] : [];
    case "create-index":
      return change.index.unique ? [sharedKey(table, plainColumns(change.index), counts)] : [];
    case "add-check": {
      const { expression } = change.check;
      return [
        mayFail(`which do not fulfil ${expression}`, table, counts.failures(table, expression), counts),
      ];
    }
    case "add-foreign-key":
      return [
        mayFail(
          `which have no parent in ${change.key.references.table}`,
          table,
          counts.orphans(table, change.key),
          counts,
        ),
      ];
    case "alter-table":
      return [mayFail("which do not fit the new options", table, undefined, counts)];
    case "create-table":
    case "rename-table":
    case "rename-column":
    case "drop-unique":
    case "drop-foreign-key":
    case "drop-check":
    case "drop-index":
    case "create-object":
    case "replace-object":
    case "drop-object":
      return [];
    default:
      return unreachable(change);
  }
}

/** The hazard of losing a table. */
export function deletesTable(table: string, rows: bigint): Hazard {
  return {
    kind: "deletes-data",
    message: `Deletes table ${table} with ${countRows(rows)}`,
    allow: `drop-table:${table}`,
    rows,
  };
}

/** The hazard of losing a column. */
export function deletesColumn(table: string, column: string, rows: bigint): Hazard {
  return {
    kind: "deletes-data",
    message: `Deletes column ${column} of ${table}, which has a value in ${countRows(rows)}`,
    allow: `drop-column:${table}.${column}`,
    rows,
  };
}

/** The hazard of a statement that some rows make fail. `rows`: how many; undefined: not known before. */
function mayFail(which: string, table: string, rows: bigint | undefined, counts: LiveCounts): Hazard {
  if (rows !== undefined) {
    return {
      kind: "may-fail",
      message: `Fails because of ${countRows(rows)} of ${table} ${which}`,
      rows,
    };
  }
  return {
    kind: "may-fail",
    message: `Fails when there are rows of ${table} ${which}`,
    rows: counts.rows(table),
  };
}

function sharedKey(table: string, columns: readonly string[] | undefined, counts: LiveCounts): Hazard {
  const rows = columns && counts.doubles(table, columns);
  return mayFail("which share their key with another", table, rows, counts);
}

/** The columns of an index that is nothing but columns. */
function plainColumns(index: Index): string[] | undefined {
  if (index.where !== undefined) return undefined;
  const columns = index.parts.flatMap((part) => part.collation === undefined ? part.column ?? [] : []);
  return columns.length === index.parts.length ? columns : undefined;
}

function alterHazards(
  change: Change & { readonly type: "alter-column" },
  counts: LiveCounts,
  types: TypeRules,
): Hazard[] {
  const { table, from, to, aspects } = change;
  const hazards: Hazard[] = [];
  if (to.generated) {
    // Values that were written are replaced by computed ones.
    if (!from.generated) hazards.push(deletesColumn(table, to.name, counts.values(table, to.name)));
    if (to.notNull) {
      const failures = counts.failures(table, `(${to.generated.expression}) is not null`);
      hazards.push(mayFail(`for which ${to.name} would be null`, table, failures, counts));
    }
    return hazards;
  }
  if (aspects.includes("type") && !types.keepsValues(from, to)) {
    const rows = counts.values(table, to.name);
    hazards.push({
      kind: "changes-data",
      message: `Converts column ${to.name} of ${table} from ${from.type || "no type"} to ${
        to.type || "no type"
      } in ${countRows(rows)}`,
      rows,
    });
  }
  if (aspects.includes("not-null") && to.notNull) {
    const rows = counts.nulls(table, to.name);
    if (rows > 0n && to.default !== undefined) {
      hazards.push({
        kind: "changes-data",
        message: `Sets column ${to.name} of ${table} to ${to.default} where it is null, in ${
          countRows(rows)
        }`,
        rows,
      });
    }
  }
  return hazards;
}

/** `1 row`, `5 rows`. */
export function countRows(rows: bigint): string {
  return rows === 1n ? "1 row" : `${rows} rows`;
}
