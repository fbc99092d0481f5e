import { fileURLToPath } from "node:url";
import { testCases } from "../case_tests.ts";
import { SQLITE } from "./engine.ts";

testCases(SQLITE, fileURLToPath(new URL("./cases", import.meta.url)), [
  "table_create_everything",
  "column_drop",
  "column_rename",
  "rebuild_referenced_by_itself_and_others",
  "seed_every_value",
  "refused_not_null_without_default",
]);
