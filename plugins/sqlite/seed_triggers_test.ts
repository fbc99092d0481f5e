import assert from "node:assert/strict";
import { type SeededTable, triggerWarnings } from "./seed_triggers.ts";

function seeded(
  name: string,
  columns: readonly string[],
  statements?: string,
  isWritten = true,
): SeededTable {
  const sql = `create trigger r after insert on ${name} begin ${statements}; end`;
  const triggers = statements === undefined
    ? []
    : [{ type: "trigger" as const, name: "r", table: name, sql }];
  return { name, spec: 0, triggers, columns: new Set(columns), isWritten };
}

const CASES: readonly { readonly statements: string; readonly warns?: RegExp }[] = [
  { statements: "update t set n = n + 1 where id = new.id", warns: /writes to n of t/ },
  { statements: `update or ignore "T" set at = 1, N = (select max(id) from t)`, warns: /writes to n of t/ },
  { statements: "update t set (at, n) = (1, 2)", warns: /writes to n of t/ },
  { statements: "update t set at = current_timestamp where n = new.n" },
  { statements: "update t set at = (select 1 where n = 2) from u where n = 1" },
  { statements: "delete from t where id = 1", warns: /writes to rows of t/ },
  { statements: "replace into t values (1)", warns: /writes to rows of t/ },
  { statements: "insert or replace into t values (1)", warns: /writes to rows of t/ },
  { statements: "insert into t values (1) on conflict (id) do update set n = 2", warns: /writes to n of t/ },
  { statements: "insert into t values (1)" },
  { statements: "update log set n = 1; select raise(ignore)" },
  { statements: "update other set x = 1", warns: /rows of t start, writes to x of other/ },
];

Deno.test("triggerWarnings() tells of triggers that write to what seed rows give", () => {
  for (const { statements, warns } of CASES) {
    const found = triggerWarnings([seeded("t", ["id", "n"], statements), seeded("other", ["x"])]);
    assert.equal(found.length, warns ? 1 : 0, statements);
    if (warns) assert.match(found[0]?.message ?? "", warns, statements);
  }
});

Deno.test("triggerWarnings() is silent when no row is written", () => {
  assert.deepEqual(triggerWarnings([seeded("t", ["n"], "update t set n = 1", false)]), []);
});
