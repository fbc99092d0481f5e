// Keeps the tree tidy (file and function length, headers, names, hidden characters), and proves that each rule of
// tidy.ts can fail.
import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT } from "../tasks/tree.ts";
import { listFiles } from "./source_tree.ts";
import { isText, looseRatchets, MAX_FILE_LINES, MAX_FUNCTION_LINES, tidyProblems } from "./tidy.ts";

Deno.test("the tree is tidy", () => {
  const files = listFiles(ROOT).filter(isText);
  const found = files.flatMap((file) => tidyProblems(file, Deno.readTextFileSync(join(ROOT, file))));
  assert.deepEqual(found, []);
});

Deno.test("the tree names no place of the machine it stands on", () => {
  const files = listFiles(ROOT).filter(isText);
  const found = files.filter((file) => Deno.readTextFileSync(join(ROOT, file)).includes(`${ROOT}/`));
  assert.deepEqual(found, []);
});

Deno.test("no entry of the list of long functions is looser than it must be", () => {
  const files = new Set(listFiles(ROOT));
  const textOf = (file: string) => files.has(file) ? Deno.readTextFileSync(join(ROOT, file)) : undefined;
  assert.deepEqual(looseRatchets(textOf), []);
});

const HEADER = "// What it owns.\n";

function functionOf(lineCount: number): string {
  return `${HEADER}export function long(): void {\n${"  void 0;\n".repeat(lineCount - 2)}}\n`;
}

const PLANTED: readonly (readonly [what: string, file: string, text: string, why: RegExp])[] = [
  ["a long file", "core/a.ts", HEADER + "\n".repeat(MAX_FILE_LINES), /has 601 lines/],
  ["a long function", "core/a.ts", functionOf(MAX_FUNCTION_LINES + 1), /a\.ts:2 long has 71 lines/],
  [
    "a long method",
    "core/a.ts",
    `${HEADER}class A {\n  #b() {\n${"\n".repeat(MAX_FUNCTION_LINES)}  }\n}\nnew A();\n`,
    /#b has 72 lines/,
  ],
  ["no header", "core/a.ts", 'import "./b.ts";\n', /does not begin with a comment/],
  ["no header after a lint directive", "core/a.ts", "// deno-lint-ignore-file x\nlet a;\n", /does not begin/],
  ["a nameless file", "core/plan_utils.ts", HEADER, /name a file for what it holds/],
  ["a nameless folder's file", "core/common.ts", HEADER, /name a file for what it holds/],
  ["a hidden character", "README.md", "a\u200bb\n", /README\.md:1 has a hidden character/],
  ["a control character", "README.md", "ok\na\u001bb\n", /README\.md:2 has a hidden character/],
  ["a carriage return", "README.md", "a\r\n", /hidden character/],
  ["a local path", "docs/a.md", `see ${["", "root", "x.sh"].join("/")}\n`, /a\.md:1 names a local path/],
  [
    "a registry host",
    "deno.lock",
    `"https://${["registry", "npmjs", "org"].join(".")}/x"\n`,
    /registry host/,
  ],
  ["an open end", "core/a.ts", `${HEADER}// TO${""}DO: later\n`, /a\.ts:2 leaves something to do/],
];

for (const [what, file, text, why] of PLANTED) {
  Deno.test(`tidyProblems() reports ${what}`, () => {
    const found = tidyProblems(file, text);
    assert.equal(found.length, 1, found.join("\n"));
    assert.match(found[0] ?? "", why);
  });
}

for (
  const [what, file, text] of [
    ["at the limits", "core/a.ts", functionOf(MAX_FUNCTION_LINES) + "\n".repeat(MAX_FILE_LINES - 71)],
    ["a generated file", "protocol/spec/page.generated.ts", "\n".repeat(2000)],
    ["a test without header", "core/a_test.ts", 'import "./a.ts";\n'],
    ["an open end with an issue", "core/a.ts", `${HEADER}// TO${""}DO(#12): later\n`],
    ["names that only contain such words", "plugins/kit/database.ts", HEADER],
    ["absolute paths of the product", "docs/a.md", "/usr/local/lib/schemahero/plugins, ~/.schemahero\n"],
  ] as const
) {
  Deno.test(`tidyProblems() is silent when it meets ${what}`, () => {
    assert.deepEqual(tidyProblems(file, text), []);
  });
}

Deno.test("looseRatchets() asks to lower or remove an entry when the function has become shorter", () => {
  const found = looseRatchets(() => functionOf(10));
  assert.ok(found.every((line) => /remove it/.test(line)));
  assert.ok(looseRatchets(() => undefined).length === found.length);
});
