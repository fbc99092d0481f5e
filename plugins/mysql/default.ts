// Defaults in one normal form, whoever tells them: MySQL's bare values, MariaDB's SQL, people's YAML. A literal is
// written as its type has it, an expression in parentheses, so that equal texts mean equal defaults.
import { defaultMeaning, type DefaultValue, hexLiteral } from "../kit/literal.ts";
import { DIALECT, readTextLiteral, textLiteral, unescapeExpression } from "./literal.ts";
import type { Quirks } from "./quirks.ts";
import { normalForm, tokenize, unwrapped } from "./tokens.ts";
import { argumentsOf, baseOf, isNumeric, needsExpressionDefault } from "./types.ts";

const NOW = /^(?:now|current_timestamp|localtime|localtimestamp)(?: \( (\d )?\))?$/;

/** `current_timestamp` or `current_timestamp(n)` when the SQL is one of its many spellings. */
export function nowSql(sql: string): string | undefined {
  const match = NOW.exec(normalForm(sql));
  if (!match || (match[0] === "now")) return undefined;
  const digits = (match[1] ?? "").trim();
  return digits === "" || digits === "0" ? "current_timestamp" : `current_timestamp(${digits})`;
}

/** What a column's information_schema row says. `isExpression`: MySQL's DEFAULT_GENERATED. */
export function liveDefault(
  told: string | null,
  type: string,
  isExpression: boolean,
  { tellsDefaultsAsSql }: Quirks,
): string | undefined {
  if (told === null) return undefined;
  if (!tellsDefaultsAsSql) {
    if (!isExpression) return literalOf(told, type);
    const sql = unescapeExpression(told);
    return nowSql(sql) ?? `(${unwrapped(sql)})`;
  }
  if (told.toUpperCase() === "NULL") return undefined;
  const text = readTextLiteral(told);
  if (text !== undefined) return literalOf(text, type);
  if (isPlainNumber(told) || /^[bx]'/i.test(told)) return literalOf(told, type);
  return nowSql(told) ?? `(${unwrapped(told)})`;
}

/** What the `default:` of a spec means; undefined: none. */
export function wantedDefault(
  value: DefaultValue,
  type: string,
  { hasJsonType }: Quirks,
): string | undefined {
  const meaning = defaultMeaning(value, isNumeric(type) ? "numeric" : "other", DIALECT);
  if (meaning.kind === "none") return undefined;
  const isTime = /^(?:timestamp|datetime)/.test(type);
  if (meaning.kind === "expression") {
    return (isTime ? nowSql(meaning.sql) : undefined) ?? `(${meaning.sql})`;
  }
  if (isTime && nowSql(meaning.sql) !== undefined) return nowSql(meaning.sql);
  if (/^current_/.test(meaning.sql)) return `(${meaning.sql})`;
  if (typeof value === "string" && baseOf(type) === "bit" && /^b'[01]+'$/i.test(value.trim())) {
    return literalOf(value.trim(), type);
  }
  const text = readTextLiteral(meaning.sql) ?? meaning.sql;
  const literal = literalOf(text, type);
  // MySQL takes an expression only; MariaDB takes the literal.
  return hasJsonType && needsExpressionDefault(type) ? `(${literal})` : literal;
}

function isPlainNumber(text: string): boolean {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text);
}

/** A value as a literal of its type. */
function literalOf(text: string, type: string): string {
  const base = baseOf(type);
  switch (base) {
    case "tinyint":
    case "smallint":
    case "mediumint":
    case "int":
    case "bigint":
    case "year":
      return /^[+-]?\d+$/.test(text.trim()) ? String(BigInt(text.trim())) : numberOr(text, Number);
    case "decimal":
      return isPlainNumber(text.trim())
        ? decimalOf(text.trim(), argumentsOf(type)[1] ?? 0)
        : textLiteral(text);
    case "float":
    case "double":
      return numberOr(text, Number);
    case "bit":
      return bitOf(text);
    case "binary":
    case "varbinary":
      return bytesOf(text, base === "binary");
    case "date":
    case "datetime":
    case "timestamp":
    case "time":
      return textLiteral(timeOf(text.trim(), base));
    default:
      return textLiteral(text);
  }
}

function numberOr(text: string, read: (text: string) => number): string {
  const number = text.trim() === "" ? NaN : read(text);
  return Number.isFinite(number) ? String(number) : textLiteral(text);
}

/** With as many digits after the point as the type keeps, and no zeros at the end. */
function decimalOf(text: string, scale: number): string {
  const [, sign = "", whole = "", fraction = "", exponent] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  if (exponent !== undefined) return decimalOf(Number(text).toFixed(scale), scale);
  const digits = BigInt((whole || "0") + fraction.slice(0, scale).padEnd(scale, "0")) +
    (Number(fraction[scale] ?? 0) >= 5 ? 1n : 0n);
  const padded = String(digits).padStart(scale + 1, "0");
  const rest = scale === 0 ? "" : padded.slice(-scale).replace(/0+$/, "");
  const number = `${scale === 0 ? padded : padded.slice(0, -scale)}${rest === "" ? "" : `.${rest}`}`;
  return sign === "-" && digits !== 0n ? `-${number}` : number;
}

function bitOf(text: string): string {
  const [, bits] = /^b'([01]*)'$/i.exec(text) ?? [];
  const number = bits !== undefined
    ? BigInt(`0b${bits || "0"}`)
    : /^\d+$/.test(text)
    ? BigInt(text)
    : undefined;
  return number === undefined ? textLiteral(text) : `b'${number.toString(2)}'`;
}

function bytesOf(text: string, isPadded: boolean): string {
  const [, told] = /^(?:0x|x')([0-9a-f]*)'?$/i.exec(text) ?? [];
  const literal = told !== undefined
    ? `x'${told.toLowerCase()}'`
    : hexLiteral(new TextEncoder().encode(text));
  return isPadded ? literal.replace(/(?:00)+'$/, "'") : literal;
}

/** Seconds without zeros behind the point; a date that is a time of day has midnight. */
function timeOf(text: string, base: string): string {
  const full = /^\d{4}-\d\d-\d\d$/.test(text) && base !== "date" && base !== "time"
    ? `${text} 00:00:00`
    : text;
  return full.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}

/** The least that a column holds when it takes no null and has no default: what the server writes into rows. */
export function implicitDefault(type: string): string {
  const base = baseOf(type);
  if (isNumeric(type)) return "0";
  if (base === "enum") return tokenize(type).find(({ kind }) => kind === "string")?.value ?? "";
  return "''";
}
