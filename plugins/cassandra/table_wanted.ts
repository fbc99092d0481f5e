// Reads the document of a table into what the server would have of it, and reports what is wrong with it by itself.
import type { Column, Table } from "./catalog.ts";
import { type Draft, refuse, typeOf, warn } from "./draft.ts";
import { descendingOf, type Key, keyIn, keyOf } from "./key.ts";
import { GONE_PROPERTIES, type Properties, wantedProperties } from "./properties.ts";
import type { Request } from "./requests.ts";
import type { PropertiesSpec, TableSpec } from "./spec.ts";
import type { SpecItem } from "../../protocol/plan.ts";

/** A table as its document wants it. */
export interface WantedTable {
  readonly columns: readonly Column[];
  readonly key: Key;
  /** False: the document says nothing of the key. */
  readonly hasKey: boolean;
  readonly descending: ReadonlyMap<string, boolean> | undefined;
  readonly properties: Properties;
}

/** Reads a document; undefined when something is wrong, which is reported. `live`: the table that is there. */
export function wantedTable(
  draft: Draft,
  { spec, name, body }: Request<TableSpec>,
  live: Table | undefined,
): WantedTable | undefined {
  const properties = readProperties(draft, spec, body.properties);
  const said = keyOf(body.primaryKey);
  if (!said && !live) {
    refuse(draft, spec, "missing-key", `Table ${name} has no primary key`, "Write primaryKey: [[id]]");
    return undefined;
  }
  const key = said ?? keyToday(live?.columns ?? [], body.columns ?? []);
  const descending = descendingOf(body.clusteringOrder);
  const columns = readColumns(draft, { spec, name, body }, key, descending);
  if (!columns || !properties) return undefined;
  const known = (column: string) => columns.some((each) => each.name === column);
  const missing = [...key.partition, ...key.clustering].filter((column) => !known(column));
  if (missing.length > 0 && said && (body.columns || !live)) {
    const message = `The primary key of ${name} names columns that it does not have: ${missing.join(", ")}`;
    refuse(draft, spec, "unknown-column", message, undefined, ["primaryKey"]);
    return undefined;
  }
  const stray = [...descending?.keys() ?? []].filter((column) => !key.clustering.includes(column));
  if (stray.length > 0) {
    const message = `The clustering order of ${name} names what is no clustering column: ${stray.join(", ")}`;
    refuse(draft, spec, "unknown-column", message, undefined, ["clusteringOrder"]);
    return undefined;
  }
  return { columns, key, hasKey: said !== undefined, descending, properties };
}

/** The key of a live table, by the names that its columns get. */
function keyToday(live: readonly Column[], wanted: NonNullable<TableSpec["columns"]>): Key {
  const isWanted = (name: string) => wanted.some((column) => column.name === name);
  const today = (name: string) =>
    isWanted(name) ? name : wanted.find(({ previousNames }) => previousNames?.includes(name))?.name ?? name;
  const { partition, clustering } = keyIn(live);
  return { partition: partition.map(today), clustering: clustering.map(today) };
}

/** Reads options; undefined when one is wrong, which is reported. */
export function readProperties(
  draft: Draft,
  spec: SpecItem,
  properties: PropertiesSpec | undefined,
): Properties | undefined {
  for (const key of GONE_PROPERTIES) {
    if (properties?.[key] === undefined) continue;
    warn(
      draft,
      spec,
      "no-effect",
      `${key} has no effect: Cassandra 4 has it no more`,
      "readRepair says whether reads repair",
    );
  }
  try {
    return wantedProperties(properties);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    refuse(draft, spec, "invalid-property", error.message, undefined, ["properties"]);
    return undefined;
  }
}

/** The columns, those of the key first, in its order. */
function readColumns(
  draft: Draft,
  { spec, name, body }: Request<TableSpec>,
  key: Key,
  descending: ReadonlyMap<string, boolean> | undefined,
): readonly Column[] | undefined {
  const columns: Column[] = [];
  let isWrong = false;
  const wrong = (code: string, message: string, path: readonly (string | number)[]) => {
    refuse(draft, spec, code, message, undefined, path);
    isWrong = true;
  };
  for (const [index, column] of (body.columns ?? []).entries()) {
    const path = ["columns", index];
    if (columns.some((each) => each.name === column.name)) {
      wrong("duplicate-column", `Table ${name} has the column ${column.name} twice`, path);
    }
    const isPartition = key.partition.includes(column.name);
    const isClustering = key.clustering.includes(column.name);
    if (column.isStatic && (isPartition || isClustering || key.clustering.length === 0)) {
      const reason = key.clustering.length === 0
        ? "a table without clustering columns has one row a partition"
        : "it belongs to the primary key";
      wrong("cannot-be-static", `Column ${column.name} of ${name} cannot be static: ${reason}`, [
        ...path,
        "isStatic",
      ]);
    }
    const read = typeOf(draft, spec, column.type, [...path, "type"]);
    if (!read) isWrong = true;
    else {
      columns.push({
        name: column.name,
        type: read.type,
        kind: isPartition
          ? "partition_key"
          : isClustering
          ? "clustering"
          : column.isStatic
          ? "static"
          : "regular",
        isDescending: isClustering && (descending?.get(column.name) ?? false),
      });
    }
  }
  const place = ({ name: column, kind }: Column) =>
    kind === "partition_key"
      ? key.partition.indexOf(column)
      : kind === "clustering"
      ? key.partition.length + key.clustering.indexOf(column)
      : Infinity;
  const ordered = [...columns.filter((each) => place(each) < Infinity).sort((a, b) => place(a) - place(b))];
  return isWrong ? undefined : [...ordered, ...columns.filter((each) => place(each) === Infinity)];
}
