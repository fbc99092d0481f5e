// Applies statements: takes the lock, looks again, runs them as they arrive in one transaction and commits; whatever goes
// wrong, everything is rolled back. A statement that others in the plan build on once it is committed has a transaction
// of its own: a session's settings would outlive it, and behind a pooler they would be another's.
import { PluginError } from "../../protocol/errors.ts";
import type { Input, Output, Params, Result } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { countRows } from "../kit/hazards.ts";
import type { Driver, Result as Answer } from "./driver.ts";
import { databaseError } from "./errors.ts";
import { inspectParts, readParts } from "./inspect.ts";
import { digestScope } from "./scope.ts";
import { type ServerFacts, sqlDeparseInFull, sqlSearchPath, sqlSettings } from "./server.ts";
import { tokenize } from "./tokens.ts";

/** The key of the advisory lock that every apply to a database takes: "schemahr" in ASCII. */
const LOCK_KEY = 0x736368656d616872n;

const CONTROL = new Set([
  "begin",
  "start",
  "commit",
  "end",
  "rollback",
  "abort",
  "savepoint",
  "release",
  "prepare",
]);

/** How many statements of a transaction are sent before the first is answered, and how many characters of SQL. */
const MAX_UNDER_WAY = 64;
const MAX_UNDER_WAY_CHARACTERS = 1024 * 1024;

/** A statement that was sent. */
interface Sent {
  readonly answer: Promise<Answer>;
  readonly characterCount: number;
}

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
  const stop = () => driver.cancel();
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
  /** What was sent and is not answered yet, oldest first. Those after one that fails fail with the transaction. */
  readonly #underWay: Sent[] = [];
  #characterCount = 0;
  #lastAnswer = performance.now();

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
    try {
      await this.#begin();
      if (params.expected) await this.#refuseChanged(params.expected);
      for await (const statement of input) {
        if (!params.expected && CONTROL.has(tokenize(statement.sql.slice(0, 1000))[0]?.value ?? "")) {
          await this.#control(statement);
        } else if (statement.transactional) {
          if (!this.#isOpen) await this.#begin();
          await this.#run(statement);
        } else if (tokenize(statement.sql.slice(0, 1000))[0]?.value === "call") {
          // A procedure that commits by itself, which it may only outside of a transaction.
          await this.#commit();
          await this.#run(statement);
          await this.#settle();
          this.#keptCount = this.#appliedCount;
        } else {
          await this.#commit();
          await this.#begin();
          await this.#run(statement);
          await this.#commit();
        }
      }
      await this.#commit();
      return { outcome: "committed", appliedCount: this.#appliedCount };
    } catch (error) {
      await this.#rollback();
      throw this.#failure(error);
    }
  }

  async #begin(): Promise<void> {
    this.#isOpen = true;
    await this.#driver.batch(
      [
        "begin",
        sqlSettings(this.#server, this.#lockTimeoutMs),
        // Most versions of CockroachDB have it in name only, or not at all.
        ...(this.#server.isCockroach ? [] : [`select pg_advisory_xact_lock(${LOCK_KEY})`]),
        sqlSearchPath(this.#server.searchPath),
      ].join("; "),
    );
  }

  async #commit(): Promise<void> {
    await this.#settle();
    if (!this.#isOpen) return;
    await this.#driver.batch("commit");
    this.#isOpen = false;
    this.#keptCount = this.#appliedCount;
  }

  async #rollback(): Promise<void> {
    await Promise.allSettled(this.#underWay.map(({ answer }) => answer));
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#driver.batch("rollback").catch(() => {}); // the connection is gone, and the transaction with it
  }

  /** A text of the user's own that begins and ends transactions by itself. */
  async #control(statement: Input<"apply">): Promise<void> {
    const [word] = tokenize(statement.sql.slice(0, 1000));
    if (word?.value === "begin" || word?.value === "start") {
      await this.#commit();
      this.#isOpen = true;
    }
    await this.#settle();
    await this.#run(statement);
    await this.#settle();
    if (
      ["commit", "end", "rollback", "abort"].includes(word?.value ?? "") && !/\bto\b/i.test(statement.sql)
    ) {
      this.#isOpen = false;
      this.#keptCount = this.#appliedCount;
    }
  }

  async #refuseChanged(expected: NonNullable<Params<"apply">["expected"]>): Promise<void> {
    const parts = inspectParts({ schemas: [], names: expected.scope }, this.#server);
    const results = await this.#driver.batch(
      `${sqlDeparseInFull(this.#server)}; ${parts.map(({ sql }) => sql).join(";\n")}; ${
        sqlSearchPath(this.#server.searchPath)
      }`,
    );
    const catalog = readParts(parts, results.slice(-parts.length).map(({ rows }) => rows), this.#server);
    if (await digestScope(catalog, expected.scope) === expected.currentDigest) return;
    throw new PluginError("database.changed", "The database is no longer what the plan was made against", {
      hint: "Plan again and look at the new plan",
      retryable: false,
    });
  }

  /** Sends a statement. It is answered in its turn, see {@linkcode #settle}. */
  async #run({ sql, lockTimeoutMs }: Input<"apply">): Promise<void> {
    this.#context.signal.throwIfAborted();
    const timeout = lockTimeoutMs === undefined
      ? undefined
      : this.#driver.batch(`set local lock_timeout = ${Math.trunc(lockTimeoutMs)}`);
    const answer = Promise.all([this.#driver.run(sql), timeout]).then(([result]) => result);
    answer.catch(() => {}); // is looked at in its turn
    this.#underWay.push({ answer, characterCount: sql.length });
    this.#characterCount += sql.length;
    while (
      this.#underWay.length > MAX_UNDER_WAY || this.#characterCount > MAX_UNDER_WAY_CHARACTERS
    ) await this.#settleFirst();
  }

  /** Waits for all answers. */
  async #settle(): Promise<void> {
    while (this.#underWay.length > 0) await this.#settleFirst();
  }

  async #settleFirst(): Promise<void> {
    const [first] = this.#underWay;
    if (!first) return;
    const { count, command } = await first.answer;
    this.#underWay.shift();
    this.#characterCount -= first.characterCount;
    const rowsAffected = /^(?:INSERT|UPDATE|DELETE|MERGE|COPY)/.test(command) ? BigInt(count) : 0n;
    this.#rowCount += rowsAffected;
    const now = performance.now();
    const elapsedMs = Math.round(now - this.#lastAnswer);
    this.#lastAnswer = now;
    await this.#send({ index: this.#appliedCount++, rowsAffected, elapsedMs });
    this.#context.progress({ message: `${countRows(this.#rowCount)} written`, done: this.#appliedCount });
  }

  #failure(error: unknown): PluginError {
    const outcome = this.#keptCount > 0 ? "partial" : "rolled-back";
    const data = { outcome, appliedCount: this.#keptCount };
    if (this.#context.signal.aborted) {
      return new PluginError("cancelled", "Cancelled; the transaction was rolled back", { data });
    }
    const cause = databaseError(error);
    // A PluginError's code is one of the table's: only ours are thrown in this file.
    return new PluginError(cause.code as "database.error", cause.message, { ...cause.details, data });
  }
}
