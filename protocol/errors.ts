// The error table of shp/1: every code that may cross the wire, and the two classes that carry them.
// Codes are pinned by tests; a message is for people and may change.
import { any, boolean, check, type Infer, int, object, optional, type Schema, string } from "./schema.ts";

/** Every error code of the protocol, with what it means to the reader of the protocol page. */
export const ERROR_CODES = {
  "protocol.frame": "A frame was longer than the negotiated limit, or the stream ended inside one",
  "protocol.codec": "A payload was not one well-formed MessagePack value within the limits",
  "protocol.message": "A message did not fit its schema, or came when it was not allowed",
  "protocol.version": "The two sides share no protocol version",
  "protocol.proof": "The proof of the handshake does not match",
  "protocol.method": "The method is not known or not among the plugin's capabilities",
  "protocol.limit": "Too many requests in flight, or more stream items than credit was given for",
  "plugin.crashed": "The engine ended before it answered",
  "plugin.internal": "The plugin failed in a way it did not foresee",
  "plugin.closed": "The plugin is shutting down, or the connection was closed",
  "cancelled": "The request was cancelled",
  "timeout": "The request did not finish within its deadline",
  "spec.invalid": "The desired state is not valid; diagnostics say where",
  "spec.unsupported": "The desired state asks for what the engine or this plugin cannot do",
  "connection.invalid": "The connection parameters are not valid",
  "connection.failed": "The database could not be reached",
  "connection.denied": "The sandbox refused what the connection needs; the database was not asked",
  "connection.peers": "The connection needs nodes that are not granted; `data` holds them as `peers`",
  "connection.authentication": "The database refused the credentials",
  "database.error": "The database refused a statement",
  "database.locked": "A lock was not obtained in time",
  "database.changed": "The database is no longer what the plan was made against",
} as const;

/** A code out of {@linkcode ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** An error as it crosses the wire. `code` stays open text so that a newer peer's code still gets through. */
export const WIRE_ERROR = object({
  code: string({ maxLength: 100, description: "A code out of the error table" }),
  message: string({ description: "One sentence for people, without secrets" }),
  hint: optional(string({ description: "What to do next" })),
  sqlstate: optional(string({ maxLength: 60, description: "SQLSTATE, or the engine's own error code" })),
  statement: optional(string({ description: "The statement that failed" })),
  position: optional(int({ minimum: 0, description: "Offset into the statement, in characters from 0" })),
  retryable: boolean({ description: "True when the same request may succeed later, unchanged" }),
  cause: optional(string({ description: "The underlying message, word for word" })),
  data: optional(any({ description: "Facts for programs; for `apply`: outcome and appliedCount" })),
});

/** An error as it crosses the wire. */
export type WireError = Infer<typeof WIRE_ERROR>;

/** The optional facts of a {@linkcode PluginError}. */
export type PluginErrorOptions = Partial<Omit<WireError, "code" | "message">>;

/** An error that a plugin reports in answer to a request. Thrown by engines, received by the core. */
export class PluginError extends Error {
  override readonly name = "PluginError";
  readonly code: string;
  readonly details: PluginErrorOptions;

  constructor(code: ErrorCode, message: string, details: PluginErrorOptions = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }

  /** The form that crosses the wire. */
  toWire(): WireError {
    return fit({ retryable: false, ...this.details, code: this.code, message: this.message });
  }

  /** Rebuilds an error that came over the wire. */
  static fromWire(wire: WireError): PluginError {
    const { code, message, ...details } = wire;
    return new PluginError(code as ErrorCode, message, details); // open by design: see WIRE_ERROR
  }
}

/** A peer broke the protocol. The conversation cannot go on; the process must be ended. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Turns whatever was thrown into an error that may cross the wire. Stacks stay where they are. */
export function toWireError(thrown: unknown): WireError {
  if (thrown instanceof PluginError) return thrown.toWire();
  const code = thrown instanceof ProtocolError ? thrown.code : "plugin.internal";
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return fit({ code, message: message || "Unknown failure", retryable: false });
}

/** The most UTF-16 units of one text in an error: an error must fit into a frame, also with a 20 MB statement. */
const MAX_ERROR_TEXT = 64 * 1024;

/** Makes an error keep to its schema, whatever an engine put into it: the core would end the conversation. */
function fit(error: WireError): WireError {
  const entries = Object.entries(error).filter(([, value]) => value !== undefined).map(([key, value]) => {
    if (typeof value !== "string") return [key, value];
    const most = key === "code" ? 100 : key === "sqlstate" ? 60 : MAX_ERROR_TEXT;
    return [key, value.slice(0, most).toWellFormed()];
  });
  const fitted: WireError = Object.fromEntries(entries);
  if (check(WIRE_ERROR, fitted, { unknownKeys: "drop" }).issues.length === 0) return fitted;
  const { code, message } = fitted;
  return { code: String(code), message: String(message), retryable: false };
}

/** A problem in what the user wrote, or a fact they must know. The core adds file, line and column. */
export const DIAGNOSTIC: Schema<Diagnostic> = object({
  severity: { type: "string", enum: ["error", "warning", "note"] } as Schema<Diagnostic["severity"]>,
  code: string({
    maxLength: 100,
    description: "A stable name for this kind of problem, e.g. unknown-column",
  }),
  message: string(),
  hint: optional(string({ description: "What to do next" })),
  spec: optional(int({ minimum: 0, description: "Index of the spec in the order in which specs were sent" })),
  path: optional(
    { type: "array", items: { type: ["string", "integer"] } } as Schema<readonly (string | number)[]>,
  ),
});

/** A problem in what the user wrote, or a fact they must know. */
export interface Diagnostic {
  readonly severity: "error" | "warning" | "note";
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly spec?: number;
  /** Keys and indexes from the root of the spec body. */
  readonly path?: readonly (string | number)[];
}

/** What is wrong with a connection, for `validate`: what reading its settings throws. Errors of other kinds pass. */
export function connectionDiagnostics(read: () => unknown): readonly Diagnostic[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    const { message, details: { hint } } = error;
    return [{ severity: "error", code: "invalid-connection", message, ...(hint !== undefined && { hint }) }];
  }
}
