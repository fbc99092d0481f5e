// The plain (unquoted) scalars of YAML 1.2's core schema (yaml.org/spec/1.2.2, section 10.3.2): what a text is, and its
// value. Apart from yaml_reader.ts, whose library is loaded only when a file is read.

/** A plain (unquoted) number or truth value, kept as it was written: `str: 007` must stay `007`. */
export class PlainScalar {
  readonly kind: "int" | "float" | "bool";
  readonly text: string;

  constructor(kind: "int" | "float" | "bool", text: string) {
    this.kind = kind;
    this.text = text;
  }

  /** js-yaml turns a key into text with String() only when it does not look like a map. */
  get [Symbol.toStringTag](): string {
    return "PlainScalar";
  }

  toString(): string {
    return this.text;
  }
}

/** Longer digits are text: making a number of millions of them would take minutes. */
const MAX_NUMBER_LENGTH = 400;

const INT = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const FLOAT =
  /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const BOOL = /^(?:true|True|TRUE|false|False|FALSE)$/;
const NULL = /^(?:|~|null|Null|NULL)$/;

/** What the YAML 1.2 core schema makes of a plain scalar. */
export function kindOfPlain(text: string): "int" | "float" | "bool" | "null" | "text" {
  // Most text begins with a letter that no other kind begins with: spare it the four patterns.
  switch (text.charCodeAt(0)) {
    case 0x74: // t
    case 0x54: // T
    case 0x66: // f
    case 0x46: // F
      return BOOL.test(text) ? "bool" : "text";
    case 0x6e: // n
    case 0x4e: // N
    case 0x7e: // ~
      return NULL.test(text) ? "null" : "text";
  }
  if (text.length === 0) return "null";
  if (!couldBeNumber(text)) return "text";
  return INT.test(text) ? "int" : FLOAT.test(text) ? "float" : "text";
}

/** The value of a plain integer: a number where it is safe, else a bigint. */
export function parseInteger(text: string): number | bigint {
  const number = Number(text);
  if (Number.isSafeInteger(number)) return number === 0 ? 0 : number;
  const digits = text.startsWith("+") || text.startsWith("-") ? text.slice(1) : text;
  return text.startsWith("-") ? -BigInt(digits) : BigInt(digits);
}

/** The value of a plain float. */
export function parseFloatingPoint(text: string): number {
  const lower = text.toLowerCase();
  if (lower.endsWith(".inf")) return lower.startsWith("-") ? -Infinity : Infinity;
  return lower === ".nan" ? NaN : Number(text);
}

function couldBeNumber(text: string | null): text is string {
  if (text === null || text.length === 0 || text.length > MAX_NUMBER_LENGTH) return false;
  const code = text.charCodeAt(0);
  return (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d || code === 0x2e;
}

/** True for a plain integer. */
export function isInt(text: string): boolean {
  return couldBeNumber(text) && INT.test(text);
}

/** True for a plain float. */
export function isFloat(text: string): boolean {
  return couldBeNumber(text) && FLOAT.test(text);
}

/** True for a plain truth value. */
export function isBool(text: string): boolean {
  return BOOL.test(text);
}
