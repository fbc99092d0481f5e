// A plugin whose connection does what its URI says: an act of acts.ts.
import type { DatabasePlugin } from "../../../protocol/plugin.ts";
import { perform } from "./acts.ts";

const plugin: DatabasePlugin = {
  name: "hostile",
  version: "1",
  engines: ["hostile"],
  capabilities: [],
  describe: () => ({
    name: "hostile",
    version: "1",
    engines: [{ name: "hostile", specKey: "hostile" }],
    capabilities: [],
    kinds: [{ kind: "Table", body: { type: "object" } }],
    connection: { options: { type: "object" }, uri: [{ grammar: "url", schemes: ["hostile"] }] },
    hazards: [],
  }),
  async connect({ uri = "" }) {
    return { database: await perform(uri), engineVersion: "1", close() {} };
  },
};

export default plugin;
