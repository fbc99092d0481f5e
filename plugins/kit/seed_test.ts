import assert from "node:assert/strict";
import type { Table } from "../../protocol/model.ts";
import { foldAscii } from "./quote.ts";
import { InsertBatcher, MAX_INSERT_LENGTH, MAX_INSERT_ROWS, rowKeys } from "./seed.ts";

Deno.test("rowKeys() gives the keys that the columns hold, the primary key first", () => {
  const table: Table = {
    kind: "table",
    name: "t",
    columns: [],
    primaryKey: { columns: ["id"] },
    uniques: [{ columns: ["a", "b"] }],
    foreignKeys: [],
    checks: [],
    indexes: [
      { name: "partial", unique: true, parts: [{ column: "c" }], where: "c > 0" },
      { name: "expression", unique: true, parts: [{ column: "c" }, { expression: "lower(d)" }] },
      { name: "plain", unique: false, parts: [{ column: "c" }] },
      { name: "good", unique: true, parts: [{ column: "c" }] },
    ],
  };
  assert.deepEqual(rowKeys(table, ["B", "A", "ID", "c"], foldAscii), [["id"], ["a", "b"], ["c"]]);
  assert.deepEqual(rowKeys(table, ["a", "d"], foldAscii), []);
});

Deno.test("InsertBatcher ends a batch when it is full, long enough, or the head changes", () => {
  const batcher = new InsertBatcher();
  const sizes: number[] = [];
  const add = (head: string, tuple: string) => {
    const batch = batcher.add(head, tuple);
    if (batch) sizes.push(batch.tuples.length);
  };
  for (let index = 0; index < MAX_INSERT_ROWS + 1; index++) add("h", "(1)");
  add("other", "(1)");
  add("other", "x".repeat(MAX_INSERT_LENGTH + 1));
  add("other", "(1)");
  assert.deepEqual(sizes, [MAX_INSERT_ROWS, 1, 1, 1]);
  assert.equal(batcher.flush()?.tuples.length, 1);
  assert.equal(batcher.flush(), undefined);
});
