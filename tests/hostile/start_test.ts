// What could go wrong before a plugin runs at all: it is another file than the one that was looked at, it is a bundle
// that loads what it may not, it inherits what is the core's.
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { Admission, type Candidate, type HostSettings, startPlugin } from "../../core/host/mod.ts";
import { failsWith, inFolder } from "../host/rogue.ts";
import { MODULE_TEXTS } from "./bundles.ts";
import { OTHER_TESTS } from "./other_tests.ts";

const isWindows = Deno.build.os === "windows";

function settingsIn(home: string, sandbox: "off" | "best-effort" = "best-effort"): HostSettings {
  Deno.mkdirSync(home);
  return { environment: () => undefined, home, pluginDirs: [], trust: true, lockFile: false, sandbox };
}

/** A program that says a word and ends. */
async function says(path: string, word: string): Promise<Candidate> {
  await Deno.remove(path).catch(() => {}); // the first time there is none
  await Deno.writeTextFile(path, `#!/bin/sh\necho ${word} >&2\nexit 3\n`, { mode: 0o755 });
  return { form: "executable", name: "words", path, origin: "explicit" };
}

/** What a program says when it is started without any check. */
async function wordsOf(path: string): Promise<string> {
  const { stderr } = await new Deno.Command(path, { args: ["shp"], stdin: "null" }).output();
  return new TextDecoder().decode(stderr);
}

Deno.test({
  name: "a file that is changed after it was admitted is refused, and what was admitted runs to the end",
  ignore: isWindows,
  fn: () =>
    inFolder(async (folder) => {
      const settings = settingsIn(join(folder, "home"));
      const path = join(folder, "schemahero-words");
      const candidate = await says(path, "first");
      const file = await new Admission(settings).admit(candidate);
      assert(file);
      await says(path, "second");
      assert.match(await wordsOf(path), /second/, "whoever starts the file runs another one");
      // Between check and start: what was checked is what runs, whatever lies at the path by now.
      const ended = await startPlugin(candidate, { settings, file }).then(() => undefined, (error) => error);
      assert.match(`${ended?.message} ${ended?.detail}`, /first/);
      assert.doesNotMatch(`${ended?.message} ${ended?.detail}`, /second/);
      // At the next start: refused, with both digests.
      const refused = await failsWith("plugin.changed", startPlugin(candidate, { settings }));
      assert.match(refused.detail ?? "", /admitted sha256:[0-9a-f]{64}\n {2}found {4}sha256:[0-9a-f]{64}/);
    }),
});

Deno.test({
  name: "a file in the store that is changed between check and start is not started",
  ignore: isWindows,
  fn: () =>
    inFolder(async (folder) => {
      const settings = settingsIn(join(folder, "home"));
      const candidate = await says(join(folder, "schemahero-words"), "first");
      const file = await new Admission(settings).admit(candidate);
      assert(file);
      await says(join(folder, "other"), "second");
      await Deno.chmod(join(folder, "other"), 0o500);
      await Deno.rename(join(folder, "other"), file.path);
      assert.match(await wordsOf(file.path), /second/, "whoever starts the file runs another one");
      await failsWith("plugin.changed", startPlugin(candidate, { settings, file }));
      // And the next start does not believe the store, but what it reads.
      const ended = await startPlugin(candidate, { settings }).then(() => undefined, (error) => error);
      assert.match(`${ended?.message} ${ended?.detail}`, /first/);
    }),
});

for (const sandbox of ["off", "best-effort"] as const) {
  Deno.test({
    name: `a plugin inherits nothing of the core's environment (sandbox ${sandbox})`,
    ignore: isWindows,
    fn: () =>
      inFolder(async (folder) => {
        const path = join(folder, "schemahero-environment");
        await Deno.writeTextFile(path, `#!/bin/sh\nset >&2\nexit 3\n`, { mode: 0o755 });
        const canary = `canary-${crypto.randomUUID()}`;
        Deno.env.set("HOSTILE_CANARY", canary);
        try {
          assert(
            (await wordsOf(path)).includes(canary),
            "whoever starts the file hands the environment to it",
          );
          const candidate: Candidate = { form: "executable", name: "environment", path, origin: "explicit" };
          const settings = settingsIn(join(folder, "home"), sandbox);
          const ended = await startPlugin(candidate, { settings }).then(() => undefined, (error) => error);
          assert.match(ended?.detail, /\bIFS=/, "it has said what it sees");
          assert(!ended.detail.includes(canary));
          assert(!ended.detail.includes("HOME="));
        } finally {
          Deno.env.delete("HOSTILE_CANARY");
        }
      }),
  });
}

for (const { name, text } of MODULE_TEXTS) {
  Deno.test({
    name: `a bundle that ${name} is refused before it is started`,
    ignore: isWindows,
    fn: () =>
      inFolder(async (folder) => {
        const nonce = crypto.randomUUID();
        const json = join(folder, "secret.json");
        await Deno.writeTextFile(json, JSON.stringify({ text: nonce }));
        await using ear = new Ear();
        const path = join(folder, "schemahero-bundle.js");
        await Deno.writeTextFile(path, text(`file://${json}`, String(ear.port)));

        const bare = new Deno.Command(Deno.execPath(), {
          args: ["run", "-A", "--quiet", "--no-config", "--no-lock", path],
          stdin: "null",
          stdout: "null",
          stderr: "null",
        }).spawn();
        const isTold = await ear.hears(nonce);
        try {
          bare.kill("SIGKILL"); // some of them go on for as long as somebody listens
        } catch {
          // it has ended
        }
        await bare.status;
        assert(isTold, "without a look at it, it tells");

        const candidate: Candidate = { form: "portable", name: "bundle", path, origin: "explicit" };
        const home = join(folder, "home");
        const settings = {
          ...settingsIn(home, "off"),
          sourceRoot: join(import.meta.dirname ?? "", "..", ".."),
        };
        await failsWith("plugin.imports", startPlugin(candidate, { settings }));
        assert(!await ear.hears(nonce, 100), "nothing of it ran");
        const stored = await Array.fromAsync(Deno.readDir(join(home, ".schemahero", "store", "sha256")));
        assert.deepEqual(stored, [], "nothing of it was kept");
      }),
  });
}

Deno.test("the tests that docs/hostile.md names are there", async () => {
  for (const { test } of OTHER_TESTS) {
    assert.match(
      await Deno.readTextFile(join(import.meta.dirname ?? "", "..", "..", test)),
      /Test\(|Deno\.test/,
    );
  }
});

/** A listener. */
class Ear implements AsyncDisposable {
  readonly port: number;
  readonly #listener: Deno.TcpListener;
  readonly #connections: Deno.TcpConn[] = [];
  readonly #ended: Promise<void>;
  #text = "";

  constructor() {
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.port = this.#listener.addr.port;
    this.#ended = this.#listen();
  }

  /** True when a text is heard, from now on, within a time. */
  async hears(text: string, timeoutMs = 10_000): Promise<boolean> {
    for (const end = performance.now() + timeoutMs; performance.now() < end;) {
      if (this.#text.includes(text)) {
        this.#text = "";
        return true;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return false;
  }

  async #listen(): Promise<void> {
    for await (const connection of this.#listener) {
      this.#connections.push(connection);
      this.#read(connection);
    }
  }

  async #read(connection: Deno.TcpConn): Promise<void> {
    const bytes = new Uint8Array(1024);
    try {
      for (let size = await connection.read(bytes); size; size = await connection.read(bytes)) {
        this.#text += new TextDecoder().decode(bytes.subarray(0, size));
      }
    } catch {
      // it was closed in the middle, by either side
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const connection of this.#connections) connection.close();
    await this.#ended;
  }
}
