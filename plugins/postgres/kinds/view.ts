// Views, from View documents. The server keeps a view as a tree, not as text: a wanted query is made in a scratch schema
// and read back before it is compared.
import { array, boolean, type Infer, object, optional, record, scalar } from "../../../protocol/schema.ts";
import { quoteName, quoteNames } from "../../kit/quote.ts";
import { type CatalogObject, labelOf, tableKey } from "../catalog.ts";
import { inScopeSql, mayBeInScope } from "../inspect.ts";
import { commentSql } from "../inspect_tables.ts";
import type { Kind, KindContext, WantedObject } from "../kind.ts";
import { making, nameKey, namesIn, readingRenamed } from "../mentions.ts";
import { keptName, quoteQualified } from "../model.ts";
import { commentOn } from "../render.ts";
import { INDEX_SPEC } from "../spec.ts";
import { COMMENT, NAMES, PREVIOUS, SCHEMA_KEY, SQL } from "../spec_parts.ts";
import { key, NOTHING, type PlannedStep, statement } from "../steps.ts";
import { isContained, tokenize } from "../tokens.ts";
import { TRIGGER } from "./trigger.ts";
import { TRIGGERS } from "./trigger_spec.ts";
import { GRANTS } from "./grant_spec.ts";

/** The body of a View document under `spec.schema.postgres`. */
export const VIEW_SPEC = object({
  schema: SCHEMA_KEY,
  query: optional(SQL("The SELECT statement of the view")),
  isMaterialized: optional(boolean({ description: "True: a materialized view, which keeps its rows" })),
  withNoData: optional(boolean({
    description: "Of a materialized view. True: made without rows. False: filled when it has none. Absent: " +
      "filled when it is made, and then left as it is",
  })),
  with: optional(record(scalar(), {
    description:
      "Storage parameters of a materialized view; null resets one. Absent ones are left as they are",
  })),
  indexes: optional(array(INDEX_SPEC, {
    maxItems: 1000,
    description:
      "All indexes of a materialized view: others are dropped. Absent: they are not managed and are kept",
  })),
  columns: optional(NAMES("Names of the view's columns; default: as the query names them")),
  triggers: TRIGGERS,
  grants: GRANTS,
  comment: COMMENT,
  isDeleted: optional(boolean({ description: "True: the view must not exist" })),
  previousNames: PREVIOUS("view"),
}, { title: "PostgreSQL view", description: "A view" });

interface Facts {
  readonly definition: string;
  /** Name and type of each column; a wanted view that has not been in a scratch schema has none. */
  readonly columns?: readonly (readonly [string, string])[];
  /** Names that the spec gives. */
  readonly names?: readonly string[];
  /** The tables that it reads, by the names that they get before it goes. */
  readonly renamed?: readonly string[];
}

const factsOf = (object: CatalogObject): Facts => object.facts as unknown as Facts; // made below

/** Views. */
export const VIEW: Kind = {
  kind: "view",
  documents: [{ kind: "View", body: VIEW_SPEC }],
  scope: ({ spec, schema, name, body }) => {
    if (spec.kind !== "View") return [];
    const previous = (body as Infer<typeof VIEW_SPEC>).previousNames ?? []; // checked by the core
    return [name, ...previous.map(keptName)].map((each) => ({ kind: "view", schema, name: each }));
  },
  inspect: (scope) =>
    !mayBeInScope(scope, "view", "pg_class") ? [] : [{
      sql: `select c.oid::int8::text, n.nspname, c.relname, pg_get_viewdef(c.oid), ${
        commentSql("pg_class", "c.oid")
      },
(select json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod)) order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and ${
        inScopeSql(scope, "view", "n.nspname", "c.relname", { catalog: "pg_class", oidSql: "c.oid" })
      }
and not exists (select from pg_depend x where x.classid = 'pg_class'::regclass and x.objid = c.oid and x.deptype = 'e')
order by c.oid`,
      read(rows, catalog) {
        for (const [oid, schema, name, definition, comment, columns] of rows) {
          catalog.add({
            kind: "view",
            schema: String(schema),
            name: String(name),
            facts: { definition: String(definition).trim().replace(/;$/, ""), columns: columns ?? [] },
            oid: Number(oid),
            ...(comment !== null && { comment: String(comment) }),
          });
        }
      },
    }],
  wanted: (requests, _tables, { report }) => ({
    owners: [],
    objects: requests.flatMap(({ spec, schema, name, body }): WantedObject[] => {
      if (spec.kind !== "View") return [];
      const { query, columns, comment, previousNames, ...options } = body as Infer<typeof VIEW_SPEC>; // checked by the core
      const isDeleted = options.isDeleted || options.isMaterialized;
      const definition = withoutSemicolon(query ?? "");
      if (!isDeleted && !isContained(definition)) {
        const message = query === undefined
          ? `View ${name} has no query`
          : `Not one complete SELECT statement: ${query}`;
        report({
          severity: "error",
          code: "invalid-query",
          message,
          spec: spec.index,
          path: query === undefined ? [] : ["query"],
        });
      }
      return [{
        kind: "view",
        schema,
        name,
        facts: { definition, ...(columns && { names: columns }) },
        ...(comment !== undefined && { comment }),
        ...(isDeleted && { isDeleted }),
        ...(previousNames && { previousNames: previousNames.map(keptName) }),
        origin: { spec: spec.index, path: ["query"] },
      }];
    }),
  }),
  isSame: (live, wanted) =>
    factsOf(live).definition === factsOf(wanted).definition &&
    (factsOf(wanted).names ?? columnNames(live)).join("\0") === columnNames(live).join("\0") &&
    (wanted.comment === undefined || wanted.comment === (live.comment ?? "")),
  scratch: (
    object,
    schemaOf,
  ) => [createSql({ ...object, schema: schemaOf(object.schema ?? "") }, "create view")],
  create: (object, context) => createSteps(object, context, "create"),
  renamedTables: (object, newNames) => readingRenamed(object, factsOf(object).definition, newNames),
  drop: (object, { server }) => {
    const label = labelOf(server, object.schema, object.name);
    const { names, words } = namesIn(factsOf(object).definition);
    return [{
      ...NOTHING,
      removes: [nameKey.relation(object), nameKey.shape(object)],
      releases: [...names, ...factsOf(object).renamed ?? []],
      mayRelease: words,
      statements: [
        statement(`drop view ${quoteQualified(object)}`, "drop", nameOf(object), `Drop view ${label}`),
      ],
      ...(object.oid !== undefined &&
        { disturbs: [{ type: "object", oid: object.oid, catalog: "pg_class" }] }),
    }];
  },
  alter(live, wanted, context) {
    const [there, given] = [factsOf(live), factsOf(wanted)];
    const isSameQuery = there.definition === given.definition &&
      (given.names ?? columnNames(live)).join() === columnNames(live).join();
    if (isSameQuery) return commentSteps(wanted, labelOf(context.server, wanted.schema, wanted.name));
    // The server can put columns behind those that are there, and change nothing about these.
    const fits = there.columns?.every((column, at) =>
      JSON.stringify(column) === JSON.stringify(given.columns?.[at])
    );
    return fits ? createSteps(wanted, context, "alter") : undefined;
  },
  rename: (live, name, { server }) => [{
    ...NOTHING,
    removes: [nameKey.relation(live)],
    ...making({ ...live, name }, "relation", "shape"),
    statements: [statement(
      `alter view ${quoteQualified(live)} rename to ${quoteName(name)}`,
      "rename",
      nameOf({ ...live, name }),
      `Rename view ${labelOf(server, live.schema, live.name)} to ${labelOf(server, live.schema, name)}`,
    )],
  }],
  generate: (object, catalog) => ({
    kind: "View",
    name: object.name,
    body: {
      ...(object.schema !== catalog.server.defaultSchema && { schema: object.schema }),
      query: factsOf(object).definition,
      ...TRIGGER.generateOfTable?.(
        [...catalog.objects.values()].filter((each) =>
          each.kind === "trigger" && each.table === tableKey(object.schema, object.name)
        ),
        catalog,
      ),
      ...(object.comment !== undefined && { comment: object.comment }),
    },
    unexpressed: [],
  }),
};

/** A query as it can stand in CREATE VIEW. */
export function withoutSemicolon(query: string): string {
  const tokens = tokenize(query);
  while (tokens.at(-1)?.value === ";" && tokens.at(-1)?.kind === "punctuation") tokens.pop();
  return query.slice(0, tokens.at(-1)?.end ?? 0).trim();
}

function columnNames(object: CatalogObject): string[] {
  return (factsOf(object).columns ?? []).map(([name]) => name);
}

function nameOf({ schema, name }: CatalogObject): { kind: string; schema?: string; name: string } {
  return { kind: "view", ...(schema !== undefined && schema !== "" && { schema }), name };
}

function createSql(object: CatalogObject, head: "create view" | "create or replace view"): string {
  const { definition, names } = factsOf(object);
  const columnsSql = names ? ` (${quoteNames(names)})` : "";
  return `${head} ${quoteQualified(object)}${columnsSql} as ${definition}`;
}

function createSteps(
  object: CatalogObject,
  { server }: KindContext,
  kind: "create" | "alter",
): PlannedStep[] {
  const label = labelOf(server, object.schema, object.name);
  const sql = createSql(object, kind === "create" ? "create view" : "create or replace view");
  const { names, words } = namesIn(factsOf(object).definition);
  return [{
    ...NOTHING,
    ...making(object, "relation", "shape"),
    requires: [key.schema(object.schema), nameKey.extensions, ...names],
    prefers: words,
    statements: [
      statement(sql, kind, nameOf(object), `${kind === "create" ? "Create" : "Change"} view ${label}`),
    ],
  }, ...commentSteps(object, label)];
}

function commentSteps(object: CatalogObject, label: string): PlannedStep[] {
  if (object.comment === undefined) return [];
  return [{
    ...NOTHING,
    requires: [nameKey.relation(object)],
    statements: [
      statement(
        commentOn(`view ${quoteQualified(object)}`, object.comment),
        "alter",
        nameOf(object),
        `Comment on view ${label}`,
      ),
    ],
  }];
}
