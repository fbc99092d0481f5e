import assert from "node:assert/strict";
import type { TableRows } from "./engine.ts";
import { LawError } from "./law_error.ts";
import { checkSurvival, withParts } from "./survival.ts";

const table = (columns: readonly string[], ...rows: readonly (readonly string[])[]): TableRows => ({
  columns,
  hasHiddenKey: false,
  rows,
});

const RIGHTS = { allow: [], changed: [], wanted: [], fold: (name: string) => name };
const PART = [{ table: "part", from: "whole" }];
const BEFORE = new Map([["whole", table(["a", "b"], ["1", "x"], ["2", "y"])]]);

Deno.test("rows of a part that became a table of its own have survived, whatever the order of its columns", () => {
  const after = new Map([["whole", table(["a", "b"], ["1", "x"])], ["part", table(["b", "a"], ["y", "2"])]]);
  checkSurvival(BEFORE, withParts(after, PART), RIGHTS);
  assert.throws(() => checkSurvival(BEFORE, after, RIGHTS), LawError);
});

Deno.test("rows that went with a part, or the part itself, have not survived", () => {
  const empty = new Map([["whole", table(["a", "b"], ["1", "x"])], ["part", table(["a", "b"])]]);
  assert.throws(() => checkSurvival(BEFORE, withParts(empty, PART), RIGHTS), LawError);
  assert.throws(() => withParts(new Map([["whole", table(["a", "b"])]]), PART), LawError);
});
