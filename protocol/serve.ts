// The engine's side of a conversation after the handshake: takes requests, runs the DatabasePlugin, answers each
// request exactly once. Runs in the launcher's Worker; knows nothing of processes.
import type { Channel } from "./channel.ts";
import { decode, encode } from "./codec.ts";
import { PluginError, ProtocolError, toWireError, type WireError } from "./errors.ts";
import { accept } from "./handshake.ts";
import { ENVELOPE, type Envelope, type Progress } from "./messages.ts";
import { type ConnectParams, MAX_PEERS, type MethodName, methodNamed, type Params } from "./methods.ts";
import type { DatabaseConnection, DatabasePlugin, RequestContext } from "./plugin.ts";
import type { Schema } from "./schema.ts";
import { beginTurn, InboundStream, OutboundStream } from "./stream.ts";

/** The least time between two progress messages of one request, in milliseconds. */
const PROGRESS_INTERVAL_MS = 100;

/** How long aborted requests may take before the connection is closed all the same, in milliseconds. */
const ABANDON_WAIT_MS = 1000;

/** No PluginError yet: one made while modules load, or for each answer, costs 4 ms of a start (its stack is read). */
const ANSWERED = "The request has been answered";

interface Running {
  readonly abort: AbortController;
  readonly input: InboundStream<unknown> | undefined;
  readonly output: OutboundStream<unknown>;
  /** Resolves when the request has been answered. */
  readonly answered: PromiseWithResolvers<void>;
}

/** What a method of the engine streams through; its items are of the method's own types. */
interface Streams {
  readonly items: AsyncIterable<never>;
  readonly send: (item: unknown) => Promise<void>;
  readonly context: RequestContext;
}

/** Serves one plugin over one channel. */
export class Server {
  readonly #plugin: DatabasePlugin;
  readonly #channel: Channel;
  readonly #running = new Map<number, Running>();
  #lastId = 0;
  #connection: DatabaseConnection | undefined;
  #connecting = false;
  #initialized: Promise<void> | undefined;

  constructor(plugin: DatabasePlugin, channel: Channel) {
    this.#plugin = plugin;
    this.#channel = channel;
  }

  /**
   * Takes one payload.
   * @returns "shutdown" when the answer that was just sent is the last one
   * @throws {ProtocolError} when the core broke the protocol
   */
  async receive(payload: Uint8Array): Promise<"shutdown" | undefined> {
    beginTurn();
    const message = accept(ENVELOPE as Schema<Envelope>, decode(payload), "A message");
    switch (message.type) {
      case "request":
        await this.#request(message);
        return message.method === "shutdown" ? "shutdown" : undefined;
      case "items": {
        const running = this.#running.get(message.id);
        if (!running) return; // answered before its input ended
        if (!running.input) throw new ProtocolError("protocol.message", "Items for a request without input");
        running.input.push(message.items);
        return;
      }
      case "end":
        this.#running.get(message.id)?.input?.end();
        return;
      case "credit":
        this.#running.get(message.id)?.output.addCredit(message.frames);
        return;
      case "cancel":
        abort(this.#running.get(message.id), new PluginError("cancelled", "The request was cancelled"));
        return;
      default:
        throw new ProtocolError("protocol.message", `The core may not send "${message.type}"`);
    }
  }

  /** The core is gone: aborts what runs, gives it a moment to roll back and closes the connection. */
  async abandon(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => timer = setTimeout(resolve, ABANDON_WAIT_MS));
    const gone = new PluginError("plugin.closed", "The core is gone");
    await Promise.race([this.#abortAll([...this.#running.values()], gone), late]);
    clearTimeout(timer);
    await this.#close();
  }

  async #request(request: Extract<Envelope, { type: "request" }>): Promise<void> {
    const { id, method } = request;
    if (id <= this.#lastId) throw new ProtocolError("protocol.message", `Request id ${id} was used before`);
    this.#lastId = id;
    const running = this.#makeRunning(id, request.input === true);
    try {
      const definition = this.#definitionOf(method);
      if (this.#running.size >= this.#channel.limits.maxInFlight) {
        throw new PluginError("protocol.limit", "Too many requests are unanswered");
      }
      const params = this.#acceptParams(definition.params, request.params, method);
      this.#running.set(id, running);
      const result = await this.#run(method as MethodName, params, running, id); // definitionOf() knows it
      // After a cancel the items are lost, but what was done was done: the result is told all the same.
      await running.output.flush().catch((error) => {
        if (!running.abort.signal.aborted) throw error;
      });
      running.output.close(ANSWERED); // an engine may have kept `send`: nothing follows the answer
      const checked = this.#own(definition.result, result, `The result of ${method}`);
      await this.#answer({ type: "response", id, result: checked });
    } catch (thrown) {
      const error = running.abort.signal.aborted && !(thrown instanceof PluginError)
        ? new PluginError("cancelled", "The request was cancelled", { cause: String(thrown) })
        : thrown;
      running.output.close(ANSWERED);
      await this.#answerFailure(id, toWireError(error));
    } finally {
      this.#running.delete(id);
      running.answered.resolve();
    }
  }

  #makeRunning(id: number, hasInput: boolean): Running {
    const { streamWindow } = this.#channel.limits;
    return {
      abort: new AbortController(),
      input: hasInput
        ? new InboundStream(streamWindow, (frames) => this.#post({ type: "credit", id, frames }))
        : undefined,
      output: new OutboundStream(this.#channel, id),
      answered: Promise.withResolvers(),
    };
  }

  #definitionOf(method: string): NonNullable<ReturnType<typeof methodNamed>> {
    const definition = methodNamed(method);
    if (!definition) throw new PluginError("protocol.method", `Unknown method "${method}"`);
    if (definition.optional && !(this.#plugin.capabilities as readonly string[]).includes(method)) {
      throw new PluginError("protocol.method", `This plugin has no "${method}"`);
    }
    return definition;
  }

  #acceptParams(schema: Schema<unknown>, params: unknown, method: string): unknown {
    try {
      return accept(schema, params, `The parameters of ${method}`);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      throw new PluginError("protocol.message", error.message); // one bad request is answered, not fatal
    }
  }

  async #run(
    method: MethodName,
    params: unknown,
    running: Running,
    id: number,
  ): Promise<unknown> {
    const plugin = this.#plugin;
    switch (method) {
      case "describe":
        return plugin.describe();
      case "initialize":
        this.#initialized = Promise.resolve(plugin.initialize?.(params as Params<"initialize">));
        await this.#initialized;
        return {};
      case "validate":
        return { diagnostics: plugin.validate?.(params as ConnectParams) ?? [] };
      case "connect":
        return await this.#connect(params as ConnectParams);
      case "split":
      case "fixtures": {
        const { items, send, context } = this.#streamsOf(method, running, id);
        await this.#able(plugin[method], method).call(plugin, items, send, context);
        return {};
      }
      case "ping":
        return {};
      case "close":
        await this.#close();
        return {};
      case "shutdown":
        await this.#shutdown(running);
        return {};
      default:
        return await this.#runConnected(method, params, this.#streamsOf(method, running, id));
    }
  }

  /** The methods that work on the connection. */
  async #runConnected(
    method: "inspect" | "plan" | "apply" | "generate",
    params: unknown,
    { items, send, context }: Streams,
  ): Promise<unknown> {
    const connection = this.#connection;
    if (!connection) {
      throw new PluginError("plugin.closed", `"${method}" needs a connection, and none is open`);
    }
    switch (method) {
      case "inspect":
        return await this.#able(connection.inspect, method)
          .call(connection, params as Params<"inspect">, send, context);
      case "plan":
        return await this.#able(connection.plan, method)
          .call(connection, params as Params<"plan">, items, send, context);
      case "apply":
        return await this.#able(connection.apply, method)
          .call(connection, params as Params<"apply">, items, send, context);
      case "generate":
        await this.#able(connection.generate, method)
          .call(connection, params as Params<"generate">, send, context);
        return {};
    }
  }

  #streamsOf(method: MethodName, running: Running, id: number): Streams {
    const output = methodNamed(method)?.output;
    return {
      items: this.#checked(method, (running.input ?? emptyInput()) as AsyncIterable<never>), // checked as they are read
      send: (item) => running.output.send(output ? this.#own(output, item, `An item of ${method}`) : item),
      context: this.#context(id, running),
    };
  }

  /** Checks each input item against the method's schema as the engine reads it. */
  async *#checked(method: MethodName, input: AsyncIterable<unknown>): AsyncGenerator<never> {
    const schema = methodNamed(method)?.input as Schema<never>; // only called for methods with input
    for await (const item of input) yield accept(schema, item, `An input item of ${method}`);
  }

  /** Checks what the engine wants to send: its mistake is answered, and the process lives on. */
  #own(schema: Schema<unknown>, value: unknown, what: string): unknown {
    try {
      return accept(schema, value, what);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      throw new PluginError("plugin.internal", error.message);
    }
  }

  #able<F>(handler: F | undefined, method: string): F {
    if (handler === undefined) throw new PluginError("protocol.method", `This plugin has no "${method}"`);
    return handler;
  }

  async #connect(params: ConnectParams): Promise<unknown> {
    if (this.#connecting) {
      throw new PluginError("protocol.message", "This process has had its one connection; start another");
    }
    if (!this.#plugin.engines.includes(params.engine)) {
      throw new PluginError("connection.invalid", `This plugin does not serve the engine "${params.engine}"`);
    }
    this.#connecting = true;
    await this.#initialized; // the core need not wait for that answer before it asks to connect
    this.#connection = await this.#plugin.connect(params);
    const { database, engineVersion, peers } = this.#connection;
    return { database, engineVersion, ...(peers && { peers: peers.slice(0, MAX_PEERS) }) };
  }

  async #close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.close();
  }

  /** Every other request is answered before the last one is. */
  async #shutdown(own: Running): Promise<void> {
    const closing = new PluginError("plugin.closed", "The plugin is shutting down");
    await this.#abortAll([...this.#running.values()].filter((running) => running !== own), closing);
    await this.#close();
    await this.#plugin.shutdown?.();
  }

  /** Resolves when each has been answered. */
  async #abortAll(requests: readonly Running[], reason: PluginError): Promise<void> {
    for (const running of requests) abort(running, reason);
    await Promise.all(requests.map((running) => running.answered.promise));
  }

  #context(id: number, running: Running): RequestContext {
    let lastProgress = -Infinity;
    return {
      signal: running.abort.signal,
      progress: (progress: Progress) => {
        const now = performance.now();
        if (now - lastProgress < PROGRESS_INTERVAL_MS || this.#running.get(id) !== running) return;
        lastProgress = now;
        this.#post({ type: "progress", id, ...fitProgress(progress) });
      },
      log: (level, message) => this.#post({ type: "log", level, message: clip(message, 10_000) }),
    };
  }

  async #answer(message: Envelope): Promise<void> {
    const payload = encode(message);
    const limit = this.#channel.limits.maxFrameBytes;
    if (payload.length > limit) {
      throw new PluginError(
        "protocol.limit",
        `The result takes ${payload.length} bytes; a frame holds ${limit}`,
      );
    }
    await this.#channel.send(payload);
  }

  /** `data` is the engine's own: when it cannot be sent the rest still is. */
  async #answerFailure(id: number, error: WireError): Promise<void> {
    try {
      await this.#answer({ type: "failure", id, error });
    } catch (cause) {
      if (error.data === undefined) throw cause;
      const { data: _data, ...rest } = error;
      await this.#answer({ type: "failure", id, error: rest });
    }
  }

  #post(message: Envelope): void {
    this.#answer(message).catch(() => {}); // the channel is gone, and with it whoever would read of it
  }
}

function abort(running: Running | undefined, reason: PluginError): void {
  running?.abort.abort(reason);
  running?.input?.fail(reason);
  running?.output.fail(reason);
}

function clip(text: string, most: number): string {
  return String(text).slice(0, most).toWellFormed();
}

function fitProgress({ message, done, total }: Progress): Progress {
  const isCount = (count: number | undefined): count is number =>
    Number.isSafeInteger(count) && Number(count) >= 0;
  return {
    message: clip(message, 1000),
    ...(isCount(done) && { done }),
    ...(isCount(total) && { total }),
  };
}

async function* emptyInput(): AsyncGenerator<never> {}
