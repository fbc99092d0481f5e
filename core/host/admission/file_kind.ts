// What can be seen of a candidate's file without running it: that it is there, may be executed, and is a program for
// this machine, a script, or a bundle.
import { SchemaHeroError } from "../../errors.ts";
import { type Candidate, describeCandidate } from "../candidate.ts";
import { ANY_PLATFORM, PLATFORM } from "./lock_file.ts";
import { shellWord } from "./place.ts";

const HEAD_BYTES = 20;
/** e_machine of the ELF header (elf.h): AArch64 or x86-64, of which there are builds of Deno. */
const ELF_MACHINE = Deno.build.arch === "aarch64" ? 183 : 62;
const ELF = 0x7f454c46;
/** `#!` */
const SCRIPT = 0x2321;
/** Mach-O of both word sizes and byte orders, and universal files (mach-o/loader.h, fat.h). */
const MACH_O = new Set([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe]);

/** What `stat` says of a candidate's file. @throws {SchemaHeroError} plugin.not-found */
export function statCandidate(candidate: Candidate): Deno.FileInfo {
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
 * Refuses what is no file, or may not be executed.
 * @throws {SchemaHeroError} plugin.wrong-interface, plugin.not-executable
 */
export function checkMode(candidate: Candidate, facts: Deno.FileInfo): void {
  const { path } = candidate;
  if (!facts.isFile) {
    const what = facts.isDirectory ? "a folder" : "not a regular file";
    throw new SchemaHeroError("plugin.wrong-interface", `${path} is ${what}, not a plugin`, {
      hint: "A plugin is an executable file, or a portable bundle whose name ends in .js",
    });
  }
  const isPosix = Deno.build.os !== "windows";
  if (isPosix && candidate.form === "executable" && (Number(facts.mode) & 0o111) === 0) {
    throw new SchemaHeroError("plugin.not-executable", `${describeCandidate(candidate)} is not executable`, {
      hint: `Make it executable: chmod +x ${shellWord(path)}`,
      data: { path },
    });
  }
}

/**
 * What a file is by its first bytes. Refuses what is neither a program for this machine nor a script that names its
 * interpreter: the system would refuse it, too, but Deno then hands the file to a shell, line by line (measured with
 * 2.6.10, detached, and 2.9.6).
 * @param path of the bytes that will run
 * @throws {SchemaHeroError} plugin.wrong-interface
 */
export function checkProgram(candidate: Candidate, path: string): "program" | "script" {
  const head = readHead(path);
  const magic = new DataView(head.buffer).getUint32(0);
  if (magic === ELF) {
    const machine = new DataView(head.buffer).getUint16(18, head[5] === 1);
    if (machine === ELF_MACHINE) return "program";
  } else if (magic >>> 16 === SCRIPT) return "script";
  else if (MACH_O.has(magic) || Deno.build.os === "windows") return "program";
  const what = magic === ELF ? "is a program for another machine" : "is neither a program nor a script";
  throw new SchemaHeroError("plugin.wrong-interface", `${describeCandidate(candidate)} ${what}`, {
    hint:
      `Get the build for ${Deno.build.os} on ${Deno.build.arch}; a script needs a first line that begins with #!`,
    data: { path: candidate.path },
  });
}

/** The platform that the digest of a file is good for; scripts and bundles are the same everywhere. */
export function platformOf(candidate: Candidate, path: string): string {
  if (candidate.form === "portable") return ANY_PLATFORM;
  return checkProgram(candidate, path) === "script" ? ANY_PLATFORM : PLATFORM;
}

function readHead(path: string): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(HEAD_BYTES);
  using file = Deno.openSync(path);
  file.readSync(head); // a shorter file leaves zeros, which are no magic number
  return head;
}
