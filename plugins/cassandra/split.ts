// Cuts text into statements where cqlsh would: at semicolons outside of quotes, dollars and comments, and not between
// BEGIN BATCH and APPLY BATCH.
import { PluginError } from "../../protocol/errors.ts";
import type { Input, Output } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { countLines, splitStream, type StatementSplitter } from "../kit/split.ts";
import { nextToken } from "./tokens.ts";

/** The longest statement, in UTF-16 units: Cassandra's frames hold up to 16 MiB as it comes. */
export const MAX_STATEMENT_LENGTH = 16 * 1024 * 1024;

/** Splits a stream of text. */
export function split(
  input: AsyncIterable<Input<"split">>,
  send: Send<Output<"split">>,
  context: RequestContext,
): Promise<void> {
  return splitStream(new Splitter(), input, send, context);
}

/** Cuts text into statements as it arrives. */
export class Splitter implements StatementSplitter {
  /** Text that is not sent yet; the statement that is being read begins at its start. */
  #buffer = "";
  #position = 0;
  #line = 1;
  /** Where the first token stands; -1: none yet. */
  #start = -1;
  #isBatch = false;
  #first = "";
  /** How much must have arrived before an unclosed quote is tried again: each try reads it from its beginning. */
  #waitFor = 0;

  push(text: string): Output<"split">[] {
    this.#buffer += text;
    if (this.#buffer.length > MAX_STATEMENT_LENGTH) {
      throw new PluginError("spec.invalid", `A statement is longer than ${MAX_STATEMENT_LENGTH} characters`);
    }
    return this.#buffer.length < this.#waitFor ? [] : this.#scan(false);
  }

  end(): Output<"split">[] {
    const statements = this.#scan(true);
    return [...statements, ...this.#cut(this.#buffer.length, this.#buffer.length)];
  }

  #scan(isLast: boolean): Output<"split">[] {
    const statements: Output<"split">[] = [];
    while (this.#position < this.#buffer.length) {
      const next = nextToken(this.#buffer, this.#position);
      const end = typeof next === "number" ? next : next.end;
      const isOpen = typeof next !== "number" && next.kind === "open";
      // A token at the very end may go on in the next piece.
      if (!isLast && (isOpen || end >= this.#buffer.length)) {
        this.#waitFor = this.#buffer.length + (this.#buffer.length - this.#position) / 2;
        break;
      }
      if (typeof next === "number") {
        this.#position = next;
        continue;
      }
      if (isOpen) {
        throw new PluginError("spec.invalid", "The text ends inside a quote or comment", {
          data: { line: this.#line + countLines(this.#buffer.slice(0, this.#position)) },
        });
      }
      if (next.kind === "punctuation" && next.value === ";" && !this.#isBatch) {
        statements.push(...this.#cut(next.start, next.end));
        continue;
      }
      if (this.#start < 0) {
        this.#start = next.start;
        this.#first = next.kind === "word" ? next.value : "";
      }
      if (next.kind === "word" && next.value === "batch") {
        this.#isBatch = this.#first === "begin" && !this.#isBatch;
      }
      this.#position = next.end;
    }
    return statements;
  }

  /** Takes the statement up to `end` out of the buffer, and drops what stands before `next`. */
  #cut(end: number, next: number): Output<"split">[] {
    const start = this.#start;
    const statements = start < 0 ? [] : [{
      sql: this.#buffer.slice(start, end).trimEnd(),
      line: this.#line + countLines(this.#buffer.slice(0, start)),
    }];
    this.#line += countLines(this.#buffer.slice(0, next));
    this.#buffer = this.#buffer.slice(next);
    this.#position = 0;
    this.#waitFor = 0;
    this.#start = -1;
    this.#isBatch = false;
    return statements;
  }
}
