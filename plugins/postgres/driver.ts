// One connection to one server, on top of the postgres package, which is loaded when it is first needed. It never
// reconnects by itself: a lost connection loses its transaction, and what follows must not run outside of one.
import { connect as connectSocket, isIP, type Socket } from "node:net";
import { PluginError } from "../../protocol/errors.ts";
import type { ConnectParams } from "../../protocol/methods.ts";
import { connectionError, databaseError } from "./errors.ts";
import type { Settings, SslMode } from "./settings.ts";

/** A value as the server sends it: text, or what the driver makes of numbers, truth values and JSON. */
export type Value = unknown;
export type Row = readonly Value[];

/** What one statement gave. */
export interface Result {
  readonly rows: readonly Row[];
  /** Rows that it wrote or read. */
  readonly count: number;
  readonly command: string;
}

/** The part of the postgres package that is used. */
interface Sql {
  unsafe(sql: string, parameters: readonly never[], options: { simple: boolean; prepare: false }): Query;
  end(options: { timeout: number }): Promise<void>;
}

interface Query extends PromiseLike<unknown> {
  values(): Query;
  execute(): Query;
  cancel(): void;
}

/** Where a connection leads. */
interface Endpoint {
  readonly address: string;
  readonly port: number;
  readonly host: string;
  /** What a file of passwords has for it. */
  readonly password?: string;
  /** A unix socket, in place of address and port. */
  readonly path?: string;
}

/** An open connection. Statements run one after another; several may be sent before the first is answered. */
export class Driver {
  readonly #sql: Sql;
  readonly #state: { isClosed: boolean; opensAllowed: number };
  /** What was asked and is not answered yet, oldest first: the server works on the first of them. */
  readonly #underWay = new Set<Query>();
  #statementCount = 0;

  constructor(sql: Sql, state: { isClosed: boolean; opensAllowed: number }) {
    this.#sql = sql;
    this.#state = state;
  }

  /** How many times the server was asked. */
  get statementCount(): number {
    return this.#statementCount;
  }

  /** Runs a text of our own making that may hold several statements. Gives the results of all of them. */
  async batch(sql: string): Promise<readonly Result[]> {
    const answer = await this.#ask(sql, true);
    return (Array.isArray(answer) && !("command" in answer) ? answer : [answer]).map(resultOf);
  }

  /** Runs one statement. The server refuses more than one, whatever the text holds. */
  async run(sql: string): Promise<Result> {
    return resultOf(await this.#ask(sql, false));
  }

  /** Asks the server to stop what is running. */
  cancel(): void {
    const [running] = this.#underWay;
    if (!running) return;
    this.#state.opensAllowed++;
    running.cancel();
  }

  async close(): Promise<void> {
    this.#state.isClosed = true;
    await this.#sql.end({ timeout: 1 });
  }

  async #ask(sql: string, simple: boolean): Promise<unknown> {
    if (this.#state.isClosed) {
      throw new PluginError("plugin.closed", "The connection to the server is closed");
    }
    this.#statementCount++;
    const query = this.#sql.unsafe(sql, [], { simple, prepare: false }).values();
    this.#underWay.add(query);
    try {
      return await query;
    } catch (error) {
      throw databaseError(error, sql);
    } finally {
      this.#underWay.delete(query);
    }
  }
}

function resultOf(answer: unknown): Result {
  // The package's Result is an array of rows with the fields of Result on it.
  const { count, command } = answer as { readonly count: number | null; readonly command: string | null };
  return { rows: answer as readonly Row[], count: count ?? 0, command: command ?? "" };
}

/**
 * Opens a connection to the first endpoint that will do.
 * @throws {PluginError} connection.failed, connection.denied, connection.authentication
 */
export async function openDriver(params: ConnectParams, settings: Settings): Promise<Driver> {
  const socket = params.resolved.files["socket"];
  const endpoints: readonly Endpoint[] = socket === undefined
    ? params.resolved.endpoints
    : [{ address: "", host: "localhost", port: 0, path: socket }];
  let last: PluginError | undefined;
  const standIns: Driver[] = [];
  for (const endpoint of endpoints.map(socketsApart)) {
    for (const mode of endpoint.path === undefined ? attempts(settings.sslMode) : ["disable" as const]) {
      try {
        const driver = await openOne(params, settings, endpoint, mode);
        if (await fits(driver, settings)) {
          await Promise.all(standIns.map((each) => each.close()));
          return driver;
        }
        if (settings.sessionAttributes === "prefer-standby") standIns.push(driver);
        else await driver.close();
        last = new PluginError(
          "connection.failed",
          `${endpoint.host}:${endpoint.port} is not ${settings.sessionAttributes}, as target_session_attrs asks`,
        );
        break;
      } catch (error) {
        last = connectionError(error, endpoint, mode);
        if (!mayTryAgain(last, mode)) break;
      }
    }
    // Another host may be up; a wrong password is wrong on all of them.
    if (last?.code === "connection.authentication") break;
  }
  const [standIn, ...others] = standIns;
  await Promise.all(others.map((each) => each.close()));
  if (standIn) return standIn;
  throw last ?? new PluginError("connection.invalid", "The connection names no host");
}

/** Among several hosts the core names a unix socket as an address. */
function socketsApart(endpoint: Endpoint): Endpoint {
  return endpoint.address.startsWith("/") ? { ...endpoint, path: endpoint.address } : endpoint;
}

/** The ways to try in turn: `allow` prefers plain text, `prefer` TLS. */
function attempts(mode: SslMode): SslMode[] {
  if (mode === "allow") return ["disable", "require"];
  return mode === "prefer" ? ["prefer", "disable"] : [mode];
}

/** Only a server that refuses this kind of connection is asked once more by the other. */
function mayTryAgain(error: PluginError, mode: SslMode): boolean {
  return error.code === "connection.authentication"
    ? error.details.sqlstate === "28000"
    : mode === "prefer" && error.details.data === "tls";
}

async function fits(driver: Driver, { sessionAttributes }: Settings): Promise<boolean> {
  if (sessionAttributes === "any") return true;
  const [result] = await driver.batch(
    "select pg_is_in_recovery(), current_setting('default_transaction_read_only') = 'on'",
  );
  const [isStandby, isReadOnly] = result?.rows[0] ?? [];
  switch (sessionAttributes) {
    case "read-write":
      return isStandby === false && isReadOnly === false;
    case "read-only":
      return isStandby === true || isReadOnly === true;
    case "primary":
      return isStandby === false;
    case "standby":
    case "prefer-standby":
      return isStandby === true;
  }
}

async function openOne(
  params: ConnectParams,
  settings: Settings,
  endpoint: Endpoint,
  mode: SslMode,
): Promise<Driver> {
  const { default: postgres } = await import("postgres");
  const state = { isClosed: false, opensAllowed: 1 };
  const password = endpoint.password ?? settings.password;
  const sql = postgres(
    {
      host: endpoint.address,
      port: endpoint.port,
      user: settings.user,
      ...(password !== undefined && { password }),
      database: settings.database,
      max: 1,
      idle_timeout: 0,
      max_lifetime: null,
      connect_timeout: Math.ceil(settings.connectTimeoutMs / 1000),
      fetch_types: false,
      prepare: false,
      backoff: false,
      ssl: tlsOptions(params, endpoint, mode),
      onnotice: () => {},
      onclose: () => state.isClosed = true,
      connection: { application_name: settings.applicationName, ...settings.parameters },
      socket: () => {
        if (state.opensAllowed-- <= 0) {
          throw new PluginError(
            "plugin.closed",
            "The connection to the server was lost",
          );
        }
        return openSocket(endpoint, settings.connectTimeoutMs);
      },
    } as unknown as Parameters<typeof postgres>[0],
  ); // its types know neither `socket` nor a null lifetime
  const driver = new Driver(sql as unknown as Sql, state); // the part that is used, see above
  try {
    await driver.batch("select 1");
    return driver;
  } catch (error) {
    await sql.end({ timeout: 0 }).catch(() => {});
    throw error;
  }
}

function tlsOptions(
  { resolved: { pem } }: ConnectParams,
  { host }: Endpoint,
  mode: SslMode,
): false | "prefer" | Record<string, unknown> {
  const own = {
    ...(pem["cert"] !== undefined && { cert: pem["cert"] }),
    ...(pem["key"] !== undefined && { key: pem["key"] }),
    ...(pem["ca"] !== undefined && { ca: pem["ca"] }),
    // A server name is never an address; the certificate is then checked against the address.
    ...(isIP(host) === 0 ? { servername: host } : { servername: undefined, host }),
  };
  switch (mode) {
    case "disable":
      return false;
    case "allow":
    case "prefer":
      return "prefer";
    case "require":
      return { ...own, rejectUnauthorized: false };
    case "verify-ca":
      return { ...own, rejectUnauthorized: true, checkServerIdentity: () => undefined };
    case "verify-full":
      return { ...own, rejectUnauthorized: true };
  }
}

function openSocket({ address, port, path }: Endpoint, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = path === undefined ? connectSocket({ host: address, port }) : connectSocket({ path });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(Object.assign(new Error("Timed out"), { code: "CONNECT_TIMEOUT" }));
    }, timeoutMs);
    socket.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeAllListeners("error");
      // Not before: Deno then takes it for done. Without it each TLS handshake waits 40 ms for a delayed acknowledgement.
      if (path === undefined) socket.setNoDelay(true);
      resolve(socket);
    });
  });
}
