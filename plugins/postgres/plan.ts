// Plans: reads the specs, looks at what they name, compares, sends the statements, then asks for seed rows and compares
// those. The one place that knows the order of it all.
import type { Diagnostic } from "../../protocol/errors.ts";
import type { Params, Result } from "../../protocol/methods.ts";
import type { PlanInput, PlanPart } from "../../protocol/plan.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { readSpecs, seedOrder } from "../kit/plan_input.ts";
import { type Catalog, emptyCatalog, tableKey } from "./catalog.ts";
import type { Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { inspectCatalog } from "./inspect.ts";
import { oneByOne, refuseForCockroach } from "./quirks.ts";
import { checkSpecs, scopeNames, type TableRequest } from "./requests.ts";
import { planSchema } from "./schema_plan.ts";
import { digestScope, scopeOf } from "./scope.ts";
import { planSeeds } from "./seed.ts";
import type { Kind } from "./kind.ts";
import { KINDS } from "./kinds/mod.ts";
import { NO_SERVER, type ServerFacts, sqlSearchPath } from "./server.ts";

/** Statements around a plan when it is run as a script: what `apply` does by itself. */
function scriptOf(server: ServerFacts): { before: string[]; after: string[] } {
  if (server.isCockroach) return { before: [], after: [] };
  return {
    before: [
      "begin",
      "set local standard_conforming_strings = on",
      "set local check_function_bodies = off",
      sqlSearchPath(server.searchPath),
    ],
    after: ["commit"],
  };
}

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
  const requests = checkSpecs(await readSpecs(items), server, report);
  if (server.isCockroach) refuseForCockroach(requests, report);
  const names = scopeNames(requests, server);
  const live = driver ? await inspectCatalog(driver, { schemas: [], names }, server) : emptyCatalog(server);
  context.signal.throwIfAborted();
  const made = await planSchema(live, requests, driver, report);
  refuseUnknownTables(requests.tables, live, report);
  const hasErrors = diagnostics.some(({ severity }) => severity === "error");
  for (const diagnostic of diagnostics) await send({ type: "diagnostic", diagnostic });
  if (!hasErrors) {
    for (const { statements } of made.steps) {
      for (const statement of statements) {
        await send({ type: "statement", statement: server.isCockroach ? oneByOne(statement) : statement });
      }
    }
    if (params.seedData) {
      const keyOf = ({ schema, name }: TableRequest) => tableKey(schema, name);
      const wanted = seedOrder(
        requests.tables,
        keyOf,
        (request) => made.after.tables.get(keyOf(request))?.model.foreignKeys ?? [],
        ({ schema, table }) => tableKey(schema, table),
      );
      await planSeeds({ ...(driver && { driver }), live, made, wanted, items, send, context });
    }
  }
  const scope = scopeOf([...names, ...made.affected]);
  const currentDigest = await digestScope(made.before, scope);
  return {
    database: server.database,
    scope,
    currentDigest,
    desiredDigest: made.steps.length === 0 ? currentDigest : await digestScope(made.after, scope),
    ...(driver && { script: scriptOf(server) }),
  };
}

/** Renders for an empty database, without a connection. */
export function renderFixtures(
  input: AsyncIterable<PlanInput>,
  send: Send<PlanPart>,
  context: RequestContext,
  kinds: readonly Kind[] = KINDS,
): Promise<void> {
  return planChanges({ server: { ...NO_SERVER, kinds } }, { seedData: true }, input, send, context).then(
    () => {},
  );
}

function refuseUnknownTables(requests: readonly TableRequest[], live: Catalog, report: Report): void {
  for (const { spec, body, schema, name } of requests) {
    if (body || live.tables.has(tableKey(schema, name))) continue;
    report({
      severity: "error",
      code: "unknown-table",
      message: `There is no table ${spec.name}, and its document describes none`,
      spec: spec.index,
      path: [],
    });
  }
}
