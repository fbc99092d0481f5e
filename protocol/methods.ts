// The methods of shp/1: for each its parameters, result, input and output items and default deadline.
// The table is the single definition: types, checks in both directions, the protocol page and the SDK read it.
import { DESCRIPTION } from "./describe.ts";
import { DIAGNOSTIC } from "./errors.ts";
import { MODEL_ITEM, OBJECT_NAME } from "./model.ts";
import { PLAN_INPUT, PLAN_PART, PLAN_RESULT, type PlanInput } from "./plan.ts";
import {
  any,
  array,
  boolean,
  type Infer,
  int,
  int64,
  object,
  oneOfWords,
  optional,
  record,
  type Schema,
  string,
} from "./schema.ts";

/** A node of the database's cluster that the connection does not name. */
export const PEER = object({
  address: string({ maxLength: 100, description: "An IP address: the core looks up no name for a plugin" }),
  port: int({ minimum: 1, maximum: 65535 }),
});

/** The most peers that a plugin may name. */
export const MAX_PEERS = 1000;

/** What a connection is made from. The core has already resolved names, read PEM files and made paths absolute. */
export const CONNECT_PARAMS = object({
  engine: string({ maxLength: 60, description: "One of the engines of the welcome" }),
  uri: optional(string({ maxLength: 10_000, description: "A secret: it may hold a password" })),
  options: record(any(), { description: "The connection block's options, values resolved" }),
  resolved: object({
    endpoints: array(object({
      host: string({ description: "The name the user wrote; the TLS server name" }),
      address: string({
        description: "The IP address that is granted; among several hosts also the path of a unix socket",
      }),
      port: int({ minimum: 1, maximum: 65535 }),
      password: optional(string({
        maxLength: 10_000,
        description: "A secret: what a file of passwords has for this host of several",
      })),
    })),
    files: record(string(), { description: "Absolute paths, by the names of the connection block" }),
    pem: record(string(), { description: "Contents of PEM files, by the names of the connection block" }),
  }),
  lockTimeoutMs: int({ minimum: 0, description: "How long to wait for a lock of the engine" }),
});

const NOTHING = object({});

const PLAN_PARAMS = object({
  seedData: boolean({ description: "Also make the seed rows so" }),
});

const APPLY_ITEM_IN = object({
  sql: string(),
  transactional: boolean(),
  lockTimeoutMs: optional(int({ minimum: 0 })),
});

const APPLY_ITEM_OUT = object({
  index: int({ minimum: 0, description: "Position of the statement, from 0" }),
  rowsAffected: optional(int64()),
  elapsedMs: int({ minimum: 0 }),
});

const APPLY_PARAMS = object({
  expected: optional(object({
    scope: array(OBJECT_NAME),
    currentDigest: string(),
  }, {
    description: "Refuse with database.changed when the scope is no longer so. Absent for text (--ddl)",
  })),
});

const APPLY_RESULT = object({
  outcome: oneOfWords(["committed", "rolled-back", "partial"]),
  appliedCount: int({ minimum: 0 }),
});

const TEXT_CHUNK = object({ text: string({ description: "A piece of the text, cut anywhere" }) });

const SPLIT_ITEM = object({
  sql: string({ description: "One statement, without a closing semicolon" }),
  line: int({ minimum: 1, description: "Where it begins in the text" }),
});

const GENERATED = object({
  kind: string({ maxLength: 60 }),
  name: string(),
  body: optional(
    { type: "object", description: "Absent: no document can describe the object" } as {
      readonly type: "object";
    },
  ),
  unexpressed: array(string(), { description: "What the object has that its document does not say" }),
});

interface Method {
  readonly summary: string;
  readonly params: Schema<unknown>;
  readonly result: Schema<unknown>;
  readonly input?: Schema<unknown>;
  readonly output?: Schema<unknown>;
  /** Default deadline in milliseconds, counted by the core from the last sign of life. */
  readonly deadlineMs: number;
  /** Named in the capabilities when the plugin has it; the others every plugin has. */
  readonly optional?: true;
}

/** Every method. Requests go from the core to the plugin only. */
export const METHODS = {
  describe: {
    summary: "Says what the plugin is. Runs in a process without grants; kept by the file's digest",
    params: NOTHING,
    result: DESCRIPTION,
    deadlineMs: 10_000,
  },
  initialize: {
    summary: "The first request of a process that will connect",
    params: object({ locale: optional(string({ maxLength: 60 })) }),
    result: NOTHING,
    deadlineMs: 10_000,
  },
  validate: {
    summary: "Checks connection parameters without connecting",
    params: CONNECT_PARAMS,
    result: object({ diagnostics: array(DIAGNOSTIC) }),
    deadlineMs: 10_000,
  },
  connect: {
    summary: "Opens the one connection of this process",
    params: CONNECT_PARAMS,
    result: object({
      database: string(),
      engineVersion: string(),
      peers: optional(array(PEER, {
        maxItems: MAX_PEERS,
        description: "Nodes that the connection would also use, were they granted",
      })),
    }),
    deadlineMs: 30_000,
  },
  inspect: {
    summary: "Streams the live schema",
    params: object({ only: optional(array(OBJECT_NAME)) }),
    result: object({ digest: string() }),
    output: MODEL_ITEM,
    deadlineMs: 600_000,
    optional: true,
  },
  plan: {
    summary: "Compares specs with the database and streams the statements that close the gap",
    params: PLAN_PARAMS,
    result: PLAN_RESULT,
    input: PLAN_INPUT as Schema<PlanInput>,
    output: PLAN_PART,
    deadlineMs: 600_000,
    optional: true,
  },
  split: {
    summary: "Cuts text into statements by the engine's own grammar",
    params: NOTHING,
    result: NOTHING,
    input: TEXT_CHUNK,
    output: SPLIT_ITEM,
    deadlineMs: 60_000,
    optional: true,
  },
  apply: {
    summary: "Runs statements under the engine's lock, in one transaction where the engine can",
    params: APPLY_PARAMS,
    result: APPLY_RESULT,
    input: APPLY_ITEM_IN,
    output: APPLY_ITEM_OUT,
    deadlineMs: 3_600_000,
    optional: true,
  },
  fixtures: {
    summary: "Renders specs and rows as statements for an empty database, without a connection",
    params: NOTHING,
    result: NOTHING,
    input: PLAN_INPUT as Schema<PlanInput>,
    output: PLAN_PART,
    deadlineMs: 600_000,
    optional: true,
  },
  generate: {
    summary: "Streams specs that describe the live schema",
    params: object({
      schemas: array(string(), { description: "Namespaces; empty: the engine's usual one" }),
    }),
    result: NOTHING,
    output: GENERATED,
    deadlineMs: 600_000,
    optional: true,
  },
  ping: { summary: "Answers", params: NOTHING, result: NOTHING, deadlineMs: 5_000 },
  close: { summary: "Closes the connection", params: NOTHING, result: NOTHING, deadlineMs: 5_000 },
  shutdown: {
    summary: "Answers, then ends the process with code 0",
    params: NOTHING,
    result: NOTHING,
    deadlineMs: 2_000,
  },
} as const satisfies Record<string, Method>;

/** The name of a method. */
export type MethodName = keyof typeof METHODS;
type Part<M extends MethodName, P extends string> = typeof METHODS[M] extends { readonly [K in P]: infer S }
  ? Infer<S>
  : never;
/** The parameters of a method. */
export type Params<M extends MethodName> = Part<M, "params">;
/** The result of a method. */
export type Result<M extends MethodName> = Part<M, "result">;
/** An item of a method's input stream; `never` when it has none. */
export type Input<M extends MethodName> = Part<M, "input">;
/** An item of a method's output stream; `never` when it has none. */
export type Output<M extends MethodName> = Part<M, "output">;
export type ConnectParams = Params<"connect">;
export type Peer = Infer<typeof PEER>;

/** The definition of a method by a name that came from outside. */
export function methodNamed(name: string): Method | undefined {
  return Object.hasOwn(METHODS, name) ? METHODS[name as MethodName] : undefined;
}
