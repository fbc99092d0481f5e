import assert from "node:assert/strict";
import { split, Splitter } from "./split.ts";
import { quietContext } from "./testing.ts";

const CASES: readonly {
  readonly name: string;
  readonly text: string;
  readonly statements: readonly (readonly [string, number])[];
}[] = [
  { name: "nothing but space and comments", text: " \n-- a; b\n/* c; */ ;;\n", statements: [] },
  {
    name: "statements on lines",
    text: "select 1;\n\nselect\n 2 ;select 3",
    statements: [["select 1", 1], ["select\n 2", 3], ["select 3", 4]],
  },
  {
    name: "semicolons in strings and names",
    text: `select ';', ";", \`;\`, [;], 'it''s;';select 2;`,
    statements: [[`select ';', ";", \`;\`, [;], 'it''s;'`, 1], ["select 2", 1]],
  },
  {
    name: "semicolons in comments",
    text: "select 1 -- ;\n, 2 /* ; */;select 3",
    statements: [["select 1 -- ;\n, 2 /* ; */", 1], ["select 3", 2]],
  },
  { name: "leading comments left out", text: "-- first\n/* x\n */ select 1;", statements: [["select 1", 3]] },
  {
    name: "triggers with nested CASE",
    text:
      "create trigger r after insert on t begin select case when 1 then 2 end; update t set a = 'end;'; end;\nselect 1;",
    statements: [[
      "create trigger r after insert on t begin select case when 1 then 2 end; update t set a = 'end;'; end",
      1,
    ], ["select 1", 2]],
  },
  {
    name: "temporary triggers",
    text: "CREATE TEMP TRIGGER r BEGIN select 1; /* x */ -- y\n END ; select 1",
    statements: [["CREATE TEMP TRIGGER r BEGIN select 1; /* x */ -- y\n END", 1], ["select 1", 2]],
  },
  {
    name: "tables called trigger",
    text: `create table "trigger" (a); select 1;`,
    statements: [[`create table "trigger" (a)`, 1], ["select 1", 1]],
  },
  {
    name: "division and subtraction",
    text: "select 4/2-1;select - -1",
    statements: [["select 4/2-1", 1], ["select - -1", 1]],
  },
];

async function* chunksOf(text: string, size: number): AsyncGenerator<{ text: string }> {
  for (let at = 0; at < text.length; at += size) {
    yield await Promise.resolve({ text: text.slice(at, at + size) });
  }
}

for (const { name, text, statements } of CASES) {
  Deno.test(`split() cuts ${name} however the text arrives`, async () => {
    for (let size = 1; size <= text.length; size++) {
      const found: (readonly [string, number])[] = [];
      await split(chunksOf(text, size), ({ sql, line }) => void found.push([sql, line]), quietContext());
      assert.deepEqual(found, statements, `in chunks of ${size}`);
    }
  });
}

const REFUSED: readonly (readonly [string, RegExp])[] = [
  ["select 'x", /inside a string/],
  ['select "x', /inside a quoted name/],
  ["select 1 /* x", /inside a comment/],
  ["create trigger r begin select 1; select 2", /inside CREATE TRIGGER/],
  ["select 1;\n.tables\n", /Line 2 is a command of the sqlite3 shell, not SQL: \.tables/],
];

for (const [text, message] of REFUSED) {
  Deno.test(`split() refuses ${JSON.stringify(text)}`, () => {
    const splitter = new Splitter();
    assert.throws(() => [...splitter.push(text), ...splitter.end()], { name: "PluginError", message });
  });
}

Deno.test("split() cuts 5 MB in bounded time", () => {
  const text = "insert into t values (1, 'some text; with a semicolon'); -- and a comment\n".repeat(70_000);
  const splitter = new Splitter();
  const start = performance.now();
  let count = 0;
  for (let at = 0; at < text.length; at += 65_536) count += splitter.push(text.slice(at, at + 65_536)).length;
  count += splitter.end().length;
  assert.equal(count, 70_000);
  assert.ok(performance.now() - start < 10_000, `${performance.now() - start} ms`);
});
