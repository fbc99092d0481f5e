import assert from "node:assert/strict";
// @ts-types="./js_yaml.d.ts"
import { loadAll } from "js-yaml";
import { splitDocuments } from "./documents.ts";
import { seeded } from "./random_for_test.ts";
import { readYaml } from "./yaml_reader.ts";

function pieces(text: string): [string, number][] {
  return splitDocuments(text).map(({ start, end, line }) => [text.slice(start, end), line]);
}

Deno.test("splitDocuments() cuts at markers and leaves out empty pieces", () => {
  const cases: readonly (readonly [string, [string, number][]])[] = [
    ["", []],
    ["# only a comment\n\n", []],
    ["a: 1", [["a: 1", 0]]],
    ["---\na: 1\n---\nb: 2\n", [["---\na: 1\n", 0], ["---\nb: 2\n", 2]]],
    ["# first\n---\na: 1\n", [["---\na: 1\n", 1]]],
    ["a: 1\n...\n# between\n---\nb: 2", [["a: 1\n...\n", 0], ["---\nb: 2", 3]]],
    ["a: 1\n...\nb: 2", [["a: 1\n...\n", 0], ["b: 2", 2]]],
    ["%YAML 1.2\n---\na: 1\n", [["%YAML 1.2\n---\na: 1\n", 0]]],
    ["--- a\n--- b\n", [["--- a\n", 0], ["--- b\n", 1]]],
    ["---x: 1\n ---\n", [["---x: 1\n ---\n", 0]]],
    ["a: |\n  ---\n  x\n---\nb", [["a: |\n  ---\n  x\n", 0], ["---\nb", 3]]],
    ["...\n...\n", []],
  ];
  for (const [text, expected] of cases) assert.deepEqual(pieces(text), expected, JSON.stringify(text));
});

Deno.test("splitDocuments() gives the documents of js-yaml's loadAll()", () => {
  const lines = [
    "---",
    "--- ",
    "---\t# c",
    "...",
    "... # c",
    "# c",
    "",
    "a: 1",
    "b: |",
    "  text",
    "- x",
    "---x",
    " ---",
    "%TAG ! !",
    "%YAML 1.2",
    '"q',
    'q"',
  ];
  let compared = 0;
  for (let seed = 1; seed <= 6000; seed++) {
    const random = seeded(seed);
    const text = Array.from({ length: 1 + random(9) }, () => lines[random(lines.length)]).join("\n") + "\n";
    let expected: unknown[];
    try {
      expected = loadAll(text, null).filter((value) => value !== null && value !== undefined);
    } catch {
      continue; // what is no YAML as a whole may be cut anyhow: its pieces fail
    }
    const found = splitDocuments(text).map(({ start, end }) => readYaml(text.slice(start, end)));
    const present = found.filter((value) => value !== null && value !== undefined);
    assert.deepEqual(present, expected, JSON.stringify(text));
    compared++;
  }
  assert.ok(compared > 1000, `${compared} texts were YAML`);
});
