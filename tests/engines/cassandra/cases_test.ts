import { fileURLToPath } from "node:url";
import { testCases } from "../case_tests.ts";
import { CASSANDRA } from "./engine.ts";

const CASES = fileURLToPath(new URL("./cases", import.meta.url));
const SAMPLED = ["table_create_everything", "seed_differences", "column_add", "view_goes"];

testCases(CASSANDRA, CASES, SAMPLED, { few: "both" });
