// Writes values as SQL text, and decides what a `default:` in YAML means: a literal or an expression.
// Engines pass a dialect where they differ; nothing else may put a value into SQL text.
import type { Cell } from "../../protocol/plan.ts";

/** What engines write differently. */
export interface LiteralDialect {
  /** True: a backslash in a string takes the meaning of the character behind it. */
  readonly hasBackslashes?: boolean;
  /** All text, for engines in which a quote is not the only character that needs an escape. */
  text?(text: string): string;
  /** Called for text with a NUL character, which few engines can write inside quotes. */
  textWithNul(text: string): string;
  bytes(bytes: Uint8Array): string;
  boolean(value: boolean): string;
  /** Infinity and -Infinity; undefined: the engine has none. */
  infinity(negative: boolean): string | undefined;
}

/** Text in single quotes, with quotes inside doubled. */
export function textLiteral(text: string, dialect: LiteralDialect): string {
  if (dialect.text) return dialect.text(text);
  return text.includes("\0") ? dialect.textWithNul(text) : `'${text.replaceAll("'", "''")}'`;
}

/** Bytes as `x'6869'`, the standard's form. */
export function hexLiteral(bytes: Uint8Array): string {
  return `x'${toHex(bytes)}'`;
}

/** Lower-case hexadecimal digits, two a byte. */
export function toHex(bytes: Uint8Array): string {
  let digits = "";
  for (const byte of bytes) digits += HEX[byte];
  return digits;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

/**
 * A cell of a seed row as SQL text. An expression cell is wrapped in parentheses.
 * @throws {RangeError} when the value has no exact form in the engine
 */
export function cellLiteral(cell: Cell, dialect: LiteralDialect): string {
  if (cell === null) return "null";
  switch (typeof cell) {
    case "string":
      return textLiteral(cell, dialect);
    case "number":
      return numberLiteral(cell, dialect);
    case "bigint":
      if (cell < INT64_MIN || cell > INT64_MAX) {
        throw new RangeError(`The integer ${cell} does not fit in 64 bits`);
      }
      return String(cell);
    case "boolean":
      return dialect.boolean(cell);
    default:
      return cell instanceof Uint8Array ? dialect.bytes(cell) : `(${cell.expression})`;
  }
}

function numberLiteral(value: number, dialect: LiteralDialect): string {
  if (Number.isFinite(value)) return String(value);
  const text = Number.isNaN(value) ? undefined : dialect.infinity(value < 0);
  if (text === undefined) throw new RangeError(`The engine cannot store the number ${value}`);
  return text;
}

/** What a column does with a text that looks like a number. */
export type DefaultAffinity = "numeric" | "other";

/** A `default:` as YAML can write it. */
export type DefaultValue = string | number | bigint | boolean | null;

/** What a `default:` means. `sql` is complete for a literal or keyword; an expression has no outer parentheses. */
export type DefaultMeaning =
  | { readonly kind: "none" }
  | { readonly kind: "literal"; readonly sql: string }
  | { readonly kind: "expression"; readonly sql: string };

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const QUOTED = /^'(?:[^']|'')*'$/;
const CURRENT = /^current_(?:timestamp|date|time)$/i;
const CALL = /^[A-Za-z_][A-Za-z0-9_.]*\s*\(/;

/**
 * Decides what a `default:` means, the way users write it:
 *
 * | YAML | meaning |
 * |---|---|
 * | `5`, `1.5`, `true` | that literal |
 * | `null`, `"null"` | no default |
 * | `"'it''s'"` (wholly one SQL literal) | that text |
 * | `"5"` | the number on a numeric column, else the text |
 * | `"true"`, `"false"`, `"current_timestamp"`, `_date`, `_time` | the keyword |
 * | `"now()"`, `"(1 + 1)"` (wholly one call or one pair of parentheses) | an expression |
 * | anything else, `""` too | the text |
 */
export function defaultMeaning(
  value: DefaultValue,
  affinity: DefaultAffinity,
  dialect: LiteralDialect,
): DefaultMeaning {
  if (value === null) return { kind: "none" };
  if (typeof value !== "string") return { kind: "literal", sql: cellLiteral(value, dialect) };
  const text = value.trim();
  if (QUOTED.test(text)) {
    return { kind: "literal", sql: textLiteral(text.slice(1, -1).replaceAll("''", "'"), dialect) };
  }
  if (NUMBER.test(text) && affinity === "numeric") return { kind: "literal", sql: text.replace(/^\+/, "") };
  const keyword = text.toLowerCase();
  if (keyword === "null") return { kind: "none" };
  if (keyword === "true" || keyword === "false") {
    return { kind: "literal", sql: dialect.boolean(keyword === "true") };
  }
  if (CURRENT.test(text)) return { kind: "literal", sql: keyword };
  if (text.startsWith("(") && closingParenthesis(text, 0, dialect.hasBackslashes) === text.length - 1) {
    return { kind: "expression", sql: text.slice(1, -1).trim() };
  }
  const call = CALL.exec(text);
  if (call && closingParenthesis(text, call[0].length - 1, dialect.hasBackslashes) === text.length - 1) {
    return { kind: "expression", sql: text };
  }
  return { kind: "literal", sql: textLiteral(value, dialect) };
}

/** The index of the parenthesis that closes the one at `open`, quotes respected; -1 when there is none. */
export function closingParenthesis(text: string, open: number, hasBackslashes = false): number {
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    const character = text[index];
    if (character === "'" || character === '"' || character === "`") {
      let end = text.indexOf(character, index + 1);
      while (hasBackslashes && character !== "`" && end > 0 && isEscaped(text, end, index)) {
        end = text.indexOf(character, end + 1);
      }
      if (end < 0) return -1;
      index = end;
    } else if (character === "(") depth++;
    else if (character === ")" && --depth === 0) return index;
  }
  return -1;
}

/** True for a character behind an odd number of backslashes, back to the quote that begins the string. */
function isEscaped(text: string, at: number, start: number): boolean {
  let count = 0;
  while (at - count - 1 > start && text[at - count - 1] === "\\") count++;
  return count % 2 === 1;
}
