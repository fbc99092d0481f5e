// Turns what the driver throws into errors of the protocol, with Cassandra's own code in the place of an SQLSTATE.
import { PluginError, type PluginErrorOptions } from "../../protocol/errors.ts";

/** The fields of the driver's errors that are used. */
interface DriverError {
  readonly name: string;
  readonly message: string;
  /** A number: the server's code. A text: the system's. */
  readonly code: number | string;
  readonly innerErrors: Readonly<Record<string, unknown>>;
  readonly additionalInfo: Partial<DriverError>;
}

/** Bad credentials (protocol specification, section 9). */
const BAD_CREDENTIALS = 0x0100;
const UNAVAILABLE = 0x1000;
const OVERLOADED = 0x1001;
const BOOTSTRAPPING = 0x1002;
const UNAUTHORIZED = 0x2100;
/** Timeouts and failures of writes and reads: the first three may have been done. */
const WRITE_TIMEOUT = 0x1100;
const WRITE_FAILURE = 0x1500;
const READ_TIMEOUT = 0x1200;

const HINTS: Readonly<Record<number, string>> = {
  [UNAVAILABLE]: "Fewer nodes are up than a local quorum needs: start them, then plan again",
  [UNAUTHORIZED]: "The role needs CREATE, ALTER, DROP, SELECT and MODIFY on the keyspace",
};

function fieldsOf(error: unknown): Partial<DriverError> {
  return typeof error === "object" && error !== null ? error : {};
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim() === "" ? String(fieldsOf(error).code ?? "Unknown failure") : text.trim();
}

/** The server's code of an error; 0 for what happened on the way to it. */
export function codeOf(error: unknown): number {
  const { code } = fieldsOf(error);
  return typeof code === "number" ? code : 0;
}

/** True when nobody knows whether a statement was run: its answer never came. */
export function isUncertain(error: unknown): boolean {
  if (error instanceof PluginError) return false;
  return [WRITE_TIMEOUT, WRITE_FAILURE].includes(codeOf(error)) || codeOf(error) === 0;
}

/** True for a node that could not be reached, in whose place another may be. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof PluginError && error.code === "connection.failed";
}

/** The error of a statement. Errors of ours pass unchanged. */
export function databaseError(error: unknown, statement?: string): PluginError {
  if (error instanceof PluginError) return error;
  const code = codeOf(error);
  const message = messageOf(error);
  const hint = HINTS[code];
  const options: PluginErrorOptions = {
    retryable: [UNAVAILABLE, OVERLOADED, BOOTSTRAPPING, WRITE_TIMEOUT, READ_TIMEOUT].includes(code),
    ...(code > 0 && { sqlstate: `0x${code.toString(16).padStart(4, "0")}` }),
    ...(statement !== undefined && { statement }),
    ...(hint !== undefined && { hint }),
  };
  if (code > 0) return new PluginError("database.error", message, options);
  const inner = causeOf(error);
  return new PluginError("connection.failed", `The connection to the node was lost: ${inner}`, {
    ...options,
    retryable: true,
    cause: message,
  });
}

/** What the driver says for each node it tried, in the place of "all hosts tried failed". */
function causeOf(error: unknown): string {
  const [first] = Object.values(fieldsOf(error).innerErrors ?? {});
  return messageOf(first ?? error);
}

/** The error of an attempt to connect. */
export function connectionError(error: unknown, where: string, isTls: boolean): PluginError {
  if (error instanceof PluginError) return error;
  const [inner = error] = Object.values(fieldsOf(error).innerErrors ?? {});
  const cause = messageOf(inner);
  const { code, name, additionalInfo } = fieldsOf(inner);
  if (code === "EPERM" || code === "EACCES" || /NotCapable|Requires net access/.test(cause)) {
    return new PluginError("connection.denied", `The sandbox does not let the plugin reach ${where}`, {
      cause,
    });
  }
  if (
    name === "AuthenticationError" || code === BAD_CREDENTIALS || additionalInfo?.code === BAD_CREDENTIALS
  ) {
    const isAsked = /requires authentication/i.test(cause);
    return new PluginError(
      "connection.authentication",
      isAsked
        ? `The node ${where} asks for a user and a password`
        : `The node ${where} refuses the login: ${cause}`,
      { cause, ...(isAsked && { hint: "Give username and password" }) },
    );
  }
  const isAboutTls = /certificate|ssl|tls|handshake|altnames|UnknownIssuer|InvalidContentType/i.test(cause);
  const hint = isAboutTls
    ? "Check the certificate authority (ca), the client's certificate (cert, key) and how much is verified (verify)"
    : isTls
    ? "Is the node running there, and does its native transport speak TLS?"
    : "Is the node running there, does it listen on that address, and does it want TLS?";
  return new PluginError("connection.failed", `The node ${where} cannot be reached: ${cause}`, {
    cause,
    retryable: !isAboutTls,
    hint,
  });
}
