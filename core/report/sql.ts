// A plan as SQL text: what `plan` prints to stdout, ready for any client of the engine.
import type { Plan } from "../plan/plan.ts";

/** The statements of a plan as a script, each closed with `;` and a line end. Nothing for an empty plan. */
export function* sqlLines(plan: Plan): Generator<string> {
  if (plan.statements.length === 0) return;
  for (const sql of plan.script?.before ?? []) yield closedStatement(sql);
  for (const { sql, transactional } of plan.statements) {
    // What cannot stand in a transaction stands between two.
    if (!transactional) { for (const each of plan.script?.after ?? []) yield closedStatement(each); }
    yield closedStatement(sql);
    if (!transactional) { for (const each of plan.script?.before ?? []) yield closedStatement(each); }
  }
  for (const sql of plan.script?.after ?? []) yield closedStatement(sql);
}

/** A statement as a line of a script, or several. */
export function closedStatement(sql: string): string {
  return sql.endsWith(";") ? `${sql}\n` : `${sql};\n`;
}
