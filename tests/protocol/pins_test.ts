// Pins: what plugins in other languages depend on, as literals that are written here and not imported. A change that
// fails one of these breaks plugins in the field; it needs a new protocol version, not a new literal.
import assert from "node:assert/strict";
import { RULES } from "../../protocol/conform/mod.ts";
import { CAPABILITIES } from "../../protocol/describe.ts";
import { ERROR_CODES } from "../../protocol/errors.ts";
import { FRAME_HEADER_BYTES } from "../../protocol/frame.ts";
import {
  DEFAULT_LIMITS,
  EXIT_NOT_A_TERMINAL_PROGRAM,
  HANDSHAKE_FRAME_BYTES,
  PROTOCOL_VERSIONS,
  START_ARGUMENT,
} from "../../protocol/messages.ts";
import { METHODS } from "../../protocol/methods.ts";
import { MAX_DEPTH } from "../../protocol/schema.ts";
import { CANCEL_GRACE_MS } from "../../protocol/client.ts";
import { makeProof } from "../../protocol/handshake.ts";
import { fromHex, toHex } from "./hex.ts";
import { ROOT } from "./start_plugin.ts";

Deno.test("the numbers and words of the wire are pinned", () => {
  assert.deepEqual({ ...PROTOCOL_VERSIONS }, { min: 1, max: 1 });
  assert.equal(START_ARGUMENT, "shp");
  assert.equal(EXIT_NOT_A_TERMINAL_PROGRAM, 64);
  assert.equal(FRAME_HEADER_BYTES, 4);
  assert.equal(HANDSHAKE_FRAME_BYTES, 65_536);
  assert.deepEqual({ ...DEFAULT_LIMITS }, { maxFrameBytes: 16_777_216, maxInFlight: 64, streamWindow: 8 });
  assert.equal(MAX_DEPTH, 64);
  assert.equal(CANCEL_GRACE_MS, 2000);
  assert.deepEqual([...CAPABILITIES], ["inspect", "plan", "split", "apply", "fixtures", "generate"]);
  assert.deepEqual(Object.keys(METHODS), [
    "describe",
    "initialize",
    "validate",
    "connect",
    "inspect",
    "plan",
    "split",
    "apply",
    "fixtures",
    "generate",
    "ping",
    "close",
    "shutdown",
  ]);
  assert.equal(Object.keys(RULES).join(), Array.from({ length: 34 }, (_, index) => `R${index + 1}`).join());
});

Deno.test("the error codes are pinned", () => {
  assert.deepEqual(Object.keys(ERROR_CODES), [
    "protocol.frame",
    "protocol.codec",
    "protocol.message",
    "protocol.version",
    "protocol.proof",
    "protocol.method",
    "protocol.limit",
    "plugin.crashed",
    "plugin.internal",
    "plugin.closed",
    "cancelled",
    "timeout",
    "spec.invalid",
    "spec.unsupported",
    "connection.invalid",
    "connection.failed",
    "connection.denied",
    "connection.peers",
    "connection.authentication",
    "database.error",
    "database.locked",
    "database.changed",
  ]);
});

Deno.test("the proof is pinned", async () => {
  const secret = fromHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  const proof = await makeProof(
    secret,
    fromHex("81a474797065a568656c6c6f"),
    fromHex("81a474797065a777656c636f6d65"),
  );
  assert.equal(
    toHex(proof),
    "82a474797065a570726f6f66a4686d6163c4209f653c576500789b045619cdc8b6c6cfc81c09e139ac9e9118f0fa9d2558cbd2",
  );
});

/** SHA-256 of each vector file. Vectors are added in new files; these never change. */
const DIGESTS: Readonly<Record<string, string>> = {
  "codec.json": "267c3a285fcefd5e8f3dd2019fbdf5ee315008c557c41718e6c4da96a22b93be",
  "frames.json": "405f6a7b3d9f5eb59136b8458a81f693a1d07f264cb18f4a97e2a574aaf54a50",
  "handshake.json": "58c11c6019ba5384111f4bc514b6344d43422c74aefb53258ad3aae3f7576046",
  "transcript-cancel.jsonl": "4c0001196be4070d6bc8e8c002e30a46200f858f37d4e81d32b16b8f2567769f",
  "transcript-describe.jsonl": "60fbde6a903438a9510064e4a4ce6f01b3fa4fd86d1c15e977297ad11b9f3416",
  "transcript-failures.jsonl": "a4d78f3c2756b68e1efc2ebfa82464d873fd66dcc2d783943049f3c9de5309d6",
  "transcript-refusal.jsonl": "a59372cda3566bfaf996cbb133851e724bf7fea077cf52654cb890bf67a17224",
  "transcript-split.jsonl": "cf18cda4eb56a399efd6346c98a2cfc02ca3e6275582bf4f0cb5fb5aa7b43854",
};

Deno.test("the vector files are frozen", async () => {
  for (const [name, digest] of Object.entries(DIGESTS)) {
    const bytes = await Deno.readFile(`${ROOT}/protocol/spec/vectors/${name}`);
    assert.equal(toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))), digest, name);
  }
  const files: string[] = [];
  for await (const { name } of Deno.readDir(`${ROOT}/protocol/spec/vectors`)) files.push(name);
  assert.deepEqual(files.sort(), Object.keys(DIGESTS).sort());
});
