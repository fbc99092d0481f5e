// Steps of a plan: statements of one object that stay together.
import type { Hazard, Statement, StatementKind } from "../../protocol/plan.ts";

/** Makes a statement. Statements that change the schema commit by themselves on these servers. */
export function statement(
  sql: string,
  kind: StatementKind,
  object: Statement["object"],
  change: string,
  more: { readonly hazards?: readonly Hazard[]; readonly transactional?: boolean; readonly why?: string } =
    {},
): Statement {
  return {
    sql,
    kind,
    object,
    change,
    hazards: [...more.hazards ?? []],
    transactional: more.transactional ?? false,
    ...(more.why !== undefined && { why: more.why }),
  };
}

/** The name of a table in statements. */
export function tableObject(name: string): Statement["object"] {
  return { kind: "table", name };
}
