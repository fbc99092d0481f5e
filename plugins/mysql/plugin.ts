// The engine of MySQL and MariaDB. Its default export is the plugin; nothing else happens at import.
import { type Diagnostic, PluginError } from "../../protocol/errors.ts";
import type { ConnectParams } from "../../protocol/methods.ts";
import type { DatabasePlugin } from "../../protocol/plugin.ts";
import { connect } from "./connection.ts";
import { describe } from "./describe.ts";
import { renderFixtures } from "./plan.ts";
import { readSettings } from "./settings.ts";
import { split } from "./split.ts";

/** The version of this plugin, released on its own. */
const VERSION = "0.1.0";

const plugin: DatabasePlugin = {
  name: "mysql",
  version: VERSION,
  engines: ["mysql", "mariadb"],
  capabilities: ["inspect", "plan", "split", "apply", "fixtures", "generate"],
  describe: () => describe(VERSION),
  validate(params: ConnectParams): readonly Diagnostic[] {
    try {
      readSettings(params);
      return [];
    } catch (error) {
      if (!(error instanceof PluginError)) throw error;
      const { message, details: { hint } } = error;
      return [{
        severity: "error",
        code: "invalid-connection",
        message,
        ...(hint !== undefined && { hint }),
      }];
    }
  },
  connect,
  split,
  fixtures: renderFixtures,
};

export default plugin;
