// Files that an engine makes beside its database (journals) are made by the core before the start, empty, because the
// kernel can grant only files that exist; what is still empty afterwards goes away again. Knows no engine: which
// files, and which lock keeps others out while they are removed, is in the plugin's connection block.
import { dirname } from "node:path";
import type { ConnectionBlock } from "../../protocol/describe.ts";
import { Kernel } from "./walls/kernel.ts";

type Upkeep = NonNullable<NonNullable<ConnectionBlock["files"]>[number]["upkeep"]>;

/** A file that a connection writes. */
export interface KeptFile {
  readonly path: string;
  /** The absolute paths of the files beside it. */
  readonly sideFiles: readonly string[];
  readonly upkeep?: Upkeep;
}

/** Files that did not exist before this run. A head start and its session both prepare the same ones. */
const madeHere = new Set<string>();

/** What was made; to be tidied when the plugin has ended. */
export interface SideFiles {
  /** Removes what is empty and nobody uses. Never throws. */
  tidy(): void;
}

/**
 * Makes what is missing: side files, and for writing also the file itself. What cannot be made is left out: the
 * plugin will say what it misses.
 */
export function makeSideFiles(files: readonly KeptFile[], isForWriting: boolean): SideFiles {
  const made = files.flatMap((file) => {
    if (isForWriting && make(file.path, 0o644)) madeHere.add(file.path);
    const isNew = madeHere.has(file.path);
    if (!isNew && !needsSideFiles(file, isForWriting)) {
      // What a crash left may be empty when it was looked at.
      return file.sideFiles.some((path) => modeOf(path) !== undefined) ? [{ file, isNew }] : [];
    }
    const mode = modeOf(file.path);
    if (mode === undefined) return [];
    const added = file.sideFiles.filter((path) => make(path, mode));
    if (isForWriting && (isNew || added.length > 0)) syncFolder(file.path);
    return [{ file, isNew }];
  });
  return {
    tidy: () => {
      for (const { file, isNew } of made) tidy(file, isNew);
    },
  };
}

function needsSideFiles({ path, upkeep }: KeptFile, isForWriting: boolean): boolean {
  const { neededToRead } = upkeep ?? {};
  if (isForWriting || !neededToRead) return true;
  try {
    using file = Deno.openSync(path);
    const head = new Uint8Array(neededToRead.at + 1);
    file.readSync(head); // a shorter file leaves zeros
    return head[neededToRead.at] === neededToRead.byte;
  } catch {
    return false;
  }
}

/** True when there was no such file and now there is one. */
function make(path: string, mode: number): boolean {
  try {
    Deno.openSync(path, { createNew: true, write: true, mode }).close();
    return true;
  } catch {
    return false;
  }
}

/** The permissions of a file; undefined when it is none, or not there. */
function modeOf(path: string): number | undefined {
  try {
    const { isFile, mode } = Deno.lstatSync(path);
    return isFile ? Number(mode) & 0o777 : undefined;
  } catch {
    return undefined;
  }
}

/** A journal whose name is lost in a power failure protects nothing; the engine may not open the folder to see to it. */
function syncFolder(path: string): void {
  try {
    using folder = Deno.openSync(dirname(path));
    folder.syncSync();
  } catch {
    // file systems without this keep names safe by themselves, or cannot at all
  }
}

function tidy({ path, sideFiles, upkeep }: KeptFile, isNew: boolean): void {
  if (!upkeep) return;
  const scratch = new Set(upkeep.scratch.map((suffix) => path + suffix));
  const remove = () => {
    const lasting = sideFiles.filter((each) => !scratch.has(each) && !removeEmpty(each));
    if (lasting.length > 0) return; // something is to be recovered
    for (const each of scratch) removeFile(each);
    if (isNew) removeEmpty(path);
  };
  try {
    using kernel = Kernel.open();
    kernel.whileLocked(path, upkeep.lock, remove);
  } catch {
    // the next run finds it
  }
}

/** True when the file is not there any more. */
function removeEmpty(path: string): boolean {
  try {
    if (Deno.lstatSync(path).size > 0) return false;
  } catch {
    return true;
  }
  return removeFile(path);
}

function removeFile(path: string): boolean {
  try {
    Deno.removeSync(path);
    return true;
  } catch (error) {
    return error instanceof Deno.errors.NotFound;
  }
}
