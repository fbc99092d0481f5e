// Copies a file into the store and learns its digest on the way: what is hashed is what is written, so a file that is
// swapped meanwhile cannot be one thing to the digest and another to the start. A draft is nobody's until it is kept.
import { join } from "node:path";
import { SchemaHeroError } from "../../errors.ts";
import { identityOf, isSettled, lookAt } from "./identity.ts";
import { shellWord } from "./place.ts";
import {
  type AdmittedFile,
  FILE_MODE,
  findStored,
  isAsPut,
  readIndex,
  remember,
  storedPath,
} from "./store.ts";

/** How much of a file is read at a time, in bytes. */
const CHUNK_BYTES = 1 << 20;
/**
 * How much is written at a time, in bytes. The kernel keeps a file in memory in pieces as large as they were written,
 * and maps such pieces whole: a plugin copied in writes of 1 MiB had 45 MiB of its file in memory, of 64 KiB 34 MiB. Of
 * 4 KiB it had 30 MiB, but a start took 8 ms more of page faults.
 */
const WRITE_BYTES = 65_536;
/** The largest plugin, in bytes. Ours have 92 MB. */
export const MAX_PLUGIN_BYTES = 1 << 30;
const DRAFT = /^\.draft-/;
/** A draft that is older was left by a run that was killed, in milliseconds. */
const STALE_DRAFT_MS = 3_600_000;

/** A copy that is not admitted yet. */
export interface Draft {
  readonly path: string;
  /** `sha256:<hex>` of what is in it. */
  readonly digest: string;
  readonly sizeBytes: number;
  /** The identity of the file that was copied. */
  readonly sourceIdentity: string;
  /** False while the file is so new that its identity says little. */
  readonly isSettled: boolean;
}

/**
 * Copies a file into the store's folder. Paid once: 92 MB take a tenth of a second.
 * @throws {SchemaHeroError} plugin.unreadable, plugin.changed, plugin.no-store
 */
export async function draftOf(source: string, folder: string): Promise<Draft> {
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256");
  await dropStaleDrafts(folder);
  const path = join(folder, `.draft-${crypto.randomUUID()}`);
  using input = await openSource(source);
  const before = await input.stat();
  if (before.size > MAX_PLUGIN_BYTES) {
    throw new SchemaHeroError("plugin.wrong-interface", `${source} is too large for a plugin`, {
      hint: `A plugin has at most ${MAX_PLUGIN_BYTES >> 20} MB`,
    });
  }
  let sizeBytes = 0;
  try {
    using output = await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (let count = await input.read(chunk); count !== null; count = await input.read(chunk)) {
      const piece = chunk.subarray(0, count);
      hash.update(piece);
      for (let written = 0; written < count;) {
        written += output.writeSync(piece.subarray(written, written + WRITE_BYTES));
      }
      sizeBytes += count;
      if (sizeBytes > MAX_PLUGIN_BYTES) break; // it grows while it is read
    }
    const after = await input.stat();
    if (identityOf(after) !== identityOf(before) || sizeBytes !== before.size) {
      throw new SchemaHeroError("plugin.changed", `${source} was written to while it was read`, {
        hint: "Run the command again when whoever writes it is done",
      });
    }
    if (Deno.build.os !== "windows") await Deno.chmod(path, FILE_MODE);
    return {
      path,
      digest: `sha256:${hash.digest("hex")}`,
      sizeBytes,
      sourceIdentity: identityOf(before),
      isSettled: isSettled(after),
    };
  } catch (error) {
    await dropDraft(path);
    if (error instanceof SchemaHeroError) throw error;
    throw new SchemaHeroError("plugin.no-store", `${source} cannot be copied into the store ${folder}`, {
      hint: "Make room on that disk, or set SCHEMAHERO_STORE_DIR to an absolute path of a folder of your own",
      detail: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
}

/** Makes a draft the store's file of its digest, unless that is there as it was put there. */
export async function keep(draft: Draft, folder: string): Promise<AdmittedFile> {
  const { digest } = draft;
  const sources = draft.isSettled ? { [draft.sourceIdentity]: digest } : {};
  const stored = findStored(folder, readIndex(folder), digest);
  if (stored) {
    await dropDraft(draft.path);
    await remember(folder, { sources });
    return stored;
  }
  const path = storedPath(folder, digest);
  await putInPlace(draft.path, path, digest);
  const identity = identityOf(await Deno.lstat(path));
  await remember(folder, { files: { [digest.slice("sha256:".length)]: identity }, sources });
  return { path, digest, identity };
}

/** Another run may have put the same file there meanwhile and be about to start it: then that one stays. */
async function putInPlace(draft: string, path: string, digest: string): Promise<void> {
  let wrong: string | undefined;
  for (
    let facts = lookAt(path);
    facts && isAsPut(facts) && identityOf(facts) !== wrong;
    facts = lookAt(path)
  ) {
    if (await digestFile(path) === digest) return await dropDraft(draft);
    wrong = identityOf(facts);
  }
  // deno-lint-ignore no-sync-fn-in-async-fn -- between the last look and this, nothing else of this run may happen
  Deno.renameSync(draft, path);
}

/** Removes a draft that was not admitted. */
export async function dropDraft(path: string): Promise<void> {
  await Deno.remove(path).catch(() => {}); // gone already, or never made
}

/**
 * The digest of a file as `sha256:<hex>`, read piece by piece and copied nowhere.
 * @throws {SchemaHeroError} plugin.unreadable
 */
export async function digestFile(path: string): Promise<string> {
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256");
  using file = await openSource(path);
  const chunk = new Uint8Array(CHUNK_BYTES);
  for (let count = await file.read(chunk); count !== null; count = await file.read(chunk)) {
    hash.update(chunk.subarray(0, count));
  }
  return `sha256:${hash.digest("hex")}`;
}

async function openSource(path: string): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path);
  } catch (cause) {
    throw new SchemaHeroError("plugin.unreadable", `${path} cannot be read, so it cannot be verified`, {
      hint: `Give yourself read permission on the file: chmod u+r ${shellWord(path)}`,
      cause,
    });
  }
}

async function dropStaleDrafts(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (!DRAFT.test(name)) continue;
    const path = join(folder, name);
    const facts = await Deno.lstat(path).catch(() => undefined);
    if (facts && Date.now() - Number(facts.mtime) > STALE_DRAFT_MS) await dropDraft(path);
  }
}
