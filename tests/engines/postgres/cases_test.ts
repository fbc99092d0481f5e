import { fileURLToPath } from "node:url";
import { testCases } from "../case_tests.ts";
import { POSTGRES } from "./engine.ts";

testCases(POSTGRES, fileURLToPath(new URL("./cases", import.meta.url)), [
  "table_create_everything",
  "seed_differences",
]);
