// Every plugin that is found, with what is known of it or why it cannot be used. Admits what locks, signatures and
// --trust admit, asks nobody, and starts only what was admitted. For `plugin list`, `doctor` and `verify`.
import type { Description } from "../../protocol/describe.ts";
import { SchemaHeroError } from "../errors.ts";
import { Admission } from "./admission.ts";
import { digestFile } from "./admission/copy.ts";
import type { Candidate } from "./candidate.ts";
import { discover } from "./discover.ts";
import { type AskOptions, describePlugin } from "./resolve.ts";
import type { HostSettings } from "./settings.ts";

/** How a plugin stands. */
export type State =
  /** Of this source tree: nothing to admit. */
  | "source"
  | "admitted"
  /** Nobody has said yet that it may run. */
  | "waits"
  /** Another of its name comes first. */
  | "shadowed"
  /** Refused, or it cannot say what it is. */
  | "refused";

/** One plugin that was found. */
export interface Surveyed {
  readonly candidate: Candidate;
  readonly state: State;
  /** `sha256:<hex>` of its file. */
  readonly digest?: string;
  readonly description?: Description;
  /** How it was admitted, and by which file. */
  readonly admitted?: { readonly how: string; readonly lock?: string };
  readonly error?: SchemaHeroError;
}

/** Looks at every plugin. @throws {SchemaHeroError} what discover() throws, plugin.lock-* */
export async function survey(settings: HostSettings, options: AskOptions = {}): Promise<readonly Surveyed[]> {
  const { confirm: _nobody, ...silent } = settings;
  const found: Surveyed[] = [];
  for (const candidate of discover(settings)) found.push(await look(candidate, silent, options));
  return found;
}

async function look(candidate: Candidate, settings: HostSettings, options: AskOptions): Promise<Surveyed> {
  if (candidate.shadowedBy !== undefined) return { candidate, state: "shadowed" };
  try {
    const { description, file } = await describePlugin(candidate, settings, options);
    if (!file) return { candidate, state: "source", description };
    const { digest } = file;
    return { candidate, state: "admitted", digest, description, admitted: how(candidate, digest, settings) };
  } catch (error) {
    if (!(error instanceof SchemaHeroError)) throw error;
    const digest = candidate.form === "source" ? undefined : await digestFile(candidate.path).catch(() => {});
    const state = error.code === "plugin.not-admitted" ? "waits" : "refused";
    return { candidate, state, error, ...(digest && { digest }) };
  }
}

function how(
  candidate: Candidate,
  digest: string,
  settings: HostSettings,
): { readonly how: string; readonly lock?: string } {
  const standing = new Admission(settings).standing(candidate, digest);
  if (standing.state !== "admitted") return { how: "for this run" }; // there is no home to write it down in
  const { lock, entry } = standing;
  const words = {
    asked: "your answer",
    flag: "--trust",
    command: "plugin trust",
    signature: `the key ${entry.key}`,
  };
  return { how: entry.admitted === undefined ? "a lock" : words[entry.admitted], lock };
}
