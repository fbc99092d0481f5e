// Triggers of tables. Within one timing and event they run in the order of the spec, which is the order in which they
// are made: from the first that differs on, all are made anew.
import type { Statement } from "../../protocol/plan.ts";
import type { Catalog, CatalogObject } from "./catalog.ts";
import { quote } from "./literal.ts";
import { dropObject, type ObjectSteps } from "./objects.ts";
import { createClause } from "./programs.ts";
import type { Report } from "./draft.ts";
import type { Requests } from "./requests.ts";
import { isOneStatement } from "./split.ts";
import type { TriggerSpec } from "./spec.ts";
import { statement } from "./steps.ts";

interface TriggerFacts {
  readonly table: string;
  readonly timing: string;
  readonly event: string;
  readonly body: string;
  readonly order: number;
  readonly definer: string | null | undefined;
}

// inspect_objects.ts makes facts of this type.
const factsOf = (object: CatalogObject): TriggerFacts => object.facts as unknown as TriggerFacts;

/** Plans the triggers of the tables whose specs have them. */
export function planTriggers(requests: Requests, current: Catalog, report: Report): ObjectSteps {
  const { foldTable } = current.server;
  const before: Statement[] = [];
  const after: Statement[] = [];
  const all: CatalogObject[] = [];
  const gone: CatalogObject[] = [];
  const liveOf = Map.groupBy(
    [...current.objects.values()].filter(({ kind }) => kind === "trigger"),
    (object) => foldTable(object.table ?? ""),
  );
  for (const { spec, body } of requests.tables) {
    const isDeleted = body?.isDeleted === true;
    if (!body || (!body.triggers && !isDeleted)) continue;
    const table = spec.name;
    const live = liveOf.get(foldTable(table)) ?? [];
    if (isDeleted) {
      gone.push(...live); // they go with their table
      continue;
    }
    (body.triggers ?? []).forEach((trigger, at) => {
      if (isOneStatement(createTrigger(table, trigger, undefined).sql)) return;
      report({
        severity: "error",
        code: "invalid-program",
        message: `The body of trigger ${trigger.name} is not one statement`,
        hint: "Put several between begin and end",
        spec: spec.index,
        path: ["triggers", at, "body"],
      });
    });
    const wanted = inOrder(body.triggers ?? []);
    const groups = new Set([...live.map((each) => groupOf(factsOf(each))), ...wanted.map(groupOf)]);
    for (const group of groups) {
      const have = live.filter((each) => groupOf(factsOf(each)) === group)
        .sort((a, b) => factsOf(a).order - factsOf(b).order);
      const want = wanted.filter((each) => groupOf(each) === group);
      const at = firstDifference(have, want);
      const replaced = have.slice(at);
      before.push(...replaced.map(dropObject));
      gone.push(...replaced);
      want.forEach((trigger, order) => {
        const former = live.find((each) => each.name.toLowerCase() === trigger.name.toLowerCase());
        const definer = trigger.definer ?? (former && factsOf(former).definer) ?? current.server.user;
        const facts = {
          table,
          timing: trigger.timing,
          event: trigger.event,
          body: bodyOf(trigger),
          order: order + 1,
          definer,
        };
        all.push({ kind: "trigger", name: trigger.name, table, facts });
        if (order >= at) after.push(createTrigger(table, trigger, definer));
      });
    }
  }
  return { before, after, wanted: all, gone };
}

function groupOf({ timing, event }: { readonly timing: string; readonly event: string }): string {
  return `${timing} ${event}`;
}

/** The order of the spec, but that one that follows another comes right behind it. */
function inOrder(triggers: readonly TriggerSpec[]): TriggerSpec[] {
  const order: TriggerSpec[] = [];
  for (const trigger of triggers) {
    const at = trigger.follows === undefined
      ? -1
      : order.findIndex(({ name }) => name.toLowerCase() === trigger.follows?.toLowerCase());
    if (at < 0) order.push(trigger);
    else order.splice(at + 1, 0, trigger);
  }
  return order;
}

function firstDifference(have: readonly CatalogObject[], want: readonly TriggerSpec[]): number {
  const at = have.findIndex((object, index) => {
    const trigger = want[index];
    return !trigger || trigger.name.toLowerCase() !== object.name.toLowerCase() ||
      bodyOf(trigger) !== factsOf(object).body ||
      (trigger.definer !== undefined && trigger.definer !== factsOf(object).definer);
  });
  return at < 0 ? have.length : at;
}

function bodyOf({ body }: TriggerSpec): string {
  return body.trim().replace(/;$/, "").trim();
}

function createTrigger(table: string, trigger: TriggerSpec, definer: string | null | undefined): Statement {
  const { name, timing, event } = trigger;
  return statement(
    `${createClause(false, definer)} trigger ${quote(name)} ${timing} ${event} on ${
      quote(table)
    } for each row\n${bodyOf(trigger)}`,
    "create",
    { kind: "trigger", name },
    `Create trigger ${name} on ${table}`,
  );
}
