// Reads hypertables and continuous aggregates out of TimescaleDB's catalog, and takes out of PostgreSQL's what it made there
// by itself: views, triggers and schemas of its own.
import { type CatalogObject, objectKey, tableKey } from "../postgres/catalog.ts";
import { type CatalogDraft, inScopeSql, type InspectPart, type Scope } from "../postgres/inspect.ts";
import { readIndex, TableDraft } from "../postgres/inspect_rows.ts";
import { commentSql, indexSql, partFactSql, TABLES } from "../postgres/inspect_tables.ts";
import type { Row } from "../postgres/driver.ts";
import type { ServerFacts } from "../postgres/server.ts";
import type { TimescaleFacts } from "./facts.ts";
import { lengthText, readLength } from "./interval.ts";
import {
  AGGREGATE,
  type AggregateFacts,
  type Columnstore,
  type Dimension,
  HYPERTABLE,
  type HypertableFacts,
  type Living,
  type Policy,
  type PolicyKind,
  type Stored,
} from "./model.ts";

/** True for the schemas that TimescaleDB keeps for itself. */
export function isInternal(schema: string | undefined): boolean {
  return /^_?timescaledb_|^toolkit_experimental$/.test(schema ?? "");
}

const OWN_TRIGGERS = new Set(["ts_insert_blocker", "ts_cagg_invalidation_trigger"]);
const USUAL_HASH = "_timescaledb_functions.get_partition_hash";
const JOBS: Readonly<Record<string, PolicyKind>> = {
  "policy_compression": "compression",
  "policy_retention": "retention",
  "policy_reorder": "reorder",
  "policy_refresh_continuous_aggregate": "refresh",
};

/** SQL for what hypertable `h` keeps: dimensions, compression, jobs, how many chunks are compressed. */
function storedSql({ jobsSql }: TimescaleFacts): string {
  return `(select json_agg(json_build_array(d.column_name, d.num_slices, d.interval_length::text, d.partitioning_func_schema, d.partitioning_func) order by d.id) from _timescaledb_catalog.dimension d where d.hypertable_id = h.id),
h.compression_state = 1,
(select json_build_array(array_to_json(s.segmentby), array_to_json(s.orderby), array_to_json(s.orderby_desc), array_to_json(s.orderby_nullsfirst)) from _timescaledb_catalog.compression_settings s where s.relid = hc.oid),
(select json_agg(json_build_array(j.proc_name, j.schedule_interval::text, j.config, j.scheduled, j.proc_schema) order by j.id) from ${jobsSql} j where j.hypertable_id = h.id),
(select json_build_array(count(*), count(k.compressed_chunk_id)) from _timescaledb_catalog.chunk k where k.hypertable_id = h.id and not k.dropped)`;
}

/** The statement about hypertables. */
export function hypertableParts(facts: TimescaleFacts, living: Living): InspectPart[] {
  if (!facts.isThere) return [];
  return [
    {
      sql: `select c.oid::int8::text, pg_relation_size(c.oid) > 0 from pg_class c where c.oid = ${TABLES}`,
      read: (rows) => rows.forEach(([oid, isFilled]) => living.filled.set(Number(oid), isFilled === true)),
    },
    {
      sql:
        `select hc.oid::int8::text, n.nspname, hc.relname, h.associated_schema_name, h.associated_table_prefix, ${
          storedSql(facts)
        }
from _timescaledb_catalog.hypertable h join pg_namespace n on n.nspname = h.schema_name join pg_class hc on hc.relnamespace = n.oid and hc.relname = h.table_name
where hc.oid = ${TABLES}`,
      read(rows, catalog) {
        for (const row of rows) addHypertable(row, catalog, living);
        withoutInternals(catalog);
      },
    },
  ];
}

function addHypertable(row: Row, catalog: CatalogDraft, living: Living): void {
  const [oid, schema, name, chunkSchema, prefix, dimensions, , , , counts] = row;
  const facts: HypertableFacts = {
    dimensions: dimensionsOf(dimensions),
    ...(chunkSchema !== "_timescaledb_internal" && { associatedSchema: String(chunkSchema) }),
    ...(!/^_hyper_\d+$/.test(String(prefix)) && { associatedPrefix: String(prefix) }),
    ...storedOf(row.slice(6)),
  };
  remember(Number(oid), counts, living);
  catalog.add({
    kind: HYPERTABLE,
    schema: String(schema),
    name: HYPERTABLE,
    table: tableKey(String(schema), String(name)),
    oid: Number(oid),
    facts: { ...facts },
  });
}

function remember(oid: number, counts: unknown, living: Living): void {
  const [chunks = 0, compressed = 0] = Array.isArray(counts) ? counts : [];
  living.chunks.set(oid, Number(chunks));
  living.compressed.set(oid, Number(compressed));
}

/** The statements about continuous aggregates. */
export function aggregateParts(
  scope: Scope,
  server: ServerFacts,
  facts: TimescaleFacts,
  living: Living,
): InspectPart[] {
  if (!facts.isThere) return [];
  const drafts = new Map<number, { readonly row: Row; readonly draft: TableDraft }>();
  const byOid = { catalog: "pg_class", oidSql: "c.oid" };
  const fromSql =
    `from _timescaledb_catalog.continuous_agg a join pg_namespace n on n.nspname = a.user_view_schema join pg_class c on c.relnamespace = n.oid and c.relname = a.user_view_name
join _timescaledb_catalog.hypertable h on h.id = a.mat_hypertable_id join pg_namespace hn on hn.nspname = h.schema_name join pg_class hc on hc.relnamespace = hn.oid and hc.relname = h.table_name`;
  const whereSql = `(${inScopeSql(scope, AGGREGATE, "n.nspname", "c.relname", byOid)} or ${
    inScopeSql(scope, "view", "n.nspname", "c.relname", byOid)
  })`;
  const oidsSql = `any(array(select hc.oid ${fromSql} where ${whereSql}))`;
  return [
    {
      sql:
        `select c.oid::int8::text, n.nspname, c.relname, hc.oid::int8::text, pg_get_viewdef(format('%I.%I', a.direct_view_schema, a.direct_view_name)::regclass), ${
          storedSql(facts)
        }, a.materialized_only, ${commentSql("pg_class", "c.oid")},
(select json_agg(json_build_array(t.attname, format_type(t.atttypid, t.atttypmod)) order by t.attnum) from pg_attribute t where t.attrelid = c.oid and t.attnum > 0 and not t.attisdropped),
(select json_agg(json_build_array(t.attname, t.attnum) order by t.attnum) from pg_attribute t where t.attrelid = hc.oid and t.attnum > 0 and not t.attisdropped)
${fromSql} where ${whereSql} order by c.oid`,
      read(rows) {
        for (const row of rows) {
          const draft = new TableDraft([row[3], row[1], row[2], "m", "p", "d"]);
          for (const [name, number] of Array.isArray(row[13]) ? row[13] : []) {
            draft.addColumn(Number(number), { name: String(name), type: "", notNull: false });
          }
          drafts.set(Number(row[3]), { row, draft });
        }
      },
    },
    {
      sql: indexSql(server, oidsSql),
      read: (rows) => rows.forEach((row) => readIndex(drafts.get(Number(row[0]))?.draft, row)),
    },
    {
      sql: partFactSql(oidsSql),
      read(rows, catalog) {
        for (const row of rows) drafts.get(Number(row[0]))?.draft.addPartFact(row);
        for (const { row, draft } of drafts.values()) addAggregate(row, draft, catalog, living);
        withoutInternals(catalog);
      },
    },
  ];
}

function addAggregate(row: Row, draft: TableDraft, catalog: CatalogDraft, living: Living): void {
  const [oid, schema, name, , definition, dimensions] = row;
  const [counts, materializedOnly, comment, columns] = row.slice(9);
  const [time] = dimensionsOf(dimensions);
  const facts: AggregateFacts = {
    definition: String(definition).trim().replace(/;$/, ""),
    columns: Array.isArray(columns) ? columns : [],
    materializedOnly: materializedOnly === true,
    ...(time?.interval !== undefined && { interval: time.interval }),
    // Those of its group by are TimescaleDB's own.
    indexes: draft.done().model.indexes.filter(({ name }) => !/^_materialized_hypertable_\d+_/.test(name)),
    ...storedOf(row.slice(6)),
  };
  remember(Number(oid), counts, living);
  const own = { schema: String(schema), name: String(name) };
  catalog.objects.delete(objectKey({ kind: "view", ...own }));
  catalog.add({
    kind: AGGREGATE,
    ...own,
    oid: Number(oid),
    facts: { ...facts },
    ...(comment !== null && { comment: String(comment) }),
  });
}

/** Takes out what is TimescaleDB's own. */
function withoutInternals(catalog: CatalogDraft): void {
  for (const [key, object] of catalog.objects) if (isOwn(object)) catalog.objects.delete(key);
  for (const [key, { model }] of catalog.tables) if (isInternal(model.schema)) catalog.tables.delete(key);
}

function isOwn({ kind, schema, name }: CatalogObject): boolean {
  return isInternal(schema) || (kind === "trigger" && OWN_TRIGGERS.has(name)) ||
    (kind === "schema" && isInternal(name));
}

/** The dimensions that `json_agg` gives. */
function dimensionsOf(value: unknown): Dimension[] {
  const rows: readonly (readonly unknown[])[] = Array.isArray(value) ? value : []; // json as the statement makes it
  return rows.map(([column, partitions, interval, schema, name]) => {
    const func = typeof name === "string" ? `${schema}.${name}` : undefined;
    return {
      column: String(column),
      ...(typeof partitions === "number" && { partitions }),
      ...(typeof interval === "string" && { interval }),
      ...(func !== undefined && func !== USUAL_HASH && { func }),
    };
  });
}

/** Compression and jobs, of the columns that `storedSql` gives behind the dimensions. */
function storedOf([isCompressed, settings, jobs]: Row): Stored {
  const policies: Partial<Record<PolicyKind, Policy>> = {};
  const unexpressed: string[] = [];
  for (const [proc, schedule, config, isScheduled, schema] of Array.isArray(jobs) ? jobs : []) {
    const kind = isInternal(String(schema)) ? JOBS[String(proc)] : undefined;
    if (kind) policies[kind] = policyOf(String(schedule), config ?? {});
    else unexpressed.push(`the job ${schema}.${proc}`);
    if (isScheduled !== true) unexpressed.push(`that its job ${proc} is switched off`);
  }
  return {
    ...(isCompressed === true && { columnstore: columnstoreOf(settings) }),
    policies,
    ...(unexpressed.length > 0 && { unexpressed }),
  };
}

function policyOf(schedule: string, config: Readonly<Record<string, unknown>>): Policy {
  const after = afterOf(config["compress_after"] ?? config["drop_after"]);
  const [start, end] = [afterOf(config["start_offset"]), afterOf(config["end_offset"])];
  const index = config["index_name"];
  return {
    ...(after !== undefined && { after }),
    ...(typeof index === "string" && { index }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    schedule: afterOf(schedule) ?? schedule,
  };
}

/** A length of a job's configuration in its one form. */
function afterOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const length = readLength(String(value));
  return length ? lengthText(length) : String(value);
}

function columnstoreOf(settings: unknown): Columnstore {
  const [segmentBy, columns, descending, nullsFirst] = Array.isArray(settings) ? settings : [];
  return {
    ...(Array.isArray(segmentBy) && { segmentBy: segmentBy.map(String) }),
    ...(Array.isArray(columns) && {
      orderBy: columns.map((column, at) => ({
        column: String(column),
        descending: Array.isArray(descending) && descending[at] === true,
        nullsFirst: Array.isArray(nullsFirst) && nullsFirst[at] === true,
      })),
    }),
  };
}
