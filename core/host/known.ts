// Which plugin serves an engine, as far as it is known without running anything. Apart from resolve.ts, which can ask
// plugins, so that a head start loads little.
import type { Description } from "../../protocol/describe.ts";
import { Admission, type AdmittedFile } from "./admission.ts";
import type { Candidate } from "./candidate.ts";
import { discover } from "./discover.ts";
import { readRemembered, rememberedPath } from "./remembered.ts";
import type { HostSettings } from "./settings.ts";

/** The names of an engine: its own, and its key in specs and Database documents. */
interface Named {
  readonly name: string;
  readonly specKey: string;
}

/** A file that may be started. */
export interface Known {
  readonly candidate: Candidate;
  readonly file: AdmittedFile;
  /** What it says of itself, as it was remembered: not checked again. */
  readonly description: Description;
  /** The engine's own name. */
  readonly engine: string;
}

/**
 * The candidate that resolvePlugin() would choose, when it is known what all say that would be asked before it.
 * Runs nothing and asks nobody.
 * @throws {SchemaHeroError} what discover() and Admission.known() throw
 */
export function resolveKnown(engine: string, settings: HostSettings): Known | undefined {
  const remembered = readRemembered(rememberedPath(settings));
  const admission = new Admission(settings);
  for (const candidate of inOrderOfAsking(discover(settings), engine)) {
    const file = admission.known(candidate);
    if (!file && candidate.form !== "source" && !isNamedFor(candidate, engine)) continue; // is asked last
    const { description } = file && remembered[file.digest] || {};
    if (!file || !namesEngines(description)) return undefined;
    const found = engineOf(description, engine);
    if (found) return { candidate, file, description, engine: found.name };
  }
  return undefined;
}

/** The file named after the engine first, then the others; without those that another of their name hides. */
export function inOrderOfAsking(candidates: readonly Candidate[], engine: string): readonly Candidate[] {
  const visible = candidates.filter(({ shadowedBy }) => shadowedBy === undefined);
  return [...visible.filter(({ name }) => name === engine), ...visible.filter(({ name }) => name !== engine)];
}

/** True when the user or the file's name says that this plugin is meant. */
export function isNamedFor({ name, origin }: Candidate, engine: string): boolean {
  return name === engine || origin === "explicit" || origin === "document";
}

/** The engine that is meant by its name or, as in Database documents, by its key. */
export function engineOf<E extends Named>(
  { engines }: { readonly engines: readonly E[] },
  named: string,
): E | undefined {
  return engines.find(({ name }) => name === named) ?? engines.find(({ specKey }) => specKey === named);
}

/** True for what looks like a description; only its engines are looked at. */
function namesEngines(description: unknown): description is Description {
  return typeof description === "object" && description !== null && "engines" in description &&
    Array.isArray(description.engines) && description.engines.every(isNamed);
}

function isNamed(engine: unknown): engine is Named {
  return typeof engine === "object" && engine !== null &&
    "name" in engine && typeof engine.name === "string" &&
    "specKey" in engine && typeof engine.specKey === "string";
}
