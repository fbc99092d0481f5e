import assert from "node:assert/strict";
import { join } from "node:path";
import { edited, EDITS } from "./changes.ts";

function specText(file: string): string {
  return Deno.readTextFileSync(join(import.meta.dirname ?? "", "chinook", file));
}

for (const edit of EDITS) {
  Deno.test(`edited() changes ${edit.file} when the user wants: ${edit.wish}`, () => {
    const before = specText(edit.file);
    const after = edited(before, edit);
    assert.notEqual(after, before);
    for (const line of edit.after) assert.ok(after.includes(`${line}\n`), line);
    if (edit.inRows) assert.doesNotMatch(after, new RegExp(edit.inRows.pattern.source));
  });
}

Deno.test("edited() throws when the lines are not in the file", () => {
  const [edit] = EDITS;
  assert.ok(edit);
  assert.throws(() => edited("nothing", edit), /does not hold these lines exactly once/);
});
