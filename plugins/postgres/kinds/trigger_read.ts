// Triggers as the catalog has them.
import { type CatalogObject, tableKey } from "../catalog.ts";
import type { Row } from "../driver.ts";
import { inScopeSql, type InspectPart, type Scope } from "../inspect.ts";
import { commentSql, TABLES } from "../inspect_tables.ts";
import { isPunctuation, tokenize } from "../tokens.ts";
import { EVENTS, type TriggerFacts } from "./trigger_spec.ts";

/** The statement that reads triggers. */
export function triggerParts(scope: Scope): InspectPart[] {
  return [{
    sql:
      `select t.oid::int8::text, n.nspname, c.relname, t.tgname, t.tgtype::int, t.tgenabled::text, t.tgconstraint <> 0, t.tgdeferrable, t.tginitdeferred,
fn.nspname, fc.relname, t.tgoldtable, t.tgnewtable, pn.nspname, p.proname, encode(t.tgargs, 'hex'),
(select json_agg(a.attname) from pg_attribute a where a.attrelid = t.tgrelid and a.attnum = any(t.tgattr::int2[])),
case when t.tgqual is not null then pg_get_triggerdef(t.oid) end, ${commentSql("pg_trigger", "t.oid")}
from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
join pg_proc p on p.oid = t.tgfoid join pg_namespace pn on pn.oid = p.pronamespace
left join pg_class fc on fc.oid = t.tgconstrrelid left join pg_namespace fn on fn.oid = fc.relnamespace
where not t.tgisinternal and t.tgparentid = 0 and (t.tgrelid = ${TABLES} or (c.relkind = 'v' and ${
        inScopeSql(scope, "view", "n.nspname", "c.relname")
      })
or ${
        inScopeSql({ ...scope, schemas: [] }, "trigger", "n.nspname", "t.tgname", {
          catalog: "pg_trigger",
          oidSql: "t.oid",
        })
      })
and not exists (select from pg_depend x where x.classid = 'pg_trigger'::regclass and x.objid = t.oid and x.deptype = 'e')
order by t.oid`,
    read: (rows, catalog) => rows.forEach((row) => catalog.add(readTrigger(row))),
  }];
}

function readTrigger(row: Row): CatalogObject {
  const [
    oid,
    schema,
    table,
    name,
    type,
    state,
    isConstraint,
    isDeferrable,
    isDeferred,
    fromSchema,
    fromName,
  ] = row;
  const [oldTable, newTable, functionSchema, functionName, args, columns, definition, comment] = row.slice(
    11,
  );
  const bits = Number(type);
  const has = (bit: number) => (bits & bit) !== 0;
  const eventBits = { insert: 4, update: 16, delete: 8, truncate: 32 };
  const facts: TriggerFacts = {
    timing: has(64) ? "instead of" : has(2) ? "before" : "after",
    events: EVENTS.filter((each) => has(eventBits[each])),
    columns: Array.isArray(columns) ? columns.map(String).sort() : [],
    forEach: has(1) ? "row" : "statement",
    ...(typeof definition === "string" && { condition: conditionOf(definition) }),
    function: String(functionName),
    schema: String(functionSchema),
    arguments: argumentsOf(String(args)),
    ...(isConstraint === true && { isConstraint: true }),
    ...(isDeferrable === true &&
      { deferrable: isDeferred === true ? "initially deferred" : "initially immediate" }),
    ...(typeof fromName === "string" && { from: { schema: String(fromSchema), name: fromName } }),
    ...(typeof oldTable === "string" && { oldTable }),
    ...(typeof newTable === "string" && { newTable }),
    enabled: STATES[String(state)] ?? "origin",
  };
  return {
    kind: "trigger",
    schema: String(schema),
    name: String(name),
    table: tableKey(String(schema), String(table)),
    facts: { ...facts },
    oid: Number(oid),
    ...(comment !== null && { comment: String(comment) }),
  };
}

const STATES: Readonly<Record<string, string>> = { O: "origin", A: "always", R: "replica", D: "disabled" };

/** The texts between the NULs of pg_trigger.tgargs. */
function argumentsOf(hex: string): string[] {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  return new TextDecoder().decode(bytes).split("\0").slice(0, -1);
}

/** What stands behind WHEN. */
function conditionOf(definition: string): string {
  const tokens = tokenize(definition);
  const when = tokens.findIndex(({ kind, value }, at) =>
    kind === "word" && value === "when" && isPunctuation(tokens[at + 1], "(")
  );
  let depth = 0;
  for (let at = when + 1; at < tokens.length; at++) {
    if (isPunctuation(tokens[at], "(")) depth++;
    else if (isPunctuation(tokens[at], ")") && --depth === 0) {
      return definition.slice(tokens[when + 1]?.end, tokens[at]?.start).trim();
    }
  }
  return "";
}
