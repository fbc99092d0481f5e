// Says what cannot be done and why, before a plan is shown: changes that the rows refuse, rebuilds that would lose
// something, and outcomes that are not what was asked for.
import type { DefinedObject } from "../../protocol/model.ts";
import { suggest } from "../../protocol/schema.ts";
import { diffTable } from "../kit/diff.ts";
import { countRows, type LiveCounts } from "../kit/hazards.ts";
import { type Change, describeChange } from "../kit/model.ts";
import { foldAscii, quoteName } from "../kit/quote.ts";
import { type DesiredTable, hasText, type Report } from "./desired.ts";
import { adoptUniqueConstraints, rulesFor } from "./diff.ts";
import type { Catalog } from "./inspect.ts";
import { stringInDoubleQuotes } from "./double_quotes.ts";
import { isSameObject, namesOf } from "./object_form.ts";
import type { ObjectSteps } from "./object_steps.ts";
import type { Rehearsal } from "./rehearse.ts";
import type { TableRequest } from "./requests.ts";
import type { PlannedStep, TableChange } from "./steps.ts";
import { tokenize } from "./tokens.ts";
import { isSameVirtual } from "./virtual.ts";

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
  readonly virtuals: readonly TableRequest[];
  readonly objects: ObjectSteps;
  readonly brokenBefore: ReadonlyMap<string, string>;
  readonly report: Report;
}

/** Reports an outcome that is not what was asked for: a second plan would not be empty, or something else broke. */
export function checkOutcome(outcome: Outcome): void {
  const { rehearsal, after, changed, report } = outcome;
  checkObjects(outcome);
  checkVirtuals(outcome);
  checkParents(outcome);
  for (const { to } of changed) {
    const request = outcome.desired.get(foldAscii(to.name));
    const table = after.tables.get(foldAscii(to.name));
    if (!request || !table) continue;
    const spec = { spec: request.spec.index, path: [] };
    const left = hasText(table, request.model)
      ? []
      : diffTable(table.model, adoptUniqueConstraints(table.model, request), rulesFor(request));
    if (left.length > 0) {
      report({
        severity: "error",
        code: "does-not-converge",
        message: `The plan for ${to.name} would leave this to do: ${left.map(describeChange).join("; ")}`,
        ...spec,
      });
    }
    const mismatch = request.model.foreignKeys.length > 0
      ? rehearsal.foreignKeyMismatch(table.name)
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

/** Views and triggers that no longer work, or that would be planned again. */
function checkObjects(outcome: Outcome): void {
  const { rehearsal, after, objects, brokenBefore, report } = outcome;
  const changed = new Map(
    objects.changed.map((wanted) => [`${wanted.object.kind} ${foldAscii(wanted.object.name)}`, wanted]),
  );
  const broken = rehearsal.brokenObjects();
  for (const [name, reason] of broken) {
    const wanted = changed.get(foldAscii(name));
    if (wanted) {
      const { spec, path } = wanted;
      const message = `SQLite cannot compile ${name}: ${reason}`;
      report({ severity: "error", code: "refused-by-sqlite", message, spec, path });
    } else if (brokenBefore.get(name) !== reason) {
      report({
        severity: "error",
        code: "breaks-object",
        message: `The plan would break another object: ${name}: ${reason}`,
        hint: "Describe that view or trigger in the specs, too, or change or drop it first",
      });
    }
  }
  const isName = namesOf(after);
  const isColumnOfOthers = columnsOfOthers(outcome);
  for (const { object, spec, path } of objects.changed) {
    const there = after.objects.find(({ type, name }) => type === object.kind && name === object.name);
    if (!there || !isSameObject(there.sql, object, isName)) {
      const message = `The plan for ${object.kind} ${object.name} would not converge`;
      report({ severity: "error", code: "does-not-converge", message, spec, path });
    }
    const string = stringInDoubleQuotes(object.definition, isName) &&
      stringInDoubleQuotes(object.definition, (folded) => isName(folded) || isColumnOfOthers(folded));
    if (string !== undefined) {
      report({
        severity: "warning",
        code: "string-in-double-quotes",
        message:
          `The ${object.kind} ${object.name} has "${string}", which SQLite takes for a string: nothing is called so`,
        hint: "Write a string in single quotes; a name must be that of a column",
        spec,
        path,
      });
    }
    const problem = rehearsal.compileError(useOf(object, after));
    if (problem === undefined) continue;
    if (/^no such (?:function|collation)/.test(problem)) {
      report({
        severity: "warning",
        code: "unknown-function",
        message:
          `The ${object.kind} ${object.name} works only where the application provides this: ${problem}`,
        spec,
        path,
      });
    } else if (object.kind === "view" && !broken.has(`view ${object.name}`)) {
      const message = `SQLite cannot compile view ${object.name}: ${problem}`;
      report({ severity: "error", code: "refused-by-sqlite", message, spec, path });
    }
  }
}

/** Folded names of the columns of views and virtual tables, found when first asked for. */
function columnsOfOthers({ rehearsal, after }: Outcome): (folded: string) => boolean {
  let names: Set<string> | undefined;
  return (folded) => {
    const virtuals = [...after.tables.values()].filter(({ isVirtual }) => isVirtual);
    names ??= new Set(
      [...after.views.values(), ...virtuals].flatMap(({ name }) => rehearsal.columnsOf(name).map(foldAscii)),
    );
    return names.has(folded);
  };
}

/** A statement that makes SQLite compile an object. */
function useOf({ kind, name, table = name, definition }: DefinedObject, after: Catalog): string {
  if (kind === "view") return `select * from ${quoteName(name)}`;
  const tableSql = quoteName(table);
  const event = tokenize(definition).find(({ value }) => ["insert", "update", "delete"].includes(value))
    ?.value;
  if (event === "delete") return `delete from ${tableSql}`;
  if (event === "insert") return `insert into ${tableSql} default values`;
  const column = after.tables.get(foldAscii(table))?.model.columns.find((each) => !each.generated);
  return column
    ? `update ${tableSql} set ${quoteName(column.name)} = ${quoteName(column.name)}`
    : `delete from ${tableSql}`;
}

function checkVirtuals({ virtuals, after, report }: Outcome): void {
  for (const { spec, body } of virtuals) {
    const there = after.tables.get(foldAscii(spec.name));
    if (!there || !body?.virtual || isSameVirtual(there.sql, body.virtual)) continue;
    const message = `The plan for virtual table ${spec.name} would not converge`;
    report({ severity: "error", code: "does-not-converge", message, spec: spec.index, path: ["virtual"] });
  }
}

/** Foreign keys whose parent is missing afterwards and was there before, or that are new. */
function checkParents({ after, current, desired, changed, report }: Outcome): void {
  const names = [...after.tables.values()].map((table) => table.name);
  // Tables that do not change have lost a parent only where a table went.
  const isAnyGone = [...current.tables.keys()].some((folded) => !after.tables.has(folded));
  const children = isAnyGone
    ? [...after.tables.values()].map(({ model }) => model)
    : changed.map(({ to }) => to);
  for (const model of children) {
    const folded = foldAscii(model.name);
    model.foreignKeys.forEach((key, index) => {
      const parent = foldAscii(key.references.table);
      if (after.tables.has(parent)) return;
      const request = desired.get(folded);
      if (!request && !current.tables.has(parent)) return; // was so before, and no spec speaks of it
      const near = suggest(key.references.table, names);
      const hint = near !== undefined
        ? `Did you mean ${near}?`
        : key.references.table.includes(".")
        ? "A foreign key cannot refer to a table of another database file"
        : undefined;
      report({
        severity: "error",
        code: "unknown-table",
        message: `A foreign key of ${model.name} refers to table ${key.references.table}, which ${
          current.tables.has(parent) ? "the plan drops" : "does not exist"
        }`,
        ...(hint !== undefined && { hint }),
        ...(request && { spec: request.spec.index, path: ["foreignKeys", index, "references", "table"] }),
      });
    });
  }
}
