// The pieces that the schemas of all kinds of document are made of.
import { array, optional, type Schema, string } from "../../protocol/schema.ts";

/** The longest name that is read; the servers take 64 characters. */
const MAX_NAME = 1000;
/** The servers' own limit on columns. */
export const MAX_COLUMNS = 4096;
/** The longest piece of SQL, in UTF-16 units. */
const MAX_SQL = 1_000_000;

export const NAME = (description: string): Schema<string> =>
  string({ minLength: 1, maxLength: MAX_NAME, description });
export const SQL = (description: string): Schema<string> =>
  string({ minLength: 1, maxLength: MAX_SQL, description });
export const NAMES = (description: string): Schema<readonly string[]> =>
  array(NAME("A column"), { minItems: 1, maxItems: MAX_COLUMNS, description });

/** `previousNames:` of everything that can be renamed. */
export const PREVIOUS = (what: string): ReturnType<typeof optional<readonly string[]>> =>
  optional(array(NAME("A former name"), {
    maxItems: 100,
    description: `Former names of this ${what}; one that still exists is renamed. Safe to leave in for ever`,
  }));
/** `comment:` of everything that can have one. */
export const COMMENT = optional(string({
  maxLength: 10_000,
  description: "The comment; empty: none. Absent: the comment is left as it is",
}));
/** `definer:` of what runs with somebody's rights. */
export const DEFINER = optional(
  NAME("Whose rights it has, user@host; absent: left as it is, and who applies it"),
);
