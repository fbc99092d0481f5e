// The faults of `deno task mutate` must stay seedable: found here at once, not when someone runs it again.
import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT } from "../../tasks/tree.ts";
import { MUTATIONS } from "./sqlite/mutations.ts";

Deno.test("every fault of sqlite can be seeded: its text occurs once", async () => {
  for (const { fault, file, before, after } of MUTATIONS) {
    const text = await Deno.readTextFile(join(ROOT, file));
    assert.equal(text.split(before).length, 2, `${fault}: ${file} no longer holds\n${before}`);
    assert.notEqual(before, after, fault);
  }
});
