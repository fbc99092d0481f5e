// From an engine's name to a plugin, with real processes: what is asked, what is remembered, what the errors say.
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { Admission, discover, resolvePlugin } from "../../core/host/mod.ts";
import { delay } from "./bare_process.ts";
import { DEADLINES, failsWith, makeRogue, rogueTest, settings } from "./rogue.ts";

const OPTIONS = { deadlines: DEADLINES };
const ASKED = /^debug Asking schemahero-(\S+)/;

/** Settings that search one folder and keep what they learn in another. */
function searching(folder: string, more: Parameters<typeof settings>[0] = {}) {
  const cache = join(folder, "cache");
  return settings({
    environment: (name) => name === "SCHEMAHERO_CACHE_DIR" ? cache : undefined,
    pluginDirs: [folder],
    ...more,
  });
}

function asked(logged: readonly string[]): (string | undefined)[] {
  return logged.flatMap((line) => ASKED.exec(line)?.[1] ?? []);
}

rogueTest("resolvePlugin() asks a file once and remembers it until it changes", async (folder) => {
  const { path } = await makeRogue("well_behaved", folder);
  await Deno.rename(path, join(folder, "schemahero-any"));
  const first = searching(folder);
  const plugin = await resolvePlugin("rogue", first, OPTIONS);
  assert.equal(plugin.candidate.name, "any", "found by what it says, not by its name");
  assert.match(plugin.file?.digest ?? "", /^sha256:[0-9a-f]{64}$/);
  assert.deepEqual(asked(first.logged), ["any"]);

  const second = searching(folder);
  assert.deepEqual(await resolvePlugin("rogue", second, OPTIONS), plugin);
  assert.deepEqual(asked(second.logged), [], "remembered");

  const { mode } = await Deno.stat(join(folder, "cache", "describe-v2.json"));
  assert.equal((mode ?? 0) & 0o777, 0o600);

  await Deno.writeTextFile(join(folder, "schemahero-any"), "\n# changed\n", { append: true });
  const refused = await failsWith("plugin.not-found", resolvePlugin("rogue", searching(folder), OPTIONS));
  assert.match(refused.detail ?? "", /schemahero-any .* is not the file that you admitted/);
  const [any] = discover(searching(folder)).filter(({ name }) => name === "any");
  assert(any);
  await new Admission(searching(folder)).admit(any, "given");
  const third = searching(folder);
  const changed = await resolvePlugin("rogue", third, OPTIONS);
  assert.notEqual(changed.file?.digest, plugin.file?.digest);
  assert.deepEqual(asked(third.logged), ["any"], "asked again");

  await Deno.writeTextFile(join(folder, "cache", "describe-v2.json"), '{"version":2,"entries":{"x":1},');
  const fourth = searching(folder);
  assert.deepEqual(await resolvePlugin("rogue", fourth, OPTIONS), changed);
  assert.deepEqual(asked(fourth.logged), ["any"], "a broken cache is an empty one");
});

rogueTest("resolvePlugin() does not believe a cache that somebody wrote into", async (folder) => {
  await makeRogue("well_behaved", folder);
  const plugin = await resolvePlugin("rogue", searching(folder), OPTIONS);
  const file = join(folder, "cache", "describe-v2.json");
  const cache = JSON.parse(await Deno.readTextFile(file));
  for (const entry of Object.values<Record<string, unknown>>(cache.entries)) {
    entry["description"] = { name: 1 };
  }
  await Deno.writeTextFile(file, JSON.stringify(cache));
  assert.deepEqual(await resolvePlugin("rogue", searching(folder), OPTIONS), plugin);
});

rogueTest("resolvePlugin() asks the file that is named after the engine and no other", async (folder) => {
  await makeRogue("killed_in_request", folder); // asking it would fail
  const { path } = await makeRogue("well_behaved", folder);
  await Deno.rename(path, join(folder, "schemahero-rogue"));
  const own = searching(folder);
  assert.equal((await resolvePlugin("rogue", own, OPTIONS)).candidate.name, "rogue");
  assert.deepEqual(asked(own.logged), ["rogue"]);
});

rogueTest("resolvePlugin() passes over a file that cannot say what it is, and says so", async (folder) => {
  await makeRogue("exits_at_once", folder);
  await makeRogue("well_behaved", folder);
  const own = searching(folder);
  assert.equal((await resolvePlugin("rogue", own, OPTIONS)).candidate.name, "well-behaved");
  assert.match(own.logged.join("\n"), /debug .*exits-at-once.* ended with exit code 7/);
});

rogueTest(
  "resolvePlugin() fails with the fault of the file that is named after the engine",
  async (folder) => {
    const { path } = await makeRogue("well_behaved", folder);
    await Deno.rename(path, join(folder, "schemahero-rogue"));
    await Deno.chmod(join(folder, "schemahero-rogue"), 0o644);
    await failsWith("plugin.not-executable", resolvePlugin("rogue", searching(folder), OPTIONS));
  },
);

rogueTest("resolvePlugin() lists where it looked and what it found", async (folder) => {
  const { path } = await makeRogue("well_behaved", folder);
  const missing = await failsWith(
    "plugin.not-found",
    resolvePlugin("rouge", searching(folder, { home: folder }), OPTIONS),
  );
  assert.equal(missing.message, 'No plugin serves the engine "rouge"');
  assert.match(missing.hint ?? "", /^Did you mean "rogue"\?\nPut schemahero-rouge into one of these/);
  for (const place of [folder, join(folder, ".schemahero", "plugins"), "/var/lib/schemahero/plugins"]) {
    assert((missing.hint ?? "").includes(`  ${place}\n`) || missing.hint?.endsWith(`  ${place}`), place);
  }
  assert.match(missing.detail ?? "", /schemahero-well-behaved \(.*\) serves rogue/);

  const named = await failsWith(
    "plugin.engine-unsupported",
    resolvePlugin("other", searching(folder, { explicit: path }), OPTIONS),
  );
  assert.match(named.detail ?? "", /serves rogue$/);
});

rogueTest("discover() finds plugins without starting one", async (folder) => {
  await Deno.writeTextFile(join(folder, "schemahero-trap"), `#!/bin/sh\ntouch ${folder}/started\n`, {
    mode: 0o755,
  });
  assert.equal(discover(searching(folder)).some(({ name }) => name === "trap"), true);
  await delay(200);
  await assert.rejects(Deno.stat(join(folder, "started")), Deno.errors.NotFound);
});

rogueTest(
  "resolvePlugin() asks those that were admitted first, then the one whose name is most like it",
  async (folder) => {
    for (const name of ["aaa", "rogu"]) {
      const { path } = await makeRogue("well_behaved", folder);
      await Deno.rename(path, join(folder, `schemahero-${name}`));
      await Deno.writeTextFile(join(folder, `schemahero-${name}`), `# ${name}\n`, { append: true });
    }
    const { trust: _, ...nobody } = searching(folder, { home: folder });
    const missing = await failsWith("plugin.not-found", resolvePlugin("rogue", nobody, OPTIONS));
    assert.match(missing.detail ?? "", /^schemahero-rogu .* has not been admitted yet[^]*schemahero-aaa /);
    assert.match(
      missing.hint ?? "",
      /^A plugin is not asked before it is admitted: schemahero plugin trust NAME\n/,
    );

    const questions: string[] = [];
    const confirm = (question: string) => questions.push(question) > 0;
    const chosen = await resolvePlugin("rogue", { ...nobody, confirm }, OPTIONS);
    assert.equal(chosen.candidate.name, "rogu");
    assert.equal(questions.length, 1, "the other was not needed");
    const again = await resolvePlugin("rogue", nobody, OPTIONS);
    assert.equal(again.candidate.name, "rogu", "what was admitted comes first");
  },
);
