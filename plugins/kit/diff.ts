// The generic diff of two tables: what must change so that the first becomes the second. An engine passes rules
// for what only it can judge (names, types, expressions); both sides come from the same inspector, so the rest is
// plain comparison. Renames are done before: both sides already carry the wanted names.
import type {
  CheckConstraint,
  Column,
  ForeignKey,
  Index,
  IndexPart,
  Key,
  Table,
} from "../../protocol/model.ts";
import type { Change, ColumnAspect } from "./model.ts";
import { findNamed } from "./model.ts";

/** What the engine judges. Every rule is about values of its own inspector. */
export interface DiffRules {
  /** How names are compared: equal results, equal names. */
  fold(name: string): string;
  sameType(a: string, b: string): boolean;
  /** Compares two SQL expressions that stand in a table. */
  sameExpression(a: string, b: string, table: Table): boolean;
  sameCollation(a: string | undefined, b: string | undefined): boolean;
  /** True when the user chose this constraint name; a name made by default is never a difference. */
  nameMatters(name: string): boolean;
  /** The engine's own options of a table that differ, in words for people. */
  tableAspects(from: Table, to: Table): readonly string[];
  /** True when the engine's own options of a column are the same. Default: nothing to compare. */
  sameColumnExtra?(a: Column, b: Column): boolean;
  /** The same of a primary key or unique constraint: orders and collations of its columns. */
  sameKeyExtra?(a: Key, b: Key): boolean;
  /** The same of a foreign key, beyond its actions. Replaces the comparison of `deferrable`. */
  sameForeignKeyExtra?(a: ForeignKey, b: ForeignKey): boolean;
  /** The same of a check constraint. */
  sameCheckExtra?(a: CheckConstraint, b: CheckConstraint): boolean;
  /** The same of an index: its method, what it includes. */
  sameIndexExtra?(a: Index, b: Index): boolean;
  /** The same of one part of an index: where nulls stand, its operator class. */
  sameIndexPartExtra?(a: IndexPart, b: IndexPart): boolean;
  /** Told of each pair that stays, so that the engine can compare what does not make a new object: comments. */
  kept?(pair: KeptPair): void;
}

/** Two definitions of one thing that stays. */
export type KeptPair =
  | { readonly type: "column"; readonly from: Column; readonly to: Column }
  | { readonly type: "primary-key"; readonly from: Key; readonly to: Key }
  | { readonly type: "unique"; readonly from: Key; readonly to: Key }
  | { readonly type: "foreign-key"; readonly from: ForeignKey; readonly to: ForeignKey }
  | { readonly type: "check"; readonly from: CheckConstraint; readonly to: CheckConstraint }
  | { readonly type: "index"; readonly from: Index; readonly to: Index };

/** The changes that lead from one table to another of the same name, in no particular order. */
export function diffTable(from: Table, to: Table, rules: DiffRules): Change[] {
  const table = to.name;
  const changes: Change[] = [];
  const aspects = rules.tableAspects(from, to);
  if (aspects.length > 0) changes.push({ type: "alter-table", table, aspects });
  diffColumns(from, to, rules, changes);
  if (!sameKey(from.primaryKey, to.primaryKey, rules)) {
    changes.push({
      type: "set-primary-key",
      table,
      ...(from.primaryKey && { from: from.primaryKey }),
      ...(to.primaryKey && { to: to.primaryKey }),
    });
  } else if (from.primaryKey && to.primaryKey) {
    rules.kept?.({ type: "primary-key", from: from.primaryKey, to: to.primaryKey });
  }
  pair(from.uniques, to.uniques, (a, b) => sameKey(a, b, rules), {
    gone: (key) => changes.push({ type: "drop-unique", table, key }),
    fresh: (key) => changes.push({ type: "add-unique", table, key }),
    kept: (from, to) => rules.kept?.({ type: "unique", from, to }),
  });
  pair(from.foreignKeys, to.foreignKeys, (a, b) => sameForeignKey(a, b, rules), {
    gone: (key) => changes.push({ type: "drop-foreign-key", table, key }),
    fresh: (key) => changes.push({ type: "add-foreign-key", table, key }),
    kept: (from, to) => rules.kept?.({ type: "foreign-key", from, to }),
  });
  pair(from.checks, to.checks, (a, b) => sameCheck(a, b, to, rules), {
    gone: (check) => changes.push({ type: "drop-check", table, check }),
    fresh: (check) => changes.push({ type: "add-check", table, check }),
    kept: (from, to) => rules.kept?.({ type: "check", from, to }),
  });
  pair(from.indexes, to.indexes, (a, b) => sameIndex(a, b, to, rules), {
    gone: (index) => changes.push({ type: "drop-index", table, index }),
    fresh: (index) => changes.push({ type: "create-index", table, index }),
    kept: (from, to) => rules.kept?.({ type: "index", from, to }),
  });
  return changes;
}

function diffColumns(from: Table, to: Table, rules: DiffRules, changes: Change[]): void {
  const table = to.name;
  const live = new Map(from.columns.map((column) => [rules.fold(column.name), column]));
  for (const column of to.columns) {
    const before = live.get(rules.fold(column.name));
    live.delete(rules.fold(column.name));
    if (!before) {
      changes.push({ type: "add-column", table, column });
      continue;
    }
    rules.kept?.({ type: "column", from: before, to: column });
    const aspects = columnAspects(before, column, to, rules);
    if (aspects.length > 0) changes.push({ type: "alter-column", table, from: before, to: column, aspects });
  }
  for (const column of live.values()) changes.push({ type: "drop-column", table, column });
}

function columnAspects(from: Column, to: Column, table: Table, rules: DiffRules): ColumnAspect[] {
  const same = (a: string | undefined, b: string | undefined) =>
    a === b || (a !== undefined && b !== undefined && rules.sameExpression(a, b, table));
  const aspects: ColumnAspect[] = [];
  if (!rules.sameType(from.type, to.type)) aspects.push("type");
  if (from.notNull !== to.notNull) aspects.push("not-null");
  if (!same(from.default, to.default)) aspects.push("default");
  if (Boolean(from.autoIncrement) !== Boolean(to.autoIncrement)) aspects.push("auto-increment");
  if (!rules.sameCollation(from.collation, to.collation)) aspects.push("collation");
  if (
    from.generated?.stored !== to.generated?.stored ||
    !same(from.generated?.expression, to.generated?.expression)
  ) aspects.push("generated");
  if (rules.sameColumnExtra && !rules.sameColumnExtra(from, to)) aspects.push("extra");
  return aspects;
}

/**
 * Pairs equal things one to one, whatever their order; reports those without a partner. Those that are wanted by a name
 * choose first: any other partner will do for the rest.
 */
function pair<T extends { readonly name?: string }>(
  from: readonly T[],
  to: readonly T[],
  same: (a: T, b: T) => boolean,
  report: { gone(thing: T): void; fresh(thing: T): void; kept(from: T, to: T): void },
): void {
  const left = [...from];
  const fresh = new Set<T>();
  const byName = (named: boolean) => to.filter(({ name }) => (name !== undefined) === named);
  for (const wanted of [...byName(true), ...byName(false)]) {
    const index = left.findIndex((thing) => same(thing, wanted));
    if (index < 0) fresh.add(wanted);
    else for (const thing of left.splice(index, 1)) report.kept(thing, wanted);
  }
  left.forEach(report.gone);
  to.filter((wanted) => fresh.has(wanted)).forEach(report.fresh);
}

function sameName(live: string | undefined, wanted: string | undefined, rules: DiffRules): boolean {
  if (wanted === undefined || !rules.nameMatters(wanted)) return true;
  return live !== undefined && rules.fold(live) === rules.fold(wanted);
}

/** Compares two primary keys or unique constraints. */
export function sameKey(a: Key | undefined, b: Key | undefined, rules: DiffRules): boolean {
  if (!a || !b) return a === b;
  return sameNames(a.columns, b.columns, rules) && sameName(a.name, b.name, rules) &&
    (rules.sameKeyExtra?.(a, b) ?? true);
}

function sameNames(a: readonly string[], b: readonly string[], rules: DiffRules): boolean {
  return a.length === b.length && a.every((name, index) => rules.fold(name) === rules.fold(b[index] ?? ""));
}

const NO_ACTION = "NO ACTION";

/** Compares two foreign keys; pairs of columns may stand in any order. */
export function sameForeignKey(a: ForeignKey, b: ForeignKey, rules: DiffRules): boolean {
  const pairs = (key: ForeignKey) =>
    key.columns.map((column, index) =>
      `${rules.fold(column)}\0${rules.fold(key.references.columns[index] ?? "")}`
    ).sort();
  return rules.fold(a.references.table) === rules.fold(b.references.table) &&
    rules.fold(a.references.schema ?? "") === rules.fold(b.references.schema ?? "") &&
    pairs(a).join("\0\0") === pairs(b).join("\0\0") &&
    (a.onDelete ?? NO_ACTION) === (b.onDelete ?? NO_ACTION) &&
    (a.onUpdate ?? NO_ACTION) === (b.onUpdate ?? NO_ACTION) &&
    (rules.sameForeignKeyExtra?.(a, b) ??
      (a.deferrable === "INITIALLY DEFERRED") === (b.deferrable === "INITIALLY DEFERRED")) &&
    sameName(a.name, b.name, rules);
}

/** Compares two check constraints of a table. */
export function sameCheck(a: CheckConstraint, b: CheckConstraint, table: Table, rules: DiffRules): boolean {
  return rules.sameExpression(a.expression, b.expression, table) && sameName(a.name, b.name, rules) &&
    (rules.sameCheckExtra?.(a, b) ?? true);
}

/** Compares two indexes, names included. */
export function sameIndex(a: Index, b: Index, table: Table, rules: DiffRules): boolean {
  return rules.fold(a.name) === rules.fold(b.name) && a.unique === b.unique &&
    (rules.sameIndexExtra?.(a, b) ?? true) &&
    a.parts.length === b.parts.length &&
    a.parts.every((part, index) => sameIndexPart(part, b.parts[index], table, rules)) &&
    (a.where === b.where ||
      (a.where !== undefined && b.where !== undefined && rules.sameExpression(a.where, b.where, table)));
}

function sameIndexPart(a: IndexPart, b: IndexPart | undefined, table: Table, rules: DiffRules): boolean {
  if (!b || Boolean(a.descending) !== Boolean(b.descending)) return false;
  if (rules.sameIndexPartExtra && !rules.sameIndexPartExtra(a, b)) return false;
  const collationOf = (part: IndexPart) =>
    part.collation ??
      (part.column === undefined ? undefined : findNamed(table.columns, part.column, rules.fold)?.collation);
  if (!rules.sameCollation(collationOf(a), collationOf(b))) return false;
  if (a.column !== undefined || b.column !== undefined) {
    return rules.fold(a.column ?? "") === rules.fold(b.column ?? "");
  }
  return rules.sameExpression(a.expression ?? "", b.expression ?? "", table);
}
