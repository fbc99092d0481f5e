// A head start: the plugin that a command will need is spawned before the command line is even parsed, so that it
// boots while the core does. It stands behind the same walls as always, for the connection that the arguments plainly
// name, and has heard its grants; a session takes it over when it comes to the very same file and the very same grants.
// It is told no more than that before; a guess that was wrong is ended. Measured: 20 to 25 ms of a plan of one table.
import type { AdmittedFile } from "./admission.ts";
import { prepareConnection } from "./connection.ts";
import type { Said } from "./greeting.ts";
import { resolveKnown } from "./known.ts";
import { ProcessGroup } from "./process_group.ts";
import type { HostSettings, SandboxMode } from "./settings.ts";
import { makeSideFiles, type SideFiles } from "./side_files.ts";
import { startCommand } from "./start_command.ts";
import { confine, needsFilesFirst, type Reach, tellMissingWalls } from "./walls/confine.ts";

/** A connection that is about to be opened. */
export interface Start {
  readonly engine: string;
  readonly uri: string;
  readonly isForWriting: boolean;
  readonly sandbox?: SandboxMode;
}

interface Waiting {
  readonly file: AdmittedFile;
  /** What the process may touch and how it is kept to it, as text. */
  readonly bounds: string;
  readonly process: HeadStart;
  readonly sideFiles: SideFiles | undefined;
}

/** A process that has had a head start. */
export interface HeadStart {
  readonly group: ProcessGroup;
  readonly said: Said;
}

let waiting: Waiting | undefined;

/**
 * Spawns the executable that serves an engine when that is known without running anything: the same file that the
 * session would choose, after the same checks. Never throws; without a head start everything is as it would be.
 */
export async function giveHeadStart(start: Start, host: HostSettings): Promise<void> {
  let sideFiles: SideFiles | undefined;
  let group: ProcessGroup | undefined;
  try {
    const settings = start.sandbox === undefined ? host : { ...host, sandbox: start.sandbox };
    const known = resolveKnown(start.engine, settings);
    if (known?.candidate.form !== "executable" || waiting) return;
    const { candidate, file, description, engine } = known;
    const { grants, sockets, keptFiles } = await prepareConnection(description, engine, {
      uri: start.uri,
      options: {},
      workingDirectory: Deno.cwd(),
      lockTimeoutMs: 0,
    }, settings);
    if (needsFilesFirst(settings)) sideFiles = makeSideFiles(keptFiles, start.isForWriting);
    const command = startCommand({ ...candidate, path: file.path }, undefined, grants, settings);
    const reach = { grants, sockets };
    using program = confine(command, reach, settings);
    group = await ProcessGroup.spawn(command, program);
    const { sayHello } = await import("./greeting.ts"); // loaded while the process boots
    const process = { group, said: sayHello(group.stdin, grants) };
    waiting = { file, bounds: boundsOf(reach, settings), process, sideFiles };
    await process.said.sent; // else it waits until the command line is loaded, which is one piece of work
  } catch {
    await group?.kill();
    sideFiles?.tidy();
    // the session will meet the same trouble and tell of it
  }
}

/**
 * The process that has had a head start, when it is of this very file and behind these very walls. The caller owns it
 * from then on.
 */
export function takeHeadStart(
  file: AdmittedFile | undefined,
  reach: Reach,
  settings: HostSettings,
): HeadStart | undefined {
  if (!waiting || file?.path !== waiting.file.path || file.identity !== waiting.file.identity) {
    return undefined;
  }
  if (waiting.bounds !== boundsOf(reach, settings)) return undefined;
  const { process } = waiting;
  tellMissingWalls(settings); // when it was started nobody listened yet
  waiting = undefined; // its side files are the session's now, which prepared the same
  return process;
}

/** Ends the process that nobody took over. */
export async function dropHeadStart(): Promise<void> {
  const unused = waiting;
  waiting = undefined;
  await unused?.process.group.kill();
  unused?.sideFiles?.tidy();
}

function boundsOf(
  { grants: { net, read, write }, sockets }: Reach,
  { sandbox, limits }: HostSettings,
): string {
  return JSON.stringify([net, read, write, sockets, sandbox ?? "best-effort", limits ?? {}]);
}
