// The Cassandra engine. Its default export is the plugin; nothing else happens at import.
import { connectionDiagnostics } from "../../protocol/errors.ts";
import type { DatabasePlugin } from "../../protocol/plugin.ts";
import { connect } from "./connection.ts";
import { describe } from "./describe.ts";
import { renderFixtures } from "./plan.ts";
import { readSettings } from "./settings.ts";
import { split } from "./split.ts";

/** The version of this plugin, released on its own. */
const VERSION = "0.1.0";

const plugin: DatabasePlugin = {
  name: "cassandra",
  version: VERSION,
  engines: ["cassandra"],
  capabilities: ["inspect", "plan", "split", "apply", "fixtures", "generate"],
  describe: () => describe(VERSION),
  validate: (params) => connectionDiagnostics(() => readSettings(params)),
  connect,
  split,
  fixtures: renderFixtures,
};

export default plugin;
