// Plans the indexes of a table. Cassandra changes no index and renames none: it is dropped and made anew.
import type { SpecItem } from "../../protocol/plan.ts";
import type { Column, Index, Table } from "./catalog.ts";
import { addStep, columnKey, type Draft, refuse, tableKey } from "./draft.ts";
import { mapLiteral, quote, textLiteral } from "./literal.ts";
import type { IndexSpec } from "./spec.ts";
import { plainForm, tokenize } from "./tokens.ts";
import { readType } from "./types.ts";

/** Names under which the server knows storage-attached indexes. */
const SAI = new Set(["sai", "storageattachedindex", "org.apache.cassandra.index.sai.storageattachedindex"]);

/** Reads the indexes that a document wants; undefined when it leaves them alone. */
export function wantedIndexes(
  draft: Draft,
  spec: SpecItem,
  indexes: readonly IndexSpec[] | undefined,
  table: Pick<Table, "name" | "columns">,
): readonly Index[] | undefined {
  if (!indexes) return undefined;
  const taken = new Set(indexes.flatMap(({ name }) => name ?? []));
  const wanted: Index[] = [];
  for (const [at, { name, columns: [column = ""], of, type, options }] of indexes.entries()) {
    const found = table.columns.find((each) => each.name === column);
    if (!found) {
      refuse(
        draft,
        spec,
        "unknown-column",
        `Table ${table.name} has no column ${column} to index`,
        undefined,
        [
          "indexes",
          at,
          "columns",
          0,
        ],
      );
      continue;
    }
    const given = name ?? freeName(`${table.name}_${column}_idx`.replaceAll(/\W/g, ""), taken);
    taken.add(given);
    const isSai = type !== undefined && SAI.has(type.toLowerCase());
    wanted.push({
      name: given,
      target: targetOf(draft, found, of),
      ...(type !== undefined && { className: isSai ? "sai" : type }),
      options: Object.fromEntries(Object.entries(options ?? {}).map(([key, value]) => [key, String(value)])),
    });
  }
  const double = wanted.find((each, at) =>
    wanted.some((other, place) => place < at && other.name === each.name)
  );
  if (double) {
    refuse(draft, spec, "duplicate-index", `Table ${table.name} has the index ${double.name} twice`);
  }
  return wanted;
}

/** Makes the steps that lead from the live indexes to the wanted ones. */
export function planIndexes(
  draft: Draft,
  table: string,
  live: readonly Index[],
  wanted: readonly Index[],
): void {
  const left = [...live];
  const fresh = wanted.filter((index) => {
    const at = left.findIndex((each) => each.name === index.name && sameIndex(each, index));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  for (const index of left) dropIndex(draft, table, index);
  for (const index of fresh) createIndex(draft, table, index);
}

/** Makes the step that drops an index. */
export function dropIndex(draft: Draft, table: string, { name, target }: Index): void {
  const column = columnKey(table, indexedColumn(target));
  addStep(
    draft,
    { removes: [`index ${name}`, `slot ${column}`], releases: [column, tableKey(table)] },
    `drop index ${quote(name)}`,
    "drop",
    { kind: "table", name: table },
    `Drop index ${name} of ${table}`,
  );
}

function createIndex(draft: Draft, table: string, { name, target, className, options }: Index): void {
  const column = columnKey(table, indexedColumn(target));
  const optionsSql = Object.keys(options).length === 0 ? "" : ` with options = ${mapLiteral(options)}`;
  const kindSql = className === undefined ? "" : "custom ";
  const usingSql = className === undefined ? "" : ` using ${textLiteral(className)}`;
  addStep(
    draft,
    { produces: [`index ${name}`, `slot ${column}`], requires: [tableKey(table), column] },
    `create ${kindSql}index ${quote(name)} on ${quote(table)} (${
      targetClause(target)
    })${usingSql}${optionsSql}`,
    "create",
    { kind: "table", name: table },
    `Create index ${name} on ${table}`,
  );
}

/** What an index is on is CQL already. */
function targetClause(target: string): string {
  return target;
}

/** The column that an index is on. */
export function indexedColumn(target: string): string {
  const tokens = tokenize(target);
  const isCall = tokens[1]?.value === "(" && tokens[0]?.kind === "word";
  return (isCall ? tokens[2] : tokens[0])?.value ?? "";
}

/** An index whose column has another name now. */
export function renamedTarget(index: Index, from: string, to: string): Index {
  if (indexedColumn(index.target) !== from) return index;
  const [, call] = /^(keys|values|entries|full)\(/.exec(index.target) ?? [];
  return { ...index, target: call === undefined ? quote(to) : `${call}(${quote(to)})` };
}

/** What of a collection is indexed, in words of YAML. */
export function targetWord(target: string): string | undefined {
  return /^(keys|values|entries|full)\(/.exec(target)?.[1];
}

function sameIndex(a: Index, b: Index): boolean {
  const of = ({ target, className, options }: Index) =>
    JSON.stringify([plainForm(target), classOf(className), Object.entries(options).sort()]);
  return of(a) === of(b);
}

/** A class in one spelling; undefined for the usual index. */
export function classOf(className: string | undefined): string | undefined {
  if (className === undefined) return undefined;
  return SAI.has(className.toLowerCase()) ? "sai" : className;
}

/** `values("a")`, the server's way: of a collection the values are indexed unless something else is said. */
function targetOf(draft: Draft, { name, type }: Column, of: string | undefined): string {
  const word = of ?? impliedOf(type, draft.live.keyspace);
  return word === undefined ? quote(name) : `${word}(${quote(name)})`;
}

function impliedOf(type: string, keyspace: string): string | undefined {
  if (!/^(?:frozen<)?(?:list|set|map)</.test(type)) return undefined;
  const read = readType(type, keyspace);
  return "isFrozen" in read && read.isFrozen ? "full" : "values";
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 1;; number++) if (!taken.has(`${name}_${number}`)) return `${name}_${number}`;
}
