// Cuts SQL text into statements as SQLite's own shell does (src/complete.c): a semicolon ends a statement, but in
// CREATE TRIGGER only after `; END`. The text may arrive cut anywhere.
import { PluginError } from "../../protocol/errors.ts";
import type { Input, Output } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { countLines, splitStream, type StatementSplitter } from "../kit/split.ts";

/** The longest statement, in UTF-16 units: SQLite's own limit on the length of a statement is 10^9 bytes. */
export const MAX_STATEMENT_LENGTH = 256 * 1024 * 1024;

/** Splits a stream of text. */
export function split(
  input: AsyncIterable<Input<"split">>,
  send: Send<Output<"split">>,
  context: RequestContext,
): Promise<void> {
  return splitStream(new Splitter(), input, send, context);
}

/** What the scanner is inside of: nothing, a quote that this character closes, or a comment. */
type Inside = "text" | "'" | '"' | "`" | "]" | "line-comment" | "block-comment";

/** The states of complete.c: how far the words so far look like CREATE TRIGGER, and how near its end is. */
type Trigger = "start" | "explain" | "create" | "normal" | "trigger" | "semicolon" | "end";

/** Cuts text into statements as it arrives. */
export class Splitter implements StatementSplitter {
  /** Text that is not sent yet; the statement that is being read begins at its start. */
  #buffer = "";
  #position = 0;
  #line = 1;
  #inside: Inside = "text";
  #trigger: Trigger = "start";
  #wordStart = -1;

  /** Takes a piece of text; gives the statements that it completes. */
  push(text: string): Output<"split">[] {
    this.#buffer += text;
    if (this.#buffer.length > MAX_STATEMENT_LENGTH) {
      throw new PluginError("spec.invalid", `A statement is longer than ${MAX_STATEMENT_LENGTH} characters`);
    }
    // The last character may be half of a two-character mark: it waits, unless nothing follows.
    return this.#scan(this.#buffer.length - 1);
  }

  /** Takes the end of the text; gives what is left as the last statement. */
  end(): Output<"split">[] {
    const statements = this.#scan(this.#buffer.length);
    this.#endWord();
    if (this.#inside !== "text" && this.#inside !== "line-comment") {
      throw new PluginError("spec.invalid", `The text ends inside ${INSIDE_WORDS[this.#inside]}`, {
        data: { line: this.#statementLine() },
      });
    }
    if (this.#trigger === "trigger" || this.#trigger === "semicolon") {
      throw new PluginError("spec.invalid", "The text ends inside CREATE TRIGGER, before its END", {
        data: { line: this.#statementLine() },
      });
    }
    return [...statements, ...this.#cut(this.#buffer.length, this.#buffer.length)];
  }

  #scan(limit: number): Output<"split">[] {
    const statements: Output<"split">[] = [];
    while (this.#position < limit) {
      const character = this.#buffer[this.#position] ?? "";
      const pair = character + (this.#buffer[this.#position + 1] ?? "");
      if (this.#inside !== "text") {
        this.#leave(character, pair);
        continue;
      }
      if (isWordCharacter(character)) {
        if (this.#wordStart < 0) this.#wordStart = this.#position;
        this.#position++;
        continue;
      }
      this.#endWord();
      if (character === ";") {
        if (this.#endsStatement()) {
          statements.push(...this.#cut(this.#position, this.#position + 1));
          limit -= this.#cutLength;
          continue;
        }
      } else this.#enter(character, pair);
      this.#position++;
    }
    return statements;
  }

  /** Begins a quote or comment; anything else but white space is a token to the trigger's states. */
  #enter(character: string, pair: string): void {
    if (pair === "--" || pair === "/*") {
      this.#inside = pair === "--" ? "line-comment" : "block-comment";
      this.#position++;
    } else if (character === "'" || character === '"' || character === "`") {
      this.#inside = character;
      this.#token("other");
    } else if (character === "[") {
      this.#inside = "]";
      this.#token("other");
    } else if (!/\s/.test(character)) this.#token("other");
  }

  /** Ends a quote or comment. A doubled quote is left and entered again, which comes to the same. */
  #leave(character: string, pair: string): void {
    if (this.#inside === "line-comment") {
      if (character === "\n") this.#inside = "text";
    } else if (this.#inside === "block-comment") {
      if (pair === "*/") {
        this.#inside = "text";
        this.#position++;
      }
    } else if (character === this.#inside) this.#inside = "text";
    this.#position++;
  }

  #endWord(): void {
    if (this.#wordStart < 0) return;
    const word = this.#buffer.slice(this.#wordStart, this.#position).toLowerCase();
    this.#wordStart = -1;
    this.#token(word);
  }

  #token(word: string): void {
    switch (this.#trigger) {
      case "start":
        this.#trigger = word === "explain" ? "explain" : word === "create" ? "create" : "normal";
        break;
      case "explain":
        if (word === "create") this.#trigger = "create";
        else if (!["query", "plan"].includes(word)) this.#trigger = "normal";
        break;
      case "create":
        if (word === "trigger") this.#trigger = "trigger";
        else if (word !== "temp" && word !== "temporary") this.#trigger = "normal";
        break;
      case "semicolon":
        this.#trigger = word === "end" ? "end" : "trigger";
        break;
      case "end":
        this.#trigger = "trigger";
        break;
      case "normal":
      case "trigger":
        break;
    }
  }

  #endsStatement(): boolean {
    if (this.#trigger !== "trigger" && this.#trigger !== "semicolon") return true;
    this.#trigger = "semicolon";
    return false;
  }

  #cutLength = 0;

  /** Takes the statement up to `end` out of the buffer, and drops what stands before `next`. */
  #cut(end: number, next: number): Output<"split">[] {
    const line = this.#statementLine();
    const raw = this.#buffer.slice(0, end);
    const lead = leadingSpace(raw);
    const sql = raw.slice(lead).trimEnd();
    this.#line += countLines(this.#buffer.slice(0, next));
    this.#buffer = this.#buffer.slice(next);
    this.#position = 0;
    this.#cutLength = next;
    this.#trigger = "start";
    if (sql.startsWith(".")) {
      throw new PluginError(
        "spec.invalid",
        `Line ${line} is a command of the sqlite3 shell, not SQL: ${sql.split("\n")[0]?.slice(0, 60)}`,
        { hint: "Leave dot-commands out of the text", data: { line } },
      );
    }
    return sql === "" ? [] : [{ sql, line }];
  }

  #statementLine(): number {
    return this.#line + countLines(this.#buffer.slice(0, leadingSpace(this.#buffer)));
  }
}

const INSIDE_WORDS: Readonly<Record<Exclude<Inside, "text" | "line-comment">, string>> = {
  "'": "a string",
  '"': "a quoted name",
  "`": "a quoted name",
  "]": "a quoted name",
  "block-comment": "a comment",
};

function isWordCharacter(character: string): boolean {
  return /[A-Za-z0-9_$\u0080-\uffff]/.test(character);
}

/** The length of white space and comments at the start. */
function leadingSpace(text: string): number {
  return /^(?:\s|--[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/)*/.exec(text)?.[0].length ?? 0;
}
