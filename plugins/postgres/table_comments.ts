// Comments on a table and on what is within it, as statements.
import type { Table } from "../../protocol/model.ts";
import type { Statement } from "../../protocol/plan.ts";
import { quoteName } from "../kit/quote.ts";
import type { CommentTarget } from "./diff.ts";
import { keyExtra, quoteQualified, tableExtra } from "./model.ts";
import { commentOn } from "./render.ts";
import { key, NOTHING, type PlannedStep, statement } from "./steps.ts";
import { named, objectOf } from "./table_keys.ts";

/** The statement that sets one comment, or takes it away where it is empty. */
export function commentStatement(table: Table, label: string, on: CommentTarget, comment: string): Statement {
  const words = `${comment === "" ? "Remove the comment on" : "Comment on"} ${
    on.what === "table" ? `table ${label}` : `${on.what} ${on.name} of ${label}`
  }`;
  const target = on.what === "table"
    ? `table ${quoteQualified(table)}`
    : on.what === "column"
    ? `column ${quoteQualified(table)}.${quoteName(on.name)}`
    : on.what === "index"
    ? `index ${quoteQualified({ ...named(table.schema), name: on.name })}`
    : `constraint ${quoteName(on.name)} on ${quoteQualified(table)}`;
  return statement(commentOn(target, comment), "alter", objectOf(table), words);
}

/** Comments of a new table and of all within it that has a name of its own. Those of indexes come with them. */
export function commentSteps(table: Table, label: string): PlannedStep[] {
  const { exclusions = [] } = tableExtra(table);
  const constraints = [
    ...(table.primaryKey
      ? [{ name: table.primaryKey.name ?? `${table.name}_pkey`, extra: table.primaryKey.extra }]
      : []),
    ...table.uniques,
    ...table.foreignKeys,
    ...table.checks,
    ...exclusions.map(({ name, comment }) => ({ name, extra: { comment } })),
  ];
  const targets: (readonly [CommentTarget, unknown])[] = [
    [{ what: "table" }, table.comment],
    ...table.columns.map(({ name, comment }) => [{ what: "column", name }, comment] as const),
    ...constraints.flatMap(({ name, extra }) =>
      name === undefined ? [] : [
        [{ what: "constraint", name }, keyExtra({ columns: [], ...(extra && { extra }) }).comment] as const,
      ]
    ),
  ];
  return targets.flatMap(([on, comment]): PlannedStep[] => {
    if (typeof comment !== "string" || comment === "") return [];
    const requires = on.what === "constraint" ? [key.constraint(table, on.name)] : [];
    return [{
      ...NOTHING,
      requires: [key.table(table), ...requires],
      statements: [commentStatement(table, label, on, comment)],
    }];
  });
}
