// How much room is left on the disk of a file.
import { statfsSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Free bytes for this user on the disk of a file, which need not exist yet; undefined without a path, and where the
 * system does not tell.
 */
export function freeBytesBeside(path: string | undefined): bigint | undefined {
  if (path === undefined) return undefined;
  try {
    const { bavail, bsize } = statfsSync(dirname(path), { bigint: true });
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
