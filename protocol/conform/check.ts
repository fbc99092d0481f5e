// What a check of the conformance kit is. One check looks at one rule; it may meet a breach of another on its way.
import type { Probe } from "./probe.ts";
import type { RuleId } from "./rules.ts";

/** What a check may use. */
export interface CheckContext {
  /** Starts the plugin; the check disposes of it. Default arguments: `shp` alone. */
  start(args?: readonly string[]): Probe;
  /** One statement of the plugin's language with its end mark, for `split`. */
  readonly statement: string;
  /** How long nothing must come before the kit believes that nothing will, in milliseconds. */
  readonly quietMs: number;
}

/** Says what was seen, or why there was nothing to look at. */
export type Finding = { readonly seen: string } | { readonly skipped: string };

/** Looks at one rule. @throws {Violation} when a rule, not always its own, is broken */
export type Check = (context: CheckContext) => Promise<Finding>;

/** Checks by the rule that they look at. */
export type Checks = Partial<Readonly<Record<RuleId, Check>>>;
