// Whatever bytes are in a file, reading it gives specs or a SchemaHeroError, soon.
import assert from "node:assert/strict";
import { SchemaHeroError } from "../errors.ts";
import { loadSpecs } from "./load.ts";
import { memorySource } from "./memory_source.ts";
import { problemsOf, renderProblem } from "./problem.ts";
import { seeded } from "./random_for_test.ts";

const SEED = `# comment
apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: {name: m, labels: {a: "b"}}
spec:
  database: d
  name: &n t
  requires: [a, 'b']
  schema:
    sqlite: &s
      columns:
      - name: id
        type: integer
        default: 9007199254740993
      - {<<: *s, name: >-
          folded text}
  seedData:
    rows:
    - columns:
      - column: id
        value:
          int: 1
      - column: name
        value: {str: "x\\ty"}
    - columns:
      - column: id
        value: {bytes: !!binary aGk=}
---
apiVersion: databases.schemahero.io/v1alpha4
kind: Database
metadata:
  name: d
spec:
  connection:
    engine: sqlite
    uri:
      value: "\${HOME}/x.db"
...
`;
const TOKENS = [
  "{",
  "}",
  "[",
  "]",
  ":",
  "- ",
  "? ",
  "&a ",
  "*a",
  "!!x ",
  "|",
  ">",
  "'",
  '"',
  "#",
  "%",
  "---\n",
  "...\n",
  "\t",
  "\r\n",
  "\0",
  "\u2028",
  "\uFEFF",
  "  ",
  "\n",
  "<<: ",
  "__proto__: ",
  "constructor: ",
  "null",
  "~",
  "1e999",
  "{}: ",
  "[]: ",
  "=",
  "@",
  "`",
  "\u{1F600}",
  "\ud800",
];

Deno.test("loadSpecs() never fails but with a SchemaHeroError on mutated YAML", async () => {
  let slowestMs = 0;
  for (let seed = 1; seed <= 3000; seed++) {
    const start = performance.now();
    await survive(mutate(seed), seed);
    slowestMs = Math.max(slowestMs, performance.now() - start);
  }
  assert.ok(slowestMs < 1000, `the slowest took ${slowestMs} ms`);
});

Deno.test("loadSpecs() never fails but with a SchemaHeroError on random bytes", async () => {
  for (let seed = 1; seed <= 1000; seed++) {
    const random = seeded(seed);
    const alphabet = seed % 2 ? 256 : 64;
    const offset = alphabet === 64 ? 32 : 0;
    await survive(Uint8Array.from({ length: random(400) }, () => offset + random(alphabet)), seed);
  }
});

Deno.test("loadSpecs() ends soon on text that is made to be slow", async () => {
  const many = 50_000;
  const texts = [
    "[".repeat(many),
    "- ".repeat(many),
    "{a: ".repeat(many),
    "? ".repeat(many),
    "---\n".repeat(many / 10),
    "seedData:\n".repeat(many),
    "  seedData:\n    rows:\n    - x\n".repeat(many / 10),
    "a: &a [".repeat(many),
    `a: ${"9".repeat(1_000_000)}`,
    `a: "${"\\".repeat(100_000)}"`,
    `a: ${" ".repeat(1_000_000)}b`,
    "\n".repeat(1_000_000),
    "#\n".repeat(many),
    "a: |\n" + " x\n".repeat(many),
    Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join("\n"),
    "name: n\nschema: {x: {}}\nseedData:\n  rows:\n" + "  - columns:\n".repeat(many),
    "%a\n".repeat(many),
    "!".repeat(100_000) + " x",
    "'" + "''".repeat(100_000),
    "a:" + "\n  - b".repeat(many) + "\n  c: [",
  ];
  for (const text of texts) {
    const start = performance.now();
    await survive(text, 0);
    const elapsed = performance.now() - start;
    assert.ok(elapsed < 5000, `${JSON.stringify(text.slice(0, 40))} took ${elapsed} ms`);
  }
});

function mutate(seed: number): string {
  const random = seeded(seed);
  let text = SEED;
  for (let count = 1 + random(6); count > 0; count--) {
    const at = random(text.length);
    const cut = random(3) === 0 ? random(40) : random(2);
    const insert = random(4) === 0
      ? SEED.slice(random(SEED.length)).slice(0, random(60))
      : TOKENS[random(TOKENS.length)];
    text = text.slice(0, at) + insert + text.slice(at + cut);
  }
  return text;
}

async function survive(content: string | Uint8Array, seed: number): Promise<void> {
  try {
    const { specs } = await loadSpecs(memorySource({ "f.yaml": content }), "f.yaml");
    for (const { rows } of specs) {
      if (rows) {
        for await (const _batch of rows.batches()) { /* reading is the test */ }
      }
    }
  } catch (error) {
    assert.ok(
      error instanceof SchemaHeroError,
      `seed ${seed}: ${error instanceof Error ? error.stack : error}`,
    );
    const shown = problemsOf(error).map(renderProblem).join("\n");
    // deno-lint-ignore no-control-regex -- that none gets through is what is tested
    assert.doesNotMatch(error.message + shown, /[\x00-\x09\x0b-\x1f\x7f-\x9f]/, `seed ${seed}`);
  }
}
