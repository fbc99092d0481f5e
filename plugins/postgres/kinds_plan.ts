// Plans all kinds of objects beside tables: each in turn, with what they need to know of the tables' part of the plan and
// of the live database.
import type { Table } from "../../protocol/model.ts";
import { type Catalog, type CatalogTable, tableKey } from "./catalog.ts";
import { leavesType } from "./column_steps.ts";
import { Counts } from "./counts.ts";
import type { Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import type { KindContext, Place, Wanted } from "./kind.ts";
import { type ObjectSteps, planKind, withNewOwners } from "./object_plan.ts";
import type { TableChange } from "./table_steps.ts";

/** What all kinds come to. */
export interface PlannedKinds {
  readonly objects: readonly ObjectSteps[];
  /** The catalog once views and what belongs to them have their new names. */
  readonly owned: Catalog;
}

/** What kinds are planned beside. */
interface KindParts {
  readonly current: Catalog;
  readonly changed: readonly TableChange[];
  readonly dropped: readonly CatalogTable[];
  readonly driver: Driver | undefined;
  readonly report: Report;
}

/** Plans every kind in turn: once more when that raised questions. `wanted` is in the order of the kinds. */
export async function planKinds(
  wanted: readonly Wanted[],
  { current, changed, dropped, driver, report }: KindParts,
): Promise<PlannedKinds> {
  const counts = new Counts({ table: () => undefined, column: () => undefined });
  const context = {
    leaves: leavingColumns(changed, dropped),
    drops: droppedParts(changed, dropped),
    sequences: counts,
  };
  const planned = planKindsWith(wanted, current, context, report);
  const hasAnswers = driver && await counts.answer(driver, current.server);
  return hasAnswers ? planKindsWith(wanted, current, context, () => {}) : planned;
}

function planKindsWith(
  wanted: readonly Wanted[],
  current: Catalog,
  more: Pick<KindContext, "leaves" | "drops" | "sequences">,
  report: Report,
): PlannedKinds {
  let owned = current;
  const objects = current.server.kinds.map((kind, at) => {
    const { objects: own = [], owners = [] } = wanted[at] ?? {};
    const context: KindContext = { server: current.server, current: owned, ...more };
    const planned = planKind(kind, own, owners, owned, context, report);
    owned = withNewOwners(owned, planned.newOwners);
    return planned;
  });
  return { objects, owned };
}

/** Tells which columns the plan drops, with their tables or without, or gives another type. */
function leavingColumns(
  changed: readonly TableChange[],
  dropped: readonly CatalogTable[],
): (place: Place) => boolean {
  const nameOf = (table: Table, column: string) =>
    JSON.stringify([tableKey(table.schema, table.name), column]);
  const names = new Set([
    ...dropped.flatMap(({ model }) => model.columns.map(({ name }) => nameOf(model, name))),
    ...changed.flatMap(({ to, diff }) =>
      diff.changes.flatMap((change) =>
        change.type === "drop-column"
          ? [nameOf(to, change.column.name)]
          : change.type === "alter-column" && leavesType(change)
          ? [nameOf(to, change.to.name)]
          : []
      )
    ),
  ]);
  return ({ schema, table, column }) => names.has(JSON.stringify([tableKey(schema, table), column]));
}

/** Tells which parts of tables the plan drops, with their tables or without. */
function droppedParts(
  changed: readonly TableChange[],
  dropped: readonly CatalogTable[],
): NonNullable<KindContext["drops"]> {
  const gone = new Set(dropped.map(({ model }) => tableKey(model.schema, model.name)));
  const nameOf = (key: string, name: string | undefined) => JSON.stringify([key, name]);
  const names = new Set(changed.flatMap(({ to, diff }) => {
    const key = tableKey(to.schema, to.name);
    return [
      ...diff.changes.flatMap((change) =>
        change.type === "drop-check"
          ? [nameOf(key, change.check.name)]
          : change.type === "drop-index"
          ? [nameOf(key, change.index.name)]
          : change.type === "drop-column"
          ? [nameOf(key, change.column.name)]
          : []
      ),
      ...diff.edits.flatMap((edit) =>
        edit.type === "drop-exclusion" ? [nameOf(key, edit.exclusion.name)] : []
      ),
    ];
  }));
  return ({ schema, table, name }) => {
    const key = tableKey(schema, table);
    return gone.has(key) || names.has(nameOf(key, name));
  };
}
