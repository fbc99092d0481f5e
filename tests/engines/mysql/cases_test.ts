import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DIST } from "../../../tasks/tree.ts";
import { testCases, testProduct } from "../case_tests.ts";
import { MARIADB, MYSQL } from "./engine.ts";

const CASES = fileURLToPath(new URL("./cases", import.meta.url));
const THROUGH_PROCESSES = ["table_create_everything", "column_alter_many", "seed_differences"];
const isCompiled = Deno.env.get("SCHEMAHERO_TEST_FORM") === "compiled";

for (const engine of [MYSQL, MARIADB]) {
  testCases(engine, CASES, THROUGH_PROCESSES);
  if (isCompiled) {
    testProduct(engine, CASES, join(DIST, "plugins"), "by the compiled plugin", THROUGH_PROCESSES);
  }
}
