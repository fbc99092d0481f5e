// A running plugin: spawned, greeted, asked, ended. The one place where the protocol's client and the process meet,
// so that whatever goes wrong comes out as one error with its fix and no process stays behind.
import { Client, type RequestOptions } from "../../protocol/client.ts";
import type { Description } from "../../protocol/describe.ts";
import { PluginError, ProtocolError } from "../../protocol/errors.ts";
import { FrameReader, type FrameWriter } from "../../protocol/frame.ts";
import { type Grants, HANDSHAKE_FRAME_BYTES, type LogLevel, type Welcome } from "../../protocol/messages.ts";
import type { MethodName, Params, Result } from "../../protocol/methods.ts";
import { SchemaHeroError } from "../errors.ts";
import { Admission, type AdmittedFile } from "./admission.ts";
import { recheck } from "./admission/store.ts";
import { auditRecord } from "./audit.ts";
import { type Candidate, describeCandidate } from "./candidate.ts";
import {
  answered,
  conversationEnded,
  crashed,
  type ProcessFacts,
  silentStart,
  spawnFailure,
} from "./failure.ts";
import { EXIT_GRACE_MS, type Greeting, hearWelcome, isCutShort, sayHello } from "./greeting.ts";
import { takeHeadStart } from "./head_start.ts";
import { ProcessGroup, settlesWithin } from "./process_group.ts";
import type { HostSettings } from "./settings.ts";
import { startCommand } from "./start_command.ts";
import { printable } from "./stderr_tail.ts";
import { confine } from "./walls/confine.ts";
import { DEFAULT_LIMITS as DEFAULT_PLUGIN_LIMITS, type Limits } from "./walls/limits.ts";

/** How long the steps of a process's life may take, in milliseconds. */
export interface Deadlines {
  /** From the spawn to the proof. */
  readonly handshakeMs: number;
  /** From the shutdown request to the end of the process; then comes SIGTERM. */
  readonly shutdownMs: number;
  /** From SIGTERM to SIGKILL. */
  readonly terminateMs: number;
}

export const DEFAULT_DEADLINES: Deadlines = { handshakeMs: 10_000, shutdownMs: 2_000, terminateMs: 3_000 };

/** What a process that only describes itself may touch. */
export const NO_GRANTS: Grants = { net: [], read: [], write: [] };

/** The most log lines that one process may send; more are dropped. */
const MAX_LOG_LINES = 10_000;

/** How a plugin is started. */
export interface StartOptions {
  readonly settings: HostSettings;
  /** What the process may touch; never widened. Default: nothing. */
  readonly grants?: Grants;
  /** Those of the granted paths that are unix sockets. */
  readonly sockets?: readonly string[];
  /** The file when it was admitted already; it is looked at once more, right before the start. */
  readonly file?: AdmittedFile;
  readonly deadlines?: Partial<Deadlines>;
  /** Called when the plugin has been sent its hello: from then on it boots by itself. */
  readonly onHello?: () => void;
  /** Stops the start; a plugin that has been greeted is not touched by it. */
  readonly signal?: AbortSignal;
}

/**
 * Starts a plugin and shakes hands with it. The caller must end it with shutdown() or kill().
 * @throws {SchemaHeroError} what Admission.admit() throws, plugin.handshake-failed, plugin.proof, plugin.too-old,
 *   plugin.too-new, plugin.crashed, plugin.hung; the signal's reason
 */
export async function startPlugin(candidate: Candidate, options: StartOptions): Promise<PluginProcess> {
  const { settings, grants = NO_GRANTS, sockets = [], signal } = options;
  const deadlines = { ...DEFAULT_DEADLINES, ...options.deadlines };
  const file = options.file ?? await new Admission(settings).admit(candidate);
  signal?.throwIfAborted();
  if (file) recheck(file);
  const ahead = takeHeadStart(file, { grants, sockets }, settings);
  const group = ahead?.group ?? await spawn(candidate, file, options);
  settings.audit?.(auditRecord(candidate, file, group.pid, grants, settings));
  const reader = new FrameReader(group.stdout, HANDSHAKE_FRAME_BYTES);
  const now = (): ProcessFacts => ({ candidate, exit: group.exit, stderr: group.stderr.text(), grants });
  const afterEnd = async (graceMs: number): Promise<ProcessFacts> => {
    if (!await group.endsWithin(graceMs)) await group.kill();
    return now();
  };
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    group.signal("SIGKILL");
  }, deadlines.handshakeMs);
  const stop = () => group.signal("SIGKILL");
  signal?.addEventListener("abort", stop);
  let said = ahead?.said;
  try {
    said ??= sayHello(group.stdin, grants);
    said.sent.then(options.onHello);
    const greeting = await hearWelcome(reader, said, afterEnd);
    return new PluginProcess(candidate, group, reader, said.writer, greeting, options);
  } catch (error) {
    await group.kill();
    await Promise.all([reader.cancel(), said?.writer.close()]);
    signal?.throwIfAborted();
    throw isLate ? silentStart(now(), deadlines.handshakeMs) : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

async function spawn(
  candidate: Candidate,
  file: AdmittedFile | undefined,
  { grants = NO_GRANTS, sockets = [], settings }: StartOptions,
): Promise<ProcessGroup> {
  const stored = file ? { ...candidate, path: file.path } : candidate;
  const command = startCommand(stored, file?.digest, grants, settings);
  using program = confine(command, { grants, sockets }, settings);
  return await ProcessGroup.spawn(command, program).catch((cause) => {
    throw spawnFailure(candidate, cause);
  });
}

/** A plugin that has been greeted. */
export class PluginProcess implements AsyncDisposable {
  readonly candidate: Candidate;
  readonly welcome: Welcome;
  readonly #client: Client;
  readonly #group: ProcessGroup;
  readonly #reader: FrameReader;
  readonly #writer: FrameWriter;
  readonly #settings: HostSettings;
  readonly #deadlines: Deadlines;
  readonly #limits: Limits;
  readonly #grants: Grants;
  readonly #running = new Set<{ readonly method: MethodName }>();
  #fatalError: Error | undefined;
  #ending: Promise<void> | undefined;
  /** Resolves when the plugin has answered that it is shut down: its connection is closed. */
  readonly #done = Promise.withResolvers<void>();
  #isEnding = false;
  #logCount = 0;
  #outputBytes = 0;

  constructor(
    candidate: Candidate,
    group: ProcessGroup,
    reader: FrameReader,
    writer: FrameWriter,
    { welcome, limits }: Greeting,
    options: StartOptions,
  ) {
    this.candidate = candidate;
    this.welcome = welcome;
    this.#group = group;
    this.#reader = reader;
    this.#writer = writer;
    this.#settings = options.settings;
    this.#deadlines = { ...DEFAULT_DEADLINES, ...options.deadlines };
    this.#grants = options.grants ?? NO_GRANTS;
    this.#limits = { ...DEFAULT_PLUGIN_LIMITS, ...options.settings.limits };
    reader.maxFrameBytes = limits.maxFrameBytes;
    writer.maxFrameBytes = limits.maxFrameBytes;
    this.#client = new Client({ limits, send: (payload) => this.#send(payload) }, {
      log: (level, message) => this.#log(level, message),
      fatal: (error) => this.#end(error),
    });
    this.#read();
  }

  /** The process and its group. */
  get pid(): number {
    return this.#group.pid;
  }

  /** The process that ends this one when the core is killed; undefined where there can be none. */
  get watchdogPid(): number | undefined {
    return this.#group.watchdogPid;
  }

  /**
   * Makes a request and waits for its answer.
   * @throws {PluginError} what the plugin answered; {@linkcode PluginProcess.explain} makes it one of the core
   * @throws {SchemaHeroError} plugin.crashed, plugin.hung, plugin.protocol, cancelled: the process is gone
   */
  async request<M extends MethodName>(
    method: M,
    params: Params<M>,
    options: RequestOptions<M> = {},
  ): Promise<Result<M>> {
    const running = { method };
    this.#running.add(running);
    const timer = this.#limits.requestMs > 0 ? this.#limitTime(method) : undefined;
    try {
      return await this.#client.request(method, params, options);
    } catch (error) {
      const isAnswer = error instanceof PluginError && error !== this.#fatalError;
      throw isAnswer && error.code !== "plugin.crashed" ? error : await this.explain(error);
    } finally {
      clearTimeout(timer);
      this.#running.delete(running);
    }
  }

  /** Ends the conversation when a request takes longer than the user lets it. */
  #limitTime(method: MethodName): ReturnType<typeof setTimeout> {
    const { requestMs } = this.#limits;
    const reason = `"${method}" took longer than ${requestMs} ms, the limit of --request-timeout`;
    return setTimeout(() => this.#client.fail(new PluginError("timeout", reason)), requestMs);
  }

  /** What the plugin says of itself. */
  description(options: RequestOptions<"describe"> = {}): Promise<Description> {
    return this.request("describe", {}, options);
  }

  /** Turns an error of a request into one for people; errors of other kinds come back as they are. */
  async explain(error: unknown): Promise<unknown> {
    if (error instanceof SchemaHeroError) return error;
    if (error instanceof Error && error === this.#fatalError) {
      await this.#group.endsWithin(this.#deadlines.terminateMs);
      const isDeaf = error instanceof PluginError && error.code === "plugin.crashed";
      if (isDeaf) return crashed(this.#facts(), this.#doing(), "closed its input and had to be ended");
      return conversationEnded(this.#facts(), error);
    }
    if (!(error instanceof PluginError)) return error;
    if (error.code === "plugin.crashed") await this.#group.endsWithin(EXIT_GRACE_MS);
    return answered(this.#facts(), error);
  }

  /**
   * Ends the process in good order: shutdown request, SIGTERM, SIGKILL. Never rejects.
   * @param until `done` does not wait for the end of a plugin that has said that it is done
   */
  async shutdown(until: "ended" | "done" = "ended"): Promise<void> {
    this.#ending ??= this.#shutdown();
    await (until === "done" ? Promise.race([this.#done.promise, this.#ending]) : this.#ending);
  }

  /** Ends the process and all it started at once. Never rejects. */
  async kill(): Promise<void> {
    this.#isEnding = true;
    this.#group.signal("SIGKILL");
    await this.#close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }

  async #shutdown(): Promise<void> {
    this.#isEnding = true;
    const { shutdownMs, terminateMs } = this.#deadlines;
    const began = performance.now();
    const asked = this.#client.request("shutdown", {}, { deadlineMs: shutdownMs })
      .then(() => this.#done.resolve(), () => {}); // without an answer it ends all the same
    await settlesWithin(Promise.race([asked, this.#group.ended]), shutdownMs);
    this.#writer.close(); // not waited for: a plugin that does not read would keep it open
    if (!await this.#group.endsWithin(shutdownMs - (performance.now() - began))) {
      this.#group.signal("SIGTERM");
      if (!await this.#group.endsWithin(terminateMs)) {
        this.#settings.log?.("warning", `${describeCandidate(this.candidate)} would not end and was killed`);
        this.#group.signal("SIGKILL");
      }
    }
    await this.#close();
    await asked;
  }

  /** Waits for the end and lets go of the pipes. */
  async #close(): Promise<void> {
    await this.#group.ended;
    await Promise.all([this.#reader.cancel(), this.#writer.close()]);
  }

  /** The conversation is over, whoever ended it. */
  #end(error: Error): void {
    this.#fatalError = error;
    this.#ending ??= this.kill();
  }

  async #read(): Promise<void> {
    let broken: unknown;
    try {
      for (let payload = await this.#reader.next(); payload; payload = await this.#reader.next()) {
        this.#outputBytes += payload.length;
        const { outputBytes } = this.#limits;
        if (this.#outputBytes > outputBytes) {
          const reason = `It sent more than ${outputBytes} bytes, the limit of --plugin-output`;
          return this.#client.fail(new ProtocolError("protocol.limit", reason));
        }
        this.#client.receive(payload);
      }
    } catch (error) {
      broken = error;
    }
    if (this.#fatalError) return;
    if (broken instanceof ProtocolError && !isCutShort(broken)) return this.#client.fail(broken);
    const hasEnded = await this.#group.endsWithin(EXIT_GRACE_MS);
    if (this.#isEnding) {
      return this.#client.fail(new PluginError("plugin.closed", "The plugin was shut down"));
    }
    if (!hasEnded) await this.#group.kill();
    this.#client.fail(crashed(this.#facts(), this.#doing()));
  }

  async #send(payload: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await this.#writer.write(payload);
    } catch (error) {
      // When the process is gone, how it ended is a better answer than that the pipe is broken.
      if (!(error instanceof ProtocolError)) await this.#group.endsWithin(EXIT_GRACE_MS);
      throw error;
    }
  }

  #log(level: LogLevel, message: string): void {
    if (this.#logCount > MAX_LOG_LINES) return;
    const text = this.#logCount++ < MAX_LOG_LINES
      ? printable(message)
      : "too many log lines: the rest is dropped";
    this.#settings.log?.(level, `${this.candidate.name}: ${text}`);
  }

  #facts(): ProcessFacts {
    const { exit, stderr } = this.#group;
    return { candidate: this.candidate, exit, stderr: stderr.text(), grants: this.#grants };
  }

  #doing(): string {
    const methods = [...this.#running].map(({ method }) => `"${method}"`);
    return methods.length === 0 ? "while it had nothing to do" : `while it worked on ${methods.join(", ")}`;
  }
}
