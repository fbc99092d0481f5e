import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DIST } from "../../../tasks/tree.ts";
import { PORTABLE, preparePortable } from "../../cli/forms.ts";
import { testCases, testProduct } from "../case_tests.ts";
import { CASSANDRA } from "./engine.ts";

const CASES = fileURLToPath(new URL("./cases", import.meta.url));
const SAMPLED = ["table_create_everything", "seed_differences"];

testCases(CASSANDRA, CASES, SAMPLED);

// Where there are binaries, some run behind the kernel's walls, too.
if (Deno.env.get("SCHEMAHERO_TEST_FORM") === "compiled") {
  Deno.test.beforeAll(preparePortable);
  testProduct(CASSANDRA, CASES, join(DIST, "plugins"), "by the compiled plugin", SAMPLED);
  testProduct(CASSANDRA, CASES, PORTABLE, "by the portable plugin", SAMPLED);
}
