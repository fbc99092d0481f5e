// Extensions, from DatabaseExtension documents.
import { boolean, type Infer, object, optional, string } from "../../../protocol/schema.ts";
import { quoteName } from "../../kit/quote.ts";
import type { CatalogObject } from "../catalog.ts";
import type { Kind, WantedObject } from "../kind.ts";
import { textLiteral } from "../literal.ts";
import { commentSql } from "../inspect_tables.ts";
import { nameKey } from "../mentions.ts";
import { commentOn } from "../render.ts";
import { textArraySql } from "../server.ts";
import { key, NOTHING, type PlannedStep, statement } from "../steps.ts";
import { COMMENT, NAME } from "../spec_parts.ts";

const EXTENSION_SPEC = object({
  name: optional(NAME("The extension's name; default: the document's")),
  version: optional(
    string({ maxLength: 100, description: "The version; absent: whichever is there, or the newest" }),
  ),
  schema: optional(NAME("The schema that its objects are in; absent: left as it is")),
  comment: COMMENT,
  isDeleted: optional(boolean({ description: "True: the extension must not exist" })),
}, { title: "PostgreSQL extension", description: "An extension of the database" });

interface Facts {
  readonly version?: string;
  readonly schema?: string;
  /** Names of its types and functions: they move with it. Of live extensions only. */
  readonly members?: readonly string[];
}

const factsOf = (object: CatalogObject): Facts => object.facts as Facts; // made below

/** Extensions. */
export const EXTENSION: Kind = {
  kind: "extension",
  documents: [{ kind: "DatabaseExtension", body: EXTENSION_SPEC }],
  scope: ({ spec, name, body }) =>
    spec.kind === "DatabaseExtension" ? [{ kind: "extension", name: String(body["name"] ?? name) }] : [],
  inspect(scope) {
    const names = scope.names.flatMap((each) => each.kind === "extension" ? [each.name] : []);
    const everySql = scope.schemas.length > 0 ? "e.extname <> 'plpgsql'" : "false";
    return [{
      sql: `select e.oid::int8::text, e.extname, e.extversion, n.nspname, ${
        commentSql("pg_extension", "e.oid")
      },
(select json_agg(distinct coalesce(t.typname, p.proname)) from pg_depend d left join pg_type t on d.classid = 'pg_type'::regclass and t.oid = d.objid
  left join pg_proc p on d.classid = 'pg_proc'::regclass and p.oid = d.objid
  where d.refclassid = 'pg_extension'::regclass and d.refobjid = e.oid and d.deptype = 'e' and coalesce(t.typnamespace, p.pronamespace) = e.extnamespace)
from pg_extension e join pg_namespace n on n.oid = e.extnamespace where ${everySql} or e.extname = any(${
        textArraySql(names)
      })`,
      read(rows, catalog) {
        for (const [oid, name, version, schema, comment, members] of rows) {
          catalog.add({
            kind: "extension",
            name: String(name),
            facts: {
              version: String(version),
              schema: String(schema),
              ...(Array.isArray(members) && { members: members.map(String).sort() }),
            },
            oid: Number(oid),
            ...(comment !== null && { comment: String(comment) }),
          });
        }
      },
    }];
  },
  wanted: (requests) => ({
    owners: [],
    objects: requests.flatMap(({ spec, name, body }): WantedObject[] => {
      if (spec.kind !== "DatabaseExtension") return [];
      // The core has checked the body against EXTENSION_SPEC.
      const { name: own, version, schema, comment, isDeleted } = body as Infer<typeof EXTENSION_SPEC>;
      return [{
        kind: "extension",
        name: own ?? name,
        facts: { ...(version !== undefined && { version }), ...(schema !== undefined && { schema }) },
        ...(comment !== undefined && { comment }),
        ...(isDeleted && { isDeleted }),
        origin: { spec: spec.index, path: [] },
      }];
    }),
  }),
  isSame(live, wanted) {
    const [there, given] = [factsOf(live), factsOf(wanted)];
    return (given.version ?? there.version) === there.version &&
      (given.schema ?? there.schema) === there.schema &&
      (wanted.comment === undefined || wanted.comment === (live.comment ?? ""));
  },
  // Its types are found where they will be.
  prepare: (live, wanted) => {
    const { schema } = factsOf(wanted);
    if (!live || schema === undefined || schema === factsOf(live).schema) return [];
    return [
      `create schema if not exists ${quoteName(schema)}`,
      `alter extension ${quoteName(wanted.name)} set schema ${quoteName(schema)}`,
    ];
  },
  create(object) {
    const { schema } = factsOf(object);
    return [
      step(
        object,
        createSql(object),
        "create",
        {
          produces: [nameKey.extensions, key.extension(object.name)],
          requires: schema === undefined ? [] : [key.schema(schema)],
        },
      ),
      ...commentSteps(object),
    ];
  },
  drop: (object) => [step(object, `drop extension ${quoteName(object.name)}`, "drop", {
    removes: [key.extension(object.name)],
    releases: [key.schema(factsOf(object).schema)],
    isLast: true,
    ...(object.oid !== undefined &&
      { disturbs: [{ type: "object", oid: object.oid, catalog: "pg_extension" }] }),
  })],
  alter(live, wanted) {
    const [there, given] = [factsOf(live), factsOf(wanted)];
    const head = `alter extension ${quoteName(wanted.name)}`;
    return [
      ...(given.version !== undefined && given.version !== there.version
        ? [step(wanted, `${head} update to ${textLiteral(given.version)}`, "alter", {})]
        : []),
      ...(given.schema !== undefined && given.schema !== there.schema
        ? [
          step(wanted, `${head} set schema ${quoteName(given.schema)}`, "alter", {
            requires: [key.schema(given.schema)],
          }),
        ]
        : []),
      ...(wanted.comment !== undefined && wanted.comment !== (live.comment ?? "")
        ? commentSteps(wanted)
        : []),
    ];
  },
  generate(object) {
    const { version, schema } = factsOf(object);
    return {
      kind: "DatabaseExtension",
      name: object.name,
      body: {
        name: object.name,
        version,
        schema,
        ...(object.comment !== undefined && { comment: object.comment }),
      },
      unexpressed: [],
    };
  },
};

/** What makes an extension where its schema may not be there yet. */
export function extensionStatements(object: CatalogObject): readonly string[] {
  const { schema } = factsOf(object);
  return [
    ...(schema === undefined ? [] : [`create schema if not exists ${quoteName(schema)}`]),
    createSql(object),
  ];
}

function createSql(object: CatalogObject): string {
  const { version, schema } = factsOf(object);
  const schemaSql = schema === undefined ? "" : ` schema ${quoteName(schema)}`;
  const versionSql = version === undefined ? "" : ` version ${textLiteral(version)}`;
  return `create extension if not exists ${quoteName(object.name)}${schemaSql}${versionSql}`;
}

function step(
  object: CatalogObject,
  sql: string,
  kind: "create" | "drop" | "alter",
  graph: Partial<PlannedStep>,
): PlannedStep {
  const words = { create: "Create", drop: "Drop", alter: "Change" }[kind];
  return {
    ...NOTHING,
    ...graph,
    statements: [
      statement(sql, kind, { kind: "extension", name: object.name }, `${words} extension ${object.name}`),
    ],
  };
}

function commentSteps(object: CatalogObject): PlannedStep[] {
  if (object.comment === undefined) return [];
  const sql = commentOn(`extension ${quoteName(object.name)}`, object.comment);
  return [step(object, sql, "alter", { requires: [nameKey.extensions] })];
}
