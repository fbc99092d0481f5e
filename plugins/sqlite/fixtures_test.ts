import assert from "node:assert/strict";
import type { PlanInput, PlanPart } from "../../protocol/plan.ts";
import plugin from "./plugin.ts";
import { applyAll, connectTo, planSpecs, quietContext, type TestSpec } from "./testing.ts";

const id = { name: "id", type: "integer" };

async function render(specs: readonly TestSpec[]) {
  const statements: string[] = [];
  const problems: string[] = [];
  const asked = Promise.withResolvers<readonly number[]>();
  async function* input(): AsyncGenerator<PlanInput> {
    for (const [index, { name, body, rows }] of specs.entries()) {
      yield {
        type: "spec",
        spec: { index, kind: "Table", name, hasRows: rows !== undefined, ...(body && { body }) },
      };
    }
    yield { type: "specs-end" };
    for (const index of await asked.promise) {
      const { columns = [], rows = [] } = specs[index] ?? { name: "" };
      yield { type: "rows", rows: { index, columns, rows, last: true } };
    }
  }
  const take = (part: PlanPart) => {
    if (part.type === "statement") statements.push(part.statement.sql);
    else if (part.type === "diagnostic") problems.push(part.diagnostic.message);
    else asked.resolve(part.specs);
  };
  await plugin.fixtures?.(input(), take, quietContext());
  return { statements, problems };
}

const CHILD: TestSpec = {
  name: "child",
  body: {
    primaryKey: ["id"],
    columns: [id, { name: "parent", type: "integer" }],
    foreignKeys: [{ columns: ["parent"], references: { table: "parent", columns: ["id"] } }],
    indexes: [{ columns: ["parent"] }],
  },
  columns: ["id", "parent"],
  rows: [[1, 5]],
};
const PARENT: TestSpec = {
  name: "parent",
  body: { primaryKey: ["id"], columns: [id, { name: "name", type: "text" }] },
  columns: ["id", "name"],
  rows: [[5, "D'Arcy; --\n\0end"]],
};

Deno.test("fixtures() makes tables and rows before those that refer to them, with foreign keys enforced", async () => {
  const { statements, problems } = await render([CHILD, PARENT]);
  assert.deepEqual(problems, []);
  const connection = await connectTo(":memory:");
  await applyAll(connection, ["pragma foreign_keys = on", ...statements]);
  const again = await planSpecs(connection, [CHILD, PARENT]);
  assert.deepEqual([again.statements, again.diagnostics], [[], []]);
  connection.close();
  const order = [
    'create table "parent"',
    'create table "child"',
    'insert into "parent"',
    'insert into "child"',
  ];
  const positions = order.map((start) => statements.findIndex((sql) => sql.startsWith(start)));
  assert.deepEqual(positions, [...positions].sort((a, b) => a - b), statements.join("\n"));
  assert.ok(positions.every((position) => position >= 0), statements.join("\n"));
});

Deno.test("fixtures() leaves out what is deleted", async () => {
  assert.deepEqual(
    await render([{ name: "gone", body: { isDeleted: true, columns: [id] }, rows: [[1]], columns: ["id"] }]),
    {
      statements: [],
      problems: [],
    },
  );
});

Deno.test("fixtures() tells what is wrong with a spec and renders nothing", async () => {
  const { statements, problems } = await render([CHILD]);
  assert.deepEqual(statements, []);
  assert.deepEqual(problems, ["A foreign key of child refers to table parent, which does not exist"]);
});

Deno.test("fixtures() tells which column of a row is not there", async () => {
  const { problems } = await render([{ ...PARENT, columns: ["id", "nobody"] }]);
  assert.equal(problems.length, 1);
  assert.match(problems[0] ?? "", /nobody/);
});
