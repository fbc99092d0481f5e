// One value of a seed row: `{int: 1}`, `{str: "a"}`, `{null: true}`, ... to a cell of the protocol.
import type { Cell } from "../../protocol/plan.ts";
import { describeValue, suggest } from "../../protocol/schema.ts";
import type { Path } from "./place.ts";
import { didYouMean } from "./problem.ts";
import { parseFloatingPoint, parseInteger, PlainScalar } from "./plain_scalar.ts";

/** The keys that say of what type a value is. */
export const CELL_TYPES = ["int", "str", "float", "bool", "null", "bytes", "expression"] as const;

/** One of {@linkcode CELL_TYPES}. */
export type CellType = typeof CELL_TYPES[number];

/** A seed row that cannot be right; the path is relative to the row. */
export class RowProblem extends Error {
  override readonly name = "RowProblem";
  readonly path: Path;
  readonly at: "key" | "value";
  readonly hint: string | undefined;

  constructor(message: string, path: Path, options: { at?: "key" | "value"; hint?: string } = {}) {
    super(message);
    this.path = path;
    this.at = options.at ?? "value";
    this.hint = options.hint;
  }
}

/** The cell that a `value:` map means, read with plain scalars as written. */
export function readCell(value: unknown, path: Path): Cell {
  if (!isMap(value)) {
    const hint = `Write the type first, e.g. value: {str: "text"}; types: ${CELL_TYPES.join(", ")}`;
    throw new RowProblem(`Expected a map with one type, found ${describeScalar(value)}`, path, { hint });
  }
  const keys = Object.keys(value);
  const unknown = keys.find((key) => !isCellType(key));
  if (unknown !== undefined) {
    throw new RowProblem(`Unknown type of value "${unknown}"; known are ${CELL_TYPES.join(", ")}`, [
      ...path,
      unknown,
    ], {
      at: "key",
      ...didYouMean(suggest(unknown, CELL_TYPES)),
    });
  }
  const [type, second] = keys as CellType[]; // each was found in CELL_TYPES
  if (type === undefined) {
    throw new RowProblem(`Expected one of ${CELL_TYPES.join(", ")}, found nothing`, path);
  }
  if (second !== undefined) {
    throw new RowProblem(`A value has exactly one type, found ${keys.join(", ")}`, [...path, second], {
      at: "key",
    });
  }
  return convert(type, value[type], [...path, type]);
}

/** Whether a text is one of {@linkcode CELL_TYPES}. */
export function isCellType(text: string): text is CellType {
  return (CELL_TYPES as readonly string[]).includes(text);
}

function convert(type: CellType, value: unknown, path: Path): Cell {
  switch (type) {
    case "str":
      // Upstream reads `str: 007` as the text 007, so plain numbers count as they are written.
      if (value instanceof PlainScalar) return value.text;
      if (typeof value === "string") return value;
      return refuse(
        "text",
        value,
        path,
        value === null ? 'Use str: "" for empty text and null: true for NULL' : undefined,
      );
    case "int":
      return integer(value, path);
    case "float":
      return floatingPoint(value, path);
    case "bool":
      if (value instanceof PlainScalar && value.kind === "bool") return value.text.toLowerCase() === "true";
      return refuse("true or false", value, path);
    case "null":
      if (value instanceof PlainScalar && value.text.toLowerCase() === "true") return null;
      return refuse("null: true", value, path);
    case "bytes":
      return bytes(value, path);
    case "expression":
      if (typeof value === "string" && value.trim() !== "") return { expression: value };
      if (value instanceof PlainScalar) return { expression: value.text };
      return refuse("SQL as text", value, path);
  }
}

const INT64_MIN = -(2n ** 63n);
const UINT64_MAX = 2n ** 64n - 1n;

function integer(value: unknown, path: Path): Cell {
  if (!(value instanceof PlainScalar) || value.kind !== "int") {
    const hint = value === null ? "Use null: true for NULL" : undefined;
    return refuse("an integer", value, path, hint);
  }
  const number = parseInteger(value.text);
  if (typeof number === "bigint" && (number < INT64_MIN || number > UINT64_MAX)) {
    const hint = "Write a longer number as str: or as expression:";
    throw new RowProblem(`The integer ${shorten(value.text)} has more than 64 bits`, path, { hint });
  }
  return number;
}

function floatingPoint(value: unknown, path: Path): Cell {
  if (!(value instanceof PlainScalar) || value.kind === "bool") return refuse("a number", value, path);
  const number = value.kind === "int" ? Number(parseInteger(value.text)) : parseFloatingPoint(value.text);
  if (!Number.isFinite(number)) {
    const hint = "Write infinities and NaN as expression: in the engine's own SQL";
    throw new RowProblem(`Expected a finite number, found ${shorten(value.text)}`, path, { hint });
  }
  return number;
}

function bytes(value: unknown, path: Path): Cell {
  if (value instanceof Uint8Array) return value; // !!binary
  const text = value instanceof PlainScalar ? value.text : value;
  if (typeof text !== "string") return refuse("base64 text", value, path);
  const compact = text.replace(/\s+/g, "");
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) {
    const hint = "Base64 uses A-Z a-z 0-9 + / and is padded with = to a multiple of 4";
    throw new RowProblem("The bytes are not valid base64", path, { hint });
  }
  return Uint8Array.from(atob(compact), (character) => character.charCodeAt(0));
}

function refuse(wanted: string, value: unknown, path: Path, hint?: string): never {
  throw new RowProblem(
    `Expected ${wanted}, found ${describeScalar(value)}`,
    path,
    hint === undefined ? {} : { hint },
  );
}

/** Says what a value is, in a few words; plain scalars as they are written. */
export function describeScalar(value: unknown): string {
  return value instanceof PlainScalar ? shorten(value.text) : describeValue(value);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Whether a value out of a YAML document is a map. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    !(value instanceof Uint8Array) && !(value instanceof PlainScalar);
}
