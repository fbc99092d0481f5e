// Cuts text into statements where the mysql client would: at semicolons outside of quotes, comments, and the bodies of
// triggers, routines and events; or at what DELIMITER says instead.
import { PluginError } from "../../protocol/errors.ts";
import type { Input, Output } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { splitStream, TokenSplitter } from "../kit/split.ts";
import { nextToken, type Token, tokenize } from "./tokens.ts";

/** The longest statement, in UTF-16 units: the servers take up to 1 GiB. */
export const MAX_STATEMENT_LENGTH = 256 * 1024 * 1024;

/** Splits a stream of text. */
export function split(
  input: AsyncIterable<Input<"split">>,
  send: Send<Output<"split">>,
  context: RequestContext,
): Promise<void> {
  return splitStream(new Splitter(), input, send, context);
}

/** True when a text is one statement, to the server and to whoever runs it as a part of a script. */
export function isOneStatement(sql: string): boolean {
  if (tokenize(sql).some(({ kind }) => kind === "open")) return false;
  try {
    const splitter = new Splitter();
    return splitter.push(sql).length + splitter.end().length === 1 && !/^\s*delimiter\b/i.test(sql);
  } catch (error) {
    if (error instanceof PluginError) return false;
    throw error;
  }
}

/** Cuts text into statements as it arrives. */
export class Splitter extends TokenSplitter {
  #words: string[] = [];
  /** How many BEGIN and CASE of a body are open. */
  #bodyDepth = 0;
  /** True behind END, whose next word says what it ends. */
  #isEnding = false;
  #delimiter = ";";

  constructor() {
    super(MAX_STATEMENT_LENGTH);
  }

  protected override scan(isLast: boolean): Output<"split">[] {
    const statements: Output<"split">[] = [];
    while (this.position < this.buffer.length) {
      if (this.start < 0 && !this.#readDelimiter(isLast)) break;
      if (this.buffer.startsWith(this.#delimiter, this.position) && this.#endsHere()) {
        statements.push(...this.cut(this.position, this.position + this.#delimiter.length));
        continue;
      }
      const next = nextToken(this.buffer, this.position);
      const end = typeof next === "number" ? next : next.end;
      const isComment = typeof next !== "number" && next.kind === "open" &&
        this.buffer.startsWith("/*", next.start);
      // A token at the very end may go on in the next piece.
      if (!isLast && (end >= this.buffer.length || (typeof next !== "number" && next.kind === "open"))) {
        if (!isComment || !this.#isClosed(next)) {
          this.wait();
          break;
        }
      }
      if (typeof next === "number") {
        this.position = next;
        continue;
      }
      if (next.kind === "open") {
        if (isComment && this.#isClosed(next)) {
          // A comment that is run as SQL belongs to its statement.
          if (this.start < 0) this.start = next.start;
          this.position = this.buffer.indexOf("*/", next.start) + 2;
          continue;
        }
        throw this.endsInside();
      }
      if (this.start < 0) this.start = next.start;
      if (next.kind === "word") this.#word(next.value);
      else this.#endWord(undefined);
      // A delimiter of the user's own may stand right behind a word.
      const found = this.#delimiter === ";"
        ? -1
        : this.buffer.slice(next.start, next.end).indexOf(this.#delimiter);
      this.position = found > 0 && next.kind === "word" ? next.start + found : next.end;
    }
    return statements;
  }

  #isClosed(token: Token): boolean {
    return this.buffer.indexOf("*/", token.start) >= 0;
  }

  #endsHere(): boolean {
    this.#endWord(undefined);
    return this.#delimiter !== ";" || this.#bodyDepth === 0;
  }

  /** DELIMITER is a command of the client and holds one line. False: the line has not arrived yet. */
  #readDelimiter(isLast: boolean): boolean {
    const rest = /^\s*/.exec(this.buffer.slice(this.position, this.position + 1000));
    const at = this.position + (rest?.[0].length ?? 0);
    if (!/^delimiter[ \t]/i.test(this.buffer.slice(at, at + 10))) {
      return isLast || this.buffer.length - at >= 10 || !/^d/i.test(this.buffer.slice(at, at + 1));
    }
    const end = this.buffer.indexOf("\n", at);
    if (end < 0 && !isLast) return false;
    const line = this.buffer.slice(at, end < 0 ? undefined : end);
    this.#delimiter = line.slice(10).trim() || ";";
    this.cut(at, end < 0 ? this.buffer.length : end + 1);
    return true;
  }

  /** In the body of a routine BEGIN and CASE open what END closes; IF and loops are closed by END with a word. */
  #word(word: string): void {
    if (this.#endWord(word)) return;
    if (this.#words.length < 12) this.#words.push(word);
    const [first, ...rest] = this.#words;
    const isBody = first === "create" &&
      ["function", "procedure", "trigger", "event"].some((each) => rest.includes(each));
    if (!isBody) return;
    if (word === "begin" || (word === "case" && this.#bodyDepth > 0)) this.#bodyDepth++;
    else if (word === "end" && this.#bodyDepth > 0) this.#isEnding = true;
  }

  /** Settles what the END before closed. True when the word belonged to it. */
  #endWord(word: string | undefined): boolean {
    if (!this.#isEnding) return false;
    this.#isEnding = false;
    if (word === "if" || word === "loop" || word === "while" || word === "repeat") return true;
    this.#bodyDepth--;
    return word === "case";
  }

  protected override begin(): void {
    this.#bodyDepth = 0;
    this.#isEnding = false;
    this.#words = [];
  }
}
