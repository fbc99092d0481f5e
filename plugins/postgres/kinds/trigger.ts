// Triggers, from `triggers:` of Table and View documents. The condition is the one thing that the server rewrites: it is
// read back from a trigger on a copy of the table.
import { quoteName } from "../../kit/quote.ts";
import { type CatalogObject, tableKey } from "../catalog.ts";
import type { Kind, Wanted, WantedObject } from "../kind.ts";
import { keptName, quoteQualified } from "../model.ts";
import { NOTHING, statement } from "../steps.ts";
import { isPunctuation, normalForm, tokenize } from "../tokens.ts";
import { triggerParts } from "./trigger_read.ts";
import { refuseOfView, type TriggerFacts, triggerFacts, type TriggerSpec } from "./trigger_spec.ts";
import {
  commentStep,
  createSql,
  createSteps,
  dropStep,
  nameOf,
  ownerLabel,
  quoteOwner,
  stateStep,
  tableName,
  triggerFactsOf,
  triggerKey,
} from "./trigger_steps.ts";

/** Triggers. */
export const TRIGGER: Kind = {
  kind: "trigger",
  inspect: triggerParts,
  wanted(requests, tables, { server, report }) {
    const ofTables = tables.map(({ spec, body, model }) => {
      const legacy = body["json:triggers"];
      const isLegacy = legacy !== undefined && (legacy.length > 0 || body.triggers === undefined);
      const owner = { spec: spec.index, schema: model.schema ?? "", name: model.name };
      return wantedTriggers(isLegacy ? legacy : body.triggers, {
        ...owner,
        key: isLegacy ? "json:triggers" : "triggers",
      });
    });
    const ofViews = requests.filter(({ spec, body }) => spec.kind === "View" && !body["isDeleted"])
      .map(({ spec, schema, name, body }) =>
        // The core has checked the list against TRIGGERS.
        wantedTriggers(body["triggers"] as readonly TriggerSpec[] | undefined, {
          spec: spec.index,
          schema,
          name,
          key: "triggers",
          isView: true,
        })
      );
    return [...ofTables, ...ofViews].reduce<Wanted>((all, each) => ({
      objects: [...all.objects, ...each.objects],
      owners: [...all.owners, ...each.owners],
    }), { objects: [], owners: [] });

    function wantedTriggers(specs: readonly TriggerSpec[] | undefined, owner: Owner): Wanted {
      const table = tableKey(owner.schema, owner.name);
      if (specs === undefined) return { objects: [], owners: [] };
      const seen = new Set<string>();
      const objects = specs.map((spec, at): WantedObject => {
        const path = [owner.key, at];
        const error = (code: string, message: string, rest: readonly (string | number)[]) =>
          report({ severity: "error", code, message, spec: owner.spec, path: [...path, ...rest] });
        const name = keptName(spec.name);
        if (name.includes("\0")) error("invalid-name", "A name cannot hold a NUL character", ["name"]);
        if (owner.isView) refuseOfView(spec, error);
        if (seen.has(name)) error("duplicate-name", `${owner.name} has two entries for trigger ${name}`, []);
        seen.add(name);
        return {
          kind: "trigger",
          schema: owner.schema,
          name,
          table,
          facts: { ...triggerFacts(spec, owner.schema, server.searchPath, error) },
          ...(spec.comment !== undefined && { comment: spec.comment }),
          ...(spec.previousNames && { previousNames: spec.previousNames.map(keptName) }),
          origin: { spec: owner.spec, path: spec.condition === undefined ? path : [...path, "condition"] },
        };
      });
      return { objects, owners: [table] };
    }
  },
  isSame: (live, wanted) =>
    isSameTrigger(triggerFactsOf(live), triggerFactsOf(wanted)) &&
    isSameState(triggerFactsOf(live), triggerFactsOf(wanted)) &&
    (wanted.comment === undefined || wanted.comment === (live.comment ?? "")),
  kept: (wanted, live) => {
    const { enabled } = triggerFactsOf(live);
    return enabled === undefined ? wanted : { ...wanted, facts: { enabled, ...wanted.facts } };
  },
  scratch: (object, schemaOf) => {
    const facts = triggerFactsOf(object);
    if (facts.condition === undefined || facts.timing === "instead of") return [];
    const own = {
      ...facts,
      function: "suppress_redundant_updates_trigger",
      schema: "pg_catalog",
      arguments: [],
    };
    const { isConstraint: _, from: __, deferrable: ___, oldTable: ____, newTable: _____, ...plain } = own;
    const tableSql = quoteQualified({ schema: schemaOf(object.schema ?? ""), name: tableName(object) });
    return [createSql({ ...object, facts: plain }, "create", tableSql)];
  },
  settled: (object, found) => {
    const { condition } = triggerFactsOf(found);
    return condition === undefined ? object.facts : { ...object.facts, condition };
  },
  create: (object, context) => createSteps(object, context, "create"),
  drop: (object, { server }) => [dropStep(object, server)],
  alter(live, wanted, context) {
    const [there, given] = [triggerFactsOf(live), triggerFactsOf(wanted)];
    const hasComment = wanted.comment !== undefined && wanted.comment !== (live.comment ?? "");
    if (isSameTrigger(there, given)) {
      return [
        ...(isSameState(there, given) ? [] : [stateStep(wanted, given.enabled ?? "origin", context.server)]),
        ...(hasComment ? [commentStep(wanted, context.server)] : []),
      ];
    }
    const kept = {
      ...wanted,
      facts: { ...(there.enabled !== undefined && { enabled: there.enabled }), ...wanted.facts },
    };
    // PostgreSQL 14 can replace a trigger in place, but not make it another sort of trigger.
    if (context.server.version >= 140_000 && !there.isConstraint && !given.isConstraint) {
      const { comment: _, ...plain } = kept;
      return createSteps(hasComment ? kept : plain, context, "alter");
    }
    return undefined;
  },
  rename: (live, name, { server }) => [{
    ...NOTHING,
    removes: [triggerKey(live)],
    produces: [triggerKey({ ...live, name })],
    statements: [statement(
      `alter trigger ${quoteName(live.name)} on ${quoteOwner(live)} rename to ${quoteName(name)}`,
      "rename",
      nameOf({ ...live, name }),
      `Rename trigger ${live.name} of ${ownerLabel(live, server)} to ${name}`,
    )],
  }],
  renamedTables: (object, newNames) => {
    const { from } = triggerFactsOf(object);
    const name = from && newNames.get(tableKey(from.schema, from.name));
    return name === undefined ? object : { ...object, facts: { ...object.facts, from: { ...from, name } } };
  },
  renamedColumns: (object, names) => {
    const facts = triggerFactsOf(object);
    const { condition } = facts;
    return {
      ...object,
      facts: {
        ...object.facts,
        columns: facts.columns.map((each) => names.get(each) ?? each).sort(),
        ...(condition !== undefined && { condition: renamedCondition(condition, names) }),
      },
    };
  },
  generateOfTable: (objects) => objects.length === 0 ? {} : { triggers: objects.map(triggerBody) },
};

interface Owner {
  readonly spec: number;
  readonly schema: string;
  readonly name: string;
  readonly key: string;
  readonly isView?: boolean;
}

function renamedCondition(condition: string, names: ReadonlyMap<string, string>): string {
  const tokens = tokenize(condition);
  let text = "";
  let from = 0;
  tokens.forEach((token, at) => {
    const name = names.get(token.value);
    const row = tokens[at - 2]?.value;
    if (name === undefined || !isPunctuation(tokens[at - 1], ".") || (row !== "old" && row !== "new")) return;
    const nameSql = /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteName(name);
    text += condition.slice(from, token.start) + nameSql;
    from = token.end;
  });
  return text + condition.slice(from);
}

function isSameState(live: TriggerFacts, wanted: TriggerFacts): boolean {
  return wanted.enabled === undefined || wanted.enabled === (live.enabled ?? "origin");
}

/** True when all but the state is the same. */
function isSameTrigger(live: TriggerFacts, wanted: TriggerFacts): boolean {
  const form = ({ enabled: _, schema: __, schemas: ___, condition, ...facts }: TriggerFacts) =>
    JSON.stringify([
      Object.entries(facts).sort(([a], [b]) => a < b ? -1 : 1),
      condition === undefined ? null : normalForm(condition),
    ]);
  const isThere = wanted.schema !== undefined
    ? wanted.schema === live.schema
    : wanted.schemas?.includes(live.schema ?? "") === true;
  return isThere && form(live) === form(wanted);
}

/** An entry of `triggers:`. */
function triggerBody(object: CatalogObject): Record<string, unknown> {
  const facts = triggerFactsOf(object);
  const nameText = (name: string) => /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteName(name);
  const ofText = facts.columns.length > 0 ? ` of ${facts.columns.map(nameText).join(", ")}` : "";
  return {
    name: object.name,
    ...(facts.isConstraint && { constraintTrigger: true }),
    events: facts.events.map((event) => `${facts.timing} ${event}${event === "update" ? ofText : ""}`),
    ...(facts.forEach === "row" && { forEachRow: true }),
    ...(facts.condition !== undefined && { condition: facts.condition }),
    execute: {
      type: "Function",
      ...(facts.schema !== "pg_catalog" && { schema: facts.schema }),
      name: facts.function,
      ...(facts.arguments.length > 0 && { arguments: facts.arguments }),
    },
    ...(facts.oldTable !== undefined && { oldTable: facts.oldTable }),
    ...(facts.newTable !== undefined && { newTable: facts.newTable }),
    ...(facts.from && { from: { schema: facts.from.schema, table: facts.from.name } }),
    ...(facts.deferrable !== undefined && { deferrable: facts.deferrable }),
    ...(facts.enabled !== undefined && facts.enabled !== "origin" && { enabled: facts.enabled }),
    ...(object.comment !== undefined && { comment: object.comment }),
  };
}
