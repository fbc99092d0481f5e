import { fileURLToPath } from "node:url";
import { testCases } from "../case_tests.ts";
import { MARIADB, MYSQL } from "./engine.ts";

const CASES = fileURLToPath(new URL("./cases", import.meta.url));
const SAMPLED = ["table_create_everything", "column_alter_many", "seed_differences"];

for (const engine of [MYSQL, MARIADB]) testCases(engine, CASES, SAMPLED, { few: "portable" });
