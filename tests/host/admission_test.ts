// Who may run, with real files and processes: what is asked, what is refused and why, and that nothing of a file runs
// before it was admitted, nor anything else than what was.
import { strict as assert } from "node:assert";
import { dirname, join } from "node:path";
import type { Candidate } from "../../core/host/candidate.ts";
import { Admission, discover, type HostSettings, startPlugin } from "../../core/host/mod.ts";
import { digestFile } from "../../core/host/admission/copy.ts";
import { ANY_PLATFORM, type LockEntry, readLock, writeLock } from "../../core/host/admission/lock_file.ts";
import { recheck } from "../../core/host/admission/store.ts";
import { sign } from "../../core/host/admission/signature.ts";
import { delay } from "./bare_process.ts";
import { DEADLINES, failsWith, inFolder, makeRogue, rogueTest, settings } from "./rogue.ts";

const isPosix = Deno.build.os !== "windows";

/** A script that leaves a trace when it runs, in a plugin directory of its own, and settings that find it. */
async function trap(
  folder: string,
  more: Partial<HostSettings> = {},
): Promise<{ readonly path: string; readonly settings: HostSettings; wasRun(): Promise<boolean> }> {
  const plugins = join(folder, "plugins");
  await Deno.mkdir(plugins, { recursive: true });
  await Deno.mkdir(join(folder, "home"), { recursive: true });
  const path = join(plugins, "schemahero-trap");
  await Deno.writeTextFile(path, `#!/bin/sh\n: > "${folder}/run"\n`, { mode: 0o755 });
  const { trust: _, ...own } = settings({ home: join(folder, "home"), pluginDirs: [plugins], ...more });
  return {
    path,
    settings: { ...own, ...more },
    wasRun: () => Deno.stat(join(folder, "run")).then(() => true, () => false),
  };
}

function only(found: HostSettings): Candidate {
  const candidates = discover(found).filter(({ name }) => name === "trap");
  const [first] = candidates;
  assert(first && candidates.length === 1);
  return first;
}

async function storedFiles(folder: string): Promise<readonly string[]> {
  const store = join(folder, "home", ".schemahero", "store", "sha256");
  return await Array.fromAsync(Deno.readDir(store), ({ name }) => name);
}

function trapTest(name: string, body: (folder: string) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !isPosix,
    fn: () => inFolder(async (folder) => body(await Deno.realPath(folder))),
  });
}

trapTest("admit() refuses a file of which nobody has heard, and runs nothing of it", async (folder) => {
  const { path, settings, wasRun } = await trap(folder);
  const error = await failsWith("plugin.not-admitted", startPlugin(only(settings), { settings }));
  assert.match(error.message, /has not been admitted yet, and there is nobody to ask/);
  assert.match(error.detail ?? "", new RegExp(await digestFile(path)));
  assert.match(error.hint ?? "", new RegExp(`schemahero plugin trust ${path}\n.*--trust.*--plugins-lock`));
  await delay(200);
  assert.equal(await wasRun(), false);
  assert.deepEqual(await storedFiles(folder), [], "nothing of it stays");
});

trapTest("admit() asks once, and takes no for an answer", async (folder) => {
  const questions: string[] = [];
  let answer = false;
  const { path, settings } = await trap(folder, {
    confirm: (question) => questions.push(question) > 0 && answer,
  });
  await failsWith("plugin.not-admitted", new Admission(settings).admit(only(settings)));
  assert.deepEqual(await storedFiles(folder), []);
  answer = true;
  const file = await new Admission(settings).admit(only(settings));
  assert.equal(file?.digest, await digestFile(path));
  assert.equal(questions.length, 2);
  assert.match(
    questions[0] ?? "",
    new RegExp(`${path} .*\n.*${file?.digest}\n.*signed  no\n[^]*\\[y/N\\] $`),
  );
  assert.deepEqual(await new Admission(settings).admit(only(settings)), file);
  assert.equal(questions.length, 2, "asked once");
  const { mode } = await Deno.lstat(file?.path ?? "");
  assert.equal(Number(mode) & 0o7777, 0o500);
  assert.equal(Number((await Deno.lstat(dirname(file?.path ?? ""))).mode) & 0o7777, 0o700);
  const [entry] = readLock(join(folder, "home", ".schemahero", "plugins.lock")) ?? [];
  assert.deepEqual(entry, {
    name: "trap",
    source: path,
    digests: { [ANY_PLATFORM]: file?.digest },
    admitted: "asked",
  });
});

trapTest("admit() refuses a changed file with both digests, whatever --trust says", async (folder) => {
  const { path, settings } = await trap(folder, { trust: true, confirm: () => true });
  const before = await digestFile(path);
  await new Admission(settings).admit(only(settings));
  await Deno.writeTextFile(path, "#!/bin/sh\n# other\n");
  const after = await digestFile(path);
  const error = await failsWith("plugin.changed", new Admission(settings).admit(only(settings)));
  assert.equal(error.detail, `  admitted ${before}\n  found    ${after}`);
  assert.match(error.hint ?? "", /schemahero plugin trust/);
  const named = { ...settings, trust: after };
  assert.equal((await new Admission(named).admit(only(named)))?.digest, after, "its digest was named");
  assert.deepEqual(await storedFiles(folder), [after.slice("sha256:".length)], "the old copy is gone");
  const wrong = { ...settings, trust: before };
  await failsWith("plugin.not-admitted", new Admission(wrong).admit(only(wrong)));
});

rogueTest("startPlugin() starts what was admitted, whatever lies there by now", async (folder) => {
  const candidate = await makeRogue("well_behaved", folder);
  const own = settings();
  const file = await new Admission(own).admit(candidate);
  assert(file);
  await Deno.rename(candidate.path, `${candidate.path}.old`);
  await Deno.writeTextFile(candidate.path, `#!/bin/sh\n: > "${folder}/run"\n`, { mode: 0o755 });
  const plugin = await startPlugin(candidate, { settings: own, file, deadlines: DEADLINES });
  assert.equal((await plugin.description()).name, "rogue");
  await plugin.shutdown();
  await assert.rejects(Deno.stat(join(folder, "run")), Deno.errors.NotFound);
});

rogueTest("startPlugin() never starts a file that is swapped while it is looked at", async (folder) => {
  const candidate = await makeRogue("well_behaved", folder);
  const trust = await digestFile(candidate.path);
  const [good, evil] = [`${candidate.path}.good`, `${candidate.path}.evil`];
  await Deno.rename(candidate.path, good);
  await Deno.writeTextFile(evil, `#!/bin/sh\n: > "${folder}/run"\n`, { mode: 0o755 });
  await Deno.symlink(good, candidate.path);
  let turn = 0;
  const swapper = setInterval(() => {
    Deno.symlinkSync(turn++ % 2 === 0 ? evil : good, `${candidate.path}.next`);
    Deno.renameSync(`${candidate.path}.next`, candidate.path);
  }, 1);
  const outcomes = new Map<string, number>();
  try {
    for (let round = 0; round < 60; round++) {
      const own = settings({ home: folder, trust });
      const outcome = await startPlugin(candidate, { settings: own, deadlines: DEADLINES }).then(
        async (plugin) => {
          assert.equal(plugin.welcome.plugin.name, "rogue");
          await plugin.kill();
          return "started";
        },
        (error) => String(error.code ?? error),
      );
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  } finally {
    clearInterval(swapper);
  }
  await assert.rejects(Deno.stat(join(folder, "run")), Deno.errors.NotFound);
  assert((outcomes.get("started") ?? 0) > 0 && (outcomes.get("plugin.not-admitted") ?? 0) > 0);
  const others = [...outcomes.keys()].filter((each) => !["started", "plugin.not-admitted"].includes(each));
  assert.deepEqual(others.filter((each) => each !== "plugin.changed"), []);
});

trapTest("startPlugin() refuses a copy in the store that is not as it was", async (folder) => {
  const { settings, wasRun } = await trap(folder, { trust: true });
  const candidate = only(settings);
  const evil = join(folder, "evil");
  const text = `#!/bin/sh\n: > "${folder}/run"\n`;
  await Deno.writeTextFile(evil, text, { mode: 0o500 });
  const misdeeds: Readonly<Record<string, (path: string) => Promise<void>>> = {
    written: async (path) => {
      await Deno.chmod(path, 0o700);
      await Deno.writeTextFile(path, "#", { append: true });
      await Deno.chmod(path, 0o500);
    },
    replaced: async (path) => {
      await Deno.remove(path);
      await Deno.writeTextFile(path, text, { mode: 0o500 });
    },
    "a symbolic link": async (path) => {
      await Deno.remove(path);
      await Deno.symlink(evil, path);
    },
    "linked from elsewhere": (path) => Deno.link(path, join(folder, "link")),
    "writable": (path) => Deno.chmod(path, 0o700),
    gone: (path) => Deno.remove(path),
  };
  for (const [name, misdeed] of Object.entries(misdeeds)) {
    const file = await new Admission(settings).admit(candidate);
    assert(file);
    await misdeed(file.path);
    const error = await failsWith("plugin.changed", startPlugin(candidate, { settings, file }));
    assert.match(error.message, /was changed after it had been verified$/, name);
    assert.equal(await wasRun(), false, name);
    const again = await new Admission(settings).admit(candidate);
    assert.equal(again && await digestFile(again.path), file.digest, `${name}: copied anew`);
  }
});

trapTest("admit() makes one copy when many runs come at once, and each may start it", async (folder) => {
  const { settings } = await trap(folder, { trust: true });
  const candidate = only(settings);
  const files = await Promise.all(Array.from({ length: 8 }, () => new Admission(settings).admit(candidate)));
  assert.equal((await storedFiles(folder)).length, 1);
  for (const file of files) {
    assert(file);
    recheck(file);
    assert.equal(file.identity, files[0]?.identity);
  }
});

trapTest(
  "admit() loses no entry when many plugins are admitted at once, nor waits for a run that was killed",
  async (folder) => {
    const { path, settings } = await trap(folder, { trust: true });
    for (let count = 0; count < 12; count++) await Deno.copyFile(path, `${path}-${count}`);
    const lock = join(folder, "home", ".schemahero", "plugins.lock");
    await Deno.mkdir(dirname(lock), { recursive: true });
    await Deno.writeTextFile(`${lock}.busy`, "");
    await Deno.utime(`${lock}.busy`, new Date(0), new Date(0));
    const candidates = discover(settings).filter(({ name }) => name.startsWith("trap"));
    await Promise.all(
      candidates.map((each) => Deno.writeTextFile(each.path, `# ${each.name}\n`, { append: true })),
    );
    await Promise.all(candidates.map((each) => new Admission(settings).admit(each)));
    const names = (readLock(lock) ?? []).map(({ name }) => name);
    assert.deepEqual(names, candidates.map(({ name }) => name).sort());
    await assert.rejects(Deno.stat(`${lock}.busy`), Deno.errors.NotFound);
  },
);

trapTest("admit() refuses a file in a place where others may write, even one it knows", async (folder) => {
  const { path, settings } = await trap(folder, { trust: true, confirm: () => true });
  await new Admission(settings).admit(only(settings));
  for (const place of [path, dirname(path)]) {
    await Deno.chmod(place, 0o777);
    // The folders of a run are looked at once, so this is another run.
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-check", admitScript(folder, settings.pluginDirs)],
      env: { NO_COLOR: "1" },
    }).output();
    assert.equal(code, 7, new TextDecoder().decode(stderr));
    assert.match(
      new TextDecoder().decode(stderr),
      new RegExp(
        `plugin.unsafe-directory .* is refused: .* can be changed by everyone .*chmod go-w ${place}`,
      ),
    );
    await Deno.chmod(place, 0o755);
  }
});

/** A program that admits the trap and ends with 7 when that is refused. */
function admitScript(folder: string, pluginDirs: readonly string[]): string {
  const mod = new URL("../../core/host/mod.ts", import.meta.url).href;
  return `
    import { Admission, discover } from ${JSON.stringify(mod)};
    const settings = { environment: () => undefined, home: ${
    JSON.stringify(join(folder, "home"))
  }, trust: true,
      pluginDirs: ${JSON.stringify(pluginDirs)} };
    const [candidate] = discover(settings);
    await new Admission(settings).admit(candidate).catch((error) => {
      console.error(error.code, error.message, error.hint);
      Deno.exit(7);
    });`;
}

trapTest("admit() keeps nothing in a store that others may enter", async (folder) => {
  const { settings } = await trap(folder, { trust: true });
  const store = join(folder, "home", ".schemahero", "store", "sha256");
  await Deno.mkdir(store, { recursive: true });
  await Deno.chmod(store, 0o755);
  const error = await failsWith("plugin.store-unsafe", new Admission(settings).admit(only(settings)));
  assert.equal(error.hint, `Close it: chmod 700 ${store}`);
  await Deno.remove(store);
  await Deno.symlink(folder, store);
  await failsWith("plugin.store-unsafe", new Admission(settings).admit(only(settings)));
});

trapTest("admit() makes no home, and says where else the store may be", async (folder) => {
  const { settings } = await trap(folder, { trust: true, home: join(folder, "none") });
  const error = await failsWith("plugin.no-store", new Admission(settings).admit(only(settings)));
  assert.match(error.hint ?? "", /SCHEMAHERO_STORE_DIR/);
  await assert.rejects(Deno.stat(join(folder, "none")), Deno.errors.NotFound);
  const { home: _, ...homeless } = settings;
  await failsWith("plugin.no-store", new Admission(homeless).admit(only(homeless)));
  const store = join(folder, "store");
  const elsewhere = {
    ...homeless,
    environment: (name: string) => name === "SCHEMAHERO_STORE_DIR" ? store : undefined,
  };
  const file = await new Admission(elsewhere).admit(only(elsewhere));
  assert.equal(dirname(file?.path ?? ""), join(store, "sha256"));
});

trapTest("admit() obeys a lock that the user names, and says when a file is another", async (folder) => {
  const { path, settings } = await trap(folder);
  const lockFile = join(folder, "project.lock");
  const digest = await digestFile(path);
  const entry: LockEntry = { name: "trap", source: "schemahero-trap", digests: { [ANY_PLATFORM]: digest } };
  const named = { ...settings, lockFile };
  await failsWith("plugin.lock-missing", new Admission(named).admit(only(named)));
  await writeLock(lockFile, [entry], 0o644);
  assert.equal((await new Admission(named).admit(only(named)))?.digest, digest);
  const own = readLock(join(folder, "home", ".schemahero", "plugins.lock"));
  assert.equal(own, undefined, "what a project says is not the user's word");
  await failsWith("plugin.not-admitted", new Admission(settings).admit(only(settings)));

  await Deno.remove(join(folder, "home", ".schemahero"), { recursive: true });
  await writeLock(lockFile, [{ ...entry, protocol: { min: 7, max: 8 } }], 0o644);
  const recent = await failsWith("plugin.too-new", new Admission(named).admit(only(named)));
  assert.match(recent.message, /it speaks protocols 7 to 8, SchemaHero protocol 1$/);

  await new Admission({ ...settings, trust: true }).admit(only(settings));
  const other = `sha256:${"0".repeat(64)}`;
  await writeLock(lockFile, [{ ...entry, digests: { [ANY_PLATFORM]: other } }], 0o644);
  const error = await failsWith("plugin.lock-mismatch", new Admission(named).admit(only(named)));
  assert.equal(error.detail, `  admitted ${other}\n  found    ${digest}`);
  await writeLock(lockFile, [{ ...entry, digests: { "plan9-mips": digest } }], 0o644);
  const absent = await failsWith("plugin.lock-mismatch", new Admission(named).admit(only(named)));
  assert.match(absent.detail ?? "", /names no file for this platform/);
});

trapTest("admit() does not keep for ever what only projects name", async (folder) => {
  const { path, settings } = await trap(folder);
  const lockFile = join(folder, "project.lock");
  const named = { ...settings, lockFile };
  await new Admission({ ...settings, trust: true }).admit(only(settings));
  const own = await digestFile(path);
  for (let version = 0; version < 20; version++) {
    await Deno.writeTextFile(path, `#!/bin/sh\n# ${version}\n`);
    const digests = { [ANY_PLATFORM]: await digestFile(path) };
    await writeLock(lockFile, [{ name: "trap", source: "x", digests }], 0o644);
    await new Admission(named).admit(only(named));
  }
  const stored = await storedFiles(folder);
  assert.equal(stored.length, 17);
  assert(stored.includes(own.slice("sha256:".length)), "what the user admitted stays");
  assert(stored.includes((await digestFile(path)).slice("sha256:".length)), "and the newest");
});

trapTest("a lock that lies in the working directory cannot bring a plugin of its own", async (folder) => {
  const { path, settings } = await trap(folder);
  const digest = await digestFile(path);
  await writeLock(join(folder, "plugins.lock"), [{
    name: "trap",
    source: "x",
    digests: { [ANY_PLATFORM]: digest },
  }], 0o644);
  const before = Deno.cwd();
  Deno.chdir(folder);
  try {
    for (const isFromDocument of [true, false]) {
      const explicit = { ...settings, explicit: path, isFromDocument, pluginDirs: [] };
      await failsWith("plugin.not-admitted", new Admission(explicit).admit(only(explicit)));
    }
    assert.equal(
      (await new Admission(settings).admit(only(settings)))?.digest,
      digest,
      "the user's own plugin",
    );
    await Deno.writeTextFile(path, "#!/bin/sh\n");
    const found = { ...settings, trust: true };
    await failsWith("plugin.lock-mismatch", new Admission(found).admit(only(found)));
  } finally {
    Deno.chdir(before);
  }
});

trapTest(
  "admit() does not even ask for a file that a document names, outside the plugin directories",
  async (folder) => {
    const questions: string[] = [];
    const { path, settings, wasRun } = await trap(folder, {
      confirm: (question) => questions.push(question) > 0,
    });
    const document = { ...settings, explicit: path, isFromDocument: true };
    const outside = { ...document, pluginDirs: [] };
    const error = await failsWith("plugin.not-admitted", startPlugin(only(outside), { settings: outside }));
    assert.match(error.message, /is named by a document and lies outside the plugin directories/);
    assert.deepEqual(questions, []);
    assert.equal(await wasRun(), false);
    assert(await new Admission(document).admit(only(document)), "inside it is one of the user's own");
    assert.equal(questions.length, 1);
    await new Admission(outside).admit(only(outside)); // by now there is a lock entry
  },
);

trapTest("admit() takes the signature of a key that the user configured", async (folder) => {
  const { path, settings } = await trap(folder);
  const keys = join(folder, "home", ".schemahero", "keys");
  await Deno.mkdir(keys, { recursive: true });
  const { privatePem, publicPem } = await makeKey();
  const digest = await digestFile(path);
  await sign(path, digest, privatePem);

  const asked: string[] = [];
  const asking: HostSettings = { ...settings, confirm: (question) => asked.push(question) < 0 };
  await failsWith("plugin.not-admitted", new Admission(asking).admit(only(settings)));
  assert.match(asked[0] ?? "", /signed {2}by keys that you have not configured: [0-9a-f]{16}\n/);

  await Deno.writeTextFile(join(keys, "them.pub"), publicPem);
  assert.equal((await new Admission(settings).admit(only(settings)))?.digest, digest);
  const [entry] = readLock(join(folder, "home", ".schemahero", "plugins.lock")) ?? [];
  assert.deepEqual([entry?.admitted, entry?.key], ["signature", "them.pub"]);

  await Deno.writeTextFile(path, "#!/bin/sh\n# an upgrade\n");
  const bad = await failsWith("plugin.signature", new Admission(settings).admit(only(settings)));
  assert.match(bad.message, /is refused: its signature does not fit the key them\.pub$/);
  const trusting = { ...settings, trust: true };
  await failsWith("plugin.signature", new Admission(trusting).admit(only(settings)));
  await sign(path, await digestFile(path), privatePem);
  assert(await new Admission(settings).admit(only(settings)), "a signed upgrade");

  await Deno.remove(join(keys, "them.pub"));
  await failsWith("plugin.not-admitted", new Admission(settings).admit(only(settings)));
  await Deno.writeTextFile(`${path}.sig`, "nonsense");
  const nonsense = await failsWith("plugin.signature", new Admission(settings).admit(only(settings)));
  assert.match(nonsense.message, /\.sig is not a signature$/);
});

async function makeKey(): Promise<{ readonly privatePem: string; readonly publicPem: string }> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new TypeError("Ed25519 makes pairs");
  const pem = (label: string, der: ArrayBuffer) =>
    `-----BEGIN ${label}-----\n${new Uint8Array(der).toBase64()}\n-----END ${label}-----\n`;
  return {
    privatePem: pem("PRIVATE KEY", await crypto.subtle.exportKey("pkcs8", pair.privateKey)),
    publicPem: pem("PUBLIC KEY", await crypto.subtle.exportKey("spki", pair.publicKey)),
  };
}
