// The rqlite engine. Its default export is the plugin; nothing else happens at import.
import { connectionDiagnostics } from "../../protocol/errors.ts";
import type { DatabasePlugin } from "../../protocol/plugin.ts";
import { renderFixtures } from "../sqlite/fixtures.ts";
import { split } from "../sqlite/split.ts";
import { connect } from "./connection.ts";
import { describe } from "./describe.ts";
import { readSettings } from "./settings.ts";

/** The version of this plugin, released on its own. */
const VERSION = "0.1.0";

const plugin: DatabasePlugin = {
  name: "rqlite",
  version: VERSION,
  engines: ["rqlite"],
  capabilities: ["inspect", "plan", "split", "apply", "fixtures", "generate"],
  describe: () => describe(VERSION),
  validate: (params) => connectionDiagnostics(() => readSettings(params)),
  connect,
  split,
  fixtures: renderFixtures,
};

export default plugin;
