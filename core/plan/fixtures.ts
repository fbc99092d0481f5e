// Asks a plugin to render specs and their rows for an empty database. Needs no connection.
import type { Progress } from "../../protocol/messages.ts";
import type { PlanPart } from "../../protocol/plan.ts";
import type { Session } from "../host/session.ts";
import { placeDiagnostic, type Problem, problemsError, type Spec } from "../specs/mod.ts";
import { planInput, Wishes } from "./plan_input.ts";

/** How fixtures are rendered. */
export interface FixturesOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** What came of it. */
export interface Fixtures {
  /** Without closing semicolons, in an order in which they can be run. */
  readonly statements: readonly string[];
  /** Warnings; errors are thrown. */
  readonly problems: readonly Problem[];
}

/**
 * Renders specs, rows included, as statements for an empty database.
 * @throws {SchemaHeroError} specs.invalid when the plugin finds an error in the specs
 */
export async function renderFixtures(
  client: Session["client"],
  specs: readonly Spec[],
  specKey: string,
  options: FixturesOptions = {},
): Promise<Fixtures> {
  const statements: string[] = [];
  const problems: Problem[] = [];
  const wanted = new Wishes();
  const takePart = (part: PlanPart): Promise<void> | void => {
    switch (part.type) {
      case "statement":
        statements.push(part.statement.sql);
        return;
      case "want-rows":
        return wanted.add(part.specs);
      case "diagnostic":
        return placeDiagnostic(part.diagnostic, specs, specKey).then((problem) => {
          problems.push(problem);
        });
    }
  };
  await client.request("fixtures", {}, {
    input: planInput(specs, specKey, true, wanted),
    onItem: takePart,
    ...(options.signal && { signal: options.signal }),
    ...(options.onProgress && { onProgress: options.onProgress }),
  });
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw problemsError(errors);
  return { statements, problems };
}
