// The conformance kit: checks a plugin, given only the command that starts it, against every rule of the protocol
// page that can be seen from outside. For authors of plugins in any language; used by tests and by the command line.
import type { Check, CheckContext, Checks } from "./check.ts";
import { END_CHECKS } from "./end_checks.ts";
import { HANDSHAKE_CHECKS } from "./handshake_checks.ts";
import { Probe, type ProbeSettings } from "./probe.ts";
import { REQUEST_CHECKS } from "./request_checks.ts";
import { type RuleId, RULES, Violation } from "./rules.ts";
import { STREAM_CHECKS } from "./stream_checks.ts";

/** What was found about one rule. */
export interface RuleResult {
  readonly rule: RuleId;
  /** False when the rule was broken. */
  readonly ok: boolean;
  /** False when nothing can be said: the plugin has nothing to look at, or another breach was in the way. */
  readonly checked: boolean;
  /** What was seen, or how the rule was broken. */
  readonly detail: string;
}

/** How the kit goes about it. */
export interface ConformOptions {
  /** Environment variables of the plugin; the core gives it none. */
  readonly env?: Readonly<Record<string, string>>;
  /** One statement of the plugin's language with its end mark, for `split`. */
  readonly statement?: string;
  /** How long the plugin may take to reply to hello, in milliseconds. */
  readonly startMs?: number;
  /** How long an answer may take, in milliseconds. */
  readonly answerMs?: number;
  /** How long nothing must come before the kit believes that nothing will, in milliseconds. */
  readonly quietMs?: number;
  /** Checks at a time. */
  readonly concurrency?: number;
}

/** Rules without which a breach of others says nothing: what follows from a breach is not told as one of its own. */
const ROOTS: readonly (readonly [RuleId, readonly RuleId[]])[] = [
  ["R2", ["R6", "R7", "R8", "R9", "R10", "R13", "R14"]],
  ["R6", ["R7", "R13", "R14"]],
  ["R13", ["R15", "R21", "R22", "R23", "R25", "R26", "R27", "R28", "R29"]],
  ["R25", ["R26", "R27"]],
];

const CHECKS: Checks = { ...HANDSHAKE_CHECKS, ...REQUEST_CHECKS, ...STREAM_CHECKS, ...END_CHECKS };

/**
 * Checks a plugin; gives one result for each rule, in their order.
 * @param command the program and its arguments, without the final `shp`
 */
export async function conform(
  command: readonly string[],
  options: ConformOptions = {},
): Promise<RuleResult[]> {
  const settings: ProbeSettings = {
    command,
    env: options.env ?? {},
    startMs: options.startMs ?? 10_000,
    answerMs: options.answerMs ?? 5000,
  };
  const context: CheckContext = {
    start: (args) => new Probe(settings, args),
    statement: options.statement ?? "select 1;\n",
    quietMs: options.quietMs ?? 250,
  };
  const results = new Map<RuleId, RuleResult>();
  const breaches: Violation[] = [];
  const waiting = Object.entries(CHECKS) as [RuleId, Check][]; // the keys of CHECKS are rules
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [rule, check] = next;
      results.set(rule, await look(rule, check, context, breaches));
    }
  };
  await Promise.all(Array.from({ length: options.concurrency ?? 4 }, work));
  for (const { rule, message } of breaches) {
    if (results.get(rule)?.ok !== false) {
      results.set(rule, { rule, ok: false, checked: true, detail: message });
    }
  }
  setConsequencesAside(results);
  return (Object.keys(RULES) as RuleId[]).map((rule) =>
    // its keys are rules
    results.get(rule) ?? { rule, ok: true, checked: false, detail: "No check looks at this rule" }
  );
}

function setConsequencesAside(results: Map<RuleId, RuleResult>): void {
  for (const [root, others] of ROOTS) {
    if (results.get(root)?.ok !== false) continue;
    for (const rule of others) {
      const result = results.get(rule);
      if (!result || result.ok) continue;
      const detail = `Not judged, since ${root} is broken: ${result.detail}`;
      results.set(rule, { rule, ok: true, checked: false, detail });
    }
  }
}

async function look(
  rule: RuleId,
  check: Check,
  context: CheckContext,
  breaches: Violation[],
): Promise<RuleResult> {
  try {
    const finding = await check(context);
    return "seen" in finding
      ? { rule, ok: true, checked: true, detail: finding.seen }
      : { rule, ok: true, checked: false, detail: finding.skipped };
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    breaches.push(error);
    if (error.rule === rule) return { rule, ok: false, checked: true, detail: error.message };
    return { rule, ok: true, checked: false, detail: `${error.rule} was broken first: ${error.message}` };
  }
}
