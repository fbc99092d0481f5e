// A Python script that answers one JSON request a line, in the order in which they come.

/** The running script. */
export class LineProcess {
  readonly #process: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #lines: AsyncIterator<string>;

  /** Starts a script; undefined when this machine has no Python. */
  static start(script: string): LineProcess | undefined {
    try {
      return new LineProcess(
        new Deno.Command("python3", {
          args: ["-u", script],
          stdin: "piped",
          stdout: "piped",
          stderr: "inherit",
        }).spawn(),
      );
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  }

  private constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#writer = process.stdin.getWriter();
    this.#lines = linesOf(process.stdout);
  }

  /** Asks, and waits for the answer. One question at a time. @throws {Error} with the script's own words */
  async ask(question: Readonly<Record<string, unknown>>): Promise<unknown> {
    await this.#writer.write(new TextEncoder().encode(`${JSON.stringify(question)}\n`));
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("The script has ended");
    const reply: { readonly value?: unknown; readonly error?: string } = JSON.parse(value);
    if (reply.error !== undefined) throw new Error(`The script: ${reply.error}`);
    return reply.value;
  }

  async close(): Promise<void> {
    await this.#writer.close();
    await this.#lines.return?.();
    await this.#process.status;
  }
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
