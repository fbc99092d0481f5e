// One connection to one database, as the core sees it.
import { PluginError } from "../../protocol/errors.ts";
import type { ConnectParams, Input, Output, Params, Result } from "../../protocol/methods.ts";
import type { DatabaseConnection, RequestContext, Send } from "../../protocol/plugin.ts";
import { applyStatements } from "./apply.ts";
import { type Driver, openDriver } from "./driver.ts";
import { databaseError } from "./errors.ts";
import { generateSpecs } from "./generate.ts";
import { inspectCatalog } from "./inspect.ts";
import { KINDS } from "./kinds/mod.ts";
import { planChanges } from "./plan.ts";
import { digestScope, scopeOf } from "./scope.ts";
import { readServerFacts, type Repertoire, type ServerFacts } from "./server.ts";
import { readSettings } from "./settings.ts";

/**
 * Opens the database of the parameters. `repertoireOf`: what it has, where that is more than PostgreSQL's own.
 * @throws {PluginError} connection.invalid, connection.failed, connection.denied, connection.authentication
 */
export async function connect(
  params: ConnectParams,
  repertoireOf: (driver: Driver) => Promise<Repertoire> = () => Promise.resolve({ kinds: KINDS }),
): Promise<DatabaseConnection> {
  const settings = readSettings(params);
  const driver = await openDriver(params, settings);
  try {
    const facts = await readServerFacts(driver, settings, await repertoireOf(driver));
    return new PostgresConnection(driver, facts, params.lockTimeoutMs);
  } catch (error) {
    await driver.close();
    throw databaseError(error);
  }
}

class PostgresConnection implements DatabaseConnection {
  readonly database: string;
  readonly engineVersion: string;
  readonly #driver: Driver;
  readonly #server: ServerFacts;
  readonly #lockTimeoutMs: number;

  constructor(driver: Driver, server: ServerFacts, lockTimeoutMs: number) {
    this.#driver = driver;
    this.#server = server;
    this.#lockTimeoutMs = lockTimeoutMs;
    this.database = server.database;
    this.engineVersion = server.engineVersion;
  }

  async inspect(
    params: Params<"inspect">,
    send: Send<Output<"inspect">>,
    context: RequestContext,
  ): Promise<Result<"inspect">> {
    return await this.#guarded(context, async () => {
      const scope = params.only
        ? { schemas: [], names: params.only }
        : { schemas: this.#server.searchPath, names: [] };
      const catalog = await inspectCatalog(this.#driver, scope, this.#server);
      for (const { model, rowEstimate } of catalog.tables.values()) {
        context.signal.throwIfAborted();
        await send({
          type: "table",
          table: { ...model, rowCount: rowEstimate < 0 ? null : BigInt(Math.round(rowEstimate)) },
        });
      }
      for (const { kind, schema, name, facts } of catalog.objects.values()) {
        const definition = typeof facts["definition"] === "string" ? facts["definition"] : "";
        await send({
          type: "object",
          object: { kind, ...(schema !== undefined && { schema }), name, definition, extra: facts },
        });
      }
      const names = params.only ?? [
        ...[...catalog.tables.values()].map(({ model }) => ({
          kind: "table",
          schema: model.schema ?? "",
          name: model.name,
        })),
        ...[...catalog.objects.values()].map(({ kind, schema, name }) => ({
          kind,
          ...(schema !== undefined && { schema }),
          name,
        })),
      ];
      return { digest: await digestScope(catalog, scopeOf(names)) };
    });
  }

  async plan(
    params: Params<"plan">,
    input: AsyncIterable<Input<"plan">>,
    send: Send<Output<"plan">>,
    context: RequestContext,
  ): Promise<Result<"plan">> {
    return await this.#guarded(
      context,
      () => planChanges({ driver: this.#driver, server: this.#server }, params, input, send, context),
    );
  }

  async apply(
    params: Params<"apply">,
    input: AsyncIterable<Input<"apply">>,
    send: Send<Output<"apply">>,
    context: RequestContext,
  ): Promise<Result<"apply">> {
    return await applyStatements(
      this.#driver,
      this.#server,
      this.#lockTimeoutMs,
      params,
      input,
      send,
      context,
    );
  }

  async generate(
    params: Params<"generate">,
    send: Send<Output<"generate">>,
    context: RequestContext,
  ): Promise<void> {
    await this.#guarded(
      context,
      () => generateSpecs(this.#driver, this.#server, params.schemas, send, context),
    );
  }

  async close(): Promise<void> {
    await this.#driver.close();
  }

  /** Cancels what runs when the request is cancelled; ends a transaction that an error left open. */
  async #guarded<T>(context: RequestContext, work: () => Promise<T>): Promise<T> {
    const stop = () => this.#driver.cancel();
    context.signal.addEventListener("abort", stop);
    try {
      return await work();
    } catch (error) {
      await this.#driver.batch("rollback").catch(() => {}); // nothing may be open, or the connection gone
      if (context.signal.aborted) throw new PluginError("cancelled", "Cancelled");
      if (error instanceof PluginError || isServerError(error)) throw databaseError(error);
      throw error;
    } finally {
      context.signal.removeEventListener("abort", stop);
    }
  }
}

function isServerError(error: unknown): boolean {
  return error instanceof Error && error.name === "PostgresError";
}
