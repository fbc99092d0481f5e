// Opening a session: the whole way from an engine's name to a connection, and how the ways it can fail are told apart.
import { strict as assert } from "node:assert";
import { openSession } from "../../core/host/mod.ts";
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
