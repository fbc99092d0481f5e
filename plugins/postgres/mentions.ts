// Which names a piece of SQL mentions, as keys by which steps are ordered. Bodies of functions and texts of new views are
// not in pg_depend: their words are all that can be known before they run. Names are taken without their schemas: a key
// too many only puts one step before another that need not be.
import { tokenize } from "./tokens.ts";

/** The keys of bare names. */
export const nameKey = {
  /** Tables, views, sequences: what can stand after FROM. */
  relation: (name: string) => `relation ${name}`,
  /** Their columns: taken away and given back by a change of type or the loss of a column. */
  shape: (name: string) => `shape ${name}`,
  /** Functions and procedures. */
  routine: (name: string) => `routine ${name}`,
  /** Extensions bring types, functions and operator classes of names that are not known before. */
  extensions: "extensions",
};

/** Routines that an expression calls. */
export function routinesIn(sql: string): string[] {
  const tokens = tokenize(sql);
  return [
    ...new Set(
      tokens.flatMap(({ kind, value }, at) =>
        (kind === "word" || kind === "name") && tokens[at + 1]?.value === "(" ? [nameKey.routine(value)] : []
      ),
    ),
  ];
}

/** Everything that a query may read or call. */
export function namesIn(sql: string): string[] {
  const words = new Set(
    tokenize(sql).flatMap(({ kind, value }) => kind === "word" || kind === "name" ? [value] : []),
  );
  return [...[...words].flatMap((word) => [nameKey.relation(word), nameKey.shape(word)]), ...routinesIn(sql)];
}
