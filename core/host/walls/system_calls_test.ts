import { strict as assert } from "node:assert";
import { numberOf, SYSTEM_CALLS } from "./system_calls.ts";

Deno.test("numberOf() gives each call of a machine a number of its own", () => {
  for (const machine of ["x86_64", "aarch64"] as const) {
    const numbers = SYSTEM_CALLS.flatMap((call) => numberOf(call, machine) ?? []);
    assert.equal(new Set(numbers).size, numbers.length, machine);
    assert(numbers.every((number) => number >= 0 && number < 470), machine);
  }
});

Deno.test("numberOf() knows that 64-bit ARM has no old calls", () => {
  const absent = SYSTEM_CALLS.filter((call) => numberOf(call, "aarch64") === undefined);
  assert.deepEqual(absent, [
    ...["chmod", "chown", "fork", "futimesat", "inotify_init", "ioperm", "iopl", "lchown", "modify_ldt"],
    ...["uselib", "utime", "utimes", "vfork"],
  ]);
  assert(SYSTEM_CALLS.every((call) => numberOf(call, "x86_64") !== undefined));
});

/** Read in the kernel's own headers, unistd_64.h and asm-generic/unistd.h, by hand. */
const PINNED = [
  ["execve", 59, 221],
  ["openat", 257, 56],
  ["prctl", 157, 167],
  ["prlimit64", 302, 261],
  ["sched_setaffinity", 203, 122],
  ["socket", 41, 198],
  ["socketpair", 53, 199],
  ["clone", 56, 220],
  ["mmap", 9, 222],
  ["ioctl", 16, 29],
  ["capset", 126, 91],
  ["fcntl", 72, 25],
  ["landlock_restrict_self", 446, 446],
] as const;

Deno.test("numberOf() gives the kernel's numbers", () => {
  for (const [call, x64, arm64] of PINNED) {
    assert.deepEqual([numberOf(call, "x86_64"), numberOf(call, "aarch64")], [x64, arm64], call);
  }
});
