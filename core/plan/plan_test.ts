import { deepEqual } from "node:assert/strict";
import type { Statement } from "../../protocol/plan.ts";
import { changesOf } from "./plan.ts";

function statement(sql: string, change: string, name = "t"): Statement {
  return { sql, kind: "alter", object: { kind: "table", name }, change, hazards: [], transactional: true };
}

Deno.test("changesOf() groups neighbours of one change and nothing else", () => {
  const statements = [
    statement("a", "Rebuild t"),
    statement("b", "Rebuild t"),
    statement("c", "Rebuild t", "u"),
    statement("d", "Add column"),
    statement("e", "Rebuild t", "u"),
  ];
  const grouped = changesOf(statements).map((change) => change.statements.map(({ sql }) => sql).join(""));
  deepEqual(grouped, ["ab", "c", "d", "e"]);
});
