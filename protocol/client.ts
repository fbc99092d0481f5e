// The core's side of a conversation after the handshake: requests with streams, deadlines and cancel.
// What a plugin sends is untrusted: every message is checked, and the first that is wrong ends the conversation.
import type { Channel } from "./channel.ts";
import { decode, encode } from "./codec.ts";
import { PluginError, ProtocolError } from "./errors.ts";
import { accept } from "./handshake.ts";
import { ENVELOPE, type Envelope, type LogLevel, type Progress } from "./messages.ts";
import {
  type Input,
  type MethodName,
  methodNamed,
  METHODS,
  type Output,
  type Params,
  type Result,
} from "./methods.ts";
import type { Schema } from "./schema.ts";
import { beginTurn, InboundStream, OutboundStream } from "./stream.ts";

/** How long a cancelled request may take to answer, in milliseconds, before the plugin is ended. */
export const CANCEL_GRACE_MS = 2000;

/** Timers cannot be longer than this, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What the owner of the plugin's process is told. */
export interface ClientEvents {
  log?(level: LogLevel, message: string): void;
  /** The conversation cannot go on; the process must be ended. Called once. */
  fatal(error: Error): void;
}

/** How one request is made. */
export interface RequestOptions<M extends MethodName> {
  readonly input?: AsyncIterable<Input<M>>;
  /** Called for each output item, in order; the next waits until it is done. */
  readonly onItem?: (item: Output<M>) => Promise<void> | void;
  readonly onProgress?: (progress: Progress) => void;
  /** Aborting sends a cancel; the request then fails, or succeeds when it was already done. */
  readonly signal?: AbortSignal;
  /** Milliseconds without a sign of life after which the request has failed. Default: the method's. */
  readonly deadlineMs?: number;
}

type Outcome = { readonly result: unknown } | { readonly error: Error };

interface Call {
  readonly method: MethodName;
  readonly output: InboundStream<unknown>;
  readonly input: OutboundStream<unknown> | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly settle: (outcome: Outcome) => void;
  /** When the plugin was last heard of in this request, by performance.now(). */
  lastSign: number;
  /** Set once the request has been cancelled: ends the plugin when no answer comes. */
  graceTimer?: ReturnType<typeof setTimeout>;
  /** What went wrong on our side: the request is then cancelled, and fails with this once it is answered. */
  ownError?: unknown;
}

/** Makes requests of one plugin process. */
export class Client {
  readonly #channel: Channel;
  readonly #events: ClientEvents;
  readonly #calls = new Map<number, Call>();
  #nextId = 1;
  #closed: Error | undefined;

  constructor(channel: Channel, events: ClientEvents) {
    this.#channel = channel;
    this.#events = events;
  }

  /**
   * Makes a request and waits for its answer. Whatever the caller did wrong fails this request alone.
   * @throws {PluginError} what the plugin answered, or `timeout`, `cancelled`, `plugin.crashed`, `protocol.limit`
   * @throws {ProtocolError} when the plugin broke the protocol, or the parameters do not fit the method
   */
  async request<M extends MethodName>(
    method: M,
    params: Params<M>,
    options: RequestOptions<M> = {},
  ): Promise<Result<M>> {
    if (this.#closed) throw this.#closed;
    if (options.signal?.aborted) throw new PluginError("cancelled", "The request was cancelled");
    if (this.#calls.size >= this.#channel.limits.maxInFlight) {
      throw new PluginError("protocol.limit", "Too many requests are unanswered");
    }
    const definition = METHODS[method];
    const id = this.#nextId++;
    const request = this.#makeRequest(id, method, params, options.input !== undefined);
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const call = this.#makeCall(id, method, options, resolve);
    this.#calls.set(id, call);
    const stopWatch = this.#watchDeadline(id, call, options.deadlineMs ?? definition.deadlineMs);
    const cancel = () => this.#cancel(id);
    options.signal?.addEventListener("abort", cancel, { once: true });
    try {
      this.#sendPayload(request).catch((error) => this.fail(error));
      if (options.input && call.input) this.#sendInput(id, method, options.input, call.input);
      const reading = this.#readOutput(id, call, options.onItem);
      const outcome = await promise;
      call.input?.close("The request was answered before its input ended");
      if ("error" in outcome) call.output.fail(outcome.error);
      await reading;
      if (call.ownError !== undefined) throw call.ownError;
      if ("error" in outcome) throw outcome.error;
      return this.#acceptResult(method, outcome.result);
    } finally {
      stopWatch();
      clearTimeout(call.graceTimer);
      options.signal?.removeEventListener("abort", cancel);
      this.#calls.delete(id);
    }
  }

  /** Takes one payload from the plugin. Never throws: a broken rule ends the conversation. */
  receive(payload: Uint8Array): void {
    if (this.#closed) return;
    beginTurn();
    try {
      this.#dispatch(accept(ENVELOPE as Schema<Envelope>, decode(payload), "A message"));
    } catch (error) {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Ends the conversation: every request fails with this error. */
  fail(error: Error): void {
    if (this.#closed) return;
    this.#closed = error;
    for (const call of this.#calls.values()) call.settle({ error });
    this.#events.fatal(error);
  }

  #makeRequest(id: number, method: MethodName, params: unknown, hasInput: boolean): Uint8Array<ArrayBuffer> {
    const schema = METHODS[method].params as Schema<unknown>;
    const checked = accept(schema, params, `The parameters of ${method}`);
    const request = { type: "request", id, method, params: checked } as const;
    const payload = encode(hasInput ? { ...request, input: true } : request);
    const limit = this.#channel.limits.maxFrameBytes;
    if (payload.length > limit) {
      throw new PluginError(
        "protocol.limit",
        `The request takes ${payload.length} bytes; a frame holds ${limit}`,
      );
    }
    return payload;
  }

  #makeCall<M extends MethodName>(
    id: number,
    method: M,
    options: RequestOptions<M>,
    settle: Call["settle"],
  ): Call {
    const call: Call = {
      method,
      output: new InboundStream(this.#channel.limits.streamWindow, (frames) => {
        call.lastSign = performance.now(); // until now it was we who kept the plugin waiting
        this.#post({ type: "credit", id, frames });
      }),
      input: options.input && new OutboundStream(this.#channel, id),
      onProgress: options.onProgress,
      settle,
      lastSign: performance.now(),
    };
    return call;
  }

  #acceptResult<M extends MethodName>(method: M, result: unknown): Result<M> {
    try {
      return accept(METHODS[method].result as Schema<Result<M>>, result, `The result of ${method}`);
    } catch (error) {
      this.fail(error as Error); // accept() throws ProtocolError only
      throw error;
    }
  }

  #dispatch(message: Envelope): void {
    if (message.type === "log") return this.#events.log?.(message.level, message.message);
    if (message.type === "request" || message.type === "end" || message.type === "cancel") {
      throw new ProtocolError("protocol.message", `A plugin may not send "${message.type}"`);
    }
    const call = this.#calls.get(message.id);
    if (!call) {
      // Credit may cross the answer on its way; anything else has no request to belong to.
      if (message.type === "credit" && message.id < this.#nextId) return;
      throw new ProtocolError(
        "protocol.message",
        `"${message.type}" for request ${message.id}, which is not open`,
      );
    }
    call.lastSign = performance.now();
    switch (message.type) {
      case "response":
        this.#calls.delete(message.id);
        call.output.end();
        return call.settle({ result: message.result });
      case "failure":
        this.#calls.delete(message.id);
        return call.settle({ error: PluginError.fromWire(message.error) });
      case "items": {
        const schema = methodNamed(call.method)?.output;
        if (!schema) throw new ProtocolError("protocol.message", `"${call.method}" has no output stream`);
        return call.output.push(
          message.items.map((item) => accept(schema, item, `An item of ${call.method}`)),
        );
      }
      case "credit":
        if (!call.input) {
          throw new ProtocolError("protocol.message", `"${call.method}" was sent no input stream`);
        }
        return call.input.addCredit(message.frames);
      case "progress":
        return this.#tellProgress(message.id, call, message);
    }
  }

  /** What the caller's function throws is the caller's error, not the plugin's. */
  #tellProgress(id: number, call: Call, progress: Progress): void {
    try {
      call.onProgress?.(progress);
    } catch (error) {
      this.#giveUp(id, error);
    }
  }

  /** Never rejects, and is not waited for: an answer settles the request, whatever was still to be sent. */
  async #sendInput(
    id: number,
    method: MethodName,
    input: AsyncIterable<unknown>,
    stream: OutboundStream<unknown>,
  ): Promise<void> {
    try {
      const schema = methodNamed(method)?.input as Schema<unknown>; // a method with input by the types
      for await (const item of input) await stream.send(accept(schema, item, `An input item of ${method}`));
      await stream.flush();
      if (this.#calls.has(id)) this.#post({ type: "end", id });
    } catch (error) {
      this.#giveUp(id, error);
    }
  }

  /** Never rejects. After an error of the caller's own the items are still taken, so that the answer can come. */
  async #readOutput(
    id: number,
    call: Call,
    onItem: ((item: never) => Promise<void> | void) | undefined,
  ): Promise<void> {
    try {
      for await (const items of call.output.frames()) {
        for (const item of items) {
          if (call.ownError !== undefined) break;
          try {
            const waiting = onItem?.(item as never); // checked against the method's schema
            if (waiting) await waiting;
          } catch (error) {
            this.#giveUp(id, error, call);
          }
        }
      }
    } catch {
      return; // the stream failed: the outcome of the request says the same
    }
  }

  /** Our side of a request broke: it is cancelled, and fails with this error once the plugin has answered. */
  #giveUp(id: number, error: unknown, call: Call | undefined = this.#calls.get(id)): void {
    if (!call) return;
    call.ownError ??= error ?? new Error("Thrown without a reason");
    this.#cancel(id);
  }

  #cancel(id: number): void {
    const call = this.#calls.get(id);
    if (!call || call.graceTimer !== undefined || this.#closed) return;
    this.#post({ type: "cancel", id });
    call.graceTimer = setTimeout(() => {
      if (this.#calls.get(id) !== call) return;
      const error = new PluginError("cancelled", "The plugin did not answer the cancel; it was ended", {
        data: { outcome: "unknown" },
      });
      this.fail(error);
    }, CANCEL_GRACE_MS);
  }

  /** Fails the request when the plugin is silent for too long, unless it is we who keep its items waiting. */
  #watchDeadline(id: number, call: Call, deadlineMs: number): () => void {
    const look = () => {
      if (!this.#calls.has(id)) return;
      if (call.output.hasUnread) call.lastSign = performance.now();
      const left = call.lastSign + deadlineMs - performance.now();
      if (left > 0) {
        timer = setTimeout(look, Math.min(left, LONGEST_TIMER_MS));
        return;
      }
      const message =
        `The plugin gave no sign of life for ${deadlineMs} ms while it worked on "${call.method}"`;
      this.fail(new PluginError("timeout", message, { data: { outcome: "unknown" } }));
    };
    let timer = setTimeout(look, Math.min(deadlineMs, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  }

  #post(message: Envelope): void {
    this.#sendPayload(encode(message)).catch((error) => this.fail(error));
  }

  async #sendPayload(payload: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await this.#channel.send(payload);
    } catch (error) {
      throw new PluginError("plugin.crashed", "The plugin no longer takes messages", {
        cause: String(error),
      });
    }
  }
}
