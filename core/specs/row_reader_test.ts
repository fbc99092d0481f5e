import assert from "node:assert/strict";
import { cutRows } from "./row_cut.ts";
import { RowReader } from "./row_reader.ts";

function read(rows: string): unknown[] | null {
  const text = `name: t\nseedData:\n  rows:\n${rows}`;
  const region = cutRows(text, 0, text.length)?.region;
  assert.ok(region, "the rows can be cut");
  const reader = new RowReader(text, region);
  const found: unknown[] = [];
  for (let at = region.start; at < region.end;) {
    const row = reader.read(at);
    if (row === null) return null;
    found.push(Object.fromEntries(row.columns.map((name, index) => [name, row.cells[index]])));
    at = row.next;
  }
  return found;
}

Deno.test("RowReader reads the common styles by itself", () => {
  const cases: readonly (readonly [string, unknown[]])[] = [
    [
      "  - columns:\n    - column: a\n      value:\n        int: 1\n    - column: b\n      value:\n        str: x\n",
      [{ a: 1, b: "x" }],
    ],
    ["      - columns:\n          - column: a\n            value:\n              int: 1\n", [{ a: 1 }]],
    [
      "  - columns:\n    - column: a\n      value: {str: 'x y'}\n  - columns:\n    - column: a\n      value: {str: z}\n",
      [{ a: "x y" }, { a: "z" }],
    ],
    [
      "  - columns:\n    - column: a\n      value: {int: 1}\n  - columns:\n    - column: b\n      value: {int: 2}\n",
      [{ a: 1 }, { b: 2 }],
    ],
    ['  - columns:\n    - column: "a b"\n      value:\n        float: 1.5\n', [{ "a b": 1.5 }]],
    ["  - columns:\n    - column: a\n      value:\n        null: true\n", [{ a: null }]],
  ];
  for (const [rows, expected] of cases) assert.deepEqual(read(rows), expected, rows);
});

Deno.test("RowReader leaves to the YAML parser what could mean something else", () => {
  for (
    const scalar of [
      "",
      "a # b",
      "a: b",
      "*a",
      "&a b",
      "!!str a",
      "|",
      "'it''s'",
      '"\\n"',
      "[a]",
      "- a",
      "x ",
      "null",
      "?x",
      "@x",
      '"a" b',
      '"a',
      "a\tb\t",
    ]
  ) {
    assert.equal(read(`  - columns:\n    - column: a\n      value:\n        str: ${scalar}\n`), null, scalar);
  }
  assert.equal(read("  - columns:\n    - column: a\n      value:\n        str: x\n          y\n"), null);
  assert.equal(read("  - columns:\n    - column: a\n      value:\n        int: x\n"), null);
  assert.equal(
    read("  - columns:\n    - column: a\n      value: {int: 1}\n    - column: a\n      value: {int: 1}\n"),
    null,
  );
});
