// Applies statements as one write: one entry of the cluster's log, done by every node in one transaction or not at all.
// The first statement fails when the schema is no longer what was planned against, the last when a row has lost its
// parent; both are decided by what every node has alike.
import { PluginError } from "../../protocol/errors.ts";
import type { Input, Output, Params, Result } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { quoteName } from "../kit/quote.ts";
import { controlsTransaction, isMismatch } from "../sqlite/apply.ts";
import { type Database, toPluginError } from "../sqlite/database.ts";
import { type Catalog, inspectCatalog } from "../sqlite/inspect.ts";
import { nameLiteral } from "../sqlite/render.ts";
import { digestScope } from "../sqlite/scope.ts";
import { tokenize } from "../sqlite/tokens.ts";
import { droppedParent, enforcedKeysMessage } from "./enforced_keys.ts";
import { makeMirror, type Mirror, scopeTextsSql } from "./mirror.ts";
import { sameEverywhere } from "./same_everywhere.ts";
import type { Statement } from "./request_body.ts";
import { type RqliteServer, type StatementResult, UnknownOutcome } from "./server.ts";

type Expected = NonNullable<Params<"apply">["expected"]>;

/** What a statement of the request is for. */
interface Part {
  readonly part: "guard" | "statement" | "orphans" | "other";
  readonly statement: Statement;
}

/** Puts SQLite's settings of the writing connection right; may be sent as often as one likes. */
const TIDY = "pragma legacy_alter_table = off";

/** Applies statements. */
export async function applyStatements(
  server: RqliteServer,
  params: Params<"apply">,
  input: AsyncIterable<Input<"apply">>,
  send: Send<Output<"apply">>,
  context: RequestContext,
): Promise<Result<"apply">> {
  const sqls: string[] = [];
  for await (const { sql } of input) {
    if (controlsTransaction(sql)) {
      throw new PluginError("database.error", "rqlite has no transactions that a text begins or ends", {
        statement: sql,
        hint: "Leave BEGIN and COMMIT out: all statements are run as one transaction anyway",
        data: { outcome: "rolled-back", appliedCount: 0 },
      });
    }
    sqls.push(sql);
  }
  const { expected } = params;
  const mirror = await makeMirror(server, context.signal, expected?.scope);
  try {
    if (expected) await refuseChanged(mirror.catalog, expected);
    await refuseWhereKeysAreEnforced(server, mirror, sqls, context.signal);
    const parts = partsOf(sqls, mirror, expected);
    const start = performance.now();
    const results = await write(server, mirror, parts, context);
    const elapsedMs = Math.round(performance.now() - start);
    const written = results.filter((_, index) => parts[index]?.part === "statement");
    for (const [index, sql] of sqls.entries()) {
      await send({ index, rowsAffected: rowsAffected(sql, written[index]), elapsedMs });
    }
    return { outcome: "committed", appliedCount: sqls.length };
  } finally {
    mirror.close();
  }
}

/** rqlite tells of a statement that changes no rows what the one before it changed. */
function rowsAffected(sql: string, result: StatementResult | undefined): bigint {
  const word = tokenize(sql.slice(0, 10_000))[0]?.value ?? "";
  return /^(?:insert|update|delete|replace|with)$/.test(word) ? BigInt(result?.rowsAffected ?? 0) : 0n;
}

async function refuseChanged(catalog: Catalog, { scope, currentDigest }: Expected): Promise<void> {
  if (await digestScope(catalog, scope) !== currentDigest) throw changed();
}

function changed(): PluginError {
  return new PluginError("database.changed", "The database is no longer what the plan was made against", {
    hint: "Plan again and look at the new plan",
    data: { outcome: "rolled-back", appliedCount: 0 },
  });
}

/** @see enforced_keys.ts */
async function refuseWhereKeysAreEnforced(
  server: RqliteServer,
  { db }: Mirror,
  sqls: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  // Asked of the connection that writes: reading ones have a setting of their own.
  const [, enforced] = await server.request([TIDY, "pragma foreign_keys"], signal);
  const dropped = enforced?.rows[0]?.[0] === 1n ? droppedParent(db, sqls) : undefined;
  if (!dropped) return;
  const { message, hint } = enforcedKeysMessage(dropped.table);
  const data = { outcome: "rolled-back", appliedCount: 0 };
  throw new PluginError("database.error", message, { statement: dropped.sql, hint, data });
}

function partsOf(sqls: readonly string[], mirror: Mirror, expected: Expected | undefined): readonly Part[] {
  const circumstances = {
    now: new Date(),
    randomBytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)),
  };
  const mismatchedSql = mismatchedTables(mirror.db, mirror.catalog).map(nameLiteral).join(", ");
  const orphansSql =
    `select c."table" as child, c.rowid as id, c.parent as parent from main.sqlite_schema m ` +
    `join pragma_foreign_key_check(m.name) c where m.type = 'table' and m.rootpage > 0 and m.name not in (${mismatchedSql})`;
  return [
    ...(expected ? [{ part: "guard", statement: guard(expected, mirror) } as const] : []),
    // Only where keys are enforced at all: then at the end, as everywhere else.
    { part: "other", statement: "pragma defer_foreign_keys = on" },
    { part: "other", statement: `create temp table _schemahero_orphans as ${orphansSql}` },
    ...sqls.map((sql) => ({ part: "statement", statement: sameEverywhere(sql, circumstances) }) as const),
    // An invalid path is an error that says the path.
    {
      part: "orphans",
      statement: "select json_extract('{}', json_array(child, id, parent)) from " +
        `(${orphansSql} except select child, id, parent from temp._schemahero_orphans) limit 1`,
    },
    { part: "other", statement: "drop table temp._schemahero_orphans" },
  ];
}

/** Fails, by an overflow, when the schema is another one by the time that the write is done. */
function guard({ scope }: Expected, { textsJson }: Mirror): Statement {
  return [
    `select abs(case when (${scopeTextsSql(scope)}) = ? then 0 else -9223372036854775807 - 1 end)`,
    textsJson,
  ];
}

/** Tables whose foreign keys refer to no key: a check of them would only fail. */
function mismatchedTables(db: Database, catalog: Catalog): readonly string[] {
  return [...catalog.tables.values()].filter(({ isVirtual }) => !isVirtual).map(({ name }) => name)
    .filter((name) => {
      try {
        db.exec(`pragma main.foreign_key_check(${quoteName(name)})`);
        return false;
      } catch (error) {
        if (isMismatch(error)) return true;
        throw error;
      }
    });
}

async function write(
  server: RqliteServer,
  mirror: Mirror,
  parts: readonly Part[],
  { signal, log }: RequestContext,
): Promise<readonly StatementResult[]> {
  let results: readonly StatementResult[];
  try {
    results = await server.execute(parts.map(({ statement }) => statement), signal);
  } catch (error) {
    if (!(error instanceof UnknownOutcome)) throw withOutcome(error);
    await findOut(server, mirror, parts, error);
    log("warning", "The answer of rqlite was lost; its schema shows that the plan was applied");
    return parts.map(() => ({ rows: [], rowsAffected: 0 }));
  }
  const failedAt = results.findIndex(({ error }) => error !== undefined);
  if (failedAt < 0) return results;
  // Settings outlive a transaction, also one that was rolled back.
  await server.request([TIDY, TIDY]).catch(() => {});
  throw failureOf(parts[failedAt], results[failedAt]?.error ?? "");
}

function withOutcome(error: unknown): unknown {
  if (!(error instanceof PluginError)) return error;
  const data = { outcome: "rolled-back", appliedCount: 0 };
  return new PluginError(error.code as "database.error", error.message, { ...error.details, data });
}

function failureOf(failed: Part | undefined, message: string): PluginError {
  const data = { outcome: "rolled-back", appliedCount: 0 };
  if (failed?.part === "guard" && message === "integer overflow") return changed();
  const orphan = failed?.part === "orphans" && /^bad JSON path: '(.*)'$/s.exec(message)?.[1];
  if (orphan) {
    const [table, rowid, parent] = JSON.parse(orphan.replaceAll("''", "'")) as [
      string,
      number | null,
      string,
    ]; // as partsOf() writes it
    return new PluginError(
      "database.error",
      `A row of ${table} has no parent in ${parent}${rowid === null ? "" : ` (rowid ${rowid})`}`,
      {
        sqlstate: "SQLITE_CONSTRAINT_FOREIGNKEY",
        hint: `Find such rows with: pragma foreign_key_check(${quoteName(table)})`,
        data,
      },
    );
  }
  const statement = typeof failed?.statement === "string" && failed.part === "statement"
    ? { statement: failed.statement }
    : {};
  return toPluginError(new Error(message), { ...statement, data });
}

/**
 * Finds out whether a write was done whose answer was lost: the schema is then what the statements make of the one
 * before. Returns when it was. The write itself is not sent again; should it be done later, its guard lets it pass only
 * if nothing has changed by then.
 */
async function findOut(
  server: RqliteServer,
  before: Mirror,
  parts: readonly Part[],
  { message }: UnknownOutcome,
): Promise<void> {
  const old = textsOf(before.catalog);
  const wanted = textsAfter(before.db, parts);
  const found = await makeMirror(server).then((mirror) => {
    mirror.close();
    return textsOf(mirror.catalog);
  }, () => undefined);
  if (found !== undefined && found === wanted && wanted !== old) return;
  const state = found === undefined
    ? "and nobody answers since"
    : found === old && wanted !== old
    ? "and had not been done when the cluster was asked again"
    : "and the schema does not show whether it was done";
  throw new PluginError("connection.failed", `The answer to a write was lost (${message}), ${state}`, {
    hint: "Plan again: the plan shows what is still to do, and nothing is done twice",
    data: { outcome: "unknown", appliedCount: 0 },
  });
}

function textsOf({ objects }: Catalog): string {
  return JSON.stringify(
    objects.map(({ type, name, table, sql }) => JSON.stringify([type, name, table, sql])).sort(),
  );
}

/** What the statements make of the copy; undefined when that cannot be said without the rows. */
function textsAfter(db: Database, parts: readonly Part[]): string | undefined {
  try {
    for (const { part, statement } of parts) {
      if (part === "statement" && typeof statement === "string") db.exec(statement);
    }
    return textsOf(inspectCatalog(db, { asksLater: true }));
  } catch {
    return undefined;
  }
}
