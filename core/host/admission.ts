// Whether a file may be started, and who it is: its stat identity and its digest.
// The admission store (verified bytes copied into a folder of the user's own and run only from there) takes its
// place here: admit() then returns the path in the store.
import { SchemaHeroError } from "../errors.ts";
import { type Candidate, describeCandidate } from "./candidate.ts";
import type { HostSettings } from "./settings.ts";

/** How much of a file is read at a time for its digest, in bytes. */
const CHUNK_BYTES = 1 << 20;
/** A file that changed this short a time ago may change again without a new time stamp, in milliseconds. */
const FRESH_MS = 50;

/** A file that may be started. */
export interface AdmittedFile {
  readonly path: string;
  /** Device, inode, size and times: equal for as long as nobody wrote to the file. */
  readonly identity: string;
  /** False while the file is so new that it could still change under the same identity. */
  readonly isSettled: boolean;
}

/**
 * Checks what can be seen of a candidate's file. Undefined for a plugin from source, which is no file.
 * @throws {SchemaHeroError} plugin.not-found, plugin.wrong-interface, plugin.not-executable
 */
export async function admit(candidate: Candidate, settings: HostSettings): Promise<AdmittedFile | undefined> {
  if (candidate.form === "source") return undefined;
  const { path } = candidate;
  const facts = await statFile(candidate);
  if (!facts.isFile()) {
    const what = facts.isDirectory() ? "a folder" : "not a regular file";
    throw new SchemaHeroError("plugin.wrong-interface", `${path} is ${what}, not a plugin`, {
      hint: "A plugin is an executable file, or a portable bundle whose name ends in .js",
    });
  }
  const isPosix = Deno.build.os !== "windows";
  if (isPosix && candidate.form === "executable" && (Number(facts.mode) & 0o111) === 0) {
    throw new SchemaHeroError("plugin.not-executable", `${describeCandidate(candidate)} is not executable`, {
      hint: `Make it executable: chmod +x ${quoteForShell(path)}`,
      data: { path },
    });
  }
  if (isPosix && (Number(facts.mode) & 0o002) !== 0) {
    settings.log?.(
      "warning",
      `${path} can be changed by everyone on this machine: chmod o-w ${quoteForShell(path)}`,
    );
  }
  const { dev, ino, size, mtimeNs, ctimeNs } = facts;
  return {
    path,
    identity: [dev, ino, size, mtimeNs, ctimeNs].join(":"),
    isSettled: Date.now() - Number(ctimeNs / 1_000_000n) > FRESH_MS,
  };
}

async function statFile(candidate: Candidate) {
  const { stat } = await import("node:fs/promises"); // Deno.stat rounds times to milliseconds
  try {
    return await stat(candidate.path, { bigint: true });
  } catch (cause) {
    throw new SchemaHeroError("plugin.not-found", `${describeCandidate(candidate)} cannot be read`, {
      hint: "The file is gone, a link to it leads nowhere, or a folder above it may not be entered",
      cause,
    });
  }
}

/**
 * The digest of a file as `sha256:<hex>`. Reads it piece by piece: a compiled plugin has 92 MB (74 ms).
 * @throws {SchemaHeroError} plugin.unreadable
 */
export async function digestFile(path: string): Promise<string> {
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256");
  try {
    using file = await Deno.open(path);
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (let count = await file.read(chunk); count !== null; count = await file.read(chunk)) {
      hash.update(chunk.subarray(0, count));
    }
  } catch (cause) {
    throw new SchemaHeroError("plugin.unreadable", `${path} cannot be read, so it cannot be verified`, {
      hint: "Give yourself read permission on the file",
      cause,
    });
  }
  return `sha256:${hash.digest("hex")}`;
}

/** A path as one word of a shell command, for hints. */
export function quoteForShell(path: string): string {
  return /^[\w./+@%:,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
