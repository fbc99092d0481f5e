// A plan in the making: the keyspace as it is, as it will be, the steps between, and what is wrong with the documents.
import type { Diagnostic } from "../../protocol/errors.ts";
import type { Hazard, SpecItem, Statement, StatementKind } from "../../protocol/plan.ts";
import type { Step } from "../kit/order.ts";
import { statement as withDetails } from "../kit/statement.ts";
import type { Catalog } from "./catalog.ts";
import type { RowCounts } from "./counts.ts";
import { NotAType, readType, typeSql, usedTypes } from "./types.ts";

/** One step of a plan with its statements. */
export interface PlannedStep extends Step {
  readonly statements: readonly Statement[];
}

/** A plan in the making. */
export interface Draft {
  readonly live: Catalog;
  readonly after: Catalog;
  readonly counts: RowCounts;
  readonly steps: PlannedStep[];
  /** Former names of columns, by table and new name: `t.b` is `a`. */
  readonly formerColumns: Map<string, string>;
  report(diagnostic: Diagnostic): void;
}

/** Reports what is wrong with a document. `path` leads to the place in its body. */
export function refuse(
  { report }: Draft,
  spec: SpecItem,
  code: string,
  message: string,
  hint?: string,
  path: readonly (string | number)[] = [],
): void {
  report({ severity: "error", code, message, spec: spec.index, path, ...(hint !== undefined && { hint }) });
}

/** Tells what people must know of a document. */
export function warn({ report }: Draft, spec: SpecItem, code: string, message: string, hint?: string): void {
  report({
    severity: "warning",
    code,
    message,
    spec: spec.index,
    path: [],
    ...(hint !== undefined && { hint }),
  });
}

/** What a step does beside its statements. */
export type Effects = Partial<Step>;

/** Adds a step of one statement. */
export function addStep(
  draft: Draft,
  effects: Effects,
  sql: string,
  kind: StatementKind,
  object: Statement["object"],
  change: string,
  hazards: readonly Hazard[] = [],
): void {
  draft.steps.push({
    produces: [],
    requires: [],
    removes: [],
    releases: [],
    ...effects,
    statements: [withDetails(sql, kind, object, change, { transactional: false, hazards })],
  });
}

/** A type in the server's spelling, and the types that it uses; undefined when it is none, which is reported. */
export function typeOf(
  draft: Draft,
  spec: SpecItem,
  text: string,
  path: readonly (string | number)[],
): { readonly type: string; readonly uses: readonly string[] } | undefined {
  try {
    const type = readType(text, draft.live.keyspace);
    return { type: typeSql(type), uses: usedTypes(type) };
  } catch (error) {
    if (!(error instanceof NotAType)) throw error;
    refuse(draft, spec, "invalid-type", error.message, "Types are written as in CQL: map<text, int>", path);
    return undefined;
  }
}

/** The user-defined types that a type in the server's spelling uses. */
export function typesIn(type: string, keyspace: string): readonly string[] {
  try {
    return usedTypes(readType(type, keyspace));
  } catch (error) {
    if (error instanceof NotAType) return []; // a class
    throw error;
  }
}

/** The key of a type among those of steps. */
export function typeKey(name: string): string {
  return `type ${name}`;
}
/** The key of a table. */
export function tableKey(name: string): string {
  return `table ${name}`;
}
/** The key of a column. */
export function columnKey(table: string, column: string): string {
  return `column ${JSON.stringify([table, column])}`;
}
/** The key of a table whose columns are as the plan leaves them. */
export function columnsDone(table: string): string {
  return `columns of ${table}`;
}
/** The key of a function. */
export function functionKey(signature: string): string {
  return `function ${signature}`;
}
