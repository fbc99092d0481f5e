// Values to MessagePack, in one pass and with a check of every value on the way, so that nothing leaves that the
// other side would refuse or read as something else. Knows nothing of messages.
// Format: https://github.com/msgpack/msgpack/blob/master/spec.md
import { MAX_VALUES } from "./decode.ts";
import { ProtocolError } from "./errors.ts";
import { MAX_DEPTH } from "./schema.ts";

/** Leaves room for the envelope around values that are encoded by themselves. */
const MAX_WRITTEN_VALUES = MAX_VALUES - 16;
const FIRST_CAPACITY = 1024;
/** Larger buffers are not kept after use, in bytes. */
const KEPT_CAPACITY = 1 << 20;
/** Texts up to this many UTF-16 units are copied unit by unit, which is faster than a call of TextEncoder. */
const SHORT_TEXT = 48;
const TEXT = new TextEncoder();
const INT64_MIN = -(2n ** 63n);
const UINT64_MAX = 2n ** 64n - 1n;

/**
 * Encodes one value: numbers, bigints (-2^63 to 2^64-1), well-formed text, bytes, lists and plain maps.
 * Whole numbers within the safe range become integers, other numbers 64-bit floats.
 * @throws {ProtocolError} protocol.codec for anything else, `undefined` included
 */
export function encode(value: unknown): Uint8Array<ArrayBuffer> {
  const writer = idle ?? new Writer();
  idle = undefined; // encode() may run inside a getter of the value
  try {
    writer.value(value, 1);
    return writer.take();
  } finally {
    writer.reset();
    idle = writer;
  }
}

let idle: Writer | undefined;

/** A growing buffer of encoded values. */
export class Writer {
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  #values = 0;

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** What was written since the last reset, as a copy that the caller owns. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  /** Forgets what was written after `length` bytes. */
  reset(length = 0): void {
    this.#length = length;
    if (length > 0) return;
    this.#values = 0;
    if (this.#bytes.length > KEPT_CAPACITY) {
      this.#bytes = new Uint8Array(FIRST_CAPACITY);
      this.#view = new DataView(this.#bytes.buffer);
    }
  }

  /** Appends bytes as they are. */
  raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Appends one value that lies `depth - 1` containers deep. @throws {ProtocolError} protocol.codec */
  value(value: unknown, depth: number): void {
    if (++this.#values > MAX_WRITTEN_VALUES) throw refused(`more than ${MAX_WRITTEN_VALUES} values`);
    switch (typeof value) {
      case "string":
        return this.#text(value);
      case "number":
        return this.#number(value);
      case "boolean":
        return this.#byte(value ? 0xc3 : 0xc2);
      case "bigint":
        return this.#bigint(value);
      case "object":
        break;
      default:
        throw refused(`a value of type ${typeof value}`);
    }
    if (value === null) return this.#byte(0xc0);
    if (value instanceof Uint8Array) {
      this.#head(value.length, undefined, 0, 0xc4);
      return this.raw(value);
    }
    if (depth > MAX_DEPTH) throw refused(`a value nested deeper than ${MAX_DEPTH} levels`);
    if (Array.isArray(value)) return this.#list(value, depth);
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      throw refused(`an instance of ${prototype.constructor?.name}`);
    }
    this.#map(value as Readonly<Record<string, unknown>>, depth); // an object that is neither of the above
  }

  #list(list: readonly unknown[], depth: number): void {
    this.#head(list.length, 0x90, 16, 0xdc - 1);
    for (let index = 0; index < list.length; index++) this.value(list[index], depth + 1);
  }

  #map(map: Readonly<Record<string, unknown>>, depth: number): void {
    const keys = Object.keys(map);
    this.#head(keys.length, 0x80, 16, 0xde - 1);
    for (const key of keys) {
      if (key === "__proto__") throw refused('the key "__proto__"');
      this.#values++;
      this.#text(key);
      this.value(map[key], depth + 1);
    }
  }

  #text(text: string): void {
    const units = text.length;
    if (units < SHORT_TEXT) {
      this.#room(units + 2);
      const bytes = this.#bytes;
      const start = this.#length + (units < 32 ? 1 : 2);
      let at = 0;
      for (; at < units; at++) {
        const unit = text.charCodeAt(at);
        if (unit > 0x7f) break;
        bytes[start + at] = unit;
      }
      if (at === units) {
        if (units < 32) bytes[start - 1] = 0xa0 | units;
        else {
          bytes[start - 2] = 0xd9;
          bytes[start - 1] = units;
        }
        this.#length = start + units;
        return;
      }
    }
    if (!text.isWellFormed()) throw refused("text with a lone surrogate");
    const encoded = TEXT.encode(text);
    this.#head(encoded.length, 0xa0, 32, 0xd9);
    this.raw(encoded);
  }

  #number(value: number): void {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
      if (!Number.isFinite(value)) throw refused("a number that is not finite");
      this.#room(9);
      this.#bytes[this.#length] = 0xcb;
      this.#view.setFloat64(this.#length + 1, value);
      this.#length += 9;
    } else if (value >= 0) {
      if (value < 0x80) this.#byte(value);
      else if (value > 0xffff_ffff) this.#bigint(BigInt(value));
      else this.#sized(value < 0x100 ? 0xcc : value < 0x1_0000 ? 0xcd : 0xce, value);
    } else if (value >= -0x20) this.#byte(value & 0xff);
    else if (value < -0x8000_0000) this.#bigint(BigInt(value));
    else this.#sized(value >= -0x80 ? 0xd0 : value >= -0x8000 ? 0xd1 : 0xd2, value);
  }

  #bigint(value: bigint): void {
    if (value < INT64_MIN || value > UINT64_MAX) throw refused("an integer beyond 64 bits");
    this.#room(9);
    this.#bytes[this.#length] = value < 0n ? 0xd3 : 0xcf;
    this.#view.setBigUint64(this.#length + 1, BigInt.asUintN(64, value));
    this.#length += 9;
  }

  /** The head of text, bytes, a list or a map; `byte8` is the marker of its form with an 8-bit length. */
  #head(length: number, fixed: number | undefined, fixedLimit: number, byte8: number): void {
    if (fixed !== undefined && length < fixedLimit) return this.#byte(fixed | length);
    // Lists and maps have no 8-bit form; fixed limits of 16 and 32 tell them from text.
    if (length < 0x100 && fixedLimit !== 16) return this.#sized(byte8, length, 1);
    if (length < 0x1_0000) return this.#sized(byte8 + 1, length, 2);
    this.#sized(byte8 + 2, length, 4);
  }

  /** A marker and an integer; the width follows from the marker of an integer unless it is given. */
  #sized(marker: number, value: number, width = 1 << (marker & 3)): void {
    this.#room(5);
    this.#bytes[this.#length] = marker;
    if (width === 1) this.#bytes[this.#length + 1] = value;
    else if (width === 2) this.#view.setUint16(this.#length + 1, value);
    else this.#view.setUint32(this.#length + 1, value);
    this.#length += 1 + width;
  }

  #byte(byte: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = byte;
  }

  #room(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

function refused(what: string): ProtocolError {
  return new ProtocolError("protocol.codec", `Cannot encode ${what}`);
}
