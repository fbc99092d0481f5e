// Runs every case of tests/cli/cases in every form of this run.
import { join } from "node:path";
import { caseNames, runCase } from "./cases.ts";
import { stopWhileLocked } from "./signals.ts";
import { formsOfThisRun, lockPlugins, preparePortable } from "./forms.ts";

const only = Deno.env.get("SCHEMAHERO_TEST_ONLY");
const forms = formsOfThisRun();
const cacheDir = await Deno.makeTempDir({ prefix: "schemahero-cache-" });

Deno.test.beforeAll(async () => {
  if (forms.some(({ name }) => name.includes("portable"))) await preparePortable();
  for (const form of forms) await lockPlugins(form, join(cacheDir, form.name, "plugins.lock"));
});
Deno.test.afterAll(() => Deno.remove(cacheDir, { recursive: true }));

for (const form of forms) {
  for (const name of caseNames()) {
    if (only !== undefined && only !== name) continue;
    Deno.test(`${form.name}: ${name}`, () => runCase(name, form, join(cacheDir, form.name)));
  }
  if (only !== undefined) continue;
  for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    Deno.test(`${form.name}: ${signal} while the database is locked ends with ${code}`, () => {
      return stopWhileLocked(form, join(cacheDir, form.name, "plugins.lock"), signal, code);
    });
  }
}
