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
  /** Asks for yes or no; anything but y or yes is no. */
  confirm(question: string): boolean;
}

/** The process's own terminal. */
export function processTerminal(options: { readonly quiet: boolean }): Terminal {
  const { quiet } = options;
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
    confirm: (question) => {
      err(question);
      return /^y(es)?$/i.test(readLine().trim());
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

function readLine(): string {
  const byte = new Uint8Array(1);
  const line: number[] = [];
  while (Deno.stdin.readSync(byte) && byte[0] !== 0x0a && line.length < 1000) line.push(byte[0] ?? 0);
  return new TextDecoder().decode(new Uint8Array(line));
}
