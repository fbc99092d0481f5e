// What every command is handed: where to write, how to open a database, how to stop, and the exit code to end with.
import type { Session } from "../host/session.ts";
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
  open(target: Target, options: PluginOptions & Pick<ConnectionOptions, "lockTimeout">): Promise<Session>;
}
