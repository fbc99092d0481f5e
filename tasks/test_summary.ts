// Reads what `deno test` prints: its counts and the names of what it skipped.
import { plainText } from "./run_deno.ts";

/** What one or more runs of tests came to. */
export interface TestSummary {
  readonly passed: number;
  readonly failed: number;
  /** Names of the tests that were skipped; by convention a name says why. */
  readonly skipped: readonly string[];
}

const SUMMARY = /^(?:ok|FAILED) \| (\d+) passed(?: \([^)]*\))? \| (\d+) failed(?: \([^)]*\))?(?: \|.*)?$/gm;
const SKIPPED = /^(.+) \.\.\. ignored \([^)]*\)$/gm;

/** The summary of one run. A run that broke down before its summary counts as one failure. */
export function summaryOf(run: { readonly code: number; readonly output: string }): TestSummary {
  const text = plainText(run.output).replaceAll("\r", "");
  const [, passedText = "0", failedText = "0"] = [...text.matchAll(SUMMARY)].at(-1) ?? []; // the last is the run's
  const passed = Number(passedText);
  const failed = Number(failedText);
  const skipped = [...text.matchAll(SKIPPED)].map(([, name]) => name ?? "");
  return { passed, failed: run.code !== 0 && failed === 0 ? 1 : failed, skipped };
}

/** The sum of several summaries. */
export function sumOf(summaries: readonly TestSummary[]): TestSummary {
  return {
    passed: summaries.reduce((sum, { passed }) => sum + passed, 0),
    failed: summaries.reduce((sum, { failed }) => sum + failed, 0),
    skipped: summaries.flatMap(({ skipped }) => skipped),
  };
}

/** The closing line: `12 passed, 0 failed`, and how many were skipped when any were. */
export function closingLine({ passed, failed, skipped }: TestSummary): string {
  const rest = skipped.length > 0 ? `, ${skipped.length} skipped` : "";
  return `${passed} passed, ${failed} failed${rest}`;
}
