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
import { InboundStream, OutboundStream } from "./stream.ts";

/** How long a cancelled request may take to answer, in milliseconds, before the plugin is ended. */
export const CANCEL_GRACE_MS = 2000;

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

interface Call {
  readonly method: MethodName;
  readonly output: InboundStream<unknown>;
  readonly input: OutboundStream<unknown> | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly settle: (outcome: { readonly result: unknown } | { readonly error: Error }) => void;
  readonly alive: () => void;
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
   * Makes a request and waits for its answer.
   * @throws {PluginError} what the plugin answered, or `timeout`, `cancelled`, `plugin.crashed`
   * @throws {ProtocolError} when the plugin broke the protocol
   */
  async request<M extends MethodName>(
    method: M,
    params: Params<M>,
    options: RequestOptions<M> = {},
  ): Promise<Result<M>> {
    if (this.#closed) throw this.#closed;
    if (this.#calls.size >= this.#channel.limits.maxInFlight) {
      throw new PluginError("protocol.limit", "Too many requests are unanswered");
    }
    const definition = METHODS[method];
    const id = this.#nextId++;
    const checkedParams = accept(definition.params as Schema<unknown>, params, `The parameters of ${method}`);
    const { promise, resolve } = Promise.withResolvers<{ result: unknown } | { error: Error }>();
    const watch = this.#watchDeadline(id, method, options.deadlineMs ?? definition.deadlineMs);
    const call: Call = {
      method,
      output: new InboundStream(
        this.#channel.limits.streamWindow,
        (frames) => this.#post({ type: "credit", id, frames }),
      ),
      input: options.input && new OutboundStream(this.#channel, id),
      onProgress: options.onProgress,
      settle: resolve,
      alive: watch.alive,
    };
    this.#calls.set(id, call);
    const cancel = () => this.#cancel(id);
    options.signal?.addEventListener("abort", cancel, { once: true });
    try {
      const request = { type: "request", id, method, params: checkedParams } as const;
      await this.#send(options.input ? { ...request, input: true } : request);
      if (options.signal?.aborted) cancel();
      if (options.input && call.input) this.#sendInput(id, method, options.input, call.input);
      const reading = this.#readOutput(id, call, options.onItem);
      const outcome = await promise;
      if ("error" in outcome) {
        call.output.fail(outcome.error);
        call.input?.fail(outcome.error);
        await reading;
        throw call.ownError ?? outcome.error;
      }
      call.input?.fail(new PluginError("plugin.closed", "The request was answered before its input ended"));
      await reading;
      if (call.ownError) throw call.ownError;
      return accept(definition.result as Schema<Result<M>>, outcome.result, `The result of ${method}`);
    } catch (error) {
      if (error instanceof ProtocolError) this.fail(error);
      throw error;
    } finally {
      watch.stop();
      options.signal?.removeEventListener("abort", cancel);
      this.#calls.delete(id);
    }
  }

  /** Takes one payload from the plugin. Never throws: a broken rule ends the conversation. */
  receive(payload: Uint8Array): void {
    if (this.#closed) return;
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
    call.alive();
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
        return call.onProgress?.(message);
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
      const schema = methodNamed(method)?.input as Schema<unknown>;
      for await (const item of input) await stream.send(accept(schema, item, `An input item of ${method}`));
      await stream.flush();
      await this.#send({ type: "end", id });
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
    const items = call.output[Symbol.asyncIterator]();
    while (true) {
      try {
        const { value, done } = await items.next();
        if (done) return;
        if (!call.ownError) await onItem?.(value as never); // checked against the method's schema
      } catch (error) {
        if (call.output.failed) return; // the outcome says the same
        this.#giveUp(id, error);
      }
    }
  }

  /** Our side of a request broke: it is cancelled, and fails with this error once the plugin has answered. */
  #giveUp(id: number, error: unknown): void {
    const call = this.#calls.get(id);
    if (!call) return;
    call.ownError ??= error;
    this.#cancel(id);
  }

  #cancel(id: number): void {
    const call = this.#calls.get(id);
    if (!call) return;
    this.#post({ type: "cancel", id });
    setTimeout(() => {
      if (this.#calls.get(id) !== call) return;
      const error = new PluginError("cancelled", "The plugin did not answer the cancel; it was ended", {
        data: { outcome: "unknown" },
      });
      this.fail(error);
    }, CANCEL_GRACE_MS);
  }

  #watchDeadline(id: number, method: MethodName, deadlineMs: number): { alive(): void; stop(): void } {
    const expire = () => {
      const message = `The plugin gave no sign of life for ${deadlineMs} ms while it worked on "${method}"`;
      if (this.#calls.has(id)) {
        this.fail(new PluginError("timeout", message, { data: { outcome: "unknown" } }));
      }
    };
    let timer = setTimeout(expire, deadlineMs);
    return {
      alive: () => {
        clearTimeout(timer);
        timer = setTimeout(expire, deadlineMs);
      },
      stop: () => clearTimeout(timer),
    };
  }

  #post(message: Envelope): void {
    this.#send(message).catch((error) => this.fail(error));
  }

  async #send(message: Envelope): Promise<void> {
    await this.#channel.send(encode(message));
  }
}
