// Each case on both editions, as far as it is about both.
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { DIST } from "../../../tasks/tree.ts";
import { PORTABLE, preparePortable } from "../../cli/forms.ts";
import { testCases, testProduct } from "../case_tests.ts";
import { APACHE, COMMUNITY } from "./engine.ts";

const CASES = fileURLToPath(new URL("./cases", import.meta.url));
const SAMPLED = ["hypertable_of_a_table_with_rows"];

testCases(COMMUNITY, CASES, []);
testCases(APACHE, CASES, SAMPLED);

// Where there are binaries, some run behind the kernel's walls, too.
if (Deno.env.get("SCHEMAHERO_TEST_FORM") === "compiled") {
  Deno.test.beforeAll(preparePortable);
  testProduct(APACHE, CASES, join(DIST, "plugins"), "by the compiled plugin", SAMPLED);
  testProduct(APACHE, CASES, PORTABLE, "by the portable plugin", SAMPLED);
}
