// What is in a keyspace, as the plugin knows it: what inspect.ts reads, what the plan changes a copy of, what digests are
// made of.
import type { ObjectName } from "../../protocol/model.ts";
import { digestOf } from "../kit/digest.ts";
import type { Properties } from "./properties.ts";

/** What a column is to its table. */
export type ColumnKind = "partition_key" | "clustering" | "regular" | "static";

/** A column. */
export interface Column {
  readonly name: string;
  /** In the server's spelling. */
  readonly type: string;
  readonly kind: ColumnKind;
  /** Of a clustering column: largest first. */
  readonly isDescending: boolean;
}

/** An index. */
export interface Index {
  readonly name: string;
  /** As the server has it: `a`, `"A"`, `values(a)`. */
  readonly target: string;
  /** Absent: a secondary index of the usual kind. */
  readonly className?: string;
  readonly options: Readonly<Record<string, string>>;
}

/** A table. Columns of the key come first, in their order. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly indexes: readonly Index[];
  readonly properties: Properties;
  /** Columns that were dropped, whose names may come back with the same type only. */
  readonly dropped: ReadonlyMap<string, { readonly type: string; readonly kind: string }>;
  /** What it has that no document says. */
  readonly unexpressed: readonly string[];
}

/** A materialized view. */
export interface View {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly Column[];
  readonly hasAllColumns: boolean;
  readonly where: string;
  readonly properties: Properties;
  readonly unexpressed: readonly string[];
}

/** A user-defined type. */
export interface UserType {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
}

/** A function. Types are without the outermost frozen< >. */
export interface Func {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly returns: string;
  readonly language: string;
  readonly body: string;
  readonly isCalledOnNull: boolean;
}

/** An aggregate. Types are without the outermost frozen< >. */
export interface Aggregate {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly stateFunction: string;
  readonly stateType: string;
  readonly finalFunction?: string;
  readonly initialState?: string;
}

/** A keyspace. */
export interface Keyspace {
  readonly name: string;
  readonly replication: Readonly<Record<string, string>>;
  readonly durableWrites: boolean;
}

/** Everything that documents may speak of. Functions and aggregates are kept by name and types, `f(int, text)`. */
export interface Catalog {
  readonly keyspace: string;
  readonly keyspaces: Map<string, Keyspace>;
  readonly tables: Map<string, Table>;
  readonly views: Map<string, View>;
  readonly types: Map<string, UserType>;
  readonly functions: Map<string, Func>;
  readonly aggregates: Map<string, Aggregate>;
}

/** A cluster with nothing in it, not even the keyspace. */
export function emptyCatalog(keyspace: string): Catalog {
  return {
    keyspace,
    keyspaces: new Map(),
    tables: new Map(),
    views: new Map(),
    types: new Map(),
    functions: new Map(),
    aggregates: new Map(),
  };
}

/** A copy that can be changed without changing the other. */
export function copyCatalog(catalog: Catalog): Catalog {
  return {
    keyspace: catalog.keyspace,
    keyspaces: new Map(catalog.keyspaces),
    tables: new Map(catalog.tables),
    views: new Map(catalog.views),
    types: new Map(catalog.types),
    functions: new Map(catalog.functions),
    aggregates: new Map(catalog.aggregates),
  };
}

/** A function or aggregate as the server tells it from others. */
export function signatureOf(name: string, types: readonly string[]): string {
  return `${name}(${types.join(", ")})`;
}

const ROOMS = {
  keyspace: "keyspaces",
  table: "tables",
  view: "views",
  type: "types",
  function: "functions",
  aggregate: "aggregates",
} as const;

/** A scope in one order and without doubles, so that equal plans have equal scopes. */
export function scopeOf(names: readonly ObjectName[]): ObjectName[] {
  const byKey = new Map(names.map(({ kind, name }) => [JSON.stringify([kind, name]), { kind, name }]));
  return [...byKey].sort(([a], [b]) => a < b ? -1 : 1).map(([, name]) => name);
}

/** The digest of a scope in a catalog. A name that nothing bears counts as such. */
export function digestScope(catalog: Catalog, scope: readonly ObjectName[]): Promise<string> {
  return digestOf(scope.map(({ kind, name }) => {
    const room = ROOMS[kind as keyof typeof ROOMS]; // of a kind that is not known nothing is there
    const found = room === undefined ? undefined : catalog[room].get(name);
    return [kind, name, found ? withoutMaps(found) : null];
  }));
}

/** Maps as plain objects. */
function withoutMaps(found: object): object {
  return Object.fromEntries(
    Object.entries(found).map(([key, value]) => [key, value instanceof Map ? [...value].sort() : value]),
  );
}
