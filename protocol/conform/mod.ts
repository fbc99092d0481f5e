// The conformance kit, as the command line and authors of plugins use it.
export { conform, type ConformOptions, type RuleResult } from "./conform.ts";
export { type RuleId, RULES } from "./rules.ts";
