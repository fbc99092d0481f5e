// Turns changes that PostgreSQL knows and other engines do not (renames in place, exclusions, comments) into steps.
import type { Table } from "../../protocol/model.ts";
import type { Hazard } from "../../protocol/plan.ts";
import type { Step } from "../kit/order.ts";
import { quoteName } from "../kit/quote.ts";
import type { TableEdit } from "./diff.ts";
import { quoteQualified } from "./model.ts";
import { alterTable, exclusionClause, parameterListSql, quoteParameter } from "./render.ts";
import { key, NOTHING, type PlannedStep, statement } from "./steps.ts";
import { commentStatement } from "./table_comments.ts";
import { named, objectOf } from "./table_keys.ts";

/** The steps of a change within a table that is no Change of the kit. `lock` tells of waiting. */
export function editSteps(edit: TableEdit, to: Table, label: string, lock: readonly Hazard[]): PlannedStep[] {
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
      return [step(
        `alter index ${quoteQualified({ ...named(to.schema), name: edit.from })} rename to ${
          quoteName(edit.to)
        }`,
        `Rename index ${edit.from} ${on} to ${edit.to}`,
        { removes: [key.index(to.schema, edit.from)], produces: [key.index(to.schema, edit.to)] },
      )];
    case "rename-constraint":
      return [step(
        alterTable(to, `rename constraint ${quoteName(edit.from)} to ${quoteName(edit.to)}`),
        `Rename constraint ${edit.from} ${on} to ${edit.to}`,
        { removes: [key.constraint(to, edit.from)], produces: [key.constraint(to, edit.to)] },
      )];
    case "validate-constraint":
      return [step(
        alterTable(to, `validate constraint ${quoteName(edit.name)}`),
        `Check all rows ${on} against constraint ${edit.name}`,
      )];
    case "add-exclusion":
      return [step(
        alterTable(to, `add ${exclusionClause(edit.exclusion)}`),
        `Add exclusion constraint to ${label}`,
        { requires: to.columns.map(({ name }) => key.column(to, name)) },
        lock,
      )];
    case "drop-exclusion":
      return [step(
        alterTable(to, `drop constraint ${quoteName(edit.exclusion.name ?? "")}`),
        `Drop exclusion constraint ${edit.exclusion.name} ${on}`,
        { releases: to.columns.map(({ name }) => key.column(to, name)) },
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
      const target = edit.on.what === "column" ? { requires: [key.column(to, edit.on.name)] } : {};
      return [{ ...NOTHING, ...target, statements: [commentStatement(to, label, edit.on, edit.comment)] }];
    }
  }
}
