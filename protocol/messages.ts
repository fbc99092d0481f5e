// The messages of shp/1: the frozen handshake, the envelopes that follow it and the limits both sides agree on.
// The methods and their parameters are in methods.ts.
import { WIRE_ERROR } from "./errors.ts";
import { any, array, bytes, type Infer, int, object, optional, string, union, word } from "./schema.ts";

/** The protocol versions that this code speaks. The highest that both sides speak is used. */
export const PROTOCOL_VERSIONS = { min: 1, max: 1 } as const;

export { EXIT_NOT_A_TERMINAL_PROGRAM, START_ARGUMENT } from "./start.ts";

/** The longest frame payload, in bytes, until both hello and welcome have been read. */
export const HANDSHAKE_FRAME_BYTES = 64 * 1024;

/** What both sides promise to keep to. Each side names its own; the smaller of the two counts. */
export const LIMITS = object({
  maxFrameBytes: int({ minimum: 65536, maximum: 1 << 30, description: "Longest frame payload, in bytes" }),
  maxInFlight: int({ minimum: 1, maximum: 1024, description: "Requests that may be unanswered at once" }),
  streamWindow: int({
    minimum: 1,
    maximum: 1024,
    description: "Item frames a stream may send before credit comes",
  }),
});

/** The limits that we name. */
export const DEFAULT_LIMITS = { maxFrameBytes: 16 * 1024 * 1024, maxInFlight: 64, streamWindow: 8 } as const;

/** What this process may touch, chosen by the core from the connection. Never widened. */
export const GRANTS = object({
  net: array(string({ maxLength: 300 }), {
    maxItems: 100,
    description: "`address:port`, exactly as it will be used",
  }),
  read: array(string({ maxLength: 4096 }), { maxItems: 100, description: "Absolute paths" }),
  write: array(string({ maxLength: 4096 }), { maxItems: 100, description: "Absolute paths" }),
});

const NAMED_VERSION = object({ name: string({ maxLength: 60 }), version: string({ maxLength: 60 }) });

/** The first frame, core to plugin. Frozen. */
export const HELLO = object({
  type: word("hello"),
  protocol: object({ min: int({ minimum: 0 }), max: int({ minimum: 0 }) }),
  core: NAMED_VERSION,
  limits: LIMITS,
  grants: GRANTS,
  secret: bytes({ minLength: 32, maxLength: 32, description: "One-time key of the proof" }),
});

/** The first frame, plugin to core. Frozen. */
export const HELLO_REPLY = union("type", [
  object({
    type: word("welcome"),
    version: int({ minimum: 0, description: "The highest version that both sides speak" }),
    plugin: NAMED_VERSION,
    engines: array(string({ minLength: 1, maxLength: 60 }), { minItems: 1, maxItems: 20 }),
    capabilities: array(string({ maxLength: 60 }), { maxItems: 50, description: "Absent means no" }),
    limits: LIMITS,
  }),
  object({
    type: word("refusal"),
    protocol: object({ min: int({ minimum: 0 }), max: int({ minimum: 0 }) }),
    message: string({ maxLength: 1000 }),
  }),
]);

/** The second frame, plugin to core: HMAC-SHA256 over both handshake payloads (see handshake.ts). Frozen. */
export const PROOF = object({
  type: word("proof"),
  hmac: bytes({ minLength: 32, maxLength: 32 }),
});

const ID = int({ minimum: 1, description: "Chosen by the core, never used twice in one process" });

/** Everything that may follow the handshake. */
export const ENVELOPE = union("type", [
  object({
    type: word("request", { description: "core to plugin" }),
    id: ID,
    method: string({ maxLength: 60 }),
    params: any({ description: "As the method says" }),
    input: optional(
      { type: "boolean", description: "True when an input stream will follow" } as {
        readonly type: "boolean";
      },
    ),
  }),
  object({
    type: word("response", { description: "plugin to core; exactly one a request" }),
    id: ID,
    result: any(),
  }),
  object({
    type: word("failure", { description: "plugin to core; a response that is an error" }),
    id: ID,
    error: WIRE_ERROR,
  }),
  object({
    type: word("items", { description: "either way: items of a request's input or output stream" }),
    id: ID,
    items: array(any(), { minItems: 1, maxItems: 10_000 }),
  }),
  object({ type: word("end", { description: "core to plugin: the input stream is complete" }), id: ID }),
  object({
    type: word("credit", {
      description: "either way: the receiver of a stream has room for `frames` more items frames",
    }),
    id: ID,
    frames: int({ minimum: 1, maximum: 1024 }),
  }),
  object({
    type: word("cancel", { description: "core to plugin; the request must still be answered" }),
    id: ID,
  }),
  object({
    type: word("log", { description: "plugin to core" }),
    level: { type: "string", enum: ["debug", "info", "warning", "error"] } as { readonly type: "string" },
    message: string({ maxLength: 10_000 }),
  }),
  object({
    type: word("progress", { description: "plugin to core" }),
    id: ID,
    message: string({ maxLength: 1000 }),
    done: optional(int({ minimum: 0 })),
    total: optional(int({ minimum: 0 })),
  }),
]);

export type Limits = Infer<typeof LIMITS>;
export type Grants = Infer<typeof GRANTS>;
export type Hello = Infer<typeof HELLO>;
export type HelloReply = Infer<typeof HELLO_REPLY>;
export type Welcome = Extract<HelloReply, { readonly type: "welcome" }>;
export type LogLevel = "debug" | "info" | "warning" | "error";
export type Progress = { readonly message: string; readonly done?: number; readonly total?: number };
export type Envelope =
  | {
    readonly type: "request";
    readonly id: number;
    readonly method: string;
    readonly params: unknown;
    readonly input?: boolean;
  }
  | { readonly type: "response"; readonly id: number; readonly result: unknown }
  | { readonly type: "failure"; readonly id: number; readonly error: Infer<typeof WIRE_ERROR> }
  | { readonly type: "items"; readonly id: number; readonly items: readonly unknown[] }
  | { readonly type: "end"; readonly id: number }
  | { readonly type: "credit"; readonly id: number; readonly frames: number }
  | { readonly type: "cancel"; readonly id: number }
  | { readonly type: "log"; readonly level: LogLevel; readonly message: string }
  | ({ readonly type: "progress"; readonly id: number } & Progress);
