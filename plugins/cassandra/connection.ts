// One connection to one keyspace, as the core sees it.
import { PluginError } from "../../protocol/errors.ts";
import type { ConnectParams, Input, Output, Params, Result } from "../../protocol/methods.ts";
import type { DatabaseConnection, RequestContext, Send } from "../../protocol/plugin.ts";
import { applyStatements } from "./apply.ts";
import { digestScope, scopeOf } from "./catalog.ts";
import { type Driver, openDriver } from "./driver.ts";
import { codeOf, databaseError } from "./errors.ts";
import { generateSpecs } from "./generate.ts";
import { inspectCatalog } from "./inspect.ts";
import { quote } from "./literal.ts";
import { modelItems } from "./model_items.ts";
import { planChanges } from "./plan.ts";
import { readSettings } from "./settings.ts";

/**
 * Connects to the keyspace of the parameters, which need not exist.
 * @throws {PluginError} connection.invalid, connection.failed, connection.denied, connection.authentication
 */
export async function connect(params: ConnectParams): Promise<DatabaseConnection> {
  const settings = readSettings(params);
  const driver = await openDriver(settings);
  try {
    const [local] = await driver.rows("select release_version from system.local");
    const version = String(local?.["release_version"]);
    if (Number.parseInt(version) < 4) {
      throw new PluginError("connection.failed", `Cassandra ${version} is too old`, {
        hint: "Cassandra 4.0 and later can be managed",
      });
    }
    const { keyspace } = settings;
    const found = await driver.rows(
      "select keyspace_name from system_schema.keyspaces where keyspace_name = ?",
      [
        keyspace,
      ],
    );
    if (found.length > 0) await driver.run(`use ${quote(keyspace)}`);
    return new CassandraConnection(driver, keyspace, `Cassandra ${version}`);
  } catch (error) {
    await driver.close();
    throw databaseError(error);
  }
}

class CassandraConnection implements DatabaseConnection {
  readonly database: string;
  readonly engineVersion: string;
  readonly #driver: Driver;

  constructor(driver: Driver, keyspace: string, engineVersion: string) {
    this.#driver = driver;
    this.database = keyspace;
    this.engineVersion = engineVersion;
  }

  async inspect(
    params: Params<"inspect">,
    send: Send<Output<"inspect">>,
    context: RequestContext,
  ): Promise<Result<"inspect">> {
    return await guarded(context, async () => {
      const catalog = await inspectCatalog(this.#driver, this.database);
      const only = params.only && new Set(params.only.map(({ kind, name }) => `${kind} ${name}`));
      const names = [];
      for (const { kind, name, item } of modelItems(catalog)) {
        context.signal.throwIfAborted();
        if (only && !only.has(`${kind} ${name}`)) continue;
        names.push({ kind, name });
        await send(item);
      }
      return { digest: await digestScope(catalog, scopeOf(params.only ?? names)) };
    });
  }

  async plan(
    params: Params<"plan">,
    input: AsyncIterable<Input<"plan">>,
    send: Send<Output<"plan">>,
    context: RequestContext,
  ): Promise<Result<"plan">> {
    const target = { driver: this.#driver, keyspace: this.database };
    return await guarded(context, () => planChanges(target, params, input, send, context));
  }

  async apply(
    params: Params<"apply">,
    input: AsyncIterable<Input<"apply">>,
    send: Send<Output<"apply">>,
    context: RequestContext,
  ): Promise<Result<"apply">> {
    return await applyStatements(this.#driver, this.database, params, input, send, context);
  }

  async generate(
    _params: Params<"generate">,
    send: Send<Output<"generate">>,
    context: RequestContext,
  ): Promise<void> {
    await guarded(context, () => generateSpecs(this.#driver, this.database, send, context));
  }

  async close(): Promise<void> {
    await this.#driver.close();
  }
}

async function guarded<T>(context: RequestContext, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (context.signal.aborted) throw new PluginError("cancelled", "Cancelled");
    if (error instanceof PluginError || codeOf(error) > 0) throw databaseError(error);
    throw isOfDriver(error) ? databaseError(error) : error;
  }
}

/** True for what the driver says of a connection that is gone. */
function isOfDriver(error: unknown): boolean {
  return error instanceof Error &&
    ["NoHostAvailableError", "OperationTimedOutError", "BusyConnectionError"].includes(error.name);
}
