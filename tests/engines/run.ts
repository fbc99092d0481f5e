// deno task test-engine NAME [--only CASE[,CASE]] [--update]: runs the tests of one engine, with flags instead of
// variables.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runDeno } from "../../tasks/run_deno.ts";
import { complain } from "../../tasks/screen.ts";
import { ROOT } from "../../tasks/tree.ts";

const FOLDER = join(ROOT, "tests", "engines");

const { values, positionals } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: { only: { type: "string" }, update: { type: "boolean" } },
});
const engines = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(join(FOLDER, entry.name)).includes("cases_test.ts"))
  .map(({ name }) => name);
const [engine = "", ...rest] = positionals;
if (!engines.includes(engine) || rest.length > 0) {
  complain(`Say which engine: deno task test-engine NAME, with one of: ${engines.join(", ")}`);
  Deno.exit(2);
}
const only = values.only !== undefined || values.update === true;
const { code } = await runDeno([
  "test",
  "--allow-all",
  "--no-check",
  // A chosen case is all that is wanted; without a choice everything of the engine is.
  join(FOLDER, engine, ...(only ? ["cases_test.ts"] : [])),
], {
  show: true,
  env: {
    ...(values.only !== undefined && { SCHEMAHERO_TEST_ONLY: values.only }),
    ...(values.update === true && { SCHEMAHERO_TEST_UPDATE: "1" }),
  },
});
Deno.exit(code);
