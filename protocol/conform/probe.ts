// One process of the plugin under test, and a core that says what a check tells it to, wrong things too. Watches the
// rules that hold at every moment (frames, shapes, ids, credit), so that each breach is put down to its own rule
// whichever check meets it. Needs nothing of its runtime but Deno.Command.
import { decode, encode } from "../codec.ts";
import { frame } from "../frame.ts";
import { acceptWelcome, checkProof, readReply } from "../handshake.ts";
import {
  DEFAULT_LIMITS,
  ENVELOPE,
  type Envelope,
  HANDSHAKE_FRAME_BYTES,
  type HelloReply,
  type Limits,
  START_ARGUMENT,
  type Welcome,
} from "../messages.ts";
import { methodNamed } from "../methods.ts";
import { check, type Schema } from "../schema.ts";
import { type RuleId, Violation } from "./rules.ts";

/** How the plugin under test is started, and how long it may take. */
export interface ProbeSettings {
  /** The program and its arguments, without `shp`. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** For the reply to hello, in milliseconds. */
  readonly startMs: number;
  /** For each answer, in milliseconds. */
  readonly answerMs: number;
}

/** What is known of a request that the probe has made. */
export interface Asked {
  readonly id: number;
  readonly method: string;
  answer?: Extract<Envelope, { type: "response" | "failure" }>;
  readonly items: unknown[];
  /** Items frames that came, and for how many more there is credit. */
  frames: number;
  credit: number;
  inputFrames: number;
  inputCredited: number;
}

/** What the probe says in its hello; the rest is usual. */
export type HelloChanges = Readonly<Record<string, unknown>>;

const KEPT_STDERR = 64 * 1024;
/** What a plugin may write ahead of the check that reads it: more than any check has it write. */
const MAX_UNREAD_BYTES = 64 * 1024 * 1024;

/** A running plugin. */
export class Probe {
  /** Everything that the plugin said about itself for people, in case a secret is among it. */
  readonly said: string[] = [];
  limits: Limits = DEFAULT_LIMITS;
  welcome: Welcome | undefined;
  readonly #settings: ProbeSettings;
  readonly #child: Deno.ChildProcess;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #asked = new Map<number, Asked>();
  readonly #stderrDone: Promise<void>;
  #received = new Uint8Array(0);
  #hasEnded = false;
  /** Resolved, and made anew, whenever bytes come or stdout ends. */
  #news = Promise.withResolvers<void>();
  /** Resolved when there is room for more bytes. */
  #room: PromiseWithResolvers<void> | undefined;
  #maxFrameBytes = HANDSHAKE_FRAME_BYTES;
  #lastId = 0;
  #stderr = "";

  constructor(settings: ProbeSettings, args: readonly string[] = [START_ARGUMENT]) {
    this.#settings = settings;
    const [program = "", ...ownArgs] = settings.command;
    this.#child = new Deno.Command(program, {
      args: [...ownArgs, ...args],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      clearEnv: true,
      env: { ...settings.env },
    }).spawn();
    this.#reader = this.#child.stdout.getReader();
    this.#writer = this.#child.stdin.getWriter();
    this.#writer.closed.catch(() => {}); // a plugin may close its stdin; the check that minds will see it end
    this.#stderrDone = this.#keepStderr();
    this.#readStdout();
  }

  /** What came on stderr so far. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Writes bytes as they are. A plugin that is gone does not take them: that is seen when it is read from. */
  async bytes(bytes: Uint8Array): Promise<void> {
    await within(this.#writer.write(bytes).catch(() => {}), this.#settings.answerMs);
  }

  /** Writes one message as a frame. */
  async send(message: unknown): Promise<void> {
    await this.bytes(frame(encode(message)));
  }

  /** Closes the plugin's stdin. */
  async closeStdin(): Promise<void> {
    await this.#writer.close().catch(() => {}); // it may have been closed from the other side
  }

  /** Whatever is on stdout within some milliseconds, unread; empty when there is nothing. */
  async peekStdout(ms: number): Promise<Uint8Array> {
    await this.#receive(ms, 0);
    return this.#received;
  }

  /** Waits for the end of the process. */
  async ended(ms: number): Promise<Deno.CommandStatus | undefined> {
    return await within(this.#child.status, ms);
  }

  /** The next payload; undefined when stdout was closed. @throws {Violation} R3, or `rule` when none comes in time */
  async payload(rule: RuleId, ms: number): Promise<Uint8Array | undefined> {
    const began = performance.now();
    while (true) {
      const payload = this.#cutPayload();
      if (payload) return payload;
      const left = began + ms - performance.now();
      const more = left > 0 ? await this.#receive(left, this.#received.length) : undefined;
      if (more === undefined) throw new Violation(rule, `Nothing came for ${ms} ms`);
      if (more) continue;
      if (this.#received.length > 0) throw new Violation("R3", "stdout ended inside a frame");
      return undefined;
    }
  }

  /** Sends a hello and gives the reply to it. @throws {Violation} R6 when there is none */
  async hello(changes: HelloChanges = {}, write = (bytes: Uint8Array) => this.bytes(bytes)): Promise<{
    readonly helloPayload: Uint8Array;
    readonly replyPayload: Uint8Array;
    readonly secret: Uint8Array;
    readonly reply: HelloReply;
  }> {
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const helloPayload = encode({ ...usualHello(secret), ...changes });
    await write(frame(helloPayload));
    const replyPayload = await this.payload("R6", this.#settings.startMs);
    if (!replyPayload) throw new Violation("R6", `There was no reply to hello${await this.#lastWords()}`);
    try {
      decode(replyPayload);
    } catch (error) {
      throw new Violation("R4", messageOf(error));
    }
    try {
      return { helloPayload, replyPayload, secret, reply: readReply(replyPayload) };
    } catch (error) {
      throw new Violation("R6", messageOf(error));
    }
  }

  /** Shakes hands: from here on requests can be made. @throws {Violation} R6, R7, R9 */
  async greet(
    changes: HelloChanges = {},
    write: (bytes: Uint8Array) => Promise<void> = (bytes) => this.bytes(bytes),
  ): Promise<this> {
    const { helloPayload, replyPayload, secret, reply } = await this.hello(changes, write);
    if (reply.type === "refusal") {
      throw new Violation("R6", `It refused a hello for version 1: ${reply.message}`);
    }
    const hello = { ...usualHello(secret), ...changes } as ReturnType<typeof usualHello>; // changes keep its shape
    try {
      this.limits = acceptWelcome(hello, reply);
    } catch (error) {
      throw new Violation("R7", messageOf(error));
    }
    const proof = await this.payload("R9", this.#settings.answerMs);
    if (!proof) throw new Violation("R9", `There was no proof${await this.#lastWords()}`);
    await checkProof(proof, secret, helloPayload, replyPayload).catch((error) => {
      throw new Violation("R9", messageOf(error));
    });
    this.welcome = reply;
    this.#maxFrameBytes = this.limits.maxFrameBytes;
    return this;
  }

  /** Makes a request without waiting for its answer. `extra` goes beside the fields of the message. */
  async ask(method: string, params: unknown = {}, extra: HelloChanges = {}): Promise<Asked> {
    const asked = this.expect(method);
    await this.send({ type: "request", id: asked.id, method, params, ...extra });
    return asked;
  }

  /** Reserves an id for a request that the check writes by itself. */
  expect(method: string): Asked {
    const id = ++this.#lastId;
    const { streamWindow } = this.limits;
    const asked = {
      id,
      method,
      items: [],
      frames: 0,
      credit: streamWindow,
      inputFrames: 0,
      inputCredited: 0,
    };
    this.#asked.set(id, asked);
    return asked;
  }

  /** Sends an items frame of a request's input. */
  async input(asked: Asked, items: readonly unknown[]): Promise<void> {
    asked.inputFrames++;
    await this.send({ type: "items", id: asked.id, items });
  }

  /** Gives the plugin credit for all the items frames that have come. */
  async giveCredit(asked: Asked): Promise<void> {
    const frames = this.limits.streamWindow - asked.credit;
    if (frames === 0 || asked.answer) return;
    asked.credit += frames;
    await this.send({ type: "credit", id: asked.id, frames });
  }

  /** Waits for the answer to a request. @throws {Violation} `rule` when none comes */
  async answerTo(
    asked: Asked,
    rule: RuleId,
    ms = this.#settings.answerMs,
  ): Promise<NonNullable<Asked["answer"]>> {
    await this.until(() => asked.answer !== undefined, rule, `"${asked.method}" was not answered`, ms);
    return asked.answer as NonNullable<Asked["answer"]>; // until() says so
  }

  /** Makes a request and waits for its answer. */
  async answer(method: string, params: unknown, rule: RuleId): Promise<NonNullable<Asked["answer"]>> {
    return await this.answerTo(await this.ask(method, params), rule);
  }

  /** Makes sure that the plugin still answers. */
  async ping(rule: RuleId): Promise<void> {
    const answer = await this.answer("ping", {}, rule);
    if (answer.type === "failure") throw new Violation(rule, `A ping failed: ${answer.error.message}`);
  }

  /** Takes messages until something has happened. @throws {Violation} `rule` when it does not in time */
  async until(
    done: () => boolean,
    rule: RuleId,
    otherwise: string,
    ms = this.#settings.answerMs,
  ): Promise<void> {
    const deadline = performance.now() + ms;
    while (!done()) {
      const left = deadline - performance.now();
      if (left <= 0) throw new Violation(rule, `${otherwise} within ${ms} ms`);
      let payload: Uint8Array | undefined;
      try {
        payload = await this.payload(rule, left);
      } catch (error) {
        if (error instanceof Violation && error.rule === rule) continue; // told with its own words above
        throw error;
      }
      if (!payload) throw new Violation(rule, `${otherwise}: the plugin ended${await this.#lastWords()}`);
      this.#take(payload);
    }
  }

  /** Takes what comes within some milliseconds. */
  async listen(ms: number): Promise<void> {
    const deadline = performance.now() + ms;
    while (performance.now() < deadline) {
      const payload = this.#cutPayload();
      if (payload) this.#take(payload);
      else if (!await this.#receive(deadline - performance.now(), this.#received.length)) return;
    }
  }

  /** Ends the process, if need be. */
  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // it has ended by itself
    }
    await this.#child.status;
    this.#room?.resolve();
    const ended = Promise.allSettled([this.#reader.cancel(), this.#writer.abort(), this.#stderrDone]);
    await within(ended, this.#settings.answerMs); // a descendant may hold the pipes open
  }

  #take(payload: Uint8Array): void {
    let value: unknown;
    try {
      value = decode(payload);
    } catch (error) {
      throw new Violation("R4", messageOf(error));
    }
    const message = fit(ENVELOPE as Schema<Envelope>, value, "A message", "R5");
    if (message.type === "log") {
      this.said.push(message.message);
      return;
    }
    if (message.type === "request" || message.type === "end" || message.type === "cancel") {
      throw new Violation("R5", `A plugin may not send "${message.type}"`);
    }
    const asked = this.#asked.get(message.id);
    if (!asked) {
      throw new Violation("R17", `"${message.type}" for request ${message.id}, which was never made`);
    }
    if (asked.answer) return judgeLate(message, asked);
    if (message.type === "progress") this.said.push(message.message);
    else if (message.type === "items") takeItems(message.items, asked, this.limits);
    else if (message.type === "credit") {
      asked.inputCredited += message.frames;
      if (asked.inputCredited <= asked.inputFrames) return;
      throw new Violation("R25", `Credit for ${asked.inputCredited} frames; ${asked.inputFrames} were sent`);
    } else {
      asked.answer = message;
      if (message.type === "failure") this.said.push(JSON.stringify(message.error, replaceBigints));
      else {
        const schema = methodNamed(asked.method)?.result;
        const rule = asked.method === "describe" ? "R11" : "R5";
        if (schema) fit(schema, message.result, `The result of ${asked.method}`, rule);
      }
    }
  }

  #cutPayload(): Uint8Array | undefined {
    if (this.#received.length < 4) return undefined;
    const length = new DataView(this.#received.buffer, this.#received.byteOffset).getUint32(0);
    if (length === 0 || length > this.#maxFrameBytes) {
      const text = new TextDecoder().decode(this.#received.subarray(0, 40));
      throw new Violation("R3", `A frame of ${length} bytes, beginning with ${JSON.stringify(text)}`);
    }
    if (this.#received.length < 4 + length) return undefined;
    const payload = this.#received.slice(4, 4 + length);
    this.#received = this.#received.slice(4 + length);
    this.#room?.resolve();
    return payload;
  }

  /** Waits for more bytes than are known: true when some came, false at the end, undefined when the time is over. */
  async #receive(ms: number, known: number): Promise<boolean | undefined> {
    const deadline = performance.now() + ms;
    while (this.#received.length <= known) {
      if (this.#hasEnded) return false;
      const left = deadline - performance.now();
      if (left <= 0) return undefined;
      await within(this.#news.promise, left);
    }
    return true;
  }

  /** A core reads at all times, and so does the probe: a plugin may block while it writes. Never rejects. */
  async #readStdout(): Promise<void> {
    try {
      for (let read = await this.#reader.read(); !read.done; read = await this.#reader.read()) {
        const joined = new Uint8Array(this.#received.length + read.value.length);
        joined.set(this.#received);
        joined.set(read.value, this.#received.length);
        this.#received = joined;
        this.#tellNews();
        if (joined.length < MAX_UNREAD_BYTES) continue;
        this.#room = Promise.withResolvers();
        await this.#room.promise;
      }
    } catch {
      // the pipe is gone, which is an end, too
    }
    this.#hasEnded = true;
    this.#tellNews();
  }

  #tellNews(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  async #keepStderr(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of this.#child.stderr) {
      this.#stderr = (this.#stderr + decoder.decode(chunk, { stream: true })).slice(-KEPT_STDERR);
    }
  }

  async #lastWords(): Promise<string> {
    const status = await within(this.#child.status, 500);
    if (status) await within(this.#stderrDone, 500);
    const words = this.#stderr.trim().slice(-300);
    return `${status ? ` (exit code ${status.code})` : ""}${words ? `, saying: ${words}` : ""}`;
  }
}

/** The hello that a check sends unless it says otherwise. */
function usualHello(secret: Uint8Array): {
  readonly type: "hello";
  readonly protocol: { readonly min: number; readonly max: number };
  readonly core: { readonly name: string; readonly version: string };
  readonly limits: Limits;
  readonly grants: { readonly net: []; readonly read: []; readonly write: [] };
  readonly secret: Uint8Array;
} {
  return {
    type: "hello",
    protocol: { min: 1, max: 1 },
    core: { name: "conformance kit", version: "1" },
    limits: DEFAULT_LIMITS,
    grants: { net: [], read: [], write: [] },
    secret,
  };
}

function judgeLate(message: Extract<Envelope, { id: number }>, asked: Asked): void {
  if (message.type === "credit") return; // it crossed the answer
  if (message.type === "response" || message.type === "failure") {
    throw new Violation("R16", `Request ${asked.id} ("${asked.method}") was answered twice`);
  }
  throw new Violation("R27", `"${message.type}" came after the answer to "${asked.method}"`);
}

function takeItems(items: readonly unknown[], asked: Asked, limits: Limits): void {
  const schema = methodNamed(asked.method)?.output;
  if (!schema) throw new Violation("R5", `"${asked.method}" has no output stream`);
  asked.items.push(...items.map((item) => fit(schema, item, `An item of ${asked.method}`, "R5")));
  asked.frames++;
  if (asked.credit-- > 0) return;
  throw new Violation(
    "R26",
    `More items frames came than the window of ${limits.streamWindow} and the credit allow`,
  );
}

function fit<T>(schema: Schema<T>, value: unknown, what: string, rule: RuleId): T {
  const { value: checked, issues } = check(schema, value, { unknownKeys: "drop", maxIssues: 1 });
  const issue = issues[0];
  if (!issue) return checked;
  const at = issue.path.length > 0 ? ` at ${issue.path.join(".")}` : "";
  throw new Violation(rule, `${what} does not fit its schema${at}: ${issue.message}`);
}

/** A promise's value, or undefined when the time is over first. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => timer = setTimeout(() => resolve(undefined), ms));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function replaceBigints(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
