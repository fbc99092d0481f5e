// The indexes of a materialized view: compared by the rules of those of tables, and changed without a new view.
import type { Index, Table } from "../../../protocol/model.ts";
import { sameIndex } from "../../kit/diff.ts";
import { quoteName } from "../../kit/quote.ts";
import { type CatalogObject, labelOf } from "../catalog.ts";
import { changedParameters, rulesFor } from "../diff.ts";
import { type DraftContext, TableDrafter } from "../draft.ts";
import { draftIndex } from "../draft_keys.ts";
import { nameKey, routinesIn } from "../mentions.ts";
import { indexExtra, quoteQualified } from "../model.ts";
import { commentOn, createIndex, parameterListSql, quoteParameter } from "../render.ts";
import type { ObjectRequest } from "../requests.ts";
import type { ServerFacts } from "../server.ts";
import type { IndexSpec } from "../spec.ts";
import { key, NOTHING, type PlannedStep, statement } from "../steps.ts";

/** What is to be done about indexes. */
export type IndexChanges = readonly IndexChange[];

type IndexChange =
  | { readonly type: "create" | "drop"; readonly index: Index }
  | { readonly type: "rename"; readonly index: Index; readonly to: string }
  | { readonly type: "set"; readonly index: Index; readonly parameters: Readonly<Record<string, string>> }
  | { readonly type: "comment"; readonly index: Index; readonly comment: string };

/** The columns of a view are known to the server only: it refuses an index on others. */
export function draftIndexes(
  { spec, schema }: ObjectRequest,
  indexes: readonly IndexSpec[],
  context: DraftContext,
): Index[] {
  const names = indexes.flatMap(({ columns, include = [] }) => [
    ...columns.flatMap((column) => typeof column === "string" ? [column] : column.name ?? []),
    ...include,
  ]);
  const columns = [...new Set(names)].map((name) => ({ name, type: "text" }));
  const drafter = new TableDrafter(spec, { schema, columns }, context);
  return indexes.map((index, at) => draftIndex(drafter, index, at));
}

/** A view as the table that the functions about indexes ask for. */
export function asTable({ schema, name }: CatalogObject): Table {
  return {
    kind: "table",
    ...(schema !== undefined && { schema }),
    name,
    columns: [],
    uniques: [],
    foreignKeys: [],
    checks: [],
    indexes: [],
  };
}

const ANY_VIEW = asTable({ kind: "materialized view", name: "view", facts: {} });

/** True when nothing is to be done; without a wanted list nothing ever is. */
export function isSameIndexes(live: readonly Index[], wanted: readonly Index[] | undefined): boolean {
  return wanted === undefined || indexChanges(live, wanted).length === 0;
}

/** The changes from one list to another. */
export function indexChanges(live: readonly Index[], wanted: readonly Index[]): IndexChanges {
  const rules = rulesFor();
  const left = [...live];
  const take = (test: (index: Index) => boolean): Index | undefined => {
    const at = left.findIndex(test);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const fresh: Index[] = [];
  const changes: IndexChange[] = [];
  const keep = (there: Index, index: Index) => {
    const parameters = changedParameters(indexExtra(there).with, indexExtra(index).with);
    const { comment } = indexExtra(index);
    if (Object.keys(parameters).length > 0) changes.push({ type: "set", index, parameters });
    if (comment !== undefined && comment !== (indexExtra(there).comment ?? "")) {
      changes.push({ type: "comment", index, comment });
    }
  };
  for (const index of wanted) {
    const there = take((each) => sameIndex(each, index, ANY_VIEW, rules));
    if (there) keep(there, index);
    else fresh.push(index);
  }
  for (const index of fresh) {
    const there = take((each) => sameIndex({ ...each, name: index.name }, index, ANY_VIEW, rules));
    if (there) {
      changes.push({ type: "rename", index: there, to: index.name });
      keep(there, index);
    } else changes.push({ type: "create", index });
  }
  return [...left.map((index) => ({ type: "drop" as const, index })), ...changes];
}

/** The steps of changes, each behind the view. */
export function indexSteps(view: CatalogObject, changes: IndexChanges, server: ServerFacts): PlannedStep[] {
  const label = labelOf(server, view.schema, view.name);
  const { schema } = view;
  const object = { kind: "index", ...(schema !== undefined && schema !== "" && { schema }), name: view.name };
  return changes.flatMap((change): PlannedStep[] => {
    const { index } = change;
    const ownSql = quoteQualified({ ...(schema !== undefined && { schema }), name: index.name });
    const after = [key.index(schema, index.name)];
    const alter = (sql: string, words: string, requires: readonly string[]): PlannedStep => ({
      ...NOTHING,
      requires,
      statements: [statement(sql, "alter", object, `${words} index ${index.name} of ${label}`)],
    });
    switch (change.type) {
      case "create": {
        const { comment } = indexExtra(index);
        const words = `Create index ${index.name} on ${label}`;
        return [{
          ...NOTHING,
          produces: after,
          requires: [nameKey.relation(view), ...indexRoutines(index)],
          statements: [
            statement(createIndex(asTable(view), index), "create", object, words),
            ...(comment === undefined || comment === ""
              ? []
              : [statement(commentOn(`index ${ownSql}`, comment), "alter", object, words)]),
          ],
        }];
      }
      case "drop":
        return [{
          ...NOTHING,
          removes: after,
          releases: indexRoutines(index),
          statements: [
            statement(`drop index ${ownSql}`, "drop", object, `Drop index ${index.name} of ${label}`),
          ],
        }];
      case "rename":
        return [{
          ...NOTHING,
          removes: after,
          produces: [key.index(schema, change.to)],
          statements: [statement(
            `alter index ${ownSql} rename to ${quoteName(change.to)}`,
            "rename",
            object,
            `Rename index ${index.name} of ${label} to ${change.to}`,
          )],
        }];
      case "set": {
        const set = Object.entries(change.parameters).filter(([, value]) => value !== "null");
        const resetSql = Object.entries(change.parameters).filter(([, value]) => value === "null")
          .map(([name]) => quoteParameter(name)).join(", ");
        const setSql = parameterListSql(Object.fromEntries(set));
        return [
          ...(setSql === ""
            ? []
            : [alter(`alter index ${ownSql} set (${setSql})`, "Set parameters of", after)]),
          ...(resetSql === ""
            ? []
            : [alter(`alter index ${ownSql} reset (${resetSql})`, "Reset parameters of", after)]),
        ];
      }
      case "comment":
        return [alter(commentOn(`index ${ownSql}`, change.comment), "Comment on", after)];
    }
  });
}

/** Functions that an index calls. */
export function indexRoutines({ parts, where }: Index): string[] {
  return [...parts.flatMap(({ expression }) => routinesIn(expression ?? "")), ...routinesIn(where ?? "")];
}
