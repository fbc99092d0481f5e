// The YAML of row level security, within a Table document.
import { array, boolean, type Infer, object, oneOfWords, optional } from "../../../protocol/schema.ts";
import { COMMENT, NAME, PREVIOUS, SQL } from "../spec_parts.ts";

/** `rowLevelSecurity:` */
export const ROW_LEVEL_SECURITY = optional(object({
  enabled: optional(boolean({ description: "True: rows are seen and changed as policies allow" })),
  forced: optional(boolean({ description: "True: the owner of the table is subject to it, too" })),
}, { description: "Row level security; absent: left as it is" }));

const POLICY_SPEC = object({
  name: NAME("The policy's name"),
  as: optional(oneOfWords(["permissive", "restrictive"], { description: "Default permissive" })),
  for: optional(oneOfWords(["all", "select", "insert", "update", "delete"], { description: "Default all" })),
  to: optional(array(NAME("A role"), {
    minItems: 1,
    maxItems: 1000,
    description: "The roles it is for; default public, which is everyone",
  })),
  using: optional(SQL("The rows that are there for the role")),
  withCheck: optional(SQL("The rows that the role may write; default: those of `using`")),
  comment: COMMENT,
  previousNames: PREVIOUS("policy"),
}, { description: "A policy" });

/** `policies:` */
export const POLICIES = optional(array(POLICY_SPEC, {
  maxItems: 1000,
  description: "All policies of the table: others are dropped. Absent: policies are left alone",
}));

export type PolicySpec = Infer<typeof POLICY_SPEC>;
