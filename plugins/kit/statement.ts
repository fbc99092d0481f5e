// One statement of a plan, made from what its engine says of it.
import type { Hazard, Statement, StatementKind } from "../../protocol/plan.ts";

/** What else is said of a statement. */
export interface StatementDetails {
  readonly hazards?: readonly Hazard[];
  /** Default true. */
  readonly transactional?: boolean;
  readonly why?: string;
}

/** Makes a statement. */
export function statement(
  sql: string,
  kind: StatementKind,
  object: Statement["object"],
  change: string,
  { hazards = [], transactional = true, why }: StatementDetails = {},
): Statement {
  return {
    sql,
    kind,
    object,
    change,
    hazards: [...hazards],
    transactional,
    ...(why !== undefined && { why }),
  };
}
