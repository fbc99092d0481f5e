// The engine's part of validation: each body against the plugin's own schema, and diagnostics (ours and a
// plugin's) with their places. Called by the flow between loading and planning.
import type { Description } from "../../protocol/describe.ts";
import type { Diagnostic } from "../../protocol/errors.ts";
import { check, suggest } from "../../protocol/schema.ts";
import { MAX_PROBLEMS } from "./limits.ts";
import { locate } from "./place.ts";
import { didYouMean, inOrder, type Problem, problemsError } from "./problem.ts";
import { bodyFor, type Spec } from "./spec.ts";

/** Checks the body of each spec for one engine. `spec` of a diagnostic is the index among `specs`. */
export function checkSpecs(specs: readonly Spec[], description: Description, specKey: string): Diagnostic[] {
  const kinds = new Map(description.kinds.map(({ kind, body }) => [kind, body]));
  return specs.flatMap((spec, index) => {
    const keys = Object.keys(spec.bodies);
    if (keys.length === 0) return []; // seed rows only
    const schema = kinds.get(spec.kind);
    if (schema === undefined) {
      const known = [...kinds.keys()].join(", ") || "none";
      return [{
        severity: "error",
        code: "unsupported-kind",
        message: `The plugin ${description.name} does not support ${spec.kind} documents (${spec.name})`,
        hint: `It supports ${known}`,
        spec: index,
        path: [],
      }];
    }
    if (!keys.includes(specKey)) return [missingEngine(spec, index, specKey, keys)];
    const { issues } = check(schema, bodyFor(spec, specKey), { unknownKeys: "report" });
    return issues.map(({ code, message, path, suggestion }): Diagnostic => ({
      severity: "error",
      code,
      message,
      ...didYouMean(suggestion),
      spec: index,
      path,
    }));
  });
}

function missingEngine(spec: Spec, index: number, specKey: string, keys: readonly string[]): Diagnostic {
  const nearest = suggest(specKey, keys);
  const where = spec.kind === "DatabaseExtension" ? "spec" : "spec.schema";
  return {
    severity: "error",
    code: "missing-engine",
    message: `${spec.kind} ${spec.name} is not described for ${specKey}: ${where} has ${keys.join(", ")}`,
    hint: nearest === undefined
      ? `Add ${where}.${specKey}, or use the engine that is there`
      : `Did you mean "${specKey}" instead of "${nearest}"?`,
    spec: index,
    path: [],
  };
}

/** Gives a diagnostic, whoever made it, its place in the user's files. */
export async function placeDiagnostic(
  diagnostic: Diagnostic,
  specs: readonly Spec[],
  specKey: string,
): Promise<Problem> {
  const { severity, code, message, hint } = diagnostic;
  const problem = { severity, code, message, ...(hint !== undefined && { hint }) };
  const spec = diagnostic.spec === undefined ? undefined : specs[diagnostic.spec];
  if (!spec) return problem;
  const path = [
    ...spec.origin.bodies,
    ...(bodyFor(spec, specKey) === undefined ? [] : [specKey]),
    ...diagnostic.path ?? [],
  ];
  return {
    ...problem,
    place: await locate(spec.origin.document, path, code === "unknown-key" ? "key" : "value"),
  };
}

/**
 * Checks all bodies and ends the road when one is not right.
 * @throws {SchemaHeroError} specs.* with the place of every problem
 */
export async function requireValid(
  specs: readonly Spec[],
  description: Description,
  specKey: string,
): Promise<void> {
  const diagnostics = checkSpecs(specs, description, specKey);
  if (diagnostics.length === 0) return;
  const problems: Problem[] = [];
  for (const diagnostic of diagnostics.slice(0, MAX_PROBLEMS)) {
    problems.push(await placeDiagnostic(diagnostic, specs, specKey));
  }
  throw problemsError(inOrder(problems));
}
