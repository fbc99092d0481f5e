// A database's objects as the plugin knows them: what inspection gives, planning compares and digests cover.
import type { Table } from "../../protocol/model.ts";
import { quoteName } from "../kit/quote.ts";
import type { ServerFacts } from "./server.ts";

/** A table as it is. */
export interface CatalogTable {
  readonly oid: number;
  readonly model: Table;
  /** Rows as the server estimates them; negative: never counted. */
  readonly rowEstimate: number;
  /** How large it is on disk, in pages of 8 KiB. */
  readonly pages: number;
  /** What no document can say of it, in words. */
  readonly unexpressed: readonly string[];
}

/** Any object that is not a table, as it is or as it is wanted. Each kind is a file of its own in kinds/. */
export interface CatalogObject {
  readonly kind: string;
  /** Absent for kinds that live in no schema. */
  readonly schema?: string;
  /** Unique among the objects of its kind and schema: a function's has its argument types. */
  readonly name: string;
  /** The key of the table it belongs to, see {@linkcode tableKey}. */
  readonly table?: string;
  /** What it is, as plain data in one form: equal facts, equal objects. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly comment?: string;
  readonly oid?: number;
}

/** A schema, inspected. */
export interface Catalog {
  readonly server: ServerFacts;
  /** By {@linkcode tableKey}. */
  readonly tables: ReadonlyMap<string, CatalogTable>;
  /** By {@linkcode objectKey}. */
  readonly objects: ReadonlyMap<string, CatalogObject>;
  /** Spellings of types that are not built in, by `"schema"."name"`. */
  readonly types: ReadonlyMap<string, string>;
  /** Names of all schemas. */
  readonly schemas: ReadonlySet<string>;
}

/** The key of a table. */
export function tableKey(schema: string | undefined, name: string): string {
  return `${quoteName(schema === undefined || schema === "" ? "-" : schema)}.${quoteName(name)}`;
}

/** The key of any other object. */
export function objectKey({ kind, schema, table, name }: Omit<CatalogObject, "facts">): string {
  return `${kind} ${table ?? (schema === undefined || schema === "" ? "" : `${quoteName(schema)}.`)}${
    table ? " " : ""
  }${quoteName(name)}`;
}

/** What people call an object: its schema is left out when it is the default one. */
export function labelOf(server: ServerFacts, schema: string | undefined, name: string): string {
  return schema === undefined || schema === server.defaultSchema ? name : `${schema}.${name}`;
}

/** A database without anything in it. */
export function emptyCatalog(server: ServerFacts): Catalog {
  return { server, tables: new Map(), objects: new Map(), types: new Map(), schemas: new Set() };
}
