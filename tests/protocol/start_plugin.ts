// Starts a plugin process for tests of the protocol and talks to it through a Client. Not the host of the core:
// no sandbox, no discovery, no deadlines of its own.
import { Client, type ClientEvents } from "../../protocol/client.ts";
import { PluginError } from "../../protocol/errors.ts";
import { FrameReader, FrameWriter } from "../../protocol/frame.ts";
import { acceptWelcome, checkProof, makeHello, readReply } from "../../protocol/handshake.ts";
import { HANDSHAKE_FRAME_BYTES, type Welcome } from "../../protocol/messages.ts";

/** The root of the tree, without a final slash. */
export const ROOT = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");

/** The command that starts the toy plugin from source. */
export const TOY: readonly string[] = [
  Deno.execPath(),
  "run",
  "--no-prompt",
  "--ignore-env",
  "--quiet",
  "--unstable-worker-options",
  `--allow-read=${ROOT}`,
  `${ROOT}/tests/plugins/toy/main.ts`,
];

/** A plugin process after its handshake. */
export interface StartedPlugin {
  readonly client: Client;
  readonly welcome: Welcome;
  /** What ended the conversation, once something has. */
  readonly fatal: Promise<Error>;
  readonly status: Promise<Deno.CommandStatus>;
  readonly stderr: Promise<string>;
  readonly logs: string[];
  /** Closes the process's stdin and waits for its end. */
  end(): Promise<Deno.CommandStatus>;
}

/** Starts a plugin, shakes hands and reads its frames until it ends. */
export async function startPlugin(command: readonly string[] = TOY): Promise<StartedPlugin> {
  const [program = "", ...args] = command;
  const child = new Deno.Command(program, {
    args: [...args, "shp"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    clearEnv: true,
  }).spawn();
  const reader = new FrameReader(child.stdout, HANDSHAKE_FRAME_BYTES);
  const writer = new FrameWriter(child.stdin, HANDSHAKE_FRAME_BYTES);
  const stderr = new Response(child.stderr).text();
  const grants = { net: [], read: [], write: [] };
  const { payload, hello } = makeHello({ name: "test", version: "0.0.0" }, grants);
  await writer.write(payload);
  const reply = await reader.next();
  if (!reply) throw new Error(`No reply to hello: ${await stderr}`);
  const welcome = readReply(reply);
  if (welcome.type === "refusal") throw new Error(welcome.message);
  const proof = await reader.next();
  if (!proof) throw new Error(`No proof: ${await stderr}`);
  await checkProof(proof, hello.secret, payload, reply);
  const limits = acceptWelcome(hello, welcome);
  reader.maxFrameBytes = limits.maxFrameBytes;
  writer.maxFrameBytes = limits.maxFrameBytes;
  const fatal = Promise.withResolvers<Error>();
  const logs: string[] = [];
  const events: ClientEvents = {
    fatal: fatal.resolve,
    log: (level, message) => logs.push(`${level} ${message}`),
  };
  const client = new Client({ limits, send: (payload) => writer.write(payload) }, events);
  const reading = readFrames(reader, client);
  return {
    client,
    welcome,
    fatal: fatal.promise,
    status: child.status,
    stderr,
    logs,
    async end() {
      await writer.close();
      const status = await child.status;
      await reading;
      await stderr;
      return status;
    },
  };
}

async function readFrames(reader: FrameReader, client: Client): Promise<void> {
  try {
    for (let payload = await reader.next(); payload; payload = await reader.next()) client.receive(payload);
    client.fail(new PluginError("plugin.crashed", "The process ended"));
  } catch (error) {
    client.fail(error as Error); // FrameReader throws ProtocolError, the pipe an Error
  }
}
