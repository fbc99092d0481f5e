// The text of a view as the server keeps it, without the name of its database: `db`.`t` is `t`, so that the text means
// the same in a database of another name.
import { quote } from "./literal.ts";
import { tokenize } from "./tokens.ts";

/** The text without `database.` before names. */
export function viewText(sql: string, database: string): string {
  const prefix = `${quote(database)}.`;
  if (!sql.includes(prefix)) return sql;
  let text = "";
  let from = 0;
  const tokens = tokenize(sql);
  for (const [at, token] of tokens.entries()) {
    const dot = tokens[at + 1];
    const before = tokens[at - 1];
    if (token.kind !== "name" || token.value !== database || dot?.value !== "." || before?.value === ".") {
      continue;
    }
    text += sql.slice(from, token.start);
    from = dot.end;
  }
  return text + sql.slice(from);
}
