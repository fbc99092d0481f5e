// MessagePack to values, for bytes that nobody vouches for: one pass that checks each byte before it builds anything
// from it. Nesting, the number of values, UTF-8, duplicate keys and every length are judged here. (The usual decoder
// has no depth limit, 2 MB of nested arrays cost it 437 MB, takes invalid UTF-8 and duplicate keys, and loses a
// byte order mark at the beginning of a long text.)
// Format: https://github.com/msgpack/msgpack/blob/master/spec.md
import { ProtocolError } from "./errors.ts";
import { MAX_DEPTH } from "./schema.ts";

/** The most values (scalars, containers, keys) that one payload may hold. */
export const MAX_VALUES = 1_000_000;

/** Texts up to this many bytes are read byte by byte, which is faster than a call of TextDecoder. */
const SHORT_TEXT = 24;
const TEXT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Decodes a payload that is exactly one MessagePack value as shp/1 allows it: maps with unique text keys, no
 * extension types, valid UTF-8, finite numbers, at most {@linkcode MAX_DEPTH} levels and {@linkcode MAX_VALUES}
 * values. Integers become numbers where they are safe and bigints where not, however they were encoded.
 * Takes time and memory linear in the payload.
 * @throws {ProtocolError} protocol.codec
 */
export function decode(payload: Uint8Array): unknown {
  return new Reader(payload).read();
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;
  #values = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(): unknown {
    if (this.#bytes.length === 0) throw malformed("The payload is empty");
    const value = this.#value(1);
    if (this.#offset !== this.#bytes.length) throw malformed("Bytes follow the value");
    return value;
  }

  #value(depth: number): unknown {
    if (++this.#values > MAX_VALUES) throw malformed(`More than ${MAX_VALUES} values`);
    const byte = this.#bytes[this.#offset++];
    if (byte === undefined) throw malformed("The value is cut short");
    if (byte <= 0x7f) return byte;
    if (byte >= 0xe0) return byte - 0x100;
    if (byte <= 0x8f) return this.#map(byte & 0x0f, depth);
    if (byte <= 0x9f) return this.#list(byte & 0x0f, depth);
    if (byte <= 0xbf) return this.#text(byte & 0x1f);
    return this.#marked(byte, depth);
  }

  #marked(byte: number, depth: number): unknown {
    switch (byte) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4: // bin 8, 16, 32
      case 0xc5:
      case 0xc6: {
        const start = this.#take(this.#unsigned(1 << (byte - 0xc4)));
        return this.#bytes.slice(start, this.#offset);
      }
      case 0xca:
        return finite(this.#view.getFloat32(this.#take(4)));
      case 0xcb:
        return finite(this.#view.getFloat64(this.#take(8)));
      case 0xcc: // uint 8, 16, 32
      case 0xcd:
      case 0xce:
        return this.#unsigned(1 << (byte - 0xcc));
      case 0xcf:
        return integer(this.#view.getBigUint64(this.#take(8)));
      case 0xd0:
        return this.#view.getInt8(this.#take(1));
      case 0xd1:
        return this.#view.getInt16(this.#take(2));
      case 0xd2:
        return this.#view.getInt32(this.#take(4));
      case 0xd3:
        return integer(this.#view.getBigInt64(this.#take(8)));
      case 0xd9: // str 8, 16, 32
      case 0xda:
      case 0xdb:
        return this.#text(this.#unsigned(1 << (byte - 0xd9)));
      case 0xdc: // array 16, 32
      case 0xdd:
        return this.#list(this.#unsigned(2 << (byte - 0xdc)), depth);
      case 0xde: // map 16, 32
      case 0xdf:
        return this.#map(this.#unsigned(2 << (byte - 0xde)), depth);
      default:
        throw malformed(`Byte 0x${byte.toString(16)} begins no value that is allowed here`);
    }
  }

  #list(count: number, depth: number): unknown[] {
    this.#open(count, depth);
    const list: unknown[] = [];
    for (let index = 0; index < count; index++) list.push(this.#value(depth + 1));
    return list;
  }

  #map(count: number, depth: number): Record<string, unknown> {
    this.#open(count * 2, depth);
    const map: Record<string, unknown> = {};
    for (let index = 0; index < count; index++) {
      const key = this.#key();
      if (Object.hasOwn(map, key)) throw malformed("A map has the same key twice");
      map[key] = this.#value(depth + 1);
    }
    return map;
  }

  /** Each value takes at least one byte: a count beyond what is left is a lie, told before anything is built. */
  #open(count: number, depth: number): void {
    if (count > this.#bytes.length - this.#offset) throw malformed("A container is longer than the payload");
    if (depth > MAX_DEPTH) throw malformed(`Nested deeper than ${MAX_DEPTH} levels`);
  }

  #key(): string {
    this.#values++;
    const byte = this.#bytes[this.#offset++];
    if (byte === undefined) throw malformed("The value is cut short");
    let length: number;
    if (byte >= 0xa0 && byte <= 0xbf) length = byte & 0x1f;
    else if (byte >= 0xd9 && byte <= 0xdb) length = this.#unsigned(1 << (byte - 0xd9));
    else throw malformed("A map key is not text");
    const key = this.#text(length);
    if (key === "__proto__") throw malformed('The key "__proto__" is not allowed');
    return key;
  }

  #text(length: number): string {
    const start = this.#take(length);
    const end = this.#offset;
    if (length <= SHORT_TEXT) {
      let text = "";
      for (let at = start; at < end; at++) {
        const byte = this.#bytes[at] ?? 0x80;
        if (byte > 0x7f) return this.#utf8(start, end);
        text += String.fromCharCode(byte);
      }
      return text;
    }
    return this.#utf8(start, end);
  }

  #utf8(start: number, end: number): string {
    try {
      return TEXT.decode(this.#bytes.subarray(start, end));
    } catch (cause) {
      throw new ProtocolError("protocol.codec", "Text is not valid UTF-8", { cause });
    }
  }

  #unsigned(width: number): number {
    const at = this.#take(width);
    if (width === 1) return this.#view.getUint8(at);
    return width === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  /** Steps over bytes and says where they began. */
  #take(count: number): number {
    if (count > this.#bytes.length - this.#offset) throw malformed("The value is cut short");
    const start = this.#offset;
    this.#offset += count;
    return start;
  }
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw malformed("A number is not finite");
  return value;
}

function integer(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function malformed(message: string): ProtocolError {
  return new ProtocolError("protocol.codec", message);
}
