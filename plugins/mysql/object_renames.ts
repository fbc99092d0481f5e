// The renames of views, events and routines that specs ask for. Views and events are renamed in place; a routine has no
// such statement, so the former one goes and the wanted one is made with its definer.
import type { Statement } from "../../protocol/plan.ts";
import { findRenames } from "../kit/previous_names.ts";
import { type Catalog, type CatalogObject, objectKey } from "./catalog.ts";
import type { Report } from "./draft.ts";
import { quote } from "./literal.ts";
import { dropObject } from "./objects.ts";
import { definerClause } from "./programs.ts";
import type { ObjectRequest } from "./requests.ts";
import { statement } from "./steps.ts";

/** What the renames of objects come to. */
export interface ObjectRenames {
  /** Routines that go before anything else is done. */
  readonly before: readonly Statement[];
  readonly statements: readonly Statement[];
  /** The catalog after them. */
  readonly current: Catalog;
  /** What the objects are called now, by objectKey of their wanted names. */
  readonly former: ReadonlyMap<string, string>;
}

/** Finds the renames. Old names that two specs claim are reported as errors. */
export function planObjectRenames(
  live: Catalog,
  requests: readonly ObjectRequest[],
  report: Report,
): ObjectRenames {
  const objects = new Map(live.objects);
  const before: Statement[] = [];
  const statements: Statement[] = [];
  const former = new Map<string, string>();
  for (const kind of ["view", "event", "function", "procedure"] as const) {
    const keyOf = (name: string) => objectKey(live.server, kind, name);
    const wanted = requests.filter((each) => each.kind === kind && each.body["isDeleted"] !== true)
      .map(({ spec, body }) => ({ name: spec.name, previousNames: namesOf(body) }));
    const there = [...live.objects.values()].filter((each) => each.kind === kind);
    const { renames, conflicts } = findRenames(wanted, there.map(({ name }) => name), keyOf);
    for (const { previous, claimants } of conflicts) {
      report({
        severity: "error",
        code: "previous-name-claimed-twice",
        message: `The ${kind} ${previous} is a previous name of ${claimants.join(" and ")}`,
      });
    }
    for (const { from, to } of renames) {
      const object = live.objects.get(keyOf(from));
      if (!object) continue;
      objects.delete(keyOf(from));
      objects.set(keyOf(to), { ...object, name: to });
      former.set(keyOf(to), from);
      if (kind === "view" || kind === "event") statements.push(rename(object, from, to));
      else before.push(dropObject(object));
    }
  }
  return { before, statements, current: { ...live, objects }, former };
}

/** The former names that a body gives; the core has checked it against its schema. */
export function namesOf(body: Readonly<Record<string, unknown>>): readonly string[] {
  return body["previousNames"] as readonly string[] | undefined ?? [];
}

function rename({ kind, facts }: CatalogObject, from: string, to: string): Statement {
  // Who renames an event becomes its definer, unless told otherwise.
  const definer = typeof facts["definer"] === "string" ? facts["definer"] : undefined;
  const sql = kind === "view"
    ? `rename table ${quote(from)} to ${quote(to)}`
    : `alter${definerClause(definer)} event ${quote(from)} rename to ${quote(to)}`;
  return statement(sql, "rename", { kind, name: to }, `Rename ${kind} ${from} to ${to}`);
}
