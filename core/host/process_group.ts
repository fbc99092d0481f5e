// One spawned process with everything it may start, as one thing that can be waited for and ended. Knows nothing of
// the protocol. Every group that is alive is known here, so that none is left when the core has to end at once.
import type { Exit } from "./failure.ts";
import type { StartCommand } from "./start_command.ts";
import { StderrTail } from "./stderr_tail.ts";
import type { HeldProgram } from "./walls/kernel.ts";
import { Watchdog } from "./watchdog.ts";

/** How long stderr is read on after the process has ended, in milliseconds. */
const STDERR_GRACE_MS = 200;

const alive = new Set<ProcessGroup>();

/** Ends every group at once. For the second Ctrl-C. */
export function killAllGroups(): void {
  for (const group of alive) group.signal("SIGKILL");
}

/** A process in a session of its own, guarded by a watchdog. */
export class ProcessGroup {
  readonly stdin: WritableStream<Uint8Array>;
  readonly stdout: ReadableStream<Uint8Array>;
  readonly stderr: StderrTail;
  /** Settles when the process is over, what it left behind is ended and the watchdog is gone. */
  readonly ended: Promise<void>;
  readonly #child: Deno.ChildProcess;
  readonly #watchdog: Watchdog;
  #exit: Exit | undefined;
  #isKilledByUs = false;

  private constructor(child: Deno.ChildProcess, watchdog: Watchdog) {
    this.#child = child;
    this.#watchdog = watchdog;
    this.stdin = child.stdin;
    this.stdout = child.stdout;
    this.stderr = new StderrTail(child.stderr);
    this.ended = this.#waitForEnd();
    alive.add(this);
  }

  /**
   * Starts a process with nothing but the given environment.
   * @param program binds itself to what the command may touch and becomes the command, see walls/confine.ts; without
   *   it the command is started as it is
   * @throws what Deno.Command throws when the program cannot be started
   */
  static async spawn(
    { command, args, environment }: StartCommand,
    program?: Pick<HeldProgram, "path">,
  ): Promise<ProcessGroup> {
    const child = new Deno.Command(program?.path ?? command, {
      args: program ? [] : [...args],
      clearEnv: true,
      env: { ...environment },
      cwd: "/",
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      detached: true,
    }).spawn();
    const group = new ProcessGroup(child, startWatchdog(child));
    const isGuarded = group.#watchdog.guard(child.pid);
    if (program) {
      // The program of the walls waits for one byte: a core that is killed before leaves nothing that nobody watches.
      await isGuarded;
      const writer = child.stdin.getWriter();
      writer.write(new Uint8Array(1)).catch(() => {}); // it is gone: told by whoever reads
      writer.releaseLock();
    }
    return group;
  }

  /** Also the number of its process group. */
  get pid(): number {
    return this.#child.pid;
  }

  /** The watchdog's process; undefined where there can be none. */
  get watchdogPid(): number | undefined {
    return this.#watchdog.pid;
  }

  /** How the process ended by itself; undefined while it runs, or when we killed it. */
  get exit(): Exit | undefined {
    return this.#isKilledByUs ? undefined : this.#exit;
  }

  /** Waits for the end, but not for longer than this. */
  endsWithin(milliseconds: number): Promise<boolean> {
    return settlesWithin(this.ended, milliseconds);
  }

  /** Sends a signal to every process of the group; to the one process where there are no groups. */
  signal(name: "SIGTERM" | "SIGKILL"): void {
    if (!alive.has(this)) return; // the number may be another process's by now
    if (name === "SIGKILL" && this.#exit === undefined) this.#isKilledByUs = true;
    try {
      if (Deno.build.os === "windows") this.#child.kill(name);
      else Deno.kill(-this.#child.pid, name);
    } catch {
      // nobody is left
    }
  }

  /** Ends the whole group at once. */
  async kill(): Promise<void> {
    this.signal("SIGKILL");
    await this.ended;
  }

  async #waitForEnd(): Promise<void> {
    const { code, signal } = await this.#child.status;
    this.#exit = { code, signal };
    if (Deno.build.os !== "windows") this.signal("SIGKILL"); // what it started and left behind
    await settlesWithin(this.stderr.ended, STDERR_GRACE_MS);
    await this.stderr.stop();
    await this.#watchdog.standDown();
    alive.delete(this);
  }
}

/** The process is booting by then, which takes longer than the shell of the watchdog. */
function startWatchdog(child: Deno.ChildProcess): Watchdog {
  try {
    return Watchdog.start();
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

/** True when the promise was fulfilled in this time. */
export async function settlesWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(() => late.resolve(false), milliseconds);
  try {
    return await Promise.race([promise.then(() => true), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
