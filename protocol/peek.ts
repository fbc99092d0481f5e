// Reads `type` and `id` of an envelope without decoding the rest, so that the launcher can relay messages between
// the core and the engine and still know which requests are open. Judges nothing: the receiver decodes strictly.

/** The two fields of an envelope that a relay must know. */
export interface Peek {
  readonly type?: string;
  readonly id?: number;
}

/** Looks for the two fields at the top of a payload; whatever is not as expected is not found. Never throws. */
export function peek(payload: Uint8Array): Peek {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  let type: string | undefined;
  let id: number | undefined;
  try {
    const { count, next } = mapHead(view);
    let offset = next;
    for (let index = 0; index < count && (type === undefined || id === undefined); index++) {
      const key = shortText(view, offset);
      offset = skip(view, offset);
      if (key === "type") type = shortText(view, offset);
      else if (key === "id") id = smallInteger(view, offset);
      offset = skip(view, offset);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // DataView: the payload is cut short
  }
  return { ...(type !== undefined && { type }), ...(id !== undefined && { id }) };
}

function mapHead(view: DataView): { readonly count: number; readonly next: number } {
  const byte = view.getUint8(0);
  if (byte >= 0x80 && byte <= 0x8f) return { count: byte & 0x0f, next: 1 };
  if (byte === 0xde) return { count: view.getUint16(1), next: 3 };
  if (byte === 0xdf) return { count: view.getUint32(1), next: 5 };
  return { count: 0, next: 1 };
}

/** Text of at most 255 bytes. */
function shortText(view: DataView, offset: number): string | undefined {
  const byte = view.getUint8(offset);
  let length: number;
  let start = offset + 1;
  if (byte >= 0xa0 && byte <= 0xbf) length = byte & 0x1f;
  else if (byte === 0xd9) length = view.getUint8(start++);
  else return undefined;
  let text = "";
  for (let at = start; at < start + length; at++) text += String.fromCharCode(view.getUint8(at));
  return text;
}

function smallInteger(view: DataView, offset: number): number | undefined {
  const byte = view.getUint8(offset);
  if (byte <= 0x7f) return byte;
  if (byte === 0xcc) return view.getUint8(offset + 1);
  if (byte === 0xcd) return view.getUint16(offset + 1);
  if (byte === 0xce) return view.getUint32(offset + 1);
  if (byte === 0xcf) return Number(view.getBigUint64(offset + 1));
  if (byte === 0xcb) return view.getFloat64(offset + 1);
  return undefined;
}

/** Where the value after this one begins. Not recursive: nesting is counted. */
function skip(view: DataView, offset: number): number {
  let pending = 1;
  let at = offset;
  while (pending > 0) {
    pending--;
    const byte = view.getUint8(at++);
    if (byte <= 0x7f || byte >= 0xe0) continue;
    if (byte <= 0x8f) pending += (byte & 0x0f) * 2;
    else if (byte <= 0x9f) pending += byte & 0x0f;
    else if (byte <= 0xbf) at += byte & 0x1f;
    else if (byte === 0xc4 || byte === 0xd9) at += 1 + view.getUint8(at);
    else if (byte === 0xc5 || byte === 0xda) at += 2 + view.getUint16(at);
    else if (byte === 0xc6 || byte === 0xdb) at += 4 + view.getUint32(at);
    else if (byte === 0xdc || byte === 0xde) {
      pending += view.getUint16(at) * (byte === 0xde ? 2 : 1);
      at += 2;
    } else if (byte === 0xdd || byte === 0xdf) {
      pending += view.getUint32(at) * (byte === 0xdf ? 2 : 1);
      at += 4;
    } else at += SCALAR_BYTES[byte] ?? 0;
  }
  return at;
}

/** Bytes after the marker of a scalar of fixed size. */
const SCALAR_BYTES: Readonly<Record<number, number>> = {
  0xca: 4,
  0xcb: 8,
  0xcc: 1,
  0xcd: 2,
  0xce: 4,
  0xcf: 8,
  0xd0: 1,
  0xd1: 2,
  0xd2: 4,
  0xd3: 8,
};
