// Builds all plugins in portable form alone, into the folder named: `deno run -A tasks/build_portable.ts FOLDER`.
// For tests, which then find nothing but portable plugins there.
import { join, resolve } from "node:path";
import { bundle, endBundling } from "./bundle.ts";
import { writePortable } from "./portable.ts";
import { say } from "./screen.ts";
import { runTask, TaskError } from "./task_error.ts";
import { pluginFolder, pluginNames } from "./tree.ts";

await runTask(async () => {
  const [folder] = Deno.args;
  if (folder === undefined) throw new TaskError("Say into which folder", 2);
  try {
    for (const name of pluginNames()) {
      const worker = await bundle(join(pluginFolder(name), "worker.ts"));
      say(await writePortable(name, worker, resolve(folder)));
    }
  } finally {
    await endBundling();
  }
  return 0;
});
