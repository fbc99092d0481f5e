// Turns the changes of one table into steps of statements: ALTER where SQLite can, otherwise one rebuild.
import type { Hazard, Statement, StatementKind } from "../../protocol/plan.ts";
import type { Column, ForeignKey, Table } from "../../protocol/model.ts";
import { countRows, hazardsOf, type LiveCounts } from "../kit/hazards.ts";
import { type Change, describeChange, describePart } from "../kit/model.ts";
import type { Step } from "../kit/order.ts";
import { foldAscii, quoteName } from "../kit/quote.ts";
import { affinityOf } from "./types.ts";
import { ROWS_PER_COPY } from "./counts.ts";
import type { CatalogTable } from "./inspect.ts";
import { isPlainDefault } from "./tokens.ts";
import { canCut, type RebuildStatement, rebuildTable, rowidColumn } from "./rebuild.ts";
import {
  addColumn,
  createIndex,
  createTable,
  defaultClause,
  dropColumn,
  dropIndex,
  dropTable,
  renameColumn,
  renameTable,
} from "./render.ts";

/** Statements that stay together, with what they make, need and take away. */
export interface PlannedStep extends Step {
  readonly statements: readonly Statement[];
  /** Where it is described, when it is all about one place of a spec. */
  readonly origin?: { readonly spec: number; readonly path: readonly (string | number)[] };
}

/** One table's way from what it is (after renames) to what is wanted. */
export interface TableChange {
  /** The table as it is, after renames; undefined when it is to be created. */
  readonly from: CatalogTable | undefined;
  readonly to: Table;
  readonly changes: readonly Change[];
}

/** What steps are made with. */
export interface StepContext {
  readonly counts: LiveCounts;
  /** True when SQLite accepts the statements on the schema as it is after renames. */
  accepts(statements: readonly string[]): boolean;
  /** True when no object bears the name. */
  isFree(name: string): boolean;
  /** Rowids at which the copy of a large table is cut into several statements. */
  rowCuts(table: string): readonly bigint[];
  /** How much free disk the rebuild of a table takes, in bytes; undefined where it is not worth a word. */
  diskBytes(table: string): bigint | undefined;
  /** Folded names of triggers that are gone before tables change. */
  readonly droppedTriggers: ReadonlySet<string>;
}

/** The keys by which steps find one another. */
export const key = {
  table: (name: string) => `table:${foldAscii(name)}`,
  column: (table: string, name: string) => `column:${foldAscii(table)}.${foldAscii(name)}`,
  index: (name: string) => `index:${foldAscii(name)}`,
  /** A table in its final form: what is made on it before a rebuild would be lost. */
  whole: (name: string) => `whole:${foldAscii(name)}`,
};

/** A step that nothing depends on. */
export const NOTHING: Step = { produces: [], requires: [], removes: [], releases: [] };

/** True when a type change alters no stored value: same affinity, and not to a type that STRICT enforces. */
export function keepsValues(from: Column, to: Column): boolean {
  return affinityOf(from.type) === affinityOf(to.type);
}

/** The step that renames a table or a column. */
export function renameStep(
  change: Change & { readonly type: "rename-table" | "rename-column" },
): PlannedStep {
  const sqls = change.type === "rename-table"
    ? renameTable(change.from, change.table)
    : [renameColumn(change.table, change.from, change.to)];
  return { ...NOTHING, statements: sqls.map((sql) => statement(sql, "rename", change)) };
}

/** The step that drops a table. */
export function dropStep(table: CatalogTable, counts: LiveCounts): PlannedStep {
  const change: Change = { type: "drop-table", table: table.model.name, from: table.model };
  const dropped = statement(
    dropTable(table.model.name),
    "drop",
    change,
    hazardsOf(change, counts, { keepsValues }),
  );
  return {
    ...NOTHING,
    removes: [key.table(table.model.name), ...table.model.indexes.map((index) => key.index(index.name))],
    releases: table.model.foreignKeys.map((each) => key.table(each.references.table)),
    statements: [
      table.isVirtual ? { ...dropped, change: `Drop virtual table ${table.name}` } : dropped,
    ],
  };
}

/** The steps of one table. */
export function tableSteps(change: TableChange, context: StepContext): PlannedStep[] {
  if (!change.from) return createSteps(change.to);
  const table = { ...change, from: change.from, changes: generatedLast(change.changes) };
  const structural = table.changes.filter((change) =>
    change.type !== "create-index" && change.type !== "drop-index"
  );
  const why = structural.length === 0 ? undefined : rebuildReason(table, context);
  return why === undefined ? alterSteps(table, context) : rebuildSteps(table, table.from, why, context);
}

/** Generated columns go before the columns they are computed from, and come after them. */
function generatedLast(changes: readonly Change[]): Change[] {
  const rank = (change: Change) => {
    if (change.type === "drop-column") return change.column.generated ? 0 : 1;
    return change.type === "add-column" && change.column.generated ? 2 : 1;
  };
  return [...changes].sort((a, b) => rank(a) - rank(b));
}

function createSteps(to: Table): PlannedStep[] {
  const change: Change = { type: "create-table", table: to.name, to };
  const parents = to.foreignKeys.map((each) => key.table(each.references.table))
    .filter((parent) => parent !== key.table(to.name));
  return [
    {
      ...NOTHING,
      produces: [key.table(to.name), key.whole(to.name)],
      requires: parents,
      statements: [statement(createTable(to), "create", change)],
    },
    ...to.indexes.map((index) => indexStep({ type: "create-index", table: to.name, index }, [], [])),
  ];
}

/**
 * @param fresh columns that come by ALTER: the index waits for all of them, since before a column is there SQLite takes
 * its name in an expression for a string
 */
function indexStep(
  change: Change & { readonly type: "create-index" },
  fresh: readonly Column[],
  hazards: readonly Hazard[],
): PlannedStep {
  const { table, index } = change;
  return {
    ...NOTHING,
    produces: [key.index(index.name)],
    requires: [
      key.table(table),
      key.whole(table),
      ...fresh.map((column) => key.column(table, column.name)),
    ],
    statements: [statement(createIndex(table, index), "create", change, hazards, "index")],
  };
}

function alterSteps(table: TableChange, context: StepContext): PlannedStep[] {
  const name = table.to.name;
  const inline = inlineForeignKeys(table);
  return table.changes.flatMap((change): PlannedStep[] => {
    const hazards = hazardsOf(change, context.counts, { keepsValues });
    switch (change.type) {
      case "add-column": {
        const foreignKey = inline.get(foldAscii(change.column.name));
        return [{
          ...NOTHING,
          produces: [key.column(name, change.column.name)],
          requires: [key.table(name), ...(foreignKey ? [key.table(foreignKey.references.table)] : [])],
          statements: [statement(addColumn(name, change.column, foreignKey), "alter", change, hazards)],
        }];
      }
      case "drop-column":
        return [{
          ...NOTHING,
          removes: [key.column(name, change.column.name)],
          statements: [statement(dropColumn(name, change.column.name), "alter", change, hazards)],
        }];
      case "drop-index":
        return [{
          ...NOTHING,
          removes: [key.index(change.index.name)],
          // Also frees columns that only its expressions and predicate name.
          releases: (table.from?.model.columns ?? []).map((column) => key.column(name, column.name)),
          statements: [statement(dropIndex(change.index.name), "drop", change, [], "index")],
        }];
      case "create-index":
        return [indexStep(change, addedColumns(table), hazards)];
      default:
        return []; // a foreign key that came with its column; all else is a rebuild
    }
  });
}

function addedColumns({ changes }: TableChange): Column[] {
  return changes.flatMap((change) => change.type === "add-column" ? [change.column] : []);
}

/** New foreign keys of one new column each, which ADD COLUMN can bring along. Keys are folded column names. */
function inlineForeignKeys(table: TableChange): ReadonlyMap<string, ForeignKey> {
  const added = new Set(
    table.changes.flatMap((change) => change.type === "add-column" ? [foldAscii(change.column.name)] : []),
  );
  const inline = new Map<string, ForeignKey>();
  for (const change of table.changes) {
    if (change.type !== "add-foreign-key" || change.key.columns.length !== 1) continue;
    const column = foldAscii(change.key.columns[0] ?? "");
    if (added.has(column) && !inline.has(column)) inline.set(column, change.key);
  }
  return inline;
}

/** Why the changes need a rebuild; undefined when ALTER can make them. */
function rebuildReason(table: TableChange, context: StepContext): string | undefined {
  const inline = inlineForeignKeys(table);
  for (const change of table.changes) {
    switch (change.type) {
      case "add-column": {
        const reason = addReason(change.column);
        if (reason !== undefined) return reason;
        break;
      }
      case "add-foreign-key":
        if (![...inline.values()].includes(change.key)) return "SQLite cannot add a foreign key to a column";
        break;
      case "drop-column":
      case "create-index":
      case "drop-index":
        break;
      default:
        return `SQLite's ALTER TABLE cannot do this: ${describeChange(change)}`;
    }
  }
  // Whether a column can be dropped depends on all that may name it: SQLite is asked.
  const trial = table.changes.flatMap((change) =>
    change.type === "drop-index" ? [dropIndex(change.index.name)] : []
  ).concat(table.changes.flatMap((change) => {
    if (change.type === "drop-column") return [dropColumn(table.to.name, change.column.name)];
    return change.type === "add-column" ? [addColumn(table.to.name, change.column)] : [];
  }));
  return context.accepts(trial) ? undefined : "SQLite's ALTER TABLE refuses to drop or add this column";
}

/** SQLite refuses these on a table that has rows (lang_altertable.html, section 4). */
function addReason(column: Column): string | undefined {
  if (column.generated) {
    return column.generated.stored ? "SQLite cannot add a stored generated column" : undefined;
  }
  if (column.notNull && column.default === undefined) return "A new NOT NULL column has no default";
  const value = column.default;
  if (value !== undefined && (!isPlainDefault(value) || /^current_/i.test(value.trim()))) {
    return "SQLite cannot add a column whose default is not constant";
  }
  return undefined;
}

function rebuildSteps(
  table: TableChange,
  from: CatalogTable,
  why: string,
  context: StepContext,
): PlannedStep[] {
  const { changes } = table;
  const name = table.to.name;
  const indexChanges = changes.filter((change) => change.type === "create-index");
  const own = changes.filter((change) => change.type !== "create-index");
  const to = mergeColumns(from.model, table.to);
  const rows = context.counts.rows(name);
  const sqls = rebuildTable({
    from,
    to,
    copies: copiesOf(from.model, to),
    droppedIndexes: new Set(
      own.flatMap((change) => change.type === "drop-index" ? [foldAscii(change.index.name)] : []),
    ),
    droppedTriggers: context.droppedTriggers,
    cuts: rows > BigInt(ROWS_PER_COPY) && canCut(from.model) ? context.rowCuts(name) : [],
    isFree: context.isFree,
  });
  const hazards = [
    ...own.flatMap((change) => hazardsOf(change, context.counts, { keepsValues })),
    ...numbersNulls(from.model, to, context.counts),
  ];
  const rewrite: Hazard = {
    kind: "rewrites-table",
    message: `Copies ${countRows(rows)} of ${name}${diskClause(context.diskBytes(name))}`,
    rows,
  };
  const hazardsByPart: Partial<Record<RebuildStatement["part"], readonly Hazard[]>> = {
    copy: [...(rows > 0n ? [rewrite] : []), ...hazards.filter((hazard) => hazard.kind !== "deletes-data")],
    drop: hazards.filter((hazard) => hazard.kind === "deletes-data"),
  };
  const step: PlannedStep = {
    produces: [key.whole(name), ...own.flatMap((change) => producedBy(change, name))],
    requires: to.foreignKeys.map((each) => key.table(each.references.table)),
    removes: own.flatMap((change) => removedBy(change, name)),
    releases: own.flatMap((change) =>
      change.type === "drop-foreign-key" ? [key.table(change.key.references.table)] : []
    ),
    statements: sqls.map(({ sql, part }, index) => ({
      sql,
      kind: "rebuild",
      object: { kind: "table", name },
      change: `Rebuild ${name}: ${own.map(describePart).join("; ")}`,
      // A copy that is cut into pieces is one danger.
      hazards: sqls[index - 1]?.part === part ? [] : [...(hazardsByPart[part] ?? [])],
      transactional: true,
      ...(part === "create" && { why }),
    })),
  };
  return [
    step,
    ...indexChanges.map((change) =>
      indexStep(change, [], hazardsOf(change, context.counts, { keepsValues }))
    ),
  ];
}

/** A column that becomes the row's number holds no null: SQLite gives such rows a number. */
function numbersNulls(from: Table, to: Table, counts: LiveCounts): Hazard[] {
  const column = rowidColumn(to);
  if (!column || foldAscii(rowidColumn(from)?.name ?? "") === foldAscii(column.name)) return [];
  const rows = counts.nulls(to.name, column.name);
  if (rows === 0n) return [];
  const message = `Gives column ${column.name} of ${to.name} a number where it is null, in ${
    countRows(rows)
  }`;
  return [{ kind: "changes-data", message, rows }];
}

function diskClause(bytes: bigint | undefined): string {
  if (bytes === undefined || bytes < 1_000_000n) return "";
  return `, which takes up to ${bytes / 1_000_000n} MB of free disk until it is done`;
}

function producedBy(change: Change, table: string): string[] {
  return change.type === "add-column" ? [key.column(table, change.column.name)] : [];
}

function removedBy(change: Change, table: string): string[] {
  if (change.type === "drop-column") return [key.column(table, change.column.name)];
  return change.type === "drop-index" ? [key.index(change.index.name)] : [];
}

/** The wanted table with its columns in the live order; new ones follow, as with ADD COLUMN. */
export function mergeColumns(from: Table, to: Table): Table {
  const wanted = new Map(to.columns.map((column) => [foldAscii(column.name), column]));
  const kept = from.columns.flatMap((column) => {
    const definition = wanted.get(foldAscii(column.name));
    wanted.delete(foldAscii(column.name));
    return definition ? [{ ...definition, name: column.name }] : [];
  });
  return { ...to, name: from.name, columns: [...kept, ...wanted.values()] };
}

/** Where the columns of the new table get their values from: the same column, nulls filled where they are refused. */
export function copiesOf(from: Table, to: Table): { column: string; source: string }[] {
  const live = new Map(from.columns.map((column) => [foldAscii(column.name), column]));
  return to.columns.flatMap((column) => {
    const source = live.get(foldAscii(column.name));
    if (!source || column.generated) return [];
    const name = quoteName(source.name);
    const fills = column.notNull && !source.notNull && column.default !== undefined;
    return [{
      column: column.name,
      source: fills ? `ifnull(${name}, ${defaultClause(column.default ?? "")})` : name,
    }];
  });
}

function statement(
  sql: string,
  kind: StatementKind,
  change: Change,
  hazards: readonly Hazard[] = [],
  objectKind = "table",
): Statement {
  const name = "index" in change ? change.index.name : change.table;
  return {
    sql,
    kind,
    object: { kind: objectKind, name },
    change: describeChange(change),
    hazards: [...hazards],
    transactional: true,
  };
}
