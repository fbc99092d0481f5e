import { strict as assert } from "node:assert";
import { join } from "node:path";
import { shellWord, weaknessOf } from "./place.ts";

const isPosix = Deno.build.os !== "windows";

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "schemahero-place-" }));
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A file with these modes, of folder and file. */
async function fileWith(folder: string, name: string, folderMode: number, fileMode: number): Promise<string> {
  const inside = join(folder, name);
  await Deno.mkdir(join(inside, "deep"), { recursive: true });
  const path = join(inside, "deep", "schemahero-x");
  await Deno.writeTextFile(path, "");
  await Deno.chmod(path, fileMode);
  await Deno.chmod(join(inside, "deep"), folderMode);
  return path;
}

Deno.test({
  name: "weaknessOf() finds nothing wrong below a sticky folder, whatever others may read",
  ignore: !isPosix,
  fn: () =>
    inFolder(async (folder) => {
      assert.equal(weaknessOf(await fileWith(folder, "a", 0o755, 0o755)), undefined);
      assert.equal(weaknessOf(await fileWith(folder, "b", 0o700, 0o500)), undefined);
      await Deno.chmod(join(folder, "a"), 0o1777);
      assert.equal(weaknessOf(await fileWith(folder, "a/c", 0o755, 0o755)), undefined, "as in /tmp");
    }),
});

Deno.test({
  name: "weaknessOf() names the file or folder that others may write, and the fix",
  ignore: !isPosix,
  fn: () =>
    inFolder(async (folder) => {
      const file = await fileWith(folder, "file", 0o755, 0o777);
      assert.deepEqual(weaknessOf(file), {
        path: file,
        kind: "writable",
        what: "can be changed by everyone on this machine",
        fix: `chmod go-w ${file}`,
      });
      const open = await fileWith(folder, "folder", 0o777, 0o755);
      assert.equal(weaknessOf(open)?.path, join(folder, "folder", "deep"));
      const sticky = await fileWith(folder, "sticky", 0o1777, 0o755);
      assert.equal(weaknessOf(sticky)?.kind, "writable", "anybody may put plugins there");
      const above = await fileWith(folder, "above", 0o755, 0o755);
      await Deno.chmod(join(folder, "above"), 0o777);
      assert.equal(weaknessOf(above)?.path, join(folder, "above"));
    }),
});

Deno.test({
  name: "weaknessOf() tells a group of the owner's own from others, and what belongs to others",
  ignore: !isPosix || Deno.uid() !== 0, // chown needs root
  fn: () =>
    inFolder(async (folder) => {
      const group = await fileWith(folder, "group", 0o755, 0o775);
      await Deno.chown(group, 0, 1234);
      assert.equal(weaknessOf(group), undefined, "root decided so");
      await Deno.chown(group, 1234, 1234);
      assert.deepEqual(weaknessOf(group)?.kind, "foreign");
      await Deno.chown(group, 1234, 4321);
      assert.equal(weaknessOf(group)?.what, "can be changed by the group number 4321");
      const foreign = await fileWith(folder, "foreign", 0o755, 0o755);
      await Deno.chown(join(folder, "foreign"), 1234, 1234);
      assert.deepEqual(weaknessOf(foreign), {
        path: join(folder, "foreign"),
        kind: "foreign",
        what: "belongs to the user number 1234",
        fix: `chown 0 ${join(folder, "foreign")}`,
      });
    }),
});

Deno.test("shellWord() quotes what a shell would take apart", () => {
  assert.equal(shellWord("/a/b-c_1.js"), "/a/b-c_1.js");
  assert.equal(shellWord("/a b/it's"), `'/a b/it'\\''s'`);
});
