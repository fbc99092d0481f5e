// Streams seed rows: asks the core for them, compares them batch by batch and sends statements for those that differ.
// Rows that are in the table and not in the spec are never touched.
import { PluginError } from "../../protocol/errors.ts";
import type { PlanInput, PlanPart, Statement } from "../../protocol/plan.ts";
import type { Table } from "../../protocol/model.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { countRows } from "../kit/hazards.ts";
import { quoteName, quoteNames } from "../kit/quote.ts";
import { type InsertBatch, InsertBatcher } from "../kit/seed.ts";
import { type Catalog, labelOf, tableKey } from "./catalog.ts";
import type { Driver } from "./driver.ts";
import { textLiteral } from "./literal.ts";
import { columnExtra, quoteQualified } from "./model.ts";
import type { TableRequest } from "./requests.ts";
import type { SchemaSteps } from "./schema_plan.ts";
import { SeedComparison } from "./seed_compare.ts";
import type { SeedDifference } from "../kit/seed_difference.ts";
import { nextRows } from "../kit/plan_input.ts";
import { SeedRefusal } from "../kit/seed_refusal.ts";
import { objectOf } from "./table_steps.ts";
import { withoutTypes } from "./type_names.ts";

/** What seeds are planned with. */
export interface SeedPlan {
  readonly driver?: Driver;
  readonly live: Catalog;
  readonly made: SchemaSteps;
  /** Specs whose rows are wanted, parents first. */
  readonly wanted: readonly TableRequest[];
  readonly items: AsyncIterator<PlanInput>;
  readonly send: Send<PlanPart>;
  readonly context: RequestContext;
}

/** Asks for the rows and sends the statements that make them so. */
export async function planSeeds(plan: SeedPlan): Promise<void> {
  const { wanted, live, made, driver, send, context, items } = plan;
  if (wanted.length === 0) return;
  await send({ type: "want-rows", specs: wanted.map(({ spec }) => spec.index) });
  for (const { spec, schema, name } of wanted) {
    const table = made.after.tables.get(tableKey(schema, name))?.model;
    if (!table) throw new PluginError("plugin.internal", `Table ${spec.name} is not in the planned schema`);
    const label = labelOf(live.server, schema, name);
    const former = made.renames.tables.get(label) ?? { schema, name };
    const comparison = new SeedComparison({
      ...(driver && { driver }),
      server: live.server,
      table: withoutTypes(table, made.freshTypes),
      label,
      liveTable: live.tables.get(tableKey(former.schema, former.name))?.model,
      formerColumns: made.renames.columns.get(label) ?? new Map(),
    });
    const sender = new SeedSender(table, label, send);
    let rowCount = 0;
    try {
      for (;;) {
        context.signal.throwIfAborted();
        const rows = await nextRows(items, spec);
        for (const difference of await comparison.compare(rows)) await sender.add(difference);
        rowCount += rows.rows.length;
        context.progress({ message: `Comparing ${countRows(BigInt(rowCount))} of ${label}` });
        if (rows.last) break;
      }
    } catch (error) {
      if (!(error instanceof SeedRefusal)) throw error;
      await send({ type: "diagnostic", diagnostic: error.diagnostic(spec) });
      return;
    }
    await sender.end();
    await sender.continueCounting();
  }
}

/** Turns differences into statements and sends them. */
class SeedSender {
  readonly #table: Table;
  readonly #label: string;
  readonly #send: Send<PlanPart>;
  readonly #batcher = new InsertBatcher();
  /** Columns that count by themselves and were given numbers. */
  readonly #numbered = new Set<string>();

  constructor(table: Table, label: string, send: Send<PlanPart>) {
    this.#table = table;
    this.#label = label;
    this.#send = send;
  }

  async add(difference: SeedDifference): Promise<void> {
    if (difference.type === "insert") {
      const full = this.#batcher.add(this.#head(difference.columns), difference.tuple);
      if (full) await this.#insert(full);
      return;
    }
    await this.end(); // rows keep the order of the spec
    const { assignments, condition } = difference;
    const names = assignments.map(({ column }) => column).join(", ");
    const sql = `update ${quoteQualified(this.#table)} set ${
      assignments.map(({ column, valueSql }) => `${quoteName(column)} = ${valueSql}`).join(", ")
    } where ${condition.map(({ column, valueSql }) => `${quoteName(column)} = ${valueSql}`).join(" and ")}`;
    await this.#statement({
      sql,
      change: `Set ${names} of one row of ${this.#label}`,
      hazards: [{
        kind: "changes-data",
        message: `Overwrites ${names} of one row of ${this.#label}`,
        rows: 1n,
      }],
    });
  }

  async end(): Promise<void> {
    const rest = this.#batcher.flush();
    if (rest) await this.#insert(rest);
  }

  /** The next number of a counting column follows the largest that rows were given. */
  async continueCounting(): Promise<void> {
    for (const column of this.#numbered) {
      const sequence = `pg_get_serial_sequence(${textLiteral(quoteQualified(this.#table))}, ${
        textLiteral(column)
      })`;
      await this.#statement({
        sql: `select setval(${sequence}, greatest(max(${
          quoteName(column)
        }), nextval(${sequence}) - 1)) from ${quoteQualified(this.#table)}`,
        change: `Let column ${column} of ${this.#label} count on from its largest number`,
        hazards: [],
      });
    }
  }

  #head(columns: readonly string[]): string {
    const counting = this.#table.columns.filter((column) =>
      columns.includes(column.name) && (column.autoIncrement || columnExtra(column).identity !== undefined)
    );
    for (const { name } of counting) this.#numbered.add(name);
    const overrides = counting.some((column) => columnExtra(column).identity === "always");
    return `insert into ${quoteQualified(this.#table)} (${quoteNames(columns)})${
      overrides ? " overriding system value" : ""
    } values`;
  }

  #insert({ head, tuples }: InsertBatch): Promise<void> | void {
    return this.#statement({
      sql: `${head}\n  ${tuples.join(",\n  ")}`,
      change: `Insert ${countRows(BigInt(tuples.length))} into ${this.#label}`,
      hazards: [],
    });
  }

  #statement({ sql, change, hazards }: Pick<Statement, "sql" | "change" | "hazards">): Promise<void> | void {
    const statement: Statement = {
      sql,
      kind: "seed",
      object: objectOf(this.#table),
      change,
      hazards,
      transactional: true,
    };
    return this.#send({ type: "statement", statement });
  }
}
