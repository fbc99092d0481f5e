// Finds what depends on things that a plan cannot change under it: views on a column that changes its type, foreign keys
// to a table that goes. One statement, whatever their number.
import type { Driver } from "./driver.ts";
import type { ScopeName } from "./inspect.ts";
import { textLiteral } from "./literal.ts";
import { quoteQualified } from "./model.ts";
import { type ServerFacts, sqlBeginLooking } from "./server.ts";
import type { Disturbance } from "./steps.ts";

/** An object that depends on something that is disturbed. */
export interface Dependent extends ScopeName {
  /** In the server's own words. */
  readonly description: string;
  readonly oid: number;
  readonly catalog: string;
  /** True when it depends on what is disturbed itself, not on something between. */
  readonly isDirect: boolean;
}

/**
 * Objects that depend on what is disturbed, and those that depend on them, nearest first. Indexes, constraints and
 * defaults of a table itself are not among them: the server takes care of those. Nor are its extended statistics, unless a
 * column of theirs is lost.
 */
export async function dependentsOf(
  driver: Driver,
  server: ServerFacts,
  disturbances: readonly Disturbance[],
): Promise<readonly Dependent[]> {
  if (disturbances.length === 0) return [];
  const roots = disturbances.map((each) =>
    each.type === "object" && each.catalog === "pg_extension"
      ? `select e.classid, e.objid, 0, false from pg_depend e where e.refclassid = 'pg_extension'::regclass and e.deptype = 'e' and e.refobjid = ${
        Number(each.oid)
      }`
      : each.type === "object"
      ? `select ${textLiteral(each.catalog)}::regclass::oid, ${Number(each.oid)}::oid, 0, false`
      : `select 'pg_class'::regclass::oid, a.attrelid, a.attnum::int, ${
        each.isRetyped ? "false" : "true"
      } from pg_attribute a where a.attrelid = to_regclass(${
        textLiteral(quoteQualified(each.table))
      }) and a.attname = ${textLiteral(each.column)}`
  );
  const results = await driver.batch(
    `${sqlBeginLooking(server)}; with recursive root (classid, objid, sub, is_lost) as (
  ${roots.join("\n  union all ")}
), found (classid, objid, depth) as (
  select owner.classid, owner.objid, 1 from root join pg_depend d on d.refclassid = root.classid and d.refobjid = root.objid
    and (root.sub = 0 or d.refobjsubid = root.sub) and d.deptype in ('n', 'a')
  cross join lateral ${ownerSql("d")} owner
  where not (owner.classid = 'pg_class'::regclass and owner.objid = root.objid)
  union select owner.classid, owner.objid, found.depth + 1 from found
  join pg_depend d on d.refclassid = found.classid and d.refobjid = found.objid and found.depth < 100
    and (d.deptype = 'n' or (d.deptype = 'a' and d.classid in ('pg_trigger'::regclass, 'pg_rewrite'::regclass)))
  cross join lateral ${ownerSql("d")} owner
  where (owner.classid, owner.objid) <> (found.classid, found.objid)
)
select found.classid::regclass::text, found.objid::int8::text, max(depth), i.type, i.schema, i.name, pg_describe_object(found.classid, found.objid, 0),
  (select relkind::text from pg_class c where found.classid = 'pg_class'::regclass and c.oid = found.objid), c2.conrelid::int8::text, min(depth) = 1
from found cross join lateral pg_identify_object(found.classid, found.objid, 0) i
left join pg_constraint c2 on found.classid = 'pg_constraint'::regclass and c2.oid = found.objid
where not exists (select from root where root.sub = 0 and root.classid = found.classid and root.objid = found.objid)
  and not (found.classid in ('pg_amop'::regclass, 'pg_amproc'::regclass) and exists (select from root join pg_depend x on x.refclassid = root.classid and x.refobjid = root.objid
    where root.sub = 0 and x.classid = found.classid and x.objid = found.objid and x.deptype in ('a', 'i')))
  and not (found.classid = 'pg_rewrite'::regclass and exists (select from root join pg_rewrite r on r.ev_class = root.objid join pg_class k on k.oid = root.objid
    where root.sub = 0 and r.oid = found.objid and k.relkind in ('r', 'p')))
  and not (found.classid = 'pg_constraint'::regclass and exists (select from root where root.objid = c2.conrelid))
  and not (found.classid = 'pg_statistic_ext'::regclass and not exists (select from pg_depend x join root on x.refclassid = root.classid and x.refobjid = root.objid
    and x.refobjsubid = root.sub where root.is_lost and x.classid = found.classid and x.objid = found.objid))
  and not (found.classid = 'pg_class'::regclass and exists (select from pg_class i where i.oid = found.objid and (i.relkind in ('S', 't') or (i.relkind in ('i', 'I')
    and exists (select from pg_index x join root on root.objid = x.indrelid where x.indexrelid = i.oid)))))
  and not (found.classid = 'pg_class'::regclass and exists (select from pg_inherits h join root on root.objid = h.inhparent join pg_class p on p.oid = h.inhrelid and p.relispartition where h.inhrelid = found.objid))
group by 1, 2, 4, 5, 6, 7, 8, 9 order by 3, 2; commit`,
  );
  return (results.at(-1)?.rows ?? []).map((
    [catalog, oid, , type, schema, name, description, , , isDirect],
  ): Dependent => ({
    kind: String(type),
    ...(schema !== null && { schema: String(schema) }),
    name: String(name ?? ""),
    description: String(description),
    oid: Number(oid),
    catalog: String(catalog),
    isDirect: isDirect === true,
  }));
}

/**
 * The rule that makes a view stands for the view, the columns of a composite type for the type, a default for its table's
 * column, everything else for itself. Other rules cannot be made anew: they go with their table only.
 */
function ownerSql(d: string): string {
  return `(select case when v.oid is not null then 'pg_class'::regclass::oid when k.oid is not null then 'pg_type'::regclass::oid else ${d}.classid end as classid,
    case when v.oid is not null then v.ev_class when k.oid is not null then k.reltype else ${d}.objid end as objid
    from (select) one left join pg_class k on ${d}.classid = 'pg_class'::regclass and k.oid = ${d}.objid and k.relkind = 'c'
    left join pg_rewrite v on ${d}.classid = 'pg_rewrite'::regclass and v.oid = ${d}.objid and v.rulename = '_RETURN')`;
}
