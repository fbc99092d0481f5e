// Who may run, as a user meets it: through the program itself, with plugins that are files, on a terminal and off one.
// The same story in every form that has files; the single rules are in tests/host/admission_test.ts.
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { denoVariables } from "./cases.ts";
import { type Form, formsOfThisRun, preparePortable } from "./forms.ts";

const isPosix = Deno.build.os !== "windows";
const forms = formsOfThisRun().filter(({ pluginPath }) => pluginPath !== undefined);

const SPEC = `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: { name: t }
spec:
  database: d
  name: t
  schema: { sqlite: { primaryKey: [id], columns: [{ name: id, type: integer }] } }
`;

/** Runs a program on a terminal of its own and answers. */
const ON_A_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly words: string;
}

/** A home with one plugin in its plugin directory, and a folder with a spec to work in. */
class Stage {
  readonly form: Form;
  readonly home: string;
  readonly work: string;
  readonly plugin: string;

  private constructor(form: Form, folder: string, file: string) {
    this.form = form;
    this.home = join(folder, "home");
    this.work = join(folder, "work");
    this.plugin = join(this.home, ".schemahero", "plugins", file);
  }

  static async make(form: Form, folder: string): Promise<Stage> {
    const file = form.name.includes("portable") ? "schemahero-sqlite.js" : "schemahero-sqlite";
    const stage = new Stage(form, folder, file);
    await Deno.mkdir(join(stage.home, ".schemahero", "plugins"), { recursive: true });
    await Deno.mkdir(stage.work);
    await Deno.copyFile(join(form.pluginPath ?? "", file), stage.plugin);
    await Deno.writeTextFile(join(stage.work, "t.yaml"), SPEC);
    return stage;
  }

  /** Runs the program; with an answer, on a terminal on which a person gives it. */
  async run(args: readonly string[], answer?: string): Promise<Ran> {
    const program = [...this.form.command, ...args];
    const [command = "", ...rest] = answer === undefined
      ? program
      : ["python3", "-c", ON_A_TERMINAL, ...program];
    const child = new Deno.Command(command, {
      args: rest,
      cwd: this.work,
      clearEnv: true,
      env: { PATH: Deno.env.get("PATH") ?? "", HOME: this.home, TERM: "dumb", ...denoVariables() },
      stdin: answer === undefined ? "null" : "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    if (answer !== undefined) {
      const writer = child.stdin.getWriter();
      await writer.write(new TextEncoder().encode(`${answer}\n`));
      await child.stderr.cancel().catch(() => {}); // on a terminal there is one stream
      const { code, stdout } = await outputOf(child);
      await writer.close().catch(() => {}); // it has ended
      return { code, out: stdout, words: stdout };
    }
    const { code, stdout, stderr } = await child.output();
    const decoder = new TextDecoder();
    return { code, out: decoder.decode(stdout), words: decoder.decode(stderr) };
  }

  plan(more?: readonly string[], answer?: string): Promise<Ran> {
    const standard = ["plan", "--driver", "sqlite", "--uri", "t.db", "--spec-file", "t.yaml"];
    return this.run([...standard, ...more ?? []], answer);
  }

  /** Another version of the file: it runs as before and has another digest. */
  async change(): Promise<void> {
    if (this.plugin.endsWith(".js")) return await Deno.writeTextFile(this.plugin, "\n", { append: true });
    using file = await Deno.open(this.plugin, { read: true, write: true });
    await file.seek(15, Deno.SeekMode.Start); // EI_PAD of an ELF file, of which nobody takes notice
    await file.write(new Uint8Array([1]));
  }

  stored(): readonly string[] {
    return Array.from(
      Deno.readDirSync(join(this.home, ".schemahero", "store", "sha256")),
      ({ name }) => name,
    );
  }
}

async function outputOf(
  child: Deno.ChildProcess,
): Promise<{ readonly code: number; readonly stdout: string }> {
  const stdout = await new Response(child.stdout).text();
  return { code: (await child.status).code, stdout };
}

function stageTest(name: string, body: (stage: Stage) => Promise<void>): void {
  for (const form of forms) {
    Deno.test({
      name: `${form.name}: ${name}`,
      ignore: !isPosix,
      fn: async () => {
        const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "schemahero-admission-" }));
        try {
          await body(await Stage.make(form, folder));
        } finally {
          await Deno.remove(folder, { recursive: true });
        }
      },
    });
  }
}

Deno.test.beforeAll(async () => {
  if (forms.some(({ name }) => name.includes("portable"))) await preparePortable();
});

function ok({ code, words }: Ran): void {
  assert.equal(code, 0, words);
}

stageTest("a plugin that was dropped in is asked about once, on a terminal", async (stage) => {
  const alone = await stage.plan();
  assert.equal(alone.code, 1);
  assert.match(
    alone.words,
    /^Error: schemahero-sqlite \(.*\) has not been admitted yet, and there is nobody to ask: this is not a terminal\n {2}found {4}sha256:[0-9a-f]{64}\n {2}hint: If you trust this file: schemahero plugin trust .*\n {2}hint: In a pipeline: give --trust, /,
  );
  assert.deepEqual(stage.stored(), []);

  const declined = await stage.plan([], "n");
  assert.equal(declined.code, 1, declined.words);
  assert.match(declined.words, /Do you trust it\? \[y\/N\]/);
  assert.match(declined.words, /was not admitted/);
  assert.deepEqual(stage.stored(), []);

  const accepted = await stage.plan([], "y");
  ok(accepted);
  assert.match(accepted.words, /create table "t"/);
  const again = await stage.plan();
  ok(again);
  assert.match(again.out, /create table "t"/);
  assert.doesNotMatch(again.words, /admitted/);
});

stageTest("--trust admits once and does not cover a change; plugin trust does", async (stage) => {
  ok(await stage.plan(["--trust"]));
  ok(await stage.plan());
  await stage.change();
  for (const more of [[], ["--trust"]]) {
    const refused = await stage.plan(more);
    assert.equal(refused.code, 1);
    assert.match(
      refused.words,
      /is not the file that you admitted\n {2}admitted sha256:[0-9a-f]{64}\n {2}found {4}sha256:[0-9a-f]{64}\n {2}hint: If it was you who changed or upgraded it: schemahero plugin trust /,
    );
  }
  const listed = await stage.run(["plugin", "list"]);
  assert.match(listed.out, /refused/);
  const doctor = await stage.run(["plugin", "doctor"]);
  assert.equal(doctor.code, 1);
  assert.match(doctor.out, /broken .*is not the file that you admitted\n[^]*fix: If it was you who changed/);
  ok(await stage.run(["plugin", "trust", "sqlite"]));
  ok(await stage.plan());
  assert.equal(stage.stored().length, 1, "the copy of the old version is gone");
  const healthy = await stage.run(["plugin", "doctor"]);
  ok(healthy);
  assert.match(
    healthy.out,
    /good .*sqlite, sqlite3[^]*admitted by plugin trust[^]*started, greeted and ended in/,
  );
  ok(await stage.run(["plugin", "trust", "--remove", "sqlite"]));
  assert.equal((await stage.plan()).code, 1);
  assert.deepEqual(stage.stored(), []);
});

stageTest("a lock admits what it names, and nothing else of that name", async (stage) => {
  assert.equal((await stage.run(["plugin", "lock"])).code, 1, "there is nobody to ask");
  const locked = await stage.run(["plugin", "lock", "--trust"]);
  ok(locked);
  ok(await stage.run(["plugin", "trust", "--remove", "sqlite"]));
  await Deno.rename(join(stage.work, "plugins.lock"), join(stage.work, "other.lock"));
  assert.equal((await stage.plan()).code, 1);
  ok(await stage.plan(["--plugins-lock", "other.lock"]));
  await Deno.rename(join(stage.work, "other.lock"), join(stage.work, "plugins.lock"));
  ok(await stage.plan()); // a lock in the working directory admits what lies in the user's plugin directories
  ok(await stage.run(["plugin", "verify"]));
  await stage.change();
  ok(await stage.run(["plugin", "trust", "sqlite"])); // the user's word is not the project's
  const refused = await stage.plan();
  assert.equal(refused.code, 1);
  assert.match(refused.words, /is not the file that .*plugins\.lock names\n {2}admitted .*\n {2}found /);
  const verified = await stage.run(["plugin", "verify"]);
  assert.equal(verified.code, 1);
  assert.match(verified.out, /bad {2}.*: not the file that .*plugins\.lock names/);
  ok(await stage.run(["plugin", "lock"]));
  ok(await stage.plan());
});

stageTest("a Database document cannot bring a plugin of its own", async (stage) => {
  const brought = join(stage.work, stage.plugin.split("/").at(-1) ?? "");
  await Deno.rename(stage.plugin, brought);
  await Deno.writeTextFile(
    join(stage.work, "db.yaml"),
    `apiVersion: databases.schemahero.io/v1alpha4
kind: Database
metadata: { name: d }
spec: { connection: { sqlite: { uri: { value: t.db } } }, plugin: { localPath: ${brought} } }
`,
  );
  const args = ["plan", "--database", "db.yaml", "--spec-file", "t.yaml"];
  const asked = await stage.run(args, "y");
  assert.equal(asked.code, 1, "nobody is even asked");
  assert.match(asked.words, /is named by a document and lies outside the plugin directories/);
  const open = join(stage.work, "open");
  await Deno.mkdir(open);
  await Deno.chmod(open, 0o777);
  const inOpen = join(open, stage.plugin.split("/").at(-1) ?? "");
  await Deno.copyFile(brought, inOpen);
  const writable = await stage.run([...args, "--trust", "--plugin", inOpen]);
  assert.equal(writable.code, 1);
  assert.match(
    writable.words,
    /is refused: .*open can be changed by everyone on this machine\n {2}hint: .*chmod go-w/,
  );
  ok(await stage.run([...args, "--trust"]));
  ok(await stage.run(args));
});

stageTest("each start leaves one line in the audit log", async (stage) => {
  ok(await stage.plan(["--trust"]));
  const before = (await Deno.readTextFile(join(stage.home, ".schemahero", "audit.log"))).trimEnd().split(
    "\n",
  );
  ok(await stage.plan());
  const lines = (await Deno.readTextFile(join(stage.home, ".schemahero", "audit.log"))).trimEnd().split("\n");
  assert.equal(lines.length, before.length + 1);
  const { plugin, path, digest, grants } = JSON.parse(lines.at(-1) ?? "{}");
  assert.deepEqual([plugin, path, grants.net], ["sqlite", stage.plugin, []]);
  assert(grants.write.includes(join(stage.work, "t.db")));
  const json = await stage.plan(["--audit", "json"]);
  assert.equal(JSON.parse(json.words.split("\n")[0] ?? "{}").digest, digest);
});

stageTest("what a publisher signed may run where its key is known, an upgrade too", async (stage) => {
  const { privatePem, publicPem } = await makeKey();
  const key = join(stage.work, "key.pem");
  await Deno.writeTextFile(key, privatePem);
  const signed = await stage.run(["plugin", "sign", stage.plugin, "--key", key]);
  ok(signed);
  assert.match(
    signed.out,
    /schemahero-sqlite.*\.sig\n {2}sha256:[0-9a-f]{64}\n {2}signed with the key [0-9a-f]{16}\n$/,
  );
  const unknown = await stage.plan([], "n");
  assert.match(unknown.words, /signed {2}by keys that you have not configured: [0-9a-f]{16}/);
  assert.equal(unknown.code, 1);
  const keys = join(stage.home, ".schemahero", "keys");
  await Deno.mkdir(keys);
  await Deno.writeTextFile(join(keys, "acme.pub"), publicPem);
  ok(await stage.plan());
  await stage.change();
  const bad = await stage.plan(["--trust"]);
  assert.equal(bad.code, 1);
  assert.match(bad.words, /is refused: its signature does not fit the key acme\.pub\n {2}hint: /);
  ok(await stage.run(["plugin", "sign", stage.plugin, "--key", key]));
  ok(await stage.plan());
  const doctor = await stage.run(["plugin", "doctor"]);
  assert.match(
    doctor.out,
    /admitted by the key acme\.pub[^]*key acme\.pub \([0-9a-f]{16}\): what it signed may run/,
  );
  await Deno.remove(join(keys, "acme.pub"));
  assert.equal((await stage.plan()).code, 1, "without the key it may no longer");
});

stageTest("a link to a plugin is followed; a store that cannot be is told", async (stage) => {
  const elsewhere = join(stage.work, "elsewhere");
  await Deno.rename(stage.plugin, elsewhere);
  await Deno.symlink(elsewhere, stage.plugin);
  ok(await stage.plan(["--trust"]));
  const store = join(stage.home, ".schemahero", "store", "sha256");
  const [name = ""] = stage.stored();
  assert.equal((await Deno.lstat(join(store, name))).isFile, true, "the bytes, not the link");
  await Deno.chmod(store, 0o755);
  const open = await stage.plan();
  assert.equal(open.code, 1);
  assert.match(
    open.words,
    /^Error: The store of plugins .* is open to other users\n {2}hint: Close it: chmod 700 /,
  );
  await Deno.remove(store, { recursive: true });
  await Deno.writeTextFile(store, "");
  assert.match(
    (await stage.plan()).words,
    /The store of plugins .* is not a folder\n {2}hint: Take away what is there/,
  );
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
