// Reads the catalog in one round trip and one snapshot: the same number of statements for 10 tables and for 1000. Each
// kind of object has its part (kinds/*.ts); tables have theirs in inspect_tables.ts.
import type { Catalog, CatalogObject, CatalogTable } from "./catalog.ts";
import { objectKey, tableKey } from "./catalog.ts";
import type { Driver, Row } from "./driver.ts";
import { tableParts } from "./inspect_tables.ts";
import { type ServerFacts, sqlBeginLooking, textArraySql } from "./server.ts";
import { quoteName } from "../kit/quote.ts";

/** What is looked at. */
export interface Scope {
  /** All objects of these schemas; empty: only those that are named. */
  readonly schemas: readonly string[];
  /** Objects by kind, schema and name. */
  readonly names: readonly ScopeName[];
  /** Objects by the oids that the catalogs have them under: `pg_class`, `pg_proc`, ... */
  readonly oids?: ReadonlyMap<string, readonly number[]>;
}

/** One object that is looked for. */
export interface ScopeName {
  readonly kind: string;
  readonly schema?: string;
  readonly name: string;
}

/** One statement of an inspection, and what is made of its rows. */
export interface InspectPart {
  readonly sql: string;
  read(rows: readonly Row[], catalog: CatalogDraft): void;
}

/** A catalog in the making. */
export class CatalogDraft {
  readonly server: ServerFacts;
  readonly tables = new Map<string, CatalogTable>();
  readonly objects = new Map<string, CatalogObject>();
  readonly types = new Map<string, string>();
  readonly schemas = new Set<string>();

  constructor(server: ServerFacts) {
    this.server = server;
  }

  addTable(table: CatalogTable): void {
    this.tables.set(tableKey(table.model.schema, table.model.name), table);
  }

  add(object: CatalogObject): void {
    this.objects.set(objectKey(object), object);
  }

  done(): Catalog {
    const { server, tables, objects, types, schemas } = this;
    return { server, tables, objects, types, schemas };
  }
}

/** The statements that read a scope, for one batch within a transaction. */
export function inspectParts(scope: Scope, server: ServerFacts): readonly InspectPart[] {
  return [
    ...tableParts(scope, server),
    TYPES,
    SCHEMAS,
    // Of CockroachDB's other objects nothing is managed: quirks.ts.
    ...(server.isCockroach ? [] : server.kinds.flatMap((kind) => kind.inspect(scope, server))),
  ];
}

/** Inspects in a transaction of its own. */
export async function inspectCatalog(driver: Driver, scope: Scope, server: ServerFacts): Promise<Catalog> {
  const parts = inspectParts(scope, server);
  const results = await driver.batch(
    `${sqlBeginLooking(server)}; ${parts.map(({ sql }) => sql).join(";\n")};\ncommit`,
  );
  return readParts(parts, results.slice(-parts.length).map(({ rows }) => rows), server);
}

/** Makes a catalog of what the parts' statements gave. */
export function readParts(
  parts: readonly InspectPart[],
  rows: readonly (readonly Row[])[],
  server: ServerFacts,
): Catalog {
  const draft = new CatalogDraft(server);
  parts.forEach((part, index) => part.read(rows[index] ?? [], draft));
  return draft.done();
}

/** True when objects of a kind may be in scope, so that a statement about them is worth sending. */
export function mayBeInScope(scope: Scope, kind: string, catalog: string): boolean {
  return scope.schemas.length > 0 || (scope.oids?.get(catalog)?.length ?? 0) > 0 ||
    scope.names.some((each) => each.kind === kind);
}

/** An SQL condition: the object with this schema, name and oid is in scope. */
export function inScopeSql(
  scope: Scope,
  kind: string,
  schemaSql: string,
  nameSql: string,
  byOid?: { readonly catalog: string; readonly oidSql: string },
): string {
  const oids = (byOid && scope.oids?.get(byOid.catalog)) ?? [];
  const named = scope.names.filter((each) => each.kind === kind);
  const conditions = [
    ...(scope.schemas.length > 0 ? [`${schemaSql} = any(${textArraySql(scope.schemas)})`] : []),
    ...(named.length > 0
      ? [
        `(${schemaSql}, ${nameSql}) in (select * from unnest(${
          textArraySql(named.map((each) => each.schema ?? ""))
        }, ${textArraySql(named.map((each) => each.name))}))`,
      ]
      : []),
  ];
  if (byOid && oids.length > 0) conditions.push(`${byOid.oidSql} in (${oids.map(Number).join(", ")})`);
  return conditions.length === 0 ? "false" : `(${conditions.join(" or ")})`;
}

/** Types that are not built in, and not the row types of tables. */
const TYPES: InspectPart = {
  sql: `select n.nspname, t.typname, format_type(t.oid, null)
from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast'
  and t.typtype in ('b', 'c', 'd', 'e', 'r', 'm') and t.typelem = 0 and (c.oid is null or c.relkind = 'c')`,
  read(rows, catalog) {
    for (const [schema, name, spelling] of rows) {
      catalog.types.set(`${quoteName(String(schema))}.${quoteName(String(name))}`, String(spelling));
    }
  },
};

/** The names of all schemas: tables are wanted in some that are not there yet. */
const SCHEMAS: InspectPart = {
  sql: "select nspname from pg_namespace",
  read: (rows, catalog) => rows.forEach(([name]) => catalog.schemas.add(String(name))),
};
