// What every command is handed: where to write, how to reach plugins, how to stop, and the exit code to end with.
import type { Description } from "../../protocol/describe.ts";
import type { HostSettings, Session } from "../host/mod.ts";
import type { Target } from "../target.ts";
import type { ConnectionOptions, PluginOptions } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** The surroundings of a command. */
export interface Shell {
  readonly terminal: Terminal;
  /** Aborted on Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  /** What the process ends with when nothing throws. */
  exitCode: number;
  /** Where plugins are looked for. */
  settings(plugins: PluginOptions): HostSettings;
  /** Opens a database; the target's own plugin beats the flags'. */
  open(
    target: Target,
    options: PluginOptions & Pick<ConnectionOptions, "lockTimeout"> & { readonly isForWriting?: boolean },
    onHello?: () => void,
  ): Promise<Session>;
  /** What the plugin of an engine says of itself, without any database. */
  describeEngine(
    engine: string,
    plugins: PluginOptions,
  ): Promise<{ readonly description: Description; readonly specKey: string }>;
}
