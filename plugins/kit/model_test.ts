import assert from "node:assert/strict";
import { type Change, describeChange, describePart } from "./model.ts";

const column = { name: "c", type: "int", notNull: false };
const generated = { ...column, generated: { expression: "a + 1", stored: true } };
const view = { kind: "view", name: "v", definition: "" };
const trigger = { kind: "trigger", name: "r", table: "t", definition: "" };
const key = { columns: ["a", "b"], references: { table: "p", columns: ["x", "y"] } };

const CASES: readonly { readonly change: Change; readonly whole: string; readonly part: string }[] = [
  { change: { type: "add-column", table: "t", column }, whole: "Add column c to t", part: "add column c" },
  {
    change: {
      type: "alter-column",
      table: "t",
      from: column,
      to: { ...column, type: "text" },
      aspects: ["type"],
    },
    whole: "Change column c of t: type int to text",
    part: "change column c, type int to text",
  },
  {
    change: { type: "alter-column", table: "t", from: column, to: generated, aspects: ["generated"] },
    whole: "Change column c of t: generated as (a + 1), stored",
    part: "change column c, generated as (a + 1), stored",
  },
  {
    change: { type: "drop-column", table: "t", column: generated },
    whole: "Drop generated column c of t",
    part: "drop generated column c",
  },
  {
    change: { type: "add-foreign-key", table: "t", key },
    whole: "Add foreign key (a, b) to p on t",
    part: "add foreign key (a, b) to p",
  },
  {
    change: { type: "alter-table", table: "t", aspects: ["strict"] },
    whole: "Change strict of table t",
    part: "change strict",
  },
  {
    change: { type: "create-object", table: "v", object: view },
    whole: "Create view v",
    part: "create view v",
  },
  {
    change: { type: "replace-object", table: "t", object: trigger },
    whole: "Replace trigger r of t",
    part: "replace trigger r",
  },
  {
    change: { type: "create-object", table: "t", object: trigger },
    whole: "Create trigger r on t",
    part: "create trigger r",
  },
  {
    change: { type: "drop-object", table: "t", object: trigger },
    whole: "Drop trigger r of t",
    part: "drop trigger r",
  },
];

for (const { change, whole, part } of CASES) {
  Deno.test(`describeChange() says "${whole}" and describePart() "${part}"`, () => {
    assert.equal(describeChange(change), whole);
    assert.equal(describePart(change), part);
  });
}
