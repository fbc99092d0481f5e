// Reads what roles may do from the access lists of the catalog, beside what they might do with a new object.
import { inScopeSql, type Scope } from "../inspect.ts";
import { textArraySql } from "../server.ts";

/** The kind of the names in a scope whose access lists are looked at. */
export const GRANT_KIND = "grant";

/** One row for each role on each object: what it may do, and what it might do with a new one. */
export function grantsSql(scope: Scope): string {
  const ofScopeSql = (nameSql: string) => inScopeSql(scope, GRANT_KIND, "n.nspname", nameSql);
  const schemas = [
    ...scope.schemas,
    ...scope.names.flatMap(({ kind, schema, name }) =>
      kind === GRANT_KIND && schema === undefined ? [name] : []
    ),
  ];
  const initialSql = (
    classSql: "pg_class" | "pg_namespace" | "pg_type" | "pg_proc",
    oidSql: string,
    defaultSql: string,
  ) =>
    `coalesce((select ip.initprivs from pg_init_privs ip where ip.classoid = '${classSql}'::regclass and ip.objoid = ${oidSql} and ip.objsubid = 0), ${defaultSql})`;
  const ownSql = (classSql: "pg_class" | "pg_type" | "pg_proc", oidSql: string) =>
    `not exists (select from pg_depend x where x.classid = '${classSql}'::regclass and x.objid = ${oidSql} and x.deptype = 'e')`;
  return `with target (class, nsp, name, types, col, acl, def) as (
select case when c.relkind = 'S' then 'sequence' when c.relkind in ('v', 'm') then 'view' else 'table' end, n.nspname::text, c.relname::text, null::text, null::text, c.relacl,
${
    initialSql(
      "pg_class",
      "c.oid",
      `acldefault(case when c.relkind = 'S' then 's'::"char" else 'r'::"char" end, c.relowner)`,
    )
  }
from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'S') and not c.relispartition and ${
    ofScopeSql("c.relname")
  } and ${ownSql("pg_class", "c.oid")}
union all select case when c.relkind in ('v', 'm') then 'view' else 'table' end, n.nspname, c.relname, null, a.attname, a.attacl, null::aclitem[]
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
where a.attacl is not null and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition and ${
    ofScopeSql("c.relname")
  } and ${ownSql("pg_class", "c.oid")}
union all select 'schema', null, n.nspname, null, null, n.nspacl, ${
    initialSql("pg_namespace", "n.oid", `acldefault('n'::"char", n.nspowner)`)
  }
from pg_namespace n where n.nspname = any(${textArraySql(schemas)})
union all select 'type', n.nspname, t.typname, null, null, t.typacl, ${
    initialSql("pg_type", "t.oid", `acldefault('T'::"char", t.typowner)`)
  }
from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class tc on tc.oid = t.typrelid
where t.typtype in ('e', 'd', 'c') and (tc.oid is null or tc.relkind = 'c') and ${
    ofScopeSql("t.typname")
  } and ${ownSql("pg_type", "t.oid")}
union all select 'routine', n.nspname, p.proname, coalesce((select string_agg(format_type(a.t, null), ', ' order by a.n) from unnest(p.proargtypes) with ordinality a (t, n)), ''), null, p.proacl, ${
    initialSql("pg_proc", "p.oid", `acldefault('f'::"char", p.proowner)`)
  }
from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname <> 'pg_catalog' and ${
    ofScopeSql("p.proname")
  } and ${ownSql("pg_proc", "p.oid")})
select t.class, t.nsp, t.name, t.types, coalesce(r.rolname, 'public'),
jsonb_agg(distinct jsonb_build_array(x.privilege_type, t.col, x.is_grantable)) filter (where x.live), jsonb_agg(distinct jsonb_build_array(x.privilege_type, t.col, x.is_grantable)) filter (where not x.live)
from target t cross join lateral (select true as live, e.* from aclexplode(coalesce(t.acl, t.def)) e union all select false, e.* from aclexplode(t.def) e) x
left join pg_roles r on r.oid = x.grantee where x.grantee = 0 or r.oid is not null
group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`;
}
