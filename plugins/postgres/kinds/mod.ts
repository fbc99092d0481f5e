// The kinds of object beside tables, in the order in which `generate` writes them. A new kind adds its line.
import type { Kind } from "../kind.ts";
import { TYPE } from "./data_type.ts";
import { EXTENSION } from "./extension.ts";
import { FUNCTION } from "./function.ts";
import { GRANT } from "./grant.ts";
import { MATERIALIZED_VIEW } from "./materialized_view.ts";
import { PARTITION } from "./partition.ts";
import { POLICY } from "./policy.ts";
import { ROW_SECURITY } from "./row_security.ts";
import { SCHEMA } from "./schema.ts";
import { SEQUENCE } from "./sequence.ts";
import { TRIGGER } from "./trigger.ts";
import { VIEW } from "./view.ts";

/** Every kind. */
export const KINDS: readonly Kind[] = [
  EXTENSION,
  TYPE,
  SEQUENCE,
  FUNCTION,
  VIEW,
  MATERIALIZED_VIEW,
  TRIGGER,
  ROW_SECURITY,
  POLICY,
  PARTITION,
  GRANT,
  SCHEMA,
];
