// An object that is dropped and made anew loses what roles may do with it: they are granted it again, whether the plan's
// specs say anything of it or not.
import type { Table } from "../../protocol/model.ts";
import type { Catalog, CatalogObject } from "./catalog.ts";
import { objectKey, tableKey } from "./catalog.ts";
import type { Driver } from "./driver.ts";
import { inspectCatalog, type ScopeName } from "./inspect.ts";
import type { KindContext } from "./kind.ts";
import { GRANT, grantColumns } from "./kinds/grant.ts";
import { GRANT_KIND } from "./kinds/inspect_grants.ts";
import type { ObjectSteps } from "./object_plan.ts";
import type { PlannedRenames } from "./renames.ts";
import type { PlannedStep } from "./steps.ts";
import type { TableChange } from "./table_steps.ts";

/** What the plan does to tables, and to what the database is. */
interface GrantParts {
  readonly current: Catalog;
  readonly changed: readonly TableChange[];
  readonly renames: PlannedRenames;
  readonly driver: Driver | undefined;
}

/** The steps that grant again, in place of those that `planned` has for the same objects. */
export async function aroundGrants(
  steps: readonly PlannedStep[],
  planned: ObjectSteps | undefined,
  { current, changed, renames, driver }: GrantParts,
): Promise<readonly PlannedStep[]> {
  const names = recreated(steps);
  const columns = recreatedColumns(changed);
  const tables = changed.filter(({ to }) => columns.has(keyOfModel(to))).map(({ to, label }) => {
    const { schema, name } = renames.tables.get(label) ?? to;
    return { kind: GRANT_KIND, ...(schema !== undefined && { schema }), name };
  });
  if (!driver || names.length + tables.length === 0) return steps;
  const { objects } = await inspectCatalog(
    driver,
    { schemas: [], names: [...names, ...tables] },
    current.server,
  );
  const found = [...objects.values()].filter(({ kind }) => kind === GRANT_KIND);
  const context: KindContext = { server: current.server, current };
  const ofColumns = [...(await renames.moved(objects)).values()].flatMap((live): PlannedStep[] => {
    const anew = live.kind === GRANT_KIND ? columns.get(live.table ?? "") : undefined;
    return anew ? [...grantColumns(live, planned?.after.get(objectKey(live)) ?? live, anew, context)] : [];
  });
  const grants = found.filter(({ table, facts }) =>
    facts["on"] !== "table" || names.some(({ schema, name }) => tableKey(schema, name) === table)
  );
  const replaced = new Set<PlannedStep>();
  const again = grants.flatMap((live): PlannedStep[] => {
    const name = objectKey(live);
    for (const step of planned?.steps.get(name) ?? []) replaced.add(step);
    const wanted: CatalogObject = planned?.after.get(name) ?? live;
    const initial = live.facts["initial"];
    return [...GRANT.create({ ...wanted, facts: { ...wanted.facts, initial } }, context)];
  });
  return [...steps.filter((step) => !replaced.has(step)), ...again, ...ofColumns];
}

/** Columns that are dropped and added anew, by the keys of their tables, which stay. */
function recreatedColumns(changed: readonly TableChange[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(changed.flatMap(({ to, diff }) => {
    const gone = new Set(
      diff.changes.flatMap((each) => each.type === "drop-column" ? [each.column.name] : []),
    );
    const anew = diff.changes.flatMap((each) =>
      each.type === "add-column" && gone.has(each.column.name) ? [each.column.name] : []
    );
    return anew.length === 0 ? [] : [[keyOfModel(to), new Set(anew)] as const];
  }));
}

function keyOfModel({ schema, name }: Table): string {
  return tableKey(schema, name);
}

/** Nothing is granted on these, and the names of some are those of their tables. */
const WITHOUT_GRANTS: ReadonlySet<string> = new Set(["index", "trigger", "policy", "extension"]);

/** What is dropped and made anew, as names to look for. */
function recreated(steps: readonly PlannedStep[]): ScopeName[] {
  const nameOf = ({ schema, name }: { readonly schema?: string; readonly name: string }) => {
    const bare = name.replace(/\([^]*$/, ""); // a routine's types
    return { kind: GRANT_KIND, ...(schema !== undefined && { schema }), name: bare };
  };
  const statements = steps.flatMap((step) => step.statements)
    .filter(({ object }) => !WITHOUT_GRANTS.has(object.kind));
  // A view that turns materialized, or plain, is one name to those who may read it.
  const keyOf = ({ object }: (typeof statements)[number]) =>
    JSON.stringify({ ...object, kind: object.kind.replace("materialized view", "view") });
  const gone = new Set(statements.filter(({ kind }) => kind === "drop").map(keyOf));
  const names = statements.filter((each) =>
    (each.kind === "create" && gone.has(keyOf(each))) || each.kind === "rebuild"
  )
    .map(({ object }) => nameOf(object));
  return [...new Map(names.map((name) => [JSON.stringify(name), name])).values()];
}
