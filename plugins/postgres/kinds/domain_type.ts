// Domains: defaults, NOT NULL and checks change in place. Another base type or collation means a new domain under every
// column (rebuild_type.ts). The server writes expressions in its own words: a wanted domain is made in a scratch schema.
import { array, boolean, type Infer, object, optional, scalar, string } from "../../../protocol/schema.ts";
import type { Hazard } from "../../../protocol/plan.ts";
import { quoteName } from "../../kit/quote.ts";
import type { CatalogObject } from "../catalog.ts";
import { isSameDefault, readDefault } from "../default.ts";
import { collationSql } from "../draft.ts";
import { defaultBody } from "../generate_table.ts";
import type { KindContext, Refusal, WantedObject } from "../kind.ts";
import { keptName, quoteQualified } from "../model.ts";
import { commentOn } from "../render.ts";
import { COMMENT, NAME, SQL } from "../spec_parts.ts";
import type { PlannedStep } from "../steps.ts";
import { isContained, normalForm } from "../tokens.ts";
import { readType } from "../types.ts";
import { rebuildType } from "./rebuild_type.ts";
import { factsOf, type FormDraft, type TypeFacts, typeLabel, typeStep } from "./type_form.ts";

/** `domain:` of a DataType document. */
export const DOMAIN_SPEC = object({
  type: string({ minLength: 1, maxLength: 1000, description: "The type that the domain is made of" }),
  notNull: optional(boolean({ description: "True: the domain refuses null" })),
  default: optional(scalar({ description: "The default of columns that have none, written as theirs is" })),
  collation: optional(NAME("How text is compared, where it is not the type's own")),
  checks: optional(array(
    object({
      name: optional(NAME("The constraint's name; default: as PostgreSQL names it")),
      expression: SQL("An SQL expression about VALUE that must not be false"),
      notValid: optional(boolean({ description: "True: values that are there already are not checked" })),
      comment: COMMENT,
    }, { description: "A check constraint" }),
    { maxItems: 1000, description: "The check constraints" },
  )),
}, { description: "A domain: a type with rules of its own" });

interface DomainCheck {
  readonly name?: string;
  readonly expression: string;
  readonly notValid?: boolean;
  readonly comment?: string;
}

/** The facts of a domain. */
export interface DomainFacts extends TypeFacts {
  readonly form: "domain";
  readonly type: string;
  readonly notNull: boolean;
  readonly default?: string;
  /** As SQL. */
  readonly collation?: string;
  readonly checks: readonly DomainCheck[];
}

/** Reads `domain:`. */
export function draftDomain(spec: Infer<typeof DOMAIN_SPEC>, { context, error }: FormDraft): DomainFacts {
  const type = readType(spec.type, context.types);
  if (!type || type.isSerial) error("invalid-type", `Not a type: ${spec.type}`, ["domain", "type"]);
  else if (type.isUnknown && !context.acceptsUnknownTypes) {
    error("unknown-type", `There is no type ${spec.type}`, ["domain", "type"]);
  }
  const base = type?.type ?? spec.type;
  const expression = (sql: string, path: readonly (string | number)[]) => {
    if (!isContained(sql)) error("invalid-expression", `Not one complete SQL expression: ${sql}`, path);
  };
  let value: string | undefined;
  try {
    const found = spec.default === undefined ? undefined : readDefault(spec.default, base);
    if (found?.isExpression) expression(found.sql, ["domain", "default"]);
    value = found?.sql;
  } catch (failure) {
    error("invalid-default", failure instanceof Error ? failure.message : String(failure), [
      "domain",
      "default",
    ]);
  }
  const { collation } = spec;
  if (
    collation !== undefined &&
    (collation.includes("\0") ||
      (collation.startsWith('"') && !/^"(?:[^"]|"")+"(?:\."(?:[^"]|"")+")?$/.test(collation)))
  ) error("invalid-collation", `Not a collation: ${collation}`, ["domain", "collation"]);
  const checks = (spec.checks ?? []).map((check, at): DomainCheck => {
    expression(check.expression, ["domain", "checks", at, "expression"]);
    if (check.name?.includes("\0")) {
      error("invalid-name", "A name cannot hold a NUL character", ["domain", "checks", at]);
    }
    return {
      expression: check.expression,
      ...(check.name !== undefined && { name: keptName(check.name) }),
      ...(check.notValid && { notValid: true }),
      ...(check.comment !== undefined && { comment: check.comment }),
    };
  });
  return {
    form: "domain",
    type: base,
    notNull: spec.notNull === true,
    ...(value !== undefined && { default: value }),
    ...(collation !== undefined && { collation: collationSql(collation) }),
    checks,
  };
}

/** Wanted checks with the live ones that they are; live ones that nothing wants. */
function pairChecks(
  live: readonly DomainCheck[],
  wanted: readonly DomainCheck[],
): {
  readonly pairs: readonly (readonly [DomainCheck | undefined, DomainCheck])[];
  readonly gone: readonly DomainCheck[];
} {
  const left = [...live];
  const take = (test: (check: DomainCheck) => boolean) => {
    const at = left.findIndex(test);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const isSame = (a: DomainCheck, b: DomainCheck) => normalForm(a.expression) === normalForm(b.expression);
  // Those of the same name first, so that no other takes their place.
  const named = wanted.map((check) =>
    check.name === undefined ? undefined : take((each) => each.name === check.name && isSame(each, check))
  );
  const pairs = wanted.map((check, at) => [named[at] ?? take((each) => isSame(each, check)), check] as const);
  return { pairs, gone: left };
}

const isSameText = (live: string | undefined, wanted: string | undefined, type: string) =>
  live === undefined || wanted === undefined ? live === wanted : isSameDefault(live, wanted, type);

const isSameBase = (there: DomainFacts, given: DomainFacts) =>
  there.type === given.type && (there.collation ?? '"default"') === (given.collation ?? '"default"');

export function isSameDomain(live: CatalogObject, wanted: CatalogObject): boolean {
  const [there, given] = [factsOf<DomainFacts>(live), factsOf<DomainFacts>(wanted)];
  const { pairs, gone } = pairChecks(there.checks, given.checks);
  return isSameBase(there, given) && there.notNull === given.notNull &&
    isSameText(there.default, given.default, given.type) && gone.length === 0 &&
    pairs.every(([old, check]) =>
      old !== undefined && (check.name ?? old.name) === old.name && !(old.notValid && !check.notValid) &&
      (check.comment ?? old.comment ?? "") === (old.comment ?? "")
    );
}

/** PostgreSQL looks at the values of columns, but not into those of composite types. */
export function refusedDomain(
  live: CatalogObject,
  wanted: CatalogObject,
  label: string,
): Refusal | undefined {
  const [there, given] = [factsOf<DomainFacts>(live), factsOf<DomainFacts>(wanted)];
  if (!there.isNested || !readsValues(there, given)) return undefined;
  return {
    message:
      `Domain ${label} is part of a composite type that columns are of, so that PostgreSQL cannot check their values`,
    hint: "Give the check notValid: true; or let the columns be of another type first",
  };
}

/** True when the values that are there must fulfil more than before. */
function readsValues(there: DomainFacts, given: DomainFacts): boolean {
  return (given.notNull && !there.notNull) ||
    pairChecks(there.checks, given.checks).pairs.some(([old, check]) =>
      !check.notValid && (old === undefined || old.notValid === true)
    );
}

function checkSql({ name, expression, notValid }: DomainCheck): string {
  return `${name === undefined ? "" : `constraint ${quoteName(name)} `}check (${expression})${
    notValid ? " not valid" : ""
  }`;
}

/** `scratch`: in a scratch schema, where checks get names by which they are found again. */
export function createDomainSql(object: CatalogObject, isScratch = false): string {
  const facts = factsOf<DomainFacts>(object);
  const checks = facts.checks.filter((check) => isScratch || !check.notValid)
    .map((check, at) => checkSql(isScratch ? { expression: check.expression, name: `c${at}` } : check));
  return [
    `create domain ${quoteQualified(object)} as ${facts.type}`,
    ...(facts.collation === undefined ? [] : [`collate ${facts.collation}`]),
    ...(facts.default === undefined ? [] : [`default ${facts.default}`]),
    ...(facts.notNull ? ["not null"] : []),
    ...checks,
  ].join(" ");
}

/** A wanted domain with the expressions that the server made of them. */
export function settleDomain(wanted: CatalogObject, read: CatalogObject): DomainFacts {
  const [given, made] = [factsOf<DomainFacts>(wanted), factsOf<DomainFacts>(read)];
  const texts = new Map(made.checks.map(({ name, expression }) => [name, expression]));
  const { collation: _, ...rest } = given;
  return {
    ...rest,
    // Without that which the type has by itself.
    ...(made.collation !== undefined && { collation: made.collation }),
    ...(made.default !== undefined && { default: made.default }),
    checks: given.checks.map((check, at) => ({
      ...check,
      expression: texts.get(`c${at}`) ?? check.expression,
    })),
  };
}

/** What CREATE DOMAIN cannot say: checks that are not valid, comments on checks. */
export function afterCreateDomain(object: CatalogObject, context: KindContext): PlannedStep[] {
  const label = typeLabel(object, context);
  const { checks } = factsOf<DomainFacts>(object);
  return checks.flatMap((check) => [
    ...(check.notValid
      ? [
        alterStep(
          object,
          context,
          `add ${checkSql(check)}`,
          `Add check (${check.expression}) to domain ${label}`,
        ),
      ]
      : []),
    ...commentSteps(object, context, undefined, check),
  ]);
}

function alterStep(
  object: CatalogObject,
  context: KindContext,
  sql: string,
  words: string,
  hazards: readonly Hazard[] = [],
): PlannedStep {
  return typeStep(object, context, "alter", `alter domain ${quoteQualified(object)} ${sql}`, words, {
    hazards,
  });
}

function commentSteps(
  object: CatalogObject,
  context: KindContext,
  old: DomainCheck | undefined,
  { name = old?.name, comment }: DomainCheck,
): PlannedStep[] {
  if (comment === undefined || name === undefined || comment === (old?.comment ?? "")) return [];
  const sql = commentOn(`constraint ${quoteName(name)} on domain ${quoteQualified(object)}`, comment);
  return [
    typeStep(
      object,
      context,
      "alter",
      sql,
      `Comment on constraint ${name} of domain ${typeLabel(object, context)}`,
    ),
  ];
}

export function alterDomain(
  live: CatalogObject,
  wanted: WantedObject,
  context: KindContext,
): readonly PlannedStep[] | undefined {
  const [there, given] = [factsOf<DomainFacts>(live), factsOf<DomainFacts>(wanted)];
  const label = typeLabel(wanted, context);
  // It does not look into arrays, either.
  const isInArray = (there.users ?? []).some(({ type }) => type.endsWith("[]")) && readsValues(there, given);
  if (!isSameBase(there, given) || isInArray) {
    const rebuilt = rebuildType(live, wanted, context, {
      createSql: createDomainSql(wanted),
      word: "domain",
      why: isInArray
        ? "PostgreSQL cannot check the values of arrays of a domain: the columns get a new domain"
        : "PostgreSQL cannot change the type that a domain is made of: the columns get a new domain",
      fails: isInArray ? "whose value the domain refuses" : `whose value is none of ${given.type}`,
      castSql: (columnSql, isArray) => `${columnSql}::${given.type}${isArray ? "[]" : ""}`,
    });
    return rebuilt && [...rebuilt, ...afterCreateDomain(wanted, context)];
  }
  const fails = (what: string): Hazard[] =>
    (there.users ?? []).map(({ schema, table, column }) => ({
      kind: "may-fail" as const,
      message: `Fails when ${column} of ${
        schema === context.server.defaultSchema ? table : `${schema}.${table}`
      } ${what} in any row`,
    }));
  const step = (sql: string, words: string, hazards: readonly Hazard[] = []) =>
    alterStep(wanted, context, sql, words, hazards);
  const { pairs, gone } = pairChecks(there.checks, given.checks);
  return [
    ...(isSameText(there.default, given.default, given.type) ? [] : [
      given.default === undefined
        ? step("drop default", `Drop the default of domain ${label}`)
        : step(`set default ${given.default}`, `Set the default of domain ${label} to ${given.default}`),
    ]),
    ...(there.notNull === given.notNull ? [] : [
      given.notNull
        ? step("set not null", `Make domain ${label} refuse null`, fails("is null"))
        : step("drop not null", `Let domain ${label} be null`),
    ]),
    ...gone.map(({ name = "", expression }) =>
      step(`drop constraint ${quoteName(name)}`, `Drop check (${expression}) of domain ${label}`)
    ),
    ...pairs.flatMap(([old, check]) => [
      ...(old ? [] : [step(
        `add ${checkSql(check)}`,
        `Add check (${check.expression}) to domain ${label}`,
        check.notValid ? [] : fails(`does not fulfil ${check.expression}`),
      )]),
      ...(old && check.name !== undefined && check.name !== old.name
        ? [step(
          `rename constraint ${quoteName(old.name ?? "")} to ${quoteName(check.name)}`,
          `Rename constraint ${old.name} of domain ${label} to ${check.name}`,
        )]
        : []),
      ...(old?.notValid && !check.notValid
        ? [step(
          `validate constraint ${quoteName(check.name ?? old.name ?? "")}`,
          `Check all values of domain ${label} against constraint ${check.name ?? old.name}`,
          fails(`does not fulfil ${check.expression}`),
        )]
        : []),
      ...commentSteps(wanted, context, old, check),
    ]),
  ];
}

export function domainBody(object: CatalogObject): Readonly<Record<string, unknown>> {
  const { type, notNull, default: value, collation, checks } = factsOf<DomainFacts>(object);
  return {
    domain: {
      type,
      ...(notNull && { notNull }),
      ...(value !== undefined && { default: defaultBody(value, type) }),
      ...(collation !== undefined &&
        { collation: /^"[^"]+"$/.test(collation) ? collation.slice(1, -1) : collation }),
      ...(checks.length > 0 && { checks }),
    },
  };
}
