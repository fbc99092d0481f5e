// What a plan is made of: statements with their hazards, and the parts in which a plugin streams them.
import { DIAGNOSTIC } from "./errors.ts";
import { OBJECT_NAME } from "./model.ts";
import {
  array,
  boolean,
  type Infer,
  int,
  int64,
  object,
  oneOfWords,
  optional,
  string,
  union,
  word,
} from "./schema.ts";

/** What a statement may do that its reader must know before it runs. */
export const HAZARD_KINDS = [
  "deletes-data",
  "rewrites-table",
  "exclusive-lock",
  "may-fail",
  "not-transactional",
  "changes-data",
] as const;

/** A danger of one statement. */
export const HAZARD = object({
  kind: oneOfWords(HAZARD_KINDS),
  message: string({ description: "One sentence with the facts: which column, how many rows" }),
  allow: optional(
    string({
      maxLength: 300,
      description: "For deletes-data: the permission that lets it pass, `drop-column:t.c`, `drop-table:t`",
    }),
  ),
  rows: optional(int64({ description: "Rows concerned, where they were counted" })),
});

/** What a statement does, in one word. */
export const STATEMENT_KINDS = ["create", "alter", "rename", "drop", "rebuild", "seed", "other"] as const;

/** One statement of a plan. */
export const STATEMENT = object({
  sql: string({ description: "Exactly what is run; without a closing semicolon" }),
  kind: oneOfWords(STATEMENT_KINDS),
  object: OBJECT_NAME,
  change: string({ description: "The change for people, e.g. `Add column email to customer`" }),
  hazards: array(HAZARD),
  transactional: boolean({ description: "False: it cannot run inside a transaction" }),
  lockTimeoutMs: optional(int({ minimum: 0 })),
  why: optional(string({ description: "Why this way: e.g. why a table is rebuilt" })),
});

/** A spec as the core sends it: already parsed and checked against the plugin's schema for its kind. */
export const SPEC = object({
  index: int({ minimum: 0, description: "Position in the stream; diagnostics refer to it" }),
  kind: string({ maxLength: 60, description: "The kind of the document: Table, View, ..." }),
  name: string({ description: "The name of the object in the database" }),
  body: optional({ type: "object" } as { readonly type: "object" }),
  hasRows: boolean({ description: "True when seed rows can be asked for" }),
});

/** Seed rows of one table, in one or more items. */
export const ROWS = object({
  index: int({ minimum: 0, description: "The spec that the rows belong to" }),
  columns: array(string()),
  rows: array({ type: "array" } as { readonly type: "array" }, {
    description:
      "Cells in the order of `columns`: null, boolean, integer, float, text or bytes. `{expression: sql}` for SQL",
  }),
  last: boolean({ description: "True on the last item of this spec" }),
});

/** An item of the input stream of `plan` and `fixtures`: all specs, an end mark, then rows as they are asked for. */
export const PLAN_INPUT = union("type", [
  object({ type: word("spec"), spec: SPEC }),
  object({ type: word("specs-end") }),
  object({ type: word("rows"), rows: ROWS }),
]);

/** An item of the output stream of `plan` and `fixtures`. */
export const PLAN_PART = union("type", [
  object({ type: word("statement"), statement: STATEMENT }),
  object({ type: word("diagnostic"), diagnostic: DIAGNOSTIC }),
  object({
    type: word("want-rows"),
    specs: array(int({ minimum: 0 }), { description: "Specs whose rows are to be sent now, in this order" }),
  }),
]);

/** The result of `plan`. */
export const PLAN_RESULT = object({
  database: string({ description: "The database's own name, for people" }),
  scope: array(OBJECT_NAME, {
    description: "The objects that the digests cover: named by a spec, or affected",
  }),
  currentDigest: string({ description: "sha256:hex of the scope as it was found" }),
  desiredDigest: string({ description: "sha256:hex of the scope as it will be" }),
  disk: optional(object({
    file: string({ maxLength: 60, description: "One of the files of the connection block" }),
    bytes: int64({ description: "Free disk that the plan takes beside it until it is done" }),
  })),
  script: optional(object({
    before: array(string()),
    after: array(string()),
  }, {
    description: "Statements around the plan when it is run as a script; `apply` does the same by itself",
  })),
});

export type Hazard = Infer<typeof HAZARD>;
export type Statement = Infer<typeof STATEMENT>;
export type StatementKind = Statement["kind"];
/** A cell of a seed row. */
export type Cell = null | boolean | number | bigint | string | Uint8Array | { readonly expression: string };
export type SpecItem = {
  readonly index: number;
  readonly kind: string;
  readonly name: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly hasRows: boolean;
};
export type RowsItem = {
  readonly index: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly last: boolean;
};
export type PlanInput =
  | { readonly type: "spec"; readonly spec: SpecItem }
  | { readonly type: "specs-end" }
  | { readonly type: "rows"; readonly rows: RowsItem };
export type PlanPart = Infer<typeof PLAN_PART>;
export type PlanResult = Infer<typeof PLAN_RESULT>;
