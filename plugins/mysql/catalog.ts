// A database as it was inspected.
import type { Table } from "../../protocol/model.ts";
import type { ServerFacts } from "./server.ts";

/** A live table. */
export interface CatalogTable {
  readonly model: Table;
  /** The server's estimate. */
  readonly rowEstimate: bigint;
  readonly bytes: bigint;
  /** What no document can say of it. */
  readonly unexpressed: readonly string[];
  /** Columns with a check of their own (MariaDB), by folded name. */
  readonly columnChecks: ReadonlyMap<string, string>;
}

/** A view, trigger, function, procedure or event. */
export interface CatalogObject {
  readonly kind: ObjectKind;
  readonly name: string;
  /** The table of a trigger. */
  readonly table?: string;
  /** Everything that is compared, in normal form. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export type ObjectKind = "view" | "trigger" | "function" | "procedure" | "event";

/** A whole database. */
export interface Catalog {
  readonly server: ServerFacts;
  /** By folded name. */
  readonly tables: ReadonlyMap<string, CatalogTable>;
  /** By objectKey. */
  readonly objects: ReadonlyMap<string, CatalogObject>;
}

/** Names of routines and triggers are compared whatever their case; views as tables. */
export function objectKey(server: ServerFacts, kind: string, name: string): string {
  return `${kind} ${kind === "view" || kind === "table" ? server.foldTable(name) : name.toLowerCase()}`;
}

/** A database without anything. */
export function emptyCatalog(server: ServerFacts): Catalog {
  return { server, tables: new Map(), objects: new Map() };
}
