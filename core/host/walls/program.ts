// A program of a few kilobytes that makes a list of system calls and stops at the first that fails; the last one
// becomes the plugin (execve). It runs in the plugin's own process, after the fork and before the plugin, so that
// what it binds holds for the plugin from its first instruction and never for the core. Pure: bytes in, bytes out.
import { type Machine, numberOf, type SystemCall } from "./system_calls.ts";

/** A value in memory: its bytes are laid down in the program and its address is handed to the system call. */
export type Datum = Uint8Array | PointerList | CountedItems;

/** An array of pointers with a null at its end, as execve takes them. */
export interface PointerList {
  readonly pointers: readonly Uint8Array[];
}

/** A list with its length before it: u16 count, 6 bytes of nothing, address (struct sock_fprog). */
export interface CountedItems {
  readonly counted: Uint8Array;
  readonly itemBytes: number;
}

/** One system call. */
export interface Step {
  readonly call: SystemCall;
  readonly args: readonly (number | bigint | Datum)[];
  /** What is said on stderr when it fails, without a line end; absent: the program goes on without it. */
  readonly otherwise?: string;
  /** The least result that is no failure; default 0. */
  readonly least?: number;
}

/** What begins each line that the program says. The exit code is then the number of the error. */
export const PROGRAM_MARK = "schemahero-walls: ";

/** What it says when it cannot become the plugin. */
export const EXEC_FAILED = "cannot start the plugin";

const BASE = 0x400000n;
/** Memory that the program may write to, of a page. */
export const SCRATCH = 0x800000n;
const SCRATCH_BYTES = 4096;
const ELF_HEADER_BYTES = 64;
const PROGRAM_HEADER_BYTES = 56;
/** The highest page size of either machine. */
const ALIGNMENT = 0x10000n;

/**
 * A step is ten words of 64 bits: number, six arguments, address and length of what is said when it fails, and the
 * least result that is no failure.
 */
const STEP_WORDS = 10;

interface Code {
  /** e_machine of elf.h. */
  readonly elfMachine: number;
  /** The instructions, which expect the first step right behind them. */
  readonly bytes: Uint8Array;
}

const CODE: Readonly<Record<Machine, Code>> = {
  "x86_64": {
    elfMachine: 62,
    bytes: Uint8Array.fromHex([
      "488d1d51000000", //     lea  rbx, [rip + steps]
      "488b03", //       next: mov  rax, [rbx]
      "488b7b08", //           mov  rdi, [rbx + 8]
      "488b7310", //           mov  rsi, [rbx + 16]
      "488b5318", //           mov  rdx, [rbx + 24]
      "4c8b5320", //           mov  r10, [rbx + 32]
      "4c8b4328", //           mov  r8, [rbx + 40]
      "4c8b4b30", //           mov  r9, [rbx + 48]
      "0f05", //               syscall
      "483b4348", //           cmp  rax, [rbx + 72]
      "7c06", //               jl   failed
      "4883c350", //     go:   add  rbx, 80
      "ebd7", //               jmp  next
      "488b5340", //   failed: mov  rdx, [rbx + 64]
      "4885d2", //             test rdx, rdx
      "74f1", //               jz   go
      "89c5", //               mov  ebp, eax
      "f7dd", //               neg  ebp
      "b801000000", //         mov  eax, 1 (write)
      "bf02000000", //         mov  edi, 2 (stderr)
      "488b7338", //           mov  rsi, [rbx + 56]
      "0f05", //               syscall
      "b8e7000000", //         mov  eax, 231 (exit_group)
      "89ef", //               mov  edi, ebp
      "0f05", //               syscall
      "9090", //               nop, nop: steps begin at a multiple of 8
    ].join("")),
  },
  "aarch64": {
    elfMachine: 183,
    bytes: Uint8Array.fromHex([
      "d3020010", //          adr  x19, steps
      "680240f9", //    next: ldr  x8, [x19]
      "608640a9", //          ldp  x0, x1, [x19, #8]
      "628e41a9", //          ldp  x2, x3, [x19, #24]
      "649642a9", //          ldp  x4, x5, [x19, #40]
      "010000d4", //          svc  #0
      "692640f9", //          ldr  x9, [x19, #72]
      "1f0009eb", //          cmp  x0, x9
      "6b000054", //          b.lt failed
      "73420191", //    go:   add  x19, x19, #80
      "f7ffff17", //          b    next
      "622240f9", //  failed: ldr  x2, [x19, #64]
      "a2ffffb4", //          cbz  x2, go
      "f403004b", //          neg  w20, w0
      "400080d2", //          mov  x0, #2 (stderr)
      "611e40f9", //          ldr  x1, [x19, #56]
      "080880d2", //          mov  x8, #64 (write)
      "010000d4", //          svc  #0
      "e003142a", //          mov  w0, w20
      "c80b80d2", //          mov  x8, #94 (exit_group)
      "010000d4", //          svc  #0
      "1f2003d5", //          nop: steps begin at a multiple of 8
    ].join("")),
  },
};

/**
 * Makes the program, as an ELF file without any library.
 * @throws {TypeError} when the machine lacks one of the system calls
 */
export function makeProgram(steps: readonly Step[], machine: Machine): Uint8Array<ArrayBuffer> {
  const { bytes, elfMachine } = CODE[machine];
  const start = ELF_HEADER_BYTES + 3 * PROGRAM_HEADER_BYTES;
  const firstStep = start + bytes.length;
  const memory = new Memory(firstStep + steps.length * STEP_WORDS * 8);
  const words: bigint[] = [];
  for (const { call, args, otherwise, least = 0 } of steps) {
    const number = numberOf(call, machine);
    if (number === undefined) throw new TypeError(`${machine} has no system call ${call}`);
    const said = otherwise === undefined ? undefined : encoded(`${PROGRAM_MARK}${otherwise}\n`);
    words.push(BigInt(number));
    for (let index = 0; index < 6; index++) words.push(memory.wordOf(args[index] ?? 0));
    words.push(said ? memory.add(said) : 0n, BigInt(said?.length ?? 0), BigInt(least));
  }
  const file = memory.file();
  const view = new DataView(file.buffer);
  writeHeaders(view, BASE + BigInt(start), elfMachine);
  file.set(bytes, start);
  for (const [index, word] of words.entries()) {
    view.setBigUint64(firstStep + index * 8, BigInt.asUintN(64, word), true);
  }
  return file;
}

/** What lies behind the steps. */
class Memory {
  #size: number;
  readonly #pieces: { readonly at: number; readonly bytes: Uint8Array }[] = [];

  constructor(start: number) {
    this.#size = start;
  }

  wordOf(value: number | bigint | Datum): bigint {
    if (typeof value === "bigint") return value;
    if (typeof value === "number") return BigInt(value);
    if (value instanceof Uint8Array) return this.add(value);
    if ("counted" in value) {
      return this.#addWords([BigInt(value.counted.length / value.itemBytes), this.add(value.counted)]);
    }
    return this.#addWords([...value.pointers.map((bytes) => this.add(bytes)), 0n]);
  }

  add(bytes: Uint8Array): bigint {
    const at = (this.#size + 7) & ~7;
    this.#size = at + bytes.length;
    this.#pieces.push({ at, bytes });
    return BASE + BigInt(at);
  }

  #addWords(words: readonly bigint[]): bigint {
    return this.add(new Uint8Array(new BigUint64Array(words).buffer)); // both machines: low byte first
  }

  file(): Uint8Array<ArrayBuffer> {
    const file = new Uint8Array(this.#size);
    for (const { at, bytes } of this.#pieces) file.set(bytes, at);
    return file;
  }
}

/**
 * The headers of elf.h: the whole file, readable and executable; a page that can be written; a stack that cannot be
 * executed.
 */
function writeHeaders(view: DataView, entry: bigint, elfMachine: number): void {
  view.setUint32(0, 0x7f454c46);
  view.setUint8(4, 2); // 64 bits
  view.setUint8(5, 1); // low byte first
  view.setUint8(6, 1); // EV_CURRENT
  view.setUint16(16, 2, true); // ET_EXEC
  view.setUint16(18, elfMachine, true);
  view.setUint32(20, 1, true);
  view.setBigUint64(24, entry, true);
  view.setBigUint64(32, BigInt(ELF_HEADER_BYTES), true); // the program headers
  view.setUint16(52, ELF_HEADER_BYTES, true);
  view.setUint16(54, PROGRAM_HEADER_BYTES, true);
  const segments: readonly Segment[] = [
    { type: 1, flags: 5, address: BASE, fileBytes: view.byteLength, memoryBytes: view.byteLength }, // PT_LOAD, R X
    { type: 1, flags: 6, address: SCRATCH, fileBytes: 0, memoryBytes: SCRATCH_BYTES }, // PT_LOAD, R W
    { type: 0x6474e551, flags: 6, address: 0n, fileBytes: 0, memoryBytes: 0 }, // PT_GNU_STACK, R W
  ];
  view.setUint16(56, segments.length, true);
  for (const [index, { type, flags, address, fileBytes, memoryBytes }] of segments.entries()) {
    const at = ELF_HEADER_BYTES + index * PROGRAM_HEADER_BYTES;
    view.setUint32(at, type, true);
    view.setUint32(at + 4, flags, true);
    view.setBigUint64(at + 16, address, true);
    view.setBigUint64(at + 24, address, true);
    view.setBigUint64(at + 32, BigInt(fileBytes), true);
    view.setBigUint64(at + 40, BigInt(memoryBytes), true);
    view.setBigUint64(at + 48, ALIGNMENT, true);
  }
}

interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly address: bigint;
  readonly fileBytes: number;
  readonly memoryBytes: number;
}

/** Text with a zero byte at its end, as system calls take it. */
export function cString(text: string): Uint8Array {
  return encoded(`${text}\0`);
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
