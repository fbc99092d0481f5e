// The one connection to the server. Everything is asked as text and answered as text: no value passes through a number
// that could not hold it, and one call is one statement, whatever stands in it.
import { connect as connectSocket, type Socket } from "node:net";
import { PluginError } from "../../protocol/errors.ts";
import type { ConnectParams } from "../../protocol/methods.ts";
import { connectionError, hasNoTls, isInterrupted, lateError } from "./errors.ts";
import type { Settings, SslMode } from "./settings.ts";
import { TextRows } from "./text_rows.ts";

/** A cell as the server writes it. */
export type CellText = string | null;

/** The answer to one statement. */
export interface Answer {
  readonly rows: readonly (readonly CellText[])[];
  readonly affectedCount: bigint;
}

/** The part of mysql2's connection that is used. */
interface Connection {
  query(options: { readonly sql: string }, done: (error: unknown, rows: unknown) => void): object;
  on(event: "error", listener: (error: unknown) => void): void;
  end(done: (error: unknown) => void): void;
  destroy(): void;
  readonly threadId: number;
}

type CreateConnection = (options: Readonly<Record<string, unknown>>) => Connection & {
  connect(done: (error: unknown) => void): void;
};

/** An open connection. */
export class Driver {
  readonly #connection: Connection;
  readonly #reopen: () => Promise<Connection>;
  readonly #textRows = new TextRows();
  #failure: unknown;
  #isCancelled = false;
  #limitMs = 0;

  constructor(connection: Connection, reopen: () => Promise<Connection>) {
    this.#connection = connection;
    this.#reopen = reopen;
    connection.on("error", (error) => this.#failure = error);
  }

  /** The server's number of this connection. */
  get id(): number {
    return this.#connection.threadId;
  }

  /** Ends statements that take longer, where the server does not do it by itself. 0: none. */
  limitStatements(limitMs: number): void {
    this.#limitMs = limitMs;
  }

  /** Runs one statement. @throws the driver's error, see errors.ts */
  async run(sql: string): Promise<Answer> {
    const limitMs = this.#limitMs;
    if (limitMs === 0) return await this.#send(sql);
    let ending: Promise<void> | undefined;
    const timer = setTimeout(() => ending = this.cancel(), limitMs);
    try {
      return await this.#send(sql);
    } catch (error) {
      throw ending && isInterrupted(error) ? lateError(limitMs) : error;
    } finally {
      clearTimeout(timer);
      await ending; // what it ends must not be the next statement
    }
  }

  #send(sql: string): Promise<Answer> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      const command = this.#connection.query({ sql }, (error, rows) => {
        if (error) reject(error);
        else resolve(answerOf(rows));
      });
      // mysql2 chooses a reader of rows when it knows the columns; this one is chosen already.
      Object.defineProperty(command, "_rowParser", { get: () => this.#textRows, set: () => {} });
    });
  }

  /** The rows of one query. */
  async rows(sql: string): Promise<Answer["rows"]> {
    return (await this.run(sql)).rows;
  }

  /** Ends what the server is doing for this connection, from a second one. */
  async cancel(): Promise<void> {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    try {
      const other = await this.#reopen();
      await new Promise<void>((resolve) => {
        other.query({ sql: `kill query ${Math.trunc(this.id)}` }, () => resolve());
      });
      other.destroy();
    } catch {
      this.#connection.destroy(); // the server then ends the statement when it notices
    } finally {
      this.#isCancelled = false;
    }
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#connection.end(() => resolve()));
    this.#connection.destroy();
  }
}

function answerOf(rows: unknown): Answer {
  if (Array.isArray(rows)) return { rows: rows as Answer["rows"], affectedCount: 0n }; // TextRows made them
  const { affectedRows } = rows as { readonly affectedRows?: number }; // mysql2's ResultSetHeader
  return { rows: [], affectedCount: BigInt(affectedRows ?? 0) };
}

/** Where a server may be. */
interface Place {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly path?: string;
}

/** Opens the connection: to the first host that answers, over TLS as the mode says. */
export async function openDriver(params: ConnectParams, settings: Settings): Promise<Driver> {
  const socket = params.resolved.files["socket"];
  const places: Place[] = socket === undefined
    ? [...params.resolved.endpoints]
    : [{ host: "localhost", address: "", port: 0, path: socket }];
  let last: PluginError | undefined;
  for (const place of places) {
    const modes: SslMode[] = settings.sslMode === "preferred"
      ? ["preferred", "disabled"]
      : [settings.sslMode];
    for (const mode of modes) {
      try {
        const open = () => openOne(params, settings, place, mode);
        return new Driver(await open(), open);
      } catch (error) {
        last = connectionError(error, place.path ?? `${place.host}:${place.port}`, mode);
        if (!hasNoTls(error)) break;
      }
    }
    // Another host may be up; a wrong password is wrong on all of them.
    if (last?.code === "connection.authentication") break;
  }
  throw last ?? new PluginError("connection.invalid", "The connection names no host");
}

/** What opens a connection. Loading it takes 30 ms: better while nobody waits than when it is needed. */
export async function loadMysql2(): Promise<CreateConnection> {
  const { default: mysql } = await import("mysql2");
  return mysql.createConnection as unknown as CreateConnection; // the part that is used, see above
}

async function openOne(
  params: ConnectParams,
  settings: Settings,
  place: Place,
  mode: SslMode,
): Promise<Connection> {
  const createConnection = await loadMysql2();
  // Given away before it is connected. Under Deno 2.6 the handshake of TLS never ends when the server's greeting has come
  // before mysql2 listens.
  const stream = openSocket(place);
  const ssl = tlsOptions(params, mode);
  const connection = createConnection({
    stream,
    // Says that the password may go over it as it is: a socket is as safe as TLS.
    ...(place.path !== undefined && { socketPath: place.path }),
    host: place.host,
    user: settings.user,
    password: settings.password ?? "",
    database: settings.database,
    charset: "UTF8MB4_GENERAL_CI",
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    disableEval: true,
    multipleStatements: false,
    flags: ["-LOCAL_FILES"],
    connectTimeout: settings.connectTimeoutMs,
    ...(ssl && { ssl }),
  });
  return await new Promise((resolve, reject) => {
    connection.on("error", reject); // a second error of a connection that failed is no news
    connection.connect((error) => {
      if (!error) return resolve(connection);
      connection.destroy();
      reject(error);
    });
  });
}

function tlsOptions(
  { resolved: { pem } }: ConnectParams,
  mode: SslMode,
): Record<string, unknown> | undefined {
  if (mode === "disabled") return undefined;
  const isVerified = mode === "verify-ca" || mode === "verify-identity";
  return {
    ...(pem["ca"] !== undefined && { ca: pem["ca"] }),
    ...(pem["cert"] !== undefined && { cert: pem["cert"] }),
    ...(pem["key"] !== undefined && { key: pem["key"] }),
    rejectUnauthorized: isVerified,
    verifyIdentity: mode === "verify-identity",
  };
}

function openSocket({ address, port, path }: Place): Socket {
  const socket = path === undefined ? connectSocket({ host: address, port }) : connectSocket({ path });
  socket.once("connect", () => socket.setNoDelay(true));
  return socket;
}
