// deno-lint-ignore-file camelcase -- the keys are the names of Python files
// What each plugin in plugins/ does wrong, shown on the bare program before the host is tried with it.
import { strict as assert } from "node:assert";
import { checkProof } from "../../protocol/handshake.ts";
import { BareProcess, delay, hear, type Heard, isRunning, messageOf } from "./bare_process.ts";

/** Shows the misdeed of a plugin; those that behave have none. */
export async function showMisdeed(name: string, path: string): Promise<void> {
  const judge = SPOKEN[name];
  if (judge) await judge(await hear(path));
  if (STUBBORN.includes(name)) await showStubbornness(path);
}

/** Those that neither the end of their input nor SIGTERM ends. */
const STUBBORN = ["immortal", "silent", "too_slow_to_stop"];

async function showStubbornness(path: string): Promise<void> {
  await using bare = new BareProcess(path);
  const stderr = bare.child.stderr.getReader();
  const ready = stderr.read().then(() => true, () => false);
  const timer = setTimeout(() => stderr.releaseLock(), 5_000);
  assert(await ready, "it says when it is ready");
  clearTimeout(timer);
  stderr.releaseLock();
  await bare.child.stdin.close();
  Deno.kill(bare.pid, "SIGTERM");
  await delay(200);
  assert(await isRunning(bare.pid), "it ignores SIGTERM and the end of its input");
}

const SPOKEN: Readonly<Record<string, (heard: Heard) => Promise<void> | void>> = {
  exits_at_once: ({ status, output }) => {
    assert.equal(status?.code, 7);
    assert.equal(output.length, 0);
  },
  garbage_first: ({ output }) => assert.match(textOf(output), /^Welcome to the wrong program/),
  huge_first: ({ rest }) => assert.equal(lengthOf(rest), 2 ** 31),
  too_old: ({ payloads: [reply] }) => {
    assert.deepEqual(messageOf(reply)?.["protocol"], { min: 0, max: 0 });
  },
  too_new: ({ payloads: [reply] }) => {
    assert.deepEqual(messageOf(reply)?.["protocol"], { min: 7, max: 9 });
  },
  lies_about_version: ({ payloads: [reply] }) => assert.equal(messageOf(reply)?.["version"], 99),
  malformed_welcome: ({ payloads: [reply] }) => assert.equal(messageOf(reply)?.["version"], "one"),
  wrong_proof: async (heard) => {
    await assert.rejects(proofOf(heard), { code: "protocol.proof" });
  },
  killed_in_request: ({ status, rest, stderr }) => {
    assert.equal(status?.signal, "SIGKILL");
    assert(lengthOf(rest) === 100 && rest.length < 104, "a frame is begun and not ended");
    assert.match(textOf(stderr), /out of memory/);
  },
  garbage_later: ({ payloads, rest }) => {
    assert.equal(payloads.length, 2, "after a proper greeting");
    assert.match(textOf(rest), /^debug: got a request/);
  },
  huge_later: ({ payloads, rest }) => {
    assert.equal(payloads.length, 2, "after a proper greeting");
    assert.equal(lengthOf(rest), 2 ** 31);
  },
  closes_output: ({ payloads, hasClosedOutput, status }) => {
    assert.equal(payloads.length, 2, "after a proper greeting");
    assert(hasClosedOutput && status === undefined, "it runs on");
  },
  closes_input: ({ payloads, hasClosedOutput, status }) => {
    assert.equal(payloads.length, 2, "the request is not answered");
    assert(!hasClosedOutput && status === undefined, "it runs on");
  },
  answers_twice: ({ payloads: [, , first, second] }) => {
    assert.equal(messageOf(first)?.["id"], 1);
    assert.deepEqual(messageOf(first), messageOf(second));
  },
  answers_wrongly: ({ payloads: [, , answer] }) =>
    assert.deepEqual(messageOf(answer)?.["result"], { name: 1 }),
  log_flood: ({ output, payloads }) => {
    assert(output.length > 20e6, `${output.length} bytes`);
    assert(
      payloads.slice(2, 100).every((payload) => messageOf(payload)?.["type"] === "log"),
      "and never an answer",
    );
  },
  item_flood: ({ payloads }) => {
    const items = payloads.slice(2, 22).filter((payload) => messageOf(payload)?.["type"] === "items");
    assert.equal(items.length, 20, "it was given credit for 8");
  },
  byte_flood: ({ output, payloads }) => {
    assert(output.length > 20e6, `${output.length} bytes`);
    assert.equal(messageOf(payloads[2]), undefined, "no message");
  },
  stderr_flood: ({ stderr }) => {
    assert(stderr.length > 20e6, `${stderr.length} bytes`);
    assert(textOf(stderr.subarray(0, 100)).includes("\u001b[31m"));
  },
};

function proofOf({ hello, helloPayload, payloads: [reply, proof] }: Heard): Promise<void> {
  assert(reply && proof);
  return checkProof(proof, hello.secret, helloPayload, reply);
}

function lengthOf(rest: Uint8Array): number {
  return new DataView(rest.buffer, rest.byteOffset, rest.length).getUint32(0);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
