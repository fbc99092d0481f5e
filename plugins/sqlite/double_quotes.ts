// Finds what a view or trigger has in double quotes and SQLite will take for a string, because nothing bears that name:
// a misspelt column would come out as a constant, without a word.
import { foldAscii } from "../kit/quote.ts";
import { isStringInDoubleQuotes, type Token, tokenize } from "./tokens.ts";

/**
 * The first such name in a CREATE VIEW or CREATE TRIGGER text.
 * @param isName gets folded names: true for what tables, views and columns are called
 */
export function stringInDoubleQuotes(
  definition: string,
  isName: (folded: string) => boolean,
): string | undefined {
  if (!definition.includes('"')) return undefined;
  const all = tokenize(definition);
  const isTrigger = all.some(({ value }) => value === "trigger");
  const start = all.findIndex(({ kind, value }) =>
    kind === "word" && (isTrigger ? value === "when" || value === "begin" : value === "as")
  );
  const tokens = all.slice(start + 1);
  const given = namesGiven(tokens, isName);
  const found = tokens.findIndex((_, index) =>
    isStringInDoubleQuotes(tokens, index, (folded) => isName(folded) || given.has(folded))
  );
  return tokens[found]?.value;
}

/** Folded names that a text gives by itself: aliases with and without AS, and common table expressions. */
function namesGiven(tokens: readonly Token[], isName: (folded: string) => boolean): ReadonlySet<string> {
  const given = new Set<string>();
  tokens.forEach((token, index) => {
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    if (token.kind !== "word" && token.kind !== "name") return;
    const isAlias = before?.value === "as" || before?.value === ")" || before?.kind === "name" ||
      (before?.kind === "word" && isName(before.value));
    const isCommonTable = after?.value === "as" || after?.value === "(";
    if (isAlias || isCommonTable) given.add(foldAscii(token.value));
  });
  // The columns of a common table expression: with "x" ("a", "b") as (...)
  tokens.forEach((token, index) => {
    if (token.value !== "as" || tokens[index - 1]?.value !== ")") return;
    for (let at = index - 2; at >= 0 && tokens[at]?.value !== "("; at--) {
      given.add(foldAscii(tokens[at]?.value ?? ""));
    }
  });
  return given;
}
