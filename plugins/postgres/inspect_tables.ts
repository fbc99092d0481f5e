// The tables' part of an inspection: a handful of set-based statements over pg_catalog, joined here by oid.
import type { Column } from "../../protocol/model.ts";
import type { Row } from "./driver.ts";
import { type CatalogDraft, inScopeSql, type InspectPart, type Scope } from "./inspect.ts";
import { readConstraint, readIndex, TableDraft, withoutParentheses } from "./inspect_rows.ts";
import { type ColumnExtra, type Draft, withExtra } from "./model.ts";
import { tableOfCockroach, visibleKeySql } from "./quirks.ts";
import type { ServerFacts } from "./server.ts";
import { quoteName } from "../kit/quote.ts";

/** SQL: `oid = TABLES` holds for the tables in scope, whose oids the first statement resolves and keeps for the transaction. */
export const TABLES = "any(string_to_array(current_setting('schemahero.tables'), ',')::oid[])";

/** SQL for the comment of a catalog row. */
export function commentSql(classSql: string, oidSql: string, subSql = "0"): string {
  return `(select d.description from pg_description d where d.classoid = '${classSql}'::regclass and d.objoid = ${oidSql} and d.objsubid = ${subSql})`;
}

/** The statements about tables. */
export function tableParts(scope: Scope, server: ServerFacts): InspectPart[] {
  const tables = new Map<number, TableDraft>();
  const tableOf = (oid: unknown) => tables.get(Number(oid));
  return [
    {
      sql:
        `select set_config('schemahero.tables', coalesce((select string_agg(c.oid::text, ',') from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and ${inScopeSql(scope, "table", "n.nspname", "c.relname")}
and (not c.relispartition or ${inScopeSql({ ...scope, schemas: [] }, "table", "n.nspname", "c.relname")})
and not exists (select from pg_depend x where x.classid = 'pg_class'::regclass and x.objid = c.oid and x.deptype = 'e')), ''), true)`,
      read: () => {},
    },
    {
      sql:
        `select c.oid::int8::text, n.nspname, c.relname, c.relkind::text, c.relpersistence::text, c.relreplident::text,
array_to_json(c.reloptions), c.reltuples::float8, c.relpages, d.description, c.relispartition, c.relhassubclass, am.amname, ts.spcname,
c.reloftype <> 0, exists (select from pg_inherits h where h.inhrelid = c.oid), ${
          server.isCockroach ? "null" : "case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end"
        },
${server.isCockroach ? "null" : UNDESCRIBED_SQL}
from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_am am on am.oid = c.relam
left join pg_tablespace ts on ts.oid = c.reltablespace
left join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = c.oid and d.objsubid = 0
where c.oid = ${TABLES} order by n.nspname collate "C", c.relname collate "C"`,
      read: (rows) => rows.forEach((row) => tables.set(Number(row[0]), new TableDraft(row))),
    },
    {
      sql: columnSql(server),
      read: (rows) => {
        for (const row of rows) tableOf(row[0])?.addColumn(Number(row[1]), readColumn(row));
      },
    },
    {
      sql:
        `select d.refobjid::int8::text, d.refobjsubid, n.nspname, c.relname, d.deptype::text, s.seqtypid::regtype::text, s.seqstart::text, s.seqincrement::text, s.seqmin::text, s.seqmax::text, s.seqcache::text, s.seqcycle
from pg_depend d join pg_class c on c.oid = d.objid and c.relkind = 'S' join pg_sequence s on s.seqrelid = c.oid
join pg_namespace n on n.oid = c.relnamespace
where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i') and d.refobjsubid > 0 and d.refobjid = ${TABLES}`,
      read: (rows) => rows.forEach((row) => tableOf(row[0])?.addSequence(Number(row[1]), row)),
    },
    {
      sql: constraintSql(server),
      read: (rows) => rows.forEach((row) => readConstraint(tableOf(row[0]), row)),
    },
    {
      sql: indexSql(server),
      read: (rows) => rows.forEach((row) => readIndex(tableOf(row[0]), row)),
    },
    {
      sql: partFactSql(),
      read: (rows, catalog: CatalogDraft) => {
        for (const row of rows) tableOf(row[0])?.addPartFact(row);
        for (const table of tables.values()) {
          catalog.addTable(server.isCockroach ? tableOfCockroach(table.done()) : table.done());
        }
      },
    },
  ];
}

/** What hangs on a table and no document describes. */
const UNDESCRIBED_SQL =
  `(select json_agg(u.what order by u.what collate "C") from (select 'extended statistics ' || quote_ident(s.stxname) as what from pg_statistic_ext s where s.stxrelid = c.oid
union all select 'rule ' || quote_ident(r.rulename) from pg_rewrite r where r.ev_class = c.oid) u)`;

/** SQL for servers of a version and newer. */
function sinceSql(server: ServerFacts, version: number, sql: string, otherwise = "null"): string {
  return server.version >= version * 10_000 ? sql : otherwise;
}

/** The constraints of tables. */
function constraintSql(server: ServerFacts): string {
  return `select con.conrelid::int8::text, con.conname, con.contype::text, array_to_json(con.conkey), fn.nspname, fc.relname,
case when con.contype = 'f' then (select json_agg(a.attname order by k.n) from unnest(con.confkey) with ordinality k (num, n) join pg_attribute a on a.attrelid = con.confrelid and a.attnum = k.num) end,
con.confdeltype::text, con.confupdtype::text, con.confmatchtype::text, con.condeferrable, con.condeferred, con.convalidated, con.connoinherit, con.conindid::int8::text,
case when con.contype = 'c' then pg_get_expr(con.conbin, con.conrelid) end, ${
    sinceSql(server, 15, "array_to_json(con.confdelsetcols)")
  }, d.description,
case when con.contype = 'x' then (select json_agg(case when opn.nspname = 'pg_catalog' then o.oprname::text else 'operator(' || quote_ident(opn.nspname) || '.' || o.oprname || ')' end order by k.n) from unnest(con.conexclop) with ordinality k (op, n) join pg_operator o on o.oid = k.op join pg_namespace opn on opn.oid = o.oprnamespace) end,
${sinceSql(server, 18, "con.conenforced", "true")}, ${
    sinceSql(server, 18, "con.conperiod", "false")
  }, con.conislocal
from pg_constraint con left join pg_class fc on fc.oid = con.confrelid left join pg_namespace fn on fn.oid = fc.relnamespace
left join pg_description d on d.classoid = 'pg_constraint'::regclass and d.objoid = con.oid and d.objsubid = 0
where con.contype in ('c', 'f', 'p', 'u', 'x') and (con.conparentid = 0 or con.contype <> 'f') and con.conrelid = ${TABLES}${
    server.isCockroach ? " and (con.contype <> 'u' or con.conindid = 0)" : "" // unique indexes are both there
  }${visibleKeySql(server, "con.conrelid", "con.conkey")} order by con.conrelid, con.conname collate "C"`;
}

/** The indexes of tables, or of other relations: `oid = relationsSql`. */
export function indexSql(server: ServerFacts, relationsSql = TABLES): string {
  return `select i.indrelid::int8::text, i.indexrelid::int8::text, c.relname, am.amname, i.indisunique, i.indisvalid, i.indnkeyatts, i.indkey::text, i.indoption::text, array_to_json(c.reloptions), ${
    sinceSql(server, 15, "i.indnullsnotdistinct", "false")
  },
pg_get_expr(i.indpred, i.indrelid),
case when i.indexprs is not null then (select json_agg(case when i.indkey[k] = 0 then pg_get_indexdef(i.indexrelid, k + 1, false) end order by k) from generate_series(0, i.indnatts - 1) k) end,
d.description, i.indisreplident, am.amcanorder
from pg_index i join pg_class c on c.oid = i.indexrelid join (select oid, amname, amname = 'btree' as amcanorder from pg_am) am on am.oid = c.relam
left join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = i.indexrelid and d.objsubid = 0
where i.indrelid = ${relationsSql}${
    visibleKeySql(server, "i.indrelid", "string_to_array(i.indkey::text, ' ')::int2[]")
  } order by i.indrelid, c.relname collate "C"`;
}

/** The columns of tables. */
function columnSql(server: ServerFacts): string {
  return `select a.attrelid::int8::text, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity::text, a.attgenerated::text,
case when a.attcollation <> t.typcollation then co.collname end, con.nspname,
case when a.attstorage <> t.typstorage then a.attstorage::text end, ${
    sinceSql(server, 14, "a.attcompression::text")
  },
${
    server.isCockroach
      // Expressions of generated columns are not among the defaults there.
      ? `coalesce(pg_get_expr(ad.adbin, ad.adrelid), (select g.generation_expression from information_schema.columns g join pg_class gc on gc.relname = g.table_name join pg_namespace gn on gn.oid = gc.relnamespace and gn.nspname = g.table_schema where gc.oid = a.attrelid and g.column_name = a.attname and a.attgenerated <> ''))`
      : "pg_get_expr(ad.adbin, ad.adrelid)"
  }, d.description
from pg_attribute a join pg_type t on t.oid = a.atttypid
left join pg_collation co on co.oid = a.attcollation and a.attcollation <> t.typcollation
left join pg_namespace con on con.oid = co.collnamespace
left join pg_attrdef ad on ad.adrelid = a.attrelid and ad.adnum = a.attnum
left join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = a.attrelid and d.objsubid = a.attnum
where a.attrelid = ${TABLES} and a.attnum > 0 and not a.attisdropped${
    server.isCockroach ? " and not a.attishidden" : ""
  } order by a.attrelid, a.attnum`;
}

/**
 * Only what differs from the default of the column: operator classes, then collations. Which collation an expression has
 * by itself only the server knows, who says no more than that.
 */
export function partFactSql(relationsSql = TABLES): string {
  return `select i.indrelid::int8::text, i.indexrelid::int8::text, k.n, 'operatorClass', case when n.nspname = 'pg_catalog' then quote_ident(o.opcname) else quote_ident(n.nspname) || '.' || quote_ident(o.opcname) end, null
from pg_index i cross join lateral unnest(i.indclass) with ordinality k (opc, n) join pg_opclass o on o.oid = k.opc and not o.opcdefault join pg_namespace n on n.oid = o.opcnamespace
where i.indrelid = ${relationsSql}
union all select i.indrelid::int8::text, i.indexrelid::int8::text, k.n, 'collation', co.collname, cn.nspname
from pg_index i cross join lateral unnest(i.indcollation) with ordinality k (coll, n) join pg_collation co on co.oid = k.coll join pg_namespace cn on cn.oid = co.collnamespace
left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k.n - 1] and a.attnum > 0
where i.indrelid = ${relationsSql} and case when i.indkey[k.n - 1] = 0
  then position(pg_get_indexdef(i.indexrelid, k.n::int, false) || ' COLLATE ' in pg_get_indexdef(i.indexrelid)) > 0
  else k.coll is distinct from coalesce(a.attcollation, 100) end order by 2, 3, 4`;
}

const STORAGES: Readonly<Record<string, string>> = { p: "plain", e: "external", m: "main", x: "extended" };
const COMPRESSIONS: Readonly<Record<string, string>> = { p: "pglz", l: "lz4" };

/** There are 12,000 in a thousand tables: fields are taken by number, and set one by one, which is half the time. */
function readColumn(row: Row): Column {
  const column: Draft<Column> = { name: String(row[2]), type: String(row[3]), notNull: row[4] === true };
  const expression = row[11];
  if (row[6] === "s" || row[6] === "v") {
    column.generated = { expression: withoutParentheses(String(expression)), stored: row[6] === "s" };
  } else if (expression !== null) column.default = String(expression);
  if (row[7] !== null) column.collation = collationName(row[8], row[7]);
  if (row[12] !== null) column.comment = String(row[12]);
  const extra: Draft<ColumnExtra> = {};
  if (row[5] === "a") extra.identity = "always";
  else if (row[5] === "d") extra.identity = "by default";
  if (typeof row[9] === "string") extra.storage = STORAGES[row[9]] ?? row[9];
  const compression = COMPRESSIONS[String(row[10])];
  if (compression !== undefined) extra.compression = compression;
  const said = withExtra(extra).extra;
  if (said) column.extra = said;
  return column;
}

/** A collation as SQL: its schema is left out where it is PostgreSQL's own. */
export function collationName(schema: unknown, name: unknown): string {
  const quotedSql = quoteName(String(name));
  return schema === "pg_catalog" ? quotedSql : `${quoteName(String(schema))}.${quotedSql}`;
}
