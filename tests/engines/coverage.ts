// The coverage table of an engine: every property of its spec schema x create, alter, drop, rename, and every kind of
// object x every kind beside it, with the number of cases that say they cover it. A cell without a case needs a
// reason in the engine's coverage.yaml. Written to docs/coverage-<engine>.md by `deno task gen`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Description } from "../../protocol/describe.ts";
import { array, check, object, record, string } from "../../protocol/schema.ts";
import type { JsonSchema } from "../../protocol/schema.ts";
import { ROOT } from "../../tasks/tree.ts";
import { type Case, readCases } from "./case.ts";

/** What can happen to a property: it comes, becomes another, goes, or its object gets another name. */
export const EVENTS = ["create", "alter", "drop", "rename"] as const;

const COVERAGE_FILE = object({
  pairs: array(string(), { description: "Kinds of object; each is changed beside each" }),
  reasons: record(string(), {
    description: "Why a cell has no case, by the cell; `*` stands for anything",
  }),
});

/** A cell that a case may cover. */
interface Cell {
  /** `Table.columns.default: alter` or `column beside view`. */
  readonly name: string;
  readonly cases: readonly string[];
  readonly reason: string | undefined;
}

/** The table of one engine, and what is wrong with it. */
export interface Coverage {
  readonly engine: string;
  readonly properties: readonly string[];
  readonly pairs: readonly string[];
  readonly cells: ReadonlyMap<string, Cell>;
  readonly cases: readonly Case[];
  /** One sentence each: empty cells without a reason, reasons without an empty cell, cells that do not exist. */
  readonly problems: readonly string[];
}

/** Reads the cases of an engine into its coverage table. */
export function coverageOf(engine: string, kinds: Description["kinds"]): Coverage {
  const folder = join(ROOT, "tests", "engines", engine);
  const { value, issues } = check(COVERAGE_FILE, parse(readFileSync(join(folder, "coverage.yaml"), "utf8")), {
    unknownKeys: "report",
  });
  if (issues[0]) throw new Error(`coverage.yaml: ${issues[0].path.join(".")}: ${issues[0].message}`);
  const { pairs, reasons } = value;
  const cases = readCases(join(folder, "cases"));
  const properties = [...kinds.flatMap(({ kind, body }) => [kind, ...pathsOf(kind, body)]), "seedData"];
  const names = [
    ...properties.flatMap((path) => EVENTS.map((event) => `${path}: ${event}`)),
    ...pairs.flatMap((changed) => pairs.map((beside) => `${changed} beside ${beside}`)),
  ];
  const patterns = Object.entries(reasons).map(([cell, reason]) => ({
    cell,
    reason,
    pattern: patternOf(cell),
  }));
  const cells = new Map(names.map((name): [string, Cell] => [name, {
    name,
    cases: cases.filter(({ covers }) => covers?.includes(name)).map((each) => each.name),
    reason: patterns.find(({ pattern }) => pattern.test(name))?.reason,
  }]));
  return { engine, properties, pairs, cells, cases, problems: problemsOf(cells, cases, patterns) };
}

function problemsOf(
  cells: ReadonlyMap<string, Cell>,
  cases: readonly Case[],
  patterns: readonly { readonly cell: string; readonly pattern: RegExp }[],
): string[] {
  const empty = [...cells.values()].filter((cell) => cell.cases.length === 0);
  return [
    ...empty.filter(({ reason }) => reason === undefined).map(({ name }) =>
      `No case covers "${name}", and no reason is given`
    ),
    ...patterns.filter(({ pattern }) => !empty.some(({ name }) => pattern.test(name)))
      .map(({ cell }) => `The reason for "${cell}" is not needed: no such cell is empty`),
    ...cases.flatMap(({ name, covers = [] }) =>
      covers.filter((cell) => !cells.has(cell)).map((cell) =>
        `${name} says that it covers "${cell}", which is no cell`
      )
    ),
  ];
}

function patternOf(cell: string): RegExp {
  const escaped = cell.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`);
}

/** The paths of all properties below a schema; lists are passed through. */
function pathsOf(path: string, schema: JsonSchema): string[] {
  if (schema.items) return pathsOf(path, schema.items);
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const own = `${path}.${name}`;
    return [own, ...pathsOf(own, inner)];
  });
}

/** The table as a page for people. */
export function coveragePage(coverage: Coverage): string {
  const { engine, properties, pairs, cells, cases } = coverage;
  const notes: string[] = [];
  const cellOf = (name: string): string => {
    const cell = cells.get(name);
    if (cell && cell.cases.length > 0) return String(cell.cases.length);
    if (cell?.reason === undefined) return "**none**";
    if (!notes.includes(cell.reason)) notes.push(cell.reason);
    return `[^${notes.indexOf(cell.reason) + 1}]`;
  };
  const row = (...columns: readonly string[]) => `| ${columns.join(" | ")} |`;
  const line = (count: number) => row(...Array.from({ length: count }, () => "---"));
  const head = [
    `<!-- Generated by deno task gen from tests/engines/${engine}; do not edit -->`,
    "",
    `# What the tests of ${engine} cover`,
    "",
    `${cases.length} cases, each judged by the laws of [tests/engines](../tests/engines/README.md). A number says how`,
    "many cases cover a cell; a footnote says why none does. The randomised round trip covers every kind of change",
    "beside every other, again and again.",
    "",
    "## Every property of a document",
    "",
    "*create*: it is there where it was not; *alter*: it becomes another; *drop*: it goes; *rename*: its object or a",
    "column that it names gets another name.",
    "",
    row("property", ...EVENTS),
    line(EVENTS.length + 1),
    ...properties.map((path) => row(`\`${path}\``, ...EVENTS.map((event) => cellOf(`${path}: ${event}`)))),
    "",
    "## Every kind of object beside every other",
    "",
    "What changes is at the left, what is beside it at the top.",
    "",
    row("", ...pairs),
    line(pairs.length + 1),
    ...pairs.map((changed) => row(changed, ...pairs.map((beside) => cellOf(`${changed} beside ${beside}`)))),
  ];
  return `${
    [
      ...head,
      "",
      ...notes.map((note, index) => `[^${index + 1}]: ${note}`),
      "",
      "## The cases",
      "",
      ...cases.map(({ name, about }) => `- \`${name}\`: ${about}`),
    ].join("\n")
  }\n`;
}
