// Which names a piece of SQL mentions, as keys by which steps are ordered. Bodies of functions and texts of new views are
// not in pg_depend: their words are all that can be known before they run. Where a word stands tells what it is: what
// follows FROM is read, what has a parenthesis behind it is called. All others may be anything (an alias, a column), and
// are counted only where they close no circle (kit/order.ts).
import { quoteName } from "../kit/quote.ts";
import type { Step } from "../kit/order.ts";
import type { CatalogObject } from "./catalog.ts";
import type { QualifiedName } from "./model.ts";
import { isPunctuation, type Token, tokenize } from "./tokens.ts";

/** The keys of names. Texts have them with a schema or without. */
export const nameKey = {
  /** Tables, views, sequences, types: what can stand after FROM or a cast. */
  relation: (name: QualifiedName) => `relation ${written(name)}`,
  /** Their columns: taken away and given back by a change of type or the loss of a column. */
  shape: (name: QualifiedName) => `shape ${written(name)}`,
  /** Functions and procedures. */
  routine: (name: QualifiedName) => `routine ${written(name)}`,
  /** Any sequence: which one `nextval` means stands in a string. */
  sequences: "sequences",
  /** Extensions bring types, functions and operator classes of names that are not known before. */
  extensions: "extensions",
};

function written({ schema, name }: QualifiedName): string {
  return schema === undefined || schema === "" ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`;
}

/** What makes a thing with a name: others may mention it without its schema. */
export function making(
  { name, ...schema }: QualifiedName,
  ...what: readonly ("relation" | "shape" | "routine")[]
): Required<Pick<Step, "produces" | "answersTo">> {
  return {
    produces: what.map((each) => nameKey[each]({ ...schema, name })),
    answersTo: what.map((each) => nameKey[each]({ name })),
  };
}

/** What SQL mentions. */
export interface Mentions {
  /** What it reads and calls. */
  readonly names: readonly string[];
  /** What else may be a name in it. */
  readonly words: readonly string[];
}

/** Routines that an expression calls. */
export function routinesIn(sql: string): string[] {
  return [...new Set(mentionsIn(sql).filter(({ role }) => role === "routine").flatMap(keysOf))];
}

/** Everything that queries may read or call. */
export function namesIn(...sqls: readonly string[]): Mentions {
  const mentions = sqls.flatMap((sql) => mentionsIn(sql));
  const names = new Set(mentions.filter(({ role }) => role !== "word").flatMap(keysOf));
  const words = new Set(mentions.filter(({ role }) => role === "word").flatMap(keysOf));
  return { names: [...names], words: [...words].filter((each) => !names.has(each)) };
}

/**
 * A view, with the keys by which the tables that its query reads go once they are renamed as `renamed`: `newNames` by the
 * keys they had.
 */
export function readingRenamed(
  view: CatalogObject,
  querySql: string,
  newNames: ReadonlyMap<string, string>,
): CatalogObject {
  const mentioned = new Set(namesIn(querySql).names);
  const renamed = [...newNames].flatMap(([oldKey, name]) => {
    const key = `${oldKey.slice(0, oldKey.indexOf('".') + 1)}.${quoteName(name)}`;
    return key !== oldKey && mentioned.has(`relation ${oldKey}`) ? [`relation ${key}`, `shape ${key}`] : [];
  });
  return renamed.length === 0 ? view : { ...view, facts: { ...view.facts, renamed } };
}

interface Mention {
  readonly name: QualifiedName;
  readonly role: "relation" | "routine" | "word";
}

function keysOf({ name, role }: Mention): string[] {
  if (role === "routine") {
    return [nameKey.routine(name), ...(name.name === "nextval" ? [nameKey.sequences] : [])];
  }
  return [nameKey.relation(name), nameKey.shape(name)];
}

/** Words behind which a relation stands. */
const BEFORE_RELATION = new Set(["from", "join", "into", "update", "table"]);
/** Words that stand between those and the relation. */
const PASSED = new Set(["only", "lateral"]);
/** Words that end a list of relations. */
const AFTER_RELATIONS = new Set(
  ("where group having order limit offset fetch for window union intersect except returning set values select with")
    .split(" "),
);
/** Words behind which a query or command stands, so that FROM in the same parentheses is its own. */
const COMMANDS = new Set(["select", "delete", "update", "merge", "insert"]);

/** Reserved words that a parenthesis may follow: no call of a function. */
const RESERVED = new Set(
  ("all and any array as case cast collate distinct else except from group having in intersect limit not offset on or " +
    "order select some table then to union using when where with").split(" "),
);

/** Parentheses that are open. */
interface Level {
  /** Within the relations of a FROM. */
  inFrom: boolean;
  hasCommand: boolean;
}

/** The names and words of a text, with what they are by their place. */
function mentionsIn(sql: string): readonly Mention[] {
  const tokens = tokenize(sql);
  const own = commonTables(tokens);
  const mentions: Mention[] = [];
  const levels: Level[] = [{ inFrom: false, hasCommand: false }];
  let isAwaited = false;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    const level = levels.at(-1) ?? { inFrom: false, hasCommand: false };
    if (isPunctuation(token, "(")) levels.push({ inFrom: isAwaited, hasCommand: false });
    else if (isPunctuation(token, ")")) {
      if (levels.length > 1) levels.pop();
      isAwaited = false;
    } else if (isPunctuation(token, ",")) isAwaited = level.inFrom;
    else if (isPunctuation(token, "::")) isAwaited = true; // types are relations, too
    else if (!isName(token)) isAwaited = false;
    else if (isAwaited && token?.kind === "word" && PASSED.has(token.value)) continue;
    else {
      const last = pathEnd(tokens, at);
      const name = pathOf(tokens, at, last);
      const isKeyword = token?.kind === "word" && last === at;
      const isBehindName = isPunctuation(tokens[at - 1], ")") || tokens[at - 1]?.kind === "name" ||
        tokens[at - 1]?.value === "as";
      const isOwn = name.schema === undefined && own.has(name.name);
      const isCalled = isPunctuation(tokens[last + 1], "(") && !(level.inFrom && isBehindName) && !isOwn &&
        !(isKeyword && RESERVED.has(name.name));
      if (isKeyword) readKeyword(token, level, tokens[at - 1]);
      const isRelation = isAwaited && !isCalled && !isOwn && !(isKeyword && COMMANDS.has(name.name));
      mentions.push({ name, role: isCalled ? "routine" : isRelation ? "relation" : "word" });
      // A schema and a table in one: `t.a` is a column of t.
      if (!isRelation && !isCalled && name.schema !== undefined) {
        mentions.push({ name: { name: name.schema }, role: "word" });
      }
      isAwaited = isKeyword && BEFORE_RELATION.has(name.name) && (name.name !== "from" || level.inFrom);
      at = last;
    }
  }
  return mentions;
}

function readKeyword({ value }: Token, level: Level, before: Token | undefined): void {
  if (COMMANDS.has(value)) level.hasCommand = true;
  // Not in `extract(day from x)`, nor in `is distinct from x`.
  if (value === "from") level.inFrom = level.hasCommand && before?.value !== "distinct";
  else if (value === "join") level.inFrom = true;
  else if (AFTER_RELATIONS.has(value)) level.inFrom = false;
}

function isName(token: Token | undefined): token is Token {
  return token?.kind === "word" || token?.kind === "name";
}

/** The last of `a.b.c`. */
function pathEnd(tokens: readonly Token[], at: number): number {
  let last = at;
  while (isPunctuation(tokens[last + 1], ".") && isName(tokens[last + 2])) last += 2;
  return last;
}

function pathOf(tokens: readonly Token[], at: number, last: number): QualifiedName {
  const schema = last > at ? tokens[last - 2]?.value : undefined;
  return { ...(schema !== undefined && { schema }), name: tokens[last]?.value ?? "" };
}

/** Names of common table expressions: `name (columns) as [not] [materialized] (`. */
function commonTables(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>();
  tokens.forEach((token, at) => {
    if (token.kind !== "word" || token.value !== "as") return;
    let after = at + 1;
    while (["not", "materialized"].includes(tokens[after]?.value ?? "")) after++;
    if (!isPunctuation(tokens[after], "(")) return;
    let before = at - 1;
    if (isPunctuation(tokens[before], ")")) {
      while (before >= 0 && !isPunctuation(tokens[before], "(")) before--;
      before--;
    }
    const name = tokens[before];
    if (isName(name)) names.add(name.value);
  });
  return names;
}
