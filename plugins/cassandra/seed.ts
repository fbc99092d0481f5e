// Streams seed rows: asks the core for them, compares them with the live ones and sends statements for those that differ.
// Rows that are in the table and not in the spec are never touched.
import type { PlanInput, PlanPart, Statement } from "../../protocol/plan.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { countRows } from "../kit/hazards.ts";
import { nextRows } from "../kit/plan_input.ts";
import { SeedRefusal } from "../kit/seed_refusal.ts";
import { statement } from "../kit/statement.ts";
import type { Draft } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { quote, quoteAll } from "./literal.ts";
import type { Request } from "./requests.ts";
import { type SeedDifference, SeedTable } from "./seed_compare.ts";
import type { TableSpec } from "./spec.ts";

/** What seeds are planned with. */
export interface SeedPlan {
  readonly driver?: Driver;
  readonly draft: Draft;
  readonly wanted: readonly Request<TableSpec | undefined>[];
  readonly items: AsyncIterator<PlanInput>;
  readonly send: Send<PlanPart>;
  readonly context: RequestContext;
}

/** Asks for the rows and sends the statements that make them so. */
export async function planSeeds({ driver, draft, wanted, items, send, context }: SeedPlan): Promise<void> {
  if (wanted.length === 0) return;
  await send({ type: "want-rows", specs: wanted.map(({ spec }) => spec.index) });
  for (const { spec, name } of wanted) {
    const table = draft.after.tables.get(name);
    if (!table) continue; // reported as unknown
    let rowCount = 0;
    try {
      const seeds = new SeedTable(driver, draft, table);
      for (;;) {
        context.signal.throwIfAborted();
        const rows = await nextRows(items, spec);
        for (const difference of await seeds.compare(rows)) {
          await send({ type: "statement", statement: statementOf(name, difference) });
        }
        rowCount += rows.rows.length;
        context.progress({ message: `Comparing ${countRows(BigInt(rowCount))} of ${name}` });
        if (rows.last) break;
      }
    } catch (error) {
      if (!(error instanceof SeedRefusal)) throw error;
      await send({ type: "diagnostic", diagnostic: error.diagnostic(spec) });
      return;
    }
  }
}

function statementOf(table: string, difference: SeedDifference): Statement {
  const object = { kind: "table", name: table };
  const { key, cells } = difference;
  const all = [...key, ...cells];
  const insertSql = `insert into ${quote(table)} (${quoteAll(all.map(({ column }) => column))}) values (${
    all.map(({ valueSql }) => valueSql).join(", ")
  })`;
  if (difference.type === "insert") {
    return statement(insertSql, "seed", object, `Insert a row into ${table}`, { transactional: false });
  }
  const names = cells.map(({ column }) => column).join(", ");
  const setSql = cells.map(({ column, valueSql }) => `${quote(column)} = ${valueSql}`).join(", ");
  const whereSql = key.map(({ column, valueSql }) => `${quote(column)} = ${valueSql}`).join(" and ");
  // A static column is its partition's: UPDATE would not take the rest of the key.
  const sql = difference.hasStatic ? insertSql : `update ${quote(table)} set ${setSql} where ${whereSql}`;
  return statement(sql, "seed", object, `Set ${names} of one row of ${table}`, {
    transactional: false,
    hazards: [{ kind: "changes-data", message: `Overwrites ${names} of one row of ${table}`, rows: 1n }],
  });
}
