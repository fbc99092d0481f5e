// The core's side of the handshake: hello, welcome, proof. Throws the errors that people see.
import { ProtocolError } from "../../protocol/errors.ts";
import { type FrameReader, FrameWriter } from "../../protocol/frame.ts";
import { acceptWelcome, checkProof, makeHello, makeProof, readReply } from "../../protocol/handshake.ts";
import {
  type Grants,
  HANDSHAKE_FRAME_BYTES,
  type Hello,
  type Limits,
  type Welcome,
} from "../../protocol/messages.ts";
import { SchemaHeroError } from "../errors.ts";
import { VERSION } from "../version.ts";
import { badGreeting, endedEarly, type ProcessFacts, versionsDoNotMeet } from "./failure.ts";
import { printable } from "./stderr_tail.ts";

/** How long a process whose output has ended may take to end as well, in milliseconds. */
export const EXIT_GRACE_MS = 500;

/** True for a frame that was begun and not ended: what a process leaves that was killed. */
export function isCutShort(error: ProtocolError): boolean {
  return error.message.startsWith("The stream ended"); // frame.ts has one code for all that is wrong with frames
}

/** What the two sides agreed on. */
export interface Greeting {
  readonly welcome: Welcome;
  readonly limits: Limits;
}

/** A hello that is on its way to a process. */
export interface Said {
  /** The pipe to the process, whose owner closes it. */
  readonly writer: FrameWriter;
  readonly payload: Uint8Array;
  readonly hello: Hello;
  /** Settles when the hello is in the pipe, or the process is gone. */
  readonly sent: Promise<void>;
}

/**
 * Says hello to a process that was just started: from then on it boots by itself, within these grants.
 * @throws {SchemaHeroError} connection.invalid when the grants are too many for one frame
 */
export function sayHello(stdin: WritableStream<Uint8Array>, grants: Grants): Said {
  const { payload, hello } = makeHello({ name: "schemahero", version: VERSION }, grants);
  if (payload.length > HANDSHAKE_FRAME_BYTES) {
    throw new SchemaHeroError("connection.invalid", "The connection names too many hosts and files");
  }
  const writer = new FrameWriter(stdin, HANDSHAKE_FRAME_BYTES);
  // A write that fails means that the process is gone, which reading will tell with its reason.
  const sent = writer.write(payload).catch(() => {});
  makeProof(hello.secret, payload, payload); // thrown away: the first HMAC takes 2 ms, and now nothing waits for it
  return { writer, payload, hello, sent };
}

/**
 * Hears what a process answers to the hello, and checks it.
 * @param facts waits so long for the process to end by itself, ends it, and says what is known of it then
 * @throws {SchemaHeroError} plugin.wrong-interface, plugin.crashed, plugin.handshake-failed, plugin.proof,
 *   plugin.too-old, plugin.too-new
 */
export async function hearWelcome(
  reader: FrameReader,
  { payload, hello }: Said,
  facts: (graceMs: number) => Promise<ProcessFacts>,
): Promise<Greeting> {
  try {
    const replyPayload = await reader.next();
    if (!replyPayload) throw endedEarly(await facts(EXIT_GRACE_MS));
    const welcome = await readWelcome(replyPayload, facts);
    const limits = acceptWelcome(hello, welcome);
    const proofPayload = await reader.next();
    if (!proofPayload) throw endedEarly(await facts(EXIT_GRACE_MS));
    await checkProof(proofPayload, hello.secret, payload, replyPayload);
    return { welcome, limits };
  } catch (error) {
    if (error instanceof SchemaHeroError) throw error;
    const hasEnded = error instanceof ProtocolError && isCutShort(error);
    throw badGreeting(await facts(hasEnded ? EXIT_GRACE_MS : 0), error);
  }
}

async function readWelcome(
  payload: Uint8Array,
  facts: (graceMs: number) => Promise<ProcessFacts>,
): Promise<Welcome> {
  const reply = readReply(payload);
  if (reply.type === "refusal") throw versionsDoNotMeet(await facts(EXIT_GRACE_MS), reply.protocol);
  return {
    ...reply,
    plugin: { name: printable(reply.plugin.name), version: printable(reply.plugin.version) },
  };
}
