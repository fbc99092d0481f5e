// The streams of a request, with credit: a sender may have `streamWindow` items frames on their way; the receiver
// gives credit back as it consumes them. So neither side ever holds more than a window of frames.
import type { Channel } from "./channel.ts";
import { encode, Writer } from "./encode.ts";
import { PluginError, ProtocolError } from "./errors.ts";
import type { Envelope } from "./messages.ts";

/** The size that an items frame is meant to have, in bytes: large enough to be cheap, small enough to be one of many. */
const TARGET_FRAME_BYTES = 128 * 1024;
/** The most items in one frame. */
const MAX_BATCH = 1000;
/** Containers around an item: the envelope and its list. */
const ITEM_DEPTH = 3;
/** How long a busy consumer or producer may keep the event loop, in milliseconds, before cancels are let in. */
const TURN_MS = 25;

let turnBegan = performance.now();

/** A message has come in: just now others had their turn. Without this an idle thread would wait 1 ms before it works. */
export function beginTurn(): void {
  turnBegan = performance.now();
}

/** True when this thread has been busy for longer than a turn. Asked for each item, so it waits for nothing itself. */
function isTurnOver(): boolean {
  return performance.now() - turnBegan >= TURN_MS;
}

/** Lets timers and messages in. */
async function yieldTurn(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  beginTurn();
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
    if (this.#failure) return; // it was already on its way when this side gave up
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

  /** True while items wait here for their reader, or the reader works on them. */
  get hasUnread(): boolean {
    return this.#frames.length > 0;
  }

  /** Ends the stream with an error for its reader, after what has already come. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.end();
  }

  /** The items of one frame after the other. */
  async *frames(): AsyncGenerator<readonly T[]> {
    while (true) {
      const frame = this.#frames[0];
      if (frame) {
        if (isTurnOver()) await yieldTurn();
        yield frame;
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

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for await (const frame of this.frames()) yield* frame;
  }
}

/** The sending end of a stream: gathers items into frames and waits for credit. Holds one frame and one item. */
export class OutboundStream<T> {
  readonly #channel: Channel;
  readonly #batch = new Writer();
  readonly #head: Uint8Array;
  #count = 0;
  #credit: number;
  #waiting: (() => void) | undefined;
  /** The frame on its way, if one is. */
  #sending: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(channel: Channel, id: number) {
    this.#channel = channel;
    this.#head = itemsHead(id);
    this.#credit = channel.limits.streamWindow;
  }

  /**
   * Adds an item. Await the result: it resolves when there is room for more.
   * @throws {PluginError} protocol.limit for an item that no frame can hold
   */
  async send(item: T): Promise<void> {
    if (this.#failure) throw this.#failure.error;
    if (!this.#append(item)) {
      await this.flush(); // it may fit into a frame of its own
      if (!this.#append(item)) {
        const limit = this.#channel.limits.maxFrameBytes;
        throw new PluginError("protocol.limit", `One item does not fit into a frame of ${limit} bytes`);
      }
    }
    if (this.#count >= MAX_BATCH || this.#batch.length >= TARGET_FRAME_BYTES) await this.flush();
    else this.#flushSoon();
    if (isTurnOver()) await yieldTurn();
  }

  /** Sends what has been gathered; resolves when all of it is on its way. */
  async flush(): Promise<void> {
    while (this.#sending) await this.#sending;
    if (this.#failure) throw this.#failure.error;
    if (this.#count === 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sending = this.#transmit(this.#seal());
    try {
      await this.#sending;
    } catch (error) {
      this.fail(error);
      throw error;
    } finally {
      this.#sending = undefined;
    }
    if (this.#count > 0) this.#flushSoon();
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

  /** Makes every further or waiting send fail with this message. The error is made only when someone sends. */
  close(message: string): void {
    this.#failure ??= {
      get error() {
        return new PluginError("plugin.closed", message);
      },
    };
    clearTimeout(this.#timer);
    this.#waiting?.();
  }

  /** An item must not wait for company while its sender waits for an answer to it. */
  #flushSoon(): void {
    if (this.#sending) return; // flush() looks again when it is done
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.flush().catch((error) => this.fail(error));
    }, 0);
  }

  /** Encodes an item into the batch, unless the batch has no room for it. */
  #append(item: T): boolean {
    const { maxFrameBytes } = this.#channel.limits;
    if (this.#count === 0) {
      this.#batch.reset();
      this.#batch.raw(this.#head);
    }
    const before = this.#batch.length;
    try {
      this.#batch.value(item, ITEM_DEPTH);
    } catch (error) {
      this.#batch.reset(before);
      if (this.#count > 0) return false; // alone it may be within the limits
      throw error;
    }
    if (this.#batch.length > maxFrameBytes) {
      this.#batch.reset(before);
      return false;
    }
    this.#count++;
    return true;
  }

  #seal(): Uint8Array<ArrayBuffer> {
    const payload = this.#batch.take();
    new DataView(payload.buffer).setUint16(this.#head.length - 2, this.#count);
    this.#count = 0;
    return payload;
  }

  async #transmit(payload: Uint8Array<ArrayBuffer>): Promise<void> {
    while (this.#credit === 0 && !this.#failure) {
      await new Promise<void>((resolve) => this.#waiting = resolve);
    }
    if (this.#failure) throw this.#failure.error;
    this.#credit--;
    await this.#channel.send(payload);
  }
}

/** An items message without its items: ends with a list whose length, in two bytes, is still to be written. */
function itemsHead(id: number): Uint8Array {
  const message = encode({ type: "items", id, items: [] } satisfies Envelope);
  const head = new Uint8Array(message.length + 2);
  head.set(message);
  head[message.length - 1] = 0xdc; // in place of the empty list
  return head;
}
