import assert from "node:assert/strict";
import { Splitter } from "./split.ts";

function cut(text: string, size = text.length): string[] {
  const splitter = new Splitter();
  const statements: string[] = [];
  for (let at = 0; at < text.length; at += size) {
    statements.push(...splitter.push(text.slice(at, at + size)).map(({ sql }) => sql));
  }
  return [...statements, ...splitter.end().map(({ sql }) => sql)];
}

const TRIGGER =
  "create trigger x before insert on t for each row begin if a then set b = 1; end if; case c when 1 then set d = 2; end case; end";

Deno.test("Splitter cuts at semicolons that end statements, wherever the text is cut", () => {
  const cases = [
    { text: "select 1; select 2", statements: ["select 1", "select 2"] },
    {
      text: "select ';', `;`, \";\" -- ;\n, 1 /* ; */ # ;\n; select 'it\\'s;'",
      statements: [
        "select ';', `;`, \";\" -- ;\n, 1 /* ; */ # ;",
        "select 'it\\'s;'",
      ],
    },
    { text: `${TRIGGER}; select 1;`, statements: [TRIGGER, "select 1"] },
    {
      text: "delimiter //\ncreate procedure p() begin select 1; end//\ndelimiter ;\nselect 2;",
      statements: ["create procedure p() begin select 1; end", "select 2"],
    },
    { text: "/*!40101 set names utf8 */; select 1", statements: ["/*!40101 set names utf8 */", "select 1"] },
    {
      text: "begin; insert into t values (1); end",
      statements: ["begin", "insert into t values (1)", "end"],
    },
  ];
  for (const { text, statements } of cases) {
    for (const size of [text.length, 1, 3, 7]) {
      const found = cut(text, size).map((sql) => sql.replace(/ # ;$/, " # ;"));
      assert.deepEqual(found.map((sql) => sql.trim()), statements, `${size}: ${text}`);
    }
  }
});

Deno.test("Splitter refuses a text that ends inside a quote", () => {
  assert.throws(() => cut("select 'a"));
});
