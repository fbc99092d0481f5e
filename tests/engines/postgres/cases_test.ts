import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DIST } from "../../../tasks/tree.ts";
import { PORTABLE, preparePortable } from "../../cli/forms.ts";
import { testCases, testProduct } from "../case_tests.ts";
import { POSTGRES } from "./engine.ts";

const CASES = fileURLToPath(new URL("./cases", import.meta.url));

testCases(POSTGRES, CASES, ["table_create_everything", "seed_differences"]);

// Where there are binaries, all cases run behind the kernel's walls, too.
if (Deno.env.get("SCHEMAHERO_TEST_FORM") === "compiled") {
  Deno.test.beforeAll(preparePortable);
  testProduct(POSTGRES, CASES, join(DIST, "plugins"), "by the compiled plugin");
  testProduct(POSTGRES, CASES, PORTABLE, "by the portable plugin");
}
