// Changes of keys, views, triggers and virtual tables, each by the laws (tests/engines holds all others): the plan
// applies, planning again is empty, the result equals a fresh build as another SQLite sees it, rows that the change
// does not concern survive, and the printed script does the same as apply.
import assert from "node:assert/strict";
import { type Case, id, T, text } from "./laws_cases.ts";
import { KEY_CASES } from "./laws_key_cases.ts";
import { OBJECT_CASES } from "./laws_object_cases.ts";
import {
  applyAll,
  applyPlan,
  connectTo,
  judgedSchema,
  planSpecs,
  sayUnjudged,
  shell,
  withFolder,
} from "./testing.ts";

for (const each of [...KEY_CASES, ...OBJECT_CASES]) {
  Deno.test(`plan() ${each.name} and keeps the laws`, async () => {
    await withFolder((folder) => checkLaws(each, folder));
  });
}

async function checkLaws(each: Case, folder: string): Promise<void> {
  const path = `${folder}/live.db`;
  const connection = await connectTo(path);
  if (each.before !== "") await applyAll(connection, [each.before]);
  const read = async (file: string, query: string | undefined) =>
    query === undefined ? "" : await shell(file, `${query};`);
  const rowsBefore = await read(path, each.survive);
  if (each.before !== "") await Deno.copyFile(path, `${folder}/script.db`);

  const plan = await planSpecs(connection, each.specs);
  assert.deepEqual(plan.diagnostics.filter((diagnostic) => diagnostic.severity === "error"), []);
  const shown = plan.statements.map((statement) => statement.sql).join(";\n");
  if (each.kinds !== undefined) {
    assert.equal(plan.statements.map((each) => each.kind).join(" "), each.kinds, shown);
  }
  if (each.hazards !== undefined) {
    const hazards = plan.statements.flatMap((statement) => statement.hazards);
    assert.equal(hazards.map((hazard) => `${hazard.kind}=${hazard.rows}`).join(" "), each.hazards, shown);
  }
  await applyPlan(connection, plan); // (a)
  const again = await planSpecs(connection, each.specs);
  assert.deepEqual([again.statements.map((statement) => statement.sql), again.diagnostics], [[], []]); // (b)
  connection.close();

  const judged = await judgedSchema(path);
  if (judged === undefined) {
    return sayUnjudged(each.name);
  }
  assert.match(judged, /checks: ok$/, shown);
  if (each.equals === undefined) {
    const fresh = await connectTo(`${folder}/fresh.db`);
    await applyPlan(fresh, await planSpecs(fresh, each.specs));
    fresh.close();
  } else await shell(`${folder}/fresh.db`, each.equals);
  assert.equal(judged, await judgedSchema(`${folder}/fresh.db`)); // (c)
  assert.equal(await read(path, each.afterQuery ?? each.survive), rowsBefore); // (e)
  for (const sql of each.refuses ?? []) {
    await assert.rejects(shell(path, `${sql};`), /constraint|datatype|cannot store/i);
  }

  const { before = [], after = [] } = plan.result.script ?? {};
  const script = [...before, ...plan.statements.map((statement) => statement.sql), ...after].join(";\n");
  await shell(`${folder}/script.db`, `${script};\n`);
  assert.equal(await judgedSchema(`${folder}/script.db`), judged);
}

Deno.test("plan() creates parents before children, and drops children before parents", async () => {
  const parent = { name: "p", body: { primaryKey: ["id"], columns: [id] } };
  const foreignKeys = [{ columns: ["id"], references: { table: "p", columns: ["id"] } }];
  const child = { name: "k", body: { primaryKey: ["id"], columns: [id], foreignKeys } };
  const connection = await connectTo(":memory:");
  const created = await planSpecs(connection, [child, parent]);
  assert.deepEqual(created.statements.map((statement) => statement.object.name), ["p", "k"]);
  await applyPlan(connection, created);
  const gone = [parent, child].map(({ name }) => ({ name, body: { isDeleted: true } }));
  const dropped = await planSpecs(connection, gone);
  assert.deepEqual(dropped.statements.map((statement) => statement.object.name), ["k", "p"]);
  connection.close();
});

Deno.test("plan() counts the rows that a new constraint will refuse", async () => {
  const connection = await connectTo(":memory:");
  await applyAll(connection, [`create table p (id integer primary key); insert into p values (1);
    create table t (id integer primary key, a text, p int);
    insert into t values (1, 'x', 1), (2, 'x', 7), (3, 'y', null), (4, null, 8), (5, null, 9)`]);
  const plan = await planSpecs(connection, [
    { name: "p", body: { primaryKey: ["id"], columns: [id] } },
    T([text("a"), { name: "p", type: "int" }], {
      indexes: [{ columns: ["a"], isUnique: true }],
      checks: [{ expression: "id < 5" }],
      foreignKeys: [{ columns: ["p"], references: { table: "p", columns: ["id"] } }],
    }),
  ]);
  const hazards = plan.statements.flatMap((statement) => statement.hazards);
  assert.deepEqual(hazards.map((hazard) => `${hazard.rows} ${hazard.message}`), [
    "5 Copies 5 rows of t",
    "3 Fails because of 3 rows of t which have no parent in p",
    "1 Fails because of 1 row of t which do not fulfil id < 5",
    "2 Fails because of 2 rows of t which share their key with another",
  ]);
  connection.close();
});
