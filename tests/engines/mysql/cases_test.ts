import { fileURLToPath } from "node:url";
import { testCases } from "../case_tests.ts";
import { MARIADB, MYSQL } from "./engine.ts";

const CASES = fileURLToPath(new URL("./cases", import.meta.url));
/** Of every sort one. */
const SAMPLED = [
  "table_create_everything",
  "column_alter_many",
  "seed_differences",
  "expression_indexes",
  "foreign_key_replaced",
  "index_for_a_key_replaced",
  "primary_key_counting",
  "refused_by_rows_unique",
  "virtual_becomes_plain",
];

for (const engine of [MYSQL, MARIADB]) testCases(engine, CASES, SAMPLED, { few: "both" });
