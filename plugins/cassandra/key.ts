// Primary keys and clustering orders: how documents write them, and how they are written in CQL.
import type { Column } from "./catalog.ts";
import { quote, quoteAll } from "./literal.ts";
import type { ViewSpec } from "./spec.ts";

/** A primary key. */
export interface Key {
  readonly partition: readonly string[];
  readonly clustering: readonly string[];
}

/** Reads a key: the first list is the partition key, all behind it are clustering columns. */
export function keyOf(spec: ViewSpec["primaryKey"]): Key | undefined {
  const [first, ...others] = spec ?? [];
  if (first === undefined) return undefined;
  return {
    partition: typeof first === "string" ? [first] : first,
    clustering: others.flatMap((each) => each),
  };
}

/** The columns whose rows go from the largest; undefined when the document says nothing of it. */
export function descendingOf(order: ViewSpec["clusteringOrder"]): ReadonlyMap<string, boolean> | undefined {
  if (order === undefined) return undefined;
  const parts = Array.isArray(order) ? order : [order];
  return new Map(parts.map(({ column, isDescending }) => [column, isDescending === true]));
}

/** The key of columns in their order. */
export function keyIn(columns: readonly Column[]): Key {
  const names = (kind: Column["kind"]) =>
    columns.filter((each) => each.kind === kind).map(({ name }) => name);
  return { partition: names("partition_key"), clustering: names("clustering") };
}

/** `("a", "b"), "c"`, for people. */
export function describeKey({ partition, clustering }: Key): string {
  const first = partition.length === 1 ? partition.join() : `(${partition.join(", ")})`;
  return `(${[first, ...clustering].join(", ")})`;
}

/** `primary key (("a", "b"), "c")`. */
export function keySql({ partition, clustering }: Key): string {
  const first = partition.length === 1 ? quoteAll(partition) : `(${quoteAll(partition)})`;
  return `primary key (${[first, ...clustering.map(quote)].join(", ")})`;
}

/** `clustering order by ("c" desc)`; empty when all are ascending. */
export function orderSql(columns: readonly Column[]): string {
  const clustering = columns.filter(({ kind }) => kind === "clustering");
  if (!clustering.some(({ isDescending }) => isDescending)) return "";
  const partsSql = clustering.map(({ name, isDescending }) =>
    `${quote(name)} ${isDescending ? "desc" : "asc"}`
  );
  return `clustering order by (${partsSql.join(", ")})`;
}

/** ` with ...`, of what is not empty. */
export function withSql(parts: readonly string[]): string {
  const said = parts.filter((each) => each !== "");
  return said.length === 0 ? "" : ` with ${said.join(" and ")}`;
}
