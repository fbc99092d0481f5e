import assert from "node:assert/strict";
import { Splitter } from "./split.ts";

const TEXTS: readonly (readonly [what: string, text: string, statements: readonly string[]])[] = [
  ["nothing but space and comments", " \n-- a; b\n/* c; /* d; */ */ ;;\n", []],
  ["quotes", `select ';', ";", E'\\';', 'it''s;';select 2`, [
    `select ';', ";", E'\\';', 'it''s;'`,
    "select 2",
  ]],
  ["dollar quotes", "do $$ a; $x$ b; $$; select $x$;$$;$x$;", ["do $$ a; $x$ b; $$", "select $x$;$$;$x$"]],
  [
    "bodies in standard SQL",
    `create function f() returns int begin atomic select 1; select case when true then 2 end; end; select 1;`,
    [
      "create function f() returns int begin atomic select 1; select case when true then 2 end; end",
      "select 1",
    ],
  ],
  ["rules", "create rule r as on insert to t do also (select 1; select 2); select 3", [
    "create rule r as on insert to t do also (select 1; select 2)",
    "select 3",
  ]],
];

for (const [what, text, statements] of TEXTS) {
  for (const size of [1, 3, 1000]) {
    Deno.test(`Splitter cuts ${what} when they come in pieces of ${size}`, () => {
      const splitter = new Splitter();
      const found: string[] = [];
      for (let at = 0; at < text.length; at += size) {
        found.push(...splitter.push(text.slice(at, at + size)).map(({ sql }) => sql));
      }
      found.push(...splitter.end().map(({ sql }) => sql));
      assert.deepEqual(found, statements);
    });
  }
}
