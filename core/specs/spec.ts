// What a spec is once it has been read: the objects that people want, engine-neutral. Made by recognise.ts.
import type { PluginLimits } from "./plugin_block.ts";
import type { Path, SourceDocument } from "./place.ts";
import type { SeedRows } from "./row_batches.ts";

/** The kinds of document that describe objects of a database, by the word of `--spec-type`. */
export const KIND_OF_SPEC_TYPE = {
  table: "Table",
  type: "DataType",
  view: "View",
  extension: "DatabaseExtension",
  function: "Function",
  procedure: "Procedure",
  event: "Event",
  schema: "Schema",
  sequence: "Sequence",
  aggregate: "Aggregate",
  keyspace: "Keyspace",
} as const;

/** A word of `--spec-type`. */
export type SpecType = keyof typeof KIND_OF_SPEC_TYPE;

/** A kind of document that describes an object of a database. */
export type SpecKind = typeof KIND_OF_SPEC_TYPE[SpecType];

/** Where a document, or the part of one that matters, was read. */
export interface Origin {
  readonly document: SourceDocument;
  /** Path of the map that holds `name`, `schema`, ...: `["spec"]`, or `[]` of a bare spec. */
  readonly spec: Path;
  /** Path of the map that holds the engines' bodies. */
  readonly bodies: Path;
}

/** A desired object. */
export interface Spec {
  readonly kind: SpecKind;
  /** The object's name in the database. */
  readonly name: string;
  /** The Database document that it belongs to, when it says so. */
  readonly database?: string;
  /** Names of DatabaseExtension documents that must be there first. */
  readonly requires: readonly string[];
  /** Operator only: drop the object when the document is deleted. */
  readonly removeOnDeletion: boolean;
  /** The body for each engine's spec key, as it was written. Empty for a spec of seed rows only. */
  readonly bodies: Readonly<Record<string, unknown>>;
  readonly origin: Origin;
  readonly rows?: SeedRows;
}

/** A Database document: a way to connect. Its values are resolved by core/secrets. */
export interface DatabaseDocument {
  /** metadata.name, what `spec.database` of other documents refers to. */
  readonly name: string;
  /** The engine, or the engine's spec key, as the document names it. */
  readonly engine: string;
  /** The engine's connection options as written: plain values, or `{value}` and `{valueFrom}`. */
  readonly connection: Readonly<Record<string, unknown>>;
  /** The plugin to use, a path as written. */
  readonly pluginPath?: string;
  /** Limits of the plugin's process. */
  readonly pluginLimits?: PluginLimits;
  readonly immediateDeploy: boolean;
  readonly deploySeedData: boolean;
  /** The whole `spec` as written. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly origin: Origin;
}

/** The body of a spec for an engine; undefined when there is none. */
export function bodyFor(spec: Spec, specKey: string): unknown {
  return Object.hasOwn(spec.bodies, specKey) ? spec.bodies[specKey] : undefined;
}
