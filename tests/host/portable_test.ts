// What a portable plugin that means harm finds in its process: it brings no disarming of its own, and names of its own
// for all that the core's would use.
import { strict as assert } from "node:assert";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Candidate } from "../../core/host/candidate.ts";
import { startPlugin } from "../../core/host/mod.ts";
import { failsWith, inFolder, settings } from "./rogue.ts";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const fromSource = settings({ sourceRoot: ROOT, environment: (name) => Deno.env.get(name) });

/** Starts a bundle and returns what it said in the error that it ended with. */
async function lastWords(text: string): Promise<string> {
  let words = "";
  await inFolder(async (folder) => {
    const path = join(folder, "schemahero-hostile.js");
    await Deno.writeTextFile(path, text);
    const candidate: Candidate = { form: "portable", name: "hostile", path, origin: "explicit" };
    const error = await failsWith("plugin.crashed", startPlugin(candidate, { settings: fromSource }));
    words = error.detail ?? "";
  });
  return words;
}

Deno.test("startPlugin() disarms the Worker of a portable plugin before its first line", async () => {
  const words = await lastWords(`
    import process from "node:process";
    var takeAway = () => {}, Reflect = {}, Object = { defineProperty() {} }, console = {};
    function process_() {}
    const left = {
      worker: typeof Worker,
      stdin: typeof Deno.stdin,
      exit: typeof Deno.exit,
      core: typeof Deno[Deno.internal].core,
      loaders: typeof Deno[Deno.internal].node,
      streams: typeof Deno[Deno.internal].readableStreamForRid,
      processExit: typeof process.exit,
      load: typeof process.getBuiltinModule,
    };
    throw new Error("LEFT " + JSON.stringify(left));
  `);
  const [, left = "{}"] = /LEFT (\{.*\})/.exec(words) ?? [];
  assert.deepEqual(JSON.parse(left), {
    worker: "undefined",
    stdin: "undefined",
    exit: "undefined",
    core: "undefined",
    loaders: "undefined",
    streams: "undefined",
    processExit: "undefined",
    load: "undefined",
  }, words);
});

Deno.test("startPlugin() lets a portable plugin make no code out of text", async () => {
  const words = await lastWords(`
    const made = [];
    const tricks = {
      eval: () => (0, eval)("1"),
      Function: () => new Function("return 1")(),
      async: () => (async () => {}).constructor("return imp" + "ort('node:vm')")(),
      generator: () => (function* () {}).constructor("yield 1")().next(),
    };
    for (const [name, trick] of Object.entries(tricks)) {
      try { trick(); made.push(name); } catch { /* as it should be */ }
    }
    throw new Error("MADE [" + made.join() + "]");
  `);
  assert.match(words, /MADE \[\]/);
});

Deno.test("startPlugin() refuses a portable plugin that imports more than it may, and starts nothing", () =>
  inFolder(async (folder) => {
    const path = join(folder, "schemahero-importing.js");
    await Deno.writeTextFile(path, 'import data from "file:///etc/passwd" with { type: "text" };');
    const candidate: Candidate = { form: "portable", name: "importing", path, origin: "explicit" };
    const error = await failsWith("plugin.imports", startPlugin(candidate, { settings: fromSource }));
    assert.match(error.detail ?? "", /line 1: import of "file:\/\/\/etc\/passwd" with attributes/);
  }));
