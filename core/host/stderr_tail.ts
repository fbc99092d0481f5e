// Keeps the end of what a plugin writes to stderr, however much that is, and makes texts of plugins safe to print.
import { redact } from "../secrets/secret.ts";

/** How much of stderr is kept, in bytes. */
export const STDERR_TAIL_BYTES = 64 * 1024;
/** How many lines of it an error shows. */
const SHOWN_LINES = 40;

// deno-lint-ignore no-control-regex -- the escape character is what begins these
const TERMINAL_SEQUENCE = /\u001b\[[0-9;?]*[ -\/]*[@-~]/g;
/** Control characters but tab and line feed, and those that turn the direction of text. */
// deno-lint-ignore no-control-regex -- these are the characters to be removed
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Reads a stream to its end and remembers the last bytes. */
export class StderrTail {
  /** Settles when the stream has ended. Never rejects. */
  readonly ended: Promise<void>;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #chunks: Uint8Array[] = [];
  #keptBytes = 0;
  #isCut = false;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
    this.ended = this.#read();
  }

  /** The last lines, without what could play with the terminal and without secrets; undefined when there are none. */
  text(): string | undefined {
    const bytes = joined(this.#chunks, this.#keptBytes).subarray(-STDERR_TAIL_BYTES);
    const lines = printable(new TextDecoder().decode(bytes)).trim().split("\n");
    if (lines.length === 1 && lines[0] === "") return undefined;
    const isCut = this.#isCut || lines.length > SHOWN_LINES;
    return (isCut ? "[...]\n" : "") + lines.slice(-SHOWN_LINES).join("\n");
  }

  /** Stops reading, when someone who inherited the pipe keeps it open. */
  async stop(): Promise<void> {
    await this.#reader.cancel().catch(() => {}); // the pipe may be gone already
  }

  async #read(): Promise<void> {
    try {
      for (let read = await this.#reader.read(); !read.done; read = await this.#reader.read()) {
        this.#keep(read.value);
      }
    } catch {
      // a broken pipe ends like a closed one
    }
  }

  #keep(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#keptBytes += chunk.length;
    if (this.#keptBytes < 2 * STDERR_TAIL_BYTES) return;
    const bytes = joined(this.#chunks, this.#keptBytes).slice(-STDERR_TAIL_BYTES);
    this.#chunks = [bytes];
    this.#keptBytes = bytes.length;
    this.#isCut = true;
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** A text of a plugin as it may be shown: without terminal controls and without secrets. */
export function printable(text: string): string {
  const plain = text.replace(TERMINAL_SEQUENCE, "").replace(UNPRINTABLE, "");
  return redact(plain);
}
