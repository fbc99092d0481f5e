// Plans the schema: every kind of document in turn, then what they use of one another, then the order of it all.
import { orderSteps } from "../kit/order.ts";
import type { Statement } from "../../protocol/plan.ts";
import type { Draft, PlannedStep } from "./draft.ts";
import { planKeyspace } from "./keyspaces.ts";
import { planAggregate, planFunction } from "./programs.ts";
import type { Requests } from "./requests.ts";
import { planTable } from "./tables.ts";
import { checkUses } from "./uses.ts";
import { planType } from "./user_types.ts";
import { planView } from "./views.ts";

/** Plans everything that the specs describe, but for rows. Gives the statements in the order in which they can run. */
export async function planSchema(draft: Draft, requests: Requests): Promise<readonly Statement[]> {
  for (const request of requests.keyspaces) planKeyspace(draft, request);
  const keyspaces = draft.steps.splice(0);
  const isOwnThere = draft.after.keyspaces.has(draft.live.keyspace);
  if (!isOwnThere && hasWork(requests)) {
    draft.report({
      severity: "error",
      code: "unknown-keyspace",
      message: draft.live.keyspaces.has(draft.live.keyspace)
        ? `Keyspace ${draft.live.keyspace} is dropped, and other documents describe what is in it`
        : `There is no keyspace ${draft.live.keyspace}`,
      hint: "Describe it in a document of kind Keyspace, with its replication",
    });
    return [];
  }
  for (const request of requests.types) planType(draft, request);
  for (const request of requests.functions) planFunction(draft, request);
  for (const request of requests.aggregates) planAggregate(draft, request);
  for (const { spec, name, body } of requests.tables) {
    if (body) await planTable(draft, { spec, name, body });
  }
  for (const request of requests.views) await planView(draft, request);
  checkUses(draft, requests);
  const isDrop = ({ statements }: PlannedStep) => statements.some(({ kind }) => kind === "drop");
  return [
    ...keyspaces.filter((step) => !isDrop(step)),
    ...orderSteps(draft.steps),
    ...keyspaces.filter(isDrop),
  ].flatMap(({ statements }) => statements);
}

/** True when documents want something to be in the keyspace. */
function hasWork({ types, functions, aggregates, tables, views }: Requests): boolean {
  return [types, functions, aggregates, tables, views].some((list) =>
    list.some(({ body }) => !(body as { isDeleted?: boolean } | undefined)?.isDeleted) // every body has it
  );
}
