// Turns what is different about a table into ordered steps.
import type { Index, Table } from "../../protocol/model.ts";
import type { Hazard, Statement, StatementKind } from "../../protocol/plan.ts";
import { countRows, hazardsOf, type LiveCounts } from "../kit/hazards.ts";
import { type Change, describeChange } from "../kit/model.ts";
import type { Step } from "../kit/order.ts";
import { quoteName } from "../kit/quote.ts";
import type { CatalogTable } from "./catalog.ts";
import {
  type AlterColumn,
  alterColumn,
  changesType,
  type ColumnContext,
  keepingOf,
  leavesType,
  storageClause,
} from "./column_steps.ts";
import { changedParameters, type CommentTarget, type TableDiff } from "./diff.ts";
import { withCommentedNames } from "./constraint_names.ts";
import { type ConstraintContext, constraintSteps } from "./constraint_steps.ts";
import { columnExtra, quoteQualified, tableExtra } from "./model.ts";
import {
  alterTable,
  columnClause,
  createIndex,
  createTable,
  parameterListSql,
  quoteParameter,
} from "./render.ts";
import { slotsOf } from "./expressions.ts";
import { type ColumnStep, mayMerge, mergeSteps } from "./merged_types.ts";
import { editSteps } from "./table_edits.ts";
import { commentStatement, commentSteps } from "./table_comments.ts";
import { lateDefaults, type LateParts, withoutCircle } from "./table_circle.ts";
import {
  indexRoutines,
  isKeyIndex,
  named,
  objectOf,
  parentKeys,
  parentOf,
  repeatedExclusions,
  repeatedKeys,
  routinesOf,
  uniqueKeys,
  withoutExclusions,
} from "./table_keys.ts";
import { making, nameKey, routinesIn } from "./mentions.ts";
import type { SequenceCounts } from "./sequence_restart.ts";
import { key, lockHazard, NOTHING, type PlannedStep, rewriteHazard, statement } from "./steps.ts";
import { tokenize } from "./tokens.ts";
import { keepsValues } from "./types_change.ts";

export { objectOf };

/** One table's way from what it is (after renames) to what is wanted. */
export interface TableChange {
  /** As it is, after renames; undefined when it is to be created. */
  readonly from: CatalogTable | undefined;
  readonly to: Table;
  readonly label: string;
  readonly diff: TableDiff;
  readonly usings: ReadonlyMap<string, string>;
}

/** What steps are made with. */
export interface TableContext {
  readonly counts: LiveCounts & SequenceCounts;
  readonly version: number;
  /** True where one statement may change the types of several columns. */
  readonly mergesTypes: boolean;
  /** Keys of functions that the plan makes of rows of a table: what calls them comes to the table when they are there. */
  routinesOfRows(table: Table): ReadonlySet<string>;
}

const TYPES = { keepsValues: (a: { type: string }, b: { type: string }) => keepsValues(a.type, b.type) };

/** The steps of one table. */
export function tableSteps(change: TableChange, context: TableContext): PlannedStep[] {
  return new TableSteps(change, context).make();
}

/** The step that drops a table. */
export function dropTableSteps(table: CatalogTable, label: string, counts: LiveCounts): PlannedStep[] {
  const { model } = table;
  const change: Change = { type: "drop-table", table: label, from: { ...model, name: label } };
  const hazards = hazardsOf(change, counts, TYPES);
  return [{
    ...NOTHING,
    removes: [
      key.table(model),
      nameKey.relation(model),
      nameKey.shape(model),
      ...uniqueKeys(model),
      ...model.indexes.map(({ name }) => key.index(model.schema, name)),
    ],
    releases: [
      ...model.foreignKeys.flatMap((each) => parentKeys(each)),
      ...model.columns.flatMap(({ type }) => [key.type(type), key.leaving(type)]),
      ...slotsOf(model).flatMap(({ sql }) => routinesIn(sql)),
    ],
    statements: [
      statement(`drop table ${quoteQualified(model)}`, "drop", objectOf(model), describeChange(change), {
        hazards,
      }),
    ],
    disturbs: [{ type: "object", oid: table.oid, catalog: "pg_class" }],
  }];
}

class TableSteps {
  readonly #change: TableChange;
  readonly #context: TableContext;
  readonly #to: Table;
  readonly #label: string;

  constructor(change: TableChange, context: TableContext) {
    this.#change = change;
    this.#context = context;
    this.#to = change.to;
    this.#label = change.label;
  }

  make(): PlannedStep[] {
    return this.#change.from ? this.#alter(this.#change.from) : this.#create();
  }

  #create(): PlannedStep[] {
    const to = withCommentedNames(this.#to);
    const change: Change = { type: "create-table", table: this.#label, to };
    const { replicaIdentity } = tableExtra(to);
    const comments = commentSteps(to, this.#label);
    const repeated = repeatedKeys(to);
    const repeatedRules = repeatedExclusions(to);
    const made = making(to, "relation", "shape");
    const { first, late } = withoutCircle(to, this.#context.routinesOfRows(to));
    return [
      {
        ...NOTHING,
        produces: [
          key.table(to),
          ...made.produces,
          ...to.columns.map((column) => key.column(to, column.name)),
          ...[to.primaryKey, ...to.uniques].flatMap((each) => each ? [key.unique(to, each.columns)] : []),
        ],
        answersTo: made.answersTo,
        requires: [
          key.schema(to.schema),
          nameKey.extensions,
          ...to.columns.map((column) => key.type(column.type)),
          ...slotsOf({ ...first, indexes: [] }).flatMap(({ sql }) => routinesIn(sql)),
        ],
        statements: [
          this.#statement(
            createTable({
              ...withoutExclusions(first, repeatedRules),
              uniques: to.uniques.filter((each) => !repeated.includes(each)),
            }),
            "create",
            change,
          ),
          ...to.columns.flatMap((column) => this.#storage(column)),
        ],
      },
      ...repeated.flatMap((unique) =>
        constraintSteps({ type: "add-unique", table: this.#label, key: unique }, this.#constraints())
      ),
      ...repeatedRules.flatMap(({ comment: _, ...exclusion }) =>
        // its comment comes with the others
        editSteps({ type: "add-exclusion", exclusion }, to, to, this.#label, [])
      ),
      ...this.#lateSteps(late),
      ...first.checks.filter((check) => check.extra?.["notValid"] === true).flatMap((check) =>
        constraintSteps({ type: "add-check", table: this.#label, check }, this.#constraints())
      ),
      ...to.indexes.map((index) => this.#createIndex(index)),
      ...to.foreignKeys.flatMap((foreign) =>
        constraintSteps({ type: "add-foreign-key", table: this.#label, key: foreign }, this.#constraints())
      ),
      ...(replicaIdentity === undefined || replicaIdentity === "default"
        ? []
        : [this.#replicaIdentity(replicaIdentity)]),
      ...comments,
    ];
  }

  /** What calls functions of the table's own rows comes to it when they are there. */
  #lateSteps({ columns, checks }: LateParts): PlannedStep[] {
    const to = this.#to;
    const table = this.#label;
    return [
      ...lateDefaults(columns, to, table),
      ...checks.flatMap((check) => constraintSteps({ type: "add-check", table, check }, this.#constraints())),
    ];
  }

  #storage(column: Table["columns"][number]): Statement[] {
    const { storage, compression } = columnExtra(column);
    const words = `Set how column ${column.name} of ${this.#label} is kept`;
    const set = (actionClause: string) =>
      statement(
        alterTable(this.#to, `alter column ${quoteName(column.name)} ${actionClause}`),
        "alter",
        objectOf(this.#to),
        words,
      );
    return [
      ...(storage === undefined || storage === "default" ? [] : [set(storageClause("storage", storage))]),
      ...(compression === undefined || compression === "default"
        ? []
        : [set(storageClause("compression", compression))]),
    ];
  }

  #alter(from: CatalogTable): PlannedStep[] {
    const { changes, edits } = this.#change.diff;
    const wanted = tableExtra(this.#to).replicaIdentity;
    const isReplica = wanted === (tableExtra(from.model).replicaIdentity ?? "default");
    const together = changes.filter((change) =>
      change.type === "alter-column" && this.#context.mergesTypes && mayMerge(change)
    ).filter((_, __, all) => all.length > 1);
    return [
      ...changes.flatMap((change) =>
        change.type !== "alter-column" || !together.includes(change)
          ? this.#changeSteps(change, from)
          : change === together[0]
          ? [this.#alterColumns(together, from.model)]
          : []
      ),
      ...edits.flatMap((edit) =>
        editSteps(edit, from.model, this.#to, this.#label, this.#lock("reads", "makes an index over"))
      ),
      ...(isReplica || wanted === undefined ? [] : [this.#replicaIdentity(wanted)]),
    ];
  }

  #changeSteps(change: Change, from: CatalogTable): PlannedStep[] {
    const to = this.#to;
    const live = from.model;
    switch (change.type) {
      case "add-column":
        return [this.#addColumn(change)];
      case "drop-column":
        return [{
          ...this.#step(
            {
              removes: [key.column(to, change.column.name), nameKey.shape(to)],
              // Generated columns go before what they are made of, which gives the shape back.
              ...(change.column.generated ? {} : making(to, "shape")),
              releases: [
                key.type(change.column.type),
                key.leaving(change.column.type),
                ...routinesOf(change.column),
                ...this.#madeOf(change.column, live),
              ],
            },
            alterTable(to, `drop column ${quoteName(change.column.name)}`),
            change,
          ),
          disturbs: [{ type: "column", table: live, column: change.column.name }],
        }];
      case "alter-column":
        return [this.#alterColumn(change, live).step];
      case "create-index":
        return [this.#createIndex(change.index)];
      case "drop-index":
        return [this.#step(
          {
            removes: [
              key.index(to.schema, change.index.name),
              ...(isKeyIndex(change.index)
                ? [key.unique(to, change.index.parts.map((part) => part.column ?? ""))]
                : []),
            ],
            produces: [key.gone(to, change.index.name)],
            releases: [...this.#allColumns(live), ...indexRoutines(change.index)],
          },
          `drop index ${quoteQualified({ ...named(to.schema), name: change.index.name })}`,
          change,
        )];
      case "alter-table":
        return this.#alterTable(change, live);
      default:
        return constraintSteps(change, this.#constraints());
    }
  }

  #constraints(): ConstraintContext {
    return {
      to: this.#to,
      live: this.#change.from?.model,
      label: this.#label,
      step: (...parts) => this.#step(...parts),
      lock: (...parts) => this.#lock(...parts),
    };
  }

  #addColumn(change: Change & { readonly type: "add-column" }): PlannedStep {
    const { column } = change;
    const to = this.#to;
    const rows = this.#context.counts.rows(this.#label);
    const { identity } = columnExtra(column);
    const isWritten = column.generated?.stored || identity !== undefined || column.autoIncrement === true ||
      (column.default !== undefined && /\(/.test(column.default) && !/^\(?'/.test(column.default) &&
        !/\b(?:now|current_\w+|transaction_timestamp|statement_timestamp)\b/.test(column.default));
    const fails: Hazard[] =
      column.notNull && column.default === undefined && !column.generated && !isWritten && rows > 0n
        ? [{
          kind: "may-fail",
          message: `Fails because ${this.#label} has ${
            countRows(rows)
          } and column ${column.name} has no default`,
          rows,
        }]
        : [];
    const hazards = [
      ...fails,
      ...(isWritten ? [...rewriteHazard(this.#label, rows), ...this.#lock("reads", "rewrites")] : []),
    ];
    const made = making(to, "shape");
    const generatedFrom = column.generated
      ? to.columns.filter(({ name }) => name !== column.name && column.generated?.expression.includes(name))
      : [];
    const step = this.#step(
      {
        produces: [key.column(to, column.name), ...(column.generated ? made.produces : [])],
        ...(column.generated && { answersTo: made.answersTo }),
        requires: [
          key.table(to),
          key.type(column.type),
          ...routinesOf(column),
          ...generatedFrom.map(({ name }) => key.column(to, name)),
        ],
      },
      alterTable(to, `add column ${columnClause(column)}`),
      change,
      hazards,
    );
    const comment = column.comment === undefined || column.comment === ""
      ? []
      : [this.#commentStatement({ what: "column", name: column.name }, column.comment)];
    const kept = this.#storage(column);
    return {
      ...step,
      produces: [...step.produces, ...(kept.length > 0 ? [key.keeping(to)] : [])],
      statements: [...step.statements, ...kept, ...comment],
    };
  }

  #alterColumns(changes: readonly Change[], live: Table): PlannedStep {
    const parts = changes.flatMap((change) =>
      change.type === "alter-column" ? [this.#alterColumn(change, live)] : []
    );
    return mergeSteps(parts, this.#to);
  }

  #alterColumn(change: AlterColumn, live: Table): ColumnStep {
    const to = this.#to;
    const context: ColumnContext = {
      table: to,
      label: this.#label,
      object: objectOf(to),
      counts: this.#context.counts,
      using: this.#change.usings.get(change.to.name),
    };
    const isRetyped = changesType(change);
    const called = new Set(routinesOf(change.to));
    const { statements, typeAt } = alterColumn(change, context);
    const kept = keepingOf(change).length > 0 ? [key.keeping(to)] : [];
    const step: PlannedStep = {
      ...NOTHING,
      produces: kept,
      requires: [key.type(change.to.type), nameKey.extensions, ...routinesIn(change.to.default ?? "")],
      releases: [
        key.type(change.from.type),
        ...(leavesType(change) ? [key.leaving(change.from.type)] : []),
        ...routinesOf(change.from).filter((each) => !called.has(each)),
        ...(change.aspects.includes("generated") ? this.#madeOf(change.from, live) : []),
      ],
      // A primary key that demanded it goes before.
      ...(change.from.notNull && !change.to.notNull && { removes: [key.notNull(to, change.to.name)] }),
      // What reads the column goes before and comes again after.
      ...(isRetyped && {
        removes: [nameKey.shape(to), key.column(to, change.to.name), key.notNull(to, change.to.name)],
        produces: [nameKey.shape(to), key.column(to, change.to.name), ...kept],
        answersTo: [nameKey.shape({ name: to.name })],
      }),
      statements,
      ...(isRetyped &&
        { disturbs: [{ type: "column", table: live, column: change.to.name, isRetyped: true }] }),
    };
    return { step, typeAt };
  }

  #createIndex(index: Index): PlannedStep {
    const to = this.#to;
    const change: Change = { type: "create-index", table: this.#label, index };
    const columns = index.parts.flatMap((part) => part.column ?? []);
    const isAll = columns.length < index.parts.length || index.where !== undefined;
    const step = this.#step(
      {
        produces: [key.index(to.schema, index.name), ...(isKeyIndex(index) ? [key.unique(to, columns)] : [])],
        requires: [
          key.table(to),
          ...(isAll ? to.columns.map(({ name }) => key.column(to, name)) : this.#columns(columns)),
          ...indexRoutines(index),
        ],
      },
      createIndex(to, index),
      change,
      this.#change.from ? this.#lock("writes", "indexes") : [],
    );
    const comment = index.extra?.["comment"];
    return typeof comment === "string" && comment !== ""
      ? {
        ...step,
        statements: [
          ...step.statements,
          this.#commentStatement({ what: "index", name: index.name }, comment),
        ],
      }
      : step;
  }

  #alterTable(change: Change & { readonly type: "alter-table" }, live: Table): PlannedStep[] {
    const to = this.#to;
    const [before, after] = [tableExtra(live), tableExtra(to)];
    const rows = this.#context.counts.rows(this.#label);
    const parameters = Object.entries(changedParameters(before.with, after.with));
    const set = Object.fromEntries(parameters.filter(([, value]) => value !== "null"));
    const reset = parameters.filter(([, value]) => value === "null").map(([name]) => quoteParameter(name));
    const step = (sql: string, hazards: readonly Hazard[] = []): PlannedStep => ({
      ...NOTHING,
      requires: [key.table(to)],
      statements: [
        statement(alterTable(to, sql), "alter", objectOf(to), describeChange(change), { hazards }),
      ],
    });
    const rewrites = [...rewriteHazard(this.#label, rows), ...this.#lock("reads", "rewrites")];
    const own = key.persistence(to);
    const parents = to.foreignKeys.map((each) => key.persistence(parentOf(each))).filter((each) =>
      each !== own
    );
    const persistence: PlannedStep = {
      ...step(after.unlogged ? "set unlogged" : "set logged", rewrites),
      removes: [own],
      produces: [own],
      // Children become unlogged before their parents, and logged after them.
      ...(after.unlogged ? { releases: parents } : { requires: [key.table(to), ...parents] }),
    };
    return [
      ...(Boolean(before.unlogged) === Boolean(after.unlogged) ? [] : [persistence]),
      ...(Object.keys(set).length === 0 ? [] : [step(`set (${parameterListSql(set)})`)]),
      ...(reset.length === 0 ? [] : [step(`reset (${reset.join(", ")})`)]),
    ];
  }

  #replicaIdentity(identity: string): PlannedStep {
    const to = this.#to;
    const index = identity.startsWith("index ") ? identity.slice("index ".length) : undefined;
    const sql = index === undefined ? identity : `using index ${quoteName(index)}`;
    return {
      ...NOTHING,
      requires: [key.table(to), ...(index === undefined ? [] : [key.index(to.schema, index)])],
      statements: [
        statement(
          alterTable(to, `replica identity ${sql}`),
          "alter",
          objectOf(to),
          `Set the replica identity of ${this.#label}`,
        ),
      ],
    };
  }

  #commentStatement(on: CommentTarget, comment: string): Statement {
    return commentStatement(this.#to, this.#label, on, comment);
  }

  #columns(columns: readonly string[]): string[] {
    return [key.table(this.#to), ...columns.map((column) => key.column(this.#to, column))];
  }

  /** The columns that a generated column is made of. */
  #madeOf({ name, generated }: Table["columns"][number], live: Table): string[] {
    const words = new Set(tokenize(generated?.expression ?? "").map(({ value }) => value));
    return live.columns.filter((each) => each.name !== name && words.has(each.name))
      .map((each) => key.column(this.#to, each.name));
  }

  #allColumns(table: Table): string[] {
    return table.columns.map((column) => key.column(this.#to, column.name));
  }

  #lock(blocks: "reads" | "writes", what: string): Hazard[] {
    return lockHazard(this.#label, this.#context.counts.rows(this.#label), blocks, what);
  }

  #statement(sql: string, kind: StatementKind, change: Change, hazards: readonly Hazard[] = []): Statement {
    const own = this.#change.from ? hazardsOf(change, this.#context.counts, TYPES) : [];
    const isIndex = change.type === "create-index" || change.type === "drop-index";
    const object = isIndex
      ? { ...objectOf(this.#to), kind: "index", name: change.index.name }
      : objectOf(this.#to);
    return statement(sql, kind, object, describeChange(change), { hazards: [...own, ...hazards] });
  }

  #step(graph: Partial<Step>, sql: string, change: Change, hazards: readonly Hazard[] = []): PlannedStep {
    const kind = change.type.startsWith("drop") && change.type === "drop-index"
      ? "drop"
      : change.type === "create-index"
      ? "create"
      : "alter";
    return { ...NOTHING, ...graph, statements: [this.#statement(sql, kind, change, hazards)] };
  }
}
