// What `deno task gen` asks of the tests: the coverage page of each engine.
import { coverageOf, coveragePage } from "./engines/coverage.ts";
import { ENGINES } from "./engines/engines.ts";

/** The generated files, by their path from the root of the tree. */
export function generate(): Readonly<Record<string, string>> {
  return Object.fromEntries(ENGINES.map(({ name, plugin }) => {
    const coverage = coverageOf(name, plugin.describe().kinds);
    if (coverage.problems.length > 0) throw new Error(coverage.problems.join("\n"));
    const page = coveragePage(coverage);
    return [`docs/coverage-${name}.md`, page];
  }));
}
