// plugins.lock: which files may run, by digest. One format for the user's own list and for one that a project
// commits. JSON, so that a start need not load a YAML reader. Knows nothing of what follows from an entry.
import { dirname } from "node:path";
import { SchemaHeroError } from "../../errors.ts";
import { lookAt } from "./identity.ts";
import { shellWord } from "./place.ts";

/** The file's name, wherever it is. */
export const LOCK_NAME = "plugins.lock";
const LOCK_VERSION = 1;
/** The longest lock that is read, in bytes, and the most plugins in it. */
const MAX_LOCK_BYTES = 1024 * 1024;
const MAX_ENTRIES = 1000;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** The key of digests that hold on every platform: portable bundles and scripts. */
export const ANY_PLATFORM = "any";
/** The key of this machine's digests, e.g. `linux-x86_64`. */
export const PLATFORM = `${Deno.build.os}-${Deno.build.arch}`;

/** One plugin in a lock. */
export interface LockEntry {
  readonly name: string;
  /** What the plugin said of itself when it was first started. */
  readonly version?: string;
  /** Where the file was found; in the user's own lock an absolute path. */
  readonly source: string;
  /** `sha256:<hex>` by platform, {@linkcode ANY_PLATFORM} included. */
  readonly digests: Readonly<Record<string, string>>;
  /** The versions of the protocol that it is known to speak. */
  readonly protocol?: { readonly min: number; readonly max: number };
  /** How it came to be in the user's own lock. */
  readonly admitted?: "asked" | "flag" | "command" | "signature";
  /** The file name of the key that signed it; without that key the entry holds no longer. */
  readonly key?: string;
}

/** True for text that names a digest. */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** The digests of an entry that are good on this machine. */
export function digestsHere({ digests }: LockEntry): readonly string[] {
  return [digests[PLATFORM], digests[ANY_PLATFORM]].filter((digest) => digest !== undefined);
}

/**
 * Reads a lock; undefined when there is none.
 * @throws {SchemaHeroError} plugin.lock-invalid
 */
export function readLock(path: string): readonly LockEntry[] | undefined {
  let content: unknown;
  try {
    const facts = Deno.statSync(path);
    if (!facts.isFile || facts.size > MAX_LOCK_BYTES) throw new TypeError("it is not a file of this kind");
    content = JSON.parse(Deno.readTextFileSync(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw invalid(path, error instanceof Error ? error.message : String(error));
  }
  if (!isMap(content)) throw invalid(path, "expected a map");
  if (content["version"] !== LOCK_VERSION) {
    throw invalid(path, `its version is ${JSON.stringify(content["version"])}, known is ${LOCK_VERSION}`);
  }
  const plugins = content["plugins"];
  if (!Array.isArray(plugins) || plugins.length > MAX_ENTRIES) {
    throw invalid(path, "expected a list, plugins");
  }
  return plugins.map((plugin, index) => readEntry(plugin, path, index));
}

function readEntry(value: unknown, path: string, index: number): LockEntry {
  const wrong = (what: string) => invalid(path, `plugins[${index}]: ${what}`);
  if (!isMap(value)) throw wrong("expected a map");
  const { name, version, source, digests, protocol, admitted, key } = value;
  if (typeof name !== "string" || name === "") throw wrong("name must be text");
  if (typeof source !== "string") throw wrong("source must be text");
  if (!isMap(digests)) throw wrong("digests must be a map");
  const read: Record<string, string> = {};
  for (const [platform, digest] of Object.entries(digests)) {
    if (typeof digest !== "string" || !DIGEST.test(digest)) {
      throw wrong(`digests.${platform} must be sha256: and 64 hexadecimal digits`);
    }
    read[platform] = digest;
  }
  const isRange = isMap(protocol) && Number.isSafeInteger(protocol["min"]) &&
    Number.isSafeInteger(protocol["max"]);
  if (protocol !== undefined && !isRange) throw wrong("protocol must be {min, max}");
  return {
    name,
    source,
    digests: read,
    ...(typeof version === "string" && { version }),
    ...(isRange && { protocol: { min: Number(protocol["min"]), max: Number(protocol["max"]) } }),
    ...((admitted === "asked" || admitted === "flag" || admitted === "command" || admitted === "signature") &&
      { admitted }),
    ...(typeof key === "string" && { key }),
  };
}

/** Writes a lock, whole or not at all. */
export async function writeLock(path: string, entries: readonly LockEntry[], mode: number): Promise<void> {
  const plugins = [...entries].sort((left, right) =>
    compare(left.name, right.name) || compare(left.source, right.source)
  );
  await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeWhole(path, `${JSON.stringify({ version: LOCK_VERSION, plugins }, null, 2)}\n`, mode);
}

/** Writes a file that is there whole or not at all. */
export async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.${crypto.randomUUID().slice(0, 8)}.new`;
  try {
    await Deno.writeTextFile(draft, text, { createNew: true, mode });
    await Deno.rename(draft, path);
  } catch (error) {
    await Deno.remove(draft).catch(() => {}); // it may not have been made
    throw error;
  }
}

/** True when the lock belongs to the user or to root and nobody else may write it. */
export function isOwnFile(path: string): boolean {
  if (Deno.build.os === "windows") return true;
  const facts = lookAt(path);
  if (!facts || facts.mode === null) return false;
  return (facts.uid === 0 || facts.uid === Deno.uid()) && (facts.mode & 0o002) === 0;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(path: string, reason: string): SchemaHeroError {
  return new SchemaHeroError(
    "plugin.lock-invalid",
    `${path} cannot be read as a lock of plugins: ${reason}`,
    {
      hint: `Mend it, take it from version control again, or make it anew: rm ${shellWord(path)}`,
      data: { path },
    },
  );
}
