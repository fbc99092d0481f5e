import assert from "node:assert/strict";
import { MAX_ALIAS_NODES, MAX_NESTING, MAX_PARSED_CHARACTERS } from "./limits.ts";
import { kindOfPlain, PlainScalar } from "./plain_scalar.ts";
import { readYaml, YamlProblem } from "./yaml_reader.ts";

Deno.test("readYaml() reads the scalars of the YAML 1.2 core schema", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ["1", 1],
    ["-0", 0],
    ["+7", 7],
    ["007", 7],
    ["0x1F", 31],
    ["0o17", 15],
    ["9007199254740991", 9007199254740991],
    ["9007199254740993", 9007199254740993n],
    ["-9223372036854775808", -9223372036854775808n],
    ["0xFFFFFFFFFFFFFFFF", 18446744073709551615n],
    ["1.5", 1.5],
    ["-.5e3", -500],
    ["1.", 1],
    [".inf", Infinity],
    ["-.INF", -Infinity],
    ["1_000", "1_000"],
    ["0b1", "0b1"],
    ["1e", "1e"],
    ["-", [null]],
    ["true", true],
    ["FALSE", false],
    ["yes", "yes"],
    ["on", "on"],
    ["tRue", "tRue"],
    ["null", null],
    ["~", null],
    ["nULL", "nULL"],
    ["2024-01-01", "2024-01-01"],
    ["2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"],
    ["12:30:45", "12:30:45"],
    ["'1'", "1"],
    ['"\\u00e9"', "é"],
    ["!!str 1", "1"],
    ["!!int '1'", 1],
    ["!!binary aGk=", new Uint8Array([104, 105])],
    ["9".repeat(401), "9".repeat(401)],
  ];
  for (const [text, expected] of cases) assert.deepEqual(readYaml(text), expected, text);
  assert.ok(Number.isNaN(readYaml(".nan")));
});

Deno.test("readYaml() keeps plain numbers and truth values as written when asked", () => {
  const value = readYaml("[007, 1.10, True, null, x, '1', !!int '5']", true);
  assert.deepEqual(value, [
    new PlainScalar("int", "007"),
    new PlainScalar("float", "1.10"),
    new PlainScalar("bool", "True"),
    null,
    "x",
    "1",
    new PlainScalar("int", "5"),
  ]);
  assert.deepEqual(readYaml("{null: 1, 5: 2, true: 3}", true), {
    null: new PlainScalar("int", "1"),
    5: new PlainScalar("int", "2"),
    true: new PlainScalar("int", "3"),
  });
});

Deno.test("kindOfPlain() agrees with readYaml() on generated scalars", () => {
  const parts = [
    "",
    "0",
    "7",
    "-",
    "+",
    ".",
    "e",
    "x",
    "o",
    "_",
    "inf",
    "nan",
    "true",
    "Null",
    "n",
    "~",
    "T",
    "f",
    "a",
  ];
  for (const first of parts) {
    for (const second of parts) {
      for (const third of parts) {
        const text = first + second + third;
        if (/^(?:-+|\.\.\.)$/.test(text)) continue; // markers and list items, no scalars
        const value = readYaml(text, true);
        const kind = value === null || value === undefined
          ? "null"
          : value instanceof PlainScalar
          ? value.kind
          : "text";
        assert.equal(kindOfPlain(text), kind, text);
      }
    }
  }
});

Deno.test("readYaml() accepts what Go's YAML accepts in layout", () => {
  assert.deepEqual(readYaml("a: {\n  b: 1\n}\n"), { a: { b: 1 } });
  assert.deepEqual(readYaml('{\n\t"a": [\n\t\t1\n\t]\n}'), { a: [1] });
  assert.deepEqual(readYaml('"\\ud83d\\ude00\\/"'), "😀/");
  assert.deepEqual(readYaml("base: &b {x: 1, y: 2}\nmore: {<<: *b, y: 3}"), {
    base: { x: 1, y: 2 },
    more: { x: 1, y: 3 },
  });
});

Deno.test("readYaml() refuses with line and column when the text is not YAML", () => {
  const cases: readonly (readonly [string, string, number, number])[] = [
    ["a: 1\nb: [1,\n", "Unexpected end of the stream within a flow collection", 2, 0],
    ["a: 1\na: 2\n", "Duplicated mapping key", 1, 0],
    ["a:\n\tb: 1\n", "Tab characters must not be used in indentation", 1, 0],
    ["a: *x\n", 'Unidentified alias "x"', 0, 5],
    ["a: !own 1\n", "Unknown tag !<!own>", 0, 9],
    ["a: 'x", "Unexpected end of the stream within a single quoted scalar", 1, 0],
    ["a: \u0007", "The stream contains non-printable characters", 0, 4],
    ["a: \0", "Null byte is not allowed in input", 0, 3],
    ["a: b: c", "Bad indentation of a mapping entry", 0, 4],
  ];
  for (const [text, message, line, column] of cases) {
    assert.throws(() => readYaml(text), (error) => {
      assert.ok(error instanceof YamlProblem);
      assert.deepEqual([error.message, error.line, error.column, error.code], [
        message,
        line,
        column,
        "syntax",
      ]);
      return true;
    });
  }
});

Deno.test("readYaml() holds its limits at the edge", () => {
  readYaml("[".repeat(MAX_NESTING) + "]".repeat(MAX_NESTING));
  refuses("[".repeat(MAX_NESTING + 1) + "]".repeat(MAX_NESTING + 1), /^Nested deeper than 48 levels$/);
  refuses("[".repeat(200_000), /^Nested deeper/);
  refuses("- ".repeat(200_000), /^Nested deeper/);
  refuses("a: &a [*a]", /^Nested deeper/);

  readYaml(" ".repeat(MAX_PARSED_CHARACTERS - 1) + "1");
  refuses(" ".repeat(MAX_PARSED_CHARACTERS) + "1", /^The document has more than 16 million characters/);

  const list = `a: &a [${"1,".repeat(999)}1]\n`; // each alias adds the list and its 1000 items
  const allowed = Math.floor(MAX_ALIAS_NODES / 1001);
  readYaml(`${list}b: [${"*a,".repeat(allowed)}]`);
  refuses(`${list}b: [${"*a,".repeat(allowed + 1)}]`, /^Aliases add more than 100000 nodes/);
});

Deno.test("readYaml() refuses a billion laughs at once", () => {
  let text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (let level = 1; level < 12; level++) {
    text += `a${level}: &a${level} [${Array(9).fill(`*a${level - 1}`).join(", ")}]\n`;
  }
  const start = performance.now();
  refuses(text, /^Aliases add more than/);
  assert.ok(performance.now() - start < 2000);
});

function refuses(text: string, message: RegExp): void {
  assert.throws(() => readYaml(text), (error) => {
    assert.ok(error instanceof YamlProblem);
    assert.match(error.message, message);
    return error.code === "limit";
  });
}
