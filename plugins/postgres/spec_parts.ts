// The pieces that the schemas of all kinds of document are made of.
import { array, type Infer, optional, type Schema, string } from "../../protocol/schema.ts";

/** The longest name that is read; PostgreSQL cuts names at 63 bytes. */
const MAX_NAME = 1000;
/** PostgreSQL's own limit on columns. */
export const MAX_COLUMNS = 1600;
/** The longest piece of SQL, in UTF-16 units. */
const MAX_SQL = 1_000_000;

export const NAME = (description: string): Schema<string> =>
  string({ minLength: 1, maxLength: MAX_NAME, description });
export const SQL = (description: string): Schema<string> =>
  string({ minLength: 1, maxLength: MAX_SQL, description });
export const NAMES = (description: string): Schema<readonly string[]> =>
  array(NAME("A column"), { minItems: 1, maxItems: MAX_COLUMNS, description });

/** `schema:` of every kind that lives in one. */
export const SCHEMA_KEY = optional(
  NAME("The schema it lives in; default: the connection's, which is public as a rule"),
);
/** `previousNames:` of everything that can be renamed. */
export const PREVIOUS = (what: string): ReturnType<typeof optional<readonly string[]>> =>
  optional(array(NAME("A former name"), {
    maxItems: 100,
    description: `Former names of this ${what}; one that still exists is renamed. Safe to leave in for ever`,
  }));
/** `comment:` of everything that can have one. */
export const COMMENT = optional(string({
  maxLength: MAX_SQL,
  description: "What COMMENT ON says of it; empty: no comment. Absent: the comment is left as it is",
}));
/** `deferrable:` of constraints. */
export const DEFERRABLE_WORDS = ["initially immediate", "initially deferred"] as const;

export type { Infer };
