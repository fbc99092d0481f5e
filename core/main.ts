// The program's entry. A portable plugin runs in this same program (see host/portable_runtime.ts), so that is asked
// first, before anything of the command line is loaded.

import { engineToStart } from "./cli/head_start.ts";
import { dropHeadStart, giveHeadStart } from "./host/head_start.ts";

if (Deno.args[0] === "__plugin-runtime") {
  const { runPortablePlugin } = await import("./host/portable_runtime.ts");
  await runPortablePlugin(Deno.args.slice(1));
} else {
  const environment = (name: string) => Deno.env.get(name);
  const engine = Deno.build.standalone ? engineToStart(Deno.args, environment) : undefined;
  const home = environment("HOME");
  if (engine !== undefined) {
    await giveHeadStart(engine, { environment, pluginDirs: [], ...(home && { home }) });
  }
  const { run } = await import("./cli/run.ts");
  const exitCode = await run(Deno.args);
  await dropHeadStart();
  Deno.exit(exitCode); // everything is written and every plugin ended: tearing the runtime down would cost 3 ms
}
