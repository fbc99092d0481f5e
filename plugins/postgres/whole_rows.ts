// Expressions that use the whole row of their table, `f(t.*)`: in a scratch schema the row would be of another type, so
// they are compared as texts. Called by desired.ts and normalise.ts.
import type { Table } from "../../protocol/model.ts";
import { quoteName } from "../kit/quote.ts";
import { isPunctuation, type Token, tokenize } from "./tokens.ts";

/** Words that mean a name only within quotes, and that expressions have of their own: a table may be called `null`. */
const RESERVED = new Set(
  ("all and any array as asc between case cast collate current_catalog current_date current_role current_time " +
    "current_timestamp current_user default desc distinct else end false from ilike in is isnull like localtime " +
    "localtimestamp not notnull null on or order overlaps row select session_user similar some symmetric table then to " +
    "true union user using when where").split(" "),
);

/**
 * An expression in one form, without the schemas of the search path: equal forms mean equal SQL. Undefined: it does not
 * use the whole row.
 */
export function wholeRowForm(
  sql: string,
  { name, columns }: Table,
  searchPath: readonly string[],
): string | undefined {
  const tokens = tokenize(sql);
  let isWhole = false;
  const words: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) continue;
    if (token.kind === "word" && RESERVED.has(token.value)) {
      words.push(token.value);
      continue;
    }
    if (!isName(token)) {
      words.push(token.kind === "punctuation" ? token.value : sql.slice(token.start, token.end));
      continue;
    }
    const isPrefix = isPunctuation(tokens[at + 1], ".");
    const isPart = isPunctuation(tokens[at - 1], ".");
    if (isPrefix && !isPart && isName(tokens[at + 2]) && searchPath.includes(token.value)) {
      at++; // the schema of what follows
      continue;
    }
    const isAll = isPrefix && tokens[at + 2]?.value === "*";
    const isRow = !isPart && token.value === name &&
      (isAll ||
        (!isPrefix && !isPunctuation(tokens[at + 1], "(") && !columns.some((each) => each.name === name)));
    if (isRow) isWhole = true;
    if (isRow && isAll) at += 2;
    words.push(isRow ? `${quoteName(token.value)}.*` : quoteName(token.value));
  }
  return isWhole ? words.join(" ") : undefined;
}

/** True when an expression uses the whole row of its table. */
export function usesWholeRow(sql: string | undefined, table: Table): boolean {
  return sql !== undefined && wholeRowForm(sql, table, []) !== undefined;
}

function isName(token: Token | undefined): boolean {
  return token?.kind === "word" || token?.kind === "name";
}
