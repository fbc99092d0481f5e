// Virtual columns that become plain ones. What they show has to become values of their own: the column is dropped and
// added with its expression as default, of which both servers give every row its value, and which then goes. A stored
// column would do as well, but MariaDB stores less than it shows (nothing that depends on the session's time zone or
// its language, error 1901), and an UPDATE would run triggers.
import type { CheckConstraint, Column, Table } from "../../protocol/model.ts";
import type { Statement } from "../../protocol/plan.ts";
import type { LiveCounts } from "../kit/hazards.ts";
import type { Change } from "../kit/model.ts";
import { copyHazards } from "./algorithm.ts";
import type { CatalogTable } from "./catalog.ts";
import { fold } from "./draft.ts";
import { quote } from "./literal.ts";
import { columnDefinition } from "./render.ts";
import { statement, tableObject } from "./steps.ts";
import { mentions } from "./tokens.ts";

/** The virtual columns, as they are, that become plain. */
export function freedColumns(changes: readonly Change[]): readonly Column[] {
  return changes.flatMap((change) => {
    if (change.type !== "alter-column" || change.to.generated) return [];
    return change.from.generated && !change.from.generated.stored ? [change.from] : [];
  });
}

/** True for a check that has to go while the columns are made anew. */
export function checksAny({ expression }: CheckConstraint, columns: readonly Column[]): boolean {
  return columns.some(({ name }) => mentions(expression, name));
}

/** Other generated columns that are made of one: neither server lets go of it under them. */
export function dependentsOf({ name }: Column, table: Table): readonly Column[] {
  return table.columns.filter((column) =>
    fold(column.name) !== fold(name) && column.generated !== undefined &&
    mentions(column.generated.expression, name)
  );
}

/** The table between the two statements, for those who ask whether the server takes it. */
export function betweenTables(live: Table, freed: readonly Column[]): Table {
  return {
    ...live,
    columns: live.columns.map((column) => freed.includes(column) ? interim(column) : column),
    checks: live.checks.filter((check) => !checksAny(check, freed)),
  };
}

/** Makes the columns plain, with their expressions as defaults, where they stand. */
export function freeColumns(
  { model, columnChecks }: CatalogTable,
  changes: readonly Change[],
  counts: LiveCounts,
): Statement[] {
  const columns = freedColumns(changes);
  if (columns.length === 0) return [];
  const checks = changes.flatMap((change) =>
    change.type === "drop-check" && checksAny(change.check, columns) &&
      // A column's own check goes with it (MariaDB).
      !columns.some(({ name }) => columnChecks.get(fold(name)) === change.check.expression)
      ? [`drop constraint ${quote(change.check.name ?? "")}`]
      : []
  );
  const clauses = columns.flatMap((column) => {
    const former = model.columns[model.columns.indexOf(column) - 1];
    const placeSql = former ? `after ${quote(former.name)}` : "first";
    return [
      `drop column ${quote(column.name)}`,
      `add column ${columnDefinition(interim(column), model)} ${placeSql}`,
    ];
  });
  const names = columns.map(({ name }) => name).join(", ");
  const clausesSql = [...checks, ...clauses].join(", ");
  return [statement(
    `alter table ${quote(model.name)} ${clausesSql}`,
    "alter",
    tableObject(model.name),
    `Give column ${names} of ${model.name} the values that it shows`,
    {
      why: "What a virtual column shows becomes its own values by way of a default, which then goes",
      hazards: copyHazards(model.name, counts.rows(model.name)),
    },
  )];
}

function interim({ generated, ...column }: Column): Column {
  return { ...column, notNull: false, ...(generated && { default: `(${generated.expression})` }) };
}
