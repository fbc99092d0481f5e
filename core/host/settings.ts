// What the host takes of its surroundings. Filled once by main.ts, so that this room reads no variable by itself.
import type { LogLevel } from "../../protocol/messages.ts";
import type { Environment } from "../secrets/mod.ts";
import type { AuditRecord } from "./audit.ts";
import type { Network } from "./network.ts";
import type { Limits } from "./walls/limits.ts";

/** Whether the kernel's walls must stand, stand as far as they can, or do not. */
export type SandboxMode = "required" | "best-effort" | "off";

/** Where plugins are looked for and what their processes are started with. */
export interface HostSettings {
  readonly environment: Environment;
  /** The user's home folder; without it nothing there is searched and nothing is cached. */
  readonly home?: string;
  /** The root of the source tree as an absolute path, only when the core itself runs from source. */
  readonly sourceRoot?: string;
  /** The compiled core, which is a portable plugin's runtime, when this process is not it itself. */
  readonly program?: string;
  /** `--plugin PATH`, or `plugin.localPath` of a Database document. */
  readonly explicit?: string;
  /** True when `explicit` comes from a document, so that it is not the user who named it. */
  readonly isFromDocument?: boolean;
  /** `--plugin-dir DIR`, in the order given. */
  readonly pluginDirs: readonly string[];
  /** `--trust`: files that were not used before are admitted; with a digest, only the file that has it. */
  readonly trust?: boolean | string;
  /** `--plugins-lock FILE`; false when no project's lock counts. */
  readonly lockFile?: string | false;
  /** Asks whether a plugin may run; absent where nobody can answer. */
  readonly confirm?: (question: string) => boolean | Promise<boolean>;
  /** `--sandbox`; default: best-effort. */
  readonly sandbox?: SandboxMode;
  /**
   * True for a core that ends as soon as its sessions are closed: it does not wait for the last milliseconds of a plugin
   * that has said that it is done, whose watchdog outlives the core.
   */
  readonly endsAfterwards?: boolean;
  /** `--allow-peers`: where a cluster's nodes may be that the connection does not name; default: near those it does. */
  readonly allowPeers?: readonly Network[];
  /** Other limits of a plugin process than the usual ones. */
  readonly limits?: Partial<Limits>;
  /** Takes one record of each start. */
  readonly audit?: (record: AuditRecord) => void;
  /** Takes what plugins and the host have to say; the text is already safe to print. */
  readonly log?: (level: LogLevel, message: string) => void;
}
