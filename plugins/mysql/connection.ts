// One connection to one database, as the core sees it.
import { PluginError } from "../../protocol/errors.ts";
import type { ConnectParams, Input, Output, Params, Result } from "../../protocol/methods.ts";
import type { DatabaseConnection, RequestContext, Send } from "../../protocol/plugin.ts";
import { applyStatements } from "./apply.ts";
import { type Driver, openDriver } from "./driver.ts";
import { databaseError, isServerError } from "./errors.ts";
import { generateSpecs } from "./generate.ts";
import { inspectCatalog } from "./inspect.ts";
import { planChanges } from "./plan.ts";
import { digestScope, scopeOf } from "./scope.ts";
import { readServerFacts, type ServerFacts } from "./server.ts";
import { readSettings } from "./settings.ts";

/**
 * Opens the database of the parameters.
 * @throws {PluginError} connection.invalid, connection.failed, connection.denied, connection.authentication
 */
export async function connect(params: ConnectParams): Promise<DatabaseConnection> {
  const settings = readSettings(params);
  const driver = await openDriver(params, settings);
  try {
    return new MysqlConnection(driver, await readServerFacts(driver, settings, params.lockTimeoutMs), params);
  } catch (error) {
    await driver.close();
    throw databaseError(error);
  }
}

class MysqlConnection implements DatabaseConnection {
  readonly database: string;
  readonly engineVersion: string;
  readonly #driver: Driver;
  readonly #server: ServerFacts;
  readonly #lockTimeoutMs: number;

  constructor(driver: Driver, server: ServerFacts, { lockTimeoutMs }: ConnectParams) {
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
      const { foldTable } = this.#server;
      const catalog = await inspectCatalog(this.#driver, this.#server);
      const only = params.only && new Set(params.only.map(({ kind, name }) => `${kind} ${foldTable(name)}`));
      const isAsked = (kind: string, name: string) => !only || only.has(`${kind} ${foldTable(name)}`);
      for (const { model, rowEstimate } of catalog.tables.values()) {
        context.signal.throwIfAborted();
        if (isAsked("table", model.name)) {
          await send({ type: "table", table: { ...model, rowCount: rowEstimate } });
        }
      }
      for (const { kind, name, table, facts } of catalog.objects.values()) {
        if (!isAsked(kind, name)) continue;
        const definition = String(facts["query"] ?? facts["body"] ?? "");
        const object = { kind, name, definition, extra: facts, ...(table !== undefined && { table }) };
        await send({ type: "object", object });
      }
      const names = params.only ?? [
        ...[...catalog.tables.values()].map(({ model }) => ({ kind: "table", name: model.name })),
        ...[...catalog.objects.values()].map(({ kind, name }) => ({ kind, name })),
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
    const target = { driver: this.#driver, server: this.#server };
    return await this.#guarded(context, () => planChanges(target, params, input, send, context));
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
    _params: Params<"generate">,
    send: Send<Output<"generate">>,
    context: RequestContext,
  ): Promise<void> {
    await this.#guarded(context, () => generateSpecs(this.#driver, this.#server, send, context));
  }

  async close(): Promise<void> {
    await this.#driver.close();
  }

  /** Ends what runs when the request is cancelled. */
  async #guarded<T>(context: RequestContext, work: () => Promise<T>): Promise<T> {
    const stop = () => void this.#driver.cancel();
    context.signal.addEventListener("abort", stop);
    try {
      return await work();
    } catch (error) {
      if (context.signal.aborted) throw new PluginError("cancelled", "Cancelled");
      if (error instanceof PluginError || isServerError(error)) throw databaseError(error);
      throw error;
    } finally {
      context.signal.removeEventListener("abort", stop);
    }
  }
}
