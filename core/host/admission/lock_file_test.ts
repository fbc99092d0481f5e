import { strict as assert } from "node:assert";
import { join } from "node:path";
import { SchemaHeroError } from "../../errors.ts";
import { ANY_PLATFORM, digestsHere, type LockEntry, PLATFORM, readLock, writeLock } from "./lock_file.ts";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const OTHER = `sha256:${"f".repeat(64)}`;

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "schemahero-lock-" });
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("readLock() reads what writeLock() wrote, in a stable order", () =>
  inFolder(async (folder) => {
    const path = join(folder, "new", "plugins.lock");
    const entries: LockEntry[] = [
      { name: "b", source: "x", digests: { [PLATFORM]: DIGEST }, admitted: "signature", key: "k.pub" },
      { name: "a", version: "1.0.0", source: "y", digests: {}, protocol: { min: 1, max: 2 } },
    ];
    await writeLock(path, entries, 0o600);
    assert.deepEqual(readLock(path), [entries[1], entries[0]]);
    const { mode } = await Deno.stat(path);
    if (Deno.build.os !== "windows") assert.equal(Number(mode) & 0o777, 0o600);
    assert.match(await Deno.readTextFile(path), /^\{\n {2}"version": 1,\n {2}"plugins": \[\n/);
    assert.deepEqual(await Array.fromAsync(Deno.readDir(join(folder, "new")), ({ name }) => name), [
      "plugins.lock",
    ]);
    assert.equal(readLock(join(folder, "none")), undefined);
  }));

Deno.test("digestsHere() takes this platform's digest and the one for all", () => {
  const digests = { [PLATFORM]: DIGEST, [ANY_PLATFORM]: OTHER, "plan9-mips": `sha256:${"0".repeat(64)}` };
  assert.deepEqual(digestsHere({ name: "x", source: "", digests }), [DIGEST, OTHER]);
});

Deno.test("readLock() refuses what is no lock, and says where", () =>
  inFolder(async (folder) => {
    const path = join(folder, "plugins.lock");
    const entry = (more: object) =>
      JSON.stringify({ version: 1, plugins: [{ name: "x", source: "y", digests: {}, ...more }] });
    const wrong: Readonly<Record<string, RegExp>> = {
      "": /JSON/,
      "[]": /expected a map/,
      '{"version":2,"plugins":[]}': /its version is 2, known is 1/,
      '{"version":1}': /expected a list/,
      [entry({ name: 1 })]: /plugins\[0\]: name must be text/,
      [entry({ digests: { linux: "sha256:12" } })]: /plugins\[0\]: digests\.linux must be sha256/,
      [entry({ digests: { any: DIGEST.toUpperCase() } })]: /digests\.any must be/,
      [entry({ protocol: { min: "1" } })]: /protocol must be/,
    };
    for (const [text, expected] of Object.entries(wrong)) {
      await Deno.writeTextFile(path, text);
      assert.throws(() => readLock(path), (error) => {
        assert(error instanceof SchemaHeroError && error.code === "plugin.lock-invalid");
        assert.match(error.message, expected);
        assert.match(error.hint ?? "", /rm /);
        return true;
      });
    }
  }));
