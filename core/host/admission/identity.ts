// The stat identity of a file: what changes when anybody writes to it or puts another in its place.

/**
 * A file that changed this short a time ago may change again without a new time stamp, in milliseconds: Deno gives
 * ctime in whole seconds. (node:fs has nanoseconds, and costs 3 ms to load.)
 */
const FRESH_MS = 1100;

/** Device, inode, size and times as one text. */
export function identityOf({ dev, ino, size, mtime, ctime }: Deno.FileInfo): string {
  return [dev, ino, size, Number(mtime), Number(ctime)].join(":");
}

/** False while a file is so new that it could still change under the same identity. */
export function isSettled({ mtime, ctime }: Deno.FileInfo): boolean {
  return Date.now() - Math.max(Number(ctime ?? 0), Number(mtime ?? 0)) > FRESH_MS;
}

/** What `lstat` says; undefined for what is not there. Other troubles are thrown. */
export function lookAt(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw error;
  }
}
