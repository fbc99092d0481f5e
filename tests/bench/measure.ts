// Runs programs and measures them: wall time, and the memory of the whole process tree as the sum of PSS
// (proportional set size: shared pages count once). Linux only for memory.
import { readdirSync, readFileSync } from "node:fs";

/** One run of a program. */
export interface Measured {
  readonly code: number;
  readonly wallMs: number;
  /** Highest sum of PSS seen, in MiB; NaN where it cannot be read. */
  readonly peakMib: number;
}

/** A program with its arguments. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program once, with no stdin and its output thrown away. */
export async function runOnce({ command, args, env }: Program, watchMemory: boolean): Promise<Measured> {
  const began = performance.now();
  const child = new Deno.Command(command, {
    args: [...args],
    ...(env && { env: { ...env }, clearEnv: true }),
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  let peakKib = NaN;
  const timer = watchMemory
    ? setInterval(() => {
      const kib = treeOf(child.pid).reduce((sum, pid) => sum + pssOf(pid), 0);
      if (!(kib <= peakKib)) peakKib = kib;
    }, 10)
    : undefined;
  const { code } = await child.status;
  clearInterval(timer);
  return { code, wallMs: performance.now() - began, peakMib: peakKib / 1024 };
}

/** Runs several programs in turn, so that a busy moment of the machine touches all alike; wall times in order. */
export async function interleaved(
  programs: readonly Program[],
  rounds: number,
  /** Rounds before those that count. */
  warmUpRounds = 2,
): Promise<readonly (readonly number[])[]> {
  const times = programs.map((): number[] => []);
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const [index, program] of programs.entries()) {
      const { wallMs } = await runOnce(program, false);
      if (round >= 0) times[index]?.push(wallMs);
    }
  }
  return times.map((list) => list.sort((a, b) => a - b));
}

/** The middle of sorted numbers. */
export function median(sorted: readonly number[]): number {
  return sorted[sorted.length >> 1] ?? NaN;
}

function treeOf(pid: number): number[] {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter((text) => text !== "")
    );
    return [pid, ...children.flatMap((child) => treeOf(Number(child)))];
  } catch {
    return []; // it has ended
  }
}

function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
