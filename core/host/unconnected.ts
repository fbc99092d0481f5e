// A plugin process for work that needs no database: it is granted nothing and never connects.
import type { Description, Engine } from "../../protocol/describe.ts";
import { NO_GRANTS, type PluginProcess, startPlugin } from "./plugin_process.ts";
import { engineOf } from "./known.ts";
import { type AskOptions, resolvePlugin } from "./resolve.ts";
import type { HostSettings } from "./settings.ts";

/** A process without a connection. Whoever started it closes it. */
export interface Unconnected {
  readonly client: Pick<PluginProcess, "request">;
  readonly description: Description;
  readonly engine: Engine;
  /** Ends the process; never throws. */
  close(): Promise<void>;
}

/**
 * Finds the plugin of an engine and starts it with no grants at all.
 * @throws {SchemaHeroError} plugin.*, cancelled
 */
export async function startUnconnected(
  engineName: string,
  settings: HostSettings,
  options: AskOptions = {},
): Promise<Unconnected> {
  const { candidate, description, file } = await resolvePlugin(engineName, settings, options);
  const engine = engineOf(description, engineName);
  if (!engine) throw new TypeError(`resolvePlugin() found a plugin without the engine ${engineName}`);
  const plugin = await startPlugin(candidate, {
    ...options,
    settings,
    grants: NO_GRANTS,
    ...(file && { file }),
  });
  try {
    await plugin.request("initialize", {}, options.signal ? { signal: options.signal } : {});
  } catch (error) {
    const explained = await plugin.explain(error);
    await plugin.shutdown();
    throw explained;
  }
  return { client: plugin, description, engine, close: () => plugin.shutdown() };
}
