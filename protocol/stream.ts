// The streams of a request, with credit: a sender may have `streamWindow` items frames on their way; the receiver
// gives credit back as it consumes them. So neither side ever holds more than a window of frames.
import type { Channel } from "./channel.ts";
import { encode } from "./codec.ts";
import { PluginError, ProtocolError } from "./errors.ts";
import type { Envelope } from "./messages.ts";

/** The size that an items frame is meant to have, in bytes: large enough to be cheap, small enough to be one of many. */
const TARGET_FRAME_BYTES = 128 * 1024;
const MAX_BATCH = 1000;
const FIRST_BATCH = 16;
/** How long a busy consumer or producer may keep the event loop, in milliseconds, before cancels are let in. */
const TURN_MS = 25;

let turnBegan = performance.now();

/** Lets timers and messages in when this thread has been busy for longer than a turn. */
export async function yieldTurn(): Promise<void> {
  if (performance.now() - turnBegan < TURN_MS) return;
  await new Promise((resolve) => setTimeout(resolve, 0));
  turnBegan = performance.now();
}

/** The receiving end of a stream: an async iterable that gives credit as it is read. */
export class InboundStream<T> implements AsyncIterable<T> {
  readonly #window: number;
  readonly #giveCredit: (frames: number) => void;
  readonly #frames: (readonly T[])[] = [];
  #ended = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(window: number, giveCredit: (frames: number) => void) {
    this.#window = window;
    this.#giveCredit = giveCredit;
  }

  /** @throws {ProtocolError} protocol.limit when the sender had no credit; protocol.message after the end */
  push(items: readonly T[]): void {
    if (this.#ended) throw new ProtocolError("protocol.message", "Items came after the end of their stream");
    if (this.#frames.length >= this.#window) {
      throw new ProtocolError("protocol.limit", `More than ${this.#window} items frames came without credit`);
    }
    this.#frames.push(items);
    this.#wake?.();
  }

  /** No more items will come. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** True when the reader will meet, or has met, the error of fail(). */
  get failed(): boolean {
    return this.#failure !== undefined;
  }

  /** Ends the stream with an error for its reader, after what has already come. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.end();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    while (true) {
      const frame = this.#frames[0];
      if (frame) {
        await yieldTurn();
        yield* frame;
        this.#frames.shift(); // only now is there room for another
        if (!this.#ended) this.#giveCredit(1);
      } else if (this.#failure) throw this.#failure.error;
      else if (this.#ended) return;
      else {
        await new Promise<void>((resolve) => this.#wake = resolve);
        this.#wake = undefined;
      }
    }
  }
}

/** The sending end of a stream: gathers items into frames and waits for credit. */
export class OutboundStream<T> {
  readonly #channel: Channel;
  readonly #id: number;
  #credit: number;
  #batch: T[] = [];
  #batchSize = FIRST_BATCH;
  #waiting: (() => void) | undefined;
  #flushing: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(channel: Channel, id: number) {
    this.#channel = channel;
    this.#id = id;
    this.#credit = channel.limits.streamWindow;
  }

  /** Adds an item. Await the result: it resolves when there is room for more. */
  async send(item: T): Promise<void> {
    if (this.#failure) throw this.#failure.error;
    this.#batch.push(item);
    if (this.#batch.length >= this.#batchSize) await this.flush();
    // An item must not wait for company while its sender waits for an answer to it.
    else this.#timer ??= setTimeout(() => this.flush().catch((error) => this.fail(error)), 0);
    await yieldTurn();
  }

  /** Sends what has been gathered. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const items = this.#batch;
    if (items.length === 0) return this.#flushing;
    this.#batch = [];
    this.#flushing = this.#flushing.then(() => this.#sendItems(items));
    return this.#flushing;
  }

  /** The receiver has room for more frames. @throws {ProtocolError} when it gives more than the window */
  addCredit(frames: number): void {
    this.#credit += frames;
    if (this.#credit > this.#channel.limits.streamWindow) {
      throw new ProtocolError("protocol.limit", "More credit was given than frames were sent");
    }
    this.#waiting?.();
  }

  /** Makes every further or waiting send fail. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    clearTimeout(this.#timer);
    this.#waiting?.();
  }

  async #sendItems(items: readonly T[]): Promise<void> {
    const payload = encode({ type: "items", id: this.#id, items } satisfies Envelope);
    if (payload.length > this.#channel.limits.maxFrameBytes) {
      if (items.length === 1) {
        const bytes = payload.length;
        const limit = this.#channel.limits.maxFrameBytes;
        throw new PluginError("protocol.limit", `One item takes ${bytes} bytes; a frame holds ${limit}`);
      }
      const middle = items.length >> 1;
      await this.#sendItems(items.slice(0, middle));
      return await this.#sendItems(items.slice(middle));
    }
    while (this.#credit === 0 && !this.#failure) {
      await new Promise<void>((resolve) => this.#waiting = resolve);
    }
    if (this.#failure) throw this.#failure.error;
    this.#credit--;
    const perItem = payload.length / items.length;
    this.#batchSize = Math.max(1, Math.min(MAX_BATCH, Math.floor(TARGET_FRAME_BYTES / perItem)));
    await this.#channel.send(payload);
  }
}
