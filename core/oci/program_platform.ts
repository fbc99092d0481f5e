// For which platform a program was built, by its first bytes (elf.h; mach-o/loader.h; the PE format), in the words of the
// OCI Image Specification.
import type { Platform } from "./artifact.ts";

const ELF_MACHINES: Readonly<Record<number, string>> = { 62: "amd64", 183: "arm64" };
/** cputype of a 64-bit Mach-O. */
const MACH_O_TYPES: Readonly<Record<number, string>> = { 0x01000007: "amd64", 0x0100000c: "arm64" };
const PE_MACHINES: Readonly<Record<number, string>> = { 0x8664: "amd64", 0xaa64: "arm64" };
const ELF = 0x7f454c46;
const MACH_O_64 = 0xfeedfacf;
/** Where the PE header's place is written. */
const PE_POINTER = 0x3c;
/** `PE\0\0` */
const PE = 0x50450000;

/** The platform; undefined for what is no program, or for a machine of which nobody builds plugins. */
export function platformOfProgram(bytes: Uint8Array): Platform | undefined {
  if (bytes.length < PE_POINTER + 4) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = (os: string, architecture: string | undefined) =>
    architecture === undefined ? undefined : { os, architecture };
  if (view.getUint32(0) === ELF) return found("linux", ELF_MACHINES[view.getUint16(18, bytes[5] === 1)]);
  if (view.getUint32(0, true) === MACH_O_64) return found("darwin", MACH_O_TYPES[view.getUint32(4, true)]);
  const header = view.getUint32(PE_POINTER, true);
  if (bytes[0] !== 0x4d || bytes[1] !== 0x5a || header + 6 > bytes.length) return undefined;
  return view.getUint32(header) === PE
    ? found("windows", PE_MACHINES[view.getUint16(header + 4, true)])
    : undefined;
}
