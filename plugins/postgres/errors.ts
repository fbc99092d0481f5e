// Turns what the driver throws into errors for the wire: SQLSTATE, the server's own words, and a hint where one helps.
import { PluginError, type PluginErrorOptions } from "../../protocol/errors.ts";

/** The fields of the server's error messages that are used. */
interface ServerError {
  readonly message: string;
  readonly code: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly position?: string;
  readonly where?: string;
}

const LOCKED = new Set(["55P03", "40P01", "40001", "57014"]);
const LOST = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "ECONNRESET",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
]);

function fieldsOf(error: unknown): Partial<ServerError> {
  return typeof error === "object" && error !== null ? error : {};
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim() === "" ? "Unknown failure" : text;
}

/** The error of a statement. Errors of ours pass unchanged. */
export function databaseError(error: unknown, statement?: string): PluginError {
  if (error instanceof PluginError) return error;
  const { code = "", detail, hint, position, where } = fieldsOf(error);
  const options: PluginErrorOptions = {
    retryable: code === "40001" || code === "40P01" || code === "55P03",
    ...(/^[0-9A-Z]{5}$/.test(code) && { sqlstate: code }),
    ...(statement !== undefined && { statement }),
    ...(position !== undefined && { position: Math.max(0, Number(position) - 1) }),
    ...(hint !== undefined && { hint }),
  };
  const message = [messageOf(error), detail, where].filter((each) => each !== undefined).join("; ");
  if (LOST.has(code)) {
    return new PluginError("connection.failed", `The connection to the server was lost: ${message}`, {
      ...options,
      retryable: true,
    });
  }
  if (LOCKED.has(code)) return new PluginError("database.locked", message, options);
  return new PluginError("database.error", message, options);
}

/** The error of an attempt to connect. */
export function connectionError(
  error: unknown,
  { host, port, path }: { readonly host: string; readonly port: number; readonly path?: string },
  mode: string,
): PluginError {
  const where = path ?? `${host}:${port}`;
  const cause = error instanceof PluginError ? error.message : messageOf(error);
  const code = error instanceof PluginError ? error.details.sqlstate ?? "" : fieldsOf(error).code ?? "";
  if (isSandboxRefusal(error, cause)) {
    return new PluginError("connection.denied", `The sandbox does not let the plugin reach ${where}`, {
      cause,
    });
  }
  if (code.startsWith("28")) {
    const noEntry = /pg_hba/.test(cause)
      ? "pg_hba.conf of the server has no entry that lets this connection in"
      : undefined;
    return new PluginError(
      "connection.authentication",
      `The server at ${where} refuses the login: ${cause}`,
      {
        sqlstate: code,
        cause,
        ...(noEntry !== undefined && { hint: noEntry }),
      },
    );
  }
  if (code === "3D000") {
    return new PluginError("connection.failed", `The server at ${where} has no such database: ${cause}`, {
      sqlstate: code,
    });
  }
  const isTls = /certificate|ssl|tls|handshake|SSL_NOT_SUPPORTED/i.test(cause);
  const hint = isTls
    ? `sslmode is ${mode}; sslrootcert names the certificate authority`
    : /refused|timed out|timeout/i.test(cause)
    ? "Is the server running there, and does it listen on that address?"
    : undefined;
  return new PluginError("connection.failed", `The server at ${where} cannot be reached: ${cause}`, {
    cause,
    retryable: !isTls,
    ...(code.length === 5 && { sqlstate: code }),
    ...(hint !== undefined && { hint }),
    ...(isTls && { data: "tls" }),
  });
}

/** What the walls refuse comes out of the socket as one of these. */
function isSandboxRefusal(error: unknown, message: string): boolean {
  const code = fieldsOf(error).code ?? "";
  return code === "EPERM" || code === "EACCES" ||
    /NotCapable|Requires (?:net|read|write) access/.test(message) ||
    (error instanceof Error && error.name === "NotCapable");
}
