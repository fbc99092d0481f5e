// Checks of the limits and of the end of a process: rules R28 to R31, R33 and R34.
import { encode } from "../codec.ts";
import { frame } from "../frame.ts";
import type { CheckContext, Checks, Finding } from "./check.ts";
import { mustEnd } from "./handshake_checks.ts";
import { type RuleId, Violation } from "./rules.ts";

const LIMIT = 1 << 20;
const SMALLER = { limits: { maxFrameBytes: LIMIT, maxInFlight: 64, streamWindow: 8 } };
/** How long a plugin may take from `shutdown` to its end, in milliseconds. */
const SHUTDOWN_MS = 2000;

export const END_CHECKS: Checks = {
  R28: largestFrame,
  R29: tooLargeFrame,
  R30: (context) =>
    endsAfter(context, "R30", [
      ["a byte that begins nothing", new Uint8Array([0xc1])],
      ["a list that is cut short", new Uint8Array([0x91])],
      ["a length beyond the payload", new Uint8Array([0xdd, 0xff, 0xff, 0xff, 0xff])],
    ]),
  R31: (context) => endsAfter(context, "R31", beyondTheRules()),
  R33: endOfInput,
  R34: shutdown,
};

async function largestFrame({ start }: CheckContext): Promise<Finding> {
  await using probe = start();
  await probe.greet(SMALLER);
  const limit = probe.limits.maxFrameBytes;
  const asked = probe.expect("ping");
  const message = (padding: number) =>
    encode({ type: "request", id: asked.id, method: "ping", params: {}, _padding: new Uint8Array(padding) });
  const payload = message(limit - message(70_000).length + 70_000);
  await probe.bytes(frame(payload));
  const answer = await probe.answerTo(asked, "R28");
  if (answer.type === "failure") throw new Violation("R28", `A ping of ${payload.length} bytes failed`);
  return { seen: `${payload.length} bytes` };
}

async function tooLargeFrame({ start }: CheckContext): Promise<Finding> {
  for (const beyond of [1, 2 ** 31]) {
    await using probe = start();
    await probe.greet(SMALLER);
    const header = new Uint8Array(8);
    const length = beyond === 1 ? probe.limits.maxFrameBytes + 1 : beyond;
    new DataView(header.buffer).setUint32(0, length);
    await probe.bytes(header);
    await mustEnd(probe, "R29", `a frame of ${length} bytes was announced`);
  }
  return { seen: "one byte more, and 2 GiB" };
}

function beyondTheRules(): readonly (readonly [string, Uint8Array])[] {
  const ping = encode({ type: "request", id: 1, method: "ping", params: {} });
  /** A ping with one field more, of these bytes. */
  const withField = (...bytes: readonly number[]) =>
    new Uint8Array([0x80 | 5, ...ping.subarray(1), 0xa2, 0x5f, 0x78, ...bytes]);
  return [
    ["65 levels", withField(...Array(64).fill(0x91), 0xc0)],
    ["the same key twice", new Uint8Array([0x80 | 5, ...ping.subarray(1), 0xa2, 0x69, 0x64, 1])],
    ["an extension type", withField(0xd4, 0, 0)],
    ["text that is not UTF-8", withField(0xa1, 0xff)],
    ["a byte after the value", new Uint8Array([...ping, 0xc0])],
    ["a key that is not text", withField(0x81, 0x01, 0x01)],
  ];
}

async function endsAfter(
  { start }: CheckContext,
  rule: RuleId,
  cases: readonly (readonly [string, Uint8Array])[],
): Promise<Finding> {
  for (const [what, payload] of cases) {
    await using probe = start();
    await probe.greet();
    await probe.bytes(frame(payload));
    await mustEnd(probe, rule, what);
  }
  return { seen: cases.map(([what]) => what).join(", ") };
}

async function endOfInput({ start }: CheckContext): Promise<Finding> {
  for (const busy of [false, true]) {
    await using probe = start();
    await probe.greet();
    if (busy && probe.welcome?.capabilities.includes("split")) await probe.ask("split", {}, { input: true });
    else await probe.ping("R16");
    await probe.closeStdin();
    await mustEnd(probe, "R33", "the end of its stdin");
  }
  return { seen: "idle, and in the middle of a request" };
}

async function shutdown({ start }: CheckContext): Promise<Finding> {
  await using probe = start();
  await probe.greet();
  await probe.answer("shutdown", {}, "R34");
  const { code } = await mustEnd(probe, "R34", "its answer to shutdown", SHUTDOWN_MS);
  if (code !== 0) throw new Violation("R34", `It exited with code ${code}`);
  return { seen: "exit code 0" };
}
