// A plan that takes more disk than there is: told when it is planned, refused before anything of it has run. The disk
// is a real one, a file system of some megabytes in memory, in a mount namespace of the test's own.
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { denoVariables } from "./cases.ts";
import { type Form, formsOfThisRun, lockPlugins, preparePortable } from "./forms.ts";

const SPEC = `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: { name: t }
spec:
  name: t
  schema:
    sqlite:
      primaryKey: [id]
      columns: [{ name: id, type: integer }, { name: a, type: text, default: x }, { name: b, type: blob }]
`;

/** The disk of 150 MB is mounted over the folder `disk`, and gets the database of 70 MB. */
const MOUNT = `mount -t tmpfs -o size=150m disk disk && cp big.db disk/ && "$@"
code=$?; sha256sum disk/big.db >&2; exit $code`;

function inNamespace(folder: string, command: readonly string[], form: Form) {
  return new Deno.Command("unshare", {
    args: ["--user", "--map-root-user", "--mount", "sh", "-c", MOUNT, "sh", ...command],
    cwd: folder,
    clearEnv: true,
    env: {
      PATH: "/usr/bin:/bin",
      HOME: folder,
      SCHEMAHERO_CACHE_DIR: folder,
      SCHEMAHERO_STORE_DIR: join(folder, "store"),
      ...(form.pluginPath !== undefined && {
        SCHEMAHERO_PLUGINS_LOCK: join(folder, "plugins.lock"),
        SCHEMAHERO_PLUGIN_PATH: form.pluginPath,
      }),
      ...denoVariables(),
    },
    stdin: "null",
  }).output();
}

async function run(folder: string, line: string, form: Form) {
  const { code, stdout, stderr } = await inNamespace(folder, [...form.command, ...line.split(" ")], form);
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** Whether this machine lets its users have file systems of their own. */
async function canMount(folder: string): Promise<boolean> {
  const form = { name: "source", command: [] } as const;
  const done = await inNamespace(folder, ["true"], form).catch(() => undefined);
  if (done?.success) return true;
  const reason = `no file system can be mounted here: ${new TextDecoder().decode(done?.stderr)}`;
  assert(Deno.env.get("CI") !== "true", reason);
  // deno-lint-ignore no-console -- what is not tested must not go unnoticed
  console.error(`SKIPPED: ${reason}`);
  return false;
}

Deno.test({
  name: "apply refuses a plan that the disk has no room for, and plan says so",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "schemahero-disk-" });
    try {
      await Deno.mkdir(join(folder, "disk"));
      await Deno.writeTextFile(join(folder, "t.yaml"), SPEC);
      const database = new DatabaseSync(join(folder, "big.db"));
      database.exec(`create table t (id integer primary key, a text, b blob);
        insert into t values (1, 'x', zeroblob(70000000))`);
      database.close();
      if (!await canMount(folder)) return;
      await preparePortable();
      for (const form of formsOfThisRun()) await refusesAndApplies(folder, form);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

async function refusesAndApplies(folder: string, form: Form): Promise<void> {
  await lockPlugins(form, join(folder, "plugins.lock"));
  const flags = "--driver sqlite --uri disk/big.db --spec-file t.yaml";
  const fits = await run(folder, `apply ${flags} --yes`, form);
  assert.equal(fits.code, 0, fits.stderr);
  assert.match(fits.stderr, /takes up to 70 MB of free disk[^]*Applied/);

  // Another file takes the room.
  await Deno.writeFile(join(folder, "filler"), new Uint8Array(30_000_000));
  const full = { ...form, command: ["sh", "-c", 'cp filler disk/ && "$@"', "sh", ...form.command] };
  const planned = await run(folder, `plan ${flags}`, full);
  assert.equal(planned.code, 0, planned.stderr);
  const told = /takes up to 70 MB of disk until it is done, and 5\d MB are free/;
  assert.match(planned.stderr, told);
  assert.match(planned.stderr, /apply would refuse it/);
  assert.match(planned.stdout, /insert into/i);

  const before = await run(folder, `plan ${flags} --quiet`, full);
  const refused = await run(folder, `apply ${flags} --yes`, full);
  assert.equal(refused.code, 1, refused.stderr);
  assert.match(refused.stderr, told);
  assert.match(refused.stderr, /Nothing was changed\. Make room/);
  const sum = /^[0-9a-f]{64}(?= +disk\/big\.db$)/m;
  assert.equal(sum.exec(refused.stderr)?.[0], sum.exec(before.stderr)?.[0], "the file is as it was");
}
