// Cuts SQL text into SQLite's tokens (https://www.sqlite.org/src/file/src/tokenize.c), for the parts of a schema
// that the pragmas do not report, and for comparing expressions whatever their spacing and quoting.
import { foldAscii } from "../kit/quote.ts";

/** `name` is a quoted identifier, `word` an unquoted identifier or keyword; `value` is what it stands for. */
export interface Token {
  readonly kind: "word" | "name" | "string" | "number" | "blob" | "symbol" | "unclosed";
  readonly text: string;
  /** Words folded to lower case; names and strings without their quotes; otherwise the text. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

// One alternative for each kind of token, tried in this order at one place. Words may hold any non-ASCII character.
const TOKEN =
  /(?<space>[ \t\n\f\r]+|--[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$))|(?<blob>[xX]'[0-9a-fA-F]*')|(?<string>'(?:[^']|'')*')|(?<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])|(?<number>0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)|(?<word>[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*)|(?<symbol>\|\||<<|>>|<=|>=|<>|!=|==|->>|->|[\s\S])/y;

/** All tokens of a text, without white space and comments. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  for (let start = 0; start < sql.length;) {
    const code = sql.charCodeAt(start);
    if (code === SPACE || code === NEWLINE) {
      start++;
      continue;
    }
    const plain = plainToken(sql, start, code);
    if (plain) {
      tokens.push(plain);
      start = plain.end;
      continue;
    }
    pattern.lastIndex = start;
    const groups = pattern.exec(sql)?.groups;
    if (!groups) break;
    const end = pattern.lastIndex;
    if (groups["space"] === undefined) {
      const text = sql.slice(start, end);
      tokens.push({ ...classify(groups, text), text, start, end });
    }
    start = end;
  }
  return tokens;
}

const SPACE = 0x20;
const NEWLINE = 0x0a;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;

/** Nearly all tokens of a schema without the pattern, which took half the time of reading one: words, `"names"`, ( ) , */
function plainToken(sql: string, start: number, code: number): Token | undefined {
  if (code === DOUBLE_QUOTE) {
    const end = sql.indexOf('"', start + 1) + 1;
    if (end === 0 || sql.charCodeAt(end) === DOUBLE_QUOTE) return undefined;
    return {
      kind: "name",
      value: sql.slice(start + 1, end - 1),
      text: sql.slice(start, end),
      start,
      end,
    };
  }
  if (code === 0x28 || code === 0x29 || code === 0x2c) {
    const text = sql.charAt(start);
    return { kind: "symbol", value: text, text, start, end: start + 1 };
  }
  if (!isWordStart(code)) return undefined;
  let end = start + 1;
  while (end < sql.length && isWordPart(sql.charCodeAt(end))) end++;
  // A blob: x'00ff'
  if (sql.charCodeAt(end) === SINGLE_QUOTE && end === start + 1 && (code | 0x20) === 0x78) return undefined;
  const text = sql.slice(start, end);
  return { kind: "word", value: foldAscii(text), text, start, end };
}

function isWordStart(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || code === 0x5f || code >= 0x80;
}

function isWordPart(code: number): boolean {
  return isWordStart(code) || (code >= 0x30 && code <= 0x39) || code === 0x24;
}

function classify(
  groups: Readonly<Record<string, string | undefined>>,
  text: string,
): Pick<Token, "kind" | "value"> {
  if (groups["word"] !== undefined) return { kind: "word", value: foldAscii(text) };
  if (groups["name"] !== undefined) return { kind: "name", value: unquote(text) };
  if (groups["string"] !== undefined) return { kind: "string", value: unquote(text) };
  if (groups["number"] !== undefined) return { kind: "number", value: foldAscii(text) };
  if (groups["blob"] !== undefined) return { kind: "blob", value: foldAscii(text) };
  const unclosed = text === "'" || text === '"' || text === "`" || text === "[";
  return { kind: unclosed ? "unclosed" : "symbol", value: text === "==" ? "=" : text === "<>" ? "!=" : text };
}

/** A quoted identifier or string without its quotes. */
export function unquote(text: string): string {
  const quote = text[0] ?? "";
  if (quote === "[") return text.slice(1, -1);
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}

/**
 * An expression in a form that is equal for texts that differ only in spacing, comments, case of words, needless
 * quotes around column names, needless outer parentheses, or strings in double quotes. `isColumn` gets folded names.
 */
export function normalForm(sql: string, isColumn: (folded: string) => boolean): string {
  let tokens = tokenize(sql);
  while (tokens[0]?.value === "(" && closing(tokens, 0) === tokens.length - 1) tokens = tokens.slice(1, -1);
  return tokens.map((token, index) => {
    if (token.kind === "name") {
      const folded = foldAscii(token.value);
      if (isColumn(folded)) return folded;
      return isStringInDoubleQuotes(tokens, index, isColumn) ? `'${token.value}'` : `"${token.value}"`;
    }
    if (token.kind === "string") return `'${token.value}'`;
    return token.value;
  }).join(" ");
}

/** An expression with single quotes around the strings that SQLite, as a misfeature, takes in double quotes. */
export function withPlainStrings(sql: string, isColumn: (folded: string) => boolean): string {
  if (!sql.includes('"')) return sql;
  let written = "";
  let end = 0;
  tokenize(sql).forEach((token, index, tokens) => {
    if (!isStringInDoubleQuotes(tokens, index, isColumn)) return;
    written += `${sql.slice(end, token.start)}'${token.value.replaceAll("'", "''")}'`;
    end = token.end;
  });
  return written + sql.slice(end);
}

/** True for `"text"` where it can be no name: https://www.sqlite.org/quirks.html, section 8. */
export function isStringInDoubleQuotes(
  tokens: readonly Token[],
  index: number,
  isColumn: (folded: string) => boolean,
): boolean {
  const token = tokens[index];
  if (token?.kind !== "name" || !token.text.startsWith('"')) return false;
  const folded = foldAscii(token.value);
  if (isColumn(folded) || ROW_NUMBERS.has(folded)) return false;
  const [before, after] = [tokens[index - 1]?.value ?? "", tokens[index + 1]?.value ?? ""];
  return !["collate", "as", "."].includes(before) && after !== "(" && after !== ".";
}

const ROW_NUMBERS = new Set(["rowid", "_rowid_", "oid"]);

/** The index of the token that closes the parenthesis at `open`; -1 when there is none. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind !== "symbol") continue;
    if (token.value === "(") depth++;
    else if (token.value === ")" && --depth === 0) return index;
  }
  return -1;
}

/** True when a text can stand inside parentheses without reaching out of them. */
export function isContained(sql: string): boolean {
  let depth = 0;
  for (const token of tokenize(sql)) {
    if (token.kind === "unclosed" || token.value === "\0") return false;
    if (token.kind !== "symbol") continue;
    if (token.value === ";" || (token.value === ")" && --depth < 0)) return false;
    if (token.value === "(") depth++;
  }
  const tail = sql.slice(sql.lastIndexOf("\n") + 1);
  return depth === 0 && !endsInComment(tail, sql);
}

/** True when a text can stand between BEGIN and END without reaching out of them. */
export function isStatementList(sql: string): boolean {
  let depth = 0;
  let begins = true;
  const tokens = tokenize(sql);
  for (const token of tokens) {
    if (token.kind === "unclosed" || token.value === "\0") return false;
    // A statement cannot begin with END: that would be the end of the trigger.
    if (begins && token.kind === "word" && token.value === "end") return false;
    begins = token.kind === "symbol" && token.value === ";";
    if (begins && depth !== 0) return false;
    if (token.kind !== "symbol") continue;
    if (token.value === "(") depth++;
    else if (token.value === ")" && --depth < 0) return false;
  }
  const rest = sql.slice(tokens.at(-1)?.end ?? 0);
  return tokens.length > 0 && depth === 0 && !/\/\*(?:[^*]|\*(?!\/))*$/.test(rest);
}

/** A `--` or unclosed comment at the end would swallow the parenthesis that follows. */
function endsInComment(lastLine: string, sql: string): boolean {
  const end = tokenize(sql).at(-1)?.end ?? 0;
  const rest = sql.slice(end);
  return rest.includes("/*")
    ? !rest.trimEnd().endsWith("*/")
    : lastLine.includes("--") && rest.includes("--");
}

/** True when a text is one literal or keyword, which a DEFAULT clause takes without parentheses. */
export function isPlainDefault(sql: string): boolean {
  const [first, second, third] = tokenize(sql);
  if (first === undefined || third !== undefined) return false;
  if (second !== undefined) {
    return first.kind === "symbol" && (first.value === "-" || first.value === "+") &&
      second.kind === "number";
  }
  return first.kind === "number" || first.kind === "string" || first.kind === "blob" ||
    (first.kind === "word" && PLAIN_WORDS.has(first.value));
}

const PLAIN_WORDS = new Set(["null", "true", "false", "current_timestamp", "current_date", "current_time"]);
