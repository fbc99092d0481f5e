// An object that is dropped and made anew loses what roles may do with it: they are granted it again, whether the plan's
// specs say anything of it or not.
import type { Catalog, CatalogObject } from "./catalog.ts";
import { objectKey } from "./catalog.ts";
import type { Driver } from "./driver.ts";
import { inspectCatalog, type ScopeName } from "./inspect.ts";
import type { KindContext } from "./kind.ts";
import { GRANT } from "./kinds/grant.ts";
import { GRANT_KIND } from "./kinds/inspect_grants.ts";
import type { ObjectSteps } from "./object_plan.ts";
import type { PlannedStep } from "./steps.ts";

/** The steps that grant again, in place of those that `planned` has for the same objects. */
export async function aroundGrants(
  steps: readonly PlannedStep[],
  planned: ObjectSteps | undefined,
  current: Catalog,
  driver: Driver | undefined,
): Promise<readonly PlannedStep[]> {
  const names = recreated(steps);
  if (!driver || names.length === 0) return steps;
  const { objects } = await inspectCatalog(driver, { schemas: [], names }, current.server);
  const grants = [...objects.values()].filter(({ kind }) => kind === GRANT_KIND);
  const context: KindContext = { server: current.server, current };
  const replaced = new Set<PlannedStep>();
  const again = grants.flatMap((live): PlannedStep[] => {
    const name = objectKey(live);
    for (const step of planned?.steps.get(name) ?? []) replaced.add(step);
    const wanted: CatalogObject = planned?.after.get(name) ?? live;
    const initial = live.facts["initial"];
    return [...GRANT.create({ ...wanted, facts: { ...wanted.facts, initial } }, context)];
  });
  return [...steps.filter((step) => !replaced.has(step)), ...again];
}

/** What is dropped and made anew, as names to look for. */
function recreated(steps: readonly PlannedStep[]): ScopeName[] {
  const nameOf = ({ schema, name }: { readonly schema?: string; readonly name: string }) => {
    const bare = name.replace(/\([^]*$/, ""); // a routine's types
    return { kind: GRANT_KIND, ...(schema !== undefined && { schema }), name: bare };
  };
  const statements = steps.flatMap((step) => step.statements);
  const keyOf = ({ object }: (typeof statements)[number]) => JSON.stringify(object);
  const gone = new Set(statements.filter(({ kind }) => kind === "drop").map(keyOf));
  const names = statements.filter((each) =>
    (each.kind === "create" && gone.has(keyOf(each))) || each.kind === "rebuild"
  )
    .map(({ object }) => nameOf(object));
  return [...new Map(names.map((name) => [JSON.stringify(name), name])).values()];
}
