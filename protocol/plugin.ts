// The interface that an engine in TypeScript implements. Its default export is a DatabasePlugin and nothing else
// happens at import; frames, process and sandbox belong to the launcher.
import type { Capability, Description } from "./describe.ts";
import type { Diagnostic } from "./errors.ts";
import type { LogLevel, Progress } from "./messages.ts";
import type { ConnectParams, Input, Output, Params, Peer, Result } from "./methods.ts";

/** What a running request may use. */
export interface RequestContext {
  /** Aborted when the core cancels; the request should then end soon, with or without an error. */
  readonly signal: AbortSignal;
  /** Tells the user about a long step. Cheap: sent at most ten times a second. */
  progress(progress: Progress): void;
  log(level: LogLevel, message: string): void;
}

/** Sends one item of the output stream; waits while the receiver has no room. */
export type Send<T> = (item: T) => Promise<void> | void;

/** A database engine, as the core sees it. */
export interface DatabasePlugin {
  readonly name: string;
  readonly version: string;
  readonly engines: readonly string[];
  readonly capabilities: readonly Capability[];
  /** Called in a process that may touch nothing. */
  describe(): Description;
  /** Called once before connect. */
  initialize?(params: Params<"initialize">): Promise<void> | void;
  /** Checks connection parameters without touching the network or a file. */
  validate?(params: ConnectParams): readonly Diagnostic[];
  /**
   * Opens the one connection of this process.
   * @throws {PluginError} connection.invalid, connection.failed, connection.denied, connection.authentication;
   *   connection.peers with `data: {peers}` when it cannot go on without them
   */
  connect(params: ConnectParams): Promise<DatabaseConnection>;
  /** Cuts text into statements by the engine's grammar, as it arrives. */
  split?(
    input: AsyncIterable<Input<"split">>,
    send: Send<Output<"split">>,
    context: RequestContext,
  ): Promise<void>;
  /** Renders specs for an empty database, without a connection. */
  fixtures?(
    input: AsyncIterable<Input<"fixtures">>,
    send: Send<Output<"fixtures">>,
    context: RequestContext,
  ): Promise<void>;
  /** Called once before the process ends. */
  shutdown?(): Promise<void> | void;
}

/** An open connection to one database. */
export interface DatabaseConnection {
  /** The database's own name, for people. */
  readonly database: string;
  readonly engineVersion: string;
  /** Nodes that the connection would also use, were they granted: the core then connects anew, with them. */
  readonly peers?: readonly Peer[];
  inspect?(
    params: Params<"inspect">,
    send: Send<Output<"inspect">>,
    context: RequestContext,
  ): Promise<Result<"inspect">>;
  plan?(
    params: Params<"plan">,
    input: AsyncIterable<Input<"plan">>,
    send: Send<Output<"plan">>,
    context: RequestContext,
  ): Promise<Result<"plan">>;
  apply?(
    params: Params<"apply">,
    input: AsyncIterable<Input<"apply">>,
    send: Send<Output<"apply">>,
    context: RequestContext,
  ): Promise<Result<"apply">>;
  generate?(
    params: Params<"generate">,
    send: Send<Output<"generate">>,
    context: RequestContext,
  ): Promise<void>;
  /** Rolls back what is open and releases everything. */
  close(): Promise<void> | void;
}
