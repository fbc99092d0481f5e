import { strict as assert } from "node:assert";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type KeptFile, makeSideFiles } from "./side_files.ts";

const canLock = Deno.build.os === "linux";

/** What the SQLite plugin declares. */
function kept(path: string): KeptFile {
  return {
    path,
    sideFiles: ["-journal", "-wal", "-shm"].map((suffix) => path + suffix),
    upkeep: {
      lock: { from: 0x40000000, length: 512 },
      scratch: ["-shm"],
      neededToRead: { at: 19, byte: 2 },
    },
  };
}

function test(name: string, body: (folder: string, path: string) => void): void {
  Deno.test({
    name,
    ignore: !canLock,
    fn: () => {
      const folder = Deno.makeTempDirSync({ prefix: "schemahero-side-" });
      try {
        body(folder, join(folder, "a.db"));
      } finally {
        Deno.removeSync(folder, { recursive: true });
      }
    },
  });
}

function make(path: string, mode: "wal" | "delete"): void {
  using db = new DatabaseSync(path);
  db.exec(`pragma journal_mode = ${mode}; create table t (a); insert into t values (1)`);
}

const names = (folder: string) => readdirSync(folder).sort();
const ALL = ["a.db", "a.db-journal", "a.db-shm", "a.db-wal"];

test(
  "makeSideFiles() makes nothing for reading a file that does not exist or needs nothing",
  (folder, path) => {
    makeSideFiles([kept(path)], false).tidy();
    assert.deepEqual(names(folder), []);
    make(path, "delete");
    const side = makeSideFiles([kept(path)], false);
    assert.deepEqual(names(folder), ["a.db"]);
    side.tidy();
    assert.deepEqual(names(folder), ["a.db"]);
  },
);

test(
  "makeSideFiles() makes what reading a write-ahead log needs, with the file's permissions",
  (folder, path) => {
    make(path, "wal");
    Deno.chmodSync(path, 0o640);
    const side = makeSideFiles([kept(path)], false);
    assert.deepEqual(names(folder), ALL);
    for (const name of ALL) assert.equal(Number(Deno.statSync(join(folder, name)).mode) & 0o777, 0o640, name);
    side.tidy();
    assert.deepEqual(names(folder), ["a.db"]);
  },
);

test("tidy() removes a database that was made for writing and stayed empty", (folder, path) => {
  const first = makeSideFiles([kept(path)], true);
  assert.deepEqual(names(folder), ALL);
  const again = makeSideFiles([kept(path)], true); // a session after its head start
  again.tidy();
  assert.deepEqual(names(folder), []);
  first.tidy();
});

test("tidy() leaves an empty database that was there before", (folder, path) => {
  Deno.writeTextFileSync(path, "");
  makeSideFiles([kept(path)], true).tidy();
  assert.deepEqual(names(folder), ["a.db"]);
});

test("tidy() removes nothing while somebody uses the database", (folder, path) => {
  make(path, "wal");
  const side = makeSideFiles([kept(path)], true);
  {
    using other = new DatabaseSync(path);
    other.exec("insert into t values (2)");
    side.tidy();
    assert.deepEqual(names(folder), ALL, "its log is not taken away");
  }
  using after = new DatabaseSync(path);
  assert.equal(after.prepare("select count(*) as n from t").get()?.["n"], 2);
});

test("tidy() leaves what is to be recovered", (folder, path) => {
  make(path, "delete");
  const side = makeSideFiles([kept(path)], true);
  Deno.writeTextFileSync(`${path}-journal`, "half a transaction");
  side.tidy();
  assert.deepEqual(names(folder), ["a.db", "a.db-journal", "a.db-shm"]);
});

test("makeSideFiles() does not follow a link that lies where a side file belongs", (folder, path) => {
  make(path, "delete");
  Deno.symlinkSync(join(folder, "target"), `${path}-journal`);
  makeSideFiles([kept(path)], true);
  assert(!names(folder).includes("target"));
});
