// What the parts of a table are to the graph of a plan: the keys that they produce, need and mention.
import type { ForeignKey, Index, Key, Table } from "../../protocol/model.ts";
import type { Statement } from "../../protocol/plan.ts";
import { routinesIn } from "./mentions.ts";
import { type Exclusion, type QualifiedName, tableExtra } from "./model.ts";
import { key } from "./steps.ts";

/** A table as statements name it. */
export function objectOf({ schema, name }: QualifiedName): Statement["object"] {
  return { kind: "table", ...(schema !== undefined && schema !== "" && { schema }), name };
}

/** What foreign keys may refer to. */
export function uniqueKeys(table: Table): string[] {
  return [
    ...(table.primaryKey ? [table.primaryKey.columns] : []),
    ...table.uniques.map((each) => each.columns),
    ...table.indexes.filter((index) => isKeyIndex(index)).map((index) =>
      index.parts.map((part) => part.column ?? "")
    ),
  ].map((columns) => key.unique(table, columns));
}

/**
 * Unique constraints on the columns of the primary key, or of one before them. Within one CREATE TABLE the server makes
 * one constraint of the two (transformIndexConstraints), so these come after it.
 */
export function repeatedKeys({ primaryKey, uniques }: Table): readonly Key[] {
  const keys = [...(primaryKey ? [primaryKey] : []), ...uniques].map((each) => each.columns.join("\0"));
  const before = primaryKey ? 1 : 0;
  return uniques.filter((_, at) => keys.indexOf(keys[at + before] ?? "") < at + before);
}

/** Exclusion constraints that say what one before them says, but for name and comment: as with {@linkcode repeatedKeys}. */
export function repeatedExclusions(table: Table): readonly Exclusion[] {
  const { exclusions = [] } = tableExtra(table);
  const texts = exclusions.map(({ name: _, comment: __, ...rule }) => JSON.stringify(rule));
  return exclusions.filter((_, at) => texts.indexOf(texts[at] ?? "") < at);
}

/** A table without some of its exclusion constraints. */
export function withoutExclusions(table: Table, some: readonly Exclusion[]): Table {
  const { exclusions = [], ...others } = tableExtra(table);
  if (some.length === 0) return table;
  return { ...table, extra: { ...others, exclusions: exclusions.filter((each) => !some.includes(each)) } };
}

/** Functions that a column's default or generation expression calls. */
export function routinesOf({ default: value, generated }: Table["columns"][number]): string[] {
  return [...routinesIn(value ?? ""), ...routinesIn(generated?.expression ?? "")];
}

/** Functions that an index's expressions and predicate call. */
export function indexRoutines({ parts, where }: Index): string[] {
  return [...parts.flatMap(({ expression }) => routinesIn(expression ?? "")), ...routinesIn(where ?? "")];
}

/** Whether foreign keys may refer to the columns of an index. */
export function isKeyIndex(index: Index): boolean {
  return index.unique && index.where === undefined && index.parts.every((part) => part.column !== undefined);
}

/** The table that a foreign key refers to. */
export function parentOf({ references }: ForeignKey): QualifiedName {
  return { ...(references.schema !== undefined && { schema: references.schema }), name: references.table };
}

/** What a foreign key needs of its parent. */
export function parentKeys(foreign: ForeignKey): string[] {
  const parent = parentOf(foreign);
  return [
    key.table(parent),
    key.persistence(parent),
    key.unique(parent, foreign.references.columns),
    ...foreign.references.columns.map((column) => key.column(parent, column)),
  ];
}

/** The names of a constraint with an index of that name; none where the server finds one. */
export function constraintKeys(table: QualifiedName, name: string | undefined): string[] {
  return name === undefined ? [] : [key.constraint(table, name), key.index(table.schema, name)];
}

/** A schema as part of a qualified name. */
export function named(schema: string | undefined): { readonly schema?: string } {
  return schema === undefined ? {} : { schema };
}
