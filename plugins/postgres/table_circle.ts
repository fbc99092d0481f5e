// A new table whose defaults and checks call functions of its own rows: the table comes first, then the functions, then
// what calls them.
import type { Table } from "../../protocol/model.ts";
import { quoteName } from "../kit/quote.ts";
import { routinesIn } from "./mentions.ts";
import { alterTable } from "./render.ts";
import { key, NOTHING, type PlannedStep, statement } from "./steps.ts";
import { objectOf } from "./table_keys.ts";

/** What comes to a table after it is made. */
export interface LateParts {
  /** Columns, for their defaults. */
  readonly columns: Table["columns"];
  readonly checks: Table["checks"];
}

/** The table without what calls `routines`, and that. */
export function withoutCircle(
  table: Table,
  routines: ReadonlySet<string>,
): { readonly first: Table; readonly late: LateParts } {
  const isLate = (sql: string | undefined) =>
    routines.size > 0 && routinesIn(sql ?? "").some((each) => routines.has(each));
  const checks = table.checks.filter(({ expression }) => isLate(expression));
  const columns = table.columns.filter((column) => isLate(column.default));
  if (checks.length === 0 && columns.length === 0) return { first: table, late: { columns, checks } };
  const first = {
    ...table,
    checks: table.checks.filter((check) => !checks.includes(check)),
    columns: table.columns.map((column) => {
      const { default: _, ...rest } = column;
      return columns.includes(column) ? rest : column;
    }),
  };
  return { first, late: { columns, checks } };
}

/** The steps that give columns of a table their defaults. */
export function lateDefaults(
  columns: LateParts["columns"],
  table: Table,
  label: string,
): readonly PlannedStep[] {
  return columns.map(({ name, default: valueSql = "null" }) => ({
    ...NOTHING,
    requires: [key.table(table), ...routinesIn(valueSql)],
    statements: [statement(
      alterTable(table, `alter column ${quoteName(name)} set default ${valueSql}`),
      "alter",
      objectOf(table),
      `Set the default of column ${name} of ${label}`,
    )],
  }));
}
