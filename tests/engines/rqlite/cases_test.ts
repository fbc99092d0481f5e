// All of SQLite's cases against live rqlite nodes: the same plans, judged by the same judge.
import { fileURLToPath } from "node:url";
import { testCases } from "../case_tests.ts";
import { RQLITE } from "./engine.ts";

const CASES = fileURLToPath(new URL("../sqlite/cases", import.meta.url));
/** Of every sort one. */
const SAMPLED = [
  "table_create_everything",
  "rebuild_referenced_by_itself_and_others",
  "seed_every_value",
  "column_rename_every_attribute",
  "generated_to_plain",
  "keys_rename",
  "trigger_beside_everything",
  "view_and_column_drop",
];

testCases(RQLITE, CASES, SAMPLED, { few: "both" });
