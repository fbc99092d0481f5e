// The keys, indexes and exclusion constraints of a table's spec, checked and turned into models.
import type { ForeignKey, Index, IndexPart, Key } from "../../protocol/model.ts";
import { collationSql, type SpecPath, type TableDrafter } from "./draft.ts";
import { type Exclusion, keptName, withExtra } from "./model.ts";
import type { ExclusionSpec, ForeignKeySpec, IndexPartSpec, IndexSpec, UniqueSpec } from "./spec.ts";
import { tokenize } from "./tokens.ts";

const NOT_DISTINCT = "A key in which nulls are equal to each other";

/** A primary key or unique constraint. */
export function draftKey(table: TableDrafter, key: UniqueSpec, columnsPath: SpecPath, path: SpecPath): Key {
  if (key.nullsNotDistinct) table.needs(15, NOT_DISTINCT, [...path, "nullsNotDistinct"]);
  return {
    columns: key.columns.map((column, at) => table.known(column, [...columnsPath, at])),
    ...(key.name !== undefined && { name: table.identifier(key.name, [...path, "name"]) }),
    ...withExtra({
      ...(key.include &&
        { include: key.include.map((column, at) => table.known(column, [...path, "include", at])) }),
      ...(key.nullsNotDistinct && { nullsNotDistinct: true }),
      ...(key.deferrable !== undefined && { deferrable: key.deferrable.toUpperCase() }),
      ...(key.comment !== undefined && { comment: key.comment }),
    }),
  };
}

const ACTIONS = ["no action", "restrict", "set null", "set default", "cascade"];

/** A foreign key. */
export function draftForeignKey(table: TableDrafter, key: ForeignKeySpec, path: SpecPath): ForeignKey {
  if (key.columns.length !== key.references.columns.length) {
    table.error(
      "invalid-foreign-key",
      `A foreign key of ${key.columns.length} columns cannot refer to ${key.references.columns.length}`,
      [...path, "references", "columns"],
    );
  }
  if (key.onDeleteColumns) table.needs(15, "A list of the columns to set", [...path, "onDeleteColumns"]);
  const onDelete = action(table, key.onDelete, [...path, "onDelete"]);
  const onUpdate = action(table, key.onUpdate, [...path, "onUpdate"]);
  const deferrable = key.deferrable?.toUpperCase();
  return {
    columns: key.columns.map((column, at) => table.known(column, [...path, "columns", at])),
    ...(key.name !== undefined && { name: table.identifier(key.name, [...path, "name"]) }),
    references: {
      schema: key.references.schema ?? table.schema,
      table: keptName(key.references.table),
      columns: key.references.columns.map(keptName),
    },
    ...(onDelete !== undefined && { onDelete }),
    ...(onUpdate !== undefined && { onUpdate }),
    ...(deferrable !== undefined && { deferrable }),
    ...withExtra({
      ...(key.match === "full" && { match: "full" }),
      ...(key.notValid && { notValid: true }),
      ...(deferrable !== undefined && { deferrable }),
      ...(key.onDeleteColumns && {
        onDeleteColumns: key.onDeleteColumns.map((column, at) =>
          table.known(column, [...path, "onDeleteColumns", at])
        ),
      }),
      ...(key.comment !== undefined && { comment: key.comment }),
    }),
  };
}

function action(table: TableDrafter, text: string | undefined, path: SpecPath): string | undefined {
  const folded = (text ?? "").trim().toLowerCase().replace(/\s+/g, " ");
  if (folded === "" || folded === "no action") return undefined;
  if (ACTIONS.includes(folded)) return folded.toUpperCase();
  table.error(
    "invalid-action",
    `Unknown action ${JSON.stringify(text)}`,
    path,
    `One of ${ACTIONS.join(", ")}`,
  );
  return undefined;
}

/** An index. */
export function draftIndex(table: TableDrafter, index: IndexSpec, position: number): Index {
  const path: SpecPath = ["indexes", position];
  if (index.nullsNotDistinct) table.needs(15, NOT_DISTINCT, [...path, "nullsNotDistinct"]);
  if (index.where !== undefined) table.expression(index.where, [...path, "where"]);
  const method = index.type?.trim().toLowerCase() || "btree";
  const parts = index.columns.map((column, at) => draftPart(table, column, [...path, "columns", at]));
  const words = parts.map((part) => part.column ?? (part.expression ?? "").replace(/\W+/g, "_"));
  const name = index.name === undefined
    ? keptName(`idx_${table.name}_${words.join("_")}`)
    : table.identifier(index.name, [...path, "name"]);
  const parameters = Object.entries(index.with ?? {}).map(([key, value]) => [key, String(value)]).sort();
  return {
    name,
    unique: index.isUnique ?? false,
    parts,
    ...(index.where !== undefined && { where: index.where }),
    ...withExtra({
      ...(method !== "btree" && { method }),
      ...(index.include && {
        include: index.include.map((column, at) => table.known(column, [...path, "include", at])),
      }),
      ...(index.nullsNotDistinct && { nullsNotDistinct: true }),
      ...(index.with && { with: Object.fromEntries(parameters) }),
      ...(index.comment !== undefined && { comment: index.comment }),
    }),
  };
}

function draftPart(table: TableDrafter, column: string | IndexPartSpec, path: SpecPath): IndexPart {
  if (typeof column === "string") return { column: table.known(column, path) };
  const { name, expression, descending, nulls, collation, operatorClass } = column;
  if ((name === undefined) === (expression === undefined)) {
    table.error("invalid-index", "An index column has either a name or an expression", path);
  }
  if (expression !== undefined) table.expression(expression, [...path, "expression"]);
  if (operatorClass !== undefined && !isName(operatorClass)) {
    table.error("invalid-operator-class", `Not the name of an operator class: ${operatorClass}`, [
      ...path,
      "operatorClass",
    ]);
  }
  const isUsual = nulls === undefined || (nulls === "first") === (descending === true);
  return {
    ...(name === undefined
      ? { expression: expression ?? "" }
      : { column: table.known(name, [...path, "name"]) }),
    ...(descending && { descending: true }),
    ...(collation !== undefined && { collation: collationSql(collation) }),
    ...withExtra({
      ...(!isUsual && { nulls }),
      ...(operatorClass !== undefined && { operatorClass }),
    }),
  };
}

/** True for a name, perhaps with a schema, that SQL can take as it is. */
function isName(text: string): boolean {
  const tokens = tokenize(text);
  return tokens.length > 0 && tokens.length <= 3 && !text.includes("\0") && !text.includes("--") &&
    tokens.every((each, at) =>
      at % 2 === 1
        ? each.value === "." && each.kind === "punctuation"
        : each.kind === "word" || each.kind === "name"
    ) && tokens.length !== 2;
}

const OPERATOR = /^(?:[-+*\/<>=~!@#%^&|`?]+|operator\(\w+\.[-+*\/<>=~!@#%^&|`?]+\))$/i;

/** An exclusion constraint. */
export function draftExclusion(table: TableDrafter, exclusion: ExclusionSpec, path: SpecPath): Exclusion {
  if (exclusion.where !== undefined) table.expression(exclusion.where, [...path, "where"]);
  return {
    method: exclusion.type?.trim().toLowerCase() || "gist",
    ...(exclusion.name !== undefined && { name: table.identifier(exclusion.name, [...path, "name"]) }),
    parts: exclusion.columns.map((column, at) => {
      const { with: operator, ...part } = column;
      if (!OPERATOR.test(operator) || operator.includes("--") || operator.includes("/*")) {
        table.error("invalid-operator", `Not an operator: ${operator}`, [...path, "columns", at, "with"]);
      }
      return { ...draftPart(table, part, [...path, "columns", at]), operator };
    }),
    ...(exclusion.where !== undefined && { where: exclusion.where }),
    ...(exclusion.deferrable !== undefined && { deferrable: exclusion.deferrable.toUpperCase() }),
    ...(exclusion.comment !== undefined && { comment: exclusion.comment }),
  };
}
