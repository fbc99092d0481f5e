// Applies statements: looks again, then runs them one after the other, and after each waits until all nodes agree. Cassandra
// has neither transactions nor locks for this: what was applied stays, and planning again shows what is left.
import { PluginError } from "../../protocol/errors.ts";
import type { Input, Output, Params, Result } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { digestScope } from "./catalog.ts";
import type { Driver } from "./driver.ts";
import { databaseError, isUncertain } from "./errors.ts";
import { inspectCatalog } from "./inspect.ts";
import { tokenize } from "./tokens.ts";

/** Applies statements on an open connection. */
export async function applyStatements(
  driver: Driver,
  keyspace: string,
  params: Params<"apply">,
  input: AsyncIterable<Input<"apply">>,
  send: Send<Output<"apply">>,
  context: RequestContext,
): Promise<Result<"apply">> {
  let appliedCount = 0;
  let isUnknown = false;
  try {
    if (params.expected) await refuseChanged(driver, keyspace, params.expected);
    for await (const { sql } of input) {
      context.signal.throwIfAborted();
      const start = performance.now();
      try {
        await driver.run(sql);
      } catch (error) {
        isUnknown = isUncertain(error);
        throw databaseError(error, sql);
      }
      const isRows = ["insert", "update", "delete"].includes(tokenize(sql.slice(0, 1000))[0]?.value ?? "");
      await send({
        index: appliedCount++,
        rowsAffected: isRows ? 1n : 0n,
        elapsedMs: Math.round(performance.now() - start),
      });
      context.progress({ message: "Applied", done: appliedCount });
    }
    return { outcome: "committed", appliedCount };
  } catch (error) {
    throw failure(error, context, appliedCount, isUnknown);
  }
}

async function refuseChanged(
  driver: Driver,
  keyspace: string,
  { scope, currentDigest }: NonNullable<Params<"apply">["expected"]>,
): Promise<void> {
  if (await digestScope(await inspectCatalog(driver, keyspace), scope) === currentDigest) return;
  throw new PluginError("database.changed", "The database is no longer what the plan was made against", {
    hint: "Plan again and look at the new plan",
    retryable: false,
  });
}

function failure(
  error: unknown,
  context: RequestContext,
  appliedCount: number,
  isUnknown: boolean,
): PluginError {
  const outcome = isUnknown ? "unknown" : appliedCount > 0 ? "partial" : "rolled-back";
  const data = { outcome, appliedCount };
  if (context.signal.aborted) {
    const kept = appliedCount > 0 ? `; ${appliedCount} statements had been applied` : "";
    return new PluginError("cancelled", `Cancelled${kept}`, { data });
  }
  const cause = databaseError(error);
  const hint = outcome !== "rolled-back" && cause.details.hint === undefined
    ? { hint: "What was applied stays, for Cassandra rolls nothing back: plan again to see what is left" }
    : {};
  // A PluginError's code is one of the table's: only ours are thrown in this file.
  return new PluginError(cause.code as "database.error", cause.message, { ...cause.details, ...hint, data });
}
