// Plans: reads the specs, looks at the database, compares, sends the statements, then asks for seed rows and compares
// those. The one place that knows the order of it all.
import type { Diagnostic } from "../../protocol/errors.ts";
import type { Params, Result } from "../../protocol/methods.ts";
import type { PlanInput, PlanPart } from "../../protocol/plan.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { readSpecs, seedOrder } from "../kit/plan_input.ts";
import { emptyCatalog } from "./catalog.ts";
import type { Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { inspectCatalog, withCounters } from "./inspect.ts";
import { checkSpecs, type Requests } from "./requests.ts";
import { planSchema } from "./schema_plan.ts";
import { digestScope, scopeOf } from "./scope.ts";
import { planSeeds } from "./seed.ts";
import { NO_SERVER, type ServerFacts, sessionSqls } from "./server.ts";

/** What a plan is made on. Without a driver: an empty database that is not there. */
export interface PlanTarget {
  readonly driver?: Driver;
  readonly server: ServerFacts;
}

/** Plans on a database. */
export async function planChanges(
  { driver, server }: PlanTarget,
  params: Params<"plan">,
  input: AsyncIterable<PlanInput>,
  send: Send<PlanPart>,
  context: RequestContext,
): Promise<Result<"plan">> {
  const items = input[Symbol.asyncIterator]();
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const found = driver ? await inspectCatalog(driver, server) : emptyCatalog(server);
  const requests = checkSpecs(await readSpecs(items), found, report);
  const counted = requests.tables.filter(({ body }) => body?.autoIncrement !== undefined);
  const live = driver ? await withCounters(driver, found, counted.map(({ spec }) => spec.name)) : found;
  context.signal.throwIfAborted();
  const made = await planSchema(live, requests, driver, report);
  const hasErrors = diagnostics.some(({ severity }) => severity === "error");
  for (const diagnostic of diagnostics) await send({ type: "diagnostic", diagnostic });
  if (!hasErrors) {
    for (const statement of made.statements) await send({ type: "statement", statement });
    if (params.seedData) {
      const { foldTable } = server;
      const wanted = seedOrder(
        requests.tables,
        ({ spec }) => foldTable(spec.name),
        ({ spec }) => made.after.tables.get(foldTable(spec.name))?.model.foreignKeys ?? [],
        ({ table }) => foldTable(table),
      );
      await planSeeds({ ...(driver && { driver }), live, made, wanted, items, send, context });
    }
  }
  const scope = scopeOf([
    ...namesOf(requests),
    ...made.affected.map((name) => ({ kind: "table", name })),
    ...made.objects.scope,
  ]);
  const currentDigest = await digestScope(live, scope);
  return {
    database: server.database,
    scope,
    currentDigest,
    desiredDigest: made.statements.length === 0 ? currentDigest : await digestScope(made.after, scope),
    ...(driver && { script: { before: sessionSqls(server.quirks), after: [] } }),
  };
}

/** Renders for an empty database, without a connection. */
export function renderFixtures(
  input: AsyncIterable<PlanInput>,
  send: Send<PlanPart>,
  context: RequestContext,
): Promise<void> {
  return planChanges({ server: NO_SERVER }, { seedData: true }, input, send, context).then(() => {});
}

function namesOf({ tables }: Requests): { kind: string; name: string }[] {
  return tables.flatMap(({ spec, body }) =>
    [spec.name, ...body?.previousNames ?? []].map((name) => ({ kind: "table", name }))
  );
}
