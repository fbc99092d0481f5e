// Reads a case: a folder of plain files. README.md beside this file shows every key and file.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { TestEngine } from "./engine.ts";
import { array, boolean, check, type Infer, object, optional, string } from "../../protocol/schema.ts";

const CASE_FILE = object({
  about: string({ minLength: 1, description: "What the case proves, in one sentence" }),
  variants: optional(array(string(), { description: "The servers that the case is about; default: all" })),
  covers: optional(array(string(), {
    description: "Cells of the coverage table: `Table.columns.default: alter`, `column beside view`",
  })),
  seedData: optional(boolean({ description: "False: without --seed-data. Default true" })),
  allow: optional(array(string(), { description: "What may be deleted: `drop-column:t.c`, as for --allow" })),
  changed: optional(array(string(), {
    description: "Columns, as `table.column`, whose values the change is meant to alter; or whole tables",
  })),
  refusals: optional(array(string(), {
    description: "Permissions that the plan lacks: it is refused and nothing is done",
  })),
  error: optional(string({ minLength: 1, description: "Part of the error; nothing is done" })),
  notes: optional(array(string(), { description: "Parts of the warnings and notes, in order" })),
  rows: optional(array(object({ query: string(), rows: array(string()) }), {
    description: "Queries of the finished database, each row as text",
  })),
  refused: optional(array(string(), { description: "Statements that the finished database must refuse" })),
  accepted: optional(array(string(), { description: "Statements that it must accept" })),
  unexpressed: optional(array(string(), { description: "Parts of what `generate` says it cannot express" })),
});

/** One case. */
export interface Case extends Infer<typeof CASE_FILE> {
  readonly name: string;
  readonly folder: string;
}

/** The files of a case, by what they are. */
export const CASE_FILES = {
  definition: "case.yaml",
  others: "others.sql",
  beforeSpecs: "before",
  beforeSql: "before.sql",
  specs: "specs",
  plan: "plan.sql",
  equals: "equals.sql",
} as const;

/** The variants that an engine under test counts as, its own first. */
export function variantsOf(
  { variant, alsoVariants = [] }: Pick<TestEngine, "variant" | "alsoVariants">,
): readonly string[] {
  return variant === undefined ? alsoVariants : [variant, ...alsoVariants];
}

/** True when a case is about the server that an engine is tested with. */
export function isAbout({ variants }: Case, engine: Pick<TestEngine, "variant" | "alsoVariants">): boolean {
  const own = variantsOf(engine);
  return variants === undefined || own.length === 0 || variants.some((each) => own.includes(each));
}

/** Every case of a folder, by name. @throws {Error} for a case.yaml that is wrong */
export function readCases(folder: string): readonly Case[] {
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    .map(({ name }) => readCase(folder, name)).sort((a, b) => a.name < b.name ? -1 : 1);
}

/** One case. @throws {Error} for a case.yaml that is wrong */
export function readCase(casesFolder: string, name: string): Case {
  const folder = join(casesFolder, name);
  const path = join(folder, CASE_FILES.definition);
  const { value, issues } = check(CASE_FILE, parse(readFileSync(path, "utf8")), { unknownKeys: "report" });
  const [issue] = issues;
  if (issue) throw new Error(`${path}: ${issue.path.join(".")}: ${issue.message}`);
  return { ...value, name, folder };
}

/** The text of one of the case's files; undefined when it has none. */
export function textOf(each: Case, file: string): string | undefined {
  const path = join(each.folder, file);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
