// Lets Logto make and fill its database: 79 tables, nearly all with row level security, policies, a trigger that sets the
// tenant, and grants to a role of each tenant; enums, checks that call functions.
import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";

const logto = fileURLToPath(new URL("node_modules/@logto/cli/bin/logto.js", import.meta.url));
const url = process.env.DATABASE_URL;
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [logto, "db", "seed", "--swe", "--db-url", url],
  { env: { ...process.env, CI: "true" }, encoding: "utf8" },
);
if (status !== 0) throw new Error(stdout + stderr);
