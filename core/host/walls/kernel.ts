// The only file that calls the C library: four system calls, through the one library that the core's permissions name
// (core/permissions.json). No pointer of ours ever reaches JavaScript.
import { type Machine, numberOf } from "./system_calls.ts";

/** Where the distributions keep their C library; the core's permissions list the same paths. */
export const LIBRARIES: Readonly<Record<Machine, readonly string[]>> = {
  "x86_64": [
    "/lib/x86_64-linux-gnu/libc.so.6",
    "/usr/lib/x86_64-linux-gnu/libc.so.6",
    "/lib64/libc.so.6",
    "/usr/lib64/libc.so.6",
    "/usr/lib/libc.so.6",
  ],
  "aarch64": [
    "/lib/aarch64-linux-gnu/libc.so.6",
    "/usr/lib/aarch64-linux-gnu/libc.so.6",
    "/lib64/libc.so.6",
    "/usr/lib64/libc.so.6",
    "/usr/lib/libc.so.6",
  ],
};

const SYMBOLS = {
  number: { name: "syscall", parameters: ["i64", "i64", "i64", "i64"], result: "i64" },
  onBytes: { name: "syscall", parameters: ["i64", "buffer", "i64"], result: "i64" },
  onFile: { name: "syscall", parameters: ["i64", "i64", "buffer", "i64"], result: "i64" },
  onFileBytes: { name: "syscall", parameters: ["i64", "i64", "i64", "buffer"], result: "i64" },
  onBuffers: { name: "syscall", parameters: ["i64", "buffer", "buffer"], result: "i64" },
} as const;

/** The kernel, as far as the walls need it. */
export class Kernel implements Disposable {
  readonly machine: Machine;
  readonly #library: Deno.DynamicLibrary<typeof SYMBOLS>;

  private constructor(machine: Machine, library: Deno.DynamicLibrary<typeof SYMBOLS>) {
    this.machine = machine;
    this.#library = library;
  }

  /** Loads the C library. @throws {Error} with the reason when there can be no walls on this machine */
  static open(): Kernel {
    const { os, arch } = Deno.build;
    if (os !== "linux") throw new Error(`the kernel of ${os} has no Landlock`);
    const reasons: string[] = [];
    for (const path of LIBRARIES[arch]) {
      try {
        return new Kernel(arch, Deno.dlopen(path, SYMBOLS));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (!reason.includes("No such file")) reasons.push(reason);
      }
    }
    throw new Error(
      reasons[0] ?? `no C library was found at ${LIBRARIES[arch].slice(0, 3).join(", ")}, ...`,
    );
  }

  /** The version of Landlock; 0 where there is none. */
  landlockAbi(): number {
    const abi = Number(this.#library.symbols.number(this.#call("landlock_create_ruleset"), 0n, 0n, 1n));
    return Math.max(abi, 0);
  }

  /** True when system calls can be filtered. */
  hasSeccomp(): boolean {
    // PR_GET_SECCOMP (21): 0 for a process without a filter, 2 with one, -1 where the kernel has none.
    return this.#library.symbols.number(this.#call("prctl"), 21n, 0n, 0n) >= 0n;
  }

  /**
   * The capabilities that a plugin may keep, as the two arguments of capset: of the core's own those that let root
   * use files of others, which Landlock then judges. A user other than root has none.
   */
  keptCapabilities(): readonly [header: Uint8Array, data: Uint8Array] {
    const header = new Uint8Array(new Uint32Array([0x20080522, 0]).buffer); // _LINUX_CAPABILITY_VERSION_3, this thread
    const data = new Uint32Array(6); // effective, permitted, inheritable, two words each
    const bytes = new Uint8Array(data.buffer);
    if (this.#library.symbols.onBuffers(this.#call("capget"), header, bytes) < 0n) data.fill(0);
    const files = 1 << 1 | 1 << 2; // CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    for (const index of data.keys()) data[index] = index < 2 ? (data[index] ?? 0) & files : 0;
    return [header, bytes];
  }

  /**
   * A file in memory that holds a program, and can be started by its path for as long as it is not closed.
   * @throws {Error} when the kernel refuses
   */
  hold(program: Uint8Array<ArrayBuffer>): HeldProgram {
    const { symbols } = this.#library;
    const name = new TextEncoder().encode("schemahero-walls\0");
    const create = this.#call("memfd_create");
    let file = symbols.onBytes(create, name, 0x11n); // MFD_CLOEXEC | MFD_EXEC (Linux 6.3)
    if (file < 0n) file = symbols.onBytes(create, name, 0x1n);
    if (file < 0n) throw new Error("the kernel gives no file in memory (memfd_create)");
    const close = () => void symbols.number(this.#call("close"), file, 0n, 0n);
    const written = symbols.onFile(this.#call("write"), file, program, BigInt(program.length));
    if (Number(written) !== program.length) {
      close();
      throw new Error("the kernel does not take the program of the walls (write)");
    }
    return { path: `/proc/self/fd/${file}`, [Symbol.dispose]: close };
  }

  /**
   * Does something while bytes of a file are locked against everyone. Does nothing, and gives false, when someone
   * else holds a lock on any of them.
   */
  whileLocked(
    path: string,
    range: { readonly from: number; readonly length: number },
    body: () => void,
  ): boolean {
    const { symbols } = this.#library;
    const name = new TextEncoder().encode(`${path}\0`);
    const file = symbols.onFile(this.#call("openat"), -100n, name, 0o2000002n); // AT_FDCWD, O_RDWR | O_CLOEXEC
    if (file < 0n) return false;
    try {
      const lock = new DataView(new ArrayBuffer(32)); // struct flock: type, whence, start, length, owner
      lock.setInt16(0, 1, true); // F_WRLCK
      lock.setBigInt64(8, BigInt(range.from), true);
      lock.setBigInt64(16, BigInt(range.length), true);
      const bytes = new Uint8Array(lock.buffer);
      if (symbols.onFileBytes(this.#call("fcntl"), file, 37n, bytes) < 0n) return false; // F_OFD_SETLK
      body();
      return true;
    } finally {
      symbols.number(this.#call("close"), file, 0n, 0n); // and with it the lock
    }
  }

  /** Lets go of the library; what it gave is closed before. */
  [Symbol.dispose](): void {
    this.#library.close();
  }

  #call(name: Parameters<typeof numberOf>[0]): bigint {
    return BigInt(numberOf(name, this.machine) ?? -1);
  }
}

/** A program in memory. */
export interface HeldProgram extends Disposable {
  /** Its path for this process and for one that is about to be started by it. */
  readonly path: string;
}
