// Turns what the driver throws into errors for the wire: the server's number and words, SQLSTATE, and a hint where one
// helps.
import { PluginError, type PluginErrorOptions } from "../../protocol/errors.ts";

/** The fields of the driver's errors that are used. */
interface DriverError {
  readonly message: string;
  readonly code: string;
  readonly errno: number;
  readonly sqlState: string;
}

/** Lock wait timeout, deadlock, user lock. */
const LOCKED = new Set([1205, 1213, 3058]);
/** A statement took longer than the connection's statementTimeout: selects (MySQL), any (MariaDB), any by the driver. */
const LATE = new Set([3024, 1969]);
const HINTS: Readonly<Record<number, string>> = {
  1205: "Another session holds a lock that this one needs (`show full processlist` shows it): " +
    "let it end or end it, then apply again; --lock-timeout waits longer",
  1213: "Another session and this one waited for each other: apply again",
};
/** What Deno's TLS says, without a code, when the other end is gone without its good-bye. */
const TORN = /without sending TLS close_notify/;
const LOST = new Set(["PROTOCOL_CONNECTION_LOST", "ECONNRESET", "EPIPE", "ER_SERVER_SHUTDOWN"]);

function fieldsOf(error: unknown): Partial<DriverError> {
  return typeof error === "object" && error !== null ? error : {};
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim() === "" ? fieldsOf(error).code ?? "Unknown failure" : text;
}

/** The server's number of an error; 0 for others. */
export function numberOf(error: unknown): number {
  return fieldsOf(error).errno ?? 0;
}

/** True for an answer of the server, false for what happened on the way to it. */
export function isServerError(error: unknown): boolean {
  return typeof fieldsOf(error).sqlState === "string" && numberOf(error) > 0;
}

/** The error of a statement. Errors of ours pass unchanged. */
export function databaseError(error: unknown, statement?: string): PluginError {
  if (error instanceof PluginError) return error;
  const { code = "", errno = 0, sqlState = "" } = fieldsOf(error);
  const options: PluginErrorOptions = {
    retryable: errno === 1205 || errno === 1213,
    ...(/^[0-9A-Z]{5}$/.test(sqlState) && { sqlstate: sqlState }),
    ...(statement !== undefined && { statement }),
  };
  const message = messageOf(error);
  const hint = HINTS[errno];
  const isTorn = TORN.test(message);
  if (LOST.has(code) || isTorn || errno === 1053 || errno === 1927) {
    const reason = isTorn ? "it ended without a word" : message;
    return new PluginError("connection.failed", `The connection to the server was lost: ${reason}`, {
      ...options,
      retryable: true,
    });
  }
  if (LOCKED.has(errno)) {
    return new PluginError("database.locked", message, { ...options, ...(hint !== undefined && { hint }) });
  }
  if (LATE.has(errno)) {
    return new PluginError("timeout", message, {
      ...options,
      hint:
        "The statement took longer than the connection's statementTimeout allows: allow more, or find what it waits for",
    });
  }
  return new PluginError("database.error", message, options);
}

/** The error of an attempt to connect. */
export function connectionError(error: unknown, where: string, mode: string): PluginError {
  if (error instanceof PluginError) return error;
  const cause = messageOf(error);
  const { code = "", errno = 0, sqlState } = fieldsOf(error);
  if (code === "EPERM" || code === "EACCES" || /NotCapable|Requires (?:net|read|write) access/.test(cause)) {
    return new PluginError("connection.denied", `The sandbox does not let the plugin reach ${where}`, {
      cause,
    });
  }
  if ([1044, 1045, 1698, 1251, 2049, 3118].includes(errno)) {
    return new PluginError(
      "connection.authentication",
      `The server at ${where} refuses the login: ${cause}`,
      {
        cause,
        ...(sqlState !== undefined && { sqlstate: sqlState }),
      },
    );
  }
  const [, method] = /using (?:unknown plugin )?(\w*?)(?:\. See| \. See|, which sends)/.exec(cause) ?? [];
  if (method !== undefined) {
    // Servers ask without a name for one method only.
    const name = method === "" ? "mysql_old_password" : method.replace(/^client_(?=ed25519)/, "");
    return new PluginError(
      "connection.authentication",
      `The server at ${where} asks for the login by ${name}, which is not supported`,
      { cause, hint: "Give the user mysql_native_password or caching_sha2_password, or another user" },
    );
  }
  if (errno === 1049) {
    return new PluginError("connection.failed", `The server at ${where} has no such database: ${cause}`, {
      sqlstate: "42000",
      hint: "Create the database first: its character set and collation are the defaults of its tables",
    });
  }
  const isTls = /certificate|ssl|tls|handshake/i.test(`${cause} ${code}`);
  const hint = isTls
    ? `ssl-mode is ${mode}; ssl-ca names the certificate authority`
    : /refused|timed ?out|timeout/i.test(cause)
    ? "Is the server running there, and does it listen on that address?"
    : undefined;
  return new PluginError("connection.failed", `The server at ${where} cannot be reached: ${cause}`, {
    cause,
    retryable: !isTls,
    ...(hint !== undefined && { hint }),
  });
}

/** The error of a statement that the driver ended. */
export function lateError(limitMs: number): Error {
  return Object.assign(new Error(`The statement took longer than ${limitMs} ms and was ended`), {
    errno: 3024,
    sqlState: "HY000",
    code: "ER_QUERY_TIMEOUT",
  });
}

/** True when the server ended a statement because it was told to. */
export function isInterrupted(error: unknown): boolean {
  return numberOf(error) === 1317;
}

/** True when the server has no TLS to offer. */
export function hasNoTls(error: unknown): boolean {
  return fieldsOf(error).code === "HANDSHAKE_NO_SSL_SUPPORT";
}
