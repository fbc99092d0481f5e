// Cuts text into statements where cqlsh would: at semicolons outside of quotes, dollars and comments, and not between
// BEGIN BATCH and APPLY BATCH.
import type { Input, Output } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { splitStream, TokenSplitter } from "../kit/split.ts";
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
export class Splitter extends TokenSplitter {
  #isBatch = false;
  #first = "";

  constructor() {
    super(MAX_STATEMENT_LENGTH);
  }

  protected override scan(isLast: boolean): Output<"split">[] {
    const statements: Output<"split">[] = [];
    while (this.position < this.buffer.length) {
      const next = nextToken(this.buffer, this.position);
      const end = typeof next === "number" ? next : next.end;
      const isOpen = typeof next !== "number" && next.kind === "open";
      // A token at the very end may go on in the next piece.
      if (!isLast && (isOpen || end >= this.buffer.length)) {
        this.wait();
        break;
      }
      if (typeof next === "number") {
        this.position = next;
        continue;
      }
      if (isOpen) throw this.endsInside();
      if (next.kind === "punctuation" && next.value === ";" && !this.#isBatch) {
        statements.push(...this.cut(next.start, next.end));
        continue;
      }
      if (this.start < 0) {
        this.start = next.start;
        this.#first = next.kind === "word" ? next.value : "";
      }
      if (next.kind === "word" && next.value === "batch") {
        this.#isBatch = this.#first === "begin" && !this.#isBatch;
      }
      this.position = next.end;
    }
    return statements;
  }

  protected override begin(): void {
    this.#isBatch = false;
  }
}
