// What CREATE VIEW, TRIGGER and VIRTUAL TABLE texts say, as bodies of documents. The texts come from sqlite_schema,
// so SQLite has accepted them; what is still not understood gives undefined and is then named.
import { closingParenthesis } from "../kit/literal.ts";
import type { Body } from "./generate_table.ts";
import { closing, type Token, tokenize } from "./tokens.ts";

/** The body of a View document. */
export function viewBody(sql: string): Body | undefined {
  const text = new Text(sql);
  text.header("view");
  const columns = text.is("(") ? text.list() : undefined;
  if (!text.take("as")) return undefined;
  return { query: text.rest(), ...(columns && { columns }) };
}

/** An entry of `triggers`. */
export function triggerBody(name: string, sql: string): Body | undefined {
  const text = new Text(sql);
  text.header("trigger");
  const time = timeOf(text);
  const event = ["insert", "update", "delete"].find((word) => text.take(word));
  if (event === undefined) return undefined;
  const columns: string[] = [];
  if (text.take("of")) {
    do columns.push(text.name()); while (text.take(","));
  }
  if (!text.take("on")) return undefined;
  text.name();
  if (text.take("for")) text.skip(2); // each row
  let condition: string | undefined;
  if (text.take("when")) condition = text.until("begin");
  if (!text.take("begin")) return undefined;
  const statements = text.untilLast("end");
  const names = columns.length > 0 ? ` of ${columns.map(plainOrQuoted).join(", ")}` : "";
  return {
    name,
    events: [`${time} ${event}${names}`],
    ...(condition !== undefined && { condition: withoutParentheses(condition) }),
    statements,
  };
}

/** The plan writes parentheses around every condition: without this they would grow from round to round. */
function withoutParentheses(sql: string): string {
  const isWrapped = sql.startsWith("(") && closingParenthesis(sql, 0) === sql.length - 1;
  return isWrapped ? sql.slice(1, -1).trim() : sql;
}

/** When a trigger runs; SQLite takes BEFORE when nothing is said. */
function timeOf(text: Text): string {
  if (text.take("instead")) {
    text.take("of");
    return "instead of";
  }
  if (text.take("after")) return "after";
  text.take("before");
  return "before";
}

/** The body of a Table document for a virtual table. */
export function virtualBody(sql: string): Body | undefined {
  const text = new Text(sql);
  text.header("virtual", "table");
  if (!text.take("using")) return undefined;
  const module = text.name();
  return { virtual: { module, ...(text.is("(") && { arguments: text.arguments() }) } };
}

/** Comments of a text that its document does not hold. */
export function lostComments(sql: string, body: Body): string[] {
  if (!sql.includes("--") && !sql.includes("/*")) return [];
  const kept = stringsOf(body).join("\n");
  let end = 0;
  const lost: string[] = [];
  for (const gap of [...tokenize(sql), undefined]) {
    const between = sql.slice(end, gap?.start);
    for (const [comment] of between.matchAll(/--[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/g)) {
      const text = comment.trim();
      if (!kept.includes(text)) lost.push(`the comment ${text.replace(/\s+/g, " ")}`);
    }
    end = gap?.end ?? end;
  }
  return lost;
}

function stringsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

function plainOrQuoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A text that is read token by token. */
class Text {
  readonly #sql: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(sql: string) {
    this.#sql = sql;
    this.#tokens = tokenize(sql);
  }

  /** Steps over CREATE ... KIND IF NOT EXISTS name. */
  header(...kind: readonly string[]): void {
    this.take("create");
    this.take("temp");
    this.take("temporary");
    for (const word of kind) this.take(word);
    if (this.is("if")) this.skip(3);
    this.name();
    if (this.take(".")) this.name();
  }

  is(value: string): boolean {
    const token = this.#tokens[this.#next];
    return token?.value === value && (token.kind === "word" || token.kind === "symbol");
  }

  take(value: string): boolean {
    if (!this.is(value)) return false;
    this.#next++;
    return true;
  }

  skip(count: number): void {
    this.#next += count;
  }

  /** A name as it is written, without quotes. */
  name(): string {
    const token = this.#tokens[this.#next++];
    return token?.kind === "word" ? token.text : token?.value ?? "";
  }

  /** Names in parentheses. */
  list(): string[] {
    const names: string[] = [];
    this.take("(");
    do names.push(this.name()); while (this.take(","));
    this.take(")");
    return names;
  }

  /** What stands in parentheses, cut at its outer commas, each piece as it is written. */
  arguments(): string[] {
    const close = closing(this.#tokens, this.#next);
    const pieces: string[] = [];
    let start = this.#tokens[this.#next]?.end ?? 0;
    let depth = 0;
    for (let index = this.#next + 1; index <= close; index++) {
      const token = this.#tokens[index];
      if (token?.kind !== "symbol") continue;
      if ((token.value === "," && depth === 0) || index === close) {
        pieces.push(this.#sql.slice(start, token.start).trim());
        start = token.end;
      } else if (token.value === "(") depth++;
      else if (token.value === ")") depth--;
    }
    this.#next = close + 1;
    return pieces.length === 1 && pieces[0] === "" ? [] : pieces;
  }

  /** All that is left. */
  rest(): string {
    return this.#sql.slice(this.#tokens[this.#next]?.start).trim();
  }

  /** The text before a keyword that stands outside of parentheses. */
  until(word: string): string {
    const start = this.#tokens[this.#next]?.start;
    while (this.#next < this.#tokens.length && !this.is(word)) {
      this.#next = this.is("(")
        ? closing(this.#tokens, this.#next) + 1 || this.#tokens.length
        : this.#next + 1;
    }
    return this.#sql.slice(start, this.#tokens[this.#next]?.start).trim();
  }

  /** The text before the last of a keyword, comments that stand there included. */
  untilLast(word: string): string {
    const start = this.#tokens[this.#next - 1]?.end;
    let last = this.#tokens.length - 1;
    while (last > this.#next && this.#tokens[last]?.value !== word) last--;
    const text = this.#sql.slice(start, this.#tokens[last]?.start);
    this.#next = last;
    return text.trim();
  }
}
