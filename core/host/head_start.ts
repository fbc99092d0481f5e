// A head start: the plugin that a command will need is spawned before the command line is even parsed, so that it
// boots while the core does. It is given nothing, not even the hello, until a session takes it over; a guess that
// was wrong is ended. Measured: 15 to 20 ms of a plan of one table.
import type { AdmittedFile } from "./admission.ts";
import { resolveKnown } from "./known.ts";
import { ProcessGroup } from "./process_group.ts";
import type { HostSettings } from "./settings.ts";
import { startCommand } from "./start_command.ts";

let waiting: { readonly identity: string; readonly path: string; readonly group: ProcessGroup } | undefined;

/**
 * Spawns the executable that serves an engine when that is known without running anything: the same file that the
 * session would choose, after the same checks. Never throws; without a head start everything is as it would be.
 */
export async function giveHeadStart(engine: string, settings: HostSettings): Promise<void> {
  try {
    const known = resolveKnown(engine, settings);
    if (known?.candidate.form !== "executable" || waiting) return;
    const { candidate, file } = known;
    const stored = { ...candidate, path: file.path };
    const command = startCommand(stored, undefined, { net: [], read: [], write: [] }, settings);
    waiting = { identity: file.identity, path: file.path, group: await ProcessGroup.spawn(command) };
  } catch {
    // the session will meet the same trouble and tell of it
  }
}

/** The process that has had a head start, when it is of this very file. The caller owns it from then on. */
export function takeHeadStart(file: AdmittedFile | undefined): ProcessGroup | undefined {
  if (!waiting || file?.path !== waiting.path || file.identity !== waiting.identity) return undefined;
  const { group } = waiting;
  waiting = undefined;
  return group;
}

/** Ends the process that nobody took over. */
export async function dropHeadStart(): Promise<void> {
  const group = waiting?.group;
  waiting = undefined;
  await group?.kill();
}
