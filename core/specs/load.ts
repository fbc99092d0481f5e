// Files to specs: the room's main road. Finds the files, cuts them into documents, parses, recognises, and turns all
// problems into one error with places. Engines are unknown here; check.ts does their part.
import { SchemaHeroError } from "../errors.ts";
import { isMap } from "./cell.ts";
import { duplicatesAmong } from "./duplicates.ts";
import { splitDocuments } from "./documents.ts";
import {
  LAZY_ROWS_CHARACTERS,
  MAX_DOCUMENTS,
  MAX_PARSED_CHARACTERS,
  MAX_PROBLEMS,
  MAX_TOTAL_CHARACTERS,
} from "./limits.ts";
import { locate, placeAt, type SourceDocument, type SourceFile } from "./place.ts";
import { inOrder, type Problem, problemsError, problemsOf } from "./problem.ts";
import type { Collected, UnplacedProblem } from "./reading.ts";
import { recognise } from "./recognise.ts";
import { cutRows, ROWS_APART } from "./row_cut.ts";
import { type FileSource, findFiles, type Note, readSource } from "./source.ts";
import type { DatabaseDocument, Spec, SpecType } from "./spec.ts";
import { readYaml, YamlProblem } from "./yaml_reader.ts";

/** How documents are read. */
export interface LoadOptions {
  /** What a document without apiVersion and kind is. Default `table`. */
  readonly specType?: SpecType;
  /** Also read the rows of large documents (over LAZY_ROWS_CHARACTERS), whose errors otherwise come when they are walked. */
  readonly allRows?: boolean;
  /** Called between files, for whoever must not wait until all are read. */
  readonly betweenFiles?: () => Promise<void> | undefined;
}

/** What was read, in lexical order of files and in order within each file. */
export interface Loaded {
  readonly specs: readonly Spec[];
  readonly databases: readonly DatabaseDocument[];
  readonly notes: readonly Note[];
}

/**
 * Reads all specs of a file or directory.
 * @throws {SchemaHeroError} specs.* for everything that cannot be right, with places
 */
export async function loadSpecs(
  source: FileSource,
  path: string,
  options: LoadOptions = {},
): Promise<Loaded> {
  const collected: Collected = { specs: [], databases: [], notes: [], problems: [] };
  const problems: Problem[] = [];
  let characters = 0;
  for (const name of await findFiles(source, path, collected.notes)) {
    const file = await readSource(source, name);
    characters += file.text.length;
    if (characters > MAX_TOTAL_CHARACTERS) throw tooMuchText(path);
    readFile(file, options.specType ?? "table", collected, problems);
    if (problems.length + collected.problems.length >= MAX_PROBLEMS) break;
    await options.betweenFiles?.();
  }
  collected.problems.push(...duplicatesAmong(collected));
  for (const problem of collected.problems.slice(0, MAX_PROBLEMS)) problems.push(await placed(problem));
  problems.push(
    ...await rowProblems(collected.specs, options.allRows ?? false, MAX_PROBLEMS - problems.length),
  );
  if (problems.length > 0) throw problemsError(inOrder(problems));
  const { specs, databases, notes } = collected;
  if (specs.length === 0 && databases.length === 0) {
    notes.push({ path, message: "No SchemaHero documents were found" });
  }
  return { specs, databases, notes };
}

function tooMuchText(path: string): SchemaHeroError {
  const limit = MAX_TOTAL_CHARACTERS / 1024 / 1024;
  return new SchemaHeroError("specs.limit", `${path} has more than ${limit} million characters in all`);
}

function readFile(file: SourceFile, specType: SpecType, collected: Collected, problems: Problem[]): void {
  const ranges = splitDocuments(file.text);
  if (ranges.length > MAX_DOCUMENTS) {
    throw new SchemaHeroError("specs.limit", `${file.path} has more than ${MAX_DOCUMENTS} documents`);
  }
  for (const [index, range] of ranges.entries()) {
    const whole: SourceDocument = { file, index, ...range };
    try {
      const { document, value } = parse(whole);
      recognise({ document, path: [], collected }, value, specType);
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      problems.push(error.problem);
    }
  }
}

class UnreadableDocument extends Error {
  readonly problem: Problem;

  constructor(document: SourceDocument, { code, message, line, column }: YamlProblem) {
    super(message);
    this.problem = { severity: "error", code, message, place: placeAt(document, line, column) };
  }
}

/** Parses a document without its rows where they can be cut out, else the whole of it. */
function parse(whole: SourceDocument): { document: SourceDocument; value: unknown } {
  const { file, start, end } = whole;
  const found = cutRows(file.text, start, end);
  if (found) {
    const isTooLarge = end - start > MAX_PARSED_CHARACTERS;
    try {
      const value = readYaml(found.rest);
      const path = pathOfRows(value);
      if (path) return { document: { ...whole, cut: { ...found, path } }, value };
    } catch (error) {
      // The cut may be to blame (an anchor among the rows): where it is not too large, the whole document decides.
      if (error instanceof YamlProblem && isTooLarge) {
        throw new UnreadableDocument({ ...whole, cut: { ...found, path: [] } }, error);
      }
    }
  }
  try {
    return { document: whole, value: readYaml(file.text.slice(start, end)) };
  } catch (error) {
    throw error instanceof YamlProblem ? new UnreadableDocument(whole, error) : error;
  }
}

/** Where the mark of {@linkcode cutRows} came out, when that is where rows belong. */
function pathOfRows(value: unknown): string[] | undefined {
  for (const path of [["spec", "seedData", "rows"], ["seedData", "rows"]]) {
    let node = value;
    for (const key of path) node = isMap(node) ? node[key] : undefined;
    if (node === ROWS_APART) return path;
  }
  return undefined;
}

async function placed(problem: UnplacedProblem): Promise<Problem> {
  const { document, path, at, ...facts } = problem;
  return { severity: "error", ...facts, place: await locate(document, path, at) };
}

/** Problems in the rows: the first one of each document. */
async function rowProblems(specs: readonly Spec[], isAll: boolean, max: number): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { rows } of specs) {
    if (!rows || (rows.characters > LAZY_ROWS_CHARACTERS && !isAll)) continue;
    if (problems.length >= max) break;
    try {
      for await (const _batch of rows.batches()) { /* reading is the check */ }
    } catch (error) {
      if (!(error instanceof SchemaHeroError)) throw error;
      problems.push(...problemsOf(error));
    }
  }
  return problems;
}
