// The program's entry. A portable plugin runs in this same program (see host/portable_runtime.ts), so that is asked
// first, before anything of the command line is loaded.

import { startToGuess } from "./cli/head_start.ts";
import { dropHeadStart, giveHeadStart } from "./host/head_start.ts";

if (Deno.args[0] === "__plugin-runtime") {
  const { runPortablePlugin } = await import("./host/portable_runtime.ts");
  await runPortablePlugin(Deno.args.slice(1));
} else if (Deno.args[0] === "__attack") {
  const { runAttack } = await import("./host/attack/attacker.ts");
  await runAttack(Deno.args.slice(1));
} else {
  const environment = (name: string) => Deno.env.get(name);
  const start = Deno.build.standalone ? startToGuess(Deno.args, environment) : undefined;
  const home = environment("HOME");
  if (start) {
    await giveHeadStart(start, { environment, pluginDirs: [], ...(home && { home }) });
  }
  const { run } = await import("./cli/run.ts");
  const exitCode = await run(Deno.args);
  await dropHeadStart();
  Deno.exit(exitCode); // everything is written and every plugin ended: tearing the runtime down would cost 3 ms
}
