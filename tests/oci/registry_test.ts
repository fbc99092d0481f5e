// The whole road with a real registry and, on its other side, a client that others wrote (crane): a plugin is pushed,
// looked at, copied, installed elsewhere and used. Through the program itself.
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { digestOf, pushPlugin, Repository } from "../../core/oci/mod.ts";
import { denoVariables } from "../cli/cases.ts";
import { formsOfThisRun, preparePortable } from "../cli/forms.ts";
import { PORTABLE } from "../lane.ts";
import { holdServer, serverScript } from "../servers/hold.ts";

const SPEC = `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: { name: t }
spec: { name: t, schema: { sqlite: { primaryKey: [id], columns: [{ name: id, type: integer }] } } }
`;
const REGISTRY = { REGISTRY_KIND: "referrers" };
const [form] = formsOfThisRun();
const BUNDLE = join(PORTABLE, "schemahero-sqlite.js");

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly words: string;
}

async function run(command: readonly string[], home: string): Promise<Ran> {
  const [program = "", ...args] = command;
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args,
    cwd: home,
    clearEnv: true,
    env: { PATH: Deno.env.get("PATH") ?? "", HOME: home, TERM: "dumb", ...denoVariables() },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), words: decoder.decode(stderr) };
}

async function crane(...args: readonly string[]): Promise<string> {
  const script = await new Deno.Command("bash", { args: [serverScript("registry"), "url", "crane"] })
    .output();
  const program = new TextDecoder().decode(script.stdout).trim();
  const { code, out, words } = await run([program, ...args, "--insecure"], Deno.cwd());
  assert.equal(code, 0, words);
  return out;
}

/** A registry, and homes of people who use it. */
class Scene {
  readonly host: string;
  readonly original: string;
  readonly bytes: Uint8Array;
  readonly folder: string;
  /** What push said of the index. */
  pinned = "";

  constructor(url: string, folder: string, bytes: Uint8Array) {
    this.host = new URL(url).host;
    this.original = `${this.host}/acme/schemahero-sqlite:1`;
    this.folder = folder;
    this.bytes = bytes;
  }

  async home(name: string): Promise<string> {
    const home = join(this.folder, name);
    await Deno.mkdir(home);
    await Deno.writeTextFile(join(home, "t.yaml"), SPEC);
    return home;
  }

  schemahero(home: string, ...args: readonly string[]): Promise<Ran> {
    return run([...form?.command ?? [], ...args], home);
  }

  /** A plan by the plugin that is installed, and by no other. */
  plan(home: string): Promise<Ran> {
    const only = ["--plugin", installedIn(home), "--driver", "sqlite", "--uri", "t.db"];
    return this.schemahero(home, "plan", ...only, "--spec-file", "t.yaml");
  }
}

function installedIn(home: string): string {
  return join(home, ".schemahero", "plugins", "schemahero-sqlite.js");
}

const STEPS: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  async "push prints the reference with the index's digest"(scene) {
    const author = await scene.home("author");
    const { code, out, words } = await scene.schemahero(author, "plugin", "push", scene.original, BUNDLE);
    assert.equal(code, 0, words);
    scene.pinned = out.trim();
    assert.match(scene.pinned, /^127\.0\.0\.1:\d+\/acme\/schemahero-sqlite:1@sha256:[0-9a-f]{64}$/);
  },
  async "another client sees what the specification says"({ host, original, pinned, bytes }) {
    const repository = `${host}/acme/schemahero-sqlite`;
    assert.equal(`${original}@${(await crane("digest", original)).trim()}`, pinned);
    const index = JSON.parse(await crane("manifest", original));
    assert.equal(index.artifactType, "application/vnd.schemahero.plugin.v1");
    assert.equal(index.annotations["io.schemahero.plugin.engines"], "sqlite,sqlite3");
    const [{ digest }] = index.manifests;
    const manifest = JSON.parse(await crane("manifest", `${repository}@${digest}`));
    assert.deepEqual(manifest.layers, [{
      mediaType: "application/vnd.schemahero.plugin.portable.v1+javascript",
      digest: digestOf(bytes),
      size: bytes.length,
      annotations: { "org.opencontainers.image.title": "schemahero-sqlite.js" },
    }]);
    assert.equal(await crane("blob", `${repository}@${digestOf(bytes)}`), new TextDecoder().decode(bytes));
  },
  async "a copy that the other client made is installed by digest, admitted and used"(scene) {
    const { host, original, pinned, bytes } = scene;
    await crane("copy", original, `${host}/mirror/sqlite:copied`);
    const home = await scene.home("user");
    const reference = `${host}/mirror/sqlite@${pinned.split("@")[1]}`;
    const installed = await scene.schemahero(home, "plugin", "install", reference);
    assert.equal(installed.code, 0, installed.words);
    assert.ok(installed.out.includes(digestOf(bytes)), installed.out);
    assert.deepEqual(await Deno.readFile(installedIn(home)), bytes);
    const planned = await scene.plan(home);
    assert.equal(planned.code, 0, planned.words);
    assert.match(planned.out, /create table/i);
  },
  async "an engine's name stands for the registry's prefix, the name and tag 0"(scene) {
    const prefix = `${scene.host}/official/plugin`;
    await crane("copy", scene.original, `${prefix}-sqlite:0`);
    const home = await scene.home("named");
    const ran = await scene.schemahero(home, "plugin", "download", "--registry", prefix, "sqlite");
    assert.equal(ran.code, 0, ran.words);
    await Deno.stat(installedIn(home));
  },
  async "what is not there, of another kind or for another machine is told as such"(scene) {
    const { host, folder } = scene;
    const home = await scene.home("wrong");
    const refused = async (reference: string) => {
      const { code, words } = await scene.schemahero(home, "plugin", "install", reference);
      assert.equal(code, 1, words);
      return words;
    };
    assert.match(await refused(`${host}/acme/schemahero-sqlite:2`), /has no 2/);
    await pushForeign(host);
    assert.match(await refused(`${host}/acme/schemahero-foreign:1`), /only for windows\/arm64/);
    await pushImage(host, folder);
    assert.match(await refused(`${host}/acme/image:1`), /no plugin of this kind: it holds/);
    const left = await Array.fromAsync(
      Deno.readDir(join(home, ".schemahero", "plugins")),
      ({ name }) => name,
    );
    assert.deepEqual(left.filter((name) => !name.startsWith(".")), []);
  },
  async "an update brings what the tag names then, rollback what was there, remove neither"(scene) {
    const home = await scene.home("updater");
    const moving = `${scene.host}/moving/sqlite:edge`;
    const ran = async (...args: readonly string[]) => {
      const { code, out, words } = await scene.schemahero(home, "plugin", ...args);
      assert.equal(code, 0, words);
      return out + words;
    };
    const isThere = async (text: string) => (await Deno.readTextFile(installedIn(home))).includes(text);
    const mark = "\n// another build\n";
    await crane("copy", scene.original, moving);
    await ran("install", moving);
    assert.match(await ran("update"), /sqlite is what .*:edge names/);
    const path = join(scene.folder, "schemahero-sqlite.js");
    await Deno.writeTextFile(path, new TextDecoder().decode(scene.bytes) + mark);
    await scene.schemahero(join(scene.folder, "author"), "plugin", "push", moving, path);
    await ran("update", "sqlite");
    assert.ok(await isThere(mark));
    await ran("rollback", "sqlite");
    assert.deepEqual(await Deno.readFile(installedIn(home)), scene.bytes);
    assert.equal((await scene.plan(home)).code, 0);
    await ran("rollback", "sqlite");
    assert.ok(await isThere(mark));
    assert.equal((await scene.plan(home)).code, 0);
    await ran("remove", "sqlite");
    await assert.rejects(Deno.stat(installedIn(home)), Deno.errors.NotFound);
    const { code, words } = await scene.schemahero(home, "plugin", "rollback", "sqlite");
    assert.equal(code, 1);
    assert.match(words, /No plugin sqlite was installed/);
  },
  async "a plugin that cannot be started leaves the one that was there"(scene) {
    const home = await scene.home("kept");
    assert.equal((await scene.schemahero(home, "plugin", "install", scene.original)).code, 0);
    const path = join(scene.folder, "schemahero-sqlite.js");
    await Deno.writeTextFile(path, "throw new Error('not today');\n");
    using repository = repositoryAt(scene.host, "acme/schemahero-sqlite");
    const file = { path, name: "schemahero-sqlite.js", form: "portable" } as const;
    await pushPlugin(repository, { tag: "bad" }, [file], { version: "9", engines: ["sqlite"] });
    const reference = `${scene.host}/acme/schemahero-sqlite:bad`;
    assert.equal((await scene.schemahero(home, "plugin", "install", reference)).code, 1);
    assert.deepEqual(await Deno.readFile(installedIn(home)), scene.bytes);
    assert.equal((await scene.plan(home)).code, 0);
  },
};

Deno.test({
  name: "a plugin goes through a registry: pushed, seen and copied by another client, installed, used",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(test) {
    const server = await holdServer("registry", REGISTRY);
    if (typeof server === "string") {
      await test.step({ name: `SKIPPED: ${server}`, ignore: true, fn: () => {} });
      return;
    }
    const folder = await Deno.makeTempDir({ prefix: "schemahero-oci-" });
    try {
      await preparePortable();
      const scene = new Scene(server.url, folder, await Deno.readFile(BUNDLE));
      for (const [name, step] of Object.entries(STEPS)) await test.step(name, () => step(scene));
    } finally {
      await Deno.remove(folder, { recursive: true });
      await server.release();
    }
  },
});

function repositoryAt(host: string, repository: string): Repository {
  return new Repository({ repository }, { registry: host, userAgent: "test" });
}

/** A plugin for a machine that this is not. */
async function pushForeign(host: string): Promise<void> {
  const path = await Deno.makeTempFile();
  try {
    // The header of a program for Windows on arm64, as far as it is looked at.
    const bytes = new Uint8Array(256);
    bytes.set([0x4d, 0x5a]);
    bytes.set([0x80], 0x3c);
    bytes.set([0x50, 0x45, 0, 0, 0x64, 0xaa], 0x80);
    await Deno.writeFile(path, bytes);
    using repository = repositoryAt(host, "acme/schemahero-foreign");
    const file = { path, name: "schemahero-foreign", form: "executable" } as const;
    await pushPlugin(repository, { tag: "1" }, [file], { version: "1", engines: ["foreign"] });
  } finally {
    await Deno.remove(path);
  }
}

/** An ordinary image, made by the other client. */
async function pushImage(host: string, folder: string): Promise<void> {
  const archive = join(folder, "layer.tar");
  const { code } = await new Deno.Command("tar", { args: ["-cf", archive, "-C", folder, "author"] }).output();
  assert.equal(code, 0);
  await crane("append", "--new_layer", archive, "--new_tag", `${host}/acme/image:1`, "--oci-empty-base");
}
