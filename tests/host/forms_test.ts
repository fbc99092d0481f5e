// One plugin in each of its forms, through the same host: from source, and as a portable bundle in the core's own
// runtime. The compiled form is tested where there are binaries.
import { strict as assert } from "node:assert";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Candidate } from "../../core/host/candidate.ts";
import { installSignalHandlers, type PluginProcess, startPlugin } from "../../core/host/mod.ts";
import { bundle, endBundling } from "../../tasks/bundle.ts";
import { delay } from "./bare_process.ts";
import { failsWith, inFolder, settings } from "./rogue.ts";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const TOY = join(ROOT, "tests", "plugins", "toy");
const fromSource = settings({ sourceRoot: ROOT, environment: (name) => Deno.env.get(name) });

async function split(plugin: PluginProcess, ...texts: string[]): Promise<unknown[]> {
  const items: unknown[] = [];
  await plugin.request("split", {}, {
    input: (async function* () {
      for (const text of texts) {
        if (text === "wait") await delay(500);
        yield { text };
      }
    })(),
    onItem: (item) => void items.push(item),
  });
  return items;
}

async function converse(plugin: PluginProcess): Promise<void> {
  assert.equal((await plugin.description()).name, "toy");
  assert.deepEqual(await split(plugin, "a", "print", "b"), [
    { sql: "a", line: 1 },
    { sql: "printed", line: 2 },
    { sql: "b", line: 2 },
  ]);
  await assert.rejects(split(plugin, "throw"), { name: "PluginError", message: "thrown on demand" });
  const error = await failsWith("plugin.crashed", split(plugin, "crash", "wait"));
  assert.match(error.message, /crashed: .*crashed on demand/);
  assert.match(error.detail ?? "", /crashed on demand/, "its stderr");
  await delay(500); // the input that nobody reads any more
}

Deno.test("startPlugin() runs a plugin from source", async () => {
  const candidate: Candidate = { form: "source", name: "toy", path: TOY, origin: "explicit" };
  await using plugin = await startPlugin(candidate, { settings: fromSource });
  await converse(plugin);
});

Deno.test("startPlugin() runs a portable plugin, and only the bytes of its digest", () =>
  inFolder(async (folder) => {
    const path = join(folder, "schemahero-toy.js");
    await Deno.writeTextFile(path, await bundle(join(TOY, "worker.ts")));
    await endBundling();
    const candidate: Candidate = { form: "portable", name: "toy", path, origin: "explicit" };
    {
      await using plugin = await startPlugin(candidate, { settings: fromSource });
      await converse(plugin);
    }
    await Deno.writeTextFile(path, "\n// another line\n", { append: true });
    const error = await failsWith("plugin.changed", startPlugin(candidate, { settings: fromSource }));
    assert.match(error.detail ?? "", /admitted sha256:[0-9a-f]{64}\n {2}found {4}sha256:[0-9a-f]{64}$/);
  }));

Deno.test("installSignalHandlers() lets go of the signals", () => {
  const handlers = installSignalHandlers();
  assert.equal(handlers.signal.aborted, false);
  handlers[Symbol.dispose](); // the test runner complains of listeners that are left
});
