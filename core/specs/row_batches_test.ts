import assert from "node:assert/strict";
import { SchemaHeroError } from "../errors.ts";
import { loadSpecs } from "./load.ts";
import { MAX_BATCH_CHARACTERS, MAX_BATCH_ROWS } from "./limits.ts";
import { memorySource } from "./memory_source.ts";
import { seeded } from "./random_for_test.ts";
import { type RowBatch, SeedRows } from "./row_batches.ts";
import { cutRows } from "./row_cut.ts";

async function load(text: string): Promise<SeedRows> {
  const { specs } = await loadSpecs(memorySource({ "t.yaml": text }), "t.yaml");
  const rows = specs[0]?.rows;
  assert.ok(rows, "the document has rows");
  return rows;
}

async function walk(rows: SeedRows): Promise<RowBatch[]> {
  const batches: RowBatch[] = [];
  for await (const batch of rows.batches()) batches.push(batch);
  return batches;
}

const HEAD = "name: t\nseedData:\n  rows:\n";

/** The same rows read whole by js-yaml. */
function uncut(text: string): SeedRows {
  const file = { path: "t.yaml", text };
  return new SeedRows({ file, index: 0, start: 0, end: text.length, line: 0 }, ["seedData", "rows"]);
}

Deno.test("batches() reads every type of value in block and flow style", async () => {
  const values: readonly (readonly [string, unknown])[] = [
    ["int: 1", 1],
    ["int: 0", 0],
    ["int: -0", 0],
    ["int: 007", 7],
    ["int: 9007199254740993", 9007199254740993n],
    ["int: 18446744073709551615", 18446744073709551615n],
    ['str: ""', ""],
    ["str: 'it''s'", "it's"],
    ["str: 007", "007"],
    ["str: 1.10", "1.10"],
    ["str: yes", "yes"],
    ["str: true", "true"],
    ["str: 2024-01-01", "2024-01-01"],
    ['str: "a\\nb"', "a\nb"],
    ["str: a b  c", "a b  c"],
    ["str: http://x/y", "http://x/y"],
    ["str: é ü 日本 😀", "é ü 日本 😀"],
    ['str: "__proto__"', "__proto__"],
    ["float: 1.5", 1.5],
    ["float: 3", 3],
    ["float: -1e3", -1000],
    ["bool: true", true],
    ["bool: False", false],
    ["null: true", null],
    ["bytes: aGk=", new Uint8Array([104, 105])],
    ['bytes: ""', new Uint8Array()],
    ["bytes: !!binary aGk=", new Uint8Array([104, 105])],
    ["expression: now()", { expression: "now()" }],
    ["expression: 1", { expression: "1" }],
  ];
  for (const [written, expected] of values) {
    const block = `${HEAD}  - columns:\n    - column: c\n      value:\n        ${written}\n`;
    assert.deepEqual(await walk(await load(block)), [{ columns: ["c"], rows: [[expected]] }], written);
    const flow = `${HEAD}  - columns:\n    - column: c\n      value: {${written}}\n`;
    assert.deepEqual(await walk(await load(flow)), [{ columns: ["c"], rows: [[expected]] }], written);
    const whole = `name: t\nseedData: {rows: [{columns: [{column: c, value: {${written}}}]}]}\n`;
    assert.deepEqual(await walk(await load(whole)), [{ columns: ["c"], rows: [[expected]] }], written);
  }
});

Deno.test("batches() gives the same whether rows are cut out of the text or the document is read whole", async () => {
  let cutCount = 0;
  for (let seed = 1; seed <= 1500; seed++) {
    const text = randomDocument(seed);
    if (cutRows(text, 0, text.length)) cutCount++;
    const whole = await outcome(() => walk(uncut(text)));
    const cut = await outcome(async () => walk(await load(text)));
    assert.deepEqual(cut, whole, `seed ${seed}\n${text}`);
  }
  assert.ok(cutCount > 1000, `${cutCount} documents were cut`);
});

/** Rows joined over batches, or the message of the error. */
async function outcome(action: () => Promise<RowBatch[]>): Promise<unknown> {
  try {
    return (await action()).flatMap(({ columns, rows }) => rows.map((row) => [columns, row]));
  } catch (error) {
    assert.ok(error instanceof SchemaHeroError, String(error));
    return error.message;
  }
}

const SCALARS = [
  "1",
  "-5",
  "007",
  "1.5",
  "true",
  "null",
  "~",
  "",
  "x",
  "x y",
  "a: b",
  "a:b",
  "a #b",
  "a#b",
  "'q'",
  "'it''s'",
  '"d"',
  '"\\t"',
  '"a',
  "'a",
  "- a",
  "-a",
  "-",
  "--- a",
  "[1]",
  "{a: 1}",
  "&a 1",
  "*a",
  "!!str 1",
  "!!binary aGk=",
  "|\n            block",
  "é",
  "\u0085",
  "\u00a0x",
  "\u2028",
  "x ",
  "x\t",
  "@x",
  "%x",
  "`x",
  "?x",
  "? x",
  "=",
  "a,b",
  "a]b",
  "a}b",
  ",",
  "0x10",
  "1e400",
  ".inf",
  "aGk=",
  "$x",
  "(a)",
  "x\n            folded",
  "x\n  undented",
  '"a\n  b"',
  "12345678901234567890123",
];
const TYPES = ["int", "str", "str", "str", "float", "bool", "null", "bytes", "expression", "strr"];

/** A document of rows, mostly in the common shape, with anything that YAML allows mixed in. */
function randomDocument(seed: number): string {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T; // the index is below the length
  const oddity = 2 + random(40);
  const isOdd = () => random(oddity) === 0;
  const indent = " ".repeat(pick([2, 4]));
  let text = `name: t\nseedData:\n  rows:${isOdd() ? " # rows" : ""}\n`;
  for (let row = 0; row < 1 + random(5); row++) {
    if (isOdd()) text += pick(["# comment\n", "\n", "      # deep\n", "\t\n"]);
    text += `${indent}- columns:${isOdd() ? pick([" ", " # c", "\n"]) : ""}\n`;
    for (let column = 0; column < 1 + random(3); column++) {
      const deep = isOdd() ? "      " : indent + "  ";
      const name = isOdd() ? pick(SCALARS) : `c${isOdd() ? 0 : column}`;
      text += `${deep}- column: ${name}\n`;
      const scalar = isOdd() ? pick(SCALARS) : pick(["1", "2", "'three'", '"4"']);
      const type = isOdd() ? pick(TYPES) : "str";
      text += random(2)
        ? `${deep}  value: {${type}: ${scalar}}\n`
        : `${deep}  value:\n${deep}    ${type}: ${scalar}\n`;
      if (isOdd()) text += pick(["# c\n", `${deep}  extra: 1\n`, "\n"]);
    }
  }
  return text + (isOdd() ? "schema: {}\n" : "");
}

Deno.test("batches() begins a new batch when the columns change, and keeps the order of rows", async () => {
  const row = (id: number, columns: string) =>
    `  - columns:\n${
      columns.split("").map((name) => `    - column: ${name}\n      value: {int: ${id}}\n`).join("")
    }`;
  const rows = await load(HEAD + row(1, "ab") + row(2, "ab") + row(3, "ba") + row(4, "a") + row(5, "ab"));
  assert.deepEqual(await walk(rows), [
    { columns: ["a", "b"], rows: [[1, 1], [2, 2]] },
    { columns: ["b", "a"], rows: [[3, 3]] },
    { columns: ["a"], rows: [[4]] },
    { columns: ["a", "b"], rows: [[5, 5]] },
  ]);
});

function manyRows(count: number, value: (row: number) => string): string {
  let text = HEAD;
  for (let row = 0; row < count; row++) {
    text += `  - columns:\n    - column: a\n      value:\n        ${value(row)}\n`;
  }
  return text;
}

Deno.test("batches() holds its limits on rows and characters at the edge", async () => {
  const full = await walk(await load(manyRows(MAX_BATCH_ROWS, (row) => `int: ${row}`)));
  assert.deepEqual(full.map(({ rows }) => rows.length), [MAX_BATCH_ROWS]);
  const more = await walk(await load(manyRows(MAX_BATCH_ROWS + 1, (row) => `int: ${row}`)));
  assert.deepEqual(more.map(({ rows }) => rows.length), [MAX_BATCH_ROWS, 1]);
  const half = "x".repeat(MAX_BATCH_CHARACTERS / 2);
  const wide = await walk(await load(manyRows(3, () => `str: ${half}`)));
  assert.deepEqual(wide.map(({ rows }) => rows.length), [2, 1]);
});

Deno.test("items() marks the last item, also when there are no rows", async () => {
  const items = [];
  for await (const item of (await load(manyRows(300, (row) => `int: ${row}`))).items(7)) items.push(item);
  assert.deepEqual(items.map(({ index, rows, last }) => [index, rows.length, last]), [[7, 256, false], [
    7,
    44,
    true,
  ]]);
  const none = [];
  for await (const item of (await load("name: t\nseedData:\n  rows: []\n")).items(0)) none.push(item);
  assert.deepEqual(none, [{ index: 0, columns: [], rows: [], last: true }]);
});

Deno.test("batches() can be walked again, and two walks at once do not disturb each other", async () => {
  const rows = await load(manyRows(600, (row) => `int: ${row}`));
  const first = rows.batches();
  assert.equal((await first.next()).value?.rows.length, 256);
  assert.equal((await walk(rows)).length, 3);
  assert.equal((await first.next()).value?.rows[0]?.[0], 256);
});

Deno.test("batches() reads a large document lazily and names the right line when a late row is wrong", async () => {
  const count = 40_000;
  for (const comment of ["", " # slow"]) {
    const text = "# a comment\n---\n" + manyRows(count, (row) =>
      row === count - 2 ? "it: 1" : `int: ${row}${comment}`) +
      "schema: {}\n";
    assert.ok(text.length > 1024 * 1024);
    const rows = await load(text);
    await assert.rejects(walk(rows), (error) => {
      assert.ok(error instanceof SchemaHeroError);
      const line = 5 + (count - 2) * 4 + 4;
      assert.equal(
        error.message,
        `t.yaml:${line}:9: Unknown type of value "it"; known are int, str, float, bool, null, bytes, expression`,
      );
      assert.equal(error.hint, 'Did you mean "int"?');
      assert.equal(
        error.detail,
        `  ${line} |         it: 1\n  ${" ".repeat(String(line).length)} |         ^^`,
      );
      return true;
    });
  }
});

Deno.test("loadSpecs() reads the rows of large documents, too, when asked", async () => {
  const source = memorySource({
    "t.yaml": manyRows(40_000, (row) => row === 39_999 ? "it: 1" : `int: ${row}`),
  });
  await loadSpecs(source, "t.yaml");
  await assert.rejects(
    loadSpecs(source, "t.yaml", { allRows: true }),
    /^SchemaHeroError: t.yaml:160003:9: Unknown type of value "it"/,
  );
});

Deno.test("batches() reads the whole document when a row refers to an anchor elsewhere", async () => {
  const rows = await load(
    "name: &n t\nseedData:\n  rows:\n  - columns: &c\n    - column: a\n      value: {str: *n}\n  - columns: *c\n",
  );
  assert.deepEqual(await walk(rows), [{ columns: ["a"], rows: [["t"], ["t"]] }]);
});

Deno.test("batches() refuses rows whose quoted text runs into the rest of the document", async () => {
  // js-yaml and Go's YAML let quoted text leave its indentation: the line `schema:` is inside the quotes.
  const text =
    `name: t\nseedData:\n  rows:\n  - columns:\n    - column: a\n      value:\n        str: "x\nschema: {}\ndatabase: y"\n`;
  await assert.rejects(
    load(text),
    (error) => error instanceof SchemaHeroError && /quoted/.test(error.message),
  );
});

Deno.test("batches() walks 100,000 rows in the common style within a second", async () => {
  const rows = await load(manyRows(100_000, (row) => `str: "Name of ${row}"`));
  const start = performance.now();
  let count = 0;
  for await (const batch of rows.batches()) count += batch.rows.length;
  assert.equal(count, 100_000);
  assert.ok(performance.now() - start < 1000, `${performance.now() - start} ms`);
});

const WRONG_ROWS: readonly (readonly [string, string, string?])[] = [
  ["  - 1", "t.yaml:4:5: Expected a row with columns, found 1"],
  ["  - {}", 't.yaml:4:5: Missing key "columns"'],
  ["  - colums: []", 't.yaml:4:5: Unknown key "colums"', 'Did you mean "columns"?'],
  ["  - columns: []", "t.yaml:4:5: Expected a list of columns, found an empty list"],
  ["  - columns: [1]", "t.yaml:4:15: Expected a map with column and value, found 1"],
  ["  - columns: [{column: a}]", 't.yaml:4:15: Missing key "value"'],
  [
    "  - columns: [{column: 5, value: {int: 1}}]",
    "t.yaml:4:24: Expected the column's name, found 5",
    "Put a name that looks like a number or a truth value in quotes",
  ],
  [
    "  - columns: [{column: a, value: 1}]",
    "t.yaml:4:34: Expected a map with one type, found 1",
    'Write the type first, e.g. value: {str: "text"}; types: int, str, float, bool, null, bytes, expression',
  ],
  [
    "  - columns: [{column: a, value: {}}]",
    "t.yaml:4:27: Expected one of int, str, float, bool, null, bytes, expression, found nothing",
  ],
  [
    "  - columns: [{column: a, value: {int: 1, str: a}}]",
    "t.yaml:4:43: A value has exactly one type, found int, str",
  ],
  ["  - columns: [{column: a, value: {int: 1.5}}]", "t.yaml:4:40: Expected an integer, found 1.5"],
  [
    "  - columns: [{column: a, value: {int: 18446744073709551616}}]",
    "t.yaml:4:40: The integer 18446744073709551616 has more than 64 bits",
    "Write a longer number as str: or as expression:",
  ],
  [
    "  - columns: [{column: a, value: {int: }}]",
    "t.yaml:4:35: Expected an integer, found null",
    "Use null: true for NULL",
  ],
  [
    "  - columns: [{column: a, value: {str: null}}]",
    "t.yaml:4:40: Expected text, found null",
    'Use str: "" for empty text and null: true for NULL',
  ],
  ["  - columns: [{column: a, value: {str: [x]}}]", "t.yaml:4:35: Expected text, found a list"],
  ["  - columns: [{column: a, value: {bool: yes}}]", 't.yaml:4:41: Expected true or false, found "yes"'],
  [
    "  - columns: [{column: a, value: {float: .inf}}]",
    "t.yaml:4:42: Expected a finite number, found .inf",
    "Write infinities and NaN as expression: in the engine's own SQL",
  ],
  ["  - columns: [{column: a, value: {null: false}}]", "t.yaml:4:41: Expected null: true, found false"],
  [
    "  - columns: [{column: a, value: {bytes: a}}]",
    "t.yaml:4:42: The bytes are not valid base64",
    "Base64 uses A-Z a-z 0-9 + / and is padded with = to a multiple of 4",
  ],
  ["  - columns: [{column: a, value: {expression: ''}}]", 't.yaml:4:47: Expected SQL as text, found ""'],
  [
    "  - columns:\n    - {column: a, value: {int: 1}}\n    - {column: a, value: {int: 1}}",
    't.yaml:6:16: The row names column "a" twice',
  ],
  ["  - columns: [", "t.yaml:5:1: Unexpected end of the stream within a flow collection"],
];

Deno.test("batches() says what is wrong with a row, and where", async () => {
  for (const [row, message, hint] of WRONG_ROWS) {
    await assert.rejects(load(`${HEAD}${row}\n`), (error) => {
      assert.ok(error instanceof SchemaHeroError, String(error));
      assert.deepEqual([error.message, error.hint], [message, hint], row);
      return true;
    });
  }
  await assert.rejects(
    load("name: t\nseedData: {rows: 5}\n"),
    /t.yaml:2:12: Expected a list of rows, found 5/,
  );
});
