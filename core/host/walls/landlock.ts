// Landlock: which rights there are in which version (ABI) of the kernel, and the system calls that bind a process to
// a list of files and ports. What the ABI does not know is left out; missing() names it.
import { cString, type Step } from "./program.ts";

/** Rights to files (linux/landlock.h). */
const RIGHTS = {
  execute: 1 << 0,
  writeFile: 1 << 1,
  readFile: 1 << 2,
  readFolder: 1 << 3,
  truncate: 1 << 14,
  ioctlDevice: 1 << 15,
} as const;

/** All rights to files of ABI 1; each later one adds a bit: 2 moving between folders, 3 truncation, 5 devices. */
const RIGHTS_OF_ABI_1 = (1 << 13) - 1;

/** What may be done with a file, or with everything in a folder. */
export type Access = "read" | "read-write" | "read-execute" | "execute";

/** A file or folder that the plugin may use. */
export interface FileRule {
  readonly path: string;
  readonly access: Access;
  readonly isFolder: boolean;
  /** True when the start must fail without it, rather than go on with less. */
  readonly isNeeded: boolean;
}

/** What a process is bound to. */
export interface Bounds {
  readonly files: readonly FileRule[];
  /** Ports to which TCP connections may be made. */
  readonly ports: readonly number[];
}

/** Where the open files of the program begin: it has closed all others before. */
const RULESET = 3;
const OPENED = 4;
const AT_FDCWD = -100;
/** O_PATH | O_CLOEXEC (asm-generic/fcntl.h; the same on both machines). */
const PATH_ONLY = 0o12000000;

/** The system calls that bind the process that makes them. Open files below 3 only are expected. */
export function landlockSteps(abi: number, { files, ports }: Bounds): readonly Step[] {
  const attributes = new DataView(new ArrayBuffer(abi >= 6 ? 24 : abi >= 4 ? 16 : 8));
  attributes.setBigUint64(0, BigInt(handledRights(abi)), true);
  if (abi >= 4) attributes.setBigUint64(8, 3n, true); // bind and connect
  if (abi >= 6) attributes.setBigUint64(16, 3n, true); // abstract unix sockets and signals stay inside
  const otherwise = "cannot bind itself to its files and ports (Landlock)";
  return [
    { call: "landlock_create_ruleset", args: [bytesOf(attributes), attributes.byteLength, 0], otherwise },
    ...files.flatMap((rule) => fileSteps(abi, rule)),
    ...(abi >= 4 ? ports : []).map((port): Step => ({
      call: "landlock_add_rule",
      args: [RULESET, 2, words(2n, BigInt(port)), 0],
      otherwise,
    })),
    { call: "landlock_restrict_self", args: [RULESET, 0], otherwise },
    { call: "close", args: [RULESET], otherwise },
  ];
}

/** Opens a path and adds it. Whatever fails leaves the process with less, never with more. */
function fileSteps(abi: number, rule: FileRule): readonly Step[] {
  const { path, isNeeded } = rule;
  const told = isNeeded ? { otherwise: `cannot reach ${path}` } : {};
  const attributes = new DataView(new ArrayBuffer(12)); // packed: u64 rights, s32 file
  attributes.setBigUint64(0, BigInt(rightsOf(rule, abi)), true);
  attributes.setInt32(8, OPENED, true);
  return [
    { call: "openat", args: [AT_FDCWD, cString(path), PATH_ONLY], ...told },
    { call: "landlock_add_rule", args: [RULESET, 1, bytesOf(attributes), 0], ...told },
    { call: "close", args: [OPENED] },
  ];
}

function rightsOf({ access, isFolder }: FileRule, abi: number): number {
  const read = RIGHTS.readFile | (isFolder ? RIGHTS.readFolder : 0);
  switch (access) {
    case "read":
      return read;
    case "read-execute":
      return read | RIGHTS.execute;
    case "execute":
      return RIGHTS.execute | RIGHTS.readFile;
    case "read-write":
      return (read | RIGHTS.writeFile | RIGHTS.truncate) & handledRights(abi);
  }
}

/** All rights that the kernel judges; a right that is not handled is not refused either. */
export function handledRights(abi: number): number {
  return RIGHTS_OF_ABI_1 | (abi >= 2 ? 1 << 13 : 0) | (abi >= 3 ? RIGHTS.truncate : 0) |
    (abi >= 5 ? RIGHTS.ioctlDevice : 0);
}

/** What this version cannot refuse, in words; nothing when it can do all that `--sandbox=required` asks for. */
export function missingInLandlock(abi: number): readonly string[] {
  if (abi < 1) return ["files (needs Linux 5.13 with Landlock)", "TCP ports (needs Linux 6.7)", SIGNALS];
  return [...(abi < 4 ? ["TCP ports (needs Linux 6.7)"] : []), ...(abi < 6 ? [SIGNALS] : [])];
}

const SIGNALS = "signals to other processes (needs Linux 6.12)";

function words(...values: readonly bigint[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 8));
  for (const [index, value] of values.entries()) view.setBigUint64(index * 8, value, true);
  return bytesOf(view);
}

function bytesOf({ buffer }: DataView<ArrayBuffer>): Uint8Array {
  return new Uint8Array(buffer);
}
