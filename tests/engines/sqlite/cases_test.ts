import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DIST } from "../../../tasks/tree.ts";
import { PORTABLE, preparePortable } from "../../cli/forms.ts";
import { testCases, testProduct } from "../case_tests.ts";
import { SQLITE, SQLITE_WRITE_AHEAD } from "./engine.ts";

const CASES = fileURLToPath(new URL("./cases", import.meta.url));

testCases(SQLITE, CASES, [
  "table_create_everything",
  "column_drop",
  "column_rename",
  "rebuild_referenced_by_itself_and_others",
  "seed_every_value",
  "refused_not_null_without_default",
]);

// Where there are binaries, all cases run behind the kernel's walls, too: the sandbox grants four files and no folder.
if (Deno.env.get("SCHEMAHERO_TEST_FORM") === "compiled") {
  Deno.test.beforeAll(preparePortable);
  const compiled = join(DIST, "plugins");
  testProduct(SQLITE, CASES, compiled, "by the compiled plugin");
  testProduct(SQLITE_WRITE_AHEAD, CASES, compiled, "by the compiled plugin, with a write-ahead log");
  testProduct(SQLITE, CASES, PORTABLE, "by the portable plugin");
  testProduct(SQLITE_WRITE_AHEAD, CASES, PORTABLE, "by the portable plugin, with a write-ahead log");
}
