// Opening a session: the whole way from an engine's name to a connection, and how the ways it can fail are told apart.
import { strict as assert } from "node:assert";
import { SchemaHeroError } from "../../core/errors.ts";
import { openSession, readNetwork } from "../../core/host/mod.ts";
import { Secret } from "../../core/secrets/mod.ts";
import { DEADLINES, failsWith, makeRogue, rogueTest, settings } from "./rogue.ts";

function open(path: string, uri: string) {
  const input = { uri, options: {}, workingDirectory: "/", lockTimeoutMs: 10 };
  return openSession("rogue", input, settings({ explicit: path }), { deadlines: DEADLINES });
}

rogueTest("openSession() tells a server that is down from a sandbox that refuses", async (folder) => {
  new Secret("hidden-word");
  const { path } = await makeRogue("refuses_connection", folder);
  const down = await failsWith("connection.failed", open(path, "rogue://connection.failed"));
  assert.match(down.hint ?? "", /^Check that the database runs/);
  assert.equal(down.message, "It did not work ", "without what would clear the terminal");
  assert.equal(down.detail, "me:***@db");
  const denied = await failsWith("connection.denied", open(path, "rogue://connection.denied"));
  assert.match(denied.hint ?? "", /may touch only|lets a plugin touch only/);
  const login = await failsWith("connection.authentication", open(path, "rogue://connection.authentication"));
  assert.equal(login.hint, "Check user and password");
});

rogueTest("openSession() refuses a connect that answers something else", async (folder) => {
  const { path } = await makeRogue("well_behaved", folder);
  const error = await failsWith("plugin.protocol", open(path, "rogue://x"));
  assert.match(error.message, /The result of connect does not fit its schema/);
});

/** Opens a connection to 127.0.0.1:7000; what each of its processes was granted, and the name it gave at last. */
async function openNaming(folder: string, path: string, allowPeers?: readonly string[]) {
  const { path: plugin } = await makeRogue("names_peers", folder);
  const starts: string[][] = [];
  const input = {
    uri: `rogue://127.0.0.1:7000/${path}`,
    options: {},
    workingDirectory: "/",
    lockTimeoutMs: 10,
  };
  const own = settings({
    explicit: plugin,
    audit: ({ grants }) => void starts.push([...grants.net]),
    ...(allowPeers && { allowPeers: allowPeers.flatMap((text) => readNetwork(text) ?? []) }),
  });
  const opening = openSession("rogue", input, own, { deadlines: DEADLINES }).then(async (session) => {
    await session.close();
    return session.database;
  });
  // The first start is that of `describe`.
  const outcome = await opening.catch((error: unknown) => error);
  return { outcome, starts: starts.filter((grants) => grants.length > 0), logged: own.logged };
}

rogueTest("openSession() replaces a process that names peers by one that is granted them", async (folder) => {
  const near = await openNaming(folder, "127.0.0.2:7000;127.9.9.9:7000");
  assert.equal(near.outcome, "127.0.0.1:7000 127.0.0.2:7000 127.9.9.9:7000");
  assert.deepEqual(near.starts, [["127.0.0.1:7000"], ["127.0.0.1:7000", "127.0.0.2:7000", "127.9.9.9:7000"]]);
  const needed = await openNaming(folder, "need/127.0.0.2:7000");
  assert.equal(needed.outcome, "127.0.0.1:7000 127.0.0.2:7000");
  const allowed = await openNaming(folder, "need/192.0.2.7:7000", ["192.0.2.0/24"]);
  assert.equal(allowed.outcome, "127.0.0.1:7000 192.0.2.7:7000");
});

rogueTest("openSession() gives a plugin nothing that is far, on another port or a name", async (folder) => {
  const far = "192.0.2.7:7000;127.0.0.2:7001;127.0.0.2:22;localhost:7000;127.0.0.1:7000";
  const wished = await openNaming(folder, far);
  assert.equal(wished.outcome, "127.0.0.1:7000", "it goes on with what it has");
  assert.deepEqual(wished.starts, [["127.0.0.1:7000"]], "and no other process is started");
  assert(wished.logged.some((line) => line.includes("does without 192.0.2.7:7000 (outside 127.0.0.0/8)")));
  const needed = await openNaming(folder, "need/192.0.2.7:7000");
  assert(needed.outcome instanceof SchemaHeroError);
  assert.equal(needed.outcome.code, "connection.denied");
  assert.match(
    needed.outcome.message,
    /needs nodes that it may not reach: 192\.0\.2\.7:7000 \(outside 127\.0\.0\.0\/8\)/,
  );
  assert.match(needed.outcome.hint ?? "", /--allow-peers 192\.0\.2\.7/);
  assert.deepEqual(needed.starts, [["127.0.0.1:7000"]]);
  const none = await openNaming(folder, "need/127.0.0.2:7000", []);
  assert(none.outcome instanceof SchemaHeroError && none.outcome.code === "connection.denied");
  const port = await openNaming(folder, "need/127.0.0.2:7001", ["0.0.0.0/0"]);
  assert(port.outcome instanceof SchemaHeroError && port.outcome.code === "connection.denied");
  assert.match(port.outcome.hint ?? "", /Name the hosts in the connection/);
});
