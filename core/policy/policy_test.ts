import { deepEqual } from "node:assert/strict";
import type { Hazard, Statement } from "../../protocol/plan.ts";
import { judge } from "./policy.ts";

const DROP: Hazard = {
  kind: "deletes-data",
  message: "9 rows have a value",
  allow: "drop-column:t.c",
  rows: 9n,
};

function statement(sql: string, ...hazards: Hazard[]): Statement {
  return {
    sql,
    kind: "alter",
    object: { kind: "table", name: "t" },
    change: sql,
    hazards,
    transactional: true,
  };
}

Deno.test("judge() lets pass what deletes nothing", () => {
  const harmless = statement("alter", { kind: "rewrites-table", message: "" }, {
    kind: "may-fail",
    message: "",
  });
  deepEqual(judge({ statements: [harmless] }, { allow: [], allowDestructive: false }), {
    refusals: [],
    unusedPermissions: [],
  });
});

Deno.test("judge() refuses a deletion once, until it is allowed by its own name or altogether", () => {
  const statements = [statement("a", DROP), statement("b", DROP)];
  const refused = judge({ statements }, { allow: ["drop-column:t.d"], allowDestructive: false });
  deepEqual(refused.refusals.map((refusal) => refusal.statement.sql), ["a"]);
  deepEqual(refused.unusedPermissions, ["drop-column:t.d"]);
  deepEqual(judge({ statements }, { allow: ["drop-column:t.c"], allowDestructive: false }), {
    refusals: [],
    unusedPermissions: [],
  });
  deepEqual(judge({ statements }, { allow: [], allowDestructive: true }).refusals, []);
});

Deno.test("judge() refuses a deletion that has no name of its own unless all are allowed", () => {
  const nameless: Hazard = { kind: "deletes-data", message: "Deletes rows" };
  deepEqual(
    judge({ statements: [statement("x", nameless)] }, { allow: ["x"], allowDestructive: false }).refusals
      .length,
    1,
  );
  deepEqual(
    judge({ statements: [statement("x", nameless)] }, { allow: [], allowDestructive: true }).refusals.length,
    0,
  );
});

Deno.test("judge() tells of a disk that has less room than the plan takes", () => {
  const plan = { statements: [statement("rebuild")], disk: { file: "database", bytes: 100n } };
  const none = { allow: [], allowDestructive: true };
  deepEqual(judge(plan, none, 99n).shortage, { neededBytes: 100n, freeBytes: 99n });
  for (const freeBytes of [100n, undefined]) deepEqual(judge(plan, none, freeBytes).shortage, undefined);
  deepEqual(judge({ statements: plan.statements }, none, 0n).shortage, undefined);
});
