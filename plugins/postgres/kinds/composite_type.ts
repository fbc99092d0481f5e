// Composite types: attributes come, go, change their type and are renamed in place.
import { array, type Infer, object, optional, string } from "../../../protocol/schema.ts";
import { findRenames, type Rename } from "../../kit/previous_names.ts";
import { quoteName } from "../../kit/quote.ts";
import type { CatalogObject } from "../catalog.ts";
import { collationSql } from "../draft.ts";
import type { KindContext, Refusal, WantedObject } from "../kind.ts";
import { keptName, quoteQualified } from "../model.ts";
import { commentOn } from "../render.ts";
import { COMMENT, MAX_COLUMNS, NAME, PREVIOUS } from "../spec_parts.ts";
import type { PlannedStep } from "../steps.ts";
import { readType } from "../types.ts";
import { factsOf, type FormDraft, type TypeFacts, typeLabel, typeStep } from "./type_form.ts";

/** `fields:` of a DataType document. */
export const FIELDS_SPEC = array(
  object({
    name: NAME("The attribute's name"),
    type: string({ minLength: 1, maxLength: 1000, description: "Its type" }),
    collation: optional(NAME("How text is compared, where it is not the type's own")),
    comment: COMMENT,
    previousNames: PREVIOUS("attribute"),
  }, { description: "An attribute" }),
  { maxItems: MAX_COLUMNS, description: "The attributes of a composite type" },
);

interface Field {
  readonly name: string;
  readonly type: string;
  /** As SQL. */
  readonly collation?: string;
  readonly comment?: string;
  readonly previousNames?: readonly string[];
}

/** The facts of a composite type. */
export interface CompositeFacts extends TypeFacts {
  readonly form: "composite";
  readonly fields: readonly Field[];
}

/** Reads `fields:`. */
export function draftComposite(
  spec: Infer<typeof FIELDS_SPEC>,
  { context, error }: FormDraft,
): CompositeFacts {
  const seen = new Set<string>();
  const fields = spec.map((field, at): Field => {
    const type = readType(field.type, context.types);
    const path = ["fields", at];
    if (!type || type.isSerial) error("invalid-type", `Not a type: ${field.type}`, [...path, "type"]);
    else if (type.isUnknown && !context.acceptsUnknownTypes) {
      error("unknown-type", `There is no type ${field.type}`, [...path, "type"]);
    }
    const name = keptName(field.name);
    if (name.includes("\0")) error("invalid-name", "A name cannot hold a NUL character", path);
    if (seen.has(name)) error("duplicate-name", `Attribute ${name} stands there twice`, path);
    seen.add(name);
    const { collation } = field;
    if (
      collation !== undefined &&
      (collation.includes("\0") ||
        (collation.startsWith('"') && !/^"(?:[^"]|"")+"(?:\."(?:[^"]|"")+")?$/.test(collation)))
    ) error("invalid-collation", `Not a collation: ${collation}`, [...path, "collation"]);
    return {
      name,
      type: type?.type ?? field.type,
      ...(collation !== undefined && { collation: collationSql(collation) }),
      ...(field.comment !== undefined && { comment: field.comment }),
      ...(field.previousNames && { previousNames: field.previousNames.map(keptName) }),
    };
  });
  return { form: "composite", fields };
}

function renamesOf(live: CatalogObject, wanted: CatalogObject): readonly Rename[] {
  const names = factsOf<CompositeFacts>(live).fields.map(({ name }) => name);
  return findRenames(factsOf<CompositeFacts>(wanted).fields, names, (name) => name).renames;
}

const isSameShape = (a: Field, b: Field) =>
  a.type === b.type && (a.collation ?? '"default"') === (b.collation ?? '"default"');

export function isSameComposite(live: CatalogObject, wanted: CatalogObject): boolean {
  const [there, given] = [factsOf<CompositeFacts>(live).fields, factsOf<CompositeFacts>(wanted).fields];
  return there.length === given.length &&
    there.every((field, at) => {
      const other = given[at];
      return other !== undefined && other.name === field.name && isSameShape(field, other) &&
        (other.comment ?? field.comment ?? "") === (field.comment ?? "");
    });
}

function fieldSql({ name, type, collation }: Field): string {
  return `${quoteName(name)} ${type}${collation === undefined ? "" : ` collate ${collation}`}`;
}

/** PostgreSQL changes no attribute of a type whose values a table keeps. */
export function refusedComposite(
  live: CatalogObject,
  wanted: CatalogObject,
  label: string,
): Refusal | undefined {
  const { users = [], isNested, fields } = factsOf<CompositeFacts>(live);
  if (users.length === 0 && !isNested) return undefined;
  const names = new Map(renamesOf(live, wanted).map(({ from, to }) => [from, to]));
  const changed = fields.find((field) => {
    const name = names.get(field.name) ?? field.name;
    const other = factsOf<CompositeFacts>(wanted).fields.find((each) => each.name === name);
    return other !== undefined && !isSameShape(field, other);
  });
  return changed && {
    message: `PostgreSQL cannot change the type of attribute ${changed.name} of ${label}: ${
      users[0] ? `column ${users[0].table}.${users[0].column} is of that type` : "other types are made of it"
    }`,
    hint: "Add an attribute of the new type, move the values, and drop the old one",
  };
}

export function createCompositeSql(object: CatalogObject): string {
  return `create type ${quoteQualified(object)} as (${
    factsOf<CompositeFacts>(object).fields.map(fieldSql).join(", ")
  })`;
}

export function commentFields(
  object: CatalogObject,
  live: readonly Field[],
  context: KindContext,
): PlannedStep[] {
  const comments = new Map(live.map(({ name, comment }) => [name, comment ?? ""]));
  return factsOf<CompositeFacts>(object).fields.flatMap(({ name, comment }) => {
    if (comment === undefined || comment === (comments.get(name) ?? "")) return [];
    const sql = commentOn(`column ${quoteQualified(object)}.${quoteName(name)}`, comment);
    const words = `Comment on attribute ${name} of type ${typeLabel(object, context)}`;
    return [typeStep(object, context, "alter", sql, words)];
  });
}

/** Changes attributes; undefined: their order changes, so that the type must be made anew. */
export function alterComposite(
  live: CatalogObject,
  wanted: WantedObject,
  context: KindContext,
): readonly PlannedStep[] | undefined {
  const label = typeLabel(wanted, context);
  const renames = renamesOf(live, wanted);
  const newNames = new Map(renames.map(({ from, to }) => [from, to]));
  const there = factsOf<CompositeFacts>(live).fields.map((field) => ({
    ...field,
    name: newNames.get(field.name) ?? field.name,
  }));
  const goal = factsOf<CompositeFacts>(wanted).fields;
  const gone = there.filter((field) => !goal.some(({ name }) => name === field.name));
  const kept = there.filter((field) => !gone.includes(field));
  const fresh = goal.filter((field) => !there.some(({ name }) => name === field.name));
  // What is added comes last.
  const order = [...kept, ...fresh].map(({ name }) => name);
  if (JSON.stringify(order) !== JSON.stringify(goal.map(({ name }) => name))) return undefined;
  const isUsed = (factsOf<CompositeFacts>(live).users ?? []).length > 0;
  const step = (sql: string, words: string, more: Parameters<typeof typeStep>[5] = {}) =>
    typeStep(wanted, context, "alter", `alter type ${quoteQualified(wanted)} ${sql}`, words, more);
  return [
    ...renames.map(({ from, to }) =>
      step(
        `rename attribute ${quoteName(from)} to ${quoteName(to)}`,
        `Rename attribute ${from} of ${label} to ${to}`,
      )
    ),
    ...gone.map(({ name }) =>
      step(`drop attribute ${quoteName(name)}`, `Drop attribute ${name} of ${label}`, {
        hazards: isUsed
          ? [{
            kind: "deletes-data",
            message: `Deletes attribute ${name} of type ${label} in every column of the type`,
            allow: `drop-attribute:${label}.${name}`,
          }]
          : [],
      })
    ),
    ...kept.flatMap((field) => {
      const other = goal.find(({ name }) => name === field.name);
      if (!other || isSameShape(field, other)) return [];
      return [step(
        `alter attribute ${quoteName(field.name)} type ${other.type}${
          other.collation === undefined ? "" : ` collate ${other.collation}`
        }`,
        `Change attribute ${field.name} of ${label} from ${field.type} to ${other.type}`,
      )];
    }),
    ...fresh.map((field) =>
      step(`add attribute ${fieldSql(field)}`, `Add attribute ${field.name} to ${label}`)
    ),
    ...commentFields(wanted, there, context),
  ];
}

export function compositeBody(object: CatalogObject): Readonly<Record<string, unknown>> {
  const { fields } = factsOf<CompositeFacts>(object);
  return {
    fields: fields.map(({ name, type, collation, comment }) => ({
      name,
      type,
      ...(collation !== undefined &&
        { collation: /^"[^"]+"$/.test(collation) ? collation.slice(1, -1) : collation }),
      ...(comment !== undefined && { comment }),
    })),
  };
}
