// The side of MySQL and MariaDB of the generic diff: how their types, keys and options are compared, and what changes in
// place.
import type { CheckConstraint, Column, Index, Table } from "../../protocol/model.ts";
import { type DiffRules, diffTable, sameIndex } from "../kit/diff.ts";
import type { Change } from "../kit/model.ts";
import type { DesiredTable } from "./draft.ts";
import { columnOrder } from "./column_order.ts";
import { fold } from "./draft.ts";
import { checksAny, freedColumns } from "./freed_columns.ts";
import { checkExtra, columnExtra, indexExtra, keyExtra, partExtra, tableExtra } from "./model.ts";
import { normalForm } from "./tokens.ts";

/** A change of a table beyond the shared ones. */
export type TableEdit =
  | { readonly type: "rename-index"; readonly from: string; readonly to: string }
  | { readonly type: "show-index"; readonly index: Index };

/** All that leads from one table to another. */
export interface TableDiff {
  readonly changes: readonly Change[];
  readonly edits: readonly TableEdit[];
}

const sameSql = (a: string, b: string) => a === b || normalForm(a) === normalForm(b);

/** Compares two tables; both are in the server's words. */
export function compareTables(live: Table, { model, chosenNames }: DesiredTable): TableDiff {
  if (live === model) return { changes: [], edits: [] };
  const edits: TableEdit[] = [];
  const rules: DiffRules = {
    fold,
    sameType: (a, b) => a === b,
    // Literals of different types may look alike: only expressions are compared by their tokens.
    sameExpression: (a, b) => a === b || (!isLiteral(a) && !isLiteral(b) && sameSql(a, b)),
    sameCollation: (a, b) => a === b,
    nameMatters: (name) => chosenNames.has(fold(name)),
    tableAspects,
    sameColumnExtra,
    sameKeyExtra: (a, b) => JSON.stringify(keyExtra(a).lengths) === JSON.stringify(keyExtra(b).lengths),
    sameForeignKeyExtra: () => true,
    sameCheckExtra: (a, b) => Boolean(checkExtra(a).notEnforced) === Boolean(checkExtra(b).notEnforced),
    sameIndexExtra: (a, b) => indexForm(a) === indexForm(b),
    sameIndexPartExtra: (a, b) => partExtra(a).length === partExtra(b).length,
    kept: (pair) => {
      if (pair.type !== "index") return;
      if (Boolean(indexExtra(pair.from).invisible) === Boolean(indexExtra(pair.to).invisible)) return;
      edits.push({ type: "show-index", index: pair.to });
    },
  };
  // Parts of indexes follow the collations of their columns, which are compared by themselves.
  const changes = withGeneratedAnew(
    diffTable(withPartCollations(live), withPartCollations(model), rules),
    live,
    model,
  );
  return withRenames(withMoves(changes, live, model), edits, model, rules);
}

/** True for a change between kinds of columns that the servers do only by dropping and adding. */
function isMadeAnew(change: Change): change is Change & { readonly type: "alter-column" } {
  if (change.type !== "alter-column" || !change.aspects.includes("generated")) return false;
  const [from, to] = [change.from.generated, change.to.generated];
  return to ? from?.stored !== to.stored && (!to.stored || from !== undefined) : false;
}

/**
 * A column that becomes virtual, or stored from virtual, is dropped and added, with the indexes that it is in; the checks
 * that speak of it go meanwhile, as they do where a virtual column becomes plain (freed_columns.ts).
 */
function withGeneratedAnew(changes: readonly Change[], live: Table, wanted: Table): Change[] {
  const anew = changes.filter(isMadeAnew);
  const gone = new Set(anew.map((change) => fold(change.from.name)));
  const uses = (index: Index) => index.parts.some((part) => gone.has(fold(part.column ?? "")));
  const { name: table } = wanted;
  const isDone = (type: "drop-index" | "create-index", { name }: Index) =>
    changes.some((change) => change.type === type && fold(change.index.name) === fold(name));
  const columns = [...anew.map(({ from }) => from), ...freedColumns(changes)];
  if (columns.length === 0) return [...changes];
  return [
    ...changes.filter((change) => !isMadeAnew(change)),
    ...anew.flatMap(({ from, to }): Change[] => [
      { type: "drop-column", table, column: from },
      { type: "add-column", table, column: to },
    ]),
    ...live.indexes.filter((index) => uses(index) && !isDone("drop-index", index))
      .map((index): Change => ({ type: "drop-index", table, index })),
    ...wanted.indexes.filter((index) => uses(index) && !isDone("create-index", index))
      .map((index): Change => ({ type: "create-index", table, index })),
    ...checksAnew(changes, live, wanted, columns),
  ];
}

function checksAnew(
  changes: readonly Change[],
  live: Table,
  wanted: Table,
  columns: readonly Column[],
): Change[] {
  const { name: table } = wanted;
  const isDone = (type: "drop-check" | "add-check", check: CheckConstraint) =>
    changes.some((change) => change.type === type && change.check === check);
  return [
    ...live.checks.filter((check) => checksAny(check, columns) && !isDone("drop-check", check))
      .map((check): Change => ({ type: "drop-check", table, check })),
    ...wanted.checks.filter((check) => checksAny(check, columns) && !isDone("add-check", check))
      .map((check): Change => ({ type: "add-check", table, check })),
  ];
}

function isLiteral(sql: string): boolean {
  return !sql.startsWith("(");
}

function withPartCollations(table: Table): Table {
  return {
    ...table,
    indexes: table.indexes.map((index) => ({
      ...index,
      parts: index.parts.map((part) => ({ ...part, collation: "" })),
    })),
  };
}

function sameColumnExtra(a: Column, b: Column): boolean {
  const [live, wanted] = [columnExtra(a), columnExtra(b)];
  return live.charset === wanted.charset && live.onUpdate === wanted.onUpdate &&
    Boolean(live.invisible) === Boolean(wanted.invisible) && live.srid === wanted.srid &&
    (a.comment ?? "") === (b.comment ?? "");
}

function indexForm(index: Index): string {
  const { method = "", parser = "", comment = "" } = indexExtra(index);
  return JSON.stringify([method, parser.toLowerCase(), comment]);
}

function tableAspects(from: Table, to: Table): string[] {
  const [live, wanted] = [tableExtra(from), tableExtra(to)];
  return [
    ...(live.engine === wanted.engine ? [] : ["engine"]),
    ...(live.rowFormat === wanted.rowFormat || wanted.rowFormat === "default" ? [] : ["row format"]),
    ...((live.keyBlockSize ?? 0) === (wanted.keyBlockSize ?? 0) ? [] : ["key block size"]),
    ...(live.collation === wanted.collation ? [] : ["default character set"]),
    ...(BigInt(wanted.autoIncrement ?? 0) <= BigInt(live.autoIncrement ?? 0) || wanted.autoIncrement === "1"
      ? []
      : ["auto_increment"]),
    ...(live.partitions === wanted.partitions ? [] : ["partitions"]),
    ...((from.comment ?? "") === (to.comment ?? "") ? [] : ["comment"]),
  ];
}

/** The changes with those of columns that are asked to stand behind another than they do. */
function withMoves(changes: readonly Change[], live: Table, wanted: Table): Change[] {
  const { moved } = columnOrder(live.columns, wanted.columns);
  const named = new Set<string>();
  const all = changes.map((change): Change => {
    if (change.type === "add-column") named.add(fold(change.column.name));
    if (change.type !== "alter-column" || !moved.has(fold(change.to.name))) return change;
    named.add(fold(change.to.name));
    return { ...change, aspects: [...change.aspects, "place"] };
  });
  const rest = wanted.columns.flatMap((to): Change[] => {
    const from = live.columns.find((each) => fold(each.name) === fold(to.name));
    if (!from || named.has(fold(to.name)) || !moved.has(fold(to.name))) return [];
    return [{ type: "alter-column", table: wanted.name, from, to, aspects: ["place"] }];
  });
  return [...all, ...rest];
}

/** An index that goes and comes under another name only is renamed. */
function withRenames(
  changes: readonly Change[],
  edits: TableEdit[],
  table: Table,
  rules: DiffRules,
): TableDiff {
  const rest = [...changes];
  for (const change of changes) {
    if (change.type !== "create-index") continue;
    const wanted = change.index;
    const at = rest.findIndex((each) =>
      each.type === "drop-index" && fold(each.index.name) !== fold(wanted.name) &&
      sameIndex({ ...each.index, name: wanted.name }, wanted, table, rules) &&
      Boolean(indexExtra(each.index).invisible) === Boolean(indexExtra(wanted).invisible)
    );
    const same = rest[at];
    if (same?.type !== "drop-index") continue;
    edits.push({ type: "rename-index", from: same.index.name, to: wanted.name });
    rest.splice(at, 1);
    rest.splice(rest.indexOf(change), 1);
  }
  return { changes: rest, edits };
}
