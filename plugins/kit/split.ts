// What cutting a stream of text into statements has in common. Where a statement ends is each engine's own grammar.
import { PluginError } from "../../protocol/errors.ts";
import type { Input, Output } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";

/** Cuts text into statements as it arrives. */
export interface StatementSplitter {
  /** Takes a piece of text; gives the statements that it completes. */
  push(text: string): Output<"split">[];
  /** Takes the end of the text; gives what is left as the last statement. */
  end(): Output<"split">[];
}

/** Cuts a stream of text, however it was cut on its way. */
export async function splitStream(
  splitter: StatementSplitter,
  input: AsyncIterable<Input<"split">>,
  send: Send<Output<"split">>,
  context: RequestContext,
): Promise<void> {
  for await (const { text } of input) {
    context.signal.throwIfAborted();
    for (const statement of splitter.push(text)) await send(statement);
  }
  for (const statement of splitter.end()) await send(statement);
}

/** How many line ends a text has. */
export function countLines(text: string): number {
  let count = 0;
  for (let index = text.indexOf("\n"); index >= 0; index = text.indexOf("\n", index + 1)) count++;
  return count;
}

/**
 * The text of which an engine's own splitter cuts statements, token by token: kept until a statement is whole, with the
 * line on which it begins.
 */
export abstract class TokenSplitter implements StatementSplitter {
  /** Text that is not sent yet; the statement that is being read begins at its start. */
  protected buffer = "";
  /** How far it has been read. */
  protected position = 0;
  /** Where the statement's first token stands; -1: none yet. */
  protected start = -1;
  #line = 1;
  /** How much must have arrived before an unclosed quote is tried again: each try reads it from its beginning. */
  #waitFor = 0;
  readonly #maxLength: number;

  /** @param maxLength of a statement, in UTF-16 units */
  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  push(text: string): Output<"split">[] {
    this.buffer += text;
    if (this.buffer.length > this.#maxLength) {
      throw new PluginError("spec.invalid", `A statement is longer than ${this.#maxLength} characters`);
    }
    return this.buffer.length < this.#waitFor ? [] : this.scan(false);
  }

  end(): Output<"split">[] {
    const statements = this.scan(true);
    return [...statements, ...this.cut(this.buffer.length, this.buffer.length)];
  }

  /** Reads on, and cuts off the statements that are whole. `isLast`: nothing follows. */
  protected abstract scan(isLast: boolean): Output<"split">[];

  /** Forgets what was seen of the statement that has been cut off. */
  protected abstract begin(): void;

  /** Puts reading off until more has arrived: the token at the end may go on. */
  protected wait(): void {
    this.#waitFor = this.buffer.length + (this.buffer.length - this.position) / 2;
  }

  /** The line of the text, from 1, on which a place of the buffer lies. */
  protected lineAt(position: number): number {
    return this.#line + countLines(this.buffer.slice(0, position));
  }

  /** The error for a quote or comment that nothing closes. */
  protected endsInside(): PluginError {
    return new PluginError("spec.invalid", "The text ends inside a quote or comment", {
      data: { line: this.lineAt(this.position) },
    });
  }

  /** Takes the statement up to `end` out of the buffer, and drops what stands before `next`. */
  protected cut(end: number, next: number): Output<"split">[] {
    const { start } = this;
    const statements = start < 0
      ? []
      : [{ sql: this.buffer.slice(start, end).trimEnd(), line: this.lineAt(start) }];
    this.#line = this.lineAt(next);
    this.buffer = this.buffer.slice(next);
    this.position = 0;
    this.#waitFor = 0;
    this.start = -1;
    this.begin();
    return statements;
  }
}
