// Reads types of the user's own from pg_type, and what is made of them from pg_depend.
import type { CatalogObject } from "../catalog.ts";
import type { Row } from "../driver.ts";
import { collationName, commentSql } from "../inspect_tables.ts";
import { withoutParentheses } from "../inspect_rows.ts";
import { factsOf, TYPE_KIND, type TypeFacts, type TypePart, type TypeUser } from "./type_form.ts";

const FORMS: Readonly<Record<string, TypeFacts["form"]>> = {
  e: "enum",
  d: "domain",
  c: "composite",
  r: "range",
  b: "base",
};

const OWN_TYPES =
  `pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class tc on tc.oid = t.typrelid
where t.typtype in ('e', 'd', 'c', 'r', 'b') and t.typisdefined and (tc.oid is null or tc.relkind = 'c')
and not (t.typtype = 'b' and exists (select from pg_type el where el.typarray = t.oid))
and not exists (select from pg_depend x where x.classid = 'pg_type'::regclass and x.objid = t.oid and x.deptype = 'e')`;

/** One row for each type. */
export function typesSql(inScopeSql: string): string {
  return `select t.oid::int8::text, n.nspname, t.typname, t.typtype::text, ${commentSql("pg_type", "t.oid")},
(select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
format_type(t.typbasetype, t.typtypmod), t.typnotnull, pg_get_expr(t.typdefaultbin, 0),
(select json_build_array(cn.nspname, co.collname) from pg_collation co join pg_namespace cn on cn.oid = co.collnamespace join pg_type bt on bt.oid = t.typbasetype where co.oid = t.typcollation and t.typcollation <> bt.typcollation),
(select json_agg(json_build_array(con.conname, pg_get_expr(con.conbin, 0), con.convalidated, ${
    commentSql("pg_constraint", "con.oid")
  }) order by con.conname collate "C") from pg_constraint con where con.contypid = t.oid and con.contype = 'c'),
(select json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod), cn.nspname, co.collname, ${
    commentSql("pg_class", "a.attrelid", "a.attnum")
  }) order by a.attnum) from pg_attribute a join pg_type at on at.oid = a.atttypid
  left join pg_collation co on co.oid = a.attcollation and a.attcollation <> at.typcollation left join pg_namespace cn on cn.oid = co.collnamespace
  where a.attrelid = t.typrelid and t.typtype = 'c' and a.attnum > 0 and not a.attisdropped)
from ${OWN_TYPES} and ${inScopeSql} order by t.oid`;
}

/** Makes objects of the rows, by oid. */
export function readTypes(rows: readonly Row[], types: Map<number, CatalogObject>): void {
  for (const row of rows) {
    const [oid, schema, name, letter, comment] = row;
    types.set(Number(oid), {
      kind: TYPE_KIND,
      schema: String(schema),
      name: String(name),
      facts: { ...formFacts(FORMS[String(letter)] ?? "base", row) },
      oid: Number(oid),
      ...(comment !== null && { comment: String(comment) }),
    });
  }
}

function formFacts(form: TypeFacts["form"], row: Row): TypeFacts & Readonly<Record<string, unknown>> {
  const [, , , , , values, base, notNull, value, collation, checks, fields] = row;
  const list = (json: unknown): readonly unknown[] => Array.isArray(json) ? json : [];
  if (form === "enum") return { form, values: list(values).map(String) };
  if (form === "composite") {
    return {
      form,
      fields: list(fields).map((each) => {
        const [name, type, schema, collated, comment] = list(each);
        return {
          name: String(name),
          type: String(type),
          ...(typeof collated === "string" && { collation: collationName(schema, collated) }),
          ...(typeof comment === "string" && { comment }),
        };
      }),
    };
  }
  if (form !== "domain") return { form };
  const [collationSchema, collationOwn] = list(collation);
  return {
    form,
    type: String(base),
    notNull: notNull === true,
    ...(value !== null && { default: String(value) }),
    ...(collationOwn !== undefined && { collation: collationName(collationSchema, collationOwn) }),
    checks: list(checks).map((each) => {
      const [name, expression, isValid, comment] = list(each);
      return {
        name: String(name),
        expression: withoutParentheses(String(expression)),
        ...(isValid === false && { notValid: true }),
        ...(typeof comment === "string" && { comment }),
      };
    }),
  };
}

/** Whether a table keeps values of a composite type `c`, in itself or within another one. */
const IS_STORED_SQL = `exists (with recursive outer_type (oid) as (
  select c.reltype union select k.reltype from outer_type o join pg_type t on t.oid = o.oid
  join pg_attribute a on a.atttypid in (t.oid, t.typarray) and not a.attisdropped join pg_class k on k.oid = a.attrelid and k.relkind = 'c'
) select from outer_type o join pg_type t on t.oid = o.oid join pg_attribute a on a.atttypid in (t.oid, t.typarray) and not a.attisdropped
  join pg_class k on k.oid = a.attrelid and k.relkind in ('r', 'p', 'm'))`;

/**
 * Columns of the types and of arrays of them, and whatever else depends on either. Before PostgreSQL 15 it is the column
 * that depends on what its generated value is made of.
 */
export function usersSql(inScopeSql: string): string {
  return `select own.oid::int8::text, d.classid::regclass::text, c.relkind::text, cn.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
pg_get_expr(ad.adbin, ad.adrelid), pg_describe_object(d.classid, d.objid, d.objsubid), c.relkind = 'c' and ${IS_STORED_SQL},
case when con.contype in ('c', 'x') then json_build_array('constraint', pn.nspname, pc.relname, con.conname, pg_get_constraintdef(con.oid), obj_description(con.oid, 'pg_constraint'))
  when i.indexrelid is not null then json_build_array('index', pn.nspname, pc.relname, c.relname, pg_get_indexdef(i.indexrelid), obj_description(i.indexrelid, 'pg_class'))
  when a.attgenerated <> '' and a.atttypid not in (own.oid, own.typarray) then json_build_array('generated column', cn.nspname, c.relname, a.attname, '', null)
  when d.classid = 'pg_attrdef'::regclass then json_build_array('generated column', pn.nspname, pc.relname, ga.attname, '', null) end
from (select t.oid, t.typarray from ${OWN_TYPES} and ${inScopeSql}) own
join pg_depend d on d.refclassid = 'pg_type'::regclass and d.refobjid in (own.oid, own.typarray) and d.refobjid <> 0 and (d.deptype = 'n' or (d.deptype = 'a' and d.classid = 'pg_class'::regclass and d.objsubid > 0))
left join pg_class c on d.classid = 'pg_class'::regclass and c.oid = d.objid left join pg_namespace cn on cn.oid = c.relnamespace
left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0
left join pg_attrdef ad on ad.adrelid = c.oid and ad.adnum = a.attnum and a.attgenerated = ''
left join pg_constraint con on (d.classid = 'pg_constraint'::regclass and con.oid = d.objid) or (d.classid = 'pg_class'::regclass and con.conindid = d.objid and con.contype = 'x')
left join pg_index i on i.indexrelid = c.oid and not exists (select from pg_constraint x where x.conindid = i.indexrelid and x.contype in ('p', 'u', 'x'))
left join pg_attrdef gd on d.classid = 'pg_attrdef'::regclass and gd.oid = d.objid left join pg_attribute ga on ga.attrelid = gd.adrelid and ga.attnum = gd.adnum
left join pg_class pc on pc.oid = coalesce(nullif(con.conrelid, 0), i.indrelid, gd.adrelid) left join pg_namespace pn on pn.oid = pc.relnamespace
where d.classid <> 'pg_rewrite'::regclass and (gd.oid is null or ga.attgenerated <> '') and coalesce(con.coninhcount, 0) = 0 and coalesce(pc.relkind, 'r') <> 'm' and not coalesce(pc.relispartition, false) and not coalesce(c.relispartition, false)
and not (d.classid = 'pg_type'::regclass and d.objid = own.typarray) and coalesce(c.relkind, 'r') not in ('v', 'm')
order by cn.nspname collate "C", c.relname collate "C", a.attnum, pg_describe_object(d.classid, d.objid, d.objsubid) collate "C"`;
}

/** Adds them to the facts. */
export function readUsers(rows: readonly Row[], types: Map<number, CatalogObject>): void {
  for (const [oid, , relationKind, schema, table, column, type, value, description, isStored, json] of rows) {
    const object = types.get(Number(oid));
    if (!object) continue;
    const { users = [], parts = [], others = [] } = factsOf(object);
    const part = partOf(json);
    const isColumn = column !== null && (relationKind === "r" || relationKind === "p");
    const user: TypeUser | undefined = isColumn && !part
      ? {
        schema: String(schema),
        table: String(table),
        column: String(column),
        type: String(type),
        ...(value !== null && { default: String(value) }),
      }
      : undefined;
    types.set(Number(oid), {
      ...object,
      facts: {
        ...object.facts,
        ...(isStored === true && { isNested: true }),
        ...(user
          ? { users: [...users, user] }
          : part
          ? { parts: parts.some((each) => isSamePart(each, part)) ? parts : [...parts, part] }
          : { others: [...others, String(description)] }),
      },
    });
  }
}

function partOf(json: unknown): TypePart | undefined {
  if (!Array.isArray(json) || json[2] === null) return undefined;
  const [what, schema, table, name, sql, comment] = json as readonly unknown[]; // built above
  return {
    what: what as TypePart["what"], // one of the words above
    schema: String(schema),
    table: String(table),
    name: String(name),
    sql: String(sql),
    ...(typeof comment === "string" && { comment }),
  };
}

/** A check may mention both a type and arrays of it. */
function isSamePart(a: TypePart, b: TypePart): boolean {
  return a.what === b.what && a.schema === b.schema && a.table === b.table && a.name === b.name;
}
