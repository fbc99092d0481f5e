// The YAML of views, stored functions and procedures, and events.
import { array, boolean, type Infer, object, oneOfWords, optional, string } from "../../protocol/schema.ts";
import { COMMENT, DEFINER, NAME, NAMES, PREVIOUS, SQL } from "./spec_parts.ts";

const SECURITY = optional(oneOfWords(["definer", "invoker"], {
  description: "Whose rights it has; default definer",
}));
const IS_DELETED = optional(boolean({ description: "True: it must not exist" }));

/** The body of a View document. */
export const VIEW_SPEC = object({
  query: optional(SQL("The SELECT that the view is")),
  columns: optional(NAMES("Names of the view's columns; default: those of the query")),
  algorithm: optional(oneOfWords(["undefined", "merge", "temptable"], { description: "Default undefined" })),
  security: SECURITY,
  checkOption: optional(oneOfWords(["none", "local", "cascaded"], {
    description: "Whether rows written through the view must be visible in it; default none",
  })),
  definer: DEFINER,
  isDeleted: IS_DELETED,
  previousNames: PREVIOUS("view"),
}, { title: "MySQL view", description: "A view as MySQL and MariaDB have them" });

const PARAMETERS = optional(array(
  object({
    name: NAME("The parameter's name"),
    type: string({ minLength: 1, maxLength: 1000, description: "Its type" }),
    mode: optional(
      oneOfWords(["in", "out", "inout"], { description: "Of a procedure's parameter; default in" }),
    ),
  }),
  { maxItems: 500, description: "The parameters, in order" },
));

const ROUTINE = {
  params: PARAMETERS,
  as: optional(SQL("The body: one statement, or begin ... end")),
  lang: optional(string({ maxLength: 20, description: "sql, the only language" })),
  deterministic: optional(boolean({ description: "True: the same result for the same arguments" })),
  dataAccess: optional(oneOfWords(["contains sql", "no sql", "reads sql data", "modifies sql data"], {
    description: "What the body does with data; default contains sql",
  })),
  security: SECURITY,
  comment: COMMENT,
  definer: DEFINER,
  isDeleted: IS_DELETED,
  previousNames: PREVIOUS("routine"),
};

/** The body of a Function document. */
export const FUNCTION_SPEC = object({
  ...ROUTINE,
  return: optional(string({ maxLength: 1000, description: "The type of the result" })),
}, { title: "MySQL function", description: "A stored function" });

/** The body of a Procedure document. */
export const PROCEDURE_SPEC = object(ROUTINE, {
  title: "MySQL procedure",
  description: "A stored procedure",
});

/** The body of an Event document. */
export const EVENT_SPEC = object({
  at: optional(string({ maxLength: 100, description: "When it runs once: '2030-01-01 00:00:00', in UTC" })),
  every: optional(string({ maxLength: 100, description: "How often it runs: 1 day, '1:30' hour_minute" })),
  starts: optional(string({ maxLength: 100, description: "From when on, in UTC; absent: left as it is" })),
  ends: optional(string({ maxLength: 100, description: "Until when, in UTC" })),
  body: optional(SQL("One statement, or begin ... end")),
  status: optional(oneOfWords(["enabled", "disabled"], { description: "Default enabled" })),
  preserve: optional(boolean({ description: "True: it stays after its last run" })),
  comment: COMMENT,
  definer: DEFINER,
  isDeleted: IS_DELETED,
  previousNames: PREVIOUS("event"),
}, { title: "MySQL event", description: "A statement that the server runs by the clock" });

export type ViewSpec = Infer<typeof VIEW_SPEC>;
export type FunctionSpec = Infer<typeof FUNCTION_SPEC>;
export type ProcedureSpec = Infer<typeof PROCEDURE_SPEC>;
export type EventSpec = Infer<typeof EVENT_SPEC>;
