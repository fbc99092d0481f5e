// What is made in scratch schemas, by name: SQL of users may call it with the schema that it will be in, and must then
// find it in the scratch schema. Called by settle_objects.ts.
import { orderByEdges } from "../kit/order.ts";
import { quoteName } from "../kit/quote.ts";
import type { CatalogObject } from "./catalog.ts";
import { isPunctuation, type Token, tokenize } from "./tokens.ts";

/** Names of what is made, by schema. */
export type ScratchNames = ReadonlyMap<string, ReadonlySet<string>>;

const KINDS = new Set(["view", "materialized view", "function"]);

/** The names of tables and objects that SQL can mention. */
export function scratchNames(
  tables: readonly { readonly schema?: string; readonly name: string }[],
  objects: readonly CatalogObject[],
): ScratchNames {
  const all = [
    ...tables.map(({ schema = "", name }) => [schema, name] as const),
    ...objects.filter(({ kind }) => KINDS.has(kind)).map((each) =>
      [each.schema ?? "", bareNameOf(each)] as const
    ),
  ];
  const bySchema = Map.groupBy(all, ([schema]) => schema);
  return new Map([...bySchema].map(([schema, pairs]) => [schema, new Set(pairs.map(([, name]) => name))]));
}

/** A function's name has its types behind it. */
function bareNameOf({ kind, name }: CatalogObject): string {
  return kind === "function" ? name.replace(/\([^]*$/, "") : name;
}

/**
 * The same SQL with the schemas of what is made replaced by their scratch schemas. Strings stay as they are. A function in
 * the search path is called without a schema: others of its name may be where they were.
 */
export function inScratch(
  sql: string,
  names: ScratchNames,
  schemaOf: (schema: string) => string,
  searchPath: readonly string[],
): string {
  const tokens = tokenize(sql);
  let text = "";
  let from = 0;
  tokens.forEach((token, at) => {
    const next = tokens[at + 2];
    if (!isName(token) || !isPunctuation(tokens[at + 1], ".") || !isName(next)) return;
    if (isPunctuation(tokens[at - 1], ".") || !names.get(token.value)?.has(next?.value ?? "")) return;
    const isFound = isPunctuation(tokens[at + 3], "(") && searchPath.includes(token.value);
    text += sql.slice(from, token.start) + (isFound ? "" : `${quoteName(schemaOf(token.value))}.`);
    from = tokens[at + 1]?.end ?? token.end;
  });
  return text + sql.slice(from);
}

function isName(token: Token | undefined): boolean {
  return token?.kind === "word" || token?.kind === "name";
}

/** Objects in an order in which each comes after those that its SQL mentions. */
export function byMention<T extends { readonly object: CatalogObject }>(
  items: readonly T[],
  sqlOf: (item: T) => string,
): readonly T[] {
  const positions = new Map<string, number[]>();
  items.forEach(({ object }, at) => {
    if (!KINDS.has(object.kind)) return;
    const name = bareNameOf(object);
    positions.set(name, [...positions.get(name) ?? [], at]);
  });
  const before = items.map((item, at) => {
    const words = tokenize(sqlOf(item)).filter((token) => isName(token)).map(({ value }) => value);
    return new Set(words.flatMap((word) => positions.get(word) ?? []).filter((other) => other !== at));
  });
  return orderByEdges(items, before);
}
