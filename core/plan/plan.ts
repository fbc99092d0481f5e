// A plan as data: what the flow makes, the policy judges, apply runs and report renders. Never re-parsed out of text.
import type { ObjectName } from "../../protocol/model.ts";
import type { Statement } from "../../protocol/plan.ts";
import type { Problem } from "../specs/mod.ts";

/** The version of the JSON form. Raised when a reader of the old form could misread the new one. */
export const PLAN_VERSION = 1;

/** The statements that close the gap between specs and one database, and what they were made against. */
export interface Plan {
  readonly version: typeof PLAN_VERSION;
  readonly engine: string;
  /** The engine's version, as the server says it. */
  readonly engineVersion: string;
  /** The database's own name, for people. */
  readonly database: string;
  readonly statements: readonly Statement[];
  /** Objects that the digests cover. */
  readonly scope: readonly ObjectName[];
  /** sha256:hex of the scope as it was found; apply refuses when it is no longer so. */
  readonly currentDigest: string;
  readonly desiredDigest: string;
  /** sha256:hex of the plugin that made the plan. */
  readonly pluginDigest: string;
  /** Warnings and notes, with their places. Errors do not come this far. */
  readonly diagnostics: readonly Problem[];
  /** Free disk that the plan takes beside a file of the connection until it is done. */
  readonly disk?: { readonly file: string; readonly bytes: bigint };
  /** What to run around the statements when they are run as a script by another tool. */
  readonly script?: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** One change that people read as one: one or more statements in a row about the same thing. */
export interface Change {
  readonly statements: readonly Statement[];
  readonly first: Statement;
}

/** Groups the statements that belong to one change, in order. */
export function changesOf(statements: readonly Statement[]): Change[] {
  const changes: { first: Statement; statements: Statement[] }[] = [];
  for (const statement of statements) {
    const last = changes[changes.length - 1];
    if (last && isSameChange(last.first, statement)) last.statements.push(statement);
    else changes.push({ first: statement, statements: [statement] });
  }
  return changes;
}

function isSameChange(a: Statement, b: Statement): boolean {
  return a.change === b.change && a.kind === b.kind && a.object.kind === b.object.kind &&
    a.object.name === b.object.name && a.object.schema === b.object.schema;
}
