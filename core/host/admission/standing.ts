// What the locks say of a file, by its digest. Synchronous and small: every start asks this.
import { basename, join, resolve } from "node:path";
import { SchemaHeroError } from "../../errors.ts";
import type { Candidate } from "../candidate.ts";
import type { HostSettings } from "../settings.ts";
import { lookAt } from "./identity.ts";
import { digestsHere, isOwnFile, LOCK_NAME, type LockEntry, readLock } from "./lock_file.ts";
import { shellWord } from "./place.ts";
import { ownFolder } from "./store.ts";

/** A lock that is in force. */
export interface Lock {
  readonly path: string;
  readonly entries: readonly LockEntry[];
}

/** The locks of one run. */
export interface Locks {
  /** The user's own, in the home folder. */
  readonly own: Lock | undefined;
  /** A project's: named by the user, or lying in the working directory. */
  readonly project: (Lock & { readonly isNamed: boolean }) | undefined;
}

/** What the locks say of a file. */
export type Standing =
  /** It may run. */
  | { readonly state: "admitted"; readonly lock: string; readonly entry: LockEntry }
  /** No lock has anything to say. */
  | { readonly state: "unknown" }
  /** The user admitted another file at this place. */
  | { readonly state: "changed"; readonly lock: string; readonly expected: readonly string[] }
  /** The project's lock wants another file for this name. */
  | { readonly state: "mismatch"; readonly lock: string; readonly expected: readonly string[] };

/** The user's own lock; undefined where there is no home. */
export function ownLockPath(settings: HostSettings): string | undefined {
  const folder = ownFolder(settings);
  return folder === undefined ? undefined : join(folder, LOCK_NAME);
}

/** The folder with the keys that the user trusts; undefined where there is no home. */
export function keysFolder(settings: HostSettings): string | undefined {
  const folder = ownFolder(settings);
  return folder === undefined ? undefined : join(folder, "keys");
}

/**
 * Reads the locks that are in force.
 * @throws {SchemaHeroError} plugin.lock-invalid, plugin.lock-missing, plugin.lock-unsafe
 */
export function readLocks(settings: HostSettings): Locks {
  const ownPath = ownLockPath(settings);
  const own = ownPath === undefined ? undefined : readLock(ownPath);
  if (own && ownPath !== undefined && !isOwnFile(ownPath)) throw unsafe(ownPath);
  return {
    own: own && ownPath !== undefined ? { path: ownPath, entries: own } : undefined,
    project: projectLock(settings, ownPath),
  };
}

function projectLock(settings: HostSettings, ownPath: string | undefined): Locks["project"] {
  if (settings.lockFile === false) return undefined;
  const named = settings.lockFile ?? settings.environment("SCHEMAHERO_PLUGINS_LOCK");
  if (named !== undefined && named !== "") {
    const path = resolve(named);
    const entries = readLock(path);
    if (entries) return { path, entries, isNamed: true };
    throw new SchemaHeroError("plugin.lock-missing", `There is no lock of plugins at ${path}`, {
      hint: `Make one of the plugins that are found: schemahero plugin lock --file ${shellWord(path)}`,
    });
  }
  const path = resolve(LOCK_NAME);
  if (path === ownPath || !lookAt(path)) return undefined;
  if (!isOwnFile(path)) {
    settings.log?.(
      "warning",
      `${path} belongs to somebody else and is not used: name it with --plugins-lock`,
    );
    return undefined;
  }
  const entries = readLock(path);
  return entries && { path, entries, isNamed: false };
}

/** What the locks say of the file of a candidate. */
export function standingOf(
  candidate: Candidate,
  digest: string,
  { own, project }: Locks,
  settings: HostSettings,
): Standing {
  if (project) {
    const named = project.entries.filter(({ name }) => name === candidate.name);
    const expected = named.flatMap(digestsHere);
    const entry = named.find((each) => digestsHere(each).includes(digest));
    if (named.length > 0 && !entry) return { state: "mismatch", lock: project.path, expected };
    // A lock that merely lies there says which file of the user's own plugins is meant; it cannot bring its own.
    const mayAdmit = project.isNamed || (candidate.origin !== "explicit" && candidate.origin !== "document");
    const any = entry ?? project.entries.find((each) => digestsHere(each).includes(digest));
    if (any && mayAdmit) return { state: "admitted", lock: project.path, entry: any };
  }
  if (!own) return { state: "unknown" };
  const entry = own.entries.find((each) => digestsHere(each).includes(digest) && hasItsKey(each, settings));
  if (entry) return { state: "admitted", lock: own.path, entry };
  const here = own.entries.filter(({ source }) => source === candidate.path).flatMap(digestsHere);
  return here.length > 0 && !here.includes(digest)
    ? { state: "changed", lock: own.path, expected: here }
    : { state: "unknown" };
}

/** What a signature admitted is admitted for as long as its key is there. */
function hasItsKey({ key }: LockEntry, settings: HostSettings): boolean {
  if (key === undefined) return true;
  const folder = keysFolder(settings);
  return folder !== undefined && lookAt(join(folder, basename(key)))?.isFile === true;
}

function unsafe(path: string): SchemaHeroError {
  return new SchemaHeroError("plugin.lock-unsafe", `${path} can be changed by others than you`, {
    hint: `Look at what is in it, then make it your own: chown ${Deno.uid()} ${shellWord(path)}; chmod 600 ${
      shellWord(path)
    }`,
    data: { path },
  });
}
