// The steps that drop and create views and triggers.
import type { DefinedObject } from "../../protocol/model.ts";
import type { Statement } from "../../protocol/plan.ts";
import { orderSteps } from "../kit/order.ts";
import { foldAscii, quoteName } from "../kit/quote.ts";
import type { Catalog, CatalogView, SchemaObject } from "./inspect.ts";
import { NOTHING, type PlannedStep } from "./steps.ts";
import { tokenize } from "./tokens.ts";
import type { WantedObject } from "./triggers.ts";

/** What is planned for views and triggers. */
export interface ObjectSteps {
  /** Run before tables change: SQLite's ALTER TABLE compiles every view and trigger that is there. */
  readonly drops: readonly PlannedStep[];
  /** Run when all tables are as they will be, in the order of their dependencies. */
  readonly creates: readonly PlannedStep[];
  /** Folded names of triggers that are dropped. */
  readonly droppedTriggers: ReadonlySet<string>;
  readonly changed: readonly WantedObject[];
}

/**
 * Adds steps that drop and create again what others need that goes: SQLite drops no column while a view or trigger
 * cannot be compiled. `names` as `view v`.
 */
export function withDependents(steps: ObjectSteps, names: Iterable<string>, current: Catalog): ObjectSteps {
  const folded = new Set([...names].map(foldAscii));
  const objects = current.objects.filter(({ type, name }) => folded.has(`${type} ${foldAscii(name)}`));
  if (objects.length === 0) return steps;
  const droppedTriggers = new Set(steps.droppedTriggers);
  const drops: PlannedStep[] = [...steps.drops];
  const creates: PlannedStep[] = [...steps.creates];
  for (const object of objects) {
    if (object.type === "trigger") {
      droppedTriggers.add(foldAscii(object.name));
      if (folded.has(`view ${foldAscii(object.table)}`)) continue; // comes and goes with its view
    }
    const kind = object.type === "view" ? "view" : "trigger";
    const definition = objectOf(kind, object);
    const change = `Create ${kind} ${object.name} again, beside what it uses`;
    const triggers = kind === "view" ? current.views.get(foldAscii(object.name))?.triggers ?? [] : [];
    drops.push(dropObjectStep(definition, change, "alter"));
    creates.push(createObjectStep(definition, change, "alter", triggers));
  }
  return { ...steps, drops: orderSteps(drops), creates: orderSteps(creates), droppedTriggers };
}

/** An object of the catalog as one of the model. */
export function objectOf(
  kind: "view" | "trigger",
  { name, sql, ...more }: CatalogView | SchemaObject,
): DefinedObject {
  return { kind, name, definition: sql, ...(kind === "trigger" && "table" in more && { table: more.table }) };
}

const keyOf = (name: string) => `object:${foldAscii(name)}`;

/** Keys of what a text may mention; more than it does is harmless. */
function mentions(sql: string, own: string): string[] {
  const names = new Set(
    tokenize(sql).flatMap(({ kind, value }) => kind === "word" || kind === "name" ? [keyOf(value)] : []),
  );
  names.delete(own);
  return [...names];
}

/** The step that drops a view or trigger. */
export function dropObjectStep(object: DefinedObject, change: string, kind: Statement["kind"]): PlannedStep {
  const { name, definition } = object;
  const own = object.kind === "view" ? keyOf(name) : `trigger:${foldAscii(name)}`;
  const sql = object.kind === "view" ? `drop view ${quoteName(name)}` : `drop trigger ${quoteName(name)}`;
  return {
    ...NOTHING,
    removes: [own],
    requires: mentions(definition, own),
    statements: [{
      sql,
      kind,
      object: { kind: object.kind, name },
      change,
      hazards: [],
      transactional: true,
    }],
  };
}

/** The step that creates a view or trigger; `lost`: triggers that went with the view that it replaces. */
export function createObjectStep(
  object: DefinedObject,
  change: string,
  kind: Statement["kind"],
  lost: readonly SchemaObject[],
): PlannedStep {
  const own = object.kind === "view" ? keyOf(object.name) : `trigger:${foldAscii(object.name)}`;
  return {
    ...NOTHING,
    produces: [own],
    requires: mentions(object.definition, own),
    statements: [object.definition, ...lost.map((trigger) => trigger.sql)].map((sql) => ({
      sql,
      kind,
      object: { kind: object.kind, name: object.name },
      change,
      hazards: [],
      transactional: true,
    })),
  };
}
