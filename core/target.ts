// A target: the one database that a command is about. Made from flags and variables, or from a Database document.
import { SchemaHeroError } from "./errors.ts";
import { type Environment, resolveConnection, type Secret } from "./secrets/mod.ts";
import type { DatabaseDocument } from "./specs/mod.ts";

/** How to reach one database. */
export interface Target {
  /** The engine, or its spec key, as the user named it. */
  readonly engine: string;
  readonly uri?: Secret;
  readonly options: Readonly<Record<string, unknown>>;
  /** A plugin named by the user (`--plugin`, `plugin.localPath`). */
  readonly pluginPath?: string;
  /** Limits of its process that a document sets; those of flags win. */
  readonly pluginLimits?: DatabaseDocument["pluginLimits"];
  /** True when the Database document asks for seed data in every plan. */
  readonly seedData: boolean;
}

/** The target that a Database document describes. `pluginPath` is taken as it is written there. */
export function targetOf(document: DatabaseDocument, environment: Environment): Target {
  const where = `Database ${document.name} (${document.origin.document.file.path})`;
  const { uri, options } = resolveConnection(document.connection, { environment, where });
  return {
    engine: document.engine,
    ...(uri && { uri }),
    options,
    ...(document.pluginPath !== undefined && { pluginPath: document.pluginPath }),
    ...(document.pluginLimits && { pluginLimits: document.pluginLimits }),
    seedData: document.deploySeedData,
  };
}

/** Picks the document of `--database FILE` when the file holds exactly one. */
export function onlyDatabase(databases: readonly DatabaseDocument[], path: string): DatabaseDocument {
  const [first, second] = databases;
  if (first && !second) return first;
  const found = first ? `${databases.length} of them` : "none";
  throw new SchemaHeroError(
    "specs.no-database",
    `${path} must hold one Database document; it holds ${found}`,
  );
}
