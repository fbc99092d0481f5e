// What is wrong with the user's files, and how it is shown: file:line:column, the line, a caret, what to do.
// The one renderer for our own problems and for the diagnostics of plugins.
import type { Diagnostic } from "../../protocol/errors.ts";
import { SchemaHeroError } from "../errors.ts";
import type { Place } from "./place.ts";

/** A {@linkcode Diagnostic} that knows its place. */
export interface Problem {
  readonly severity: Diagnostic["severity"];
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly place?: Place;
}

const MAX_EXCERPT = 100;

/** A problem in several lines, ready for a terminal: no control characters, long lines shortened. */
export function renderProblem(problem: Problem): string {
  const { place } = problem;
  const word = problem.severity === "error" ? "" : `${problem.severity}: `;
  const head = place ? `${place.file}:${place.line}:${place.column}: ` : "";
  const lines = [printable(`${head}${word}${problem.message}`)];
  if (place) lines.push(...excerptOf(place));
  if (problem.hint !== undefined) {
    const margin = place ? " ".repeat(String(place.line).length + 3) : "  ";
    lines.push(`${margin}= ${printable(problem.hint)}`);
  }
  return lines.join("\n");
}

/** The source line with a caret below what is meant. */
export function excerptOf(place: Place): string[] {
  const number = String(place.line);
  let start = 0;
  if (place.column > MAX_EXCERPT - 20) start = place.column - 40;
  const cut = place.lineText.length - start > MAX_EXCERPT;
  const shown = place.lineText.slice(start, start + MAX_EXCERPT);
  const text = `${start > 0 ? "..." : ""}${printable(shown)}${cut ? "..." : ""}`;
  const indent = place.column - 1 - start + (start > 0 ? 3 : 0);
  const width = Math.max(1, Math.min(place.width, MAX_EXCERPT - (place.column - 1 - start)));
  return [
    `  ${number} | ${text}`.trimEnd(),
    `  ${" ".repeat(number.length)} | ${" ".repeat(indent)}${"^".repeat(width)}`,
  ];
}

/** One error for all that was found: the first problem in the message, or a count with every one below it. */
export function problemsError(problems: readonly Problem[]): SchemaHeroError {
  const [first] = problems;
  const data = { problems };
  if (first === undefined) return new SchemaHeroError("specs.invalid", "The specs are not valid", { data });
  if (problems.length > 1) {
    const message = `${problems.length} problems in the specs`;
    return new SchemaHeroError("specs.invalid", message, {
      detail: problems.map(renderProblem).join("\n\n"),
      data,
    });
  }
  const { place, message, hint } = first;
  const head = place ? `${place.file}:${place.line}:${place.column}: ` : "";
  return new SchemaHeroError("specs.invalid", printable(head + message), {
    ...(hint !== undefined && { hint }),
    ...(place && { detail: excerptOf(place).join("\n") }),
    data,
  });
}

/** Problems in the order of files and lines, as people read them. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(({ place: left }, { place: right }) => {
    if (!left || !right || left.file !== right.file) return 0; // files come in order already
    return left.line - right.line || left.column - right.column;
  });
}

/** The problems that an error of {@linkcode problemsError} was made from. */
export function problemsOf(error: SchemaHeroError): readonly Problem[] {
  const data = error.data;
  if (typeof data !== "object" || data === null || !("problems" in data)) return [];
  return Array.isArray(data.problems) ? data.problems : [];
}

/** A misspelling's hint. */
export function didYouMean(suggestion: string | undefined): { hint: string } | Record<never, never> {
  return suggestion === undefined ? {} : { hint: `Did you mean "${suggestion}"?` };
}

/** Text from a file as it may go to a terminal: no escapes, nothing that turns the direction of text. */
function printable(text: string): string {
  return text.replace(/\t/g, " ").replace(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\uFFFD");
}
