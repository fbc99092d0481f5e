// What the host takes of its surroundings. Filled once by main.ts, so that this room reads no variable by itself.
import type { LogLevel } from "../../protocol/messages.ts";
import type { Environment } from "../secrets/mod.ts";

/** Where plugins are looked for and what their processes are started with. */
export interface HostSettings {
  readonly environment: Environment;
  /** The user's home folder; without it nothing there is searched and nothing is cached. */
  readonly home?: string;
  /** The root of the source tree as an absolute path, only when the core itself runs from source. */
  readonly sourceRoot?: string;
  /** `--plugin PATH`, or `plugin.localPath` of a Database document. */
  readonly explicit?: string;
  /** `--plugin-dir DIR`, in the order given. */
  readonly pluginDirs: readonly string[];
  /** Takes what plugins and the host have to say; the text is already safe to print. */
  readonly log?: (level: LogLevel, message: string) => void;
}
