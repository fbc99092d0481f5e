// The program's entry. A portable plugin runs in this same program (see host/portable_runtime.ts), so that is asked
// first, before anything of the command line is loaded.

if (Deno.args[0] === "__plugin-runtime") {
  const { runPortablePlugin } = await import("./host/portable_runtime.ts");
  await runPortablePlugin(Deno.args.slice(1));
} else {
  const environment = (name: string) => Deno.env.get(name);
  const { engineToStart } = await import("./cli/head_start.ts");
  const engine = Deno.build.standalone ? engineToStart(Deno.args, environment) : undefined;
  const host = engine === undefined ? undefined : await import("./host/head_start.ts");
  const home = environment("HOME");
  if (engine !== undefined) {
    await host?.giveHeadStart(engine, { environment, pluginDirs: [], ...(home && { home }) });
  }
  const { run } = await import("./cli/run.ts");
  Deno.exitCode = await run(Deno.args);
  await host?.dropHeadStart();
}
