// Frames: a u32 big-endian length and that many payload bytes, over any stream of bytes.
// The reader is pulled, one frame at a time, so that its limit can change between two frames (after the handshake).
import { ProtocolError } from "./errors.ts";

/** Bytes of a frame before its payload. */
export const FRAME_HEADER_BYTES = 4;

/** Puts the length before a payload. The payload is copied. */
export function frame(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + payload.length);
  new DataView(bytes.buffer).setUint32(0, payload.length);
  bytes.set(payload, FRAME_HEADER_BYTES);
  return bytes;
}

/** How long a frame that has begun may pause, in milliseconds, before its sender counts as stuck. */
export const FRAME_STALL_MS = 10_000;

/** Cuts a stream of bytes into payloads, however the bytes were split on their way. */
export class FrameReader {
  /** The longest payload that is accepted, in bytes. May be changed between two calls of next(). */
  maxFrameBytes: number;
  readonly #source: ReadableStreamDefaultReader<Uint8Array>;
  readonly #stallMs: number;
  #chunk: Uint8Array = new Uint8Array(0);
  #offset = 0;

  /** `stallMs`: how long a frame that has begun may pause. Between frames a sender may be silent for ever. */
  constructor(source: ReadableStream<Uint8Array>, maxFrameBytes: number, stallMs: number = FRAME_STALL_MS) {
    this.#source = source.getReader();
    this.maxFrameBytes = maxFrameBytes;
    this.#stallMs = stallMs;
  }

  /**
   * The next payload, which the caller owns; undefined at a clean end of the stream.
   * @throws {ProtocolError} protocol.frame for a length beyond the limit, and an end or a long pause inside a frame
   */
  async next(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const header = await this.#take(FRAME_HEADER_BYTES, true);
    if (!header) return undefined;
    const length = new DataView(header.buffer).getUint32(0);
    if (length === 0) throw new ProtocolError("protocol.frame", "A frame is empty");
    if (length > this.maxFrameBytes) {
      throw new ProtocolError(
        "protocol.frame",
        `A frame says it is ${length} bytes long; the limit is ${this.maxFrameBytes}`,
      );
    }
    return await this.#take(length, false);
  }

  /** Stops reading; a pending next() ends as at the end of the stream. */
  async cancel(): Promise<void> {
    await this.#source.cancel().catch(() => {}); // the pipe may be gone already
  }

  async #take(count: number, endAllowed: true): Promise<Uint8Array<ArrayBuffer> | undefined>;
  async #take(count: number, endAllowed: false): Promise<Uint8Array<ArrayBuffer>>;
  async #take(count: number, endAllowed: boolean): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const taken = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      if (this.#offset === this.#chunk.length) {
        const { value, done } = (endAllowed && filled === 0) || this.#stallMs === Infinity
          ? await this.#source.read()
          : await this.#readInFrame();
        if (done) {
          if (endAllowed && filled === 0) return undefined;
          throw new ProtocolError("protocol.frame", "The stream ended inside a frame");
        }
        this.#chunk = value;
        this.#offset = 0;
      }
      const part = this.#chunk.subarray(this.#offset, this.#offset + count - filled);
      taken.set(part, filled);
      filled += part.length;
      this.#offset += part.length;
    }
    return taken;
  }

  async #readInFrame(): Promise<ReadableStreamReadResult<Uint8Array>> {
    const reading = this.#source.read();
    const { promise: stalled, reject } = Promise.withResolvers<never>();
    // In two halves: when the whole process was suspended, the first goes off before what has come is read.
    let timer = setTimeout(() => {
      timer = setTimeout(() => {
        reading.catch(() => {}); // nobody will ask for it any more
        reject(new ProtocolError("protocol.frame", `A frame paused for more than ${this.#stallMs} ms`));
      }, this.#stallMs / 2);
    }, this.#stallMs / 2);
    try {
      return await Promise.race([reading, stalled]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Writes whole frames, one after the other, whoever calls. */
export class FrameWriter {
  /** The longest payload that may be written, in bytes. */
  maxFrameBytes: number;
  readonly #sink: WritableStreamDefaultWriter<Uint8Array>;

  constructor(sink: WritableStream<Uint8Array>, maxFrameBytes: number) {
    this.#sink = sink.getWriter();
    this.maxFrameBytes = maxFrameBytes;
  }

  /**
   * Writes one frame; resolves when the pipe has taken it.
   * @throws {ProtocolError} protocol.frame for a payload beyond the limit; the stream's own error when it is closed
   */
  async write(payload: Uint8Array): Promise<void> {
    if (payload.length > this.maxFrameBytes) {
      throw new ProtocolError(
        "protocol.frame",
        `A message takes ${payload.length} bytes; the limit is ${this.maxFrameBytes}`,
      );
    }
    await this.#sink.write(frame(payload));
  }

  /** Closes the pipe after what was written. */
  async close(): Promise<void> {
    await this.#sink.close().catch(() => {}); // closing a broken pipe is closing it
  }
}
