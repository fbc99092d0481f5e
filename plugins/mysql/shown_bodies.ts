// Bodies of programs as they were written. MySQL's information_schema garbles doubled quotes: `'it''s'` is told as
// `'it's'`, a name with a backtick with letters twice (measured on 9.7); MariaDB's halves backslashes (10.11). So a body
// with quotes is cut out of SHOW CREATE.
import type { CatalogObject } from "./catalog.ts";
import type { Driver } from "./driver.ts";
import { quote } from "./literal.ts";
import { isPunctuation, type Token, tokenize } from "./tokens.ts";

/** The objects with the bodies that information_schema may tell wrongly as they really are. */
export async function withShownBodies(
  driver: Driver,
  objects: readonly CatalogObject[],
): Promise<CatalogObject[]> {
  const shown: CatalogObject[] = [];
  for (const object of objects) {
    const told = object.facts["body"];
    const body = typeof told === "string" && /['"`\\]/.test(told)
      ? await shownBody(driver, object)
      : undefined;
    const isSame = body !== undefined && unquotedStart(body) === unquotedStart(String(told));
    shown.push(isSame ? { ...object, facts: { ...object.facts, body } } : object);
  }
  return shown;
}

/** What is told rightly in any case: it must be where the body was looked for. */
function unquotedStart(sql: string): string | undefined {
  return /^[^'"`]*/.exec(sql)?.[0];
}

async function shownBody(driver: Driver, { kind, name }: CatalogObject): Promise<string | undefined> {
  const [row = []] = await driver.rows(`show create ${kind} ${quote(name)}`);
  const sql = row[kind === "event" ? 3 : 2];
  const start = sql && bodyStart(kind, sql);
  return start ? sql?.slice(start).trim().replace(/;$/, "").trim() : undefined;
}

/** Where the body begins. What a comment says is a string, so that no word of it is taken for one of the clause. */
function bodyStart(kind: string, sql: string): number | undefined {
  const tokens = tokenize(sql);
  if (kind === "function" || kind === "procedure") return routineStart(sql, tokens);
  if (kind === "event") return tokens.find((each) => each.kind === "word" && each.value === "do")?.end;
  const row = tokens.findIndex((each, at) => each.value === "row" && tokens[at - 1]?.value === "each");
  const follows = /^(?:follows|precedes)$/.test(tokens[row + 1]?.value ?? "") ? 2 : 0;
  return tokens[row + follows]?.end;
}

const CHARACTERISTIC =
  /\s*(?:NO SQL|CONTAINS SQL|READS SQL DATA|MODIFIES SQL DATA|(?:NOT )?DETERMINISTIC|SQL SECURITY \w+|LANGUAGE \w+)\n/y;
const COMMENT = /\s*COMMENT '(?:[^'\\]|''|\\[^])*'\n/y;

/** Behind the parameters, the result and the characteristics, each on a line of its own. */
function routineStart(sql: string, tokens: readonly Token[]): number | undefined {
  let depth = 0;
  const close = tokens.find((each) => {
    if (isPunctuation(each, "(")) depth++;
    return isPunctuation(each, ")") && --depth === 0;
  });
  if (!close) return undefined;
  let at = sql.indexOf("\n", close.end);
  for (const pattern of [CHARACTERISTIC, CHARACTERISTIC, CHARACTERISTIC, CHARACTERISTIC, COMMENT]) {
    pattern.lastIndex = at;
    at += pattern.exec(sql)?.[0].length ?? 0;
    // The line's end belongs to what came before.
    if (sql[at - 1] === "\n") at--;
  }
  return at;
}
