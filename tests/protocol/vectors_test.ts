// The frozen vectors: this code agrees with them, and a real plugin process says again what the transcripts say.
import assert from "node:assert/strict";
import { decode, encode } from "../../protocol/codec.ts";
import { ProtocolError } from "../../protocol/errors.ts";
import { FrameReader } from "../../protocol/frame.ts";
import { checkProof, makeProof, makeWelcome, readHello, readReply } from "../../protocol/handshake.ts";
import { DEFAULT_LIMITS } from "../../protocol/messages.ts";
import { fromHex, toHex, toJson } from "./hex.ts";
import { ROOT } from "./start_plugin.ts";
import { fixedHello, type Line, play, type Step } from "./transcript.ts";

const FOLDER = `${ROOT}/protocol/spec/vectors`;

/** The content of a vector file: its shape is this test's to know. */
// deno-lint-ignore no-explicit-any -- each test reads fields that it then asserts about
function vectors(name: string): any {
  return JSON.parse(Deno.readTextFileSync(`${FOLDER}/${name}.json`));
}

async function payloadsOf(hex: string, limit: number): Promise<string[]> {
  const bytes = fromHex(hex);
  const reader = new FrameReader(ReadableStream.from(bytes.length > 0 ? [bytes] : []), limit);
  const payloads: string[] = [];
  for (let payload = await reader.next(); payload; payload = await reader.next()) {
    payloads.push(toHex(payload));
  }
  return payloads;
}

Deno.test("FrameReader agrees with the vectors", async () => {
  const { accept, refuse } = vectors("frames");
  assert.ok(accept.length >= 3 && refuse.length >= 5);
  for (const { name, bytes, payloads } of accept) {
    assert.deepEqual(await payloadsOf(bytes, 65_536), payloads, name);
  }
  for (const { name, bytes, limit } of refuse) {
    await assert.rejects(() => payloadsOf(bytes, limit), ProtocolError, name);
  }
});

Deno.test("decode() agrees with the vectors", () => {
  const { accept, refuse } = vectors("codec");
  assert.ok(accept.length >= 50 && refuse.length >= 25);
  for (const { bytes, value } of accept) assert.deepEqual(toJson(decode(fromHex(bytes))), value, bytes);
  for (const { name, bytes } of refuse) assert.throws(() => decode(fromHex(bytes)), ProtocolError, name);
});

Deno.test("the handshake agrees with the vectors", async () => {
  const vector = vectors("handshake");
  const hello = fromHex(vector.helloPayload);
  const welcome = fromHex(vector.welcomePayload);
  assert.equal(toHex(fixedHello({ min: 1, max: 1 })), vector.helloPayload);
  const read = readHello(hello);
  assert.equal(toHex(read.secret), vector.secret);
  const reply = readReply(welcome);
  assert.ok(reply.type === "welcome");
  const { plugin, engines, capabilities } = reply;
  assert.equal(toHex(makeWelcome(read, { plugin, engines, capabilities })), vector.welcomePayload);
  assert.equal(toHex(await makeProof(read.secret, hello, welcome)), vector.proofPayload);
  await checkProof(fromHex(vector.proofPayload), fromHex(vector.secret), hello, welcome);
  const key = await crypto.subtle.importKey(
    "raw",
    fromHex(vector.secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  assert.equal(
    toHex(new Uint8Array(await crypto.subtle.sign("HMAC", key, fromHex(vector.signedMessage)))),
    vector.hmac,
  );
});

const TRANSCRIPTS = ["cancel", "describe", "failures", "refusal", "split"];

function transcript(name: string): Line[] {
  const text = Deno.readTextFileSync(`${FOLDER}/transcript-${name}.jsonl`);
  return text.trimEnd().split("\n").map((line) => JSON.parse(line));
}

Deno.test("each transcript decodes to its comments and keeps to the frame limit", () => {
  for (const name of TRANSCRIPTS) {
    for (const { hex, comment } of transcript(name)) {
      const bytes = fromHex(hex);
      assert.equal(new DataView(bytes.buffer).getUint32(0), bytes.length - 4);
      assert.ok(bytes.length - 4 <= DEFAULT_LIMITS.maxFrameBytes);
      assert.deepEqual(toJson(decode(bytes.subarray(4))), comment);
      assert.deepEqual(decode(encode(decode(bytes.subarray(4)))), decode(bytes.subarray(4)));
    }
  }
});

/** What is compared of a frame: all but words for people. */
function essence({ direction, comment }: Line): string {
  return direction + JSON.stringify(comment, (key, value) => key === "message" ? "..." : value);
}

/** Lines in blocks between two changes of direction; the order within a block of replies is the plugin's own. */
function blocks(lines: readonly Line[]): string[][] {
  const found: string[][] = [];
  let last: string | undefined;
  for (const line of lines) {
    if (line.direction !== last) found.push([]);
    last = line.direction;
    found.at(-1)?.push(essence(line));
  }
  return found.map((block) => block.toSorted());
}

Deno.test("the toy plugin says again what each transcript says", async () => {
  for (const name of TRANSCRIPTS) {
    const lines = transcript(name);
    const steps: { frames: Uint8Array<ArrayBuffer>[]; replies: number }[] = [];
    for (const { direction, hex } of lines) {
      if (direction === ">") steps.push({ frames: [fromHex(hex)], replies: 0 });
      else (steps.at(-1) as { replies: number }).replies++; // the first line is the core's
    }
    const said = await play(steps satisfies Step[]);
    assert.deepEqual(blocks(said.lines), blocks(lines), name);
    assert.equal(said.code, 0, name);
  }
});
