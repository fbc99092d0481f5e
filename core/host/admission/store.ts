// The content-addressed store: the user's own copies of the files that were admitted, named by their digest. Plugins
// run only from here, so whoever can write where a plugin was found cannot change what runs. Knows nothing of trust.
import { dirname, isAbsolute, join } from "node:path";
import { SchemaHeroError } from "../../errors.ts";
import type { HostSettings } from "../settings.ts";
import { identityOf, lookAt } from "./identity.ts";
import { shellWord, weaknessOfFolder } from "./place.ts";

const MAX_INDEX_BYTES = 4 * 1024 * 1024;
/** The most files and sources that the index remembers. */
const MAX_REMEMBERED = 500;
const FOLDER_MODE = 0o700;
/** The store in the user's own folder. */
const OWN_STORE = join(".schemahero", "store");
/** Read and run, by the owner only. */
export const FILE_MODE = 0o500;

/** A file that may be started, as it lies in the store. */
export interface AdmittedFile {
  /** In the store: this is what runs. */
  readonly path: string;
  /** `sha256:<hex>`. */
  readonly digest: string;
  /** Device, inode, size and times: equal for as long as nobody wrote to the file. */
  readonly identity: string;
}

/** What the store remembers between runs. A broken index is an empty one: files are then copied and hashed anew. */
export interface StoreIndex {
  /** Identities of the files in the store, by the hex of their digest. */
  readonly files: Readonly<Record<string, string>>;
  /** Digests of files elsewhere, by their identity. */
  readonly sources: Readonly<Record<string, string>>;
}

/** The folder that holds store, lock and keys of the user; undefined where there is no home. */
export function ownFolder({ home }: HostSettings): string | undefined {
  return home !== undefined && isAbsolute(home) ? join(home, ".schemahero") : undefined;
}

/** The folder with the files. @throws {SchemaHeroError} plugin.no-store */
export function storeFolder(settings: HostSettings): string {
  const named = settings.environment("SCHEMAHERO_STORE_DIR");
  if (named !== undefined && isAbsolute(named)) return join(named, "sha256");
  const own = ownFolder(settings);
  if (own !== undefined && (named === undefined || named === "")) return join(own, "store", "sha256");
  throw new SchemaHeroError("plugin.no-store", "There is no folder for the plugins that were admitted", {
    hint: "Set HOME, or SCHEMAHERO_STORE_DIR to an absolute path of a folder of your own",
  });
}

/** Where a digest's file is. */
export function storedPath(folder: string, digest: string): string {
  const suffix = Deno.build.os === "windows" ? ".exe" : "";
  return join(folder, digest.slice("sha256:".length) + suffix);
}

/** What the store remembers. */
export function readIndex(folder: string): StoreIndex {
  try {
    const path = indexPath(folder);
    if (Deno.statSync(path).size > MAX_INDEX_BYTES) return EMPTY;
    const content: unknown = JSON.parse(Deno.readTextFileSync(path));
    if (!isMap(content) || content["version"] !== 1) return EMPTY;
    const { files, sources } = content;
    return isTextMap(files) && isTextMap(sources) ? { files, sources } : EMPTY;
  } catch {
    return EMPTY;
  }
}

/** Adds to what the store remembers; the oldest goes first. A store that cannot be written costs time only. */
export async function remember(folder: string, more: Partial<StoreIndex>): Promise<void> {
  const { files, sources } = readIndex(folder); // read again: another run may have added something since
  const content = {
    version: 1,
    files: latest({ ...files, ...more.files }),
    sources: latest({ ...sources, ...more.sources }),
  };
  const { writeWhole } = await import("./lock_file.ts");
  await writeWhole(indexPath(folder), JSON.stringify(content), 0o600).catch(() => {}); // see above
}

/**
 * The file of a digest, when it is in the store as it was put there: same device, inode, size and times, owner and
 * mode, no link. Undefined when it is not there or something about it is not as it was: it is then put there anew.
 * @throws {SchemaHeroError} plugin.store-unsafe when others may write to the folder
 */
export function findStored(folder: string, index: StoreIndex, digest: string): AdmittedFile | undefined {
  const known = index.files[digest.slice("sha256:".length)];
  if (known === undefined) return undefined;
  checkFolder(folder);
  const path = storedPath(folder, digest);
  const facts = lookAt(path);
  if (!facts?.isFile || identityOf(facts) !== known || !isAsPut(facts)) return undefined;
  return { path, digest, identity: known };
}

/**
 * Compares a file with what was seen of it when it was admitted, right before it is started.
 * @throws {SchemaHeroError} plugin.changed
 */
export function recheck(file: AdmittedFile): void {
  const facts = lookAt(file.path);
  if (facts?.isFile && identityOf(facts) === file.identity && isAsPut(facts)) return;
  throw new SchemaHeroError("plugin.changed", `${file.path} was changed after it had been verified`, {
    hint:
      "Something on this machine writes into SchemaHero's store: find out what, then run the command again",
    data: { path: file.path, digest: file.digest },
  });
}

/** @throws {SchemaHeroError} plugin.store-unsafe */
export function checkFolder(folder: string): void {
  if (Deno.build.os === "windows") return;
  const facts = lookAt(folder);
  const word = shellWord(folder);
  const unsafe = (what: string, fix: string) =>
    new SchemaHeroError("plugin.store-unsafe", `The store of plugins ${folder} ${what}`, {
      hint: fix,
      data: { path: folder },
    });
  if (!facts?.isDirectory) throw unsafe("is not a folder", `Take away what is there: mv ${word} ${word}.old`);
  if (facts.uid !== Deno.uid()) {
    throw unsafe("belongs to another user", `Make it your own: chown ${Deno.uid()} ${word}`);
  }
  if (((facts.mode ?? 0) & 0o077) !== 0) {
    throw unsafe("is open to other users", `Close it: chmod 700 ${word}`);
  }
  const above = weaknessOfFolder(folder);
  if (above?.kind === "writable") {
    throw unsafe(`is not safe: ${above.path} ${above.what}`, `Close that folder: ${above.fix}`);
  }
}

/** Makes the folder where it is missing. @throws {SchemaHeroError} plugin.no-store, plugin.store-unsafe */
export async function makeFolder(folder: string): Promise<void> {
  if (!lookAt(folder)) {
    try {
      // Not the home itself: where that is missing, it is missing for a reason.
      const above = dirname(folder);
      const folders = above.endsWith(OWN_STORE) ? [dirname(above), above, folder] : [above, folder];
      for (const each of folders) {
        await Deno.mkdir(each, { mode: FOLDER_MODE }).catch((error) => {
          if (!(error instanceof Deno.errors.AlreadyExists)) throw error; // else another run was faster
        });
      }
    } catch (cause) {
      throw new SchemaHeroError("plugin.no-store", `The store of plugins ${folder} cannot be made`, {
        hint: "Set SCHEMAHERO_STORE_DIR to an absolute path of a folder of your own that can be written",
        cause,
      });
    }
  }
  checkFolder(folder);
}

const EMPTY: StoreIndex = { files: {}, sources: {} };

function indexPath(folder: string): string {
  return join(folder, "..", "index.json");
}

/** True for a file with the owner and mode of the store, and no other name. */
export function isAsPut({ mode, uid, nlink }: Deno.FileInfo): boolean {
  if (Deno.build.os === "windows") return true;
  return ((mode ?? 0) & 0o7777) === FILE_MODE && uid === Deno.uid() && nlink === 1;
}

function latest(map: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).slice(-MAX_REMEMBERED));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTextMap(value: unknown): value is Record<string, string> {
  return isMap(value) && Object.values(value).every((item) => typeof item === "string");
}
