import { fileURLToPath } from "node:url";
import { IS_COMPILED_LANE } from "../../lane.ts";
import { testCases } from "../case_tests.ts";
import { SQLITE, SQLITE_WRITE_AHEAD } from "./engine.ts";

const CASES = fileURLToPath(new URL("./cases", import.meta.url));
const SAMPLED = [
  "table_create_everything",
  "column_drop",
  "column_rename",
  "rebuild_referenced_by_itself_and_others",
  "seed_every_value",
  "refused_not_null_without_default",
];

testCases(SQLITE, CASES, SAMPLED);
// The sandbox grants four files and no folder, so the log must be one of them.
if (IS_COMPILED_LANE) testCases(SQLITE_WRITE_AHEAD, CASES, SAMPLED);
