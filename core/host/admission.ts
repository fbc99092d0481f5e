// Whether a file may be started, and who it is: its stat identity and its digest.
// The admission store (verified bytes copied into a folder of the user's own and run only from there) takes its
// place here: admit() then returns the path in the store.
import { SchemaHeroError } from "../errors.ts";
import { type Candidate, describeCandidate } from "./candidate.ts";
import type { HostSettings } from "./settings.ts";

/** How much of a file is read at a time for its digest, in bytes. */
const CHUNK_BYTES = 1 << 20;
/**
 * A file that changed this short a time ago may change again without a new time stamp, in milliseconds: Deno gives
 * ctime in whole seconds. (node:fs has nanoseconds, and costs 3 ms to load.)
 */
const FRESH_MS = 1100;

const HEAD_BYTES = 20;
/** e_machine of the ELF header (elf.h): AArch64 or x86-64, of which there are builds of Deno. */
const ELF_MACHINE = Deno.build.arch === "aarch64" ? 183 : 62;
/** Mach-O of both word sizes and byte orders, and universal files (mach-o/loader.h, fat.h). */
const MACH_O = new Set([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe]);

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
export function admit(candidate: Candidate, settings: HostSettings): AdmittedFile | undefined {
  if (candidate.form === "source") return undefined;
  const { path } = candidate;
  const facts = statFile(candidate);
  if (!facts.isFile) {
    const what = facts.isDirectory ? "a folder" : "not a regular file";
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
  if (isPosix && candidate.form === "executable") checkKind(candidate);
  const { dev, ino, size, mtime, ctime } = facts;
  const changedMs = Math.max(Number(ctime ?? 0), Number(mtime ?? 0));
  return {
    path,
    identity: [dev, ino, size, Number(mtime), Number(ctime)].join(":"),
    isSettled: Date.now() - changedMs > FRESH_MS,
  };
}

/**
 * Refuses what is neither a program for this machine nor a script that names its interpreter. The system would refuse
 * it, too, but Deno then hands the file to a shell, line by line (measured with 2.6.10, detached, and 2.9.6).
 */
function checkKind(candidate: Candidate): void {
  const head = readHead(candidate.path);
  const magic = new DataView(head.buffer).getUint32(0);
  if (magic === 0x7f454c46) {
    const machine = new DataView(head.buffer).getUint16(18, head[5] === 1);
    if (machine === ELF_MACHINE) return;
  } else if (magic >>> 16 === 0x2321 || MACH_O.has(magic)) return;
  const what = magic === 0x7f454c46
    ? "is a program for another machine"
    : "is neither a program nor a script";
  throw new SchemaHeroError("plugin.wrong-interface", `${describeCandidate(candidate)} ${what}`, {
    hint:
      `Get the build for ${Deno.build.os} on ${Deno.build.arch}; a script needs a first line that begins with #!`,
    data: { path: candidate.path },
  });
}

function readHead(path: string): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(HEAD_BYTES);
  try {
    using file = Deno.openSync(path);
    file.readSync(head); // a shorter file leaves zeros, which are no magic number
    return head;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function statFile(candidate: Candidate): Deno.FileInfo {
  try {
    return Deno.statSync(candidate.path);
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
    throw unreadable(path, cause);
  }
  return `sha256:${hash.digest("hex")}`;
}

function unreadable(path: string, cause: unknown): SchemaHeroError {
  return new SchemaHeroError("plugin.unreadable", `${path} cannot be read, so it cannot be verified`, {
    hint: `Give yourself read permission on the file: chmod u+r ${quoteForShell(path)}`,
    cause,
  });
}

/** A path as one word of a shell command, for hints. */
export function quoteForShell(path: string): string {
  return /^[\w./+@%:,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
