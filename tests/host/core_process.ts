// A core that a test can kill: starts the plugin of its argument, says which processes there are, and makes a request.
// Run by orphans_test.ts in a process of its own.
import { SchemaHeroError } from "../../core/errors.ts";
import { installSignalHandlers, startPlugin } from "../../core/host/mod.ts";

const [path = "", name = "", home = "", sandbox] = Deno.args;
const settings = {
  environment: () => undefined,
  pluginDirs: [],
  home,
  trust: true,
  ...((sandbox === "off" || sandbox === "required") && { sandbox } as const),
};
const deadlines = { handshakeMs: 5_000, shutdownMs: 500, terminateMs: 500 };
const handlers = installSignalHandlers();
const plugin = await startPlugin({ form: "executable", name, path, origin: "explicit" }, {
  settings,
  deadlines,
});

async function say(line: unknown): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${JSON.stringify(line)}\n`));
}

await say({ core: Deno.pid, plugin: plugin.pid, watchdog: plugin.watchdogPid });
try {
  await plugin.request("split", {}, { signal: handlers.signal });
} catch (error) {
  const reason = handlers.signal.aborted ? handlers.signal.reason : error;
  await say({
    failed: error instanceof SchemaHeroError || error instanceof Error ? Reflect.get(error, "code") : "?",
  });
  Deno.exitCode = reason instanceof SchemaHeroError ? reason.exitCode : 70;
}
await plugin.shutdown();
handlers[Symbol.dispose]();
