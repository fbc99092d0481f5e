// How names and values are written in CQL.
import type { Cell } from "../../protocol/plan.ts";
import { toHex } from "../kit/literal.ts";
import { isClosedPiece } from "./tokens.ts";
import { quoteName, quoteNames } from "../kit/quote.ts";

/** A name in double quotes, which keep its case. */
export function quote(name: string): string {
  return quoteName(name);
}

/** Names in double quotes, joined by commas. */
export function quoteAll(names: readonly string[]): string {
  return quoteNames(names);
}

/** Text in single quotes. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A map of texts, `{'class': 'SimpleStrategy'}`. */
export function mapLiteral(map: Readonly<Record<string, string>>): string {
  const entries = Object.entries(map).map(([key, value]) => `${textLiteral(key)}: ${textLiteral(value)}`);
  return `{${entries.join(", ")}}`;
}

/** The body of a function: between dollars, or in quotes where it has dollars itself. */
export function bodyLiteral(body: string): string {
  return body.includes("$$") || body.endsWith("$") ? textLiteral(body) : `$$${body}$$`;
}

const TEXT_TYPES = new Set(["text", "ascii"]);
const QUOTED_TYPES = new Set(["timestamp", "date", "time", "inet"]);
const INTEGER_TYPES = new Set(["int", "bigint", "smallint", "tinyint", "varint"]);
const FRACTION_TYPES = new Set(["decimal", "float", "double"]);
const BARE: Readonly<Record<string, RegExp>> = {
  uuid: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
  timeuuid: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
  blob: /^0x(?:[\da-f]{2})*$/i,
  boolean: /^(?:true|false)$/i,
  duration: /^-?(?:P[\dYMDTHSW:.-]+|(?:\d+(?:y|mo|w|d|h|m|s|ms|us|µs|ns))+)$/i,
};
const INTEGER = /^-?\d+$/;
const NUMBER = /^-?(?:\d+(?:\.\d*)?(?:e[+-]?\d+)?|NaN|Infinity)$/i;

/**
 * A cell of a seed row as CQL of a column's type. A text is read as the type has it: `5` of an int, a uuid.
 * @throws {RangeError} when the value is none of the type
 */
export function cellLiteral(cell: Cell, type: string): string {
  if (cell === null) return "null";
  if (typeof cell === "object") {
    if (cell instanceof Uint8Array) return `0x${toHex(cell)}`;
    if (isClosedPiece(cell.expression)) return cell.expression;
    throw new RangeError(`Not one closed expression: ${cell.expression}`);
  }
  const text = typeof cell === "string" ? cell : String(cell);
  if (TEXT_TYPES.has(type)) return textLiteral(text);
  if (QUOTED_TYPES.has(type)) return typeof cell === "string" ? textLiteral(text) : text;
  const isBare = INTEGER_TYPES.has(type)
    ? INTEGER.test(text)
    : FRACTION_TYPES.has(type)
    ? NUMBER.test(text)
    : BARE[type]?.test(text);
  if (isBare) return text;
  if (isBare === undefined) {
    throw new RangeError(
      `A value of the type ${type} is written as an expression, e.g. {expression: "{'a': 1}"}`,
    );
  }
  throw new RangeError(`Not a value of the type ${type}: ${JSON.stringify(text)}`);
}
