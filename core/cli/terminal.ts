// The terminal as the commands see it: results to stdout, words for people to stderr, questions only to people.
import { type Style, style } from "../report/style.ts";
import { redact } from "../secrets/mod.ts";

const ENCODER = new TextEncoder();

/** Where a command writes and whom it can ask. */
export interface Terminal {
  readonly style: Style;
  readonly quiet: boolean;
  /** Results. Nothing else goes to stdout. */
  out(text: string): void;
  /** A line for people, on stderr; dropped when quiet. */
  say(line: string): void;
  /** A line that is replaced by the next one; only on a terminal. */
  status(line: string): void;
  /** True when a person can answer questions. */
  readonly canAsk: boolean;
  /** Asks for yes or no; anything but y or yes is no. @throws {SchemaHeroError} cancelled, when a signal comes first */
  confirm(question: string): Promise<boolean>;
}

/** The process's own terminal. */
export function processTerminal(
  { quiet, signal }: { readonly quiet: boolean; readonly signal: AbortSignal },
): Terminal {
  const isTerminal = Deno.stderr.isTerminal();
  const colour = isTerminal && !Deno.env.get("NO_COLOR") && Deno.env.get("TERM") !== "dumb";
  const err = (text: string) => writeAll(Deno.stderr, redact(text));
  return {
    style: style(colour),
    quiet,
    out: (text) => writeAll(Deno.stdout, text),
    say: (line) => {
      if (!quiet) err(`${line}\n`);
    },
    status: (line) => {
      if (!quiet && isTerminal) err(`\r\u001b[K${line}`);
    },
    canAsk: isTerminal && Deno.stdin.isTerminal(),
    confirm: async (question) => {
      err(question);
      return /^y(es)?$/i.test((await readLine(signal)).trim());
    },
  };
}

/** Writes all of a text, however small the pipe. A closed pipe (`| head`) ends the program quietly. */
export function writeAll(sink: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = ENCODER.encode(text);
  try {
    for (let written = 0; written < bytes.length;) written += sink.writeSync(bytes.subarray(written));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** Reads a line. Ctrl-C does not wait for Enter: what is being read then is left to the end of the process. */
async function readLine(signal: AbortSignal): Promise<string> {
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener("abort", stop);
  try {
    const byte = new Uint8Array(1);
    const line: number[] = [];
    while (line.length < 1000) {
      const count = await Promise.race([Deno.stdin.read(byte), stopped.promise]);
      if (!count || byte[0] === 0x0a) break;
      line.push(byte[0] ?? 0);
    }
    return new TextDecoder().decode(new Uint8Array(line));
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
