// Checks of the start and the handshake: rules R1 to R12.
import { commonVersion } from "../handshake.ts";
import { HANDSHAKE_FRAME_BYTES } from "../messages.ts";
import type { Description } from "../describe.ts";
import type { CheckContext, Checks, Finding } from "./check.ts";
import type { Probe } from "./probe.ts";
import { encode } from "../codec.ts";
import { frame } from "../frame.ts";
import { type RuleId, Violation } from "./rules.ts";

/** How long a plugin may take to end when it has to, in milliseconds. */
export const END_MS = 3000;
/** How long a plugin may take to say that it is not to be started by hand, in milliseconds. */
const USAGE_MS = 5000;
/** How long a process may take to end after its stdout has ended, or has been waited for, in milliseconds. */
const AFTER_STDOUT_MS = 1000;

export const HANDSHAKE_CHECKS: Checks = {
  R1: startArgument,
  R2: silentBeforeHello,
  R3: ordinary,
  R4: ordinary,
  R5: ordinary,
  R6: ordinary,
  R7: highestVersion,
  R8: refusal,
  R9: ordinary,
  R10: notAHello,
  R11: describeAgrees,
  R12: describeIsStable,
};

/** Fails a rule unless the process ends in time. */
export async function mustEnd(
  probe: Probe,
  rule: RuleId,
  after: string,
  ms = END_MS,
): Promise<Deno.CommandStatus> {
  const status = await probe.ended(ms);
  if (!status) throw new Violation(rule, `It was still running ${ms} ms after ${after}`);
  return status;
}

async function startArgument({ start }: CheckContext): Promise<Finding> {
  for (const args of [[], ["plan"], ["shp", "shp"]]) {
    await using probe = start(args);
    const stdout = await probe.peekStdout(USAGE_MS);
    const named = `arguments [${args.join(" ")}]`;
    if (stdout.length > 0) {
      throw new Violation("R1", `With ${named} it wrote ${stdout.length} bytes to stdout`);
    }
    const { code } = await mustEnd(probe, "R1", `a start with ${named}`, AFTER_STDOUT_MS);
    if (code !== 64) throw new Violation("R1", `With ${named} it exited with code ${code}`);
  }
  return { seen: "exit code 64 for no, another and a second argument" };
}

async function silentBeforeHello({ start, quietMs }: CheckContext): Promise<Finding> {
  await using probe = start();
  const bootMs = 6 * quietMs; // a busy machine may take so long to start an interpreter
  const stdout = await probe.peekStdout(bootMs);
  if (stdout.length > 0) throw new Violation("R2", `It wrote ${stdout.length} bytes before the hello`);
  await probe.greet();
  return { seen: `nothing for ${bootMs} ms` };
}

const ORDINARY = new WeakMap<CheckContext, Promise<Finding>>();

/** One ordinary conversation for all rules that the probe watches by itself: whatever is broken names its own rule. */
function ordinary(context: CheckContext): Promise<Finding> {
  const held = ORDINARY.get(context) ?? converse(context.start);
  ORDINARY.set(context, held);
  return held;
}

async function converse(start: CheckContext["start"]): Promise<Finding> {
  await using probe = start();
  await probe.greet();
  const described = await probe.answer("describe", {}, "R16");
  if (described.type === "failure") throw new Violation("R11", `describe failed: ${described.error.message}`);
  await probe.answer("initialize", {}, "R16");
  await probe.ping("R16");
  await probe.answer("close", {}, "R16");
  await probe.listen(50);
  return { seen: "kept in an ordinary conversation" };
}

async function highestVersion({ start }: CheckContext): Promise<Finding> {
  const chosen: number[] = [];
  for (const protocol of [{ min: 1, max: 1 }, { min: 0, max: 99 }, { min: 1, max: 100 }]) {
    await using probe = start();
    const { reply } = await probe.hello({ protocol });
    if (reply.type === "refusal") throw new Violation("R7", `It refused ${protocol.min} to ${protocol.max}`);
    if (commonVersion(protocol, { min: reply.version, max: reply.version }) === undefined) {
      throw new Violation("R7", `It chose ${reply.version} of ${protocol.min} to ${protocol.max}`);
    }
    chosen.push(reply.version);
  }
  const [one = 1, ...others] = chosen;
  if (others.some((version) => version < one || version !== others[0])) {
    throw new Violation("R7", `It chose ${chosen.join(", ")} of growing ranges`);
  }
  return { seen: `versions ${chosen.join(", ")}` };
}

async function refusal({ start }: CheckContext): Promise<Finding> {
  for (const protocol of [{ min: 1000, max: 2000 }, { min: 0, max: 0 }]) {
    await using probe = start();
    const { reply } = await probe.hello({ protocol });
    if (reply.type !== "refusal") {
      throw new Violation("R8", `It welcomed a core that speaks ${protocol.min} to ${protocol.max}`);
    }
    await mustEnd(probe, "R8", "its refusal");
  }
  return { seen: "ranges above and below refused" };
}

async function notAHello({ start }: CheckContext): Promise<Finding> {
  const oversized = new Uint8Array(8);
  new DataView(oversized.buffer).setUint32(0, HANDSHAKE_FRAME_BYTES + 1);
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ["a frame that is not MessagePack", frame(new Uint8Array([0xc1, 1, 2, 3]))],
    ["a request", frame(encode({ type: "request", id: 1, method: "ping", params: {} }))],
    ["a hello with a short secret", frame(encode({ type: "hello", secret: new Uint8Array(3) }))],
    ["text", new TextEncoder().encode("GET / HTTP/1.1\r\n\r\n")],
    ["a frame beyond 64 KiB", oversized],
  ];
  for (const [what, bytes] of cases) {
    await using probe = start();
    await probe.bytes(bytes);
    const stdout = await probe.peekStdout(USAGE_MS);
    if (stdout.length > 0) throw new Violation("R10", `It replied to ${what}`);
    await mustEnd(probe, "R10", what, AFTER_STDOUT_MS);
  }
  return { seen: `${cases.length} wrong beginnings` };
}

async function describeAgrees({ start }: CheckContext): Promise<Finding> {
  await using probe = start();
  await probe.greet();
  const description = await describe(probe, "R11");
  const { plugin, engines, capabilities } = probe.welcome ??
    { plugin: undefined, engines: [], capabilities: [] };
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ["name", description.name, plugin?.name],
    ["version", description.version, plugin?.version],
    ["engines", description.engines.map(({ name }) => name), engines],
    ["capabilities", description.capabilities, capabilities],
  ];
  for (const [field, described, welcomed] of pairs) {
    if (JSON.stringify(described) === JSON.stringify(welcomed)) continue;
    const both = `${JSON.stringify(described)}, in the welcome ${JSON.stringify(welcomed)}`;
    throw new Violation("R11", `${field} is ${both}`);
  }
  return { seen: `${description.name} ${description.version}` };
}

/** The result of describe. */
export async function describe(probe: Probe, rule: RuleId): Promise<Description> {
  const answer = await probe.answer("describe", {}, rule);
  if (answer.type === "failure") throw new Violation("R11", `describe failed: ${answer.error.message}`);
  return answer.result as Description; // the probe has checked it
}

async function describeIsStable({ start }: CheckContext): Promise<Finding> {
  const seen = new Set<string>();
  for (let process = 0; process < 2; process++) {
    await using probe = start();
    await probe.greet();
    for (let call = 0; call < 2; call++) {
      seen.add([...encode(await describe(probe, "R12"))].join());
    }
  }
  if (seen.size > 1) {
    throw new Violation("R12", `Four calls in two processes gave ${seen.size} different results`);
  }
  return { seen: "four calls in two processes" };
}
