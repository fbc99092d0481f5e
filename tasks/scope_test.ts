import assert from "node:assert/strict";
import { join } from "node:path";
import { scopeOf } from "./scope.ts";
import { TaskError } from "./task_error.ts";

const ROOT = join("/", "tree");
const PLUGINS = ["rqlite", "sqlite"];

for (
  const [folder, expected] of [
    ["", { part: "everything" }],
    ["core/cli", { part: "everything" }],
    ["..", { part: "everything" }],
    ["../plugins/sqlite", { part: "everything" }],
    ["plugins", { part: "plugins" }],
    ["plugins/sqlite", { part: "plugin", name: "sqlite" }],
    ["plugins/sqlite/testdata/deep", { part: "plugin", name: "sqlite" }],
  ] as const
) {
  Deno.test(`scopeOf() finds the scope when called in "${folder}"`, () => {
    assert.deepEqual(scopeOf(join(ROOT, folder), ROOT, PLUGINS), expected);
  });
}

Deno.test("scopeOf() refuses a folder in plugins/ when it is no plugin", () => {
  assert.throws(() => scopeOf(join(ROOT, "plugins/kit"), ROOT, PLUGINS), TaskError);
});
