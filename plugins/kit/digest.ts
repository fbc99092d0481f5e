// Canonical JSON (RFC 8785) and the digests made of it. Plans are judged stale by these digests.

/**
 * RFC 8785 JSON: keys in the order of their UTF-16 units, no white space, numbers as ECMAScript writes them.
 * Beyond the RFC: a bigint is written as a string of digits, bytes as lower-case hexadecimal text, and a field that
 * is undefined is left out.
 */
export function canonicalJson(value: unknown): string {
  try {
    // The runtime writes texts, but not in this order of keys: a copy is put in order first.
    return JSON.stringify(ordered(value));
  } catch (error) {
    if (!(error instanceof UnorderableKeys)) throw error;
    return joined(value);
  }
}

/** An object cannot have its keys in order: those that are numbers come first, and `__proto__` is none. */
class UnorderableKeys extends Error {
  override readonly name = "UnorderableKeys";
}

/** A copy with the keys of all objects in order. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  const fields = fieldsOf(value);
  if (!fields) return scalarOf(value);
  const copy: Record<string, unknown> = {};
  for (const key of sortedKeys(fields)) {
    if (key === "__proto__" || (key <= ":" && /^\d+$/.test(key))) throw new UnorderableKeys();
    if (fields[key] !== undefined) copy[key] = ordered(fields[key]);
  }
  return copy;
}

/** The same text, joined piece by piece, which takes three times as long. */
function joined(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(joined).join(",")}]`;
  const fields = fieldsOf(value);
  if (!fields) return JSON.stringify(scalarOf(value));
  const said = sortedKeys(fields).filter((key) => fields[key] !== undefined);
  return `{${said.map((key) => `${JSON.stringify(key)}:${joined(fields[key])}`).join(",")}}`;
}

/** What JSON writes for a value without parts. */
function scalarOf(value: unknown): string | number | boolean | null {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "undefined":
      return null;
    case "number":
      if (!Number.isFinite(value)) throw new RangeError(`JSON cannot hold the number ${value}`);
      return value;
    case "bigint":
      return String(value);
    case "object":
      if (value === null) return null;
      return Array.from(value as Uint8Array, (byte) => byte.toString(16).padStart(2, "0")).join(""); // see fieldsOf()
    default:
      throw new TypeError(`JSON cannot hold a ${typeof value}`);
  }
}

/** The fields of an object that is neither a list nor bytes. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return undefined;
  return value as Readonly<Record<string, unknown>>; // see above
}

/** Models are many objects with few sets of keys. Sorted anew each time, keys took most of a digest's time. */
const SORTED = new Map<string, readonly string[]>();
const MAX_SORTED = 1000;

/** Keys by UTF-16 units. */
function sortedKeys(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const keys = Object.keys(fields);
  const text = keys.join();
  const known = SORTED.get(text);
  // No key in the map has a comma, so that the same text and the same number mean the same keys.
  if (known?.length === keys.length) return known;
  keys.sort();
  if (SORTED.size < MAX_SORTED && !keys.some((key) => key.includes(","))) SORTED.set(text, keys);
  return keys;
}

/** `sha256:` and the hexadecimal SHA-256 of the canonical JSON of a value. */
export function digestOf(value: unknown): Promise<string> {
  return digestOfText(canonicalJson(value));
}

/** `sha256:` and the hexadecimal SHA-256 of a text in UTF-8. */
export async function digestOfText(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return "sha256:" + Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
