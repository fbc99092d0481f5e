// The TimescaleDB engine: PostgreSQL's, with more kinds of object. Its default export is the plugin; nothing else happens
// at import.
import { connectionDiagnostics } from "../../protocol/errors.ts";
import type { DatabasePlugin } from "../../protocol/plugin.ts";
import { connect } from "../postgres/connection.ts";
import { renderFixtures } from "../postgres/plan.ts";
import { readSettings } from "../postgres/settings.ts";
import { split } from "../postgres/split.ts";
import { describe } from "./describe.ts";
import { NO_TIMESCALE, readTimescale } from "./facts.ts";
import { kindsFor } from "./kinds.ts";

/** The version of this plugin, released on its own. */
const VERSION = "0.1.0";

const plugin: DatabasePlugin = {
  name: "timescaledb",
  version: VERSION,
  engines: ["timescaledb"],
  capabilities: ["inspect", "plan", "split", "apply", "fixtures", "generate"],
  describe: () => describe(VERSION),
  validate: (params) => connectionDiagnostics(() => readSettings(params)),
  connect: (params) =>
    connect(params, async (driver) => {
      const facts = await readTimescale(driver);
      return { kinds: kindsFor(facts), product: facts.product };
    }),
  split,
  fixtures: (input, send, context) => renderFixtures(input, send, context, kindsFor(NO_TIMESCALE)),
};

export default plugin;
