// Asks a session's plugin for a plan: streams the specs and the rows it wants, gathers the parts it sends back.
import type { Diagnostic } from "../../protocol/errors.ts";
import type { Progress } from "../../protocol/messages.ts";
import type { PlanPart, Statement } from "../../protocol/plan.ts";
import type { Session } from "../host/session.ts";
import { placeDiagnostic, type Problem, problemsError, type Spec } from "../specs/mod.ts";
import { type Plan, PLAN_VERSION } from "./plan.ts";
import { planInput, Wishes } from "./plan_input.ts";

/** How a plan is made. */
export interface PlanOptions {
  readonly seedData: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Makes the plan that closes the gap between specs and the session's database. The plugin is asked at once and may look
 * at the database while the specs are still being read.
 * @throws {SchemaHeroError} specs.invalid when the plugin finds an error in the specs
 */
export async function makePlan(
  session: Session,
  awaited: Promise<readonly Spec[]>,
  options: PlanOptions,
): Promise<Plan> {
  const statements: Statement[] = [];
  const diagnostics: Diagnostic[] = [];
  const wanted = new Wishes();
  const takePart = (part: PlanPart): void => {
    if (part.type === "statement") statements.push(part.statement);
    else if (part.type === "diagnostic") diagnostics.push(part.diagnostic);
    else wanted.add(part.specs);
  };
  const { specKey, name } = session.engine;
  const result = await session.client.request("plan", { seedData: options.seedData }, {
    input: planInput(awaited, specKey, options.seedData, wanted),
    onItem: takePart,
    ...(options.signal && { signal: options.signal }),
    ...(options.onProgress && { onProgress: options.onProgress }),
  });
  const specs = await awaited;
  const problems: Problem[] = [];
  for (const diagnostic of diagnostics) problems.push(await placeDiagnostic(diagnostic, specs, specKey));
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw problemsError(errors);
  const { scope, currentDigest, desiredDigest, disk, script } = result;
  return {
    version: PLAN_VERSION,
    engine: name,
    engineVersion: session.engineVersion,
    database: result.database,
    statements,
    scope,
    currentDigest,
    desiredDigest,
    pluginDigest: session.pluginDigest,
    diagnostics: problems,
    ...(disk && { disk }),
    ...(script && { script }),
  };
}
