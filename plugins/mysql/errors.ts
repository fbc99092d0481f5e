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

/** Lock wait timeout, deadlock, user lock, query timeouts of both servers. */
const LOCKED = new Set([1205, 1213, 3024, 1969, 3058]);
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
  if (LOST.has(code) || errno === 1053 || errno === 1927) {
    return new PluginError("connection.failed", `The connection to the server was lost: ${message}`, {
      ...options,
      retryable: true,
    });
  }
  if (LOCKED.has(errno)) return new PluginError("database.locked", message, options);
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
  if (errno === 1049) {
    return new PluginError("connection.failed", `The server at ${where} has no such database: ${cause}`, {
      sqlstate: "42000",
      hint: "Create the database first: its character set and collation are the defaults of its tables",
    });
  }
  const isTls = /certificate|ssl|tls|handshake/i.test(`${cause} ${code}`);
  const hint = isTls
    ? `ssl-mode is ${mode}; ssl-ca names the certificate authority`
    : /refused|timed out|timeout/i.test(cause)
    ? "Is the server running there, and does it listen on that address?"
    : undefined;
  return new PluginError("connection.failed", `The server at ${where} cannot be reached: ${cause}`, {
    cause,
    retryable: !isTls,
    ...(hint !== undefined && { hint }),
  });
}

/** True when the server has no TLS to offer. */
export function hasNoTls(error: unknown): boolean {
  return fieldsOf(error).code === "HANDSHAKE_NO_SSL_SUPPORT";
}
