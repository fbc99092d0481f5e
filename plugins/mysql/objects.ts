// Views, triggers, routines and events: what is wanted of them, and the statements that make it so.
import type { ObjectName } from "../../protocol/model.ts";
import type { Statement } from "../../protocol/plan.ts";
import type { Catalog, CatalogObject } from "./catalog.ts";
import type { Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import type { PlannedRenames } from "./renames.ts";
import type { Requests } from "./requests.ts";

/** What is done about objects. */
export interface ObjectPlan {
  /** Statements before the tables change: what goes, or is made anew. */
  readonly before: readonly Statement[];
  /** Statements when the tables are as wanted. */
  readonly after: readonly Statement[];
  /** The objects then. */
  readonly objects: ReadonlyMap<string, CatalogObject>;
  readonly scope: readonly ObjectName[];
}

/** Plans all that is not a table. */
export function planObjects(
  requests: Requests,
  _renames: PlannedRenames,
  current: Catalog,
  _driver: Driver | undefined,
  report: Report,
): Promise<ObjectPlan> {
  for (const { spec, kind } of requests.objects) {
    report({
      severity: "error",
      code: "unsupported",
      message: `Not yet: ${kind}`,
      spec: spec.index,
      path: [],
    });
  }
  return Promise.resolve({ before: [], after: [], objects: current.objects, scope: [] });
}
