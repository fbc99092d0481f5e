// From the name of an engine to the plugin that serves it. Plugins say themselves which engines they serve; a file
// that was admitted and is not known yet is asked in a process that may touch nothing.
import type { Description } from "../../protocol/describe.ts";
import { suggest } from "../../protocol/schema.ts";
import { SchemaHeroError } from "../errors.ts";
import { Admission, type AdmittedFile } from "./admission.ts";
import type { LockEntry } from "./admission/lock_file.ts";
import { type Candidate, describeCandidate } from "./candidate.ts";
import { DescribeCache } from "./describe_cache.ts";
import { discover, searchPlaces } from "./discover.ts";
import { engineOf, inOrderOfAsking, isNamedFor } from "./known.ts";
import { type StartOptions, startPlugin } from "./plugin_process.ts";
import type { HostSettings } from "./settings.ts";

/** A plugin of which is known what it says of itself. */
export interface ResolvedPlugin {
  readonly candidate: Candidate;
  readonly description: Description;
  /** Its file as it was admitted; undefined for a plugin from source. */
  readonly file: AdmittedFile | undefined;
}

/** How a plugin is asked what it is. */
export type AskOptions = Pick<StartOptions, "deadlines" | "signal">;

/** A candidate that could not say what it is. */
export interface BrokenPlugin {
  readonly candidate: Candidate;
  readonly error: SchemaHeroError;
}

/**
 * The plugin for an engine. The file named after the engine comes first, then the others in the order of the
 * directories: those that were admitted before those about which somebody must decide first.
 * @throws {SchemaHeroError} plugin.not-found, plugin.engine-unsupported, or why the plugin that was named or is named
 *   after the engine cannot be used
 */
export async function resolvePlugin(
  engine: string,
  settings: HostSettings,
  options: AskOptions = {},
): Promise<ResolvedPlugin> {
  const desk = { admission: new Admission(settings), cache: new DescribeCache(settings), settings, options };
  const candidates = inOrderOfAsking(discover(settings), engine);
  const waiting = candidates.filter((candidate) => mustWait(candidate, engine, desk))
    .sort((left, right) => likeness(right.name, engine) - likeness(left.name, engine));
  const asked: ResolvedPlugin[] = [];
  const broken: BrokenPlugin[] = [];
  for (const candidate of [...candidates.filter((each) => !waiting.includes(each)), ...waiting]) {
    const answer = await ask(candidate, desk);
    if ("error" in answer) {
      if (isNamedFor(candidate, engine)) throw answer.error;
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
  const admission = new Admission(settings);
  const answer = await ask(candidate, { admission, cache: new DescribeCache(settings), settings, options });
  if ("error" in answer) throw answer.error;
  return answer;
}

/** What asking a candidate takes. */
interface Desk {
  readonly admission: Admission;
  readonly cache: DescribeCache;
  readonly settings: HostSettings;
  readonly options: AskOptions;
}

/** True for a file that nobody named and nobody has admitted yet: others are asked before it. */
function mustWait(candidate: Candidate, engine: string, { admission }: Desk): boolean {
  if (candidate.form === "source" || isNamedFor(candidate, engine)) return false;
  try {
    return admission.known(candidate) === undefined;
  } catch (error) {
    if (error instanceof SchemaHeroError) return true; // told when it is its turn
    throw error;
  }
}

/** How many letters two names have in common at their beginning: `postgresql` is first looked for in `postgres`. */
function likeness(name: string, engine: string): number {
  let count = 0;
  while (count < name.length && name[count] === engine[count]) count++;
  return count;
}

async function ask(candidate: Candidate, desk: Desk): Promise<ResolvedPlugin | BrokenPlugin> {
  const { admission, cache, settings, options } = desk;
  try {
    const before = admission.known(candidate);
    const file = before ?? await admission.admit(candidate);
    const known = file && cache.get(file.digest);
    if (before && known) return { candidate, description: known, file };
    if (!known) settings.log?.("debug", `Asking ${describeCandidate(candidate)} which engines it serves`);
    const { description, protocol } = known
      ? { description: known, protocol: undefined }
      : await askProcess(candidate, file, settings, options);
    if (file) {
      if (!known) await cache.set(file.digest, description);
      const { recordDescription } = await import("./admission/record.ts");
      const { version } = description;
      await recordDescription(file.digest, { version, ...(protocol && { protocol }) }, settings)
        .catch(() => {}); // a lock that cannot be written lacks a version
    }
    return { candidate, description, file };
  } catch (error) {
    if (error instanceof SchemaHeroError) return { candidate, error };
    throw error;
  }
}

async function askProcess(
  candidate: Candidate,
  file: AdmittedFile | undefined,
  settings: HostSettings,
  options: AskOptions,
): Promise<{ readonly description: Description; readonly protocol: LockEntry["protocol"] }> {
  await using plugin = await startPlugin(candidate, { ...options, settings, ...(file && { file }) });
  const description = await plugin.description(options.signal ? { signal: options.signal } : {});
  const { version } = plugin.welcome;
  return { description, protocol: { min: version, max: version } };
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
  const waits = broken.some(({ error }) => error.code === "plugin.not-admitted")
    ? "A plugin is not asked before it is admitted: schemahero plugin trust NAME\n"
    : "";
  return new SchemaHeroError("plugin.not-found", `No plugin serves the engine "${engine}"`, {
    ...facts,
    hint:
      `${meant}${waits}Put schemahero-${engine} into one of these directories, or name its file with --plugin:\n${
        places.join("\n")
      }`,
  });
}
