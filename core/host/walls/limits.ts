// What one plugin process may use up, and the system calls that say so to the kernel.
import type { Step } from "./program.ts";

/** Limits of one plugin process. */
export interface Limits {
  /** Memory of its own: heap, buffers, stacks of threads. Deno itself does not start below 600 MiB. */
  readonly memoryBytes: number;
  /** Time on all processors together. */
  readonly cpuSeconds: number;
  /** Files and connections open at a time. */
  readonly openFiles: number;
  /** Everything that it sends to the core. */
  readonly outputBytes: number;
  /** From a request to its answer; 0: as long as it takes. */
  readonly requestMs: number;
}

/** Far above what the tests of any engine need (docs/security.md), far below what hurts a machine. */
export const DEFAULT_LIMITS: Limits = {
  memoryBytes: 2 * 1024 ** 3,
  cpuSeconds: 3600,
  openFiles: 256,
  outputBytes: 8 * 1024 ** 3,
  requestMs: 0,
};

/** Less memory than this and Deno does not start (measured: 500 MB fails, 600 MB starts). */
export const LEAST_MEMORY_BYTES = 640 * 1024 ** 2;

/** Resources of setrlimit (asm-generic/resource.h; the same on both machines). */
const CPU = 0;
const FILE_SIZE = 1;
const DATA = 2;
const CORE = 4;
const OPEN_FILES = 7;
const MESSAGE_QUEUES = 12;

/**
 * The system calls that set the limits. One that fails is no harm: it does so where the limit that is in force
 * already is lower.
 * @param writesFiles false when no file may be written, so that a file that can be must not grow either
 */
export function limitSteps(limits: Limits, writesFiles: boolean): readonly Step[] {
  const values: readonly (readonly [resource: number, soft: number, hard: number])[] = [
    [CPU, limits.cpuSeconds, limits.cpuSeconds + 2], // SIGXCPU, and SIGKILL for who ignores that
    [DATA, limits.memoryBytes, limits.memoryBytes],
    [OPEN_FILES, limits.openFiles, limits.openFiles],
    [CORE, 0, 0],
    [MESSAGE_QUEUES, 0, 0],
    ...(writesFiles ? [] : [[FILE_SIZE, 0, 0] as const]),
  ];
  return values.map(([resource, soft, hard]): Step => ({
    call: "prlimit64",
    args: [0, resource, new Uint8Array(new BigUint64Array([BigInt(soft), BigInt(hard)]).buffer), 0],
  }));
}
