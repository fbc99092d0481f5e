// Wall 3: makes of a command the program that binds itself to what the connection needs and then becomes the command.
// What is bound is in force before the plugin's first instruction, for hostile native code as for our own.
import type { Grants } from "../../../protocol/messages.ts";
import { SchemaHeroError } from "../../errors.ts";
import type { HostSettings } from "../settings.ts";
import type { StartCommand } from "../start_command.ts";
import type { HeldProgram, Kernel } from "./kernel.ts";
import { type FileRule, landlockSteps } from "./landlock.ts";
import { DEFAULT_LIMITS, limitSteps } from "./limits.ts";
import { cString, EXEC_FAILED, makeProgram, SCRATCH, type Step } from "./program.ts";
import { makeFilter } from "./seccomp.ts";
import { openKernel, type Standing, standingWalls } from "./standing.ts";
import { surroundings } from "./surroundings.ts";

/** What one connection may touch, as the kernel sees it. */
export interface Reach {
  readonly grants: Grants;
  /** Those of the granted paths that are unix sockets. */
  readonly sockets: readonly string[];
}

/**
 * The program to be started in a command's place; undefined where no wall is to stand, or none can.
 * @param given what this machine can do, by tests
 * @throws {SchemaHeroError} sandbox.missing when a wall is required that this machine cannot have
 */
export function confine(
  command: StartCommand,
  reach: Reach,
  settings: HostSettings,
  given?: Standing,
): HeldProgram | undefined {
  if (settings.sandbox === "off") return undefined;
  const kernel = given?.hasKernel === false ? undefined : openKernel();
  const standing = given ?? standingWalls();
  try {
    tellMissing(standing, settings);
  } catch (error) {
    kernel?.[Symbol.dispose]();
    throw error;
  }
  if (!kernel) return undefined;
  try {
    const steps = stepsOf(command, reach, settings, standing, kernel);
    const program = kernel.hold(makeProgram(steps, kernel.machine));
    return {
      path: program.path,
      [Symbol.dispose]: () => {
        program[Symbol.dispose]();
        kernel[Symbol.dispose]();
      },
    };
  } catch (cause) {
    kernel[Symbol.dispose]();
    const reason = cause instanceof Error ? cause.message : String(cause);
    tellMissing({ ...standing, missing: [`anything: ${reason}`] }, settings);
    return undefined;
  }
}

/** Says what is missing of the walls, once a run; for a process that was confined where nobody listened. */
export function tellMissingWalls(settings: HostSettings): void {
  if (settings.sandbox !== "off") tellMissing(standingWalls(), settings);
}

let wasTold = false;

/** One line a run for what is missing; an error when nothing may be. */
function tellMissing({ missing }: Standing, settings: HostSettings): void {
  if (missing.length === 0) return;
  const words = missing.join(", ");
  if (settings.sandbox === "required") {
    throw new SchemaHeroError("sandbox.missing", `This machine cannot keep a plugin from ${words}`, {
      hint:
        "Use a newer Linux, or run with --sandbox=best-effort and only plugins that you trust; `schemahero plugin doctor` shows what stands",
      data: { missing },
    });
  }
  if (wasTold || !settings.log) return;
  wasTold = true;
  settings.log("warning", `the sandbox is not whole here: a plugin is not kept from ${words}`);
}

/** Everything that is done between the fork and the plugin, in this order. */
function stepsOf(
  command: StartCommand,
  reach: Reach,
  settings: HostSettings,
  { landlockAbi, hasSeccomp }: Standing,
  kernel: Kernel,
): readonly Step[] {
  const { grants, sockets } = reach;
  const limits = { ...DEFAULT_LIMITS, ...settings.limits };
  const [header, capabilities] = kernel.keptCapabilities();
  const ports = [...new Set(grants.net.map(portOf))];
  const filter = makeFilter(kernel.machine, {
    tcp: ports.length > 0,
    unixSocket: sockets.length > 0,
    signalsAreScoped: landlockAbi >= 6,
    truncationIsJudged: landlockAbi >= 3,
  });
  const path = cString(command.command);
  const args = [command.command, ...command.args].map(cString);
  const variables = Object.entries(command.environment).map(([name, value]) => cString(`${name}=${value}`));
  return [
    // Waits until the watchdog knows of this process (see process_group.ts); the end of the pipe is the end of the core.
    { call: "read", args: [0, SCRATCH, 1], least: 1, otherwise: "was left alone by the core" },
    { call: "close_range", args: [3, 0xffffffff, 0] },
    ...limitSteps(limits, grants.write.length > 0),
    { call: "prctl", args: [38, 1, 0, 0, 0], otherwise: "cannot give up new privileges" }, // PR_SET_NO_NEW_PRIVS
    { call: "capset", args: [header, capabilities], otherwise: "cannot give up capabilities" },
    ...(landlockAbi >= 1
      ? landlockSteps(landlockAbi, { files: [...surroundings(command), ...granted(grants)], ports })
      : []),
    ...(hasSeccomp ? [filterStep(filter)] : []),
    { call: "execve", args: [path, { pointers: args }, { pointers: variables }], otherwise: EXEC_FAILED },
  ];
}

/**
 * True where files that do not exist cannot be granted, so that they must be made before the start. Where there is no
 * Landlock they do no harm, and asking would cost time.
 */
export function needsFilesFirst({ sandbox }: HostSettings): boolean {
  return sandbox !== "off" && Deno.build.os === "linux";
}

function granted({ read, write }: Grants): readonly FileRule[] {
  const paths = [...new Set([...read, ...write])];
  return paths.flatMap((path): FileRule[] => {
    const access = write.includes(path) ? "read-write" : "read";
    try {
      const { isDirectory, isSymlink } = Deno.lstatSync(path);
      if (isSymlink) return []; // granted paths are real ones: someone has put a link in the place of a file
      return [{ path, access, isFolder: isDirectory, isNeeded: true }];
    } catch {
      return []; // what does not exist cannot be granted
    }
  });
}

function portOf(grant: string): number {
  return Number(grant.slice(grant.lastIndexOf(":") + 1));
}

/** PR_SET_SECCOMP, SECCOMP_MODE_FILTER, with a sock_fprog: u16 count, padding, address. */
function filterStep(filter: Uint8Array): Step {
  return {
    call: "prctl",
    args: [22, 2, { counted: filter, itemBytes: 8 }],
    otherwise: "cannot filter its system calls (seccomp)",
  };
}
