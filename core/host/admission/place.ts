// Who else could change a file, or put another in its place: the owners and modes of the file and of every folder
// above it. Says nothing of what is in the file; that is the digest's matter.
import { dirname } from "node:path";
import { lookAt } from "./identity.ts";

/** Bits of st_mode (stat(2)). */
const WRITABLE_BY_GROUP = 0o020;
const WRITABLE_BY_ALL = 0o002;
/** In such a folder nobody but the owner of a file may move it away. */
const STICKY = 0o1000;

/** Somebody else than the user and the system's administrator has power over a file. */
export interface Weakness {
  /** The file or folder, whose fix is shown with it. */
  readonly path: string;
  /** `writable`: everybody, or a group that is not the owner's own; `foreign`: it belongs to another user. */
  readonly kind: "writable" | "foreign";
  /** What is the matter, to follow the path in a sentence. */
  readonly what: string;
  /** A shell command that mends it. */
  readonly fix: string;
}

const knownFolders = new Map<string, Weakness | undefined>();

/**
 * The first thing that is wrong with a file and the folders above it; what can be written by others comes before
 * what belongs to others. The path must be the real one; folders may be links.
 */
export function weaknessOf(path: string): Weakness | undefined {
  if (Deno.build.os === "windows") return undefined; // it has no modes; folders of a user are its owner's there
  const own = weakness(path, "file");
  if (own?.kind === "writable") return own;
  const above = weaknessOfFolder(dirname(path));
  return above?.kind === "writable" ? above : own ?? above;
}

/** Like {@linkcode weaknessOf}, for a folder in which files lie. Remembered for as long as the program runs. */
export function weaknessOfFolder(folder: string): Weakness | undefined {
  if (Deno.build.os === "windows") return undefined;
  if (!knownFolders.has(folder)) knownFolders.set(folder, lookUpwards(Deno.realPathSync(folder)));
  return knownFolders.get(folder);
}

function lookUpwards(folder: string): Weakness | undefined {
  let foreign: Weakness | undefined;
  for (let path = folder, kind: Kind = "folder";; path = dirname(path), kind = "above") {
    const found = weakness(path, kind);
    if (found?.kind === "writable") return found;
    foreign ??= found;
    if (dirname(path) === path) return foreign;
  }
}

type Kind = "file" | "folder" | "above";

function weakness(path: string, kind: Kind): Weakness | undefined {
  const facts = lookAt(path);
  if (!facts || facts.isSymlink || facts.mode === null || facts.uid === null) return undefined;
  const { mode, uid, gid } = facts;
  const word = shellWord(path);
  if ((mode & WRITABLE_BY_ALL) !== 0 && !(kind === "above" && (mode & STICKY) !== 0)) {
    const what = "can be changed by everyone on this machine";
    return { path, kind: "writable", what, fix: `chmod go-w ${word}` };
  }
  // A group of the owner's own has the owner's number by custom; what root lets a group write is the system's.
  const isOwnGroup = gid === uid || gid === 0 || uid === 0;
  if ((mode & WRITABLE_BY_GROUP) !== 0 && !isOwnGroup && !(kind === "above" && (mode & STICKY) !== 0)) {
    return {
      path,
      kind: "writable",
      what: `can be changed by the group number ${gid}`,
      fix: `chmod g-w ${word}`,
    };
  }
  if (uid !== 0 && uid !== Deno.uid()) {
    return {
      path,
      kind: "foreign",
      what: `belongs to the user number ${uid}`,
      fix: `chown ${Deno.uid()} ${word}`,
    };
  }
  return undefined;
}

/** A path as one word of a shell command, for hints. */
export function shellWord(path: string): string {
  return /^[\w./+@%:,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
