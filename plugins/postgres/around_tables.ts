// Defaults, checks and indexes that call a function which goes and comes again: they are taken off their tables before
// and put back after. Called by schema_plan.ts with what pg_depend has found.
import { quoteName } from "../kit/quote.ts";
import { type CatalogTable, labelOf } from "./catalog.ts";
import type { Dependent } from "./dependents.ts";
import type { Driver } from "./driver.ts";
import { textLiteral } from "./literal.ts";
import { routinesIn } from "./mentions.ts";
import { quoteQualified } from "./model.ts";
import { commentOn } from "./render.ts";
import { type ServerFacts, sqlBeginLooking } from "./server.ts";
import { key, NOTHING, type PlannedStep, statement } from "./steps.ts";
import type { TableChange } from "./table_steps.ts";

/** A part of a table as the server writes it. */
interface Part {
  readonly what: "default" | "generated" | "constraint" | "index";
  readonly oid: number;
  readonly schema: string;
  readonly table: string;
  /** Of the column, constraint or index. */
  readonly name: string;
  readonly sql: string;
  readonly comment: string | undefined;
  /** The oid of its table or materialized view. */
  readonly owner: number;
}

/** What the plan does to tables, and the oids of the functions that go. */
interface TableParts {
  readonly changed: readonly TableChange[];
  readonly dropped: readonly CatalogTable[];
  readonly routines: readonly number[];
}

/** What becomes of parts of tables. */
interface AroundTables {
  readonly steps: readonly PlannedStep[];
  /** The oids of those that are taken care of. */
  readonly oids: readonly number[];
  /** The oids of those that come again as they are. */
  readonly kept: readonly number[];
  /** The oids of those that cannot be taken off and put back: generated columns. */
  readonly refused: readonly number[];
}

const WHATS = ["default", "generated", "index"] as const;

/** The steps around parts of tables. */
export async function aroundTables(
  driver: Driver,
  server: ServerFacts,
  dependents: readonly Dependent[],
  { changed, dropped, routines }: TableParts,
): Promise<AroundTables> {
  const parts = routines.length === 0 ? [] : await readParts(driver, server, dependents, routines);
  const changeOf = (part: Part) => {
    const change = changed.find(({ to }) => to.name === part.table && (to.schema ?? "") === part.schema);
    return change ? plannedFor(part, change) : "nothing";
  };
  // What belongs to a table that goes, or to a materialized view that is made anew, goes and comes with it.
  const own = parts.filter(({ owner }) =>
    !dropped.some(({ oid }) => oid === owner) && !dependents.some(({ oid }) => oid === owner)
  );
  const kept = own.filter((part) => changeOf(part) === "nothing");
  return {
    oids: parts.map(({ oid }) => oid),
    kept: kept.map(({ oid }) => oid),
    refused: kept.filter(({ what }) => what === "generated").map(({ oid }) => oid),
    steps: own.flatMap((part) => partSteps(part, changeOf(part), labelOf(server, part.schema, part.table))),
  };
}

async function readParts(
  driver: Driver,
  server: ServerFacts,
  dependents: readonly Dependent[],
  routines: readonly number[],
): Promise<readonly Part[]> {
  const callsSql = (catalog: string, oidSql: string) =>
    `exists (select from pg_depend x where x.classid = ${
      textLiteral(catalog)
    }::regclass and x.objid = ${oidSql}
and x.refclassid = 'pg_proc'::regclass and x.refobjid in (${routines.map(Number).join(", ")}))`;
  const oidsSql = (catalog: string) => {
    const oids = dependents.filter((each) => each.catalog === catalog).map(({ oid }) => Number(oid));
    return oids.length > 0 ? oids.join(", ") : "null";
  };
  if (!dependents.some(({ catalog }) => ["pg_attrdef", "pg_constraint", "pg_class"].includes(catalog))) {
    return [];
  }
  const results = await driver.batch(
    `${
      sqlBeginLooking(server)
    }; select case when a.attgenerated = '' then 'default' else 'generated' end, d.oid::int8::text, n.nspname, c.relname, a.attname, pg_get_expr(d.adbin, d.adrelid), null, c.oid::int8::text
from pg_attrdef d join pg_class c on c.oid = d.adrelid join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum = d.adnum where d.oid in (${
      oidsSql("pg_attrdef")
    }) and ${callsSql("pg_attrdef", "d.oid")}
union all select 'constraint', con.oid::int8::text, n.nspname, c.relname, con.conname, pg_get_constraintdef(con.oid), obj_description(con.oid, 'pg_constraint'), c.oid::int8::text
from pg_constraint con join pg_class c on c.oid = con.conrelid join pg_namespace n on n.oid = c.relnamespace
where con.contype in ('c', 'x') and con.oid in (${oidsSql("pg_constraint")}) and ${
      callsSql("pg_constraint", "con.oid")
    }
union all select 'index', i.indexrelid::int8::text, n.nspname, t.relname, c.relname, pg_get_indexdef(i.indexrelid), obj_description(i.indexrelid, 'pg_class'), t.oid::int8::text
from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
where i.indexrelid in (${oidsSql("pg_class")}) and ${callsSql("pg_class", "i.indexrelid")}
and not exists (select from pg_constraint con where con.conindid = i.indexrelid and con.contype in ('p', 'u', 'x'))
order by 1, 3, 4, 5;
commit`,
  );
  return (results.at(-1)?.rows ?? []).map(([what, oid, schema, table, name, sql, comment, owner]): Part => ({
    what: WHATS.find((each) => each === what) ?? "constraint",
    oid: Number(oid),
    schema: String(schema),
    table: String(table),
    name: String(name),
    sql: String(sql),
    comment: comment === null ? undefined : String(comment),
    owner: Number(owner),
  }));
}

function partSteps(part: Part, planned: "nothing" | "goes" | "changes", label: string): PlannedStep[] {
  if (planned === "goes" || part.what === "generated") return [];
  return planned === "changes" ? [takeOff(part, label)] : [takeOff(part, label), putBack(part, label)];
}

/** What the plan itself does to the part. It goes by itself; or it changes to something that calls functions again. */
function plannedFor(part: Part, { diff }: TableChange): "nothing" | "goes" | "changes" {
  for (const change of diff.changes) {
    if (part.what === "generated") {
      if (change.type === "drop-column" && change.column.name === part.name) return "goes";
      if (change.type === "alter-column" && change.from.name === part.name) return "goes";
      continue;
    }
    if (part.what === "default") {
      if (change.type === "drop-column" && change.column.name === part.name) return "goes";
      if (change.type !== "alter-column" || change.from.name !== part.name) continue;
      if (change.from.default === change.to.default) continue;
      return routinesIn(change.to.default ?? "").length > 0 ? "changes" : "goes";
    }
    if (part.what === "constraint" && change.type === "drop-check" && change.check.name === part.name) {
      return "goes";
    }
    if (part.what === "index" && change.type === "drop-index" && change.index.name === part.name) {
      return "goes";
    }
  }
  return diff.edits.some((edit) => edit.type === "drop-exclusion" && edit.exclusion.name === part.name)
    ? "goes"
    : "nothing";
}

function objectOf({ schema, table }: Part): { kind: string; schema: string; name: string } {
  return { kind: "table", schema, name: table };
}

function describe({ what, name }: Part, label: string): string {
  return what === "default" ? `the default of column ${name} of ${label}` : `${what} ${name} of ${label}`;
}

function takeOff(part: Part, label: string): PlannedStep {
  const tableSql = quoteQualified({ schema: part.schema, name: part.table });
  const sql = {
    default: `alter table ${tableSql} alter column ${quoteName(part.name)} drop default`,
    generated: "",
    constraint: `alter table ${tableSql} drop constraint ${quoteName(part.name)}`,
    index: `drop index ${quoteQualified({ schema: part.schema, name: part.name })}`,
  }[part.what];
  const own = partKey(part);
  return {
    ...NOTHING,
    removes: [own],
    releases: routinesIn(part.sql),
    statements: [
      statement(
        sql,
        "alter",
        objectOf(part),
        `Drop ${describe(part, label)} while a function changes under it`,
      ),
    ],
  };
}

function putBack(part: Part, label: string): PlannedStep {
  const tableSql = quoteQualified({ schema: part.schema, name: part.table });
  const sql = {
    default: `alter table ${tableSql} alter column ${quoteName(part.name)} set default ${part.sql}`,
    generated: "",
    constraint: `alter table ${tableSql} add constraint ${quoteName(part.name)} ${part.sql}`,
    index: part.sql,
  }[part.what];
  const targetSql = part.what === "index"
    ? `index ${quoteQualified({ schema: part.schema, name: part.name })}`
    : `constraint ${quoteName(part.name)} on ${tableSql}`;
  const words = `Put ${describe(part, label)} back`;
  const hazards = part.what === "default" ? [] : [{
    kind: "exclusive-lock" as const,
    message: `Keeps others from writing to ${label} while it reads all its rows`,
  }];
  return {
    ...NOTHING,
    produces: [partKey(part)],
    requires: routinesIn(part.sql),
    statements: [
      statement(sql, "alter", objectOf(part), words, { hazards }),
      ...(part.comment === undefined
        ? []
        : [statement(commentOn(targetSql, part.comment), "alter", objectOf(part), words)]),
    ],
  };
}

function partKey({ what, schema, table, name }: Part): string {
  return what === "index"
    ? key.index(schema, name)
    : key.constraint({ schema, name: table }, `${what} ${name}`);
}
