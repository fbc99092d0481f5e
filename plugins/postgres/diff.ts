// PostgreSQL's side of the generic diff: how its types, keys and options are compared, and what changes in place.
import type { Column, Index, Key, Table } from "../../protocol/model.ts";
import {
  type DiffRules,
  diffTable,
  type KeptPair,
  sameCheck,
  sameForeignKey,
  sameIndex,
  sameKey,
} from "../kit/diff.ts";
import type { Change } from "../kit/model.ts";
import {
  checkExtra,
  columnExtra,
  type Exclusion,
  foreignKeyExtra,
  indexExtra,
  keptName,
  keyExtra,
  partExtra,
  tableExtra,
} from "./model.ts";
import { changedOptions, identityOptions } from "./sequence_options.ts";
import { normalForm } from "./tokens.ts";

/** A change of a table beyond the shared ones. Tables are named as in the shared ones. */
export type TableEdit =
  | {
    readonly type: "rename-index" | "rename-constraint";
    readonly from: string;
    readonly to: string;
    /** One half of a rename: to a name that is free meanwhile, and from there. */
    readonly half?: "first" | "second";
  }
  | { readonly type: "validate-constraint"; readonly name: string }
  | { readonly type: "add-exclusion"; readonly exclusion: Exclusion }
  | { readonly type: "drop-exclusion"; readonly exclusion: Exclusion }
  | {
    readonly type: "set-index-parameters";
    readonly index: Index;
    readonly set: Readonly<Record<string, string>>;
  }
  | { readonly type: "comment"; readonly on: CommentTarget; readonly comment: string };

/** What of a table a comment is about. */
export type CommentTarget =
  | { readonly what: "table" }
  | { readonly what: "column" | "constraint" | "index"; readonly name: string };

/** All that leads from one table to another. */
export interface TableDiff {
  readonly changes: readonly Change[];
  readonly edits: readonly TableEdit[];
}

/** Names are compared as they are: PostgreSQL folds words of SQL, not names of specs. */
export const sameNameFold = (name: string): string => name;

const sameSql = (a: string, b: string) => a === b || normalForm(a) === normalForm(b);
const sameList = (a: readonly string[] | undefined, b: readonly string[] | undefined) =>
  JSON.stringify(a ?? []) === JSON.stringify(b ?? []);

/** Rules of comparison. `kept` hears of what stays. */
export function rulesFor(kept: (pair: KeptPair) => void = () => {}): DiffRules {
  return {
    fold: sameNameFold,
    sameType: (a, b) => a === b,
    sameExpression: (a, b) => sameSql(a, b),
    sameCollation: (a, b) => (a ?? '"default"') === (b ?? '"default"'),
    nameMatters: () => true, // names that PostgreSQL finds by itself are not in the wanted model
    tableAspects,
    sameColumnExtra: (a, b) => {
      const [live, wanted] = [columnExtra(a), columnExtra(b)];
      return live.identity === wanted.identity &&
        sameStorage(live.storage ?? usualStorage(a.type), wanted.storage, b.type) &&
        sameUnlessAbsent(live.compression, wanted.compression) &&
        !changesIdentity(a, b);
    },
    sameKeyExtra: (a, b) => {
      const [live, wanted] = [keyExtra(a), keyExtra(b)];
      return live.deferrable === wanted.deferrable && sameList(live.include, wanted.include) &&
        Boolean(live.nullsNotDistinct) === Boolean(wanted.nullsNotDistinct);
    },
    sameForeignKeyExtra: (a, b) => {
      const [live, wanted] = [foreignKeyExtra(a), foreignKeyExtra(b)];
      return live.deferrable === wanted.deferrable && live.match === wanted.match &&
        sameList(live.onDeleteColumns, wanted.onDeleteColumns);
    },
    sameCheckExtra: (a, b) => Boolean(checkExtra(a).noInherit) === Boolean(checkExtra(b).noInherit),
    sameIndexExtra: (a, b) => {
      const [live, wanted] = [indexExtra(a), indexExtra(b)];
      return !live.isInvalid && live.method === wanted.method && sameList(live.include, wanted.include) &&
        Boolean(live.nullsNotDistinct) === Boolean(wanted.nullsNotDistinct);
    },
    sameIndexPartExtra: (a, b) => {
      const [live, wanted] = [partExtra(a), partExtra(b)];
      return live.nulls === wanted.nulls && sameOperatorClass(live.operatorClass, wanted.operatorClass);
    },
    kept,
  };
}

function changesIdentity(a: Column, b: Column): boolean {
  if (columnExtra(b).identity === undefined) return false;
  const { live, goal } = identityOptions(a, b);
  return Object.keys(changedOptions(live, goal)).length > 0;
}

function sameStorage(live: string, wanted: string | undefined, type: string): boolean {
  return wanted === undefined || live === (wanted === "default" ? usualStorage(type) : wanted);
}

/** Types of a fixed length, which are always kept as they are. */
const FIXED =
  /^(?:smallint|integer|bigint|real|double precision|boolean|date|time|timestamp|interval|uuid|money|oid|"char"|name|macaddr8?|point|line|lseg|box|circle|pg_lsn|tid|xid8?|cid|reg\w+)(?: with(?:out)? time zone|\(\d\)|$)/;

/** How values of a type are kept when nobody says: inspection leaves that out. Types that others made: as text is. */
export function usualStorage(type: string): string {
  if (type.endsWith("[]")) return "extended";
  if (/^(?:numeric|inet|cidr)\b/.test(type)) return "main";
  return FIXED.test(type) ? "plain" : "extended";
}

/** `default` and absent mean the type's own; absent leaves it as it is. */
function sameUnlessAbsent(live: string | undefined, wanted: string | undefined): boolean {
  return wanted === undefined || (live ?? "default") === wanted;
}

/** A class may be written without the schema that it is in. */
function sameOperatorClass(live: string | undefined, wanted: string | undefined): boolean {
  if (live === wanted) return true;
  return live !== undefined && wanted !== undefined && live.endsWith(`.${wanted}`);
}

function tableAspects(from: Table, to: Table): string[] {
  const [live, wanted] = [tableExtra(from), tableExtra(to)];
  return [
    ...(Boolean(live.unlogged) === Boolean(wanted.unlogged) ? [] : [wanted.unlogged ? "unlogged" : "logged"]),
    ...(Object.keys(changedParameters(live.with, wanted.with)).length === 0 ? [] : ["storage parameters"]),
  ];
}

/** Parameters to be set; the text `null` resets one. */
export function changedParameters(
  live: Readonly<Record<string, string>> | undefined,
  wanted: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  const entries = Object.entries(wanted ?? {}).filter(([name, value]) =>
    value === "null" ? live?.[name] !== undefined : live?.[name] !== value
  );
  return Object.fromEntries(entries);
}

const NO_DIFFERENCE: TableDiff = { changes: [], edits: [] };

/** Compares two tables. `label` is what both are called in changes. */
export function compareTables(live: Table, desired: Table, label: string): TableDiff {
  if (isSameToTheLetter(live, desired)) return NO_DIFFERENCE;
  const edits: TableEdit[] = [];
  const from = { ...live, name: label };
  const to = { ...desired, name: label };
  const rules = rulesFor((pair) => edits.push(...keptEdits(pair)));
  const changes = diffTable(from, adoptUniques(from, to, desired.name), rules);
  edits.push(...exclusionEdits(live, desired));
  if (desired.comment !== undefined && desired.comment !== (live.comment ?? "")) {
    edits.push({ type: "comment", on: { what: "table" }, comment: desired.comment });
  }
  return withRenames(changes, edits, to);
}

/**
 * Most tables of most plans: their JSON is the same, which native code finds out in a tenth of the time. Where it is not,
 * be it only for another order of fields, the comparison proper decides.
 */
function isSameToTheLetter(live: Table, desired: Table): boolean {
  if (live.columns.length !== desired.columns.length) return false;
  return lettersOf(live, desired) === lettersOf(desired, desired);
}

/** Names of keys are left out where the spec leaves them to the server; the order of indexes and keys is the same. */
function lettersOf(table: Table, desired: Table): string {
  const { primaryKey, foreignKeys } = table;
  const isNamed = desired.foreignKeys.some(({ name }) => name !== undefined);
  return JSON.stringify({
    ...table,
    ...(primaryKey && desired.primaryKey?.name === undefined && { primaryKey: nameless(primaryKey) }),
    foreignKeys: (isNamed ? [...foreignKeys] : foreignKeys.map(nameless))
      .sort((a, b) => a.columns.join() < b.columns.join() ? -1 : 1),
    indexes: [...table.indexes].sort((a, b) => a.name < b.name ? -1 : 1),
  });
}

function nameless<T extends { readonly name?: string }>({ name: _, ...key }: T): Omit<T, "name"> {
  return key;
}

/** What is wanted of something that stays. */
function keptEdits(pair: KeptPair): TableEdit[] {
  switch (pair.type) {
    case "column":
      return commentEdits(pair.from.comment, pair.to.comment, { what: "column", name: pair.to.name });
    case "index": {
      const [live, wanted] = [indexExtra(pair.from), indexExtra(pair.to)];
      const set = changedParameters(live.with, wanted.with);
      return [
        ...(Object.keys(set).length === 0
          ? []
          : [{ type: "set-index-parameters" as const, index: pair.from, set }]),
        ...commentEdits(live.comment, wanted.comment, { what: "index", name: pair.from.name }),
      ];
    }
    case "primary-key":
    case "unique":
      return constraintEdits(pair.from.name, keyExtra(pair.from), keyExtra(pair.to));
    case "foreign-key":
      return constraintEdits(pair.from.name, foreignKeyExtra(pair.from), foreignKeyExtra(pair.to));
    case "check":
      return constraintEdits(pair.from.name, checkExtra(pair.from), checkExtra(pair.to));
  }
}

interface ConstraintFacts {
  readonly notValid?: boolean;
  readonly comment?: string;
}

function constraintEdits(
  name: string | undefined,
  live: ConstraintFacts,
  wanted: ConstraintFacts,
): TableEdit[] {
  if (name === undefined) return [];
  return [
    ...(live.notValid && !wanted.notValid ? [{ type: "validate-constraint" as const, name }] : []),
    ...commentEdits(live.comment, wanted.comment, { what: "constraint", name }),
  ];
}

function commentEdits(live: string | undefined, wanted: string | undefined, on: CommentTarget): TableEdit[] {
  return wanted === undefined || wanted === (live ?? "") ? [] : [{ type: "comment", on, comment: wanted }];
}

function exclusionEdits(live: Table, desired: Table): TableEdit[] {
  const left = [...tableExtra(live).exclusions ?? []];
  const kept: TableEdit[] = [];
  const take = (test: (each: Exclusion) => boolean): Exclusion | undefined => {
    const at = left.findIndex(test);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const wanted = tableExtra(desired).exclusions ?? [];
  const matched = wanted.map((each) =>
    take((there) => (each.name === undefined || each.name === there.name) && sameExclusion(there, each))
  );
  // Equal but for its name: it is renamed.
  wanted.forEach((each, at) => matched[at] ??= take((there) => sameExclusion(there, each)));
  wanted.forEach((each, at) => {
    const there = matched[at];
    const name = there?.name;
    if (!there || name === undefined) return;
    const to = each.name ?? name;
    if (to !== name) kept.push({ type: "rename-constraint", from: name, to });
    kept.push(...commentEdits(there.comment, each.comment, { what: "constraint", name: to }));
  });
  return [
    ...left.map((exclusion) => ({ type: "drop-exclusion" as const, exclusion })),
    ...wanted.filter((_, at) => !matched[at]).map((exclusion) => ({
      type: "add-exclusion" as const,
      exclusion,
    })),
    ...kept,
  ];
}

/** Compares two exclusion constraints but for their names. */
export function sameExclusion(live: Exclusion, wanted: Exclusion): boolean {
  const form = ({ method, parts, where, deferrable }: Exclusion) =>
    JSON.stringify([
      method,
      deferrable,
      where === undefined ? undefined : normalForm(where),
      parts.map((part) => [
        part.column,
        part.expression === undefined ? undefined : normalForm(part.expression),
        part.operator,
        part.collation,
        Boolean(part.descending),
        partExtra(part).nulls,
      ]),
    ]);
  return form(live) === form(wanted) &&
    live.parts.every((part, at) => {
      const other = wanted.parts[at];
      return other !== undefined &&
        sameOperatorClass(partExtra(part).operatorClass, partExtra(other).operatorClass);
    });
}

/**
 * A unique index without a name of the user's own is content with a unique constraint on the same columns: that is what
 * upstream makes of it, and what a table made by hand has.
 */
function adoptUniques(live: Table, to: Table, name: string): Table {
  if (live.uniques.length === 0 || !to.indexes.some((index) => index.unique)) return to;
  const wantsKey = (key: Key) => to.uniques.some((each) => sameList(each.columns, key.columns));
  const indexes = [...to.indexes];
  const uniques = [...to.uniques];
  for (const key of live.uniques) {
    if (wantsKey(key)) continue;
    const at = indexes.findIndex((index) => isPlainUnique(index, key, name));
    if (at < 0) continue;
    indexes.splice(at, 1);
    uniques.push(key);
  }
  return { ...to, indexes, uniques };
}

function isPlainUnique(index: Index, key: Key, table: string): boolean {
  const extra = indexExtra(index);
  const isNameless = index.name === key.name ||
    index.name === keptName(`idx_${table}_${key.columns.join("_")}`);
  return isNameless && index.unique && index.where === undefined && extra.method === undefined &&
    sameList(extra.include, keyExtra(key).include) && keyExtra(key).deferrable === undefined &&
    sameList(index.parts.map((part) => part.column ?? ""), key.columns) &&
    index.parts.every((part) => !part.descending && part.collation === undefined && !part.extra);
}

/** What goes and comes with another name only is renamed. */
function withRenames(changes: readonly Change[], edits: TableEdit[], table: Table): TableDiff {
  if (changes.length === 0) return { changes, edits };
  const rest = [...changes];
  const rules = rulesFor();
  const renames: Rename[] = [];
  const take = <T extends Change["type"]>(
    type: T,
    test: (change: Extract<Change, { type: T }>) => boolean,
  ) => {
    const at = rest.findIndex((each) => each.type === type && test(each as Extract<Change, { type: T }>)); // by type
    return at < 0 ? undefined : rest.splice(at, 1)[0] as Extract<Change, { type: T }>;
  };
  for (const change of changes) {
    const pair = renamedPair(change, take, table, rules);
    const [from, to] = [pair?.from.name, pair?.to.name];
    if (!pair || from === undefined || to === undefined) continue;
    renames.push({ type: pair.type === "index" ? "rename-index" : "rename-constraint", from, to });
    edits.push(...keptEdits({ ...pair, from: { ...pair.from, name: to } } as KeptPair)); // of the same type as before
    rest.splice(rest.indexOf(change), 1);
  }
  return { changes: rest, edits: [...edits, ...untangled(renames)] };
}

type Rename = Extract<TableEdit, { type: "rename-index" | "rename-constraint" }>;
type Take = <T extends Change["type"]>(
  type: T,
  test: (change: Extract<Change, { type: T }>) => boolean,
) => Extract<Change, { type: T }> | undefined;

/** What comes, with its like that goes. */
function renamedPair(
  change: Change,
  take: Take,
  table: Table,
  rules: DiffRules,
): Exclude<KeptPair, { type: "column" }> | undefined {
  switch (change.type) {
    case "create-index": {
      const to = change.index;
      const same = take(
        "drop-index",
        ({ index }) => sameIndex({ ...index, name: to.name }, to, table, rules),
      );
      return same && { type: "index", from: same.index, to };
    }
    case "add-unique": {
      const to = change.key;
      const same = take("drop-unique", ({ key }) => sameKey({ ...key, ...named(to) }, to, rules));
      return same && { type: "unique", from: same.key, to };
    }
    case "add-foreign-key": {
      const to = change.key;
      const same = take("drop-foreign-key", ({ key }) => sameForeignKey({ ...key, ...named(to) }, to, rules));
      return same && { type: "foreign-key", from: same.key, to };
    }
    case "add-check": {
      const to = change.check;
      const same = take("drop-check", ({ check }) => sameCheck({ ...check, ...named(to) }, to, table, rules));
      return same && { type: "check", from: same.check, to };
    }
    case "set-primary-key": {
      const { from, to } = change;
      return from && to && sameKey({ ...from, ...named(to) }, to, rules)
        ? { type: "primary-key", from, to }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Names that change places take a way around, by a name that nothing has. */
function untangled(renames: readonly Rename[]): TableEdit[] {
  const left = new Map(renames.map((each) => [each.from, each]));
  return renames.flatMap((each): TableEdit[] => {
    let next = left.get(each.to);
    while (next && next !== each) next = left.get(next.to);
    left.delete(each.from);
    if (!next) return [each];
    const between = keptName(`_${each.from}`);
    return [{ ...each, to: between, half: "first" }, { ...each, from: between, half: "second" }];
  });
}

function named({ name }: { readonly name?: string }): { readonly name?: string } {
  return name === undefined ? {} : { name };
}
