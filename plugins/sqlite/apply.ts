// Applies statements in one transaction: looks again under the lock, runs them as they arrive, checks foreign keys
// and commits; whatever goes wrong, everything is rolled back.
import { PluginError } from "../../protocol/errors.ts";
import type { Input, Output, Params, Result } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { type Database, messageOf, queryCount, queryRows, toPluginError } from "./database.ts";
import { inspectCatalog } from "./inspect.ts";
import { countRows } from "../kit/hazards.ts";
import { quoteName } from "../kit/quote.ts";
import { digestScope } from "./scope.ts";
import { tokenize } from "./tokens.ts";

/** How much text without an `expected` state is read ahead to see whether it controls transactions by itself. */
const MAX_LOOKAHEAD = 8 * 1024 * 1024;

const CONTROL = new Set(["begin", "commit", "end", "rollback", "savepoint", "release"]);

/** Applies statements to an open database. */
export async function applyStatements(
  db: Database,
  params: Params<"apply">,
  input: AsyncIterable<Input<"apply">>,
  send: Send<Output<"apply">>,
  context: RequestContext,
): Promise<Result<"apply">> {
  const run = new Application(db, send, context);
  try {
    if (params.expected) return await run.wrapped(input, params.expected);
    const { statements, controls } = await lookAhead(input);
    return controls ? await run.asItStands(statements) : await run.wrapped(statements, undefined);
  } finally {
    run.tidy();
  }
}

/** Reads on until it is known whether the text begins or ends transactions. */
async function lookAhead(
  input: AsyncIterable<Input<"apply">>,
): Promise<{ statements: AsyncIterable<Input<"apply">>; controls: boolean }> {
  const read: Input<"apply">[] = [];
  const items = input[Symbol.asyncIterator]();
  let length = 0;
  let controls = false;
  while (!controls && length < MAX_LOOKAHEAD) {
    const next = await items.next();
    if (next.done) break;
    read.push(next.value);
    length += next.value.sql.length;
    controls = controlsTransaction(next.value.sql);
  }
  async function* statements(): AsyncGenerator<Input<"apply">> {
    yield* read;
    for (let next = await items.next(); !next.done; next = await items.next()) yield next.value;
  }
  return { statements: statements(), controls };
}

/** True for a statement that begins or ends a transaction. */
export function controlsTransaction(sql: string): boolean {
  return CONTROL.has(tokenize(sql.slice(0, 10_000))[0]?.value ?? "");
}

/** One application. */
class Application {
  readonly #db: Database;
  readonly #send: Send<Output<"apply">>;
  readonly #context: RequestContext;
  #appliedCount = 0;
  #rowCount = 0n;

  constructor(db: Database, send: Send<Output<"apply">>, context: RequestContext) {
    this.#db = db;
    this.#send = send;
    this.#context = context;
  }

  /** Runs all statements in one transaction of our own. */
  async wrapped(
    statements: AsyncIterable<Input<"apply">>,
    expected: Params<"apply">["expected"],
  ): Promise<Result<"apply">> {
    try {
      this.#exec("begin immediate");
      if (expected) await this.#refuseChanged(expected);
      const before = foreignKeyViolations(this.#db);
      for await (const statement of statements) {
        if (!expected && controlsTransaction(statement.sql)) {
          throw new PluginError(
            "database.error",
            `Transaction control after ${this.#appliedCount} statements of a long text without any before`,
            { statement: statement.sql, hint: "Begin the text with BEGIN, or leave transactions out of it" },
          );
        }
        await this.#run(statement);
      }
      if (this.#appliedCount > 0) this.#refuseViolations(before);
      this.#exec("commit");
      return { outcome: "committed", appliedCount: this.#appliedCount };
    } catch (error) {
      this.#rollback();
      throw this.#failure(error, "rolled-back");
    }
  }

  /** Runs a text that begins and commits transactions by itself. */
  async asItStands(statements: AsyncIterable<Input<"apply">>): Promise<Result<"apply">> {
    // True once something can no longer be rolled back.
    let isKept = false;
    try {
      for await (const statement of statements) {
        await this.#run(statement);
        if (!this.#isInTransaction()) isKept = true;
      }
      if (this.#isInTransaction()) {
        throw new PluginError("database.error", "The text begins a transaction that it does not commit", {
          hint: "End the text with COMMIT",
        });
      }
      return { outcome: "committed", appliedCount: this.#appliedCount };
    } catch (error) {
      this.#rollback();
      throw this.#failure(error, isKept ? "partial" : "rolled-back");
    }
  }

  /** Leaves no trace on the connection: pragmas outlive transactions. */
  tidy(): void {
    this.#db.exec("pragma legacy_alter_table = off; pragma foreign_keys = off");
  }

  async #refuseChanged(expected: NonNullable<Params<"apply">["expected"]>): Promise<void> {
    const digest = await digestScope(inspectCatalog(this.#db, { asksLater: true }), expected.scope);
    if (digest === expected.currentDigest) return;
    throw new PluginError("database.changed", "The database is no longer what the plan was made against", {
      hint: "Plan again and look at the new plan",
      retryable: false,
    });
  }

  async #run({ sql, lockTimeoutMs }: Input<"apply">): Promise<void> {
    this.#context.signal.throwIfAborted();
    const start = performance.now();
    const changesBefore = this.#totalChanges();
    try {
      if (lockTimeoutMs !== undefined) this.#db.exec(`pragma busy_timeout = ${Math.trunc(lockTimeoutMs)}`);
      this.#db.exec(sql);
    } catch (error) {
      throw toPluginError(error, { statement: sql });
    }
    const rowsAffected = this.#totalChanges() - changesBefore;
    const elapsedMs = Math.round(performance.now() - start);
    this.#rowCount += rowsAffected;
    await this.#send({ index: this.#appliedCount++, rowsAffected, elapsedMs });
    this.#context.progress({ message: `${countRows(this.#rowCount)} written`, done: this.#appliedCount });
  }

  #totalChanges(): bigint {
    return queryCount(this.#db, "select total_changes()");
  }

  #exec(sql: string): void {
    try {
      this.#db.exec(sql);
    } catch (error) {
      throw toPluginError(error, { statement: sql });
    }
  }

  #refuseViolations(before: ReadonlySet<string>): void {
    const [fresh] = [...foreignKeyViolations(this.#db)].filter((violation) => !before.has(violation));
    if (fresh === undefined) return;
    const [table = "", rowid, parent] = fresh.split("\0");
    throw new PluginError(
      "database.error",
      `A row of ${table} has no parent in ${parent}${rowid === "" ? "" : ` (rowid ${rowid})`}`,
      {
        sqlstate: "SQLITE_CONSTRAINT_FOREIGNKEY",
        hint: `Find such rows with: pragma foreign_key_check(${quoteName(table)})`,
      },
    );
  }

  #isInTransaction(): boolean {
    try {
      this.#db.exec("savepoint schemahero_probe; release schemahero_probe");
      // Inside a transaction BEGIN is refused; outside it opens one, which is ended at once.
      this.#db.exec("begin");
    } catch {
      return true;
    }
    this.#db.exec("rollback");
    return false;
  }

  #rollback(): void {
    try {
      this.#db.exec("rollback");
    } catch {
      // SQLite has rolled back by itself (disk full, I/O error), or nothing had begun.
    }
  }

  #failure(error: unknown, outcome: "rolled-back" | "partial"): PluginError {
    const data = { outcome, appliedCount: outcome === "partial" ? this.#appliedCount : 0 };
    if (this.#context.signal.aborted) {
      return new PluginError("cancelled", "Cancelled; the transaction was rolled back", { data });
    }
    const cause = error instanceof PluginError ? error : toPluginError(error, { cause: messageOf(error) });
    // A PluginError's code is one of the table's: only ours are thrown in this file.
    return new PluginError(cause.code as "database.error", cause.message, { ...cause.details, data });
  }
}

/** Rows without their parents, each as table, rowid and parent. Rows that were so before are not our doing. */
function foreignKeyViolations(db: Database): ReadonlySet<string> {
  try {
    return violationsOf(db, "pragma main.foreign_key_check");
  } catch (error) {
    if (!isMismatch(error)) throw toPluginError(error);
  }
  // A foreign key that refers to no key makes the whole check fail: the other tables are checked one by one.
  const violations = new Set<string>();
  for (
    const [table] of queryRows(
      db,
      "select name from main.sqlite_schema where type = 'table' and rootpage > 0",
    )
  ) {
    try {
      const found = violationsOf(db, `pragma main.foreign_key_check(${quoteName(String(table))})`);
      for (const violation of found) violations.add(violation);
    } catch (error) {
      if (!isMismatch(error)) throw toPluginError(error);
    }
  }
  return violations;
}

function violationsOf(db: Database, sql: string): ReadonlySet<string> {
  return new Set(queryRows(db, sql).map(([table, rowid, parent]) => `${table}\0${rowid ?? ""}\0${parent}`));
}

/** True when a foreign key refers to columns that are no key, which makes a whole check fail. */
export function isMismatch(error: unknown): boolean {
  return /^foreign key mismatch/.test(messageOf(error));
}
