// What `deno task gen` asks of the tests: the coverage page of each engine, and the page of hostile plugins.
import { coverageOf, coveragePage } from "./engines/coverage.ts";
import { ENGINES } from "./engines/engines.ts";
import { hostilePage } from "./hostile/table.ts";

/** The generated files, by their path from the root of the tree. */
export function generate(): Readonly<Record<string, string>> {
  const pages = ENGINES.map(({ name, plugin }): [string, string] => {
    const coverage = coverageOf(name, plugin.describe().kinds);
    if (coverage.problems.length > 0) throw new Error(coverage.problems.join("\n"));
    const page = coveragePage(coverage);
    return [`docs/coverage-${name}.md`, page];
  });
  return { ...Object.fromEntries(pages), "docs/hostile.md": hostilePage() };
}
