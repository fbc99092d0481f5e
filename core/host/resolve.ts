// From the name of an engine to the plugin that serves it. Plugins say themselves which engines they serve; a file
// that is not known yet is asked in a process that may touch nothing.
import type { Description } from "../../protocol/describe.ts";
import { suggest } from "../../protocol/schema.ts";
import { SchemaHeroError } from "../errors.ts";
import { admit, digestFile } from "./admission.ts";
import { type Candidate, describeCandidate } from "./candidate.ts";
import { DescribeCache } from "./describe_cache.ts";
import { discover, searchPlaces } from "./discover.ts";
import { engineOf, inOrderOfAsking } from "./known.ts";
import { type StartOptions, startPlugin } from "./plugin_process.ts";
import type { HostSettings } from "./settings.ts";

/** A plugin of which is known what it says of itself. */
export interface ResolvedPlugin {
  readonly candidate: Candidate;
  readonly description: Description;
  /** `sha256:<hex>` of its file; undefined for a plugin from source. */
  readonly digest: string | undefined;
}

/** How a plugin is asked what it is. */
export type AskOptions = Pick<StartOptions, "deadlines" | "signal">;

/** A candidate that could not say what it is. */
export interface BrokenPlugin {
  readonly candidate: Candidate;
  readonly error: SchemaHeroError;
}

/**
 * The plugin for an engine. The file named after the engine is asked first, then the others in the order of the
 * directories; whether something is cached changes how fast the answer comes, not what it is.
 * @throws {SchemaHeroError} plugin.not-found, plugin.engine-unsupported, or why the plugin that was named or is named
 *   after the engine cannot be used
 */
export async function resolvePlugin(
  engine: string,
  settings: HostSettings,
  options: AskOptions = {},
): Promise<ResolvedPlugin> {
  const cache = new DescribeCache(settings);
  const candidates = inOrderOfAsking(discover(settings), engine);
  const asked: ResolvedPlugin[] = [];
  const broken: BrokenPlugin[] = [];
  for (const candidate of candidates) {
    const answer = await ask(candidate, settings, cache, options);
    if ("error" in answer) {
      if (settings.explicit !== undefined || candidate.name === engine) throw answer.error;
      settings.log?.("debug", answer.error.message);
      broken.push(answer);
    } else if (engineOf(answer.description, engine)) return answer;
    else asked.push(answer);
  }
  throw unserved(engine, settings, asked, broken);
}

/** What a candidate says of itself, from the cache or by asking it. @throws {SchemaHeroError} when it cannot say */
export async function describePlugin(
  candidate: Candidate,
  settings: HostSettings,
  options: AskOptions = {},
): Promise<ResolvedPlugin> {
  const answer = await ask(candidate, settings, new DescribeCache(settings), options);
  if ("error" in answer) throw answer.error;
  return answer;
}

async function ask(
  candidate: Candidate,
  settings: HostSettings,
  cache: DescribeCache,
  options: AskOptions,
): Promise<ResolvedPlugin | BrokenPlugin> {
  try {
    const file = admit(candidate, settings);
    const known = file && cache.get(file.identity);
    if (known) return { candidate, ...known };
    settings.log?.("debug", `Asking ${describeCandidate(candidate)} which engines it serves`);
    const [digest, description] = await Promise.all([
      file && digestFile(file.path),
      askProcess(candidate, settings, options),
    ]);
    if (file?.isSettled && digest !== undefined) await cache.set(file.identity, { digest, description });
    return { candidate, description, digest };
  } catch (error) {
    if (error instanceof SchemaHeroError) return { candidate, error };
    throw error;
  }
}

async function askProcess(
  candidate: Candidate,
  settings: HostSettings,
  options: AskOptions,
): Promise<Description> {
  await using plugin = await startPlugin(candidate, { ...options, settings });
  return await plugin.description(options.signal ? { signal: options.signal } : {});
}

function unserved(
  engine: string,
  settings: HostSettings,
  asked: readonly ResolvedPlugin[],
  broken: readonly BrokenPlugin[],
): SchemaHeroError {
  const lists = asked.map(({ candidate, description }) =>
    `${describeCandidate(candidate)} serves ${description.engines.map(({ name }) => name).join(", ")}`
  );
  const faults = broken.map(({ error }) => error.message);
  const detail = [...lists, ...faults].join("\n");
  const nearest = suggest(
    engine,
    asked.flatMap(({ description }) => description.engines.map(({ name }) => name)),
  );
  const meant = nearest === undefined ? "" : `Did you mean "${nearest}"?\n`;
  const facts = { ...(detail !== "" && { detail }), data: { engine } };
  const isNamed = asked.some(({ candidate }) => settings.explicit !== undefined || candidate.name === engine);
  if (isNamed) {
    return new SchemaHeroError(
      "plugin.engine-unsupported",
      `The plugin does not serve the engine "${engine}"`,
      {
        ...facts,
        hint: `${meant}Name one of the engines it serves, or another plugin`,
      },
    );
  }
  const places = searchPlaces(settings).map(({ path }) => `  ${path}`);
  if (settings.sourceRoot !== undefined) places.push(`  ${settings.sourceRoot}/plugins (sources)`);
  return new SchemaHeroError("plugin.not-found", `No plugin serves the engine "${engine}"`, {
    ...facts,
    hint: `${meant}Put schemahero-${engine} into one of these directories, or name its file with --plugin:\n${
      places.join("\n")
    }`,
  });
}
