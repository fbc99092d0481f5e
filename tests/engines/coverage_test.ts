import assert from "node:assert/strict";
import { coverageOf } from "./coverage.ts";
import { ENGINES } from "./engines.ts";

for (const { name, plugin } of ENGINES) {
  Deno.test(`coverageOf() finds a case or a reason for every cell of ${name}`, () => {
    assert.deepEqual(coverageOf(name, plugin.describe().kinds).problems, []);
  });
}
