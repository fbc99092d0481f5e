// Plugins' programs without any host, and processes as seen from outside. For the tests of the host only.
import { decode, encode } from "../../protocol/codec.ts";
import { frame } from "../../protocol/frame.ts";
import { makeHello } from "../../protocol/handshake.ts";
import type { Hello } from "../../protocol/messages.ts";

/** A program that runs with the argument of a plugin, in a session of its own. */
export class BareProcess implements AsyncDisposable {
  readonly child: Deno.ChildProcess;

  constructor(path: string) {
    this.child = new Deno.Command(path, {
      args: ["shp"],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      detached: true,
    }).spawn();
  }

  get pid(): number {
    return this.child.pid;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      Deno.kill(-this.pid, "SIGKILL");
    } catch {
      // it has ended
    }
    await this.child.status;
    await this.child.stdin.abort().catch(() => {}); // closed already
    await this.child.stdout.cancel();
    await this.child.stderr.cancel();
  }
}

/** What a plugin's program said when it was greeted and asked for `split`. */
export interface Heard {
  readonly hello: Hello;
  readonly helloPayload: Uint8Array;
  readonly output: Uint8Array;
  /** The payloads of the whole frames at the beginning of the output. */
  readonly payloads: readonly Uint8Array[];
  /** What follows them. */
  readonly rest: Uint8Array;
  readonly stderr: Uint8Array;
  /** True when it closed its output by itself. */
  readonly hasClosedOutput: boolean;
  /** Undefined when it was still running. */
  readonly status: Deno.CommandStatus | undefined;
}

/** How long a program may take to its first word, and how long it may be silent after one, in milliseconds. */
const FIRST_WORD_MS = 5_000;
const SILENCE_MS = 300;
/** How long, and how much, a program that does not stop is listened to. */
const LONGEST_MS = 6_000;
const MOST_BYTES = 32 << 20;

/** Greets a program, makes one request and listens until it is silent, has ended or has said enough. */
export async function hear(path: string): Promise<Heard> {
  await using bare = new BareProcess(path);
  const { payload: helloPayload, hello } = makeHello({ name: "test", version: "0" }, {
    net: [],
    read: [],
    write: [],
  });
  const writer = bare.child.stdin.getWriter();
  writer.closed.catch(() => {}); // it may be gone before it has read
  writer.write(frame(helloPayload)).catch(() => {});
  writer.write(frame(encode({ type: "request", id: 1, method: "split", params: {} }))).catch(() => {});
  const [output, stderr] = await listen(bare.child.stdout, bare.child.stderr);
  if (!output || !stderr) throw new TypeError("listen() gives a recording of each stream");
  const status = await waitForEnd(bare.pid, SILENCE_MS) ? await bare.child.status : undefined;
  writer.releaseLock();
  return {
    hello,
    helloPayload,
    output: output.bytes,
    ...cut(output.bytes),
    stderr: stderr.bytes,
    hasClosedOutput: output.isAtEnd,
    status,
  };
}

/** A payload as a message; undefined when it is none. */
export function messageOf(payload: Uint8Array | undefined): Record<string, unknown> | undefined {
  try {
    return payload && decode(payload) as Record<string, unknown>; // tests look at its fields only
  } catch {
    return undefined;
  }
}

interface Recording {
  readonly bytes: Uint8Array;
  readonly isAtEnd: boolean;
}

/** Records streams until all have ended, or nothing comes any more, or it is enough. */
async function listen(...streams: readonly ReadableStream<Uint8Array>[]): Promise<Recording[]> {
  const readers = streams.map((stream) => stream.getReader());
  const began = performance.now();
  let lastWord: number | undefined;
  let heardBytes = 0;
  const watch = setInterval(() => {
    const now = performance.now();
    const isSilent = lastWord === undefined ? now - began > FIRST_WORD_MS : now - lastWord > SILENCE_MS;
    if (isSilent || now - began > LONGEST_MS || heardBytes > MOST_BYTES) {
      for (const reader of readers) reader.releaseLock();
    }
  }, 20);
  const recordings = readers.map(async (reader): Promise<Recording> => {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let isAtEnd = false;
    try {
      for (let read = await reader.read(); !(isAtEnd = read.done); read = await reader.read()) {
        if (!read.value) break;
        chunks.push(new Uint8Array(read.value));
        heardBytes += read.value.length;
        lastWord = performance.now();
      }
    } catch {
      // it was enough
    }
    reader.releaseLock();
    return { bytes: new Uint8Array(await new Blob(chunks).arrayBuffer()), isAtEnd };
  });
  const heard = await Promise.all(recordings);
  clearInterval(watch);
  return heard;
}

function cut(bytes: Uint8Array): { readonly payloads: readonly Uint8Array[]; readonly rest: Uint8Array } {
  const payloads: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  while (at + 4 <= bytes.length && at + 4 + view.getUint32(at) <= bytes.length) {
    const length = view.getUint32(at);
    payloads.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { payloads, rest: bytes.subarray(at) };
}

/** True while a process runs; one that ended and was not yet waited for does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
    return !/^\d+ \(.*\) [ZX]/s.test(stat);
  } catch {
    if (Deno.build.os === "linux") return false;
    const { stdout } = await new Deno.Command("ps", { args: ["-o", "state=", "-p", String(pid)] }).output();
    const state = new TextDecoder().decode(stdout).trim();
    return state !== "" && !state.startsWith("Z");
  }
}

/** Waits until a process has ended. */
export async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const until = performance.now() + timeoutMs;
  while (performance.now() < until) {
    if (!await isRunning(pid)) return true;
    await delay(20);
  }
  return !await isRunning(pid);
}

/** Waits. */
export function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
