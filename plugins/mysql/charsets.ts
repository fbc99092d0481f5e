// Character sets and collations: which is whose default, and what columns and tables inherit. Modelled once, here.

/** A character set with a collation of it. */
export interface Charset {
  readonly charset: string;
  readonly collation: string;
}

/** What the server knows of its collations. */
export interface CharsetFacts {
  /** The character set of each collation. */
  readonly charsetOf: ReadonlyMap<string, string>;
  /** The default collation of each character set. */
  readonly defaultOf: ReadonlyMap<string, string>;
  /** The defaults of the database. */
  readonly database: Charset;
}

/** A wish that contradicts itself or names what the server has not. */
export class CharsetError extends Error {
  override readonly name = "CharsetError";
}

/** `utf8` means `utf8mb3` on every server that is known (MySQL 8.0 and 9.x, MariaDB by default). */
export function foldCharset(name: string): string {
  const folded = name.toLowerCase();
  return folded === "utf8" ? "utf8mb3" : folded;
}

/** Collations of `utf8` are those of `utf8mb3`. */
export function foldCollation(name: string): string {
  return name.toLowerCase().replace(/^utf8_/, "utf8mb3_");
}

/**
 * What a character set and a collation that may be absent mean, by the server's own rules: a collation alone brings its
 * character set, a character set alone its default collation, and neither inherits both.
 * @throws {CharsetError}
 */
export function resolveCharset(
  wished: { readonly charset?: string | undefined; readonly collation?: string | undefined },
  inherited: Charset,
  facts: CharsetFacts,
): Charset {
  if (wished.collation !== undefined) {
    const collation = foldCollation(wished.collation);
    const charset = facts.charsetOf.get(collation) ?? collation.split("_", 1)[0] ?? collation;
    if (facts.charsetOf.size > 0 && !facts.charsetOf.has(collation)) {
      throw new CharsetError(`The server has no collation ${wished.collation}`);
    }
    if (wished.charset !== undefined && foldCharset(wished.charset) !== charset) {
      throw new CharsetError(
        `The collation ${wished.collation} is not one of character set ${wished.charset}`,
      );
    }
    return { charset, collation };
  }
  if (wished.charset === undefined) return inherited;
  const charset = foldCharset(wished.charset);
  const collation = facts.defaultOf.get(charset);
  if (collation === undefined && facts.defaultOf.size > 0) {
    throw new CharsetError(`The server has no character set ${wished.charset}`);
  }
  return { charset, collation: collation ?? "" };
}
