// Writes the user's own lock: what was admitted, what became known of it, and what is taken back.
import type { Candidate } from "../candidate.ts";
import type { HostSettings } from "../settings.ts";
import { type LockEntry, readLock, writeLock } from "./lock_file.ts";
import { ownLockPath } from "./standing.ts";
import { storedPath, storeFolder } from "./store.ts";

const LOCK_MODE = 0o600;

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
  const entries = path === undefined ? undefined : readLock(path);
  const isMeant = (entry: LockEntry) =>
    entry.version === undefined && Object.values(entry.digests).includes(digest);
  if (path === undefined || !entries?.some(isMeant)) return;
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
  const entries = path === undefined ? [] : readLock(path) ?? [];
  const gone = entries.filter(isMeant);
  if (path === undefined || gone.length === 0) return [];
  const kept = entries.filter((entry) => !gone.includes(entry));
  await writeLock(path, kept, LOCK_MODE);
  for (const digest of new Set(gone.flatMap(({ digests }) => Object.values(digests)))) {
    await dropUnused(digest, kept, settings);
  }
  return gone;
}

/** A copy that no entry needs would stay for ever. */
async function dropUnused(digest: string, kept: readonly LockEntry[], settings: HostSettings): Promise<void> {
  if (kept.some(({ digests }) => Object.values(digests).includes(digest))) return;
  await Deno.remove(storedPath(storeFolder(settings), digest)).catch(() => {}); // another platform's, or gone
}
