// A database that somebody's crash left in the middle of a transaction is recovered behind the walls, too, where
// SQLite may neither make nor remove a file; afterwards the folder holds the database alone.
import { strict as assert } from "node:assert";
import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openSession } from "../../core/host/mod.ts";
import { ROOT } from "../../tasks/tree.ts";
import { inFolder, settings } from "./rogue.ts";

const ROWS = 2000;

/** Makes a database with some rows, and copies it as a crash would leave it: changed by half of a transaction. */
function crash(folder: string, mode: "delete" | "wal"): string {
  const live = join(folder, "live.db");
  {
    using maker = new DatabaseSync(live);
    maker.exec(`pragma journal_mode = ${mode}; create table t (id integer primary key, name text);
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${ROWS})
    insert into t select i, printf('%0200d', i) from n`);
  }
  using db = new DatabaseSync(live); // has nothing in its cache yet, so that the small one is full at once
  db.exec("pragma cache_size = 5; pragma wal_autocheckpoint = 0; update t set name = 'committed ' || name");
  db.exec("begin immediate; update t set name = 'lost ' || name");
  const crashed = join(folder, "crashed");
  Deno.mkdirSync(crashed);
  for (const name of readdirSync(folder).filter((name) => /^live\.db(-journal|-wal)?$/.test(name))) {
    copyFileSync(join(folder, name), join(crashed, name));
  }
  db.exec("rollback");
  const [journal] = readdirSync(crashed).filter((name) => name !== "live.db");
  assert(
    journal && Deno.statSync(join(crashed, journal)).size > 100_000,
    "the transaction had reached the disk",
  );
  return join(crashed, "live.db");
}

for (const mode of ["delete", "wal"] as const) {
  for (const isForWriting of [false, true]) {
    Deno.test(`a crash in journal mode ${mode} is recovered by a session ${isForWriting ? "that writes" : "that reads"}`, () =>
      inFolder(async (folder) => {
        const uri = crash(folder, mode);
        const session = await openSession("sqlite", {
          uri,
          options: {},
          workingDirectory: ROOT,
          lockTimeoutMs: 1000,
          isForWriting,
        }, settings({ sourceRoot: ROOT, environment: (name) => Deno.env.get(name), sandbox: "best-effort" }));
        const items: unknown[] = [];
        await session.client.request("inspect", {}, { onItem: (item) => void items.push(item) });
        assert.equal(items.length, 1);
        await session.close();
        assert.deepEqual(readdirSync(join(folder, "crashed")), ["live.db"]);
        using db = new DatabaseSync(uri);
        const names = db.prepare("select count(*) as n from t where name like 'committed %'").get();
        assert.equal(names?.["n"], ROWS, "what was committed is there, what was not is gone");
        assert.equal(db.prepare("pragma integrity_check").get()?.["integrity_check"], "ok");
      }));
  }
}
