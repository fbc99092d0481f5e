// The room that turns files into specs. Everything that other rooms may use of it.
import type { Loaded, LoadOptions } from "./load.ts";
import type { FileSource } from "./source.ts";

export { checkSpecs, placeDiagnostic, requireValid } from "./check.ts";
export { findDatabase } from "./database.ts";
export type { Loaded, LoadOptions } from "./load.ts";
export { locate, type Path, type Place } from "./place.ts";
export { type Problem, problemsError, problemsOf, renderProblem } from "./problem.ts";
export { type RowBatch, SeedRows } from "./row_batches.ts";
export type { EntryKind, FileSource, Note } from "./source.ts";
export {
  bodyFor,
  type DatabaseDocument,
  KIND_OF_SPEC_TYPE,
  type Origin,
  type Spec,
  type SpecKind,
  type SpecType,
} from "./spec.ts";

/**
 * Reads all specs of a file or directory. Loads the reader and its YAML library first: a third of the core's code,
 * which a plugin's boot has time for.
 * @throws {SchemaHeroError} specs.* for everything that cannot be right, with places
 */
export async function loadSpecs(
  source: FileSource,
  path: string,
  options: LoadOptions = {},
): Promise<Loaded> {
  const load = await import("./load.ts");
  return load.loadSpecs(source, path, options);
}
