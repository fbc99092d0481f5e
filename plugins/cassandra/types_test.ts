import assert from "node:assert/strict";
import { normalType, NotAType, readType, usedTypes } from "./types.ts";

const SPELLINGS: readonly (readonly [string, string])[] = [
  ["VARCHAR", "text"],
  ["frozen<list<list<int>>>", "frozen<list<frozen<list<int>>>>"],
  ["map<int, list<text>>", "map<int, frozen<list<text>>>"],
  ["tuple<int,varchar>", "frozen<tuple<int, text>>"],
  ["frozen<vector<float,2>>", "vector<float, 2>"],
  ["Address", "address"],
  ['list<"Address">', 'list<frozen<"Address">>'],
  ["ks.address", "address"],
  ['"text"', '"text"'],
];

Deno.test("normalType() gives types the server's spelling", () => {
  for (const [written, normal] of SPELLINGS) {
    assert.equal(normalType(written, "ks"), normal, written);
    assert.equal(normalType(normal, "ks"), normal, `${written}, again`);
  }
});

Deno.test("readType() refuses what is no type", () => {
  const wrong = [
    "",
    "map<int>",
    "list<int",
    "int>",
    "vector<int>",
    "list",
    "other.address",
    "int; drop table t",
    "tree<int>",
  ];
  for (const text of wrong) assert.throws(() => readType(text, "ks"), NotAType, text);
  assert.throws(() => readType(`${"list<".repeat(100)}int${">".repeat(100)}`, "ks"), NotAType);
});

Deno.test("usedTypes() finds user-defined types at any depth", () => {
  assert.deepEqual(usedTypes(readType('map<a, frozen<tuple<"B", list<c>>>>', "ks")), ["a", "B", "c"]);
});
