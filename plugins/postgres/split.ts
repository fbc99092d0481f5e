// Cuts text into statements where psql would: at semicolons outside of quotes, comments, parentheses and the bodies of
// SQL functions (begin atomic ... end).
import { PluginError } from "../../protocol/errors.ts";
import type { Input, Output } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { splitStream, TokenSplitter } from "../kit/split.ts";
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
export class Splitter extends TokenSplitter {
  #depth = 0;
  #words: string[] = [];
  #atomicDepth = 0;

  constructor() {
    super(MAX_STATEMENT_LENGTH);
  }

  protected override scan(isLast: boolean): Output<"split">[] {
    const statements: Output<"split">[] = [];
    while (this.position < this.buffer.length) {
      const next = nextToken(this.buffer, this.position);
      const end = typeof next === "number" ? next : next.end;
      if (!isLast && (end >= this.buffer.length || mayGoOn(next, this.buffer))) {
        this.wait();
        break;
      }
      if (typeof next === "number") {
        this.position = next;
        continue;
      }
      if (next.kind === "open") {
        throw this.endsInside();
      }
      this.#refuseCommand(next);
      if (isPunctuation(next, ";") && this.#depth === 0 && this.#atomicDepth === 0) {
        statements.push(...this.cut(next.start, next.end));
        continue;
      }
      this.#take(next);
    }
    return statements;
  }

  #take(token: Token): void {
    if (this.start < 0) this.start = token.start;
    if (token.kind === "punctuation") {
      if (token.value === "(") this.#depth++;
      else if (token.value === ")") this.#depth = Math.max(0, this.#depth - 1);
    } else if (token.kind === "word") this.#word(token.value);
    this.position = token.end;
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
    if (this.start >= 0 || token.value !== "\\") return;
    const line = this.lineAt(token.start);
    const text = this.buffer.slice(token.start).split("\n")[0]?.slice(0, 60);
    throw new PluginError("spec.invalid", `Line ${line} is a command of psql, not SQL: ${text}`, {
      hint: "Leave backslash commands out of the text",
      data: { line },
    });
  }

  protected override begin(): void {
    this.#depth = 0;
    this.#atomicDepth = 0;
    this.#words = [];
  }
}

/** A token near the end may go on in the next piece: a quote that is open, `$` and the beginning of its tag. */
function mayGoOn(next: Token | number, buffer: string): boolean {
  if (typeof next === "number") return false;
  return next.kind === "open" || (next.value === "$" && /^[\w\u0080-\uffff]*$/.test(buffer.slice(next.end)));
}
