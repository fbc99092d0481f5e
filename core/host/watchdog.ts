// Ends a plugin's processes when the core is gone without a word (kill -9, or an end that did not wait for the plugin's
// own): a shell in a session of its own that waits at a pipe from the core. Costs one small process and about 1 ms; a
// plugin that does as it should is gone before the watchdog acts.

/** How long a plugin may take to roll back and end by itself once the core is gone, in tenths of a second. */
const GRACE_TENTHS = 30;

// Reads the process group, then waits: "done" or the end of the pipe, which is the end of the core.
const SCRIPT = `
read -r group || exit 0
read -r word
[ "$word" = done ] && exit 0
left=$1
while kill -s 0 -- "-$group" 2>/dev/null; do
  [ "$left" -gt 0 ] || { kill -s KILL -- "-$group"; exit; }
  sleep 0.1 2>/dev/null || { sleep 1; left=$((left - 9)); }
  left=$((left - 1))
done
`;

/** Guards one process group. */
export class Watchdog {
  readonly #child: Deno.ChildProcess | undefined;
  readonly #pipe: WritableStreamDefaultWriter<Uint8Array> | undefined;
  #isOver = false;

  private constructor(child: Deno.ChildProcess | undefined) {
    this.#child = child;
    this.#pipe = child?.stdin.getWriter();
    this.#pipe?.closed.catch(() => {}); // someone ended the shell: there is nothing left to tell it
  }

  /** Starts a watchdog, before the plugin. Where there is no shell (Windows, bare containers) it guards nothing. */
  static start(): Watchdog {
    if (Deno.build.os === "windows") return new Watchdog(undefined);
    try {
      const command = new Deno.Command("/bin/sh", {
        args: ["-c", SCRIPT, "schemahero-watchdog", String(GRACE_TENTHS)],
        stdin: "piped",
        stdout: "null",
        stderr: "null",
        clearEnv: true,
        env: { PATH: "/usr/bin:/bin" },
        cwd: "/",
        detached: true,
      });
      return new Watchdog(command.spawn());
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return new Watchdog(undefined);
      throw error;
    }
  }

  /** The watchdog's own process; undefined where it guards nothing. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Names the group to be guarded; it is from when this settles. */
  guard(processGroup: number): Promise<void> {
    return this.#write(`${processGroup}\n`);
  }

  /** Sends the watchdog home and waits until it is gone. */
  async standDown(): Promise<void> {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#write("done\ndone\n"); // the first line is the group when none was named
      await this.#pipe?.close().catch(() => {}); // it is gone already
    }
    await this.#child?.status;
  }

  async #write(text: string): Promise<void> {
    await this.#pipe?.write(new TextEncoder().encode(text)).catch(() => {}); // it is gone: nothing left to tell
  }
}
