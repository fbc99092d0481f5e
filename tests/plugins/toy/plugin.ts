// A toy engine for tests of the protocol: echoes what it is sent and misbehaves on demand. It has no database.
import { PluginError } from "../../../protocol/errors.ts";
import type { DatabasePlugin } from "../../../protocol/plugin.ts";

const plugin: DatabasePlugin = {
  name: "toy",
  version: "0.0.1",
  engines: ["toy"],
  capabilities: ["plan", "split"],
  describe: () => ({
    name: "toy",
    version: "0.0.1",
    engines: [{ name: "toy", specKey: "toy" }],
    capabilities: ["plan", "split"],
    kinds: [{ kind: "Table", body: { type: "object" } }],
    connection: { options: { type: "object" }, uri: [{ grammar: "url", schemes: ["toy"] }] },
    hazards: [],
  }),
  connect(params) {
    if (params.uri === "toy://refuse") throw new PluginError("connection.failed", "No such toy");
    return Promise.resolve({
      database: "toy",
      engineVersion: "1",
      plan: async (_params, input, send) => {
        for await (const item of input) {
          if (item.type === "specs-end") await send({ type: "want-rows", specs: [0] });
        }
        return { database: "toy", scope: [], currentDigest: "sha256:0", desiredDigest: "sha256:0" };
      },
      close() {},
    });
  },
  async split(input, send) {
    let line = 1;
    for await (const { text } of input) {
      if (text === "throw") throw new Error("thrown on demand");
      if (text === "crash") {
        setTimeout(() => {
          throw new Error("crashed on demand");
        });
      } else if (text === "print") {
        printEverywhere();
        await send({ sql: "printed", line });
      } else if (text.startsWith("repeat ")) {
        for (let count = Number(text.slice(7)); count > 0; count--) {
          await send({ sql: STATEMENT, line: line++ });
        }
      } else if (text === "exit") attemptExit();
      else await send({ sql: text, line: line++ });
    }
  },
};

const STATEMENT = "insert into track (id, name, price) values (1, 'For Those About To Rock', 0.99)";

/** What careless engines and their libraries do. */
function printEverywhere(): void {
  const { console } = globalThis;
  for (
    const name of [
      "log",
      "info",
      "debug",
      "warn",
      "error",
      "dir",
      "dirxml",
      "table",
      "trace",
      "group",
    ] as const
  ) {
    console[name]("a line that must not corrupt the frames");
  }
  console.assert(false, "a line");
  console.time("a line");
  console.timeLog("a line");
  console.timeEnd("a line");
  console.count("a line");
  console.groupEnd();
  console.clear();
}

/** Says how the attempt to end the process ended. */
function attemptExit(): void {
  const left = ["stdin", "stdout", "exit"].filter((name) => Reflect.get(Deno, name) !== undefined);
  throw new PluginError(
    "plugin.internal",
    `left: ${left.join(",")}; Worker ${typeof Worker}; close ${typeof globalThis.close}`,
  );
}

export default plugin;
