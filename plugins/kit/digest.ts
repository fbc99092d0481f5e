// Canonical JSON (RFC 8785) and the digests made of it. Plans are judged stale by these digests.

/**
 * RFC 8785 JSON: keys in the order of their UTF-16 units, no white space, numbers as ECMAScript writes them.
 * Beyond the RFC: a bigint is written as a string of digits, bytes as lower-case hexadecimal text, and a field that
 * is undefined is left out.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return "null";
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      if (!Number.isFinite(value)) throw new RangeError(`JSON cannot hold the number ${value}`);
      return JSON.stringify(value);
    case "bigint":
      return `"${value}"`;
    case "object":
      break;
    default:
      throw new TypeError(`JSON cannot hold a ${typeof value}`);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value instanceof Uint8Array) {
    return `"${Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("")}"`;
  }
  const fields = value as Readonly<Record<string, unknown>>; // neither a list nor bytes
  let text = "";
  for (const key of Object.keys(fields).sort()) { // by UTF-16 units
    if (fields[key] === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(fields[key])}`;
  }
  return `{${text}}`;
}

/** `sha256:` and the hexadecimal SHA-256 of the canonical JSON of a value. */
export async function digestOf(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalJson(value));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return "sha256:" + Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
