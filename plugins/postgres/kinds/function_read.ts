// Functions as the catalog has them, and as Function documents write them.
import type { CatalogObject } from "../catalog.ts";
import type { Row } from "../driver.ts";
import { commentSql } from "../inspect_tables.ts";
import { inScopeSql, type InspectPart, mayBeInScope, type Scope } from "../inspect.ts";
import type { ServerFacts } from "../server.ts";
import { quoteName } from "../../kit/quote.ts";
import { type FunctionFacts, type Parameter, settingValue, signature } from "./function_form.ts";

/** The statements that read functions. */
export function functionParts(scope: Scope, server: ServerFacts): InspectPart[] {
  if (!mayBeInScope(scope, "function", "pg_proc")) return [];
  const isAny = scope.schemas.length > 0 || scope.names.some(({ kind }) => kind === "function");
  const anySql = isAny ? "true" : "false";
  const types = "select format_type(t, null) as type, n from unnest(p.proargtypes) with ordinality x (t, n)";
  const fullNameSql =
    `p.proname || '(' || coalesce((select string_agg(type, ', ' order by n) from (${types}) y), '') || ')'`;
  return [
    {
      sql:
        `select p.oid::int8::text, n.nspname, p.proname, p.prokind::text, l.lanname, p.provolatile::text, p.proisstrict, p.prosecdef, p.proleakproof,
p.proparallel::text, p.procost::float8, p.prorows::float8, array_to_json(p.proconfig), p.prosupport <> 0 or p.protrftypes is not null, p.prosrc, p.probin,
${
          server.version >= 140_000
            ? "pg_get_function_sqlbody(p.oid)"
            : "null"
        }, array_to_json(p.proargnames), array_to_json(p.proargmodes::text[]),
(select json_agg(format_type(t, null) order by n) from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality x (t, n)),
format_type(p.prorettype, null), p.proretset,
case when p.pronargdefaults > 0 then (select json_agg(pg_get_function_arg_default(p.oid, i) order by i) from generate_series(1, coalesce(array_length(p.proallargtypes, 1), p.pronargs)) i) end,
${commentSql("pg_proc", "p.oid")}
from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
where n.nspname <> 'pg_catalog' and (${
          inScopeSql(scope, "function", "n.nspname", "p.proname", { catalog: "pg_proc", oidSql: "p.oid" })
        } or ${inScopeSql({ ...scope, schemas: [] }, "function", "n.nspname", fullNameSql)})
and not exists (select from pg_depend x where x.classid = 'pg_proc'::regclass and x.objid = p.oid and x.deptype in ('e', 'i'))
order by n.nspname collate "C", p.proname collate "C", oidvectortypes(p.proargtypes) collate "C"`,
      read: (rows, catalog) => rows.forEach((row) => catalog.add(readFunction(row))),
    },
    {
      // Rows of a table are a type, too.
      sql:
        `select n.nspname, c.relname, format_type(c.reltype, null) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where ${anySql} and c.relkind in ('r', 'v', 'm', 'p', 'f') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast'`,
      read: (rows, catalog) => {
        for (const [schema, name, spelling] of rows) {
          catalog.types.set(`${quoteName(String(schema))}.${quoteName(String(name))}`, String(spelling));
        }
      },
    },
  ];
}

const MODES: Readonly<Record<string, Parameter["mode"]>> = { o: "out", b: "inout", v: "variadic" };
const VOLATILITIES: Readonly<Record<string, string>> = { i: "immutable", s: "stable" };
const PARALLEL: Readonly<Record<string, string>> = { s: "safe", r: "restricted" };

function readFunction(row: Row): CatalogObject {
  const [
    oid,
    schema,
    name,
    kind,
    language,
    volatility,
    strict,
    definer,
    leakproof,
    parallel,
    cost,
    rows,
    config,
  ] = row;
  const [hasMore, source, library, sqlBody, names, modes, types, result, isSet, defaults, comment] = row
    .slice(13);
  const all = readParameters(types, names, modes, defaults);
  const plain = ({ code: _, ...parameter }: CodedParameter): Parameter => parameter;
  const columns = all.filter(({ code }) => code === "t").map(plain);
  const parameters = all.filter(({ code }) => code !== "t").map(plain);
  const unexpressed = [
    ...(kind === "a" ? ["an aggregate function"] : []),
    ...(hasMore === true ? ["its support function or transforms"] : []),
  ];
  const facts: FunctionFacts = {
    ...(kind === "p" && { isProcedure: true }),
    ...(kind === "w" && { isWindow: true }),
    ...(kind === "a" && { isForeign: true }),
    parameters,
    ...(kind !== "p" && (columns.length > 0 ? { returnsTable: columns } : { returns: String(result) })),
    ...(isSet === true && columns.length === 0 && { returnsSet: true }),
    ...attributes({
      language: String(language),
      volatility: VOLATILITIES[String(volatility)],
      strict: strict === true,
      definer: definer === true,
      leakproof: leakproof === true,
      parallel: PARALLEL[String(parallel)],
      cost: Number(cost),
      rows: Number(rows),
      returnsSet: isSet === true,
    }),
    ...(Array.isArray(config) && { set: settings(config.map(String)) }),
    ...(typeof library === "string" && { library }),
    ...(typeof sqlBody === "string" ? { sqlBody } : { body: String(source) }),
    ...(unexpressed.length > 0 && { unexpressed }),
  };
  return {
    kind: "function",
    schema: String(schema),
    name: signature(String(name), parameters),
    facts: { ...facts },
    oid: Number(oid),
    ...(comment !== null && { comment: String(comment) }),
  };
}

type CodedParameter = Parameter & { readonly code: string };

/** Parameters and columns of the result, with the letters of pg_proc.proargmodes. */
function readParameters(types: unknown, names: unknown, modes: unknown, defaults: unknown): CodedParameter[] {
  const texts = (value: unknown) => Array.isArray(value) ? value as readonly (string | null)[] : []; // json of texts
  return texts(types).map((type, at): CodedParameter => {
    const code = texts(modes)[at] ?? "i";
    const mode = MODES[code];
    const own = texts(names)[at];
    const value = texts(defaults)[at];
    return {
      code,
      ...(mode !== undefined && { mode }),
      ...(own && { name: own }),
      type: String(type),
      ...(typeof value === "string" && { default: value }),
    };
  });
}

interface Attributes {
  readonly language: string;
  readonly volatility: string | undefined;
  readonly strict: boolean;
  readonly definer: boolean;
  readonly leakproof: boolean;
  readonly parallel: string | undefined;
  readonly cost: number | undefined;
  readonly rows: number | undefined;
  readonly returnsSet: boolean;
}

/** The attributes that differ from what goes without saying. */
export function attributes(given: Attributes): Omit<FunctionFacts, "parameters"> {
  const { language, volatility, strict, definer, leakproof, parallel, cost, rows, returnsSet } = given;
  const usualCost = language === "c" || language === "internal" ? 1 : 100;
  return {
    language,
    ...(volatility !== undefined && volatility !== "volatile" && { volatility }),
    ...(strict && { strict }),
    ...(definer && { security: "definer" as const }),
    ...(leakproof && { leakproof }),
    ...(parallel !== undefined && parallel !== "unsafe" && { parallel }),
    ...(cost !== undefined && cost !== usualCost && { cost }),
    ...(rows !== undefined && returnsSet && rows !== 1000 && { rows }),
  };
}

function settings(config: readonly string[]): Record<string, string> {
  return Object.fromEntries(config.map((text) => {
    const at = text.indexOf("=");
    const name = text.slice(0, at).toLowerCase();
    return [name, settingValue(name, text.slice(at + 1))];
  }));
}
