// Sorts the specs of a plan by what they describe, and says which objects must be looked at for them.
import type { SpecItem } from "../../protocol/plan.ts";
import type { Report } from "./draft.ts";
import type { ScopeName } from "./inspect.ts";
import { keptName } from "./model.ts";
import type { ServerFacts } from "./server.ts";
import type { TableSpec } from "./spec.ts";

/** A spec of a table with its body; a spec without one has seed rows only. */
export interface TableRequest {
  readonly spec: SpecItem;
  readonly body: TableSpec | undefined;
  readonly schema: string;
  readonly name: string;
}

/** Any other spec with its body. */
export interface ObjectRequest {
  readonly spec: SpecItem;
  readonly body: Readonly<Record<string, unknown>>;
  /** Absent when the kind lives in no schema. */
  readonly schema: string;
  readonly name: string;
}

/** The specs of a plan that can be planned. */
export interface Requests {
  readonly tables: readonly TableRequest[];
  readonly objects: readonly ObjectRequest[];
}

/** Sorts out the specs; what cannot be planned is reported. */
export function checkSpecs(specs: readonly SpecItem[], server: ServerFacts, report: Report): Requests {
  const tables: TableRequest[] = [];
  const objects: ObjectRequest[] = [];
  const known = new Set(server.kinds.flatMap((kind) => kind.documents?.map((each) => each.kind) ?? []));
  const seen = new Set<string>();
  for (const spec of specs) {
    const error = (code: string, message: string) =>
      report({ severity: "error", code, message, spec: spec.index, path: [] });
    const { body } = spec;
    // Native code looks first: almost no body has one.
    const withNul = body && JSON.stringify(body).includes(ESCAPED_NUL) ? pathOfNul(body) : undefined;
    if (withNul) {
      report({
        severity: "error",
        code: "invalid-text",
        message: "PostgreSQL cannot store a NUL character",
        spec: spec.index,
        path: withNul,
      });
      continue;
    }
    const schema = typeof body?.["schema"] === "string" ? body["schema"] : server.defaultSchema;
    const name = keptName(spec.name);
    if (name === "" || name.includes("\0") || schema.includes("\0")) {
      error("invalid-name", `Not a name: ${JSON.stringify(spec.name)}`);
    } else if (spec.kind === "Table") {
      const key = JSON.stringify([schema, name]);
      if (seen.has(key)) error("duplicate-spec", `Table ${spec.name} is described twice`);
      seen.add(key);
      // The core has checked the body against TABLE_SPEC, which the type is inferred from.
      tables.push({ spec, body: body as TableSpec | undefined, schema, name });
    } else if (!known.has(spec.kind)) {
      error("unsupported-kind", `PostgreSQL has no documents of kind ${spec.kind}`);
    } else if (!body) {
      error("missing-body", `The document of ${spec.kind} ${spec.name} says nothing about it`);
    } else objects.push({ spec, body, schema, name });
  }
  return { tables, objects };
}

/** As JSON writes it. */
const ESCAPED_NUL = "\\u0000";

/** The place of the first text with a NUL character; undefined: there is none. */
function pathOfNul(value: unknown): (string | number)[] | undefined {
  if (typeof value === "string") return value.includes("\0") ? [] : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, each] of Object.entries(value)) {
    if (key.includes("\0")) return [];
    const path = pathOfNul(each);
    if (path) return [Array.isArray(value) ? Number(key) : key, ...path];
  }
  return undefined;
}

/** The objects that must be looked at: those named, and their former names. */
export function scopeNames({ tables, objects }: Requests, { kinds }: ServerFacts): ScopeName[] {
  return [
    ...tables.flatMap(({ schema, name, body }) =>
      [name, ...body?.previousNames ?? []].map((each): ScopeName => ({
        kind: "table",
        schema,
        name: keptName(each),
      }))
    ),
    ...kinds.flatMap((kind) => [
      ...objects.flatMap((request) => kind.scope?.(request) ?? []),
      ...tables.flatMap((request) => kind.scopeOfTable?.(request) ?? []),
    ]),
  ];
}
