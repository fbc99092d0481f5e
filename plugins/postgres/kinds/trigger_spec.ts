// `triggers:` of Table and View documents: upstream's keys, and what else CREATE TRIGGER can say.
import {
  array,
  boolean,
  type Infer,
  object,
  oneOfWords,
  optional,
  string,
} from "../../../protocol/schema.ts";
import { foldAscii } from "../../kit/quote.ts";
import type { SpecPath } from "../draft.ts";
import { keptName } from "../model.ts";
import { COMMENT, DEFERRABLE_WORDS, NAME, PREVIOUS, SQL } from "../spec_parts.ts";
import { isContained, isPunctuation, type Token, tokenize } from "../tokens.ts";

const WORD = (description: string) => optional(string({ maxLength: 10_000, description }));

const EXECUTE_SPEC = object({
  type: WORD("Function or Procedure: the same to PostgreSQL"),
  schema: optional(NAME("The function's schema; default: wherever the search path finds it")),
  name: NAME("The function"),
  arguments: optional(array(string({ maxLength: 1_000_000 }), {
    maxItems: 100,
    description: "Texts that the function finds in TG_ARGV",
  })),
  params: optional(array(object({ mode: WORD("Ignored"), name: WORD("A text"), type: WORD("A text") }), {
    maxItems: 100,
    description: "Arguments in upstream's form; `arguments` is plainer",
  })),
}, { description: "What it runs" });

const TRIGGER_SPEC = object({
  name: NAME("The trigger's name"),
  constraintTrigger: optional(boolean({ description: "True: a constraint trigger" })),
  events: array(NAME("`before insert`, `after update of a, b`, `instead of delete`, `before truncate`"), {
    minItems: 1,
    maxItems: 10,
    description: "When it runs. All events have the same word before them",
  }),
  forEachRow: optional(boolean({ description: "True: for each row; default: once for each statement" })),
  forEachRun: optional(boolean({ description: "As forEachRow, which upstream's objects misspell" })),
  forEachStatement: optional(boolean({ description: "True, the default: once for each statement" })),
  condition: optional(SQL("An SQL expression over OLD and NEW: it runs only where that is true (WHEN)")),
  execute: optional(EXECUTE_SPEC),
  executeProcedure: optional(SQL("`f()`: as `execute`, in one text")),
  oldTable: optional(NAME("The name by which the function sees all rows as they were")),
  newTable: optional(NAME("The name by which the function sees all rows as they are")),
  from: optional(object({
    schema: optional(NAME("Its schema; default: that of this table")),
    table: NAME("The table"),
  }, { description: "The other table of a constraint trigger" })),
  deferrable: optional(oneOfWords(DEFERRABLE_WORDS, {
    description: "A constraint trigger that waits for the end of the transaction, at once or when told",
  })),
  enabled: optional(oneOfWords(["origin", "always", "replica", "disabled"], {
    description: "In which sessions it runs: origin is PostgreSQL's default. Absent: left as it is",
  })),
  comment: COMMENT,
  previousNames: PREVIOUS("trigger"),
}, { description: "A trigger" });

/** `triggers:` of a table or view. */
export const TRIGGERS = optional(array(TRIGGER_SPEC, {
  maxItems: 1000,
  description: "All triggers: others are dropped. Absent: triggers are not managed and are kept",
}));

/** An entry of `triggers:`. */
export type TriggerSpec = Infer<typeof TRIGGER_SPEC>;

/** A trigger as facts of a catalog object. */
export interface TriggerFacts {
  readonly timing: "before" | "after" | "instead of";
  /** In the order insert, update, delete, truncate. */
  readonly events: readonly string[];
  /** Of `update of`, in the order of their names. */
  readonly columns: readonly string[];
  readonly forEach: "row" | "statement";
  readonly condition?: string;
  readonly function: string;
  /** Where the function is; absent in a spec that leaves it to the search path, which `schemas` then is. */
  readonly schema?: string;
  readonly schemas?: readonly string[];
  readonly arguments: readonly string[];
  readonly isConstraint?: boolean;
  readonly deferrable?: string;
  readonly from?: { readonly schema: string; readonly name: string };
  readonly oldTable?: string;
  readonly newTable?: string;
  /** Absent in a spec: left as it is. */
  readonly enabled?: string;
}

/** Events in the order of their bits. */
export const EVENTS = ["insert", "update", "delete", "truncate"] as const;

/** What is wrong with a trigger, with the path within its entry. */
export type TriggerError = (code: string, message: string, path: SpecPath) => void;

/** Reads an entry. `schema`: that of the table or view. */
export function triggerFacts(
  spec: TriggerSpec,
  schema: string,
  searchPath: readonly string[],
  error: TriggerError,
): TriggerFacts {
  const { timing, events, columns } = readEvents(spec, error);
  const called = spec.execute
    ? {
      schema: spec.execute.schema,
      name: spec.execute.name,
      arguments: spec.execute.arguments ?? (spec.execute.params ?? []).map(paramText),
    }
    : readCall(spec.executeProcedure ?? "");
  if (!called || (spec.execute !== undefined && spec.executeProcedure !== undefined)) {
    error("invalid-trigger", `Trigger ${spec.name} needs \`execute\`, or \`executeProcedure\` as one call`, [
      "execute",
    ]);
  }
  if (called?.arguments.some((each) => each.includes("\0"))) {
    error("invalid-trigger", "An argument cannot hold a NUL character", ["execute", "arguments"]);
  }
  if (spec.condition !== undefined && !isContained(spec.condition)) {
    error("invalid-expression", `Not one complete SQL expression: ${spec.condition}`, ["condition"]);
  }
  const isConstraint = spec.constraintTrigger === true;
  if (!isConstraint && (spec.deferrable !== undefined || spec.from)) {
    error("invalid-trigger", "Only a constraint trigger is deferrable or has another table", [
      spec.from ? "from" : "deferrable",
    ]);
  }
  const isRow = spec.forEachRow ?? spec.forEachRun ??
    (spec.forEachStatement !== true && (isConstraint || timing === "instead of"));
  return {
    timing,
    events,
    columns,
    forEach: isRow ? "row" : "statement",
    ...(spec.condition !== undefined && { condition: spec.condition }),
    function: keptName(called?.name ?? ""),
    ...(called?.schema === undefined
      ? { schemas: [...searchPath, "pg_catalog"] }
      : { schema: called.schema }),
    arguments: called?.arguments ?? [],
    ...(isConstraint && { isConstraint }),
    ...(spec.deferrable !== undefined && { deferrable: spec.deferrable }),
    ...(spec.from && { from: { schema: spec.from.schema ?? schema, name: keptName(spec.from.table) } }),
    ...(spec.oldTable !== undefined && { oldTable: keptName(spec.oldTable) }),
    ...(spec.newTable !== undefined && { newTable: keptName(spec.newTable) }),
    ...(spec.enabled !== undefined && { enabled: spec.enabled }),
  };
}

/** Reports what PostgreSQL has for triggers of tables only. */
export function refuseOfView(spec: TriggerSpec, error: TriggerError): void {
  if (spec.enabled !== undefined && spec.enabled !== "origin") {
    error("invalid-trigger", "PostgreSQL runs triggers of views in every session: a view has no `enabled`", [
      "enabled",
    ]);
  }
  for (const each of ["constraintTrigger", "oldTable", "newTable"] as const) {
    if (spec[each] === undefined || spec[each] === false) continue;
    error("invalid-trigger", `Only a trigger of a table has \`${each}\``, [each]);
  }
  const isInstead = spec.events.some((text) => readEvent(text)?.timing === "instead of");
  if (isInstead && spec.condition !== undefined) {
    error("invalid-trigger", "A trigger that runs instead of an event has no condition", ["condition"]);
  }
  if (isInstead ? spec.forEachStatement === true : (spec.forEachRow ?? spec.forEachRun) === true) {
    error(
      "invalid-trigger",
      "Triggers of views run for each row instead of an event, and for each statement before and after one",
      ["events"],
    );
  }
}

function paramText(
  { mode, name, type }: { readonly mode?: string; readonly name?: string; readonly type?: string },
): string {
  return [mode, name, type].filter((each) => each !== undefined && each !== "").join(" ");
}

type Events = Pick<TriggerFacts, "timing" | "events" | "columns">;

function readEvents(spec: TriggerSpec, error: TriggerError): Events {
  const columns = new Set<string>();
  const events = new Set<string>();
  let timing: TriggerFacts["timing"] | undefined;
  spec.events.forEach((text, at) => {
    const read = readEvent(text);
    if (!read || (timing !== undefined && read.timing !== undefined && read.timing !== timing)) {
      const message = read
        ? `One trigger cannot run both ${timing} and ${read.timing}`
        : `Not an event of a trigger: ${text}`;
      error("invalid-event", message, ["events", at]);
    }
    timing ??= read?.timing;
    read?.events.forEach((each) => events.add(each));
    read?.columns.forEach((each) => columns.add(keptName(each)));
  });
  if (timing === undefined && spec.events.every((text) => readEvent(text))) {
    error("invalid-event", "Say when it runs: before, after or instead of", ["events", 0]);
  }
  return {
    timing: timing ?? "before",
    events: EVENTS.filter((each) => events.has(each)),
    columns: [...columns].sort(),
  };
}

/** `before insert or update of a, b`. */
function readEvent(
  text: string,
): { timing: TriggerFacts["timing"] | undefined; events: string[]; columns: string[] } | undefined {
  const tokens = tokenize(text);
  const isWord = (token: Token | undefined, value: string) => token?.kind === "word" && token.value === value;
  const events: string[] = [];
  const columns: string[] = [];
  let at = 0;
  let timing: TriggerFacts["timing"] | undefined;
  if (isWord(tokens[0], "before") || isWord(tokens[0], "after")) {
    timing = isWord(tokens[at++], "before") ? "before" : "after";
  } else if (isWord(tokens[0], "instead") && isWord(tokens[1], "of")) {
    timing = "instead of";
    at = 2;
  }
  for (;; at++) {
    const event = EVENTS.find((each) => isWord(tokens[at], each));
    if (event === undefined) return undefined;
    events.push(event);
    at++;
    if (event === "update" && isWord(tokens[at], "of")) {
      do {
        const name = tokens[++at];
        if (name?.kind !== "word" && name?.kind !== "name") return undefined;
        columns.push(name.value);
      } while (isPunctuation(tokens[++at], ","));
    }
    if (at === tokens.length) return { timing, events, columns };
    if (!isWord(tokens[at], "or")) return undefined;
  }
}

interface Call {
  readonly schema: string | undefined;
  readonly name: string;
  readonly arguments: readonly string[];
}

/** `schema.f('a', b, 1)`. */
function readCall(text: string): Call | undefined {
  const tokens = tokenize(text);
  const open = tokens.findIndex((each) => isPunctuation(each, "("));
  const names = open < 0 ? tokens : tokens.slice(0, open);
  const [first, dot, second] = names;
  const areNames = [first, second].every((each) =>
    each === undefined || each.kind === "word" || each.kind === "name"
  );
  if (!first || !areNames || ![1, 3].includes(names.length) || (dot && !isPunctuation(dot, "."))) {
    return undefined;
  }
  const list = open < 0 ? [] : tokens.slice(open + 1, -1);
  if (open >= 0 && !isPunctuation(tokens.at(-1), ")")) return undefined;
  const isList = list.every((each, at) =>
    at % 2 === 1 ? isPunctuation(each, ",") : ["word", "name", "string", "number"].includes(each.kind)
  );
  if (!isList || (list.length > 0 && list.length % 2 === 0)) return undefined;
  return {
    schema: second ? first.value : undefined,
    name: second?.value ?? first.value,
    arguments: list.filter((_, at) => at % 2 === 0).map((each) =>
      each.kind === "word" ? foldAscii(each.value) : each.value
    ),
  };
}
