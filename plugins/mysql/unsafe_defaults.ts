// MySQL adds no column in a statement in which any default calls a function that gives another value on a replica
// (error 1674; reference manual, 15.1.9.2 and 19.2.1.3). Such a default is set in a second statement, after the rows
// that are there got theirs.
import type { Column, Table } from "../../protocol/model.ts";
import type { Statement } from "../../protocol/plan.ts";
import { countRows, type LiveCounts } from "../kit/hazards.ts";
import type { Change } from "../kit/model.ts";
import { quote } from "./literal.ts";
import { columnExtra } from "./model.ts";
import type { Quirks } from "./quirks.ts";
import { columnDefinition } from "./render.ts";
import { statement, tableObject } from "./steps.ts";
import { tokenize } from "./tokens.ts";

const UNSAFE = new Set(
  ("connection_id current_user found_rows get_lock is_free_lock is_used_lock load_file rand random_bytes " +
    "release_all_locks release_lock row_count session_user sleep source_pos_wait sysdate system_user user uuid " +
    "uuid_short version").split(" "),
);

/** The changes of one statement, and the columns whose defaults have to wait for the next. */
export interface SplitChanges {
  readonly changes: readonly Change[];
  /** Columns as they are wanted. */
  readonly added: readonly Column[];
  readonly altered: readonly Column[];
}

/** Takes unsafe defaults out of a statement that adds columns. */
export function withoutUnsafeDefaults(changes: readonly Change[], { isMariaDb }: Quirks): SplitChanges {
  const added: Column[] = [];
  const altered: Column[] = [];
  if (isMariaDb || !changes.some(({ type }) => type === "add-column")) return { changes, added, altered };
  const rest = changes.map((change): Change => {
    if (change.type === "add-column" && isUnsafe(change.column)) {
      added.push(change.column);
      const { default: _, ...column } = change.column;
      return { ...change, column: { ...column, notNull: false } };
    }
    if (change.type === "alter-column" && isUnsafe(change.to)) {
      altered.push(change.to);
      const { default: _, ...to } = change.to;
      return { ...change, to };
    }
    return change;
  });
  return { changes: rest, added, altered };
}

function isUnsafe({ default: sql, generated }: Column): boolean {
  if (sql === undefined || !sql.startsWith("(") || generated) return false;
  return tokenize(sql).some(({ kind, value }) => kind === "word" && UNSAFE.has(value));
}

/**
 * `, u = u` for the columns that the server stamps at an update: rows that only get a value for a new rule are not
 * changed in the sense of who asks when they were.
 */
export function keptStampsSql(table: Table, set: readonly string[]): string {
  const stamped = table.columns.filter((column) =>
    columnExtra(column).onUpdate !== undefined &&
    !set.some((name) => name.toLowerCase() === column.name.toLowerCase())
  );
  return stamped.map(({ name }) => `, ${quote(name)} = ${quote(name)}`).join("");
}

/** Gives rows their values and columns their defaults. */
export function setUnsafeDefaults(
  table: Table,
  { added, altered }: SplitChanges,
  counts: LiveCounts,
): Statement[] {
  const columns = [...added, ...altered];
  if (columns.length === 0) return [];
  const rows = counts.rows(table.name);
  const names = (list: readonly Column[]) => list.map(({ name }) => name).join(", ");
  const valuesSql = added.map((column) => `${quote(column.name)} = ${column.default}`).join(", ");
  const clausesSql = columns.map((column) => `modify column ${columnDefinition(column, table)}`).join(", ");
  return [
    ...(added.length === 0 || rows === 0n ? [] : [statement(
      `update ${quote(table.name)} set ${valuesSql}${keptStampsSql(table, added.map(({ name }) => name))}`,
      "seed",
      tableObject(table.name),
      `Give ${countRows(rows)} of ${table.name} a value in ${names(added)}`,
      { transactional: true },
    )]),
    statement(
      `alter table ${quote(table.name)} ${clausesSql}`,
      "alter",
      tableObject(table.name),
      `Set the default of ${names(columns)} of ${table.name}`,
      { why: "MySQL adds no column beside a default that differs on replicas; it is set afterwards" },
    ),
  ];
}
