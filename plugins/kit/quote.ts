// Quotes identifiers for SQL. Every name that reaches a statement goes through here; nothing else adds quotes.

/** How an engine writes quoted identifiers. */
export interface QuoteStyle {
  readonly open: string;
  readonly close: string;
}

/** The SQL standard's style: `"name"`. */
export const STANDARD_QUOTES: QuoteStyle = { open: '"', close: '"' };

/**
 * Quotes one identifier. The closing quote inside the name is doubled.
 * @throws {RangeError} when the name is empty or holds a NUL, which no engine accepts
 */
export function quoteName(name: string, style: QuoteStyle = STANDARD_QUOTES): string {
  if (name === "" || name.includes("\0")) {
    throw new RangeError(
      `An identifier must have at least one character and no NUL: ${JSON.stringify(name)}`,
    );
  }
  return style.open + name.replaceAll(style.close, style.close + style.close) + style.close;
}

/** Quotes a list of identifiers, joined by commas. */
export function quoteNames(names: readonly string[], style: QuoteStyle = STANDARD_QUOTES): string {
  return names.map((name) => quoteName(name, style)).join(", ");
}

/** Lower case for ASCII letters only, as engines fold identifiers. */
export function foldAscii(name: string): string {
  // Most names are in lower case already, and this is called for every name of a schema: a loop costs a quarter of a pattern.
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    if (code >= 0x41 && code <= 0x5a) return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }
  return name;
}
