// What is passed along while documents are read: the document, what has been collected, what is wrong with it.
// Shared by recognise.ts and the readers of each kind.
import { check, type Issue, type JsonSchema } from "../../protocol/schema.ts";
import type { Path, SourceDocument } from "./place.ts";
import { didYouMean } from "./problem.ts";
import type { Note } from "./source.ts";
import type { DatabaseDocument, Spec } from "./spec.ts";

/** A problem with a path instead of a place; load.ts finds the place. */
export interface UnplacedProblem {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly document: SourceDocument;
  readonly path: Path;
  readonly at: "key" | "value";
}

/** What is collected while documents are read. */
export interface Collected {
  readonly specs: Spec[];
  readonly databases: DatabaseDocument[];
  readonly notes: Note[];
  readonly problems: UnplacedProblem[];
}

/** A document on its way, at `path` in its source (not the root for an item of a List). */
export interface Reading {
  readonly document: SourceDocument;
  readonly path: Path;
  readonly collected: Collected;
}

/** Adds one problem; the path is relative to the document. */
export function report(
  reading: Reading,
  code: string,
  message: string,
  path: Path,
  options: { readonly hint?: string; readonly at?: "key" | "value" } = {},
): void {
  reading.collected.problems.push({
    code,
    message,
    document: reading.document,
    path: [...reading.path, ...path],
    at: options.at ?? "value",
    ...(options.hint !== undefined && { hint: options.hint }),
  });
}

/** Checks a part against a schema and reports; true when it is right. */
export function isRight(reading: Reading, schema: JsonSchema, value: unknown, path: Path): boolean {
  const { issues } = check(schema, value, { unknownKeys: "report" });
  reportIssues(reading, issues, path);
  return issues.length === 0;
}

/** Adds the issues of a schema check as problems. */
function reportIssues(reading: Reading, issues: readonly Issue[], under: Path): void {
  for (const issue of issues) {
    report(reading, issue.code, issue.message, [...under, ...issue.path], {
      at: issue.code === "unknown-key" ? "key" : "value",
      ...didYouMean(issue.suggestion),
    });
  }
}
