// What a `default:` means to PostgreSQL, and when the default that the server shows says the same.
import { defaultMeaning, type DefaultValue } from "../kit/literal.ts";
import { DIALECT, textLiteral } from "./literal.ts";
import { isPunctuation, normalForm, type Token, tokenize } from "./tokens.ts";
import { isNumericType } from "./types.ts";

/** A default as SQL; undefined: there is none. `isExpression`: it must be checked as one. */
export interface DefaultSql {
  readonly sql: string;
  readonly isExpression: boolean;
}

/**
 * Decides what a default means, as the shared rules say, and beyond them: a literal or call with casts behind it
 * (`'{}'::jsonb`, `now()::date`) is an expression, and what does not fit the column's type as a number or truth value is
 * written as text.
 */
export function readDefault(value: DefaultValue, type: string): DefaultSql | undefined {
  if (typeof value === "string" && isCast(value)) return { sql: value.trim(), isExpression: true };
  if (typeof value === "string" && /^\s*array\s*\[/i.test(value) && isOneExpression(value)) {
    return { sql: value.trim(), isExpression: true };
  }
  const isNumeric = isNumericType(type);
  const meaning = defaultMeaning(value, isNumeric ? "numeric" : "other", DIALECT);
  if (meaning.kind === "none") return undefined;
  if (meaning.kind === "expression") {
    const isCall = typeof value === "string" && !value.trim().startsWith("(");
    return { sql: isCall ? meaning.sql : `(${meaning.sql})`, isExpression: true };
  }
  const isNumber = typeof value === "number" || typeof value === "bigint";
  if (isNumber && !isNumeric) return { sql: textLiteral(meaning.sql), isExpression: false };
  const isTruth = meaning.sql === "true" || meaning.sql === "false";
  if (isTruth && type !== "boolean") return { sql: textLiteral(String(value).trim()), isExpression: false };
  return { sql: meaning.sql, isExpression: false };
}

function isOneExpression(text: string): boolean {
  return tokenize(text).every(({ kind, value }) => kind !== "open" && value !== ";");
}

/** One string, number or call, and then casts: `'x'::text`, `now()::date`, `0::numeric(10,2)`. */
function isCast(text: string): boolean {
  const tokens = tokenize(text);
  const [first] = tokens;
  if (!first || !tokens.some((each) => isPunctuation(each, "::"))) return false;
  let at = 1;
  if (first.kind === "word") {
    while (isPunctuation(tokens[at], ".") && tokens[at + 1]?.kind === "word") at += 2;
    if (!isPunctuation(tokens[at], "(")) return false;
    at = closing(tokens, at) + 1;
    if (at <= 0) return false;
  } else if (first.kind !== "string" && first.kind !== "number") return false;
  while (isPunctuation(tokens[at], "::")) {
    at++;
    const start = at;
    while (at < tokens.length && isTypeToken(tokens, at)) {
      at = isPunctuation(tokens[at], "(") ? closing(tokens, at) + 1 : at + 1;
    }
    if (at === start) return false;
  }
  return at === tokens.length;
}

function isTypeToken(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return token?.kind === "word" || token?.kind === "name" || isPunctuation(token, ".") ||
    isPunctuation(token, "[") ||
    isPunctuation(token, "]") || (isPunctuation(token, "(") && closing(tokens, at) >= 0);
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (isPunctuation(tokens[at], "(")) depth++;
    else if (isPunctuation(tokens[at], ")") && --depth === 0) return at;
  }
  return -1;
}

/**
 * True when a default that the server shows plainly says what is wanted. False means only that the server must be
 * asked.
 */
export function isSameDefault(liveSql: string, wantedSql: string, type: string): boolean {
  if (liveSql === wantedSql || normalForm(liveSql) === normalForm(wantedSql)) return true;
  const live = tokenize(liveSql);
  const [literal, cast] = live;
  if (literal?.kind !== "string" || !isPunctuation(cast, "::")) return false;
  const shown = liveSql.slice(cast?.end ?? 0).trim();
  // The server shows a literal with the column's type behind it.
  if (shown !== type.replace(/\([^)]*\)(?=$|\[)/, "")) return false;
  const wanted = tokenize(wantedSql);
  if (wanted.length === 1 && wanted[0]?.kind === "string") return wanted[0].value === literal.value;
  return isNumericType(type) && wantedSql === literal.value;
}
