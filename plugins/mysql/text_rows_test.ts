import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { type RowField, TextRows } from "./text_rows.ts";

const TEXT: RowField = { characterSet: 45, columnType: 253 };
const BINARY: RowField = { characterSet: 63, columnType: 252 };
const JSON_FIELD: RowField = { characterSet: 63, columnType: 245 };

function lengthBytes(length: number): number[] {
  if (length < 251) return [length];
  const bytes = [0xfc, 0xfd, 0xfe].map((mark, at) => [mark, ...littleEndian(length, [2, 3, 8][at] ?? 0)]);
  return bytes[length < 65536 ? 0 : length < 16777216 ? 1 : 2] ?? [];
}

function littleEndian(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => Math.floor(value / 256 ** at) % 256);
}

function rowOf(cells: readonly (string | Uint8Array | null)[]): Buffer {
  return Buffer.concat(cells.map((cell) => {
    if (cell === null) return Buffer.from([0xfb]);
    const bytes = Buffer.from(cell as string);
    return Buffer.concat([Buffer.from(lengthBytes(bytes.length)), bytes]);
  }));
}

const CASES: readonly {
  readonly name: string;
  readonly cells: readonly (string | Uint8Array | null)[];
  readonly fields: readonly RowField[];
  readonly read?: readonly (string | null)[];
}[] = [
  { name: "plain texts and nulls", cells: ["a", null, "", "b c"], fields: [TEXT, TEXT, TEXT, TEXT] },
  {
    name: "characters of two, three and four bytes",
    cells: ["é", "日本", "𝄞", "x"],
    fields: [TEXT, TEXT, TEXT, TEXT],
  },
  { name: "a length that looks like UTF-8", cells: ["y".repeat(200), "é".repeat(97)], fields: [TEXT, TEXT] },
  { name: "a length of two bytes", cells: ["z".repeat(251), "ä".repeat(300)], fields: [TEXT, TEXT] },
  { name: "a length of three bytes", cells: ["z".repeat(70_000), "end"], fields: [TEXT, TEXT] },
  { name: "a length of eight bytes", cells: ["z".repeat(16_777_216), "end"], fields: [TEXT, TEXT] },
  {
    name: "bytes of binary columns",
    cells: [new Uint8Array([0x80, 0x9f, 0xff]), new Uint8Array([0xc3, 0xa9]), "é"],
    fields: [BINARY, BINARY, TEXT],
    read: ["\x80\x9f\xff", "Ã©", "é"],
  },
  { name: "JSON, which is told to be binary", cells: ['{"a": "日本"}'], fields: [JSON_FIELD] },
];

for (const { name, cells, fields, read } of CASES) {
  Deno.test(`TextRows reads ${name}`, () => {
    const before = Buffer.from("what stood before in the chunk: é");
    const row = rowOf(cells);
    const buffer = Buffer.concat([before, row, Buffer.from("after")]);
    const rows = new TextRows();
    const packet = { buffer, offset: before.length, end: before.length + row.length };
    assert.deepEqual(rows.next(packet, fields), read ?? cells);
  });
}

Deno.test("TextRows reads rows of several chunks", () => {
  const rows = new TextRows();
  for (const cells of [["one", null], ["zwei é", "x"], ["three", ""]]) {
    const buffer = rowOf(cells);
    for (let again = 0; again < 2; again++) {
      assert.deepEqual(rows.next({ buffer, offset: 0, end: buffer.length }, [TEXT, TEXT]), cells);
    }
  }
});
