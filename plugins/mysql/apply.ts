// Applies statements: takes the lock, looks again, and runs them as they arrive. These servers commit every statement
// that changes the schema by itself, so an apply that stops in between leaves what it had done: planning again shows
// what is left. Statements about rows stand in transactions of their own.
import { PluginError } from "../../protocol/errors.ts";
import type { Input, Output, Params, Result } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { countRows } from "../kit/hazards.ts";
import type { Driver } from "./driver.ts";
import { databaseError } from "./errors.ts";
import { inspectCatalog } from "./inspect.ts";
import { textLiteral } from "./literal.ts";
import { digestScope } from "./scope.ts";
import { lockSeconds, type ServerFacts } from "./server.ts";
import { tokenize } from "./tokens.ts";

const CONTROL = new Set(["begin", "start", "commit", "rollback", "savepoint", "release"]);

/** Applies statements on an open connection. */
export async function applyStatements(
  driver: Driver,
  server: ServerFacts,
  lockTimeoutMs: number,
  params: Params<"apply">,
  input: AsyncIterable<Input<"apply">>,
  send: Send<Output<"apply">>,
  context: RequestContext,
): Promise<Result<"apply">> {
  const stop = () => void driver.cancel();
  context.signal.addEventListener("abort", stop);
  try {
    return await new Application(driver, server, lockTimeoutMs, send, context).run(params, input);
  } finally {
    context.signal.removeEventListener("abort", stop);
  }
}

/** One application. */
class Application {
  readonly #driver: Driver;
  readonly #server: ServerFacts;
  readonly #lockTimeoutMs: number;
  readonly #send: Send<Output<"apply">>;
  readonly #context: RequestContext;
  #appliedCount = 0;
  /** Statements that can no longer be rolled back. */
  #keptCount = 0;
  #rowCount = 0n;
  #isOpen = false;
  /** What is under way may have been done though its answer never comes: a commit, or what commits by itself. */
  #isUncertain = false;

  constructor(
    driver: Driver,
    server: ServerFacts,
    lockTimeoutMs: number,
    send: Send<Output<"apply">>,
    context: RequestContext,
  ) {
    this.#driver = driver;
    this.#server = server;
    this.#lockTimeoutMs = lockTimeoutMs;
    this.#send = send;
    this.#context = context;
  }

  async run(params: Params<"apply">, input: AsyncIterable<Input<"apply">>): Promise<Result<"apply">> {
    let isLocked = false;
    try {
      await this.#lock();
      isLocked = true;
      if (params.expected) await this.#refuseChanged(params.expected);
      for await (const statement of input) {
        const isText = params.expected === undefined;
        if (isText && CONTROL.has(tokenize(statement.sql.slice(0, 1000))[0]?.value ?? "")) {
          await this.#commit();
          await this.#run(statement);
        } else if (statement.transactional && !isText) {
          await this.#begin();
          await this.#run(statement);
        } else {
          await this.#commit();
          await this.#run(statement);
          this.#keptCount = this.#appliedCount;
        }
      }
      await this.#commit();
      return { outcome: "committed", appliedCount: this.#appliedCount };
    } catch (error) {
      if (this.#isOpen) await this.#driver.run("rollback").catch(() => {}); // the connection may be gone
      throw this.#failure(error);
    } finally {
      if (isLocked) await this.#driver.run(`select release_lock(${this.#lockLiteral()})`).catch(() => {}); // as above
    }
  }

  /** The name of the lock that every apply to a database takes; at most 64 characters. */
  #lockLiteral(): string {
    return textLiteral(`schemahero:${this.#server.database}`.slice(0, 64));
  }

  async #lock(): Promise<void> {
    const secondsSql = String(lockSeconds(this.#lockTimeoutMs));
    const [[got] = []] = await this.#driver.rows(
      `select get_lock(${this.#lockLiteral()}, ${secondsSql})`,
    );
    if (got === "1") return;
    throw new PluginError("database.locked", "Another apply to this database is under way", {
      retryable: true,
    });
  }

  async #begin(): Promise<void> {
    if (this.#isOpen) return;
    await this.#driver.run("start transaction");
    this.#isOpen = true;
  }

  async #commit(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isUncertain = true;
    await this.#driver.run("commit");
    this.#isUncertain = false;
    this.#isOpen = false;
    this.#keptCount = this.#appliedCount;
  }

  async #refuseChanged(expected: NonNullable<Params<"apply">["expected"]>): Promise<void> {
    const catalog = await inspectCatalog(this.#driver, this.#server);
    if (await digestScope(catalog, expected.scope) === expected.currentDigest) return;
    throw new PluginError("database.changed", "The database is no longer what the plan was made against", {
      hint: "Plan again and look at the new plan",
      retryable: false,
    });
  }

  async #run({ sql, lockTimeoutMs }: Input<"apply">): Promise<void> {
    this.#context.signal.throwIfAborted();
    const start = performance.now();
    if (lockTimeoutMs !== undefined) {
      const secondsSql = String(lockSeconds(lockTimeoutMs));
      await this.#driver.run(
        `set session lock_wait_timeout = ${secondsSql}, session innodb_lock_wait_timeout = ${secondsSql}`,
      );
    }
    try {
      this.#isUncertain = !this.#isOpen;
      const { affectedCount } = await this.#driver.run(sql);
      this.#isUncertain = false;
      const [word] = tokenize(sql.slice(0, 1000));
      const rowsAffected = ["insert", "update", "delete", "replace", "load"].includes(word?.value ?? "")
        ? affectedCount
        : 0n;
      this.#rowCount += rowsAffected;
      const elapsedMs = Math.round(performance.now() - start);
      await this.#send({ index: this.#appliedCount++, rowsAffected, elapsedMs });
    } catch (error) {
      throw databaseError(error, sql);
    }
    this.#context.progress({ message: `${countRows(this.#rowCount)} written`, done: this.#appliedCount });
  }

  #failure(error: unknown): PluginError {
    const cause = databaseError(error);
    const isUnknown = this.#isUncertain && cause.code === "connection.failed";
    const outcome = isUnknown ? "unknown" : this.#keptCount > 0 ? "partial" : "rolled-back";
    const data = { outcome, appliedCount: this.#keptCount };
    if (this.#context.signal.aborted) {
      const kept = this.#keptCount > 0 ? `; ${this.#keptCount} statements had been applied` : "";
      return new PluginError("cancelled", `Cancelled${kept}`, { data });
    }
    const hint = outcome === "partial" && cause.details.hint === undefined
      ? {
        hint:
          "What was applied stays, for these servers roll no such statement back: plan again to see what is left",
      }
      : {};
    // A PluginError's code is one of the table's: only ours are thrown in this file.
    return new PluginError(cause.code as "database.error", cause.message, {
      ...cause.details,
      ...hint,
      data,
    });
  }
}
