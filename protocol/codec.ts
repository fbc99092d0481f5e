// Values to MessagePack payloads and back: @msgpack/msgpack behind a scan of ours on the way in and a check of ours
// on the way out, so that neither side can send what the other would read as something else.
import { Decoder, Encoder } from "@msgpack/msgpack";
import { ProtocolError } from "./errors.ts";
import { scan } from "./scan.ts";
import { MAX_DEPTH } from "./schema.ts";

const ENCODER = new Encoder({ useBigInt64: true, maxDepth: MAX_DEPTH + 1 });
const DECODER = new Decoder({ useBigInt64: true });

/**
 * Encodes one value. Numbers, bigints (within int64), well-formed text, bytes, lists and plain maps only.
 * @throws {ProtocolError} protocol.codec for anything else, `undefined` included
 */
export function encode(value: unknown): Uint8Array<ArrayBuffer> {
  assertEncodable(value, 1);
  return ENCODER.encode(value);
}

/**
 * Decodes one payload. 64-bit integers come as bigints, shorter ones as numbers: a schema's `int` and `int64`
 * settle which is meant.
 * @throws {ProtocolError} protocol.codec
 */
export function decode(payload: Uint8Array): unknown {
  scan(payload);
  return decodeScanned(payload);
}

/** Like {@linkcode decode}, for a payload that {@linkcode scan} has already passed. */
export function decodeScanned(payload: Uint8Array): unknown {
  try {
    return DECODER.decode(payload);
  } catch (cause) {
    // The scan passed it, so this is the decoder's own rule: a key named __proto__.
    throw new ProtocolError("protocol.codec", "The payload cannot be decoded", { cause });
  }
}

function assertEncodable(value: unknown, depth: number): void {
  switch (typeof value) {
    case "boolean":
      return;
    case "number":
      if (!Number.isFinite(value)) throw refused("a number that is not finite");
      return;
    case "bigint":
      if (BigInt.asIntN(64, value) !== value) throw refused("an integer beyond 64 bits");
      return;
    case "string":
      if (!value.isWellFormed()) throw refused("text with a lone surrogate");
      return;
    case "object":
      break;
    default:
      throw refused(`a value of type ${typeof value}`);
  }
  if (value === null || value instanceof Uint8Array) return;
  if (depth > MAX_DEPTH) throw refused(`a value nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) {
    for (const item of value) assertEncodable(item, depth + 1);
    return;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw refused(`an instance of ${prototype.constructor?.name}`);
  }
  for (const key of Object.keys(value)) {
    if (!key.isWellFormed()) throw refused("a key with a lone surrogate");
    assertEncodable((value as Record<string, unknown>)[key], depth + 1);
  }
}

function refused(what: string): ProtocolError {
  return new ProtocolError("protocol.codec", `Cannot encode ${what}`);
}
