// The SQLite engine. Its default export is the plugin; nothing else happens at import.
import type { Diagnostic } from "../../protocol/errors.ts";
import type { ConnectParams } from "../../protocol/methods.ts";
import type { DatabasePlugin } from "../../protocol/plugin.ts";
import { connect } from "./connection.ts";
import { describe } from "./describe.ts";
import { renderFixtures } from "./fixtures.ts";
import { split } from "./split.ts";

/** The version of this plugin, released on its own. */
const VERSION = "0.1.0";

const plugin: DatabasePlugin = {
  name: "sqlite",
  version: VERSION,
  engines: ["sqlite", "sqlite3"],
  capabilities: ["inspect", "plan", "split", "apply", "fixtures", "generate"],
  describe: () => describe(VERSION),
  validate(params: ConnectParams): readonly Diagnostic[] {
    if ((params.resolved.files["database"] ?? "") !== "") return [];
    return [{
      severity: "error",
      code: "missing-file",
      message: "The connection names no database file",
      hint: "Give the path of the file as uri or dsn, or :memory:",
    }];
  },
  connect,
  split,
  fixtures: renderFixtures,
};

export default plugin;
