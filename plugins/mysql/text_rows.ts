// Reads the rows of an answer as text. mysql2 makes a closure and a call of the runtime for each cell; here whole chunks
// of the socket are decoded at once and cells are cut out of them. 1000 tables are 200,000 cells.
import type { Buffer } from "node:buffer";
import type { CellText } from "./driver.ts";

/** The part of mysql2's packet that is used: a row between two places of what came from the socket. */
export interface RowPacket {
  readonly buffer: Buffer;
  readonly offset: number;
  readonly end: number;
}

/** The part of mysql2's column definition that is used. */
export interface RowField {
  readonly characterSet: number;
  readonly columnType: number;
}

/** One byte is one character, and letters of ASCII are themselves; what the others become does not matter. */
const BYTES = new TextDecoder("latin1");
/** A character of UTF-8 beyond ASCII begins like this. Lengths and nulls before a cell may look so, too. */
const MAYBE_UTF8 = /[\xc2-\xf4][^\0-\x7f]/;
const BEYOND_ASCII = /[^\0-\x7f]/;

const BINARY_CHARSET = 63;
/** JSON is told to be binary, and is UTF-8. */
const JSON_TYPE = 0xf5;

/** Reads rows of one connection. */
export class TextRows {
  #chunk: Buffer | undefined;
  #text = "";
  #isPlain = true;

  /** The cells of a row. Bytes of binary columns become the characters of the same numbers. */
  next({ buffer, offset, end }: RowPacket, fields: readonly RowField[]): CellText[] {
    if (buffer !== this.#chunk) this.#decode(buffer);
    const isPlain = this.#isPlain || !MAYBE_UTF8.test(this.#text.slice(offset, end));
    const cells: CellText[] = [];
    let at = offset;
    for (const field of fields) {
      let length = buffer[at++] ?? 0;
      if (length === 0xfb) {
        cells.push(null);
        continue;
      }
      if (length > 0xfb) {
        const lengthBytes = length === 0xfc ? 2 : length === 0xfd ? 3 : 6; // of 8 bytes two are zero: no row is larger
        length = buffer.readUIntLE(at, lengthBytes);
        at += lengthBytes === 6 ? 8 : lengthBytes;
      }
      const cell = this.#text.slice(at, at + length);
      const isText = field.characterSet !== BINARY_CHARSET || field.columnType === JSON_TYPE;
      if ((isText && isPlain) || !BEYOND_ASCII.test(cell)) cells.push(cell);
      else cells.push(buffer.toString(isText ? "utf8" : "latin1", at, at + length));
      at += length;
    }
    return cells;
  }

  #decode(chunk: Buffer): void {
    this.#chunk = chunk;
    this.#text = BYTES.decode(chunk);
    this.#isPlain = !MAYBE_UTF8.test(this.#text);
  }
}
