// Hexadecimal, and JSON for values that JSON cannot say: how the vectors are written.

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(text.match(/../g)?.map((pair) => parseInt(pair, 16)) ?? []);
}

/** A value as JSON: `{"$int": "..."}` beyond 2^53, `{"$float": "-0"}`, `{"$bytes": "hex"}`. */
export function toJson(value: unknown): unknown {
  if (typeof value === "bigint") return { $int: String(value) };
  if (Object.is(value, -0)) return { $float: "-0" };
  if (value instanceof Uint8Array) return { $bytes: toHex(value) };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
}
