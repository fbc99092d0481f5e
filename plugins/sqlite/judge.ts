// Says what cannot be done and why, before a plan is shown: specs that contradict the database, changes that the
// rows refuse, and outcomes that are not what was asked for.
import type { SpecItem } from "../../protocol/plan.ts";
import { suggest } from "../../protocol/schema.ts";
import { diffTable } from "../kit/diff.ts";
import { countRows, type LiveCounts } from "../kit/hazards.ts";
import { type Change, describeChange } from "../kit/model.ts";
import { foldAscii } from "../kit/quote.ts";
import type { DesiredTable, Report } from "./desired.ts";
import { adoptUniqueConstraints, rulesFor } from "./diff.ts";
import type { Catalog } from "./inspect.ts";
import type { TableRequest } from "./plan.ts";
import type { Rehearsal } from "./rehearse.ts";
import type { TableSpec } from "./spec.ts";
import type { PlannedStep, TableChange } from "./steps.ts";

/** Sorts out specs that cannot be planned; the others come back as requests. */
export function checkSpecs(specs: readonly SpecItem[], live: Catalog, report: Report): TableRequest[] {
  const seen = new Map<string, SpecItem>();
  const others = new Map(
    live.objects.filter((object) => object.type === "view" || object.type === "index")
      .map((object) => [foldAscii(object.name), object]),
  );
  return specs.flatMap((spec): TableRequest[] => {
    const error = (code: string, message: string, hint?: string) => {
      report({
        severity: "error",
        code,
        message,
        spec: spec.index,
        path: [],
        ...(hint !== undefined && { hint }),
      });
      return [];
    };
    if (spec.kind !== "Table") {
      return error("unsupported-kind", `SQLite has no documents of kind ${spec.kind}`);
    }
    if (spec.name === "" || spec.name.includes("\0")) {
      return error("invalid-name", `A table cannot be named ${JSON.stringify(spec.name)}`);
    }
    const folded = foldAscii(spec.name);
    if (seen.has(folded)) return error("duplicate-spec", `Table ${spec.name} is described twice`);
    seen.set(folded, spec);
    const other = others.get(folded);
    if (other) return error("name-taken", `${spec.name} is a ${other.type} of the database, not a table`);
    const table = live.tables.get(folded);
    if (table?.isVirtual) {
      return error("virtual-table", `${table.model.name} is a virtual table, which specs cannot describe`);
    }
    if (!spec.body && !table) {
      return error("unknown-table", `There is no table ${spec.name}, and its document describes none`);
    }
    // The core has checked the body against TABLE_SPEC, which this type is inferred from.
    return [{ spec, body: spec.body as TableSpec | undefined }];
  });
}

/** Reports changes that the rows or the table's own constructs make impossible. */
export function checkChanges(
  changed: readonly TableChange[],
  desired: ReadonlyMap<string, DesiredTable>,
  counts: LiveCounts,
  report: Report,
): void {
  for (const { from, to, changes } of changed) {
    if (!from) continue;
    const request = desired.get(foldAscii(to.name));
    const columns = request?.body.columns ?? [];
    const pathOf = (name: string) => [
      "columns",
      columns.findIndex((column) => foldAscii(column.name) === foldAscii(name)),
      "constraints",
      "notNull",
    ];
    const error = (code: string, message: string, hint: string, path: readonly (string | number)[]) =>
      report({ severity: "error", code, message, hint, path, ...(request && { spec: request.spec.index }) });
    for (const change of changes) {
      if (isUnfilled(change)) {
        const rows = counts.rows(to.name);
        if (rows === 0n) continue;
        error(
          "not-null-without-default",
          `New column ${change.column.name} of ${to.name} is not null and has no default, but there are ${
            countRows(rows)
          }`,
          "Give the column a default, or add it without notNull, fill it, and set notNull later",
          pathOf(change.column.name),
        );
      }
      if (change.type !== "alter-column" || !change.aspects.includes("not-null")) continue;
      if (!change.to.notNull || change.to.default !== undefined || change.to.generated) continue;
      const nulls = counts.nulls(to.name, change.to.name);
      if (nulls === 0n) continue;
      error(
        "nulls-without-default",
        `Column ${change.to.name} of ${to.name} cannot become not null: it is null in ${countRows(nulls)}`,
        "Give the column a default, which then fills them, or fill them first",
        pathOf(change.to.name),
      );
    }
  }
}

/** True for a new column that refuses the null that it would have in every row. */
function isUnfilled(change: Change): change is Change & { readonly type: "add-column" } {
  if (change.type !== "add-column") return false;
  const { notNull, default: value, generated } = change.column;
  return notNull && value === undefined && !generated;
}

/** Reports rebuilds that would lose what the model cannot hold. */
export function checkRebuilds(
  changed: readonly TableChange[],
  steps: readonly PlannedStep[],
  desired: ReadonlyMap<string, DesiredTable>,
  report: Report,
): void {
  const rebuilt = new Map<string, string | undefined>();
  for (const { kind, object, why } of steps.flatMap((step) => step.statements)) {
    if (kind === "rebuild" && why !== undefined) rebuilt.set(foldAscii(object.name), why);
  }
  for (const { from, to } of changed) {
    const folded = foldAscii(to.name);
    if (!from || !rebuilt.has(folded) || from.unexpressed.length === 0) continue;
    const request = desired.get(folded);
    report({
      severity: "error",
      code: "cannot-rebuild",
      message: `Table ${to.name} cannot be rebuilt without losing: ${from.unexpressed.join(", ")}`,
      hint: `${
        rebuilt.get(folded)
      }. Specs cannot say what would be lost: leave the change out, or rebuild the table by hand`,
      ...(request && { spec: request.spec.index, path: [] }),
    });
  }
}

/** What an outcome is judged by. */
export interface Outcome {
  readonly rehearsal: Rehearsal;
  readonly after: Catalog;
  readonly current: Catalog;
  readonly desired: ReadonlyMap<string, DesiredTable>;
  readonly changed: readonly TableChange[];
  readonly brokenBefore: string | undefined;
  readonly report: Report;
}

/** Reports an outcome that is not what was asked for: a second plan would not be empty, or something else broke. */
export function checkOutcome(outcome: Outcome): void {
  const { rehearsal, after, changed, brokenBefore, report } = outcome;
  const broken = rehearsal.brokenObject();
  if (broken !== undefined && broken !== brokenBefore) {
    report({
      severity: "error",
      code: "breaks-object",
      message: `The plan would break another object: ${broken}`,
      hint: "Change or drop that object first; views and triggers are not managed by specs of tables",
    });
  }
  checkParents(outcome);
  for (const { to } of changed) {
    const request = outcome.desired.get(foldAscii(to.name));
    const table = after.tables.get(foldAscii(to.name));
    if (!request || !table) continue;
    const spec = { spec: request.spec.index, path: [] };
    const left = diffTable(table.model, adoptUniqueConstraints(table.model, request), rulesFor(request));
    if (left.length > 0) {
      report({
        severity: "error",
        code: "does-not-converge",
        message: `The plan for ${to.name} would leave this to do: ${left.map(describeChange).join("; ")}`,
        ...spec,
      });
    }
    const mismatch = table.model.foreignKeys.length > 0
      ? rehearsal.foreignKeyMismatch(table.model.name)
      : undefined;
    if (mismatch !== undefined) {
      report({
        severity: "error",
        code: "foreign-key-mismatch",
        message: `A foreign key of ${to.name} refers to columns that are no key: ${mismatch}`,
        hint: "The columns referred to must be the parent's primary key or have a unique index",
        ...spec,
        path: ["foreignKeys"],
      });
    }
  }
}

/** Foreign keys whose parent is missing afterwards and was there before, or that are new. */
function checkParents({ after, current, desired, report }: Outcome): void {
  const names = [...after.tables.values()].map((table) => table.model.name);
  for (const [folded, { model }] of after.tables) {
    model.foreignKeys.forEach((key, index) => {
      const parent = foldAscii(key.references.table);
      if (after.tables.has(parent)) return;
      const request = desired.get(folded);
      if (!request && !current.tables.has(parent)) return; // was so before, and no spec speaks of it
      const near = suggest(key.references.table, names);
      report({
        severity: "error",
        code: "unknown-table",
        message: `A foreign key of ${model.name} refers to table ${key.references.table}, which ${
          current.tables.has(parent) ? "the plan drops" : "does not exist"
        }`,
        ...(near !== undefined && { hint: `Did you mean ${near}?` }),
        ...(request && { spec: request.spec.index, path: ["foreignKeys", index, "references", "table"] }),
      });
    });
  }
}
