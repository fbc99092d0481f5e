// Tests of what a connection reads ahead.
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { connectTo, planSpecs, withFolder } from "./testing.ts";

const NOTE = {
  name: "note",
  body: { columns: [{ name: "id", type: "integer" }, { name: "text", type: "text" }] },
};

/** Long enough for the reading ahead, which waits for nothing but its turn. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

Deno.test("plan() sees what another program did to the schema since the connection was made", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "t.db");
    using other = new DatabaseSync(path);
    other.exec("create table note (id integer, text text)");
    for (const isRead of [false, true]) {
      const connection = await connectTo(path);
      try {
        if (isRead) await pause();
        other.exec(isRead ? "alter table note drop column text" : "alter table note add column more");
        const { statements } = await planSpecs(connection, [NOTE]);
        const expected = isRead
          ? ['alter table "note" add column "text" TEXT', 'alter table "note" drop column "more"']
          : ['alter table "note" drop column "more"'];
        assert.deepEqual(statements.map(({ sql }) => sql), expected);
      } finally {
        await connection.close();
      }
    }
  });
});

Deno.test("plan() plans on what was read ahead, once", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "t.db");
    using other = new DatabaseSync(path);
    other.exec("create table note (id integer, text text)");
    const connection = await connectTo(path);
    try {
      await pause();
      assert.deepEqual((await planSpecs(connection, [NOTE])).statements, []);
      other.exec("drop table note");
      assert.equal((await planSpecs(connection, [NOTE])).statements.length, 1);
    } finally {
      await connection.close();
    }
  });
});

Deno.test("connect() leaves the error of a schema that cannot be read to the request that needs it", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "t.db");
    using other = new DatabaseSync(path);
    other.exec("create table note (id integer); begin exclusive");
    const connecting = connectTo(path, 0);
    await assert.rejects(connecting, /locked/);
    other.exec("rollback");
    const connection = await connectTo(path, 0);
    try {
      other.exec("begin exclusive");
      await pause();
      await assert.rejects(planSpecs(connection, [NOTE]), /locked/);
    } finally {
      await connection.close();
    }
  });
});
