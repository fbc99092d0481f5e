// Turns the changes of one table into statements: one ALTER TABLE for all but its foreign keys, which are let go of
// before and added after everything else of the plan.
import type { CheckConstraint, Column, ForeignKey, Table } from "../../protocol/model.ts";
import type { Hazard, Statement } from "../../protocol/plan.ts";
import { countRows, hazardsOf, type LiveCounts } from "../kit/hazards.ts";
import { type Change, describeChange, describePart } from "../kit/model.ts";
import { algorithmOf, keyAlgorithm } from "./algorithm.ts";
import type { CatalogTable } from "./catalog.ts";
import { columnOrder } from "./column_order.ts";
import { implicitDefault } from "./default.ts";
import type { TableDiff, TableEdit } from "./diff.ts";
import { fold } from "./draft.ts";
import { checksAny, freeColumns, freedColumns } from "./freed_columns.ts";
import { quote, textLiteral } from "./literal.ts";
import { checkExtra, columnExtra, indexExtra, NO_PARTITIONS, tableExtra } from "./model.ts";
import type { Quirks } from "./quirks.ts";
import {
  charsetClause,
  checkDefinition,
  columnDefinition,
  foreignKeyDefinition,
  indexDefinition,
  primaryKeyDefinition,
} from "./render.ts";
import { statement, tableObject } from "./steps.ts";
import { keepsValues } from "./types.ts";
import { keptStampsSql, setUnsafeDefaults, withoutUnsafeDefaults } from "./unsafe_defaults.ts";

/** One table's way from what it is (after renames) to what is wanted. */
export interface TableChange {
  readonly from: CatalogTable;
  readonly to: Table;
  readonly diff: TableDiff;
}

const TYPE_RULES = {
  keepsValues: (from: { readonly type: string }, to: { readonly type: string }) =>
    keepsValues(from.type, to.type),
};

/** Statements that let go of foreign keys. */
export function dropForeignKeys(
  table: Table,
  keys: readonly ForeignKey[],
  quirks: Quirks,
  why?: string,
): Statement[] {
  if (keys.length === 0) return [];
  const clausesSql = keys.map((key) => `drop foreign key ${quote(key.name ?? "")}`).join(", ");
  return [statement(
    `alter table ${quote(table.name)} ${clausesSql}`,
    "alter",
    tableObject(table.name),
    keys.map((key) => `Drop foreign key ${key.name} of ${table.name}`).join("; "),
    { why: withReason(keyAlgorithm(false, table.name, quirks, 0n).why, why) },
  )];
}

/** How it is done, and why. */
function withReason(how: string, why: string | undefined): string {
  return why === undefined ? how : `${why}. ${how}`;
}

/** Statements that add foreign keys. */
export function addForeignKeys(
  table: Table,
  keys: readonly ForeignKey[],
  hazards: readonly Hazard[],
  { quirks, rows }: { readonly quirks: Quirks; readonly rows: bigint },
  why?: string,
): Statement[] {
  if (keys.length === 0) return [];
  const algorithm = keyAlgorithm(true, table.name, quirks, rows);
  const clausesSql = keys.map((key) => `add ${foreignKeyDefinition(key)}`).join(", ");
  return [statement(
    `alter table ${quote(table.name)} ${clausesSql}`,
    "alter",
    tableObject(table.name),
    keys.map((key) =>
      `Add foreign key (${key.columns.join(", ")}) to ${key.references.table} on ${table.name}`
    )
      .join("; "),
    { hazards: [...hazards, ...algorithm.hazards], why: withReason(algorithm.why, why) },
  )];
}

/** The statements of everything but foreign keys. */
export function alterTable(change: TableChange, counts: LiveCounts, quirks: Quirks): Statement[] {
  const { to, diff } = change;
  const all = diff.changes.filter((each) =>
    each.type !== "add-foreign-key" && each.type !== "drop-foreign-key"
  );
  if (all.length === 0 && diff.edits.length === 0) return [];
  const freed = freedColumns(all);
  const rest = all.filter((each) => each.type !== "drop-check" || !checksAny(each.check, freed));
  const split = withoutUnsafeDefaults(rest, quirks);
  const { changes } = split;
  const clauses = clausesOf(change, changes, quirks);
  const statements = [...fills(change, changes, counts), ...freeColumns(change.from, all, counts)];
  const isPartitioned = changes.some((each) =>
    each.type === "alter-table" && each.aspects.includes("partitions")
  );
  if (clauses.length > 0 || isPartitioned) {
    const rows = counts.rows(to.name);
    const algorithm = algorithmOf(changes, diff.edits, to, quirks, rows);
    const hazards = [
      ...changes.flatMap((each) =>
        isFilled(each) ? hazardsWithoutFill(each, counts) : ownHazards(each, to, counts)
      ),
      ...algorithm.hazards,
    ];
    // Partitions stand behind all clauses, without a comma.
    const partitionsSql = isPartitioned ? ` ${tableExtra(to).partitions ?? NO_PARTITIONS}` : "";
    const clausesSql = clauses.join(", ") + partitionsSql;
    const isRename = changes.length === 0 && diff.edits.every((edit) => edit.type === "rename-index");
    statements.push(statement(
      `alter table ${quote(to.name)} ${clausesSql.trim()}${algorithm.clauseSql}`,
      isRename ? "rename" : "alter",
      tableObject(to.name),
      describeAll(to, changes, diff.edits),
      { hazards, why: algorithm.why },
    ));
  }
  return [...statements, ...setUnsafeDefaults(to, split, counts)];
}

function describeAll(table: Table, changes: readonly Change[], edits: readonly TableEdit[]): string {
  const [only] = changes;
  if (only && changes.length === 1 && edits.length === 0) return describeChange(only);
  const parts = [...changes.map(describePart), ...edits.map(describeEdit)];
  return `Change table ${table.name}: ${parts.join("; ")}`;
}

function describeEdit(edit: TableEdit): string {
  return edit.type === "rename-index"
    ? `rename index ${edit.from} to ${edit.to}`
    : `make index ${edit.index.name} ${indexExtra(edit.index).invisible ? "invisible" : "visible"}`;
}

function clausesOf({ from, to, diff }: TableChange, changes: readonly Change[], quirks: Quirks): string[] {
  const drops: string[] = [];
  const modifies: string[] = [];
  const adds: string[] = [];
  const columns: ColumnClause[] = [];
  const checkSql = (name: string) => {
    const live = from.columnChecks.get(fold(name));
    return live !== undefined && to.checks.some((check) => check.expression === live) ? live : "";
  };
  for (const change of changes) {
    switch (change.type) {
      case "add-column":
        columns.push({
          column: change.column,
          sql: `add column ${columnDefinition(change.column, to)}`,
          isPlaced: true,
        });
        break;
      case "drop-column":
        drops.push(`drop column ${quote(change.column.name)}`);
        break;
      case "alter-column":
        columns.push({
          column: change.to,
          sql: `modify column ${columnDefinition(change.to, to, checkSql(change.to.name))}`,
          isPlaced: change.aspects.includes("place"),
        });
        break;
      case "set-primary-key":
        if (change.from) drops.push("drop primary key");
        if (change.to) adds.push(`add ${primaryKeyDefinition(change.to)}`);
        break;
      case "create-index":
        adds.push(`add ${indexDefinition(change.index, quirks)}`);
        break;
      case "drop-index":
        drops.push(`drop key ${quote(change.index.name)}`);
        break;
      case "add-check":
        adds.push(`add ${checkDefinition(change.check)}`);
        break;
      case "drop-check":
        drops.push(...dropCheck(change.check, from, to, changes, modifies));
        break;
      case "alter-table":
        adds.push(...optionClauses(change.aspects, to));
        break;
      default:
        break;
    }
  }
  const edits = diff.edits.map((edit) =>
    edit.type === "rename-index"
      ? `rename key ${quote(edit.from)} to ${quote(edit.to)}`
      : `alter index ${quote(edit.index.name)} ${
        indexExtra(edit.index).invisible
          ? quirks.invisibleIndexSql
          : quirks.isMariaDb
          ? "not ignored"
          : "visible"
      }`
  );
  return [...drops, ...edits, ...modifies, ...placedClauses(columns, from.model, to), ...adds];
}

/** What is done to a column. `isPlaced`: the clause says where it stands, when it was asked for. */
interface ColumnClause {
  readonly column: Column;
  readonly sql: string;
  readonly isPlaced: boolean;
}

/** The server goes through the clauses in their order, so what is to stand behind another comes after it. */
function placedClauses(clauses: readonly ColumnClause[], from: Table, to: Table): string[] {
  const { names } = columnOrder(from.columns, to.columns);
  const placeOf = ({ column, isPlaced }: ColumnClause) =>
    isPlaced && columnExtra(column).after !== undefined ? names.indexOf(fold(column.name)) : -1;
  return clauses.map((clause, at) => ({ clause, at }))
    .sort((a, b) => placeOf(a.clause) - placeOf(b.clause) || a.at - b.at)
    .map(({ clause: { column, sql, isPlaced } }) => sql + (isPlaced ? positionClause(column) : ""));
}

/** A check that belongs to a column (MariaDB) goes when the column is defined without it. */
function dropCheck(
  { name = "", expression }: CheckConstraint,
  from: CatalogTable,
  to: Table,
  changes: readonly Change[],
  modifies: string[],
): string[] {
  const [column] = [...from.columnChecks].find(([, sql]) => sql === expression) ?? [];
  if (column === undefined) return [`drop constraint ${quote(name)}`];
  const isGone = changes.some((each) => each.type === "drop-column" && fold(each.column.name) === column);
  if (isGone) return [];
  const owner = to.columns.find((each) => fold(each.name) === column);
  const isModified = changes.some((each) => each.type === "alter-column" && each.to === owner);
  if (owner && !isModified) modifies.push(`modify column ${columnDefinition(owner, to)}`);
  return [];
}

function positionClause(column: Column): string {
  const { after } = columnExtra(column);
  if (after === undefined) return "";
  return after.toLowerCase() === "first" ? " first" : ` after ${quote(after)}`;
}

function optionClauses(aspects: readonly string[], table: Table): string[] {
  const { engine, rowFormat, keyBlockSize, charset, collation, autoIncrement } = tableExtra(table);
  const word = (text: string) => /^\w+$/.test(text) ? text : quote(text);
  return aspects.flatMap((aspect) => {
    switch (aspect) {
      case "engine":
        return [`engine = ${word(engine ?? "innodb")}`];
      case "row format":
        return [`row_format = ${word(rowFormat ?? "default")}`];
      case "key block size":
        return [`key_block_size = ${Math.trunc(keyBlockSize ?? 0)}`];
      case "default character set":
        return [`default ${charsetClause(charset, collation)}`];
      case "auto_increment":
        return [`auto_increment = ${BigInt(autoIncrement ?? 1)}`];
      case "comment":
        return [`comment = ${textLiteral(table.comment ?? "")}`];
      default:
        return [];
    }
  });
}

/** Rows that are null in a column that takes no null any more, and has a default, are filled before. */
function fills(
  { from, to: table }: TableChange,
  changes: readonly Change[],
  counts: LiveCounts,
): Statement[] {
  return changes.flatMap((change): Statement[] => {
    if (!isFilled(change) || counts.nulls(table.name, change.to.name) === 0n) return [];
    const { to } = change;
    const defaultSql = to.default ?? "null";
    return [statement(
      `update ${quote(table.name)} set ${quote(to.name)} = ${defaultSql}${
        keptStampsSql(from.model, [to.name])
      } where ${quote(to.name)} is null`,
      "seed",
      tableObject(table.name),
      `Set ${to.name} of ${table.name} to its default where it is null`,
      {
        hazards: hazardsOf({ ...change, aspects: ["not-null"] }, counts, TYPE_RULES),
        transactional: true,
      },
    )];
  });
}

function isFilled(change: Change): change is Change & { readonly type: "alter-column" } {
  return change.type === "alter-column" && change.aspects.includes("not-null") && change.to.notNull &&
    change.to.default !== undefined && !change.to.generated;
}

function hazardsWithoutFill(
  change: Change & { readonly type: "alter-column" },
  counts: LiveCounts,
): Hazard[] {
  const aspects = change.aspects.filter((aspect) => aspect !== "not-null");
  return hazardsOf({ ...change, aspects }, counts, TYPE_RULES);
}

function ownHazards(change: Change, table: Table, counts: LiveCounts): Hazard[] {
  const isOnlyWritten = change.type === "add-check" && checkExtra(change.check).notEnforced;
  const hazards = change.type === "alter-table" || isOnlyWritten ? [] : hazardsOf(change, counts, TYPE_RULES);
  if (change.type === "add-column") {
    const { notNull, default: value, generated, name, type, autoIncrement } = change.column;
    const rows = counts.rows(table.name);
    if (notNull && value === undefined && !generated && !autoIncrement && rows > 0n) {
      hazards.push({
        kind: "changes-data",
        message: `Column ${name} takes no null and has no default: ${countRows(rows)} of ${table.name} get ${
          implicitDefault(type)
        }, as the server has it`,
        rows,
      });
    }
  }
  if (change.type === "alter-column" && change.aspects.includes("collation")) {
    const rows = counts.values(table.name, change.to.name);
    if (rows > 0n) {
      hazards.push({
        kind: "may-fail",
        message: `Fails when text of ${change.to.name} of ${table.name} has characters that ${
          columnExtra(change.to).charset
        } has not, or rows become equal under ${change.to.collation}`,
        rows,
      });
    }
  }
  return hazards;
}
