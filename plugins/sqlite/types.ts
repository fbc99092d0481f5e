// SQLite's types: which texts are type names, how they are spelt, and what affinity they give.
import { COLUMN_CONSTRAINTS } from "./ddl.ts";
import { tokenize } from "./tokens.ts";

/** The types of STRICT tables; SQLite spells them in upper case. */
export const STRICT_TYPES = ["int", "integer", "real", "text", "blob", "any"];

/** True for words, perhaps followed by one or two signed numbers in parentheses, as SQLite's grammar has it. */
export function isTypeName(type: string): boolean {
  const known = KNOWN.get(type);
  if (known !== undefined) return known;
  const answer = readsAsTypeName(type);
  if (KNOWN.size < MAX_KNOWN) KNOWN.set(type, answer);
  return answer;
}

/** Answers so far: thousands of columns have a handful of types. */
const KNOWN = new Map<string, boolean>();
const MAX_KNOWN = 1000;

function readsAsTypeName(type: string): boolean {
  const tokens = tokenize(type);
  // `integer primary key` as a type would smuggle in a constraint that nothing here knows of.
  if (tokens.some((token) => token.kind === "word" && COLUMN_CONSTRAINTS.has(token.value))) return false;
  const text = tokens.map((token) =>
    token.kind === "word" ? "w" : token.kind === "name" ? "w" : token.kind === "number" ? "n" : token.text
  ).join("");
  return /^(?:w+(?:\([+-]?n(?:,[+-]?n)?\))?)?$/.test(text) && !type.includes("--") && !type.includes("/*");
}

/** SQLite's own spelling of its standard types (sqlite3StdType): upper case; other types stay as they are. */
export function normalType(type: string): string {
  const trimmed = type.trim();
  return STRICT_TYPES.includes(trimmed.toLowerCase()) ? trimmed.toUpperCase() : trimmed;
}

/** True when SQLite's affinity rules (datatype3.html, section 3.1) make a declared type a numeric one. */
export function isNumericType(type: string): boolean {
  const affinity = affinityOf(type);
  return affinity === "integer" || affinity === "real" || affinity === "numeric";
}

/** The affinity of a declared type, by SQLite's rules in their order. */
export function affinityOf(type: string): "integer" | "text" | "blob" | "real" | "numeric" {
  const upper = type.toUpperCase();
  if (upper.includes("INT")) return "integer";
  if (/CHAR|CLOB|TEXT/.test(upper)) return "text";
  if (upper.includes("BLOB") || upper.trim() === "") return "blob";
  if (/REAL|FLOA|DOUB/.test(upper)) return "real";
  return "numeric";
}
