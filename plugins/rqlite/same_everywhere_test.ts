import assert from "node:assert/strict";
import { PluginError } from "../../protocol/errors.ts";
import { sameEverywhere } from "./same_everywhere.ts";

const AT = {
  now: new Date("2026-02-03T04:05:06.789Z"),
  randomBytes: (count: number) => new Uint8Array(count).fill(1),
};
const NOW = "'2026-02-03 04:05:06.789'";

const CASES: readonly (readonly [sql: string, same: string])[] = [
  ["insert into t values (random())", "insert into t values ((72340172838076673))"],
  ["insert into t values (RandomBlob ( 3 ), 1)", "insert into t values (x'010101', 1)"],
  [
    "update t set a = current_timestamp, b = current_date",
    "update t set a = '2026-02-03 04:05:06', b = '2026-02-03'",
  ],
  ["insert into t values (datetime('now', '-1 day'))", `insert into t values (datetime(${NOW}, '-1 day'))`],
  [
    "insert into t values (unixepoch(), strftime('%s'))",
    `insert into t values (unixepoch(${NOW}), strftime('%s', ${NOW}))`,
  ],
  ["insert into t values (date(datetime('Now')))", `insert into t values (date(datetime(${NOW})))`],
  // Text is text, names are names, and what is not a write of rows stays.
  [
    "insert into t values ('random() now current_date', 'now')",
    "insert into t values ('random() now current_date', 'now')",
  ],
  ['update "random" set date = t.random', 'update "random" set date = t.random'],
  ["create view v as select random(), datetime('now')", "create view v as select random(), datetime('now')"],
  ["create table t (a default (random()))", "create table t (a default (random()))"],
];

for (const [sql, same] of CASES) {
  Deno.test(`sameEverywhere() of ${sql}`, () => assert.equal(sameEverywhere(sql, AT), same));
}

Deno.test("sameEverywhere() refuses random bytes of a number that is not known", () => {
  assert.throws(() => sameEverywhere("insert into t select randomblob(n) from s", AT), PluginError);
});
