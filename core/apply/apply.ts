// Runs statements through a session: a plan under the guard of its digest, or text as the engine's grammar cuts it.
import { PluginError } from "../../protocol/errors.ts";
import type { Progress } from "../../protocol/messages.ts";
import type { Input } from "../../protocol/methods.ts";
import { SchemaHeroError } from "../errors.ts";
import type { Session } from "../host/session.ts";
import type { Plan } from "../plan/plan.ts";

/** What came of running statements. */
export interface Outcome {
  readonly outcome: "committed" | "rolled-back" | "partial";
  readonly appliedCount: number;
  readonly elapsedMs: number;
}

/** One statement has run. */
export interface Step {
  /** From 0. */
  readonly index: number;
  readonly elapsedMs: number;
  readonly rowsAffected?: bigint;
}

/** What the caller wants to hear, and how it can stop the run. */
export interface ApplyOptions {
  readonly signal?: AbortSignal;
  readonly onStep?: (step: Step) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Applies a plan. The plugin takes the engine's lock, looks again, and refuses when the database is no longer what
 * the plan was made against.
 * @throws {SchemaHeroError} apply.changed, apply.failed
 */
export async function applyPlan(session: Session, plan: Plan, options: ApplyOptions = {}): Promise<Outcome> {
  const expected = { scope: plan.scope, currentDigest: plan.currentDigest };
  return await run(session, { expected }, planStatements(plan), options);
}

/** Applies statements that came as text. No digest guards them. @throws {SchemaHeroError} apply.failed */
export async function applyText(
  session: Session,
  statements: readonly string[],
  options: ApplyOptions = {},
): Promise<Outcome> {
  return await run(session, {}, textStatements(statements), options);
}

/** Cuts text into statements by the engine's own grammar. @throws {SchemaHeroError} apply.no-split */
export async function splitText(session: Session, text: string): Promise<string[]> {
  if (!session.description.capabilities.includes("split")) {
    throw new SchemaHeroError(
      "apply.no-split",
      `The plugin ${session.description.name} cannot cut text into statements`,
    );
  }
  const statements: string[] = [];
  await session.client.request("split", {}, {
    input: chunks(text),
    onItem: ({ sql }) => void statements.push(sql),
  });
  return statements;
}

async function run(
  session: Session,
  params: Parameters<typeof session.client.request<"apply">>[1],
  input: AsyncIterable<Input<"apply">>,
  { signal, onStep, onProgress }: ApplyOptions,
): Promise<Outcome> {
  const started = performance.now();
  try {
    const result = await session.client.request("apply", params, {
      input,
      onItem: (step) => onStep?.(step),
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
    });
    return { ...result, elapsedMs: Math.round(performance.now() - started) };
  } catch (error) {
    throw error instanceof PluginError ? explained(error) : error;
  }
}

/** Says what became of the database, since that is the first thing to know after a failure. */
function explained(error: PluginError): unknown {
  if (error.code === "database.changed") {
    return new SchemaHeroError("apply.changed", error.message, {
      hint: "Nothing was changed. Plan again and look at the new plan before you apply it",
      cause: error,
    });
  }
  const outcome = outcomeOf(error.details.data);
  if (outcome === undefined) return error;
  const said: Readonly<Record<string, string>> = {
    "rolled-back": "Everything was rolled back: the database is as it was before",
    partial: "The statements before this one stay in force: plan again to see what is left to do",
    unknown: "Whether it took effect is not known: plan again to see what is left to do",
  };
  const { sqlstate, statement, cause, hint } = error.details;
  const detail = [
    ...(statement === undefined ? [] : [`  statement: ${statement}`]),
    ...(sqlstate === undefined ? [] : [`  code: ${sqlstate}`]),
    ...(cause === undefined || cause === error.message ? [] : [`  cause: ${cause}`]),
  ].join("\n");
  return new SchemaHeroError("apply.failed", error.message, {
    hint: [hint, said[outcome]].filter((line) => line !== undefined).join("\n"),
    ...(detail && { detail }),
    data: error.details.data,
    cause: error,
  });
}

function outcomeOf(data: unknown): string | undefined {
  if (typeof data !== "object" || data === null || !("outcome" in data)) return undefined;
  return typeof data.outcome === "string" ? data.outcome : undefined;
}

async function* planStatements(plan: Plan): AsyncGenerator<Input<"apply">> {
  for (const { sql, transactional, lockTimeoutMs } of plan.statements) {
    yield { sql, transactional, ...(lockTimeoutMs !== undefined && { lockTimeoutMs }) };
  }
}

async function* textStatements(statements: readonly string[]): AsyncGenerator<Input<"apply">> {
  for (const sql of statements) yield { sql, transactional: true };
}

const CHUNK_CHARACTERS = 64 * 1024;

async function* chunks(text: string): AsyncGenerator<Input<"split">> {
  let start = 0;
  while (start < text.length) {
    let end = Math.min(text.length, start + CHUNK_CHARACTERS);
    // A frame carries whole characters only: a surrogate pair is not cut.
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end--;
    yield { text: text.slice(start, end) };
    start = end;
  }
}
