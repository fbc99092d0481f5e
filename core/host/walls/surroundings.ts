// What a program needs of the system to run at all, beside what its connection is granted: its own file, the loader
// and the libraries, its own page in /proc, random numbers, the time zone. No more.
import type { StartCommand } from "../start_command.ts";
import type { Access, FileRule } from "./landlock.ts";

const LIBRARIES = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store", "/gnu/store"];
/** A script's interpreter with what that loads is somewhere in here. */
const SCRIPTS = ["/bin", "/usr", ...LIBRARIES];

/**
 * What a program may read of itself in /proc: what C libraries and runtimes ask for. Not the folder: in it, and once more
 * in each of its threads' (task), are the machine's tables of connections and sockets (net), and what is mounted where.
 */
const OWN_PAGES = [
  ...["auxv", "cgroup", "cmdline", "comm", "environ", "limits", "maps", "oom_score_adj"],
  ...["smaps", "smaps_rollup", "stat", "statm", "status"],
];

/** The rules for a command's own files. */
export function surroundings({ command, needs }: StartCommand): readonly FileRule[] {
  const programs = isScript(command) ? SCRIPTS : LIBRARIES;
  return [
    { path: command, access: "read-execute", isFolder: false, isNeeded: true },
    ...programs.map((path) => folder(path, "read-execute")),
    ...needs.map(({ path, isFolder }): FileRule => ({ path, access: "read", isFolder, isNeeded: false })),
    file("/etc/ld.so.cache", "read"),
    file("/etc/localtime", "read"),
    folder("/usr/share/zoneinfo", "read"),
    ...OWN_PAGES.map((name) => file(`/proc/self/${name}`, "read")),
    folder("/proc/self/fd", "read"),
    file("/dev/null", "read-write"),
    file("/dev/random", "read"),
    file("/dev/urandom", "read"),
  ];
}

function isScript(path: string): boolean {
  const head = new Uint8Array(2);
  try {
    using file = Deno.openSync(path);
    file.readSync(head);
  } catch {
    return false; // told when it is started
  }
  return head[0] === 0x23 && head[1] === 0x21; // #!
}

function file(path: string, access: Access): FileRule {
  return { path, access, isFolder: false, isNeeded: false };
}

function folder(path: string, access: Access): FileRule {
  return { path, access, isFolder: true, isNeeded: false };
}
