// Plugins that go wrong before they can be asked anything: each is shown bare first (misdeeds.ts), then what the
// host makes of it.
import { strict as assert } from "node:assert";
import { join } from "node:path";
import type { Candidate } from "../../core/host/candidate.ts";
import { startPlugin } from "../../core/host/plugin_process.ts";
import { isRunning } from "./bare_process.ts";
import { DEADLINES, failsWith, inFolder, makeRogue, rogueTest, settings, startRogue } from "./rogue.ts";

const isWindows = Deno.build.os === "windows";

async function executable(
  folder: string,
  name: string,
  content: string | Uint8Array,
  mode = 0o755,
): Promise<Candidate> {
  const path = join(folder, `schemahero-${name}`);
  await Deno.writeFile(path, typeof content === "string" ? new TextEncoder().encode(content) : content, {
    mode,
  });
  return { form: "executable", name, path, origin: "explicit" };
}

function start(candidate: Candidate) {
  return startPlugin(candidate, { settings: settings(), deadlines: DEADLINES });
}

rogueTest("startPlugin() starts, describes and ends a plugin in Python that is in order", async (folder) => {
  const plugin = await startRogue("well_behaved", folder);
  const { pid, watchdogPid } = plugin;
  assert.equal(plugin.welcome.plugin.name, "rogue");
  assert.deepEqual((await plugin.description()).engines, [{ name: "rogue", specKey: "rogue" }]);
  assert(await isRunning(pid));
  assert(watchdogPid !== undefined && await isRunning(watchdogPid));
  await plugin.shutdown();
  assert(!await isRunning(pid));
  assert(!await isRunning(watchdogPid), "the watchdog goes home, too");
});

Deno.test({
  name: "startPlugin() names chmod when the file is not executable",
  ignore: isWindows,
  fn: () =>
    inFolder(async (folder) => {
      const candidate = await executable(folder, "plain file", "#!/bin/sh\nexit 0\n", 0o644);
      assert.throws(() => new Deno.Command(candidate.path).outputSync(), Deno.errors.PermissionDenied);
      const error = await failsWith("plugin.not-executable", start(candidate));
      assert.equal(error.hint, `Make it executable: chmod +x '${candidate.path}'`);
    }),
});

Deno.test({
  name:
    "startPlugin() refuses a text file, a folder, a program for another machine and a missing interpreter",
  ignore: isWindows,
  fn: () =>
    inFolder(async (folder) => {
      // An ELF header of a machine that there is not.
      const elf = new Uint8Array(64);
      elf.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0xff, 0xfe, 1]);
      const text = await executable(folder, "text", "dear diary\necho executed by a shell\n");
      const bare = await new Deno.Command(text.path, { detached: true }).output();
      assert.match(
        new TextDecoder().decode(bare.stdout),
        /executed by a shell/,
        "Deno alone runs it as a script",
      );
      const cases: readonly (readonly [Candidate, RegExp])[] = [
        [text, /is neither a program nor a script$/],
        [await executable(folder, "machine", elf), /is a program for another machine$/],
        [await executable(folder, "interpreter", "#!/not/there\n"), /interpreter or loader that is missing$/],
        [await executable(folder, "empty", ""), /is neither a program nor a script$/],
      ];
      for (const [candidate, pattern] of cases) {
        const error = await failsWith("plugin.wrong-interface", start(candidate));
        assert(error.message.includes(candidate.path), error.message);
        assert.match(error.message, pattern);
        assert(error.hint !== undefined && error.hint !== "");
      }
      const path = join(folder, "schemahero-folder");
      await Deno.mkdir(path);
      const error = await failsWith(
        "plugin.wrong-interface",
        start({ form: "executable", name: "folder", path, origin: "explicit" }),
      );
      assert.match(error.message, /is a folder, not a plugin/);
    }),
});

rogueTest("startPlugin() shows exit code and stderr of a program that exits at once", async (folder) => {
  const candidate = await makeRogue("exits_at_once", folder);
  const error = await failsWith("plugin.wrong-interface", start(candidate));
  assert.match(error.message, /ended with exit code 7 without a greeting$/);
  assert.match(error.detail ?? "", /cannot find my configuration/);
});

rogueTest("startPlugin() recognises another program by what it prints", async (folder) => {
  const candidate = await makeRogue("garbage_first", folder);
  const error = await failsWith("plugin.wrong-interface", start(candidate));
  assert.match(error.message, /what it prints is not the protocol$/);
});

rogueTest("startPlugin() ends a program that is silent and ignores SIGTERM", async (folder) => {
  const candidate = await makeRogue("silent", folder);
  const began = performance.now();
  const error = await failsWith(
    "plugin.hung",
    startPlugin(candidate, { settings: settings(), deadlines: { ...DEADLINES, handshakeMs: 400 } }),
  );
  const took = performance.now() - began;
  assert(took >= 400 && took < 1500, `${took} ms`);
  assert.match(error.message, /said nothing within 400 ms of its start and was ended$/);
});

rogueTest("startPlugin() does not wait for the 2 GB that a first frame promises", async (folder) => {
  const error = await failsWith("plugin.wrong-interface", startRogue("huge_first", folder));
  assert.match(error.detail ?? "", /2147483648 bytes long; the limit is 65536/);
});

rogueTest("startPlugin() says who must upgrade", async (folder) => {
  const old = await failsWith("plugin.too-old", startRogue("too_old", folder));
  assert.equal(old.hint, "Upgrade the plugin");
  assert.match(old.message, /it speaks protocol 0, SchemaHero protocol 1$/);
  const recent = await failsWith("plugin.too-new", startRogue("too_new", folder));
  assert.match(recent.hint ?? "", /^Upgrade SchemaHero/);
  assert.match(recent.message, /it speaks protocols 7 to 9/);
});

rogueTest("startPlugin() does not believe a version that was not offered", async (folder) => {
  const error = await failsWith("plugin.handshake-failed", startRogue("lies_about_version", folder));
  assert.match(error.message, /chose protocol 99; it was offered 1 to 1$/);
});

rogueTest("startPlugin() refuses a wrong proof and a malformed welcome", async (folder) => {
  await failsWith("plugin.proof", startRogue("wrong_proof", folder));
  const error = await failsWith("plugin.handshake-failed", startRogue("malformed_welcome", folder));
  assert.match(error.message, /does not fit its schema at version/);
});

rogueTest("startPlugin() stops with its signal's reason, and leaves nothing", async (folder) => {
  const candidate = await makeRogue("silent", folder);
  const abort = new AbortController();
  const starting = startPlugin(candidate, {
    settings: settings(),
    deadlines: DEADLINES,
    signal: abort.signal,
  });
  setTimeout(() => abort.abort(new Error("enough")), 200);
  const began = performance.now();
  await assert.rejects(starting, { message: "enough" });
  assert(performance.now() - began < 2_000, "not only at the deadline");
  const never = startPlugin(candidate, { settings: settings(), deadlines: DEADLINES, signal: abort.signal });
  await assert.rejects(never, { message: "enough" });
});
