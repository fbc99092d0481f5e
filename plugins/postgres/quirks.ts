// What is different where the server is CockroachDB: it speaks PostgreSQL's language over a catalog and a storage of its
// own. Everything here is from its documentation and from the answers that its own tests record (pg_catalog of v25 and
// v26); none of it was tried on a server. docs/unverified.md lists what follows from that.
import type { Column, Index } from "../../protocol/model.ts";
import type { Statement } from "../../protocol/plan.ts";
import type { CatalogTable } from "./catalog.ts";
import type { Report, SpecPath } from "./draft.ts";
import { columnExtra, indexExtra, withExtra } from "./model.ts";
import type { Requests, TableRequest } from "./requests.ts";
import type { ServerFacts } from "./server.ts";
import { isPunctuation, normalForm, type Token, tokenize } from "./tokens.ts";

/** Keys of a Table document that CockroachDB has nothing for, or whose place in its catalog is not known well enough. */
const REFUSED_KEYS: Readonly<Record<string, string>> = {
  exclusions: "exclusion constraints",
  unlogged: "unlogged tables",
  partitionBy: "PostgreSQL's partitions",
  partitions: "PostgreSQL's partitions",
  replicaIdentity: "replica identities",
  uniques: "unique constraints apart from unique indexes",
  with: "storage parameters",
  triggers: "triggers",
  rowLevelSecurity: "row level security",
  policies: "row level security",
  grants: "grants",
};
const REFUSED_COLUMN_KEYS = ["storage", "compression", "collation", "sequence"];
const REFUSED_INDEX_KEYS = ["nullsNotDistinct", "with", "where"];

/**
 * Refuses by name what a CockroachDB does not have or what is not managed there, before anything is compared: whatever
 * would be left out silently else.
 */
export function refuseForCockroach({ tables, objects }: Requests, report: Report): void {
  const refuse = (spec: number, path: SpecPath, what: string, hint?: string) =>
    report({
      severity: "error",
      code: "not-in-cockroachdb",
      message: `${what} cannot be managed in CockroachDB`,
      ...(hint !== undefined && { hint }),
      spec,
      path: [...path],
    });
  for (const { spec } of objects) refuse(spec.index, [], `A ${spec.kind} document`);
  for (const request of tables) {
    refuseInTable(request, (path, what, hint) => {
      refuse(request.spec.index, path, what, hint);
    });
  }
}

function refuseInTable(
  { body }: TableRequest,
  refuse: (path: SpecPath, what: string, hint?: string) => void,
): void {
  if (!body || body.isDeleted) return;
  const given: Readonly<Record<string, unknown>> = body;
  for (const [key, what] of Object.entries(REFUSED_KEYS)) {
    const hint = key === "uniques" ? "Describe it in indexes, with isUnique: true" : undefined;
    if (isGiven(given[key])) refuse([key], `${what[0]?.toUpperCase()}${what.slice(1)}`, hint);
  }
  if (!body.primaryKey?.length) {
    refuse([], "A table without a primary key", "CockroachDB would add a hidden column rowid as its key");
  }
  (body.columns ?? []).forEach((column, at) => {
    const keys: Readonly<Record<string, unknown>> = column;
    for (const key of REFUSED_COLUMN_KEYS) {
      if (isGiven(keys[key])) refuse(["columns", at, key], `${key} of a column`);
    }
    if (/^\s*string\s*\(/i.test(column.type)) {
      refuse(["columns", at, "type"], column.type, "Its catalog does not show the length: write varchar(n)");
    }
  });
  (body.indexes ?? []).forEach((index, at) => {
    const keys: Readonly<Record<string, unknown>> = index;
    for (const key of REFUSED_INDEX_KEYS) {
      if (isGiven(keys[key])) refuse(["indexes", at, key], `${key} of an index`);
    }
    index.columns.forEach((part, position) => {
      if (typeof part === "string") return;
      const path = ["indexes", at, "columns", position];
      if (part.expression !== undefined) refuse([...path, "expression"], "An expression in an index");
      if (part.nulls !== undefined) refuse([...path, "nulls"], "The place of nulls in an index");
      if (part.operatorClass !== undefined) refuse([...path, "operatorClass"], "An operator class");
      if (part.collation !== undefined) refuse([...path, "collation"], "A collation in an index");
    });
  });
  (body.foreignKeys ?? []).forEach((key, at) => {
    if (key.deferrable !== undefined) refuse(["foreignKeys", at, "deferrable"], "A deferrable constraint");
  });
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false &&
    !(Array.isArray(value) && value.length === 0);
}

/** Its own words for types, by PostgreSQL's. INT and INTEGER have 64 bits, and SERIAL is a number without a sequence. */
const TYPE_WORDS: Readonly<Record<string, string>> = {
  int: "bigint",
  integer: "bigint",
  int64: "bigint",
  string: "text",
  bytes: "bytea",
  blob: "bytea",
};

/** A type as a spec for CockroachDB writes it, in PostgreSQL's words. */
export function typeForCockroach(text: string): string {
  const [, word = "", rest = ""] = /^\s*([a-z0-9]+)\s*((?:\[\s*\]\s*)*)$/i.exec(text) ?? [];
  const known = TYPE_WORDS[word.toLowerCase()];
  return known === undefined ? text : `${known}${rest}`;
}

/** Types whose bare name means another size there; these words mean the same everywhere. */
const SIZED: Readonly<Record<string, string>> = { smallint: "int2", integer: "int4", bigint: "int8" };

/** A column of a spec as CockroachDB makes it. */
export function columnForCockroach({ autoIncrement, ...column }: Column): Column {
  const type = sized(column.type);
  if (!autoIncrement) return { ...column, type };
  const { name, notNull, ...rest } = column;
  return { name, notNull, default: "unique_rowid()", ...rest, type: "int8" };
}

function sized(type: string): string {
  const element = type.replace(/\[\]$/, "");
  const words = SIZED[element];
  return words === undefined ? type : `${words}${type.slice(element.length)}`;
}

/** A table as its catalog shows it, in the words of {@linkcode columnForCockroach}. */
export function tableOfCockroach(table: CatalogTable): CatalogTable {
  return {
    ...table,
    unexpressed: table.unexpressed.filter((each) => each !== "access method prefix"),
    model: {
      ...table.model,
      columns: table.model.columns.map(liveColumn),
      indexes: table.model.indexes.map(liveIndex),
    },
  };
}

/** The default of an identity column is its sequence's next number, which goes without saying. */
function liveColumn({ default: value, ...column }: Column): Column {
  const isIdentity = columnExtra(column).identity !== undefined;
  return {
    ...column,
    type: sized(column.type),
    ...(value !== undefined && !isIdentity && { default: value }),
  };
}

/** Nulls come first where an index ascends and last where it descends, and the catalog says so. */
function liveIndex(index: Index): Index {
  const { method, ...extra } = indexExtra(index);
  return {
    ...index,
    parts: index.parts.map(({ extra: _, ...part }) => part),
    extra: undefined,
    ...withExtra({ ...extra, ...(method !== undefined && method !== "prefix" && { method: "gin" }) }),
  } as Index; // `extra` is there only where it says something
}

/** A condition: nothing of a key is a column that nobody made (rowid, shards of hashed indexes). */
export function visibleKeySql(server: ServerFacts, tableSql: string, keySql: string): string {
  if (!server.isCockroach) return "";
  return ` and not exists (select 1 from pg_attribute h where h.attrelid = ${tableSql} and h.attnum = any(${keySql}) and h.attishidden)`;
}

/**
 * What an expression says, for comparing: the types that CockroachDB writes behind literals (`'a'::STRING`, `1:::INT8`)
 * and its `!=` are no difference. There is no scratch schema to ask, since its schema changes are not rolled back.
 */
export function cockroachForm(sql: string): string {
  const tokens = tokenize(sql);
  let text = "";
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    const before = tokens[at - 1];
    if (!token) break;
    if (isPunctuation(token, "::") && (before?.kind === "string" || before?.kind === "number")) {
      at = typeEnd(tokens, at);
      continue;
    }
    text += token.value === "!=" ? "<> " : `${sql.slice(token.start, token.end)} `;
  }
  return normalForm(text);
}

/** The last token of the type behind `::` or `:::`. */
function typeEnd(tokens: readonly Token[], at: number): number {
  let end = at + 1;
  if (isPunctuation(tokens[end], ":")) end++;
  if (isPunctuation(tokens[end + 1], "(")) {
    while (end < tokens.length && !isPunctuation(tokens[end], ")")) end++;
  }
  while (isPunctuation(tokens[end + 1], "[") && isPunctuation(tokens[end + 2], "]")) end += 2;
  return end;
}

/** Schema changes are committed one by one: nothing that fails takes back what went before. */
export function oneByOne(statement: Statement): Statement {
  return { ...statement, transactional: false };
}
