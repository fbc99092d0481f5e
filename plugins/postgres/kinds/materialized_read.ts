// Materialized views as the catalog has them, with their indexes.
import type { Index } from "../../../protocol/model.ts";
import type { CatalogObject } from "../catalog.ts";
import type { Row } from "../driver.ts";
import { inScopeSql, type InspectPart, mayBeInScope, type Scope } from "../inspect.ts";
import { readIndex, TableDraft } from "../inspect_rows.ts";
import { commentSql, indexSql, partFactSql } from "../inspect_tables.ts";
import type { ServerFacts } from "../server.ts";

/** A materialized view as facts of a catalog object. */
export interface MaterializedFacts {
  readonly definition: string;
  /** Name and type of each column; a wanted view that has not been in a scratch schema has none. */
  readonly columns?: readonly (readonly [string, string])[];
  /** Names that the spec gives. */
  readonly names?: readonly string[];
  /** The tables that it reads, by the names that they get before it goes. */
  readonly renamed?: readonly string[];
  /** Absent in a spec: not managed. */
  readonly indexes?: readonly Index[];
  readonly with?: Readonly<Record<string, string>>;
  /** False: it has no rows yet, and cannot be read. Absent in a spec: filled when it is made. */
  readonly isFilled?: boolean;
  readonly unexpressed?: readonly string[];
}

/** What a stored view reads, and what its columns are called. */
type StoredQuery = Pick<MaterializedFacts, "definition" | "columns" | "names">;

/** True when a live view, materialized or a continuous aggregate, stores what is wanted. */
export function isSameQuery(live: StoredQuery, wanted: StoredQuery): boolean {
  const names = (live.columns ?? []).map(([name]) => name);
  return live.definition === wanted.definition &&
    (wanted.names ?? names).join("\0") === names.join("\0");
}

/** The facts of a materialized view. */
export function materializedFacts(object: CatalogObject): MaterializedFacts {
  return object.facts as unknown as MaterializedFacts; // only kinds/materialized_view.ts makes these objects
}

/** The statements that read materialized views. */
export function materializedParts(scope: Scope, server: ServerFacts): InspectPart[] {
  if (!mayBeInScope(scope, "materialized view", "pg_class")) return [];
  const views = new Map<number, { readonly row: Row; readonly draft: TableDraft }>();
  const byOid = { catalog: "pg_class", oidSql: "c.oid" };
  const whereSql = `c.relkind = 'm' and ${
    inScopeSql(scope, "materialized view", "n.nspname", "c.relname", byOid)
  } and not exists (select from pg_depend x where x.classid = 'pg_class'::regclass and x.objid = c.oid and x.deptype = 'e')`;
  const oidsSql =
    `any(array(select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${whereSql}))`;
  return [
    {
      sql: `select c.oid::int8::text, n.nspname, c.relname, pg_get_viewdef(c.oid), ${
        commentSql("pg_class", "c.oid")
      },
(select json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod), a.attnum) order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
array_to_json(c.reloptions), c.relispopulated, am.amname, ts.spcname
from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_am am on am.oid = c.relam left join pg_tablespace ts on ts.oid = c.reltablespace
where ${whereSql} order by c.oid`,
      read: (rows) => {
        for (const row of rows) {
          const [oid, schema, name, , , columns] = row;
          const draft = new TableDraft([
            oid,
            schema,
            name,
            "m",
            "p",
            "d",
            null,
            0,
            0,
            null,
            false,
            false,
            null,
            null,
            false,
            false,
          ]);
          for (const [column, type, number] of columnsOf(columns)) {
            draft.addColumn(number, { name: column, type, notNull: false });
          }
          views.set(Number(oid), { row, draft });
        }
      },
    },
    {
      sql: indexSql(server, oidsSql),
      read: (rows) => rows.forEach((row) => readIndex(views.get(Number(row[0]))?.draft, row)),
    },
    {
      sql: partFactSql(oidsSql),
      read: (rows, catalog) => {
        for (const row of rows) views.get(Number(row[0]))?.draft.addPartFact(row);
        for (const { row, draft } of views.values()) catalog.add(viewOf(row, draft));
      },
    },
  ];
}

function columnsOf(value: unknown): readonly (readonly [string, string, number])[] {
  return Array.isArray(value) ? value : []; // json as the statement makes it
}

function viewOf(row: Row, draft: TableDraft): CatalogObject {
  const [oid, schema, name, definition, comment, columns, options, isFilled, method, space] = row;
  const parameters = Array.isArray(options)
    ? options.map(String).map((text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)])
      .sort()
    : [];
  const unexpressed = [
    ...(method !== null && method !== "heap" ? [`access method ${method}`] : []),
    ...(space !== null ? [`tablespace ${space}`] : []),
  ];
  const facts: MaterializedFacts = {
    definition: String(definition).trim().replace(/;$/, ""),
    columns: columnsOf(columns).map(([column, type]) => [column, type]),
    indexes: draft.done().model.indexes,
    ...(parameters.length > 0 && { with: Object.fromEntries(parameters) }),
    isFilled: isFilled === true,
    ...(unexpressed.length > 0 && { unexpressed }),
  };
  return {
    kind: "materialized view",
    schema: String(schema),
    name: String(name),
    facts: { ...facts },
    oid: Number(oid),
    ...(comment !== null && { comment: String(comment) }),
  };
}
