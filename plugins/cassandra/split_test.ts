import assert from "node:assert/strict";
import { PluginError } from "../../protocol/errors.ts";
import { Splitter } from "./split.ts";

const TEXT = `-- first; a comment
create table t (k int primary key); /* ; */ insert into t (k) values (1);
create function f(a int) called on null input returns int language java as $$return a; // $$;
begin batch insert into t (k) values (2); update t set v = ';' where k = 1; apply batch;
select "a;b" from t`;

const STATEMENTS = [
  [2, "create table t (k int primary key)"],
  [2, "insert into t (k) values (1)"],
  [3, "create function f(a int) called on null input returns int language java as $$return a; // $$"],
  [4, "begin batch insert into t (k) values (2); update t set v = ';' where k = 1; apply batch"],
  [5, 'select "a;b" from t'],
];

Deno.test("Splitter cuts at semicolons between statements, however the text arrives", () => {
  for (const size of [1, 2, 3, 7, 50, 1000]) {
    const splitter = new Splitter();
    const found = [];
    for (let at = 0; at < TEXT.length; at += size) found.push(...splitter.push(TEXT.slice(at, at + size)));
    found.push(...splitter.end());
    assert.deepEqual(found.map(({ line, sql }) => [line, sql]), STATEMENTS, `pieces of ${size}`);
  }
});

Deno.test("Splitter refuses a text that ends inside a quote", () => {
  const splitter = new Splitter();
  splitter.push("select 'a");
  assert.throws(() => splitter.end(), PluginError);
});
