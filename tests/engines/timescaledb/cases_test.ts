// Each case on both editions, as far as it is about both.
import { fileURLToPath } from "node:url";
import { testCases } from "../case_tests.ts";
import { APACHE, COMMUNITY } from "./engine.ts";

const CASES = fileURLToPath(new URL("./cases", import.meta.url));

testCases(COMMUNITY, CASES, ["aggregate_create_everything", "policies_alter"], { few: "both" });
testCases(APACHE, CASES, ["hypertable_of_a_table_with_rows", "hypertable_alter"], { few: "both" });
