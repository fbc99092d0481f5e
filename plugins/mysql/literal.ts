// How values are written in SQL of MySQL and MariaDB, in sessions whose sql_mode is the plugin's own: a backslash
// escapes, double quotes are text.
import type { LiteralDialect } from "../kit/literal.ts";
import { hexLiteral } from "../kit/literal.ts";
import { quoteName, quoteNames, type QuoteStyle } from "../kit/quote.ts";

/** Names stand in backticks. */
export const BACKTICKS: QuoteStyle = { open: "`", close: "`" };

/** A name in backticks. */
export function quote(name: string): string {
  return quoteName(name, BACKTICKS);
}

/** Names in backticks, joined by commas. */
export function quoteAll(names: readonly string[]): string {
  return quoteNames(names, BACKTICKS);
}

/** Text in single quotes. */
export function textLiteral(text: string): string {
  return `'${
    text.replaceAll("\\", "\\\\").replaceAll("'", "''").replaceAll("\0", "\\0").replaceAll("\x1a", "\\Z")
  }'`;
}

/** The dialect of cells and defaults. */
export const DIALECT: LiteralDialect = {
  hasBackslashes: true,
  text: textLiteral,
  textWithNul: textLiteral,
  bytes: hexLiteral,
  boolean: (value) => value ? "1" : "0",
  infinity: () => undefined,
};

/** Reads a literal in single quotes as the servers write it; undefined when it is none. */
export function readTextLiteral(sql: string): string | undefined {
  if (!/^'(?:[^'\\]|''|\\[^])*'$/.test(sql)) return undefined;
  return sql.slice(1, -1).replace(
    /''|\\([^])/g,
    (pair, escaped: string | undefined) => pair === "''" ? "'" : UNESCAPES[escaped ?? ""] ?? escaped ?? "",
  );
}

const UNESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  Z: "\x1a",
};

/**
 * Undoes what MySQL 8 does to expressions that it tells in information_schema: escapes, `_utf8mb4\'x\'`, and a
 * character for each byte of UTF-8, `Ã©` for `é` (measured on MySQL 9.7).
 */
export function unescapeExpression(text: string): string {
  return charactersOf(text).replace(/\\([^])/g, (_, escaped: string) => UNESCAPES[escaped] ?? escaped);
}

function charactersOf(text: string): string {
  // deno-lint-ignore no-control-regex -- bytes
  if (!/[\x80-\xff]/.test(text) || /[^\x00-\xff]/.test(text)) return text;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(
      Uint8Array.from(text, (each) => each.charCodeAt(0)),
    );
  } catch {
    return text; // a server that tells characters
  }
}
