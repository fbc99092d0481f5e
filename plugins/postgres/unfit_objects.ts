// Objects that no document describes and that are dropped and made anew as they are, around something that changes: those
// that would not fit it afterwards (a view that calls `upper` of a column that becomes a number) are found before anything
// is done. Called by schema_plan.ts.
import { PluginError } from "../../protocol/errors.ts";
import { type Catalog, type CatalogObject, tableKey } from "./catalog.ts";
import type { DesiredTable, Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import type { Kind } from "./kind.ts";
import { TYPE_KIND, type TypeFacts } from "./kinds/type_form.ts";
import type { ObjectSteps } from "./object_plan.ts";
import type { PlannedRenames } from "./renames.ts";
import { ScratchSchemas } from "./scratch.ts";
import { type CopiedTable, makeObjects, type ScratchObject } from "./scratch_objects.ts";
import { type ScratchBasis, scratchTables } from "./settle_objects.ts";
import { elementOf, spellingOf } from "./type_names.ts";

/** An object that comes again as it is. */
export interface KeptObject extends ScratchObject {
  /** In the server's own words. */
  readonly description: string;
}

/** What they are tried on. */
export interface UnfitWorld {
  readonly desired: readonly DesiredTable[];
  readonly current: Catalog;
  readonly basis: ScratchBasis;
  readonly renames: PlannedRenames;
  readonly planned: readonly ObjectSteps[];
}

/**
 * SQLSTATEs of what does not fit: no such function or operator, other types, no cast, a text that is no value of the type.
 * Whatever else the server may have against an object in a scratch schema says nothing of the real one.
 */
const UNFIT = new Set(["42883", "42804", "42846", "42725", "42P18", "42P21", "42P22", "22P02"]);

/** Reports objects that could not be made again. */
export async function refuseUnfit(
  kept: readonly KeptObject[],
  { desired, current, basis, renames, planned }: UnfitWorld,
  driver: Driver,
  report: Report,
): Promise<void> {
  const tried = kept.filter(({ kind }) => kind.scratch);
  if (tried.length === 0) return;
  const others = current.server.kinds.flatMap((kind, at) =>
    kind.scratch ? plannedObjects(kind, planned[at]) : []
  )
    .filter(({ object }) => !tried.some((each) => each.object === object));
  const objects = [...others, ...tried];
  const tables = scratchTables(objects, desired, current, basis, renames);
  const scratch = new ScratchSchemas(driver, current.server, basis.statements);
  try {
    const refusals = await makeObjects<CatalogObject>(scratch, objects, {
      tables,
      copies: usersOfFreshTypes(basis, current),
      extensions: basis.extensions,
      isStrict: true,
    });
    for (const { object, description } of tried) {
      const refusal = refusals.get(object);
      if (!UNFIT.has(refusal?.details.sqlstate ?? "")) continue;
      report({
        severity: "error",
        code: "has-dependents",
        message: `${description} cannot be made anew: ${scratch.realNames(refusal?.message ?? "")}`,
        hint:
          "It does not fit what it depends on, once that has changed: describe it in the specs as it is to " +
          "be then, or drop it by hand before",
      });
    }
  } catch (error) {
    const sqlstate = error instanceof PluginError ? error.details.sqlstate : undefined;
    if (sqlstate !== "42501" && sqlstate !== "25006") throw error; // no scratch schema to be had: the server will tell
  } finally {
    await scratch.close();
  }
}

/** Objects that the plan makes or changes: others may be made of them. */
function plannedObjects(kind: Kind, planned: ObjectSteps | undefined): ScratchObject[] {
  return [...planned?.steps.keys() ?? []].flatMap((key) => {
    const object = planned?.after.get(key);
    return object ? [{ kind, object }] : [];
  });
}

/** Tables that no document describes, with columns of types that are made anew. */
function usersOfFreshTypes({ freshTypes }: ScratchBasis, current: Catalog): CopiedTable[] {
  const users = [...current.objects.values()].filter(({ kind }) => kind === TYPE_KIND).flatMap((type) => {
    const spelling = spellingOf(current, type.schema, type.name);
    // What of them is of types: kinds/type_form.ts.
    const { users: all = [] } = type.facts as unknown as TypeFacts;
    return freshTypes.has(elementOf(spelling)) ? all.map((user) => ({ user, spelling })) : [];
  }).filter(({ user }) => !current.tables.has(tableKey(user.schema, user.table)));
  return [...Map.groupBy(users, ({ user }) => tableKey(user.schema, user.table)).values()].flatMap((group) =>
    group.slice(0, 1).map(({ user: { schema, table } }) => ({
      schema,
      name: table,
      columns: group.map(({ user, spelling }) => ({
        name: user.column,
        type: `${spelling}${user.type.endsWith("[]") ? "[]" : ""}`,
      })),
    }))
  );
}
