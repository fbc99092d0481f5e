// Plans: reads the specs, looks at the keyspace, compares, sends the statements, then asks for seed rows and compares those.
// The one place that knows the order of it all.
import type { Diagnostic } from "../../protocol/errors.ts";
import type { Params, Result } from "../../protocol/methods.ts";
import type { ObjectName } from "../../protocol/model.ts";
import type { PlanInput, PlanPart } from "../../protocol/plan.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { readSpecs } from "../kit/plan_input.ts";
import { type Catalog, copyCatalog, digestScope, emptyCatalog, scopeOf } from "./catalog.ts";
import { RowCounts } from "./counts.ts";
import type { Draft } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { inspectCatalog } from "./inspect.ts";
import { type Requests, sortSpecs } from "./requests.ts";
import { planSchema } from "./schema_plan.ts";
import { planSeeds } from "./seed.ts";

/** What a plan is made on. Without a driver: an empty keyspace that is not there. */
export interface PlanTarget {
  readonly driver?: Driver;
  readonly keyspace: string;
}

/** Plans on a keyspace. */
export async function planChanges(
  { driver, keyspace }: PlanTarget,
  params: Params<"plan">,
  input: AsyncIterable<PlanInput>,
  send: Send<PlanPart>,
  context: RequestContext,
): Promise<Result<"plan">> {
  const items = input[Symbol.asyncIterator]();
  const diagnostics: Diagnostic[] = [];
  const live = driver ? await inspectCatalog(driver, keyspace) : nowhere(keyspace);
  const draft: Draft = {
    live,
    after: copyCatalog(live),
    counts: new RowCounts(driver),
    steps: [],
    formerColumns: new Map(),
    report: (diagnostic) => void diagnostics.push(diagnostic),
  };
  const specs = await readSpecs(items);
  // Without a connection nobody knows what `*` is called, and it is there.
  const requests = sortSpecs(driver ? specs : specs.filter(({ name }) => name !== "*"), draft);
  context.signal.throwIfAborted();
  const statements = await planSchema(draft, requests);
  for (const { spec, name, body } of requests.tables) {
    if (body || draft.after.tables.has(name)) continue;
    draft.report({
      severity: "error",
      code: "unknown-table",
      message: `There is no table ${name}, and its document describes none`,
      spec: spec.index,
    });
  }
  for (const diagnostic of diagnostics) await send({ type: "diagnostic", diagnostic });
  if (!diagnostics.some(({ severity }) => severity === "error")) {
    for (const statement of statements) await send({ type: "statement", statement });
    if (params.seedData) {
      const wanted = requests.tables.filter(({ spec, body }) => spec.hasRows && !body?.isDeleted);
      await planSeeds({ ...(driver && { driver }), draft, wanted, items, send, context });
    }
  }
  const scope = scopeOf([
    ...namedObjects(requests),
    ...changedObjects(live, draft.after),
    ...statements.map(({ object }) => object),
  ]);
  const currentDigest = await digestScope(live, scope);
  return {
    database: keyspace,
    scope,
    currentDigest,
    desiredDigest: statements.length === 0 ? currentDigest : await digestScope(draft.after, scope),
  };
}

/** Renders for an empty keyspace, without a connection. */
export function renderFixtures(
  input: AsyncIterable<PlanInput>,
  send: Send<PlanPart>,
  context: RequestContext,
): Promise<void> {
  return planChanges({ keyspace: "fixtures" }, { seedData: true }, input, send, context).then(() => {});
}

/** A keyspace that is there, and empty. */
function nowhere(keyspace: string): Catalog {
  const catalog = emptyCatalog(keyspace);
  catalog.keyspaces.set(keyspace, { name: keyspace, replication: {}, durableWrites: true });
  return catalog;
}

/** The objects that documents name, as far as a name alone says which. */
function namedObjects({ keyspaces, types, tables, views }: Requests): readonly ObjectName[] {
  const of = (kind: string) => ({ name }: { readonly name: string }) => ({ kind, name });
  return [
    ...keyspaces.map(of("keyspace")),
    ...types.map(of("type")),
    ...tables.map(of("table")),
    ...views.map(of("view")),
  ];
}

/** The objects that are other than before. */
function changedObjects(live: Catalog, after: Catalog): readonly ObjectName[] {
  const rooms = [
    ["keyspace", live.keyspaces, after.keyspaces],
    ["table", live.tables, after.tables],
    ["view", live.views, after.views],
    ["type", live.types, after.types],
    ["function", live.functions, after.functions],
    ["aggregate", live.aggregates, after.aggregates],
  ] as const;
  return rooms.flatMap(([kind, before, later]) => {
    const names = new Set<string>([...before.keys(), ...later.keys()]);
    return [...names].filter((name) => before.get(name) !== later.get(name)).map((name) => ({ kind, name }));
  });
}
