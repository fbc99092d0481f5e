// Statements of a plan, as these servers run them.
import type { Statement, StatementKind } from "../../protocol/plan.ts";
import { statement as withDetails, type StatementDetails } from "../kit/statement.ts";

/** Makes a statement. Statements that change the schema commit by themselves on these servers. */
export function statement(
  sql: string,
  kind: StatementKind,
  object: Statement["object"],
  change: string,
  details: StatementDetails = {},
): Statement {
  return withDetails(sql, kind, object, change, { transactional: false, ...details });
}

/** The name of a table in statements. */
export function tableObject(name: string): Statement["object"] {
  return { kind: "table", name };
}
