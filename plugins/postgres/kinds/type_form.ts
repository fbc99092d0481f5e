// What the three forms of type that documents describe have in common: enums, domains, composite types. Each is a file
// of its own; data_type.ts is the kind that they make up.
import type { CatalogObject } from "../catalog.ts";
import { labelOf } from "../catalog.ts";
import type { DraftContext, SpecPath } from "../draft.ts";
import type { KindContext, WantedObject } from "../kind.ts";
import { nameKey } from "../mentions.ts";
import { quoteQualified } from "../model.ts";
import { commentOn } from "../render.ts";
import { key, NOTHING, type PlannedStep, statement } from "../steps.ts";
import type { Hazard, StatementKind } from "../../../protocol/plan.ts";
import { spellingOf } from "../type_names.ts";

/** A column whose values are of a type, or arrays of them. */
export interface TypeUser {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  /** As format_type() spells it. */
  readonly type: string;
  readonly default?: string;
}

/** A part of a table that mentions a type beside its columns, as a check that names a value of an enum does. */
export interface TypePart {
  readonly what: "constraint" | "index" | "generated column";
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  /** What makes it: the definition of a constraint, the statement of an index. */
  readonly sql: string;
  readonly comment?: string;
}

/** The facts of a type of any form. */
export interface TypeFacts {
  readonly form: "enum" | "domain" | "composite" | "range" | "base";
  /** Columns of this type; of live types only. */
  readonly users?: readonly TypeUser[];
  /** Parts of tables that mention it; of live types only. */
  readonly parts?: readonly TypePart[];
  /** What else depends on it, in the server's words: columns can be given another type, these cannot. */
  readonly others?: readonly string[];
  /** True: composite types that tables keep values of are made of it. */
  readonly isNested?: boolean;
}

/** What a form reads of a document. */
export interface FormDraft {
  readonly name: string;
  readonly context: DraftContext;
  error(code: string, message: string, path: SpecPath, hint?: string): void;
}

/** What is wrong with a document, told with its place. */
export type FormError = FormDraft["error"];

/** The types that a form's definition is made of, and the SQL in it. */
export interface TypeNeeds {
  readonly types: readonly string[];
  readonly routines: readonly string[];
}

/** The kind of object that every step of this file is about. */
export const TYPE_KIND = "type";

/** The facts of a type, as the form that asks has made them. */
export function factsOf<F extends TypeFacts>(object: CatalogObject): F {
  return object.facts as unknown as F; // made by the form's own code
}

/** A step about a type. */
export function typeStep(
  object: CatalogObject,
  context: KindContext,
  kind: StatementKind,
  sql: string,
  words: string,
  more: {
    readonly graph?: Partial<PlannedStep>;
    readonly hazards?: readonly Hazard[];
    readonly transactional?: boolean;
  } = {},
): PlannedStep {
  const { schema, name } = object;
  return {
    ...NOTHING,
    produces: [key.type(spellingOf(context.current, schema, name)), nameKey.relation(object)],
    answersTo: [nameKey.relation({ name })],
    ...more.graph,
    statements: [
      statement(sql, kind, { kind: TYPE_KIND, ...(schema !== undefined && { schema }), name }, words, {
        ...(more.hazards && { hazards: more.hazards }),
        ...(more.transactional !== undefined && { transactional: more.transactional }),
      }),
    ],
  };
}

/** What people call a type. */
export function typeLabel(object: CatalogObject, context: KindContext): string {
  return labelOf(context.server, object.schema, object.name);
}

/** COMMENT ON TYPE or DOMAIN, when a comment is wanted that is not there. */
export function typeComment(
  object: WantedObject | CatalogObject,
  live: string | undefined,
  word: "type" | "domain",
  context: KindContext,
): PlannedStep[] {
  if (object.comment === undefined || object.comment === (live ?? "")) return [];
  const sql = commentOn(`${word} ${quoteQualified(object)}`, object.comment);
  return [
    typeStep(object, context, "alter", sql, `Comment on ${word} ${typeLabel(object, context)}`, {
      graph: {
        produces: [],
        requires: [key.type(spellingOf(context.current, object.schema, object.name))],
      },
    }),
  ];
}
