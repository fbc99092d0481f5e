// Schemas, from Schema documents. Those that tables and other objects name are made without a document.
import { boolean, type Infer, object, optional } from "../../../protocol/schema.ts";
import { quoteName } from "../../kit/quote.ts";
import type { CatalogObject } from "../catalog.ts";
import { commentSql } from "../inspect_tables.ts";
import type { Kind, WantedObject } from "../kind.ts";
import { keptName } from "../model.ts";
import { commentOn } from "../render.ts";
import { textArraySql } from "../server.ts";
import { COMMENT, NAME } from "../spec_parts.ts";
import { key, NOTHING, type PlannedStep, statement } from "../steps.ts";
import { hasGrants } from "./grant.ts";
import { GRANTS } from "./grant_spec.ts";

const SCHEMA_SPEC = object({
  owner: optional(NAME("The role that owns it; absent: left as it is")),
  grants: GRANTS,
  comment: COMMENT,
  isDeleted: optional(boolean({ description: "True: the schema must not exist. It must be empty" })),
}, { title: "PostgreSQL schema", description: "A schema of the database" });

interface Facts {
  readonly owner?: string;
}

const factsOf = (object: CatalogObject): Facts => object.facts as Facts; // made below

/** The comment that every new database has on its schema public. */
const PUBLIC_COMMENT = "standard public schema";

/** Schemas. */
export const SCHEMA: Kind = {
  kind: "schema",
  documents: [{ kind: "Schema", body: SCHEMA_SPEC }],
  scope: ({ spec, name }) => spec.kind === "Schema" ? [{ kind: "schema", name }] : [],
  inspect(scope) {
    const names = scope.names.flatMap((each) => each.kind === "schema" ? [each.name] : []);
    return [{
      sql: `select n.oid::int8::text, n.nspname, pg_get_userbyid(n.nspowner), ${
        commentSql("pg_namespace", "n.oid")
      }
from pg_namespace n where n.nspname = any(${
        textArraySql([...names, ...scope.schemas])
      }) order by n.nspname collate "C"`,
      read(rows, catalog) {
        for (const [oid, name, owner, comment] of rows) {
          catalog.add({
            kind: "schema",
            name: String(name),
            facts: { owner: String(owner) },
            oid: Number(oid),
            ...(comment !== null && { comment: String(comment) }),
          });
        }
      },
    }];
  },
  wanted: (requests, _tables, { report }) => {
    const seen = new Set<string>();
    const objects = requests.flatMap(({ spec, name, body }): WantedObject[] => {
      if (spec.kind !== "Schema") return [];
      const { owner, comment, isDeleted } = body as Infer<typeof SCHEMA_SPEC>; // checked by the core
      const error = (code: string, message: string) =>
        report({ severity: "error", code, message, spec: spec.index, path: [] });
      if (seen.has(name)) error("duplicate-spec", `Schema ${name} is described twice`);
      seen.add(name);
      if (/^pg_/.test(name) || name === "information_schema") {
        error("invalid-name", `Schema ${name} is PostgreSQL's own`);
      }
      if (owner?.includes("\0")) error("invalid-name", "A name cannot hold a NUL character");
      return [{
        kind: "schema",
        name,
        facts: { ...(owner !== undefined && { owner: keptName(owner) }) },
        ...(comment !== undefined && { comment }),
        ...(isDeleted && { isDeleted }),
        origin: { spec: spec.index, path: [] },
      }];
    });
    return { owners: [], objects };
  },
  isSame: (live, wanted) =>
    (factsOf(wanted).owner ?? factsOf(live).owner) === factsOf(live).owner &&
    (wanted.comment ?? live.comment ?? "") === (live.comment ?? ""),
  create(object) {
    const { owner } = factsOf(object);
    const ownerSql = owner === undefined ? "" : ` authorization ${quoteName(owner)}`;
    return [
      step(
        object,
        `create schema ${quoteName(object.name)}${ownerSql}`,
        "create",
        `Create schema ${object.name}`,
        {
          produces: [key.schema(object.name)],
        },
      ),
      ...commentSteps(object, undefined),
    ];
  },
  // The server refuses to drop one that is not empty, and says what is in it.
  drop: (object) => [
    step(object, `drop schema ${quoteName(object.name)}`, "drop", `Drop schema ${object.name}`, {
      removes: [key.schema(object.name)],
    }),
  ],
  alter(live, wanted) {
    const { owner } = factsOf(wanted);
    const nameSql = quoteName(wanted.name);
    return [
      ...(owner === undefined || owner === factsOf(live).owner ? [] : [
        step(
          wanted,
          `alter schema ${nameSql} owner to ${quoteName(owner)}`,
          "alter",
          `Give schema ${wanted.name} to ${owner}`,
          NOTHING,
        ),
      ]),
      ...commentSteps(wanted, live.comment),
    ];
  },
  generate(object, catalog) {
    const isUsual = object.name === "public" && object.comment === PUBLIC_COMMENT; // as in every database
    if (isUsual && !hasGrants(object, "schema", catalog.objects.values())) return undefined;
    const comment = isUsual ? undefined : object.comment ?? (object.name === "public" ? "" : undefined);
    return {
      kind: "Schema",
      name: object.name,
      body: { ...(comment !== undefined && { comment }) },
      unexpressed: [],
    };
  },
};

function commentSteps(object: CatalogObject, live: string | undefined): PlannedStep[] {
  if (object.comment === undefined || object.comment === (live ?? "")) return [];
  const sql = commentOn(`schema ${quoteName(object.name)}`, object.comment);
  return [
    step(object, sql, "alter", `Comment on schema ${object.name}`, { requires: [key.schema(object.name)] }),
  ];
}

function step(
  { name }: CatalogObject,
  sql: string,
  kind: "create" | "drop" | "alter",
  words: string,
  graph: Partial<PlannedStep>,
): PlannedStep {
  return { ...NOTHING, ...graph, statements: [statement(sql, kind, { kind: "schema", name }, words)] };
}
