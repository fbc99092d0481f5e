// deno task build: the core and all plugins. Inside plugins/ all plugins, inside plugins/<name>/ that one.
import { endBundling } from "./bundle.ts";
import { Build } from "./products.ts";
import { calledScope, namedPlugin } from "./scope.ts";
import { runTask } from "./task_error.ts";
import { pluginNames } from "./tree.ts";

/** Builds what `task` is about and shows it. */
async function build(task: string, args: readonly string[]): Promise<number> {
  const result = new Build();
  try {
    if (task === "build-plugin") await result.plugin(namedPlugin(task, args));
    else {
      const scope = calledScope();
      if (task === "build" && scope.part === "everything") await result.core();
      const names = scope.part === "plugin" && task === "build" ? [scope.name] : pluginNames();
      for (const name of names) await result.plugin(name);
    }
  } finally {
    await endBundling();
  }
  result.report();
  return 0;
}

const [task = "build", ...args] = Deno.args;
await runTask(() => build(task, args));
