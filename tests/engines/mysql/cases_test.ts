import { fileURLToPath } from "node:url";
import { testCases } from "../case_tests.ts";
import { MARIADB, MYSQL } from "./engine.ts";

const CASES = fileURLToPath(new URL("./cases", import.meta.url));
const THROUGH_PROCESSES = ["table_create_everything", "column_alter_many", "seed_differences"];

testCases(MYSQL, CASES, THROUGH_PROCESSES);
testCases(MARIADB, CASES, THROUGH_PROCESSES);
