// The YAML of `grants:`, within the documents of all that privileges can be granted on.
import { array, boolean, type Infer, object, optional, string } from "../../../protocol/schema.ts";
import { NAME, NAMES } from "../spec_parts.ts";

const GRANT_SPEC = object({
  to: NAME("The role; `public` is everyone"),
  privileges: array(
    string({ minLength: 1, maxLength: 40, description: "select, usage, execute, ..., or all" }),
    {
      maxItems: 20,
      description: "Everything that the role may do; empty: nothing, so that what it was granted is revoked",
    },
  ),
  columns: optional(NAMES("Columns that the privileges are limited to")),
  grantOption: optional(boolean({ description: "True: the role may grant them to others" })),
}, { description: "What one role may do" });

/** `grants:` */
export const GRANTS = optional(array(GRANT_SPEC, {
  maxItems: 1000,
  description:
    "What roles may do. The privileges of a role that is named here are made exactly these; those of roles " +
    "that are not named are left alone",
}));

export type GrantSpec = Infer<typeof GRANT_SPEC>;

/** What privileges are granted on. */
export type GrantClass = "table" | "view" | "sequence" | "schema" | "type" | "routine";

const OF_TABLES = ["select", "insert", "update", "delete", "truncate", "references", "trigger"];

/** The privileges that there are. */
export function privilegesOf(what: GrantClass, isColumn: boolean, version: number): readonly string[] {
  if (isColumn) return ["select", "insert", "update", "references"];
  switch (what) {
    case "table":
    case "view":
      return version >= 170_000 ? [...OF_TABLES, "maintain"] : OF_TABLES;
    case "sequence":
      return ["usage", "select", "update"];
    case "schema":
      return ["usage", "create"];
    case "type":
      return ["usage"];
    case "routine":
      return ["execute"];
  }
}
