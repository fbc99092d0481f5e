// Cuts SQL into tokens by PostgreSQL's lexical rules: enough to know where a text ends, whether it is one closed piece,
// and whether two texts are the same but for spacing, comments and the case of words. It understands no statement.

/** What a token is. `open`: a quote or comment that the text does not close. */
export type TokenKind = "word" | "name" | "string" | "number" | "operator" | "punctuation" | "open";

/** One token. `value` of a word is folded to lower case, of a quoted name its content. */
export interface Token {
  readonly kind: TokenKind;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const SPACE = /[\s]+/y;
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const NUMBER =
  /(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const PARAMETER = /\$\d+/y;
const OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";
const STRING_PREFIXES = new Set(["e", "b", "x", "n"]);

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
  if (pair === "--") {
    const end = sql.indexOf("\n", at);
    return end < 0 ? sql.length : end + 1;
  }
  if (pair === "/*") {
    const end = blockCommentEnd(sql, at);
    return end < 0 ? open(sql, at) : end;
  }
  if (character === "'") return quoted(sql, at, at, "string", false);
  if (character === '"') return quoted(sql, at, at, "name", false);
  const word = match(WORD, sql, at);
  if (word !== undefined) return wordToken(sql, at, word);
  if (character === "$") return dollarToken(sql, at);
  const number = match(NUMBER, sql, at);
  if (number !== undefined) return token("number", number, at, number.length);
  if (OPERATOR_CHARACTERS.includes(character)) return operatorToken(sql, at);
  if (pair === "::" || pair === ":=" || pair === "..") return token("punctuation", pair, at, 2);
  return token("punctuation", character, at, 1);
}

function wordToken(sql: string, at: number, word: string): Token {
  const folded = foldWord(word);
  const next = sql[at + word.length];
  if (next === "'" && STRING_PREFIXES.has(folded)) {
    return quoted(sql, at, at + word.length, "string", folded === "e");
  }
  if (folded === "u" && next === "&") {
    const quote = sql[at + 2];
    if (quote === "'" || quote === '"') {
      return quoted(sql, at, at + 2, quote === "'" ? "string" : "name", false);
    }
  }
  return { kind: "word", value: folded, start: at, end: at + word.length };
}

/** Lower case for ASCII letters, as PostgreSQL folds words. */
export function foldWord(word: string): string {
  return word.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function dollarToken(sql: string, at: number): Token {
  const parameter = match(PARAMETER, sql, at);
  if (parameter !== undefined) return token("word", parameter, at, parameter.length);
  const tag = match(DOLLAR_TAG, sql, at);
  if (tag === undefined) return token("punctuation", "$", at, 1);
  const end = sql.indexOf(tag, at + tag.length);
  if (end < 0) return open(sql, at);
  return {
    kind: "string",
    value: sql.slice(at + tag.length, end),
    start: at,
    end: end + tag.length,
  };
}

/** An operator ends where a comment begins (scan.l). */
function operatorToken(sql: string, at: number): Token {
  let end = at;
  while (end < sql.length && OPERATOR_CHARACTERS.includes(sql[end] ?? " ")) {
    const pair = sql.slice(end, end + 2);
    if (end > at && (pair === "--" || pair === "/*")) break;
    end++;
  }
  return token("operator", sql.slice(at, end), at, end - at);
}

/** `from` is where the quote stands; what is before it belongs to the token. */
function quoted(sql: string, start: number, from: number, kind: "string" | "name", escapes: boolean): Token {
  const quote = sql[from] ?? "'";
  let value = "";
  for (let at = from + 1; at < sql.length; at++) {
    const character = sql[at];
    if (escapes && character === "\\") {
      value += character + (sql[++at] ?? "");
    } else if (character === quote) {
      if (sql[at + 1] !== quote) return { kind, value, start, end: at + 1 };
      value += quote;
      at++;
    } else value += character;
  }
  return open(sql, start);
}

/** Comments nest in PostgreSQL. -1: not closed. */
function blockCommentEnd(sql: string, at: number): number {
  let depth = 0;
  for (let index = at; index < sql.length; index++) {
    const pair = sql.slice(index, index + 2);
    if (pair === "/*") {
      depth++;
      index++;
    } else if (pair === "*/") {
      index++;
      if (--depth === 0) return index + 1;
    }
  }
  return -1;
}

function open(sql: string, at: number): Token {
  return { kind: "open", value: sql.slice(at, at + 20), start: at, end: sql.length };
}

function token(kind: TokenKind, value: string, start: number, length: number): Token {
  return { kind, value, start, end: start + length };
}

function match(pattern: RegExp, sql: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0];
}

/**
 * True for a text that stays within the parentheses it is put into: quotes, comments, brackets and parentheses are
 * closed, in their order, and no semicolon stands in it.
 */
export function isContained(sql: string): boolean {
  if (sql.includes("\0")) return false;
  const waiting: string[] = [];
  const tokens = tokenize(sql);
  for (const { kind, value } of tokens) {
    if (kind === "open") return false;
    if (kind !== "punctuation") continue;
    if (value === ";") return false;
    if (value === "(" || value === "[") waiting.push(value === "(" ? ")" : "]");
    else if ((value === ")" || value === "]") && waiting.pop() !== value) return false;
  }
  // A comment to the end of the line would swallow the closing parenthesis.
  return waiting.length === 0 && tokens.length > 0 && !endsInLineComment(sql, tokens.at(-1)?.end ?? 0);
}

function endsInLineComment(sql: string, from: number): boolean {
  let at = from;
  while (at < sql.length) {
    const next = nextToken(sql, at);
    if (typeof next !== "number") return false;
    if (sql.startsWith("--", at) && next >= sql.length && !sql.endsWith("\n")) return true;
    at = next;
  }
  return false;
}

/** `(array['a'::character varying])::text[]` in a normal form. */
const CAST_LIST = /\( array \[ ((?:'(?:[^']|'')*' :: character varying(?: , (?='))?)+) \] \) :: text \[ \]/g;

/**
 * The tokens as one text: equal texts mean equal SQL. Outer parentheses are left out. Of the list of `x in ('a', 'b')`
 * the server casts the whole; where it reads what it has written, each element.
 */
export function normalForm(sql: string): string {
  return tokensAsText(sql).replace(
    CAST_LIST,
    (_, items: string) =>
      `array [ ${
        items.replaceAll(/'(?:[^']|'')*' :: character varying/g, (item) => `( ${item} ) :: text`)
      } ]`,
  );
}

function tokensAsText(sql: string): string {
  let tokens = tokenize(sql);
  while (isWrapped(tokens)) tokens = tokens.slice(1, -1);
  return tokens.map((each) =>
    each.kind === "word"
      ? each.value
      : each.kind === "name"
      ? JSON.stringify(each.value)
      : sql.slice(each.start, each.end)
  ).join(" ");
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
