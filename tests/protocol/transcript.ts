// Transcripts: whole conversations with the toy plugin, a frame a line. Records them, and plays the core's part of
// one again to a real process.
import { decode, encode } from "../../protocol/codec.ts";
import { frame, FrameReader } from "../../protocol/frame.ts";
import { DEFAULT_LIMITS } from "../../protocol/messages.ts";
import { toHex, toJson } from "./hex.ts";
import { TOY } from "./start_plugin.ts";

/** A frame of a transcript. */
export interface Line {
  /** `>`: core to plugin; `<`: plugin to core. */
  readonly direction: ">" | "<";
  /** The whole frame, length included. */
  readonly hex: string;
  /** The decoded payload. */
  readonly comment: unknown;
}

/** What is sent, frame by frame, and how many frames are awaited after it. */
export interface Step {
  readonly frames: readonly Uint8Array<ArrayBuffer>[];
  readonly replies: number;
}

/** The hello of every transcript: its secret is 00 01 02 ... 1f. */
export function fixedHello(
  protocol: { readonly min: number; readonly max: number },
): Uint8Array<ArrayBuffer> {
  return encode({
    type: "hello",
    protocol,
    core: { name: "schemahero", version: "0.0.0" },
    limits: DEFAULT_LIMITS,
    grants: { net: [], read: [], write: [] },
    secret: Uint8Array.from({ length: 32 }, (_, index) => index),
  });
}

/** Plays the core's part to the toy plugin; gives what was said, and the exit code. */
export async function play(
  steps: readonly Step[],
): Promise<{ readonly lines: Line[]; readonly code: number }> {
  const [program = "", ...args] = TOY;
  const child = new Deno.Command(program, {
    args: [...args, "shp"],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
    clearEnv: true,
  }).spawn();
  const writer = child.stdin.getWriter();
  const reader = new FrameReader(child.stdout, DEFAULT_LIMITS.maxFrameBytes);
  const lines: Line[] = [];
  for (const { frames, replies } of steps) {
    for (const bytes of frames) {
      lines.push(lineOf(">", bytes));
      await writer.write(bytes);
    }
    for (let count = 0; count < replies; count++) {
      const payload = await reader.next();
      if (!payload) throw new Error("The plugin ended in the middle of the transcript");
      lines.push(lineOf("<", frame(payload)));
    }
  }
  const rest = await reader.next();
  if (rest) throw new Error(`The plugin said more: ${JSON.stringify(toJson(decode(rest)))}`);
  await writer.close().catch(() => {}); // it has ended
  return { lines, code: (await child.status).code };
}

function lineOf(direction: Line["direction"], bytes: Uint8Array): Line {
  return { direction, hex: toHex(bytes), comment: toJson(decode(bytes.subarray(4))) };
}
