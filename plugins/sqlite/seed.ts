// Streams seed rows: asks the core for them, compares them batch by batch and sends statements for those that
// differ. Rows that are in the table and not in the spec are never touched.
import { PluginError } from "../../protocol/errors.ts";
import type { Table } from "../../protocol/model.ts";
import type { PlanInput, PlanPart, SpecItem, Statement } from "../../protocol/plan.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { foldAscii, quoteName, quoteNames } from "../kit/quote.ts";
import { type InsertBatch, InsertBatcher } from "../kit/seed.ts";
import { countRows } from "../kit/hazards.ts";
import type { LiveNames } from "./counts.ts";
import { type Database, queryValue } from "./database.ts";
import type { Catalog } from "./inspect.ts";
import { literalDialect, writeVerb } from "./render.ts";
import { SeedComparison } from "./seed_compare.ts";
import type { AskElsewhere } from "./seed_elsewhere.ts";
import type { SeedDifference } from "../kit/seed_difference.ts";
import { nextRows } from "../kit/plan_input.ts";
import { SeedRefusal } from "../kit/seed_refusal.ts";
import { type SeededTable, triggerWarnings } from "./seed_triggers.ts";

/** What seeds are planned with. */
export interface SeedPlan {
  readonly db: Database;
  /** The schema as the plan leaves it. */
  readonly after: Catalog;
  readonly names: LiveNames;
  /** Specs whose rows are wanted, parents first. */
  readonly wanted: readonly { readonly spec: SpecItem }[];
  readonly items: AsyncIterator<PlanInput>;
  readonly send: Send<PlanPart>;
  readonly context: RequestContext;
  /** Asks who has the rows, when `db` has not. */
  readonly ask?: AskElsewhere;
}

/** Asks for the rows and sends the statements that make them so. */
export async function planSeeds(plan: SeedPlan): Promise<void> {
  if (plan.wanted.length === 0) return;
  await plan.send({ type: "want-rows", specs: plan.wanted.map(({ spec }) => spec.index) });
  const dialect = literalDialect(String(queryValue(plan.db, "pragma encoding")));
  const seeded: SeededTable[] = [];
  for (const { spec } of plan.wanted) {
    const there = plan.after.tables.get(foldAscii(spec.name));
    const table = there?.model;
    if (!table) throw new PluginError("plugin.internal", `Table ${spec.name} is not in the planned schema`);
    const comparison = new SeedComparison(plan.db, table, plan.names, dialect, plan.ask);
    const sender = new SeedSender(table, plan.send);
    const columns = new Set<string>();
    let rowCount = 0;
    try {
      for (;;) {
        plan.context.signal.throwIfAborted();
        const rows = await nextRows(plan.items, spec);
        for (const column of rows.columns) columns.add(foldAscii(column));
        for (const difference of await comparison.compare(rows)) await sender.add(difference);
        rowCount += rows.rows.length;
        plan.context.progress({ message: `Comparing ${countRows(BigInt(rowCount))} of ${table.name}` });
        if (rows.last) break;
      }
    } catch (error) {
      if (!(error instanceof SeedRefusal)) throw error;
      await plan.send({ type: "diagnostic", diagnostic: error.diagnostic(spec) });
      return;
    } finally {
      comparison.close();
    }
    await sender.end();
    const { name, triggers } = there;
    seeded.push({ name, spec: spec.index, triggers, columns, isWritten: sender.hasSent });
  }
  for (const diagnostic of triggerWarnings(seeded)) await plan.send({ type: "diagnostic", diagnostic });
}

/** Turns differences into statements and sends them. */
class SeedSender {
  readonly #table: string;
  readonly #insertSql: string;
  readonly #updateSql: string;
  readonly #send: Send<PlanPart>;
  readonly #batcher = new InsertBatcher();
  #hasSent = false;

  constructor(table: Table, send: Send<PlanPart>) {
    this.#table = table.name;
    this.#insertSql = `${writeVerb("insert", table)} into ${quoteName(table.name)}`;
    this.#updateSql = `${writeVerb("update", table)} ${quoteName(table.name)} set`;
    this.#send = send;
  }

  /** True once a statement was sent. */
  get hasSent(): boolean {
    return this.#hasSent;
  }

  async add(difference: SeedDifference): Promise<void> {
    if (difference.type === "insert") {
      const head = `${this.#insertSql} (${quoteNames(difference.columns)}) values`;
      const full = this.#batcher.add(head, difference.tuple);
      if (full) await this.#insert(full);
      return;
    }
    await this.end(); // rows keep the order of the spec
    const { assignments, condition } = difference;
    const names = assignments.map(({ column }) => column).join(", ");
    const sql = `${this.#updateSql} ${
      assignments.map(({ column, valueSql }) => `${quoteName(column)} = ${valueSql}`).join(", ")
    } where ${condition.map(({ column, valueSql }) => `${quoteName(column)} = ${valueSql}`).join(" and ")}`;
    await this.#statement({
      sql,
      kind: "seed",
      object: { kind: "table", name: this.#table },
      change: `Set ${names} of one row of ${this.#table}`,
      hazards: [{
        kind: "changes-data",
        message: `Overwrites ${names} of one row of ${this.#table}`,
        rows: 1n,
      }],
      transactional: true,
    });
  }

  async end(): Promise<void> {
    const rest = this.#batcher.flush();
    if (rest) await this.#insert(rest);
  }

  #insert({ head, tuples }: InsertBatch): Promise<void> | void {
    return this.#statement({
      sql: `${head}\n  ${tuples.join(",\n  ")}`,
      kind: "seed",
      object: { kind: "table", name: this.#table },
      change: `Insert ${countRows(BigInt(tuples.length))} into ${this.#table}`,
      hazards: [],
      transactional: true,
    });
  }

  #statement(statement: Statement): Promise<void> | void {
    this.#hasSent = true;
    return this.#send({ type: "statement", statement });
  }
}
