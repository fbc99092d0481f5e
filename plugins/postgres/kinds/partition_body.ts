// Partitions as `generate` writes them: bounds and keys in the server's words are read back into the document's.
import { type Catalog, type CatalogObject, tableKey } from "../catalog.ts";
import { isPunctuation, type Token, tokenize } from "../tokens.ts";

/** `partitions:` of a table or of a partition that is partitioned itself. */
export function partitionsBody(
  partitions: readonly CatalogObject[],
  catalog: Catalog,
): Readonly<Record<string, unknown>> {
  if (partitions.length === 0) return {};
  const list = [...partitions].sort((a, b) => a.name < b.name ? -1 : 1).map((object) => {
    const key = tableKey(object.schema, object.name);
    const below = [...catalog.objects.values()].filter(({ kind, table }) =>
      kind === "partition" && table === key
    );
    const partitionBy = object.facts["partitionBy"];
    const [parentSchema] = /^"((?:[^"]|"")*)"/.exec(object.table ?? "")?.slice(1) ?? [];
    return {
      name: object.name,
      ...(parentSchema?.replaceAll('""', '"') !== object.schema && { schema: object.schema }),
      ...boundBody(String(object.facts["bound"])),
      ...(typeof partitionBy === "string" && { partitionBy: partitionByBody(partitionBy) }),
      ...partitionsBody(below, catalog),
      ...(object.comment !== undefined && { comment: object.comment }),
    };
  });
  return { partitions: list };
}

/** `from`, `to` and their like. */
function boundBody(bound: string): Readonly<Record<string, unknown>> {
  if (bound === "DEFAULT") return { isDefault: true };
  const tokens = tokenize(bound);
  const lists = listsIn(tokens, bound);
  if (/^FOR VALUES WITH/.test(bound)) {
    const [modulus, remainder] = tokens.filter(({ kind }) => kind === "number").map(({ value }) =>
      Number(value)
    );
    return { modulus, remainder };
  }
  const [first = [], second = []] = lists.map((list) => list.map(valueOf));
  return /^FOR VALUES IN/.test(bound) ? { in: first } : { from: first, to: second };
}

/** `method` and `columns`. */
export function partitionByBody(sql: string): Readonly<Record<string, unknown>> {
  const [, method = "", rest = ""] = /^(\w+) \((.*)\)$/s.exec(sql) ?? [];
  const columns = cutAtCommas(rest).map((part) => {
    const tokens = tokenize(part);
    const [first] = tokens;
    if (tokens.length === 1 && first) return first.value;
    // What stands behind is found by the words that may: a collation, then an operator class.
    const collateAt = tokens.findIndex(({ kind, value }, at) =>
      at > 0 && kind === "word" && value === "collate"
    );
    const last = tokens.at(-1);
    const before = tokens.at(-2);
    const hasClass = tokens.length > 1 && last !== undefined &&
      (last.kind === "word" || last.kind === "name") &&
      !isPunctuation(before, ".") && !(collateAt >= 0 && before === tokens[collateAt]) &&
      isEnd(tokens, tokens.length - 1);
    const end = collateAt >= 0 ? tokens[collateAt]?.start : hasClass ? last?.start : part.length;
    const keySql = part.slice(0, end).trim();
    const keyTokens = tokenize(keySql);
    const collationEnd = hasClass ? last?.start : part.length;
    return {
      ...(keyTokens.length === 1
        ? { name: keyTokens[0]?.value }
        : { expression: keySql.startsWith("(") && keySql.endsWith(")") ? keySql.slice(1, -1) : keySql }),
      ...(collateAt >= 0 &&
        { collation: collationText(part.slice(tokens[collateAt]?.end, collationEnd).trim()) }),
      ...(hasClass && { operatorClass: last?.value }),
    };
  });
  return { method: method.toLowerCase(), columns };
}

function collationText(sql: string): string {
  const [only, ...more] = tokenize(sql);
  if (only && more.length === 0) return only.value;
  return tokenize(sql).map(({ kind, value }) =>
    kind === "punctuation" ? value : `"${value.replaceAll('"', '""')}"`
  ).join("");
}

/** True when no parenthesis is open before a token. */
function isEnd(tokens: readonly Token[], position: number): boolean {
  let depth = 0;
  for (const each of tokens.slice(0, position)) {
    if (isPunctuation(each, "(")) depth++;
    if (isPunctuation(each, ")")) depth--;
  }
  return depth === 0;
}

function cutAtCommas(sql: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const each of tokenize(sql)) {
    if (isPunctuation(each, "(") || isPunctuation(each, "[")) depth++;
    else if (isPunctuation(each, ")") || isPunctuation(each, "]")) depth--;
    else if (isPunctuation(each, ",") && depth === 0) {
      parts.push(sql.slice(start, each.start).trim());
      start = each.end;
    }
  }
  return [...parts, sql.slice(start).trim()];
}

/** The texts between outer parentheses, cut at commas. */
function listsIn(tokens: readonly Token[], sql: string): string[][] {
  const lists: string[][] = [];
  let depth = 0;
  let start = 0;
  for (const each of tokens) {
    if (isPunctuation(each, "(") && depth++ === 0) start = each.end;
    if (isPunctuation(each, ")") && --depth === 0) lists.push(cutAtCommas(sql.slice(start, each.start)));
  }
  return lists;
}

function valueOf(sql: string): unknown {
  const [first, ...more] = tokenize(sql);
  if (!first || more.length > 0) return sql;
  if (first.kind === "word") {
    if (first.value === "null") return null;
    if (first.value === "true" || first.value === "false") return first.value === "true";
    return first.value; // minvalue, maxvalue
  }
  if (first.kind === "number" && String(Number(sql)) === sql && Number.isSafeInteger(Number(sql))) {
    return Number(sql);
  }
  // A text that would be taken for something else keeps its quotes.
  return first.kind === "string" && /^[\w.: +-]*$/.test(first.value) &&
      !/^(?:null|true|false|m(?:in|ax)value|[-+.\d]*|now)$/i.test(first.value)
    ? first.value
    : first.kind === "string"
    ? `'${first.value.replaceAll("'", "''")}'`
    : sql;
}
