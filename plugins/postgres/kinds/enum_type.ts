// Enums: values are added where they belong and renamed in place. A value that goes, or goes elsewhere, means a new type
// under every column (rebuild_type.ts).
import { array, type Infer, object, type Schema, string } from "../../../protocol/schema.ts";
import { type CatalogObject, labelOf } from "../catalog.ts";
import type { KindContext, Refusal, WantedObject } from "../kind.ts";
import { textLiteral } from "../literal.ts";
import { quoteQualified } from "../model.ts";
import { PREVIOUS } from "../spec_parts.ts";
import { key, type PlannedStep } from "../steps.ts";
import { spellingOf, valueRenames } from "../type_names.ts";
import { rebuildType } from "./rebuild_type.ts";
import { factsOf, type FormError, type TypeFacts, typeLabel, type TypePart, typeStep } from "./type_form.ts";

const VALUE_MAP = object({
  value: string({ maxLength: 1000, description: "The value" }),
  previousNames: PREVIOUS("value"),
});

const VALUE: Schema<string | Infer<typeof VALUE_MAP>> = {
  ...VALUE_MAP,
  type: ["string", "object"],
  description: "A value, or a map with `value` and `previousNames`",
};

/** `enum:` of a DataType document. */
export const ENUM_SPEC = array(VALUE, { maxItems: 10_000, description: "The values of an enum, in order" });

/** The facts of an enum. */
export interface EnumFacts extends TypeFacts {
  readonly form: "enum";
  readonly values: readonly string[];
  /** Former names of each value; wanted enums only. */
  readonly previous?: readonly (readonly string[])[];
  /** Values that other documents of the plan may use; wanted enums only. */
  readonly mentioned?: readonly string[];
}

const MAX_LABEL_BYTES = 63;

/** Reads `enum:`. */
export function draftEnum(spec: Infer<typeof ENUM_SPEC>, error: FormError): EnumFacts {
  const maps = spec.map((each) => typeof each === "string" ? { value: each } : each);
  const values = maps.map(({ value }) => value);
  values.forEach((value, at) => {
    const bytes = new TextEncoder().encode(value).length;
    if (value.includes("\0") || bytes > MAX_LABEL_BYTES) {
      error("invalid-value", `A value of an enum has at most 63 bytes, none of them zero: ${value}`, [
        "enum",
        at,
      ]);
    }
    if (values.indexOf(value) < at) {
      error("duplicate-name", `Value ${value} stands there twice`, ["enum", at]);
    }
  });
  return { form: "enum", values, previous: maps.map(({ previousNames }) => previousNames ?? []) };
}

export function isSameEnum(live: CatalogObject, wanted: CatalogObject): boolean {
  return JSON.stringify(factsOf<EnumFacts>(live).values) ===
    JSON.stringify(factsOf<EnumFacts>(wanted).values);
}

export function createEnumSql(object: CatalogObject): string {
  const valuesSql = factsOf<EnumFacts>(object).values.map(textLiteral).join(", ");
  return `create type ${quoteQualified(object)} as enum (${valuesSql})`;
}

/** Why the columns cannot get a new type; undefined: they can, or need not. */
export function refusedEnum(
  live: CatalogObject,
  wanted: WantedObject,
  context: KindContext,
): Refusal | undefined {
  const { values, goal } = valuesOf(live, wanted);
  if (keepsOrder(values, goal)) return undefined;
  const parts = (factsOf<EnumFacts>(live).parts ?? []).filter((part) => !context.drops?.(part));
  const label = typeLabel(wanted, context);
  const labelIt = ({ what, name, schema, table }: TypePart) =>
    `${what[0]?.toUpperCase()}${what.slice(1)} ${name} of ${labelOf(context.server, schema, table)}`;
  for (const part of parts) {
    if (part.what === "generated column") {
      return {
        message: `${labelIt(part)} is made of values of ${label}, which must be made anew`,
        hint: "Take the column out of its document first, and add it again when the values have changed",
      };
    }
    const gone = values.find((value) =>
      !goal.includes(value) && part.sql.includes(`${textLiteral(value)}::`)
    );
    if (gone !== undefined) {
      return {
        message: `${labelIt(part)} names the value ${gone} of ${label}, which goes`,
        hint: "Change it by hand before, or describe its table as it is to be",
      };
    }
  }
  return undefined;
}

/** The values as they are after renames, and as they are wanted. */
function valuesOf(
  live: CatalogObject,
  wanted: WantedObject,
): { readonly values: readonly string[]; readonly goal: readonly string[] } {
  const newNames = new Map(valueRenames(live, wanted).map(({ from, to }) => [from, to]));
  return {
    values: factsOf<EnumFacts>(live).values.map((value) => newNames.get(value) ?? value),
    goal: factsOf<EnumFacts>(wanted).values,
  };
}

/** True when values only come. */
function keepsOrder(values: readonly string[], goal: readonly string[]): boolean {
  return JSON.stringify(goal.filter((value) => values.includes(value))) === JSON.stringify(values);
}

/** Renames and adds values; undefined: not possible, not even by a new type. */
export function alterEnum(
  live: CatalogObject,
  wanted: WantedObject,
  context: KindContext,
): readonly PlannedStep[] | undefined {
  const label = typeLabel(wanted, context);
  const head = `alter type ${quoteQualified(wanted)}`;
  const renames = valueRenames(live, wanted);
  const { values, goal } = valuesOf(live, wanted);
  const { mentioned = [] } = factsOf<EnumFacts>(wanted);
  const steps = renames.map(({ from, to }) =>
    typeStep(
      wanted,
      context,
      "alter",
      `${head} rename value ${textLiteral(from)} to ${textLiteral(to)}`,
      `Rename value ${from} of ${label} to ${to}`,
    )
  );
  if (!keepsOrder(values, goal)) {
    const removed = values.filter((value) => !goal.includes(value));
    const rebuilt = rebuildType(live, wanted, context, {
      createSql: createEnumSql(wanted),
      word: "type",
      why: "PostgreSQL can neither remove a value of an enum nor move it: the columns get a new type",
      fails: removed.length > 0 ? `which have the value ${removed.join(" or ")}` : undefined,
      castSql: (columnSql, isArray) => `${columnSql}::text${isArray ? "[]" : ""}`,
    });
    return rebuilt && [...steps, ...rebuilt];
  }
  // Each finds its place beside one that is there by then.
  const there = new Set(values);
  goal.forEach((value, at) => {
    if (there.has(value)) return;
    const next = goal.slice(at + 1).find((each) => there.has(each));
    const before = goal[at - 1];
    const placeSql = next === undefined
      ? ""
      : before === undefined
      ? ` before ${textLiteral(next)}`
      : ` after ${textLiteral(before)}`;
    there.add(value);
    const sql = `${head} add value ${textLiteral(value)}${placeSql}`;
    steps.push(addStep(wanted, context, value, sql, mentioned.includes(value)));
  });
  return steps;
}

/** PostgreSQL docs, ALTER TYPE, Notes: a new value cannot be used before its transaction is committed. */
function addStep(
  object: CatalogObject,
  context: KindContext,
  value: string,
  sql: string,
  isUsed: boolean,
): PlannedStep {
  const label = typeLabel(object, context);
  const message =
    `The plan uses value ${value} of ${label}, which must be committed before: it stays when the rest fails`;
  return typeStep(object, context, "alter", sql, `Add value ${value} to ${label}`, {
    transactional: !isUsed,
    hazards: isUsed ? [{ kind: "not-transactional", message }] : [],
    graph: { produces: [key.type(spellingOf(context.current, object.schema, object.name))] },
  });
}

export function enumBody(object: CatalogObject): Readonly<Record<string, unknown>> {
  return { enum: factsOf<EnumFacts>(object).values };
}
