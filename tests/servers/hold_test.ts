// A server that runs but hangs is no server: whoever joins those that hold it gets one that answers.
import assert from "node:assert/strict";
import { join } from "node:path";
import { holdServer } from "./hold.ts";

Deno.test("hold starts a server anew that does not answer", async (test) => {
  const folder = await Deno.makeTempDir({ prefix: "schemahero-servers-" });
  const home = Deno.env.get("SERVERS_HOME") ?? join(Deno.env.get("HOME") ?? "", ".cache", "test-servers");
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const env = {
    SERVERS_HOME: folder,
    SERVERS_TOOLS: Deno.env.get("SERVERS_TOOLS") ?? join(home, "_tools"),
    SERVERS_PATIENCE: "2",
    RQLITE_PORT: String(port),
  };
  const pid = async () => Number((await Deno.readTextFile(join(folder, "rqlite", "pid"))).split(" ")[0]);
  try {
    const first = await holdServer("rqlite", env);
    if (typeof first === "string") {
      await test.step({ name: `SKIPPED: ${first}`, ignore: true, fn: () => {} });
      return;
    }
    const hung = await pid();
    const second = await holdServer("rqlite", env);
    assert(typeof second !== "string");
    assert.equal(await pid(), hung, "one that answers is joined");
    Deno.kill(hung, "SIGSTOP");
    const third = await holdServer("rqlite", env);
    assert(typeof third !== "string");
    assert.notEqual(await pid(), hung);
    assert.equal(
      (await fetch(`${third.url}/readyz`).then((answer) => answer.text())).slice(0, 9),
      "[+]node o",
    );
    for (const held of [first, second, third]) await held.release();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
