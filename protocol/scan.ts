// Looks through a MessagePack payload before it is decoded. The decoder has no depth limit (2 MB of nested arrays
// cost it 437 MB) and takes invalid UTF-8, extension types and duplicate keys; all of that is refused here first,
// in one pass over the bytes and without building values. Also reads `type` and `id` of an envelope in passing,
// so that the launcher can relay messages that it does not decode.
// Format: https://github.com/msgpack/msgpack/blob/master/spec.md
import { ProtocolError } from "./errors.ts";
import { MAX_DEPTH } from "./schema.ts";

/** The most values (scalars, containers, keys) that one payload may hold. */
export const MAX_VALUES = 4_000_000;

/** The two fields of an envelope that a relay must know. */
export interface Peek {
  readonly type?: string;
  readonly id?: number;
}

interface Container {
  /** Values still to come; a map counts a key and its value as two. */
  remaining: number;
  readonly isMap: boolean;
  /** Byte ranges of the keys seen so far, as start and end pairs. */
  readonly keys: number[];
  /** The keys as text; only made for maps with many keys. */
  keySet?: Set<string>;
}

const MANY_KEYS = 16;
const UTF8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Checks that the payload is exactly one MessagePack value that shp/1 allows: maps with unique text keys, no
 * extension types, valid UTF-8, integers within int64, at most {@linkcode MAX_DEPTH} levels and
 * {@linkcode MAX_VALUES} values. Runs in time linear in the payload.
 * @throws {ProtocolError} protocol.codec
 */
export function scan(payload: Uint8Array): Peek {
  return new Scanner(payload).run();
}

class Scanner {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #stack: Container[] = [];
  #offset = 0;
  #values = 0;
  #type: string | undefined;
  #id: number | undefined;
  /** The envelope field whose value comes next. */
  #field: "type" | "id" | undefined;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  run(): Peek {
    if (this.#bytes.length === 0) throw malformed("The payload is empty");
    do {
      this.#value();
      this.#closeFinished();
    } while (this.#stack.length > 0);
    if (this.#offset !== this.#bytes.length) throw malformed("Bytes follow the value");
    return {
      ...(this.#type !== undefined && { type: this.#type }),
      ...(this.#id !== undefined && { id: this.#id }),
    };
  }

  #closeFinished(): void {
    while (this.#stack.length > 0) {
      const top = this.#stack[this.#stack.length - 1];
      if (top === undefined || top.remaining > 0) return;
      this.#stack.pop();
    }
  }

  #value(): void {
    if (++this.#values > MAX_VALUES) throw malformed(`More than ${MAX_VALUES} values`);
    const parent = this.#stack[this.#stack.length - 1];
    let isKey = false;
    if (parent) {
      isKey = parent.isMap && parent.remaining % 2 === 0;
      parent.remaining--;
    }
    const byte = this.#bytes[this.#offset++];
    if (byte === undefined) throw malformed("The value is cut short");
    if (isKey) return this.#key(byte, parent as Container); // isKey implies parent
    const field = this.#field;
    this.#field = undefined;
    if (byte <= 0x7f) {
      if (field === "id") this.#id = byte;
    } else if (byte >= 0xe0) return;
    else if (byte <= 0x8f) this.#open(byte & 0x0f, true);
    else if (byte <= 0x9f) this.#open(byte & 0x0f, false);
    else if (byte <= 0xbf) this.#text(byte & 0x1f, field);
    else this.#marked(byte, field);
  }

  #marked(byte: number, field: "type" | "id" | undefined): void {
    switch (byte) {
      case 0xc0: // nil
      case 0xc2: // false
      case 0xc3: // true
        return;
      case 0xc4: // bin 8, 16, 32
      case 0xc5:
      case 0xc6:
        return this.#skip(this.#unsigned(1 << (byte - 0xc4)));
      case 0xca: // float 32
        return this.#skip(4);
      case 0xcb: // float 64
        return this.#skip(8);
      case 0xcc: // uint 8, 16, 32
      case 0xcd:
      case 0xce: {
        const value = this.#unsigned(1 << (byte - 0xcc));
        if (field === "id") this.#id = value;
        return;
      }
      case 0xcf: // uint 64
        this.#need(8);
        if (this.#view.getUint8(this.#offset) > 0x7f) throw malformed("An integer beyond 64 bits with sign");
        return this.#skip(8);
      case 0xd0: // int 8, 16, 32, 64
      case 0xd1:
      case 0xd2:
      case 0xd3:
        return this.#skip(1 << (byte - 0xd0));
      case 0xd9: // str 8, 16, 32
      case 0xda:
      case 0xdb:
        return this.#text(this.#unsigned(1 << (byte - 0xd9)), field);
      case 0xdc: // array 16, 32
      case 0xdd:
        return this.#open(this.#unsigned(2 << (byte - 0xdc)), false);
      case 0xde: // map 16, 32
      case 0xdf:
        return this.#open(this.#unsigned(2 << (byte - 0xde)), true);
      default:
        throw malformed(`Byte 0x${byte.toString(16)} begins no value that is allowed here`);
    }
  }

  #open(count: number, isMap: boolean): void {
    const remaining = isMap ? count * 2 : count;
    // Each value takes at least one byte: a count beyond what is left is a lie, told before anything is allocated.
    if (remaining > this.#bytes.length - this.#offset) {
      throw malformed("A container is longer than the payload");
    }
    if (this.#stack.length >= MAX_DEPTH) throw malformed(`Nested deeper than ${MAX_DEPTH} levels`);
    this.#stack.push({ remaining, isMap, keys: [] });
  }

  #key(byte: number, map: Container): void {
    let length: number;
    if (byte >= 0xa0 && byte <= 0xbf) length = byte & 0x1f;
    else if (byte >= 0xd9 && byte <= 0xdb) length = this.#unsigned(1 << (byte - 0xd9));
    else throw malformed("A map key is not text");
    const start = this.#offset;
    this.#text(length, undefined);
    const end = this.#offset;
    if (this.#isDuplicate(map, start, end)) throw malformed("A map has the same key twice");
    map.keys.push(start, end);
    if (this.#stack.length === 1) {
      if (length === 4 && this.#ascii(start, end) === "type") this.#field = "type";
      else if (length === 2 && this.#ascii(start, end) === "id") this.#field = "id";
    }
  }

  #isDuplicate(map: Container, start: number, end: number): boolean {
    if (map.keys.length / 2 >= MANY_KEYS) {
      map.keySet ??= keyTexts(this.#bytes, map.keys);
      const text = UTF8.decode(this.#bytes.subarray(start, end));
      if (map.keySet.has(text)) return true;
      map.keySet.add(text);
      return false;
    }
    for (let index = 0; index < map.keys.length; index += 2) {
      const otherStart = map.keys[index] ?? 0;
      if ((map.keys[index + 1] ?? 0) - otherStart !== end - start) continue;
      let at = 0;
      while (start + at < end && this.#bytes[otherStart + at] === this.#bytes[start + at]) at++;
      if (start + at === end) return true;
    }
    return false;
  }

  #text(length: number, field: "type" | "id" | undefined): void {
    this.#need(length);
    const start = this.#offset;
    const end = start + length;
    let at = start;
    while (at < end && (this.#bytes[at] ?? 0) < 0x80) at++;
    if (at < end) {
      try {
        UTF8.decode(this.#bytes.subarray(at, end));
      } catch (cause) {
        throw new ProtocolError("protocol.codec", "Text is not valid UTF-8", { cause });
      }
    }
    this.#offset = end;
    if (field === "type" && length < 64) this.#type = this.#ascii(start, end);
  }

  #ascii(start: number, end: number): string {
    return String.fromCharCode(...this.#bytes.subarray(start, end));
  }

  #unsigned(width: number): number {
    this.#need(width);
    const at = this.#offset;
    this.#offset += width;
    if (width === 1) return this.#view.getUint8(at);
    return width === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  #need(count: number): void {
    if (count > this.#bytes.length - this.#offset) throw malformed("The value is cut short");
  }

  #skip(count: number): void {
    this.#need(count);
    this.#offset += count;
  }
}

function keyTexts(bytes: Uint8Array, ranges: readonly number[]): Set<string> {
  const texts = new Set<string>();
  for (let index = 0; index < ranges.length; index += 2) {
    texts.add(UTF8.decode(bytes.subarray(ranges[index], ranges[index + 1])));
  }
  return texts;
}

function malformed(message: string): ProtocolError {
  return new ProtocolError("protocol.codec", message);
}
