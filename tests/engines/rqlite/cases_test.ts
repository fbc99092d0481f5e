// All of SQLite's cases against live rqlite nodes: the same plans, judged by the same judge.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DIST } from "../../../tasks/tree.ts";
import { PORTABLE, preparePortable } from "../../cli/forms.ts";
import { testCases, testProduct } from "../case_tests.ts";
import { RQLITE } from "./engine.ts";

const CASES = fileURLToPath(new URL("../sqlite/cases", import.meta.url));
const SAMPLED = ["table_create_everything", "rebuild_referenced_by_itself_and_others", "seed_every_value"];

testCases(RQLITE, CASES, SAMPLED);

// Where there are binaries, some run behind the kernel's walls, too.
if (Deno.env.get("SCHEMAHERO_TEST_FORM") === "compiled") {
  Deno.test.beforeAll(preparePortable);
  testProduct(RQLITE, CASES, join(DIST, "plugins"), "by the compiled plugin", SAMPLED);
  testProduct(RQLITE, CASES, PORTABLE, "by the portable plugin", SAMPLED);
}
