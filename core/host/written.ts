// What the user wrote of a connection, by the names that connection blocks give its sources: `uri.query.host`,
// `option.port`.
import type { UriParts } from "./uri.ts";

/** What was written, by the names of sources. */
export class Written {
  readonly #uri: UriParts | undefined;
  readonly #options: Readonly<Record<string, unknown>>;

  constructor(uri: UriParts | undefined, options: Readonly<Record<string, unknown>>) {
    this.#uri = uri;
    this.#options = options;
  }

  /** The first of the sources that has a value. */
  first(sources: readonly string[]): string | undefined {
    for (const source of sources) {
      const value = this.#of(source);
      if (value !== undefined && value !== "") return value;
    }
    return undefined;
  }

  #of(source: string): string | undefined {
    const [, room, name = ""] = /^(uri|option)\.(.+)$/.exec(source) ?? [];
    if (room === "option") return asText(own(this.#options, name));
    if (room !== "uri" || !this.#uri) return undefined;
    if (name.startsWith("query.")) return asText(own(this.#uri.query, name.slice("query.".length)));
    return asText(own(this.#uri, name));
  }
}

/** A value of a map's own. */
export function own(map: object, key: string): unknown {
  return Object.hasOwn(map, key) ? Reflect.get(map, key) : undefined;
}

/** Text of a scalar; a list becomes a comma list. */
function asText(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map((item) => asText(item) ?? "").join(",");
  return typeof value === "string" || typeof value === "number" || typeof value === "bigint"
    ? String(value)
    : undefined;
}
