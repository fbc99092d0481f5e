// How PostgreSQL writes values. Every session of the plugin has standard_conforming_strings on, so that a backslash in
// a text is a backslash.
import { type LiteralDialect, textLiteral as quoteText, toHex } from "../kit/literal.ts";

/** PostgreSQL's own forms of literals. */
export const DIALECT: LiteralDialect = {
  textWithNul: () => {
    throw new RangeError("PostgreSQL cannot store text with a NUL character");
  },
  bytes: (bytes) => `'\\x${toHex(bytes)}'::bytea`,
  boolean: (value) => value ? "true" : "false",
  infinity: (negative) => negative ? "'-Infinity'" : "'Infinity'",
};

/** Text as a literal. @throws {RangeError} when it holds a NUL */
export function textLiteral(text: string): string {
  return quoteText(text, DIALECT);
}
