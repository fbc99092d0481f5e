import assert from "node:assert/strict";
import type { Column, Index } from "../../protocol/model.ts";
import { asMariaDbMakesIt, indexBytes, needsLength } from "./index_length.ts";

function columnOf(type: string, charset = ""): Column {
  return { name: "c", type, notNull: false, ...(charset !== "" && { extra: { charset } }) };
}

/** What MariaDB 10.11 made of `key (c)`; undefined: all of the column. */
const LENGTHS: readonly (readonly [type: string, charset: string, length: number | undefined])[] = [
  ["tinytext", "utf8mb4", 255],
  ["text", "utf8mb4", 768],
  ["mediumtext", "utf8mb4", 768],
  ["text", "utf8mb3", 1024],
  ["text", "utf16", 768],
  ["json", "", 768],
  ["tinyblob", "", 255],
  ["blob", "", 3072],
  ["varbinary(4000)", "", 3072],
  ["varchar(768)", "utf8mb4", undefined],
  ["varchar(769)", "utf8mb4", 768],
  ["varchar(3072)", "latin1", undefined],
  ["varchar(3073)", "latin1", 3072],
  ["int", "", undefined],
];

for (const [type, charset, length] of LENGTHS) {
  Deno.test(`asMariaDbMakesIt() is as long as MariaDB makes an index on ${type} ${charset}`, () => {
    const columns = new Map([["c", columnOf(type, charset)]]);
    const index: Index = { name: "i", unique: false, parts: [{ column: "C" }] };
    const cut = length === undefined ? index : { ...index, parts: [{ column: "C", extra: { length } }] };
    assert.deepEqual(asMariaDbMakesIt(index, columns), cut);
    const unique = { ...index, unique: true };
    const hashed = length === undefined ? unique : { ...unique, extra: { method: "hash" } };
    assert.deepEqual(asMariaDbMakesIt(unique, columns), hashed);
    const short = { ...unique, parts: [{ column: "C", extra: { length: 10 } }] };
    assert.deepEqual(asMariaDbMakesIt(short, columns), short);
  });
}

/** Beside 767 characters of utf8mb4, what fits into four bytes and what does not, tried on both servers. */
const SIZES: readonly (readonly [type: string, bytes: number])[] = [
  ["int", 4],
  ["bigint", 8],
  ["date", 3],
  ["tinyint(1)", 1],
  ["float", 4],
  ["timestamp", 4],
  ["datetime", 5],
  ["datetime(6)", 8],
  ["decimal(8,0)", 4],
  ["decimal(10,0)", 5],
  ["decimal(10,2)", 5],
  ["enum('a','b')", 1],
  ["bit(9)", 2],
];

Deno.test("indexBytes() adds up the bytes of the parts", () => {
  for (const [type, bytes] of SIZES) {
    const columns = new Map([["c", columnOf(type)], ["d", columnOf("varchar(767)", "utf8mb4")]]);
    assert.equal(indexBytes([{ column: "c" }, { column: "D" }], columns), bytes + 3068, type);
  }
  assert.equal(indexBytes([{ column: "c" }], new Map([["c", columnOf("point")]])), undefined);
  assert.equal(indexBytes([{ expression: "a + 1" }], new Map()), undefined);
});

Deno.test("needsLength() is true for what can be indexed by its beginning only", () => {
  assert.deepEqual(
    ["text", "longblob", "json", "varchar(9)", "varbinary(9)", "int"].map(needsLength),
    [true, true, true, false, false, false],
  );
});
