// Reads the keyspace out of system_schema: a handful of queries, whatever the number of tables.
import {
  type Aggregate,
  type Catalog,
  type Column,
  type ColumnKind,
  emptyCatalog,
  type Func,
  type Index,
  signatureOf,
  type Table,
  type UserType,
  type View,
} from "./catalog.ts";
import type { Driver, Row } from "./driver.ts";
import { codeOf } from "./errors.ts";
import { liveProperties, longName } from "./properties.ts";
import { NotAType, readType, thawed, typeSql } from "./types.ts";

/** "Invalid": among others, a table that an older server does not have. */
const INVALID = 0x2200;
const REPLICATION = "org.apache.cassandra.locator.";

/** Reads everything that documents may speak of. */
export async function inspectCatalog(driver: Driver, keyspace: string): Promise<Catalog> {
  const of = (cql: string) => driver.rows(cql, [keyspace]);
  const [keyspaces, tables, columns, indexes, views, types, functions, aggregates, dropped, triggers, masks] =
    await Promise.all([
      driver.rows("select * from system_schema.keyspaces"),
      of("select * from system_schema.tables where keyspace_name = ?"),
      of("select * from system_schema.columns where keyspace_name = ?"),
      of("select * from system_schema.indexes where keyspace_name = ?"),
      of("select * from system_schema.views where keyspace_name = ?"),
      of("select * from system_schema.types where keyspace_name = ?"),
      of("select * from system_schema.functions where keyspace_name = ?"),
      of("select * from system_schema.aggregates where keyspace_name = ?"),
      of("select * from system_schema.dropped_columns where keyspace_name = ?"),
      of("select * from system_schema.triggers where keyspace_name = ?"),
      of("select * from system_schema.column_masks where keyspace_name = ?").catch((error) => {
        if (codeOf(error) === INVALID) return []; // 5.0 has it
        throw error;
      }),
    ]);
  const catalog = emptyCatalog(keyspace);
  for (const row of keyspaces) {
    const name = String(row["keyspace_name"]);
    const { class: className = "", ...options } = textMap(row["replication"]);
    const replication = { class: longName(className, REPLICATION), ...options };
    catalog.keyspaces.set(name, { name, replication, durableWrites: row["durable_writes"] === true });
  }
  const columnsOf = grouped(columns, "table_name");
  const parts = {
    columnsOf,
    indexesOf: grouped(indexes, "table_name"),
    droppedOf: grouped(dropped, "table_name"),
    triggersOf: grouped(triggers, "table_name"),
    masksOf: grouped(masks, "table_name"),
  };
  for (const row of tables) add(catalog.tables, tableOf(row, parts, keyspace));
  for (const row of views) add(catalog.views, viewOf(row, columnsOf, keyspace));
  for (const row of types) add(catalog.types, userTypeOf(row, keyspace));
  for (const row of functions) {
    const made = functionOf(row, keyspace);
    catalog.functions.set(signatureOf(made.name, made.parameters.map(({ type }) => type)), made);
  }
  for (const row of aggregates) {
    const made = aggregateOf(row, keyspace);
    catalog.aggregates.set(signatureOf(made.name, made.parameters), made);
  }
  return catalog;
}

interface Parts {
  readonly columnsOf: ReadonlyMap<string, readonly Row[]>;
  readonly indexesOf: ReadonlyMap<string, readonly Row[]>;
  readonly droppedOf: ReadonlyMap<string, readonly Row[]>;
  readonly triggersOf: ReadonlyMap<string, readonly Row[]>;
  readonly masksOf: ReadonlyMap<string, readonly Row[]>;
}

function tableOf(row: Row, parts: Parts, keyspace: string): Table {
  const name = String(row["table_name"]);
  const flags = texts(row["flags"]);
  const isCompact = !flags.includes("compound") || flags.includes("dense") || flags.includes("super");
  const extensions = Object.keys(textMap(row["extensions"]));
  return {
    name,
    columns: columnsIn(parts.columnsOf.get(name) ?? [], keyspace),
    indexes: (parts.indexesOf.get(name) ?? []).map(indexOf),
    properties: liveProperties(row),
    dropped: new Map(
      (parts.droppedOf.get(name) ?? []).map((each) => [
        String(each["column_name"]),
        { type: spelled(each["type"], keyspace), kind: String(each["kind"]) },
      ]),
    ),
    unexpressed: [
      ...(isCompact ? ["it has compact storage"] : []),
      ...extensions.map((each) => `it has the extension ${each}`),
      ...(parts.triggersOf.get(name) ?? []).map((each) => `it has the trigger ${each["trigger_name"]}`),
      ...(parts.masksOf.get(name) ?? []).map((each) => `the column ${each["column_name"]} is masked`),
    ],
  };
}

const ORDER: readonly ColumnKind[] = ["partition_key", "clustering", "static", "regular"];

/** Columns of the key first, in their order; then static ones, then the others, by name. */
function columnsIn(rows: readonly Row[], keyspace: string): Column[] {
  const placed = rows.map((row) => ({
    position: Number(row["position"]),
    column: {
      name: String(row["column_name"]),
      type: spelled(row["type"], keyspace),
      kind: String(row["kind"]) as ColumnKind, // the four of Cassandra
      isDescending: row["clustering_order"] === "desc",
    },
  }));
  placed.sort((a, b) =>
    ORDER.indexOf(a.column.kind) - ORDER.indexOf(b.column.kind) || a.position - b.position ||
    (a.column.name < b.column.name ? -1 : 1)
  );
  return placed.map(({ column }) => column);
}

function indexOf(row: Row): Index {
  const { target = "", class_name: className, ...options } = textMap(row["options"]);
  return {
    name: String(row["index_name"]),
    target,
    ...(className !== undefined && { className }),
    options,
  };
}

function viewOf(row: Row, columnsOf: ReadonlyMap<string, readonly Row[]>, keyspace: string): View {
  const name = String(row["view_name"]);
  const extensions = Object.keys(textMap(row["extensions"]));
  return {
    name,
    table: String(row["base_table_name"]),
    columns: columnsIn(columnsOf.get(name) ?? [], keyspace),
    hasAllColumns: row["include_all_columns"] === true,
    where: String(row["where_clause"] ?? ""),
    properties: liveProperties(row),
    unexpressed: extensions.map((each) => `it has the extension ${each}`),
  };
}

function userTypeOf(row: Row, keyspace: string): UserType {
  const types = texts(row["field_types"]);
  return {
    name: String(row["type_name"]),
    fields: texts(row["field_names"]).map((name, index) => ({
      name,
      type: spelled(types[index], keyspace),
    })),
  };
}

function functionOf(row: Row, keyspace: string): Func {
  const types = texts(row["argument_types"]);
  return {
    name: String(row["function_name"]),
    parameters: texts(row["argument_names"]).map((name, index) => ({
      name,
      type: argument(types[index], keyspace),
    })),
    returns: argument(row["return_type"], keyspace),
    language: String(row["language"]),
    body: String(row["body"]),
    isCalledOnNull: row["called_on_null_input"] === true,
  };
}

function aggregateOf(row: Row, keyspace: string): Aggregate {
  const final = row["final_func"];
  const initial = row["initcond"];
  return {
    name: String(row["aggregate_name"]),
    parameters: texts(row["argument_types"]).map((type) => argument(type, keyspace)),
    stateFunction: String(row["state_func"]),
    stateType: argument(row["state_type"], keyspace),
    ...(typeof final === "string" && { finalFunction: final }),
    ...(typeof initial === "string" && { initialState: initial }),
  };
}

/** A type in our spelling; a type that is a class stays as the server writes it. */
function spelled(text: unknown, keyspace: string): string {
  try {
    return typeSql(readType(String(text), keyspace));
  } catch (error) {
    if (error instanceof NotAType) return String(text);
    throw error;
  }
}

function argument(text: unknown, keyspace: string): string {
  try {
    return typeSql(thawed(readType(String(text), keyspace)));
  } catch (error) {
    if (error instanceof NotAType) return String(text);
    throw error;
  }
}

function add<T extends { readonly name: string }>(room: Map<string, T>, made: T): void {
  room.set(made.name, made);
}

function grouped(rows: readonly Row[], key: string): ReadonlyMap<string, readonly Row[]> {
  return Map.groupBy(rows, (row) => String(row[key]));
}

function texts(value: unknown): string[] {
  return value === null || value === undefined ? [] : Array.from(value as Iterable<unknown>, String); // a list or set
}

function textMap(value: unknown): Record<string, string> {
  if (!(value instanceof Map)) return {};
  return Object.fromEntries(
    [...value].map(([key, each]) => [String(key), String(each)]).sort(([a = ""], [b = ""]) => a < b ? -1 : 1),
  );
}
