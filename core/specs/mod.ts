// The room that turns files into specs. Everything that other rooms may use of it.
export { checkSpecs, placeDiagnostic, requireValid } from "./check.ts";
export { findDatabase } from "./database.ts";
export { type Loaded, type LoadOptions, loadSpecs } from "./load.ts";
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
