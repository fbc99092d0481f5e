// The main thread of a plugin process: owns stdin, stdout, the handshake and the Worker in which the engine runs
// with exactly the permissions that the core granted (wall 2). It relays payloads without decoding them and answers
// in the engine's place when the engine is gone. The same for compiled, portable and from-source plugins.
import { encode } from "./codec.ts";
import type { WireError } from "./errors.ts";
import { FrameReader, FrameWriter } from "./frame.ts";
import { commonLimits, type Identity, makeProof, makeWelcome, readHello, refusalOf } from "./handshake.ts";
import {
  DEFAULT_LIMITS,
  type Envelope,
  EXIT_NOT_A_TERMINAL_PROGRAM,
  type Grants,
  HANDSHAKE_FRAME_BYTES,
  START_ARGUMENT,
} from "./messages.ts";
import { peek } from "./peek.ts";
import type { FromWorker, ToWorker } from "./worker.ts";

/** How long the core may take for its hello, in milliseconds. */
const HELLO_DEADLINE_MS = 10_000;
/** How long the engine may take to roll back and close when the core is gone, in milliseconds. */
const ABANDON_GRACE_MS = 2_000;
/** Exit code when the engine or the core broke down (EX_SOFTWARE of sysexits.h). */
const EXIT_BROKEN = 70;

/**
 * Runs a plugin process from its main.ts: `await launch(import.meta.url)`. The Worker's code is `worker.ts` (or
 * `.js`, when bundled) beside it. Ends the process; never returns.
 */
export async function launch(mainUrl: string, args: readonly string[] = Deno.args): Promise<never> {
  const name = mainUrl.endsWith(".ts") ? "./worker.ts" : "./worker.js";
  return await launchWorker(new URL(name, mainUrl).href, args);
}

/** Like {@linkcode launch}, for a Worker whose code is at any URL, `data:` included. */
export async function launchWorker(workerUrl: string, args: readonly string[]): Promise<never> {
  if (args.length !== 1 || args[0] !== START_ARGUMENT) {
    await complain(
      "This is a SchemaHero plugin. It is started by `schemahero`, not by hand: put it into a plugin",
    );
    await complain("directory and run `schemahero plugin list`");
    Deno.exit(EXIT_NOT_A_TERMINAL_PROGRAM);
  }
  try {
    await new Launcher(workerUrl).run();
    Deno.exit(0);
  } catch (error) {
    await complain(error instanceof Error ? error.message : String(error));
    Deno.exit(EXIT_BROKEN);
  }
}

async function complain(line: string): Promise<void> {
  await Deno.stderr.write(new TextEncoder().encode(`${line}\n`));
}

class Launcher {
  readonly #workerUrl: string;
  /** Waits as long as the core likes, who may be suspended in the middle of a frame; its end is an end of stream. */
  readonly #reader = new FrameReader(Deno.stdin.readable, HANDSHAKE_FRAME_BYTES, Infinity);
  readonly #writer = new FrameWriter(Deno.stdout.writable, HANDSHAKE_FRAME_BYTES);
  readonly #pending = new Set<number>();
  /** Writes in order; the process ends only after the last. */
  #writes: Promise<void> = Promise.resolve();

  constructor(workerUrl: string) {
    this.#workerUrl = workerUrl;
  }

  async run(): Promise<void> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.#reader.cancel();
    }, HELLO_DEADLINE_MS);
    const helloPayload = await this.#reader.next();
    clearTimeout(timer);
    if (isLate) throw new Error("The core did not say hello");
    if (!helloPayload) return;
    const hello = readHello(helloPayload);
    const refusal = refusalOf(hello);
    if (refusal) return await this.#writer.write(refusal);
    const starting = startWorker(this.#workerUrl, hello.grants);
    // The Worker takes 25 ms to boot; the first HMAC of a process takes 2. Not waited for, and thrown away.
    makeProof(hello.secret, helloPayload, helloPayload);
    const { worker, identity, ended } = await starting;
    const welcome = makeWelcome(hello, identity);
    const proof = makeProof(hello.secret, helloPayload, welcome);
    await this.#writer.write(welcome);
    await this.#writer.write(await proof);
    const limits = commonLimits(hello.limits, DEFAULT_LIMITS);
    this.#reader.maxFrameBytes = limits.maxFrameBytes;
    this.#writer.maxFrameBytes = limits.maxFrameBytes;
    send(worker, { type: "limits", limits });
    await this.#relay(worker, ended);
    await this.#writes;
  }

  /** Relays until the engine has finished, broken down, or the core is gone. */
  async #relay(worker: Worker, ended: Promise<Error>): Promise<void> {
    const finished = Promise.withResolvers<void>();
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data instanceof Uint8Array) this.#fromEngine(data);
      else if (data.type === "finished") finished.resolve();
      else if (data.type === "broken") finished.reject(new Error(data.message));
    };
    ended.then((error) => this.#answerForEngine(error)).then(finished.reject, finished.reject);
    this.#fromCore(worker).then((): void => {
      send(worker, { type: "abandon" });
      setTimeout(() => finished.resolve(), ABANDON_GRACE_MS);
    }).catch(finished.reject);
    await finished.promise;
  }

  async #fromCore(worker: Worker): Promise<void> {
    for (let payload = await this.#reader.next(); payload; payload = await this.#reader.next()) {
      const { type, id } = peek(payload);
      if (type === "request" && id !== undefined) this.#pending.add(id);
      send(worker, payload);
    }
  }

  #fromEngine(payload: Uint8Array): void {
    const { type, id } = peek(payload);
    if ((type === "response" || type === "failure") && id !== undefined) this.#pending.delete(id);
    this.#write(payload);
  }

  #write(payload: Uint8Array): void {
    this.#writes = this.#writes.then(() => this.#writer.write(payload));
    this.#writes.catch(() => {}); // seen by run(); a write error means that the core is gone
  }

  async #answerForEngine(cause: Error): Promise<Error> {
    const error: WireError = {
      code: "plugin.crashed",
      message: "The engine ended before it answered",
      cause: cause.message,
      retryable: false,
    };
    for (const id of this.#pending) this.#write(encode({ type: "failure", id, error } satisfies Envelope));
    await this.#writes.catch(() => {}); // the core may be gone too
    return new Error(`The engine broke down: ${cause.message}`);
  }
}

function send(worker: Worker, message: ToWorker): void {
  if (message instanceof Uint8Array) worker.postMessage(message, [message.buffer]);
  else worker.postMessage(message);
}

/** Starts the Worker with exactly the granted permissions and waits until the engine has loaded. */
async function startWorker(url: string, grants: Grants): Promise<{
  readonly worker: Worker;
  readonly identity: Identity;
  readonly ended: Promise<Error>;
}> {
  const net = [...grants.net, ...socketGrants(grants)];
  const worker = new Worker(url, {
    type: "module",
    name: "engine",
    deno: {
      permissions: {
        net: net.length > 0 ? net : false,
        read: grants.read.length > 0 ? [...grants.read] : false,
        write: grants.write.length > 0 ? [...grants.write] : false,
        env: false,
        run: false,
        ffi: false,
        sys: false,
        import: false,
      },
    },
  });
  const ended = new Promise<Error>((resolve) => {
    worker.onerror = (event) => {
      event.preventDefault();
      resolve(new Error(event.message));
    };
  });
  const ready = new Promise<Identity>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (!(data instanceof Uint8Array) && data.type === "ready") resolve(data.identity);
      else reject(new Error("The engine spoke before it was ready"));
    };
    ended.then(reject);
  });
  return { worker, identity: await ready, ended };
}

/**
 * Unix sockets among the files that may be read and written. To Deno up to 2.6 they are files; since then they are also
 * places of the network, in words that the older one refuses.
 */
function socketGrants({ read, write }: Grants): string[] {
  const [major = 0, minor = 0] = Deno.version.deno.split(".").map(Number);
  if (major === 2 && minor <= 6) return [];
  return read.filter((path) => write.includes(path) && isSocket(path)).map((path) => `unix:${path}`);
}

function isSocket(path: string): boolean {
  try {
    return Deno.statSync(path).isSocket === true;
  } catch {
    return false; // it is not there, or the program may not look: connecting will tell
  }
}
