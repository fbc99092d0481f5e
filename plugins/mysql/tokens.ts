// Cuts SQL into tokens by the lexical rules of MySQL and MariaDB: enough to know where a text ends, whether it is one
// closed piece, and whether two texts are the same but for spacing, comments, quotes and the case of words.
import { textLiteral } from "./literal.ts";

/** What a token is. `open`: a quote or comment that the text does not close, or a comment that is run as SQL. */
export type TokenKind = "word" | "name" | "string" | "number" | "operator" | "punctuation" | "open";

/** One token. `value` of a word is folded to lower case, of a quoted name or a string its content. */
export interface Token {
  readonly kind: TokenKind;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const SPACE = /\s+/y;
const WORD = /[A-Za-z_$\u0080-\uffff@][\w$\u0080-\uffff@]*/y;
const NUMBER = /(?:0[xX][\da-fA-F]+|0[bB][01]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(?![\w$])/y;
const DIGIT_NAME = /\d[\w$\u0080-\uffff]*/y;
const OPERATORS = /(?:<=>|->>|->|<<|>>|<=|>=|<>|!=|:=|&&|\|\||[-+*/%<>=!&|^~])/y;

/** The tokens of a text; white space and comments are between them. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const token = nextToken(sql, at);
    if (typeof token === "number") at = token;
    else {
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

/** The token at a position, or the position after white space or a comment. */
export function nextToken(sql: string, at: number): Token | number {
  const space = match(SPACE, sql, at);
  if (space !== undefined) return at + space.length;
  const character = sql[at] ?? "";
  const pair = sql.slice(at, at + 2);
  if (character === "#" || (pair === "--" && /^[\s\0]?$/.test(sql[at + 2] ?? ""))) {
    const end = sql.indexOf("\n", at);
    return end < 0 ? sql.length : end + 1;
  }
  if (pair === "/*") return comment(sql, at);
  if (character === "'" || character === '"') return quoted(sql, at, at, "string");
  if (character === "`") return quoted(sql, at, at, "name");
  const word = match(WORD, sql, at);
  if (word !== undefined) {
    const folded = word.toLowerCase();
    if (sql[at + word.length] === "'" && (folded === "x" || folded === "b" || folded === "n")) {
      return quoted(sql, at, at + word.length, "string");
    }
    return { kind: "word", value: folded, start: at, end: at + word.length };
  }
  const number = match(NUMBER, sql, at);
  if (number !== undefined) return token("number", number, at);
  const name = match(DIGIT_NAME, sql, at);
  if (name !== undefined) return token("word", name, at);
  const operator = match(OPERATORS, sql, at);
  if (operator !== undefined) return token("operator", operator, at);
  return token("punctuation", character, at);
}

function comment(sql: string, at: number): Token | number {
  const end = sql.indexOf("*/", at + 2);
  // What stands in /*! */ and /*M! */ is run, by some servers.
  if (end < 0 || /^\/\*M?!/.test(sql.slice(at, at + 4))) {
    return { kind: "open", value: sql.slice(at, at + 20), start: at, end: sql.length };
  }
  return end + 2;
}

function quoted(sql: string, start: number, from: number, kind: "string" | "name"): Token {
  const quote = sql[from] ?? "'";
  let value = "";
  for (let at = from + 1; at < sql.length; at++) {
    const character = sql[at] ?? "";
    if (character === "\\" && kind === "string") {
      const next = sql[++at] ?? "";
      value += ESCAPED[next] ?? next;
    } else if (character === quote) {
      if (sql[at + 1] !== quote) return { kind, value, start, end: at + 1 };
      value += quote;
      at++;
    } else value += character;
  }
  return { kind: "open", value: sql.slice(start, start + 20), start, end: sql.length };
}

const ESCAPED: Readonly<Record<string, string>> = {
  "0": "\0",
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  Z: "\x1a",
};

function token(kind: TokenKind, value: string, start: number): Token {
  return { kind, value, start, end: start + value.length };
}

function match(pattern: RegExp, sql: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0];
}

/**
 * True for a text that stays within the parentheses it is put into: quotes, comments and parentheses are closed, in
 * their order, and no semicolon stands in it.
 */
export function isContained(sql: string): boolean {
  if (sql.includes("\0")) return false;
  const tokens = tokenize(sql);
  let depth = 0;
  for (const { kind, value } of tokens) {
    if (kind === "open") return false;
    if (kind !== "punctuation") continue;
    if (value === ";") return false;
    if (value === "(") depth++;
    if (value === ")" && --depth < 0) return false;
  }
  return depth === 0 && tokens.length > 0 && !endsInLineComment(sql, tokens.at(-1)?.end ?? 0);
}

/** A comment to the end of the line would swallow the closing parenthesis. */
function endsInLineComment(sql: string, from: number): boolean {
  let at = from;
  while (at < sql.length) {
    const next = nextToken(sql, at);
    if (typeof next !== "number") return false;
    if (/^(?:#|--)/.test(sql.slice(at, at + 2)) && next >= sql.length && !sql.endsWith("\n")) return true;
    at = next;
  }
  return false;
}

/**
 * The tokens as one text: equal texts mean equal SQL. Outer parentheses, the quotes of names, and what the server
 * writes before strings are left out: `time`, which MySQL adds when it copies a table, with as many decimals as the
 * column has, and the character sets that it chooses by itself, where the string is the same in them.
 */
export function normalForm(sql: string): string {
  return formOf(tokenize(sql), sql);
}

const TIME_WORD = /^(?:date|time|timestamp)$/;
/** Character sets in which letters and digits are what they are in any other. */
const LIKE_ASCII = /^_(?:utf8(?:mb[34])?|latin1|ascii)$/;

function formOf(all: readonly Token[], sql: string): string {
  const isHead = (each: Token | undefined, at: number) =>
    each?.kind === "word" && all[at + 1]?.kind === "string" &&
    (TIME_WORD.test(each.value) || LIKE_ASCII.test(each.value));
  const heads = new Map<Token, string>();
  all.forEach((each, at) => {
    const former = all[at - 1];
    if (former && isHead(former, at - 1)) heads.set(each, former.value);
  });
  let tokens = all.filter((each, at) => !isHead(each, at));
  while (isWrapped(tokens)) tokens = tokens.slice(1, -1);
  return tokens.map((each) => {
    switch (each.kind) {
      case "name":
        return each.value.toLowerCase();
      case "string":
        return /^[xXbB]/.test(sql[each.start] ?? "")
          ? sql.slice(each.start, each.end).toLowerCase()
          : textLiteral(valueOf(each.value, heads.get(each)));
      case "operator":
        return each.value === "!=" ? "<>" : each.value;
      default:
        return each.value;
    }
  }).join(" ");
}

/** What a string behind a word is. */
function valueOf(text: string, head: string | undefined): string {
  // The bytes of the text, which is in UTF-8 here, are characters of the other set.
  if (head === "_latin1") return new TextDecoder("windows-1252").decode(new TextEncoder().encode(text));
  return head !== undefined && TIME_WORD.test(head) ? text.replace(/\.0+$/, "") : text;
}

function isWrapped(tokens: readonly Token[]): boolean {
  if (tokens.length < 2 || !isPunctuation(tokens[0], "(")) return false;
  let depth = 0;
  for (const [index, each] of tokens.entries()) {
    if (isPunctuation(each, "(")) depth++;
    else if (isPunctuation(each, ")") && --depth === 0) return index === tokens.length - 1;
  }
  return false;
}

/** True for this punctuation. */
export function isPunctuation(each: Token | undefined, value: string): boolean {
  return each?.kind === "punctuation" && each.value === value;
}

/** Words of expressions and queries that are a name only in quotes. */
const RESERVED = new Set(
  ("all and as asc between binary by case char check convert cross database default desc distinct div else exists " +
    "false from group having if in index inner insert interval into is join key keys left like limit match mod not " +
    "null on or order outer over partition primary references regexp replace right rlike select set table then to " +
    "true union unique update using values when where window with xor").split(" "),
);

/** True when an expression names a column, quoted or not. */
export function mentions(sql: string, column: string): boolean {
  const folded = column.toLowerCase();
  return tokenize(sql).some(({ kind, value }) =>
    (kind === "name" || (kind === "word" && !RESERVED.has(value))) && value.toLowerCase() === folded
  );
}

/** The text with every mention of a name replaced by what `nameOf` makes of it, quoted. */
export function withNames(
  sql: string,
  nameOf: (name: string) => string,
  quote: (name: string) => string,
): string {
  return tokenize(sql).reduceRight((text, { kind, value, start, end }) => {
    const name = nameOf(value);
    return (kind === "name" || kind === "word") && name !== value
      ? text.slice(0, start) + quote(name) + text.slice(end)
      : text;
  }, sql);
}

const VERSION_COMMENT = /\/\*M?!\d*/y;

/** A text of the server's with what it puts into comments for some versions, `/*!80023 INVISIBLE *\/`, in the open. */
export function withVersionComments(sql: string): string {
  let open = "";
  let from = 0;
  let isInside = false;
  for (let at = 0; at < sql.length;) {
    const head: string | undefined = match(VERSION_COMMENT, sql, at) ??
      (isInside && sql.startsWith("*/", at) ? "*/" : undefined);
    if (head !== undefined) {
      // As long as before, so that positions stay.
      open += sql.slice(from, at) + " ".repeat(head.length);
      isInside = head !== "*/";
      at += head.length;
      from = at;
      continue;
    }
    const next = nextToken(sql, at);
    at = typeof next === "number" ? next : next.end;
  }
  return open + sql.slice(from);
}

/** The text without parentheses around all of it. */
export function unwrapped(sql: string): string {
  const tokens = tokenize(sql);
  if (!isWrapped(tokens)) return sql.trim();
  return unwrapped(sql.slice(tokens[0]?.end, tokens.at(-1)?.start));
}
