// Types of the user's own, from DataType documents: enums, domains and composite types. They share one space of names,
// so they are one kind of object in three forms. Ranges and base types are named, not managed.
import { boolean, type Infer, object, optional } from "../../../protocol/schema.ts";
import { quoteName } from "../../kit/quote.ts";
import type { CatalogObject } from "../catalog.ts";
import { inScopeSql, type InspectPart, mayBeInScope, type Scope } from "../inspect.ts";
import type { Kind, WantedObject } from "../kind.ts";
import { nameKey, routinesIn } from "../mentions.ts";
import { keptName, quoteQualified } from "../model.ts";
import type { ObjectRequest } from "../requests.ts";
import { COMMENT, PREVIOUS, SCHEMA_KEY } from "../spec_parts.ts";
import { key } from "../steps.ts";
import { spellingOf } from "../type_names.ts";
import {
  alterComposite,
  commentFields,
  compositeBody,
  type CompositeFacts,
  createCompositeSql,
  draftComposite,
  FIELDS_SPEC,
  isSameComposite,
  refusedComposite,
} from "./composite_type.ts";
import {
  afterCreateDomain,
  alterDomain,
  createDomainSql,
  DOMAIN_SPEC,
  domainBody,
  type DomainFacts,
  draftDomain,
  isSameDomain,
  refusedDomain,
  settleDomain,
} from "./domain_type.ts";
import {
  alterEnum,
  createEnumSql,
  draftEnum,
  ENUM_SPEC,
  enumBody,
  type EnumFacts,
  isSameEnum,
  refusedEnum,
} from "./enum_type.ts";
import {
  factsOf,
  TYPE_KIND,
  typeComment,
  type TypeFacts,
  typeLabel,
  type TypePart,
  typeStep,
} from "./type_form.ts";
import { mentionedTexts } from "./mentioned_texts.ts";
import { readTypes, readUsers, typesSql, usersSql } from "./inspect_types.ts";
import { GRANTS } from "./grant_spec.ts";

const TYPE_SPEC = object({
  schema: SCHEMA_KEY,
  enum: optional(ENUM_SPEC),
  domain: optional(DOMAIN_SPEC),
  fields: optional(FIELDS_SPEC),
  grants: GRANTS,
  comment: COMMENT,
  isDeleted: optional(boolean({ description: "True: the type must not exist" })),
  previousNames: PREVIOUS("type"),
}, { title: "PostgreSQL type", description: "An enum, a domain or a composite type" });

type TypeSpec = Infer<typeof TYPE_SPEC>;

const FORMS = ["enum", "domain", "fields"] as const;

/** Enums, domains, composite types. */
export const TYPE: Kind = {
  kind: TYPE_KIND,
  documents: [{ kind: "DataType", body: TYPE_SPEC }],
  scope: ({ spec, schema, name, body }) => {
    if (spec.kind !== "DataType") return [];
    const previous = (body as TypeSpec).previousNames ?? []; // checked by the core
    return [name, ...previous.map(keptName)].map((each) => ({ kind: TYPE_KIND, schema, name: each }));
  },
  inspect: (scope) => {
    if (!mayBeInScope(scope, TYPE_KIND, "pg_type")) return [];
    const read = new Map<number, CatalogObject>();
    return [
      { sql: typesSql(typesInScope(scope)), read: (rows) => readTypes(rows, read) },
      {
        sql: usersSql(typesInScope(scope)),
        read: (rows, catalog) => {
          readUsers(rows, read);
          for (const object of read.values()) catalog.add(object);
        },
      },
    ] satisfies InspectPart[];
  },
  wanted: (requests, tables, context) => {
    const types = requests.filter(({ spec }) => spec.kind === "DataType");
    const seen = new Set<string>();
    const objects = types.map((request): WantedObject => {
      const { spec, schema, name, body } = request;
      const id = `${quoteName(schema)}.${quoteName(name)}`;
      const error = (code: string, message: string, path: readonly (string | number)[], hint?: string) =>
        context.report({
          severity: "error",
          code,
          message,
          spec: spec.index,
          path,
          ...(hint !== undefined && { hint }),
        });
      if (seen.has(id)) error("duplicate-spec", `Type ${spec.name} is described twice`, []);
      seen.add(id);
      const { comment, isDeleted, previousNames } = body as TypeSpec; // checked by the core
      return {
        kind: TYPE_KIND,
        schema,
        name,
        facts: { ...draftForm(request, { name, context, error }) },
        ...(comment !== undefined && { comment }),
        ...(isDeleted && { isDeleted }),
        ...(previousNames && { previousNames: previousNames.map(keptName) }),
        origin: { spec: spec.index, path: [] },
      };
    });
    return { owners: [], objects: withMentions(objects, requests, tables) };
  },
  renamedPlaces(object, place) {
    const { users, parts } = factsOf(object);
    if (!users && !parts) return object;
    const moved = (part: TypePart) => ({ ...part, table: place({ ...part, column: "" }).table });
    return {
      ...object,
      facts: {
        ...object.facts,
        ...(users && { users: users.map(place) }),
        ...(parts && { parts: parts.map(moved) }),
      },
    };
  },
  isSame(live, wanted) {
    const [there, given] = [factsOf(live), factsOf(wanted)];
    if (there.form !== given.form || (wanted.comment ?? live.comment ?? "") !== (live.comment ?? "")) {
      return false;
    }
    if (there.form === "enum") return isSameEnum(live, wanted);
    return there.form === "domain" ? isSameDomain(live, wanted) : isSameComposite(live, wanted);
  },
  scratch: (object, schemaOf) =>
    factsOf(object).form === "domain"
      ? [createDomainSql({ ...object, schema: schemaOf(object.schema ?? "") }, true)]
      : [],
  settled: (wanted, read) =>
    factsOf(wanted).form === "domain" ? { ...settleDomain(wanted, read) } : wanted.facts,
  prepare(live, wanted) {
    const aside = live
      ? [`alter type ${quoteQualified(live)} rename to ${quoteName(keptName(`_was_${live.name}`))}`]
      : [];
    return [...aside, createSql(wanted)];
  },
  create(object, context) {
    const { form } = factsOf(object);
    const word = form === "domain" ? "domain" : "type";
    const { types, routines } = needsOf(object);
    const made = typeStep(
      object,
      context,
      "create",
      createSql(object),
      `Create ${word} ${typeLabel(object, context)}`,
      {
        graph: {
          requires: [
            key.schema(object.schema),
            nameKey.extensions,
            ...types.map((each) => key.type(each)),
            ...routines,
          ],
        },
      },
    );
    return [
      made,
      ...(form === "domain" ? afterCreateDomain(object, context) : []),
      ...(form === "composite" ? commentFields(object, [], context) : []),
      ...typeComment(object, undefined, word, context),
    ];
  },
  drop(object, context) {
    const { schema, name, oid } = object;
    const word = factsOf(object).form === "domain" ? "domain" : "type";
    const sql = `drop ${word} ${quoteQualified(object)}`;
    const { types, routines } = needsOf(object);
    return [
      typeStep(object, context, "drop", sql, `Drop ${word} ${typeLabel(object, context)}`, {
        graph: {
          produces: [],
          removes: [key.type(spellingOf(context.current, schema, name)), nameKey.relation(object)],
          releases: [...types.map((each) => key.type(each)), ...routines],
          ...(oid !== undefined && { disturbs: [{ type: "object", oid, catalog: "pg_type" }] }),
        },
      }),
    ];
  },
  refusal(live, wanted, context) {
    const { form } = factsOf(wanted);
    if (factsOf(live).form !== form) return undefined;
    if (form === "domain") return refusedDomain(live, wanted, typeLabel(wanted, context));
    if (form === "enum") return refusedEnum(live, wanted, context);
    return form === "composite" ? refusedComposite(live, wanted, typeLabel(wanted, context)) : undefined;
  },
  alter(live, wanted, context) {
    const { form } = factsOf(wanted);
    if (factsOf(live).form !== form) return undefined;
    const word = form === "domain" ? "domain" : "type";
    const comment = typeComment(wanted, live.comment, word, context);
    if (form === "enum") {
      if (isSameEnum(live, wanted)) return comment;
      const steps = alterEnum(live, wanted, context);
      return steps && [...steps, ...comment];
    }
    const steps = form === "domain"
      ? alterDomain(live, wanted, context)
      : alterComposite(live, wanted, context);
    return steps && [...steps, ...comment];
  },
  rename(live, name, context) {
    const word = factsOf(live).form === "domain" ? "domain" : "type";
    const sql = `alter ${word} ${quoteQualified(live)} rename to ${quoteName(name)}`;
    const to = { ...live, name };
    return [
      typeStep(
        to,
        context,
        "rename",
        sql,
        `Rename ${word} ${typeLabel(live, context)} to ${typeLabel(to, context)}`,
      ),
    ];
  },
  generate(object, { server }) {
    const { form } = factsOf(object);
    const { schema, name, comment } = object;
    if (form === "range" || form === "base") {
      const what = form === "range" ? "a range type has no document" : "a base type has no document";
      return { kind: "DataType", name, body: undefined, unexpressed: [what] };
    }
    const own = form === "enum"
      ? enumBody(object)
      : form === "domain"
      ? domainBody(object)
      : compositeBody(object);
    return {
      kind: "DataType",
      name,
      body: {
        ...(schema !== server.defaultSchema && { schema }),
        ...own,
        ...(comment !== undefined && { comment }),
      },
      unexpressed: [],
    };
  },
};

function typesInScope(scope: Scope): string {
  return inScopeSql(scope, TYPE_KIND, "n.nspname", "t.typname", { catalog: "pg_type", oidSql: "t.oid" });
}

function draftForm(
  { body, name }: ObjectRequest,
  draft: Parameters<typeof draftDomain>[1],
): TypeFacts {
  const spec = body as TypeSpec; // checked by the core
  const given = FORMS.filter((form) => spec[form] !== undefined);
  if (!spec.isDeleted && given.length !== 1) {
    draft.error("invalid-type", `Type ${name} must be exactly one of enum, domain and fields`, []);
  }
  if (spec.domain) return draftDomain(spec.domain, draft);
  if (spec.fields) return draftComposite(spec.fields, draft);
  return draftEnum(spec.enum ?? [], draft.error);
}

function createSql(object: CatalogObject): string {
  const { form } = factsOf(object);
  if (form === "enum") return createEnumSql(object);
  return form === "domain" ? createDomainSql(object) : createCompositeSql(object);
}

function needsOf(
  object: CatalogObject,
): { readonly types: readonly string[]; readonly routines: readonly string[] } {
  const { form } = factsOf(object);
  if (form === "domain") {
    const { type, checks, default: value } = factsOf<DomainFacts>(object);
    return {
      types: [type],
      routines: [...checks.map(({ expression }) => expression), value ?? ""].flatMap(routinesIn),
    };
  }
  return {
    types: form === "composite" ? factsOf<CompositeFacts>(object).fields.map(({ type }) => type) : [],
    routines: [],
  };
}

/** Marks the values of enums that other documents may use: they must be committed before. */
function withMentions(
  objects: readonly WantedObject[],
  requests: readonly ObjectRequest[],
  tables: Parameters<Kind["wanted"]>[1],
): WantedObject[] {
  const enums = objects.filter((object) => factsOf(object).form === "enum");
  if (enums.length === 0) return [...objects];
  const texts = mentionedTexts([
    ...tables.map(({ body }) => body),
    ...requests.filter(({ body }) => !("enum" in body)).map(({ body }) => body),
  ]);
  return objects.map((object) => {
    if (factsOf(object).form !== "enum") return object;
    const { values } = factsOf<EnumFacts>(object);
    // Seed rows come later, and may hold any value.
    const isSeeded = tables.some(({ spec, model }) =>
      spec.hasRows && model.columns.some(({ type }) => type.includes(object.name))
    );
    const mentioned = isSeeded ? values : values.filter((value) => texts.mentions(value));
    return { ...object, facts: { ...object.facts, mentioned } };
  });
}
