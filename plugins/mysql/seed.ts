// Streams seed rows: asks the core for them, compares them batch by batch and sends statements for those that differ.
// Rows that are in the table and not in the spec are never touched.
import { PluginError } from "../../protocol/errors.ts";
import type { PlanInput, PlanPart, Statement } from "../../protocol/plan.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { countRows } from "../kit/hazards.ts";
import { type InsertBatch, InsertBatcher } from "../kit/seed.ts";
import type { Catalog } from "./catalog.ts";
import type { Driver } from "./driver.ts";
import { quote, quoteAll } from "./literal.ts";
import type { TableRequest } from "./requests.ts";
import type { SchemaPlan } from "./schema_plan.ts";
import { SeedComparison } from "./seed_compare.ts";
import type { SeedDifference } from "../kit/seed_difference.ts";
import { nextRows } from "../kit/plan_input.ts";
import { SeedRefusal } from "../kit/seed_refusal.ts";
import { statement, tableObject } from "./steps.ts";

/** What seeds are planned with. */
export interface SeedPlan {
  readonly driver?: Driver;
  readonly live: Catalog;
  readonly made: SchemaPlan;
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
  const { foldTable } = live.server;
  for (const { spec } of wanted) {
    const folded = foldTable(spec.name);
    const table = made.after.tables.get(folded)?.model;
    if (!table) throw new PluginError("plugin.internal", `Table ${spec.name} is not in the planned schema`);
    const comparison = new SeedComparison({
      ...(driver && { driver }),
      table,
      liveTable: live.tables.get(foldTable(made.renames.tables.get(folded) ?? table.name))?.model,
      formerColumns: made.renames.columns.get(folded) ?? new Map(),
      insertTriggers: [...made.after.objects.values()].flatMap(({ kind, table: owner, facts }) =>
        kind === "trigger" && foldTable(owner ?? "") === foldTable(table.name) &&
          facts["timing"] === "before" && facts["event"] === "insert"
          ? [String(facts["body"])]
          : []
      ),
    });
    const sender = new SeedSender(table.name, send);
    let rowCount = 0;
    try {
      for (;;) {
        context.signal.throwIfAborted();
        const rows = await nextRows(items, spec);
        for (const difference of await comparison.compare(rows)) await sender.add(difference);
        rowCount += rows.rows.length;
        context.progress({ message: `Comparing ${countRows(BigInt(rowCount))} of ${table.name}` });
        if (rows.last) break;
      }
    } catch (error) {
      if (!(error instanceof SeedRefusal)) throw error;
      await send({ type: "diagnostic", diagnostic: error.diagnostic(spec) });
      return;
    } finally {
      await comparison.close();
    }
    await sender.end();
  }
}

/** Turns differences into statements and sends them. */
class SeedSender {
  readonly #table: string;
  readonly #send: Send<PlanPart>;
  readonly #batcher = new InsertBatcher();

  constructor(table: string, send: Send<PlanPart>) {
    this.#table = table;
    this.#send = send;
  }

  async add(difference: SeedDifference): Promise<void> {
    if (difference.type === "insert") {
      const head = `insert into ${quote(this.#table)} (${quoteAll(difference.columns)}) values`;
      const full = this.#batcher.add(head, difference.tuple);
      if (full) await this.#insert(full);
      return;
    }
    await this.end(); // rows keep the order of the spec
    const { assignments, condition } = difference;
    const names = assignments.map(({ column }) => column).join(", ");
    const setSql = assignments.map(({ column, valueSql }) => `${quote(column)} = ${valueSql}`).join(", ");
    const whereSql = condition.map(({ column, valueSql }) => `${quote(column)} = ${valueSql}`).join(" and ");
    await this.#statement(
      `update ${quote(this.#table)} set ${setSql} where ${whereSql}`,
      `Set ${names} of one row of ${this.#table}`,
      [{ kind: "changes-data", message: `Overwrites ${names} of one row of ${this.#table}`, rows: 1n }],
    );
  }

  async end(): Promise<void> {
    const rest = this.#batcher.flush();
    if (rest) await this.#insert(rest);
  }

  #insert({ head, tuples }: InsertBatch): Promise<void> | void {
    const change = `Insert ${countRows(BigInt(tuples.length))} into ${this.#table}`;
    return this.#statement(`${head}\n  ${tuples.join(",\n  ")}`, change, []);
  }

  #statement(sql: string, change: string, hazards: Statement["hazards"]): Promise<void> | void {
    const made = statement(sql, "seed", tableObject(this.#table), change, { hazards, transactional: true });
    return this.#send({ type: "statement", statement: made });
  }
}
