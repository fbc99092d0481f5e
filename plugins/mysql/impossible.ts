// Finds what the server would refuse of a plan, before anything is done: these servers roll nothing back, so a plan that
// stops half-way leaves half of it behind. Each refusal says why, and what would mend it.
import type { Column, ForeignKey, Table } from "../../protocol/model.ts";
import { countRows, type LiveCounts } from "../kit/hazards.ts";
import type { Change } from "../kit/model.ts";
import { blockOf } from "./blocking_rows.ts";
import type { Catalog } from "./catalog.ts";
import type { LiveNames } from "./counts.ts";
import { type DesiredTable, fold, type Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { betweenTables, dependentsOf, freedColumns } from "./freed_columns.ts";
import { keyProblem } from "./foreign_key_rules.ts";
import { tableExtra } from "./model.ts";
import type { Quirks } from "./quirks.ts";
import { rehearseTable, rehearseTypes } from "./rehearsal.ts";
import type { TableRequest } from "./requests.ts";
import type { TableChange } from "./table_steps.ts";
import { mentions } from "./tokens.ts";
import { isSpatial } from "./types.ts";

/** What a plan does to tables. */
export interface PlannedTables {
  readonly current: Catalog;
  readonly after: Catalog;
  readonly requests: readonly TableRequest[];
  /** By folded name. */
  readonly desired: ReadonlyMap<string, DesiredTable>;
  readonly changes: readonly TableChange[];
  readonly fresh: readonly DesiredTable[];
  readonly names: LiveNames;
}

/** Reports rows that make a change fail for certain. */
export function reportRows(planned: PlannedTables, counts: LiveCounts, report: Report): void {
  const { foldTable } = planned.current.server;
  const keyOf = (table: string, column: string) => `${foldTable(table)}\0${fold(column)}`;
  const altered = new Set(
    planned.changes.flatMap(({ to, diff }) =>
      diff.changes.flatMap((change) => {
        // One that is added may take the place of one that goes.
        if (change.type === "add-column") return [keyOf(to.name, change.column.name)];
        return change.type === "alter-column" &&
            change.aspects.some((aspect) => ["type", "collation", "not-null", "generated"].includes(aspect))
          ? [keyOf(to.name, change.to.name)]
          : [];
      })
    ),
  );
  const ground = {
    counts,
    isAltered: (table: string, column: string) => altered.has(keyOf(table, column)),
    liveColumn: (table: string, column: string) => planned.names.column(table, column),
  };
  for (const { to, diff } of planned.changes) {
    const desired = planned.desired.get(foldTable(to.name));
    if (!desired) continue;
    for (const change of diff.changes) {
      const block = blockOf(change, to, ground);
      if (block) report({ severity: "error", code: "rows-in-the-way", spec: desired.spec.index, ...block });
      if (change.type !== "add-column" && change.type !== "alter-column") continue;
      const message = change.type === "add-column"
        ? unfillable(change.column, to, counts, planned.current.server.quirks)
        : nullsOf(change, to, counts);
      if (message === undefined) continue;
      const { name } = change.type === "add-column" ? change.column : change.to;
      const at = (desired.body.columns ?? []).findIndex((each) => fold(each.name) === fold(name));
      report({
        severity: "error",
        code: "nulls-without-default",
        message,
        hint: "Give the column a default, which then fills them, or fill them first",
        spec: desired.spec.index,
        path: ["columns", at, "constraints", "notNull"],
      });
    }
  }
}

/** MySQL has nothing to put into a new place that must not be null, and MariaDB nothing that an index takes. */
function unfillable(
  column: Column,
  table: Table,
  counts: LiveCounts,
  { isMariaDb }: Quirks,
): string | undefined {
  const { notNull, default: value, generated, name, type } = column;
  const isIndexed = table.indexes.some(({ parts }) =>
    parts.some(({ column: part = "" }) => fold(part) === fold(name))
  );
  if ((isMariaDb && !isIndexed) || !notNull || value !== undefined || generated || !isSpatial(type)) {
    return undefined;
  }
  const rows = counts.rows(table.name);
  return rows === 0n
    ? undefined
    : `Column ${name} of ${table.name} is not null and has no default, but there are ${countRows(rows)}`;
}

/** Why a column cannot become not null. */
function nullsOf(
  { to, aspects }: Change & { readonly type: "alter-column" },
  table: Table,
  counts: LiveCounts,
): string | undefined {
  if (!aspects.includes("not-null") || !to.notNull || to.default !== undefined || to.generated) {
    return undefined;
  }
  const nulls = counts.nulls(table.name, to.name);
  if (nulls === 0n) return undefined;
  return `Column ${to.name} of ${table.name} cannot become not null: it is null in ${countRows(nulls)}`;
}

/** Reports foreign keys that cannot be made, and those of others that would be left without their parent. */
export function reportKeys(planned: PlannedTables, report: Report): void {
  const { current, after, desired } = planned;
  const { foldTable, needsUniqueParents } = current.server;
  const touched = new Set([
    ...planned.changes.filter(({ diff }) => diff.changes.length > 0).map(({ to }) => foldTable(to.name)),
    ...planned.fresh.map(({ model }) => foldTable(model.name)),
    ...[...current.tables.keys()].filter((name) => !after.tables.has(name)),
  ]);
  const ground = ({ tables }: Catalog) => ({
    table: (name: string) => tables.get(foldTable(name))?.model,
    needsUniqueParents,
  });
  for (const [name, { model }] of after.tables) {
    for (const [at, key] of model.foreignKeys.entries()) {
      const parent = foldTable(key.references.table);
      if (!touched.has(name) && !touched.has(parent)) continue;
      const problem = keyProblem(model, key, ground(after));
      if (!problem) continue;
      const former = current.tables.get(name)?.model;
      const same = former && sameKey(former, key);
      // What stood before against the rules (foreign_key_checks = 0) is no matter of this plan.
      if (former && same && keyProblem(former, same, ground(current))?.message === problem.message) continue;
      const own = desired.get(name);
      const spec = own?.spec ??
        planned.requests.find((request) => foldTable(request.spec.name) === parent)?.spec;
      report({
        severity: "error",
        code: "impossible-foreign-key",
        ...problem,
        ...(spec && { spec: spec.index }),
        path: own ? ["foreignKeys", at] : [],
      });
    }
  }
}

function sameKey(table: Table, key: ForeignKey): ForeignKey | undefined {
  return table.foreignKeys.find((each) => fold(each.name ?? "") === fold(key.name ?? ""));
}

/** Reports columns that go, or are made anew, though partitions that stay are by them or other columns are made of them. */
export function reportHeld({ changes, desired, current }: PlannedTables, report: Report): void {
  for (const { from, to, diff } of changes) {
    const spec = desired.get(current.server.foldTable(to.name))?.spec;
    const isKept = (column: Column) =>
      !diff.changes.some((each) =>
        (each.type === "drop-column" && each.column === column) ||
        (each.type === "alter-column" && each.from === column && each.aspects.includes("generated"))
      );
    const freed = freedColumns(diff.changes);
    for (const column of [...freed, ...remadeColumns(diff.changes)]) {
      const dependent = dependentsOf(column, from.model).find((each) =>
        // What becomes plain does so in a statement before the others.
        isKept(each) || freed.includes(column)
      );
      if (!dependent) continue;
      report({
        severity: "error",
        code: "generated-dependent",
        message:
          `Column ${column.name} of ${to.name} cannot be made anew: the generated column ${dependent.name} is made of it`,
        hint: `Take ${dependent.name} out of the spec and apply, then change ${column.name} and put it back`,
        ...(spec && { spec: spec.index }),
        path: ["columns"],
      });
    }
    const { partitions } = tableExtra(from.model);
    if (partitions === undefined || tableExtra(to).partitions !== partitions) continue;
    const columns = [
      ...diff.changes.flatMap((change) => change.type === "drop-column" ? [change.column] : []),
      ...freed,
    ];
    for (const { name } of columns) {
      if (!mentions(partitions, name)) continue;
      report({
        severity: "error",
        code: "partitioned-by",
        message: `Column ${name} of ${to.name} cannot go: the table's partitions are by it`,
        hint: `Write other partitions, or partitions: none`,
        ...(spec && { spec: spec.index }),
        path: ["columns"],
      });
    }
  }
}

/** Columns that are dropped and added: they become generated, or generated in another way. */
function remadeColumns(changes: readonly Change[]): readonly Column[] {
  const isAdded = (column: Column) =>
    changes.some((each) => each.type === "add-column" && fold(each.column.name) === fold(column.name));
  return changes.flatMap((change) =>
    change.type === "drop-column" && isAdded(change.column) ? [change.column] : []
  );
}

/** Reports tables that the server refuses as they are. */
export async function reportRefused(driver: Driver, planned: PlannedTables, report: Report): Promise<void> {
  const { server } = planned.current;
  const changed = planned.changes.filter(({ diff }) => diff.changes.length > 0)
    .flatMap(({ to }) => planned.desired.get(server.foldTable(to.name)) ?? []);
  const context = { quirks: server.quirks, databaseCollation: server.charsets.database.collation };
  const refuse = (spec: number, table: string, message: string | undefined) => {
    if (message === undefined) return;
    report({
      severity: "error",
      code: "refused-by-server",
      message: `${server.quirks.isMariaDb ? "MariaDB" : "MySQL"} refuses table ${table}: ${message}`,
      spec,
      path: [],
    });
  };
  const between = planned.changes.flatMap(({ from, to, diff }) => {
    const freed = freedColumns(diff.changes);
    const own = planned.desired.get(server.foldTable(to.name));
    return own && freed.length > 0 ? [{ spec: own.spec, model: betweenTables(from.model, freed) }] : [];
  });
  for (const { spec, model } of [...changed, ...planned.fresh, ...between]) {
    refuse(spec.index, model.name, await rehearseTable(driver, model, context));
  }
  if (!server.quirks.isMariaDb) return;
  for (const { to, diff } of planned.changes) {
    const columns = diff.changes.flatMap((change) =>
      change.type === "alter-column" && change.aspects.includes("type") && !change.from.generated &&
        !change.to.generated
        ? [change]
        : []
    );
    const own = planned.desired.get(server.foldTable(to.name));
    if (!own || columns.length === 0) continue;
    refuse(own.spec.index, to.name, await rehearseTypes(driver, to, columns, context));
  }
}
