// Judges by pg_dump what is PostgreSQL's, and by timescaledb_information what is TimescaleDB's: views of its own, which the
// plugin does not read. What TimescaleDB keeps to itself is left out; its running numbers mean nothing.
import type { JudgedObject, Judgement } from "../engine.ts";
import { judgedObjects } from "../postgres/judge.ts";
import { dumpProgram } from "./engine.ts";

/** Rows: type, schema, name of what it belongs to, and the rest. */
const INFORMATION = [
  `select 'hypertable', hypertable_schema, hypertable_name, json_build_array(num_dimensions, compression_enabled) from timescaledb_information.hypertables`,
  `select 'dimension', hypertable_schema, hypertable_name, json_build_array(dimension_number, column_name, column_type::text, dimension_type, time_interval::text, integer_interval, num_partitions) from timescaledb_information.dimensions where hypertable_schema !~ '^_timescaledb'`,
  `select 'dimension', a.view_schema, a.view_name, json_build_array(column_name, time_interval::text, integer_interval) from timescaledb_information.dimensions d join timescaledb_information.continuous_aggregates a on a.materialization_hypertable_name = d.hypertable_name and d.hypertable_schema = a.materialization_hypertable_schema`,
  `select 'job', hypertable_schema, hypertable_name, json_build_array(proc_name, schedule_interval::text, scheduled, config - 'hypertable_id' - 'mat_hypertable_id') from timescaledb_information.jobs where job_id >= 1000`,
  `select 'continuous aggregate', view_schema, view_name, json_build_array(materialized_only, compression_enabled, view_definition) from timescaledb_information.continuous_aggregates`,
  `select 'compression', coalesce(a.view_schema, s.hypertable_schema), coalesce(a.view_name, s.hypertable_name), json_build_array(attname, segmentby_column_index, orderby_column_index, orderby_asc, orderby_nullsfirst) from timescaledb_information.compression_settings s left join timescaledb_information.continuous_aggregates a on a.materialization_hypertable_name = s.hypertable_name`,
  `select 'aggregate index', a.view_schema, a.view_name, json_build_array(i.indexdef) from timescaledb_information.continuous_aggregates a join pg_indexes i on i.schemaname = a.materialization_hypertable_schema and i.tablename = a.materialization_hypertable_name`,
  `select 'aggregate comment', a.view_schema, a.view_name, json_build_array(obj_description(format('%I.%I', a.view_schema, a.view_name)::regclass)) from timescaledb_information.continuous_aggregates a`,
];

const OWN_TRIGGER = /^ts_(?:insert_blocker|cagg_invalidation_trigger)$/;

/** Judges a database. */
export async function judgedByTimescale(
  uri: string,
  query: (sql: string) => Promise<readonly string[]>,
): Promise<Judgement> {
  const known: JudgedObject[] = [];
  for (const sql of INFORMATION) {
    for (const row of await query(sql)) known.push(judged(row));
  }
  const complaints = await query(
    "select 'index ' || indexrelid::regclass || ' is not valid' from pg_index where not indisvalid order by 1",
  );
  const { success, stdout, stderr } = await new Deno.Command(await dumpProgram(), {
    args: ["--schema-only", "--no-owner", "-N", "_timescaledb_*", "-N", "timescaledb_*", uri],
  }).output();
  if (!success) throw new Error(`pg_dump: ${new TextDecoder().decode(stderr)}`);
  const aggregates = new Set(
    known.flatMap(({ type, table }) => type === "continuous aggregate" ? [table] : []),
  );
  const dumped = judgedObjects(new TextDecoder().decode(stdout)).filter(({ type, name, table }) =>
    !(type === "view" && aggregates.has(name)) &&
    !(type === "comment" && aggregates.has(table)) &&
    !(type === "trigger" && OWN_TRIGGER.test(name.split(" ").at(-1) ?? ""))
  );
  return { objects: [...dumped, ...known], complaints };
}

function judged(row: string): JudgedObject {
  const [type = "", schema = "", name = "", ...rest] = row.split(" | ");
  const table = schema === "public" ? name : `${schema}.${name}`;
  const form = rest.join(" | ").replace(/(_materialized_hypertable_|_hyper_)\d+/g, "$1N");
  return { type, name: table, table, form: `${table}: ${form}` };
}
