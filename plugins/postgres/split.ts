// Cuts text into statements where psql would: at semicolons outside of quotes, comments, parentheses and the bodies of
// SQL functions (begin atomic ... end).
import { PluginError } from "../../protocol/errors.ts";
import type { Input, Output } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { countLines, splitStream, type StatementSplitter } from "../kit/split.ts";
import { isPunctuation, nextToken, type Token } from "./tokens.ts";

/** The longest statement, in UTF-16 units: the server takes up to 1 GiB. */
export const MAX_STATEMENT_LENGTH = 256 * 1024 * 1024;

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
  #depth = 0;
  #words: string[] = [];
  #atomicDepth = 0;
  /** How much must have arrived before an unclosed quote is tried again: each try reads it from its beginning. */
  #waitFor = 0;

  /** Takes a piece of text; gives the statements that it completes. */
  push(text: string): Output<"split">[] {
    this.#buffer += text;
    if (this.#buffer.length > MAX_STATEMENT_LENGTH) {
      throw new PluginError("spec.invalid", `A statement is longer than ${MAX_STATEMENT_LENGTH} characters`);
    }
    return this.#buffer.length < this.#waitFor ? [] : this.#scan(false);
  }

  /** Takes the end of the text; gives what is left as the last statement. */
  end(): Output<"split">[] {
    const statements = this.#scan(true);
    return [...statements, ...this.#cut(this.#buffer.length, this.#buffer.length)];
  }

  #scan(isLast: boolean): Output<"split">[] {
    const statements: Output<"split">[] = [];
    while (this.#position < this.#buffer.length) {
      const next = nextToken(this.#buffer, this.#position);
      const end = typeof next === "number" ? next : next.end;
      if (!isLast && (end >= this.#buffer.length || mayGoOn(next, this.#buffer))) {
        this.#waitFor = this.#buffer.length + (this.#buffer.length - this.#position) / 2;
        break;
      }
      if (typeof next === "number") {
        this.#position = next;
        continue;
      }
      if (next.kind === "open") {
        throw new PluginError("spec.invalid", "The text ends inside a quote or comment", {
          data: { line: this.#line + countLines(this.#buffer.slice(0, this.#position)) },
        });
      }
      this.#refuseCommand(next);
      if (isPunctuation(next, ";") && this.#depth === 0 && this.#atomicDepth === 0) {
        statements.push(...this.#cut(next.start, next.end));
        continue;
      }
      this.#take(next);
    }
    return statements;
  }

  #take(token: Token): void {
    if (this.#start < 0) this.#start = token.start;
    if (token.kind === "punctuation") {
      if (token.value === "(") this.#depth++;
      else if (token.value === ")") this.#depth = Math.max(0, this.#depth - 1);
    } else if (token.kind === "word") this.#word(token.value);
    this.#position = token.end;
  }

  /** As psql counts: within CREATE FUNCTION or PROCEDURE, BEGIN and CASE open what END closes. */
  #word(word: string): void {
    if (this.#words.length < 4) this.#words.push(word);
    const [first, ...rest] = this.#words;
    const isRoutine = first === "create" && (rest.includes("function") || rest.includes("procedure"));
    if (!isRoutine) return;
    if (word === "begin" || (word === "case" && this.#atomicDepth > 0)) this.#atomicDepth++;
    else if (word === "end" && this.#atomicDepth > 0) this.#atomicDepth--;
  }

  #refuseCommand(token: Token): void {
    if (this.#start >= 0 || token.value !== "\\") return;
    const line = this.#line + countLines(this.#buffer.slice(0, token.start));
    const text = this.#buffer.slice(token.start).split("\n")[0]?.slice(0, 60);
    throw new PluginError("spec.invalid", `Line ${line} is a command of psql, not SQL: ${text}`, {
      hint: "Leave backslash commands out of the text",
      data: { line },
    });
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
    this.#depth = 0;
    this.#atomicDepth = 0;
    this.#words = [];
    return statements;
  }
}

/** A token near the end may go on in the next piece: a quote that is open, `$` and the beginning of its tag. */
function mayGoOn(next: Token | number, buffer: string): boolean {
  if (typeof next === "number") return false;
  return next.kind === "open" || (next.value === "$" && /^[\w\u0080-\uffff]*$/.test(buffer.slice(next.end)));
}
