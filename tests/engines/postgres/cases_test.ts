import { fileURLToPath } from "node:url";
import { testCases } from "../case_tests.ts";
import { POSTGRES } from "./engine.ts";

const CASES = fileURLToPath(new URL("./cases", import.meta.url));

testCases(POSTGRES, CASES, ["table_create_everything", "seed_differences"]);
