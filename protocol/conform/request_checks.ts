// Checks of requests and their answers: rules R13 to R24 and R32.
import { encode } from "../codec.ts";
import { CAPABILITIES, type ConnectionBlock } from "../describe.ts";
import { frame } from "../frame.ts";
import type { CheckContext, Checks, Finding } from "./check.ts";
import { describe } from "./handshake_checks.ts";
import type { Asked, Probe } from "./probe.ts";
import { Violation } from "./rules.ts";

/** How long a cancelled request may take, in milliseconds. */
const CANCEL_MS = 2000;
const PASSWORD = "hunter2-conformance-secret";

export const REQUEST_CHECKS: Checks = {
  R13: anyPieces,
  R14: unknownFields,
  R15: anyInteger,
  R16: answeredOnce,
  R17: ({ start }) => ask(start, "ping"),
  R18: unknownMethod,
  R19: missingCapability,
  R20: badParameters,
  R21: manyInFlight,
  R22: cancelled,
  R23: idleCancel,
  R24: noConnection,
  R32: secrets,
};

/** Parameters that fit each optional method. */
const PARAMS: Readonly<Record<typeof CAPABILITIES[number], unknown>> = {
  inspect: {},
  plan: { seedData: false },
  split: {},
  apply: {},
  fixtures: {},
  generate: { schemas: [] },
};

/** Optional methods that work on a connection. */
const CONNECTED = ["inspect", "plan", "apply", "generate"] as const;

async function anyPieces({ start }: CheckContext): Promise<Finding> {
  await using probe = start();
  const drip = async (bytes: Uint8Array) => {
    for (const cut of [1, 3, 4, 5, 40]) {
      await probe.bytes(bytes.subarray(0, cut));
      bytes = bytes.subarray(cut);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await probe.bytes(bytes);
  };
  try {
    await probe.greet({}, drip);
  } catch (error) {
    throw inPieces(error);
  }
  const single = probe.expect("ping");
  for (const byte of frame(encode({ type: "request", id: single.id, method: "ping", params: {} }))) {
    await probe.bytes(new Uint8Array([byte]));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await probe.answerTo(single, "R13");
  const many = Array.from({ length: 20 }, () => probe.expect("ping"));
  const frames = many.map(({ id }) => frame(encode({ type: "request", id, method: "ping", params: {} })));
  await probe.bytes(new Uint8Array(frames.flatMap((bytes) => [...bytes])));
  for (const asked of many) await probe.answerTo(asked, "R13");
  return { seen: "a hello in pieces, a ping byte by byte, 20 pings at once" };
}

/** A plugin that has no reply to a hello in pieces has one to a whole one: other checks look at that. */
function inPieces(error: unknown): unknown {
  return error instanceof Violation && error.rule === "R6" ? new Violation("R13", error.message) : error;
}

async function unknownFields({ start }: CheckContext): Promise<Finding> {
  await using probe = start();
  try {
    await probe.greet({ _extension: { deep: [1] }, later: "a newer core may say more" });
  } catch (error) {
    throw error instanceof Violation && error.rule === "R6" ? new Violation("R14", error.message) : error;
  }
  const asked = await probe.ask("ping", { _extension: 1, later: [] }, { _extension: true, later: null });
  const answer = await probe.answerTo(asked, "R14");
  if (answer.type === "failure") {
    throw new Violation("R14", `A ping with more fields failed: ${answer.error.message}`);
  }
  return { seen: "unknown fields in hello, message and parameters" };
}

async function anyInteger({ start }: CheckContext): Promise<Finding> {
  await using probe = start();
  await probe.greet();
  for (const [marker, width] of [[0xcc, 1], [0xcd, 2], [0xce, 4], [0xcf, 8], [0xd0, 1], [0xd3, 8]] as const) {
    const asked = probe.expect("ping");
    const rest = encode({ type: "request", method: "ping", params: {} });
    const id = new Uint8Array(4 + width);
    id.set([0xa2, 0x69, 0x64, marker]); // the key "id"
    id[id.length - 1] = asked.id;
    await probe.bytes(frame(new Uint8Array([0x84, ...rest.subarray(1), ...id])));
    const answer = await probe.answerTo(asked, "R15");
    if (answer.type === "failure") throw new Violation("R15", answer.error.message);
  }
  return { seen: "ids of 8 to 64 bits, with and without sign" };
}

async function ask(start: CheckContext["start"], method: string): Promise<Finding> {
  await using probe = start();
  await probe.greet();
  await probe.answer(method, {}, "R16");
  return { seen: "ids matched" };
}

async function answeredOnce({ start, quietMs }: CheckContext): Promise<Finding> {
  await using probe = start();
  await probe.greet();
  for (const method of ["ping", "initialize", "describe", "no-such-method"]) {
    await probe.answer(method, {}, "R16");
  }
  await probe.listen(quietMs);
  return { seen: "four requests, four answers" };
}

async function unknownMethod({ start }: CheckContext): Promise<Finding> {
  await using probe = start();
  await probe.greet();
  for (const method of ["no-such-method", "constructor", "_private"]) {
    const answer = await probe.answer(method, {}, "R18");
    if (answer.type === "response") throw new Violation("R18", `It has a method "${method}"`);
    if (answer.error.code !== "protocol.method") {
      throw new Violation("R18", `The code is ${answer.error.code}`);
    }
  }
  await probe.ping("R18");
  return { seen: "protocol.method, and it lives on" };
}

async function missingCapability({ start }: CheckContext): Promise<Finding> {
  await using probe = start();
  await probe.greet();
  const missing = CAPABILITIES.filter((capability) => !probe.welcome?.capabilities.includes(capability));
  for (const method of missing) {
    const answer = await probe.answer(method, PARAMS[method], "R19");
    if (answer.type === "response") {
      throw new Violation("R19", `"${method}" is no capability, yet it answered`);
    }
    if (answer.error.code !== "protocol.method") {
      throw new Violation("R19", `"${method}" is no capability; the code is ${answer.error.code}`);
    }
  }
  return missing.length > 0 ? { seen: missing.join(", ") } : { skipped: "It has every capability" };
}

async function badParameters({ start }: CheckContext): Promise<Finding> {
  await using probe = start();
  await probe.greet();
  for (const [method, params] of [["connect", { engine: 5 }], ["validate", []], ["connect", null]] as const) {
    const answer = await probe.answer(method, params, "R20");
    if (answer.type === "response") throw new Violation("R20", `"${method}" took wrong parameters`);
  }
  await probe.ping("R20");
  return { seen: "three refused, and it lives on" };
}

async function manyInFlight({ start }: CheckContext): Promise<Finding> {
  await using probe = start();
  await probe.greet();
  const many = Array.from({ length: probe.limits.maxInFlight }, () => probe.expect("ping"));
  const frames = many.map(({ id }) => frame(encode({ type: "request", id, method: "ping", params: {} })));
  await probe.bytes(new Uint8Array(frames.flatMap((bytes) => [...bytes])));
  for (const asked of many) {
    const answer = await probe.answerTo(asked, "R21");
    if (answer.type === "failure") throw new Violation("R21", `A ping failed: ${answer.error.message}`);
  }
  return { seen: `${many.length} pings` };
}

async function cancelled({ start }: CheckContext): Promise<Finding> {
  await using probe = start();
  await probe.greet();
  const canWait = probe.welcome?.capabilities.includes("split") === true;
  // Without a method that waits for input the answer may cross the cancel, which is right, too.
  const asked: Asked = canWait ? await probe.ask("split", {}, { input: true }) : await probe.ask("describe");
  await probe.send({ type: "cancel", id: asked.id });
  await probe.answerTo(asked, "R22", CANCEL_MS);
  await probe.ping("R22");
  return { seen: canWait ? "a split that waits for input" : "describe" };
}

async function idleCancel({ start }: CheckContext): Promise<Finding> {
  await using probe = start();
  await probe.greet();
  const asked = await probe.ask("ping");
  await probe.answerTo(asked, "R16");
  for (const id of [asked.id, 999_999]) await probe.send({ type: "cancel", id });
  await probe.ping("R23");
  return { seen: "one answered, one unknown" };
}

async function noConnection({ start }: CheckContext): Promise<Finding> {
  await using probe = start();
  await probe.greet();
  const methods = CONNECTED.filter((method) => probe.welcome?.capabilities.includes(method));
  for (const method of methods) {
    const answer = await probe.answer(method, PARAMS[method], "R24");
    const found = answer.type === "response" ? "a result" : answer.error.code;
    if (found !== "plugin.closed") {
      throw new Violation("R24", `"${method}" without a connection gave ${found}`);
    }
  }
  return methods.length > 0
    ? { seen: methods.join(", ") }
    : { skipped: "No method of its needs a connection" };
}

async function secrets({ start, quietMs }: CheckContext): Promise<Finding> {
  await using probe = start();
  await probe.greet();
  const { connection, engines } = await describe(probe, "R11");
  const uri = secretUri(connection);
  if (!uri) return { skipped: "None of its URI grammars has a password" };
  const params = {
    engine: engines[0]?.name,
    uri,
    options: {},
    resolved: {
      endpoints: [{ host: "localhost", address: "127.0.0.1", port: 1 }],
      files: {},
      pem: {},
    },
    lockTimeoutMs: 1000,
  };
  await probe.answer("initialize", {}, "R16");
  for (const method of ["validate", "connect"]) await probe.ask(method, params);
  await probe.listen(quietMs * 4);
  judgeSecrets(probe);
  await probe.closeStdin();
  await probe.ended(quietMs * 4);
  judgeSecrets(probe);
  return { seen: "a password in the URI of validate and connect" };
}

function judgeSecrets(probe: Probe): void {
  const where = probe.stderr.includes(PASSWORD)
    ? "stderr"
    : probe.said.some((text) => text.includes(PASSWORD))
    ? "a log or an error"
    : undefined;
  if (where) throw new Violation("R32", `The password of the URI came out on ${where}`);
}

function secretUri({ uri }: ConnectionBlock): string | undefined {
  for (const { grammar, schemes } of uri) {
    if (grammar === "url") return `${schemes?.[0] ?? "db"}://kit:${PASSWORD}@127.0.0.1:1/kit`;
    if (grammar === "go-dsn") return `kit:${PASSWORD}@tcp(127.0.0.1:1)/kit`;
    if (grammar === "keywords") return `host=127.0.0.1 port=1 user=kit password=${PASSWORD} dbname=kit`;
  }
  return undefined;
}
