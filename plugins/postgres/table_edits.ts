// Turns changes that PostgreSQL knows and other engines do not (renames in place, exclusions, comments) into steps.
import type { Table } from "../../protocol/model.ts";
import type { Hazard } from "../../protocol/plan.ts";
import type { Step } from "../kit/order.ts";
import { quoteName } from "../kit/quote.ts";
import { commentOf, exclusionColumns, freeConstraintName } from "./constraint_names.ts";
import type { TableEdit } from "./diff.ts";
import { type Exclusion, quoteQualified } from "./model.ts";
import { alterTable, exclusionClause, parameterListSql, quoteParameter } from "./render.ts";
import { key, NOTHING, type PlannedStep, statement } from "./steps.ts";
import { commentStatement } from "./table_comments.ts";
import { constraintKeys, named, objectOf } from "./table_keys.ts";

/** The steps of a change within a table that is no Change of the kit. `lock` tells of waiting. */
export function editSteps(
  edit: TableEdit,
  live: Table,
  to: Table,
  label: string,
  lock: readonly Hazard[],
): PlannedStep[] {
  const step = (
    sql: string,
    words: string,
    graph: Partial<Step> = {},
    hazards: readonly Hazard[] = [],
  ): PlannedStep => ({
    ...NOTHING,
    requires: [key.table(to)],
    ...graph,
    statements: [
      statement(sql, edit.type.startsWith("rename") ? "rename" : "alter", objectOf(to), words, { hazards }),
    ],
  });
  const on = `of ${label}`;
  switch (edit.type) {
    case "rename-index":
    case "rename-constraint":
      return [renameStep(edit, to, step, on)];
    case "validate-constraint":
      return [step(
        alterTable(to, `validate constraint ${quoteName(edit.name)}`),
        `Check all rows ${on} against constraint ${edit.name}`,
        { requires: [key.table(to), key.constraint(to, edit.name)] },
      )];
    case "add-exclusion":
      return [addExclusion(edit.exclusion, { live, to, label, lock }, step)];
    case "drop-exclusion":
      return [step(
        alterTable(to, `drop constraint ${quoteName(edit.exclusion.name ?? "")}`),
        `Drop exclusion constraint ${edit.exclusion.name} ${on}`,
        {
          // Also of those that go: a column takes the constraint along.
          releases: live.columns.map(({ name }) => key.column(to, name)),
          removes: constraintKeys(to, edit.exclusion.name),
        },
      )];
    case "set-index-parameters": {
      const set = Object.fromEntries(Object.entries(edit.set).filter(([, value]) => value !== "null"));
      const reset = Object.keys(edit.set).filter((name) => edit.set[name] === "null").map(quoteParameter);
      const head = `alter index ${quoteQualified({ ...named(to.schema), name: edit.index.name })}`;
      const words = `Change storage parameters of index ${edit.index.name} ${on}`;
      return [
        ...(Object.keys(set).length > 0 ? [step(`${head} set (${parameterListSql(set)})`, words)] : []),
        ...(reset.length > 0 ? [step(`${head} reset (${reset.join(", ")})`, words)] : []),
      ];
    }
    case "comment": {
      const { on: target } = edit;
      const requires = target.what === "table"
        ? [key.table(to)]
        : target.what === "index"
        ? [key.index(to.schema, target.name)]
        : [target.what === "column" ? key.column(to, target.name) : key.constraint(to, target.name)];
      return [{ ...NOTHING, requires, statements: [commentStatement(to, label, edit.on, edit.comment)] }];
    }
  }
}

type MakeStep = (
  sql: string,
  words: string,
  graph?: Partial<Step>,
  hazards?: readonly Hazard[],
) => PlannedStep;

function renameStep(
  edit: TableEdit & { readonly type: "rename-index" | "rename-constraint" },
  to: Table,
  step: MakeStep,
  on: string,
): PlannedStep {
  const isIndex = edit.type === "rename-index";
  const keysOf = (name: string) => isIndex ? [key.index(to.schema, name)] : constraintKeys(to, name);
  const ownSql = quoteQualified({ ...named(to.schema), name: edit.from });
  return step(
    isIndex
      ? `alter index ${ownSql} rename to ${quoteName(edit.to)}`
      : alterTable(to, `rename constraint ${quoteName(edit.from)} to ${quoteName(edit.to)}`),
    `Rename ${isIndex ? "index" : "constraint"} ${edit.from} ${on} to ${edit.to}`,
    {
      requires: [key.table(to), ...(edit.half === "second" ? keysOf(edit.from) : [])],
      removes: edit.half === "second" ? [] : keysOf(edit.from),
      produces: keysOf(edit.to),
    },
  );
}

interface EditContext {
  readonly live: Table;
  readonly to: Table;
  readonly label: string;
  readonly lock: readonly Hazard[];
}

/** An exclusion constraint with its comment, for which it needs a name. */
function addExclusion(
  exclusion: Exclusion,
  { live, to, label, lock }: EditContext,
  step: MakeStep,
): PlannedStep {
  const comment = commentOf(exclusion);
  const name = exclusion.name ??
    (comment === undefined
      ? undefined
      : freeConstraintName("exclusion", exclusionColumns(exclusion), to, live));
  const made = step(
    alterTable(to, `add ${exclusionClause({ ...exclusion, ...(name !== undefined && { name }) })}`),
    `Add exclusion constraint to ${label}`,
    {
      requires: to.columns.map((column) => key.column(to, column.name)),
      produces: constraintKeys(to, name),
    },
    lock,
  );
  if (comment === undefined || name === undefined) return made;
  const remark = commentStatement(to, label, { what: "constraint", name }, comment);
  return { ...made, statements: [...made.statements, remark] };
}
