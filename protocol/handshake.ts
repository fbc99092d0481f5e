// The frozen handshake of shp/1, both sides: hello, welcome or refusal, proof.
// The proof binds both sides to this start, these versions, limits and grants. It does not say who the plugin is:
// the digest of its file does.
import { decode, encode } from "./codec.ts";
import { ProtocolError } from "./errors.ts";
import {
  DEFAULT_LIMITS,
  type Grants,
  HELLO,
  type Hello,
  HELLO_REPLY,
  type HelloReply,
  type Limits,
  PROOF,
  PROTOCOL_VERSIONS,
  type Welcome,
} from "./messages.ts";
import { check, type Schema } from "./schema.ts";

/** Text that begins the message of the proof, so that the key signs nothing else. */
const PROOF_CONTEXT = new TextEncoder().encode("shp/1 handshake\0");

/** What a plugin says of itself in its welcome. */
export type Identity = Pick<Welcome, "plugin" | "engines" | "capabilities">;

/** Checks a decoded message against its schema, dropping what a newer peer may have added. */
export function accept<T>(schema: Schema<T>, value: unknown, what: string): T {
  const { value: checked, issues } = check(schema, value, { unknownKeys: "drop", maxIssues: 1 });
  const issue = issues[0];
  if (issue) {
    const at = issue.path.length > 0 ? ` at ${issue.path.join(".")}` : "";
    throw new ProtocolError("protocol.message", `${what} does not fit its schema${at}: ${issue.message}`);
  }
  return checked;
}

/** The core's first frame payload, and the secret in it. */
export function makeHello(
  core: { readonly name: string; readonly version: string },
  grants: Grants,
  limits: Limits = DEFAULT_LIMITS,
  protocol: { readonly min: number; readonly max: number } = PROTOCOL_VERSIONS,
): { readonly payload: Uint8Array<ArrayBuffer>; readonly hello: Hello } {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const hello: Hello = { type: "hello", protocol, core, limits, grants, secret };
  return { payload: encode(hello), hello };
}

/** Reads the core's first frame. @throws {ProtocolError} */
export function readHello(payload: Uint8Array): Hello {
  return accept(HELLO, decode(payload), "The hello");
}

/** Reads the plugin's first frame. @throws {ProtocolError} */
export function readReply(payload: Uint8Array): HelloReply {
  return accept(HELLO_REPLY, decode(payload), "The reply to hello");
}

/** The highest version in both ranges, or undefined. */
export function commonVersion(
  ours: { readonly min: number; readonly max: number },
  theirs: { readonly min: number; readonly max: number },
): number | undefined {
  const highest = Math.min(ours.max, theirs.max);
  return highest >= Math.max(ours.min, theirs.min) ? highest : undefined;
}

/**
 * Checks a welcome against the hello that it answers, and gives the limits that both sides keep from now on.
 * @throws {ProtocolError} protocol.version when the plugin chose a version that was not offered
 */
export function acceptWelcome(hello: Hello, welcome: Welcome): Limits {
  const { min, max } = hello.protocol;
  if (welcome.version < min || welcome.version > max) {
    throw new ProtocolError(
      "protocol.version",
      `The plugin chose protocol ${welcome.version}; it was offered ${min} to ${max}`,
    );
  }
  return commonLimits(hello.limits, welcome.limits);
}

/** The smaller of each limit. */
export function commonLimits(a: Limits, b: Limits): Limits {
  return {
    maxFrameBytes: Math.min(a.maxFrameBytes, b.maxFrameBytes),
    maxInFlight: Math.min(a.maxInFlight, b.maxInFlight),
    streamWindow: Math.min(a.streamWindow, b.streamWindow),
  };
}

/** The plugin's answer when the versions do not meet; undefined when they do. */
export function refusalOf(hello: Hello): Uint8Array<ArrayBuffer> | undefined {
  if (commonVersion(PROTOCOL_VERSIONS, hello.protocol) !== undefined) return undefined;
  const { min, max } = PROTOCOL_VERSIONS;
  const message =
    `This plugin speaks protocol ${min} to ${max}, the core ${hello.protocol.min} to ${hello.protocol.max}`;
  return encode({ type: "refusal", protocol: PROTOCOL_VERSIONS, message } satisfies HelloReply);
}

/** The plugin's welcome. @throws {ProtocolError} protocol.version when the versions do not meet */
export function makeWelcome(hello: Hello, identity: Identity): Uint8Array<ArrayBuffer> {
  const version = commonVersion(PROTOCOL_VERSIONS, hello.protocol);
  if (version === undefined) throw new ProtocolError("protocol.version", "The versions do not meet");
  const limits = commonLimits(hello.limits, DEFAULT_LIMITS);
  return encode({ type: "welcome", version, limits, ...identity } satisfies HelloReply);
}

/** The plugin's second frame. */
export async function makeProof(
  secret: Uint8Array,
  helloPayload: Uint8Array,
  replyPayload: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await importKey(secret, "sign");
  const hmac = new Uint8Array(
    await crypto.subtle.sign("HMAC", key, proofMessage(helloPayload, replyPayload)),
  );
  return encode({ type: "proof", hmac });
}

/** Checks the plugin's second frame, in constant time. @throws {ProtocolError} protocol.proof */
export async function checkProof(
  proofPayload: Uint8Array,
  secret: Uint8Array,
  helloPayload: Uint8Array,
  replyPayload: Uint8Array,
): Promise<void> {
  const { hmac } = accept(PROOF, decode(proofPayload), "The proof");
  const key = await importKey(secret, "verify");
  const valid = await crypto.subtle.verify(
    "HMAC",
    key,
    new Uint8Array(hmac),
    proofMessage(helloPayload, replyPayload),
  );
  if (!valid) throw new ProtocolError("protocol.proof", "The proof of the handshake does not match");
}

function importKey(secret: Uint8Array, use: "sign" | "verify"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", new Uint8Array(secret), { name: "HMAC", hash: "SHA-256" }, false, [
    use,
  ]);
}

/** Context, then u32 length and bytes of each payload exactly as it crossed the pipe. */
function proofMessage(helloPayload: Uint8Array, replyPayload: Uint8Array): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(PROOF_CONTEXT.length + 8 + helloPayload.length + replyPayload.length);
  const view = new DataView(message.buffer);
  message.set(PROOF_CONTEXT, 0);
  let offset = PROOF_CONTEXT.length;
  for (const payload of [helloPayload, replyPayload]) {
    view.setUint32(offset, payload.length);
    message.set(payload, offset + 4);
    offset += 4 + payload.length;
  }
  return message;
}
