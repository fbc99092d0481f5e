// Which plugin serves an engine, as far as it is known without running anything. Apart from resolve.ts, which can ask
// plugins, so that a head start loads little.
import type { Description, Engine } from "../../protocol/describe.ts";
import { admit } from "./admission.ts";
import type { Candidate } from "./candidate.ts";
import { DescribeCache } from "./describe_cache.ts";
import { discover } from "./discover.ts";
import type { HostSettings } from "./settings.ts";

/**
 * The candidate that resolvePlugin() would choose, when the cache knows all that were asked before it.
 * Runs nothing.
 */
export async function resolveKnown(engine: string, settings: HostSettings): Promise<Candidate | undefined> {
  const cache = new DescribeCache(settings);
  cache.load();
  for (const candidate of inOrderOfAsking(await discover(settings), engine)) {
    const file = await admit(candidate, settings);
    const known = file && await cache.get(file.identity);
    if (!known) return undefined;
    if (serves(known.description, engine)) return candidate;
  }
  return undefined;
}

/** The file named after the engine first, then the others; without those that another of their name hides. */
export function inOrderOfAsking(candidates: readonly Candidate[], engine: string): readonly Candidate[] {
  const visible = candidates.filter(({ shadowedBy }) => shadowedBy === undefined);
  return [...visible.filter(({ name }) => name === engine), ...visible.filter(({ name }) => name !== engine)];
}

/** The engine that is meant by its name or, as in Database documents, by its key. */
export function engineOf({ engines }: Description, named: string): Engine | undefined {
  return engines.find(({ name }) => name === named) ?? engines.find(({ specKey }) => specKey === named);
}

/** True when a plugin serves the engine. */
export function serves(description: Description, engine: string): boolean {
  return engineOf(description, engine) !== undefined;
}
