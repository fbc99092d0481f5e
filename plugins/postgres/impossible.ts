// What PostgreSQL would refuse of tables whatever is in them: said when the plan is made, where it is written, with what
// helps. Parents that no spec describes are the server's to judge.
import type { ForeignKey, Table } from "../../protocol/model.ts";
import { suggest } from "../../protocol/schema.ts";
import { labelOf, tableKey } from "./catalog.ts";
import type { DesiredTable, Report, SpecPath } from "./draft.ts";
import { columnExtra, type SequenceOptions, tableExtra } from "./model.ts";
import {
  allOptions,
  identityOptions,
  impossibleOptions,
  type WholeOptions,
  withinType,
} from "./sequence_options.ts";
import type { ServerFacts } from "./server.ts";
import { isKeyIndex } from "./table_keys.ts";
import type { TableChange } from "./table_steps.ts";
import { isPunctuation, tokenize } from "./tokens.ts";
import { familyOf } from "./types_change.ts";

type Refuse = (code: string, message: string, path: SpecPath, hint: string) => void;

/** Reports what cannot be made. */
export function refuseImpossible(
  desired: readonly DesiredTable[],
  server: ServerFacts,
  report: Report,
): void {
  const byKey = new Map(desired.map(({ model }) => [tableKey(model.schema, model.name), model]));
  for (const { model, spec } of desired) {
    const refuse: Refuse = (code, message, path, hint) =>
      report({ severity: "error", code, message, hint, spec: spec.index, path });
    refuseIdentities(model, refuse);
    refuseKeysOfPartitioned(model, server, refuse);
    model.foreignKeys.forEach((key, at) => {
      const parent = byKey.get(tableKey(key.references.schema, key.references.table));
      const path = ["foreignKeys", at];
      if (parent) {
        refuseForeignKey(key, model, parent, labelOf(server, parent.schema, parent.name), path, refuse);
      }
    });
  }
}

function refuseIdentities({ columns, name }: Table, refuse: Refuse): void {
  columns.forEach((column, at) => {
    const { identity } = columnExtra(column);
    if (identity === undefined || familyOf(column.type) === undefined) return;
    if (["smallint", "integer", "bigint"].includes(column.type)) return;
    refuse(
      "invalid-identity",
      `Column ${column.name} of ${name} cannot count: it is of type ${column.type}`,
      ["columns", at, "type"],
      "An identity column is a smallint, integer or bigint",
    );
  });
}

/** Reports identity columns whose sequences could not have the options that come of what is there and what is wanted. */
export function refuseNumbers(
  changes: readonly TableChange[],
  desired: readonly DesiredTable[],
  report: Report,
): void {
  changes.forEach(({ from, to, label }, table) => {
    to.columns.forEach((column, at) => {
      const { identity, sequence } = columnExtra(column);
      if (identity === undefined || sequence === undefined) return;
      const live = from?.model.columns.find(({ name }) => name === column.name);
      const isKept = live !== undefined && columnExtra(live).identity !== undefined;
      const options = isKept ? identityOptions(live, column).goal : allOptions(column.type, sequence);
      const impossible = impossibleOptions(column.type, withNamed(column.type, options, sequence));
      const spec = desired[table]?.spec.index;
      if (impossible === undefined || spec === undefined) return;
      report({
        severity: "error",
        code: "invalid-options",
        message: `There can be no such sequence of column ${column.name} of ${label}: ${impossible}`,
        spec,
        path: ["columns", at, "sequence"],
      });
    });
  });
}

/** What goes beyond a type that gets narrower goes with it, unless it is wanted. */
function withNamed(type: string, options: WholeOptions, sequence: SequenceOptions): WholeOptions {
  return { ...withinType(type, options), ...sequence };
}

function refuseForeignKey(
  key: ForeignKey,
  child: Table,
  parent: Table,
  label: string,
  path: SpecPath,
  refuse: Refuse,
): void {
  const { columns } = key.references;
  const below = [...path, "references", "columns"];
  for (const [at, column] of columns.entries()) {
    const other = parent.columns.find(({ name }) => name === column);
    if (!other) {
      const near = suggest(column, parent.columns.map(({ name }) => name));
      const hint = near === undefined ? "Refer to a key of the table" : `Did you mean ${near}?`;
      return refuse("unknown-column", `Table ${label} has no column ${column}`, [...below, at], hint);
    }
    const own = child.columns.find(({ name }) => name === key.columns[at]);
    const [mine, theirs] = [familyOf(own?.type ?? ""), familyOf(other.type)];
    if (own && mine !== undefined && theirs !== undefined && mine !== theirs) {
      return refuse(
        "incompatible-types",
        `Column ${own.name} is of type ${own.type}, and ${column} of ${label} of type ${other.type}`,
        [...path, "columns", at],
        "The columns of a foreign key have the types of those that they refer to",
      );
    }
  }
  const keys = keysOn(parent, columns);
  if (keys.length === 0) {
    refuse(
      "no-key",
      `Table ${label} has no key on (${columns.join(", ")})`,
      below,
      "A foreign key refers to a primary key, a unique constraint or a unique index without a condition",
    );
  } else if (keys.every((isDeferrable) => isDeferrable)) {
    refuse(
      "deferrable-key",
      `The key on (${columns.join(", ")}) of ${label} is deferrable, so no foreign key can refer to it`,
      below,
      "Make the key not deferrable, or refer to another one",
    );
  }
  if (!tableExtra(child).unlogged && tableExtra(parent).unlogged) {
    refuse(
      "unlogged-parent",
      `Table ${label} is unlogged, and ${child.name}, which refers to it, is not`,
      path,
      "Both are unlogged, or the parent is not",
    );
  }
}

/** For each key of a table on these columns, in any order, whether it is deferrable. */
function keysOn(table: Table, columns: readonly string[]): boolean[] {
  const form = (names: readonly string[]) => JSON.stringify([...names].sort());
  return [
    ...[table.primaryKey, ...table.uniques].flatMap((each) =>
      each && form(each.columns) === form(columns) ? [each.extra?.["deferrable"] !== undefined] : []
    ),
    ...table.indexes.filter((index) =>
      isKeyIndex(index) && form(index.parts.map(({ column }) => column ?? "")) === form(columns)
    ).map(() => false),
  ];
}

/** Rows of different partitions are not compared: keys of a partitioned table have its partition key in them. */
function refuseKeysOfPartitioned(table: Table, server: ServerFacts, refuse: Refuse): void {
  const { partitionBy, exclusions = [] } = tableExtra(table);
  if (partitionBy === undefined) return;
  const parts = partitionColumns(partitionBy, table);
  const keys: (readonly [SpecPath, readonly string[]])[] = [
    ...(table.primaryKey ? [[["primaryKey"], table.primaryKey.columns] as const] : []),
    ...table.uniques.map((each, at) => [["uniques", at, "columns"], each.columns] as const),
    ...table.indexes.flatMap((each, at) =>
      each.unique
        ? [[["indexes", at, "columns"], each.parts.flatMap(({ column }) => column ?? [])] as const]
        : []
    ),
  ];
  for (const [path, columns] of keys) {
    const missing = parts === undefined ? undefined : parts.find((each) => !columns.includes(each));
    if (parts !== undefined && missing === undefined) continue;
    refuse(
      "partitioned-key",
      `A key of ${table.name} on (${columns.join(", ")}) does not hold its partition key ${partitionBy}`,
      path,
      missing === undefined
        ? "A table that is partitioned by an expression has no keys; its partitions may have them"
        : `Add ${missing} to the key`,
    );
  }
  if (exclusions.length > 0 && server.version < 170_000 && !server.isCockroach) {
    refuse(
      "server-too-old",
      `An exclusion constraint of a partitioned table needs PostgreSQL 17, and this server is ${server.engineVersion}`,
      ["exclusions"],
      "Leave it out, or upgrade the server",
    );
  }
}

/** The columns of `RANGE (a, b)`; undefined when there is an expression among them. */
function partitionColumns(partitionBy: string, table: Table): readonly string[] | undefined {
  const tokens = tokenize(partitionBy).slice(2, -1);
  const starts = tokens.flatMap((token, at) => at === 0 || isPunctuation(tokens[at - 1], ",") ? [token] : []);
  const names = starts.map(({ value }) => value);
  const isPlain = !tokens.some((token) => isPunctuation(token, "(")) &&
    names.every((name) => table.columns.some((column) => column.name === name));
  return isPlain ? names : undefined;
}
