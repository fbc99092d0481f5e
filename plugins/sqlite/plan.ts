// Plans: reads the specs, compares them with the live schema, rehearses the statements in memory, sends them, then
// asks for seed rows and compares those. The one place that knows the order of it all.
import type { Diagnostic } from "../../protocol/errors.ts";
import type { Params, Result } from "../../protocol/methods.ts";
import type { PlanInput, PlanPart } from "../../protocol/plan.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { readSpecs, seedOrder } from "../kit/plan_input.ts";
import { foldAscii } from "../kit/quote.ts";
import type { Database } from "./database.ts";
import type { Report } from "./desired.ts";
import { type Catalog, inspectCatalog } from "./inspect.ts";
import { checkSpecs } from "./requests.ts";
import { SchemaPlan } from "./schema_plan.ts";
import { digestScope, scopeOf } from "./scope.ts";
import { planSeeds } from "./seed.ts";

/** Statements around a plan when it is run as a script: what `apply` does by itself. */
export const SCRIPT = {
  before: ["pragma foreign_keys = off", "begin immediate"],
  after: ["pragma foreign_key_check", "commit"],
} as const;

/** Plans on an open database. `live` is its schema, when that is known. */
export async function planChanges(
  db: Database,
  database: string,
  params: Params<"plan">,
  input: AsyncIterable<PlanInput>,
  send: Send<PlanPart>,
  context: RequestContext,
  live: Catalog = inspectCatalog(db),
): Promise<Result<"plan">> {
  const items = input[Symbol.asyncIterator]();
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const requests = checkSpecs(await readSpecs(items), live, report);
  const draft = new SchemaPlan(db, live, requests, report);
  try {
    const { steps, after } = draft.make();
    const hasErrors = diagnostics.some((diagnostic) => diagnostic.severity === "error");
    for (const diagnostic of diagnostics) await send({ type: "diagnostic", diagnostic });
    if (!hasErrors) {
      for (const step of steps) {
        for (const statement of step.statements) await send({ type: "statement", statement });
      }
      if (params.seedData) {
        const wanted = seedOrder(
          requests.tables,
          ({ spec }) => foldAscii(spec.name),
          ({ spec }) => after.tables.get(foldAscii(spec.name))?.model.foreignKeys ?? [],
          ({ table }) => foldAscii(table),
        );
        await planSeeds({ db, after, names: draft.names, wanted, items, send, context });
      }
    }
    const affected = draft.affected();
    const scope = scopeOf(
      [...requests.tables.map((each) => each.spec.name), ...affected.tables],
      [...requests.views.map((each) => each.spec.name), ...affected.views],
    );
    const currentDigest = await digestScope(live, scope);
    const disk = draft.disk();
    return {
      database,
      scope,
      currentDigest,
      desiredDigest: after === live ? currentDigest : await digestScope(after, scope),
      ...(disk && { disk }),
      script: { before: [...SCRIPT.before], after: [...SCRIPT.after] },
    };
  } finally {
    draft.close();
  }
}
