// Cuts CQL into tokens by its lexical rules: enough to know where a statement ends, and whether two texts are the same but
// for spacing, comments and the case of words.

/** What a token is. `open`: a quote or comment that the text does not close. */
export type TokenKind = "word" | "name" | "string" | "number" | "punctuation" | "open";

/** One token. `value` of a word is folded to lower case, of a quoted name or a string its content. */
export interface Token {
  readonly kind: TokenKind;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const SPACE = /\s+/y;
const WORD = /[A-Za-z]\w*/y;
const NUMBER = /\d[\w.]*/y;
const OPERATOR = /<=|>=|!=/y;

/** The tokens of a text; white space and comments are between them. */
export function tokenize(cql: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < cql.length;) {
    const token = nextToken(cql, at);
    if (typeof token === "number") at = token;
    else {
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

/** The token at a position, or the position after white space or a comment. */
export function nextToken(cql: string, at: number): Token | number {
  const space = match(SPACE, cql, at);
  if (space !== undefined) return at + space.length;
  const pair = cql.slice(at, at + 2);
  if (pair === "--" || pair === "//") {
    const end = cql.indexOf("\n", at);
    return end < 0 ? cql.length : end + 1;
  }
  if (pair === "/*") {
    const end = cql.indexOf("*/", at + 2);
    return end < 0 ? { kind: "open", value: "/*", start: at, end: cql.length } : end + 2;
  }
  if (pair === "$$") {
    const end = cql.indexOf("$$", at + 2);
    if (end < 0) return { kind: "open", value: "$$", start: at, end: cql.length };
    return { kind: "string", value: cql.slice(at + 2, end), start: at, end: end + 2 };
  }
  const character = cql[at] ?? "";
  if (character === "'" || character === '"') return quoted(cql, at, character);
  const word = match(WORD, cql, at);
  if (word !== undefined) {
    return { kind: "word", value: word.toLowerCase(), start: at, end: at + word.length };
  }
  const number = match(NUMBER, cql, at);
  if (number !== undefined) return { kind: "number", value: number, start: at, end: at + number.length };
  const other = match(OPERATOR, cql, at) ?? character;
  return { kind: "punctuation", value: other, start: at, end: at + other.length };
}

function quoted(cql: string, start: number, quote: string): Token {
  let value = "";
  for (let at = start + 1; at < cql.length; at++) {
    if (cql[at] !== quote) value += cql[at];
    else if (cql[at + 1] === quote) value += cql[at++];
    else return { kind: quote === "'" ? "string" : "name", value, start, end: at + 1 };
  }
  return { kind: "open", value: quote, start, end: cql.length };
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** A text in one spelling: equal results, equal meaning. An unquoted word is the name of its lower case. */
export function plainForm(cql: string): string {
  return tokenize(cql).map(({ kind, value }) =>
    kind === "string" ? `'${value}'` : kind === "name" && !/^[a-z]\w*$/.test(value) ? `"${value}"` : value
  ).join(" ");
}

/** True when a text is one closed piece that ends where it ends: no open quote, no comment, no statement behind it. */
export function isClosedPiece(cql: string): boolean {
  let depth = 0;
  let end = 0;
  for (const { kind, value, start, end: next } of tokenize(cql)) {
    // What is between tokens is white space, or a comment, which would hide what comes behind the piece.
    if (kind === "open" || cql.slice(end, start).trim() !== "") return false;
    end = next;
    if (kind !== "punctuation") continue;
    if (value === ";") return false;
    if (/^[([{]$/.test(value)) depth++;
    else if (/^[)\]}]$/.test(value)) depth--;
    // A comma outside of brackets would begin something else.
    if (depth < 0 || (value === "," && depth === 0)) return false;
  }
  return depth === 0 && end > 0 && cql.slice(end).trim() === "";
}
