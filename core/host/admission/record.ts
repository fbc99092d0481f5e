// Writes the user's own lock: what was admitted, what became known of it, and what is taken back.
import { dirname, join } from "node:path";
import type { Candidate } from "../candidate.ts";
import type { HostSettings } from "../settings.ts";
import { lookAt } from "./identity.ts";
import { type LockEntry, readLock, writeLock } from "./lock_file.ts";
import { ownLockPath } from "./standing.ts";
import { storedPath, storeFolder } from "./store.ts";

const LOCK_MODE = 0o600;
/** How long one run waits for another that writes, and after what time that one must have been killed, in ms. */
const WAIT_MS = 50;
const STALE_MS = 3_000;

/** Adds a file to the user's own lock, in the place of what was admitted from the same path. */
export async function recordAdmitted(
  candidate: Candidate,
  digest: string,
  platform: string,
  how: Pick<LockEntry, "admitted" | "key">,
  settings: HostSettings,
): Promise<void> {
  const path = ownLockPath(settings);
  if (path === undefined) return; // without a home it is admitted for this run
  using _turn = await turnAt(path);
  const entries = readLock(path) ?? [];
  const before = entries.find(({ source }) => source === candidate.path);
  const replaced = before?.digests[platform];
  const entry: LockEntry = {
    name: candidate.name,
    source: candidate.path,
    digests: { ...before?.digests, [platform]: digest },
    ...how,
  };
  const kept = [...entries.filter((each) => each !== before), entry];
  await writeLock(path, kept, LOCK_MODE);
  if (replaced !== undefined && replaced !== digest) await dropUnused(replaced, kept, settings);
}

/** Completes the entries of a digest with what the plugin says of itself. */
export async function recordDescription(
  digest: string,
  facts: Pick<LockEntry, "version" | "protocol">,
  settings: HostSettings,
): Promise<void> {
  const path = ownLockPath(settings);
  const isMeant = (entry: LockEntry) =>
    entry.version === undefined && Object.values(entry.digests).includes(digest);
  if (path === undefined || !readLock(path)?.some(isMeant)) return;
  using _turn = await turnAt(path);
  const entries = readLock(path) ?? [];
  await writeLock(path, entries.map((entry) => isMeant(entry) ? { ...entry, ...facts } : entry), LOCK_MODE);
}

/**
 * Takes back what was admitted, and removes it from the store.
 * @param isMeant says which entries
 * @returns the entries that are gone
 */
export async function forget(
  isMeant: (entry: LockEntry) => boolean,
  settings: HostSettings,
): Promise<readonly LockEntry[]> {
  const path = ownLockPath(settings);
  if (path === undefined || !readLock(path)?.some(isMeant)) return [];
  using _turn = await turnAt(path);
  const entries = readLock(path) ?? [];
  const gone = entries.filter(isMeant);
  const kept = entries.filter((entry) => !gone.includes(entry));
  await writeLock(path, kept, LOCK_MODE);
  for (const digest of new Set(gone.flatMap(({ digests }) => Object.values(digests)))) {
    await dropUnused(digest, kept, settings);
  }
  return gone;
}

/** The most copies that the user's own lock does not name: what projects' locks admit comes and goes. */
const MAX_UNLISTED_COPIES = 16;

/** Removes the oldest copies that the user's own lock does not name; whoever needs one copies it anew. */
export async function dropOldCopies(settings: HostSettings): Promise<void> {
  const folder = storeFolder(settings);
  const path = ownLockPath(settings);
  const listed = path === undefined ? [] : readLock(path) ?? [];
  const named = new Set(listed.flatMap(({ digests }) => Object.values(digests)));
  const copies: { readonly path: string; readonly copiedMs: number }[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const [hex = ""] = name.split(".", 1);
    if (!/^[0-9a-f]{64}$/.test(hex) || named.has(`sha256:${hex}`)) continue;
    const facts = await Deno.lstat(join(folder, name)).catch(() => undefined); // another run may remove it, too
    if (facts) copies.push({ path: join(folder, name), copiedMs: Number(facts.mtime) });
  }
  copies.sort((left, right) => right.copiedMs - left.copiedMs);
  for (const copy of copies.slice(MAX_UNLISTED_COPIES)) await Deno.remove(copy.path).catch(() => {}); // as above
}

/** A copy that no entry needs would stay for ever. */
async function dropUnused(digest: string, kept: readonly LockEntry[], settings: HostSettings): Promise<void> {
  if (kept.some(({ digests }) => Object.values(digests).includes(digest))) return;
  await Deno.remove(storedPath(storeFolder(settings), digest)).catch(() => {}); // another platform's, or gone
}

/** Waits until no other run writes a file. Two at a time would each write what they have read, and one be lost. */
async function turnAt(path: string): Promise<Disposable> {
  const sign = `${path}.busy`;
  await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (;;) {
    try {
      (await Deno.open(sign, { write: true, createNew: true, mode: 0o600 })).close();
      return { [Symbol.dispose]: () => takeDown(sign) };
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      const facts = lookAt(sign);
      if (facts && Date.now() - Number(facts.mtime) > STALE_MS) takeDown(sign);
      else await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
  }
}

function takeDown(sign: string): void {
  try {
    Deno.removeSync(sign);
  } catch {
    // another run thought that this one had been killed
  }
}
