// Triggers as specs describe them: checks, and the CREATE TRIGGER texts that they mean.
import type { DefinedObject } from "../../protocol/model.ts";
import { foldAscii, quoteName, quoteNames } from "../kit/quote.ts";
import type { Report } from "./desired.ts";
import type { TriggerSpec } from "./spec.ts";
import { isContained, isStatementList, type Token, tokenize } from "./tokens.ts";

/** A view or trigger that a spec wants, with the place where it is described. */
export interface WantedObject {
  readonly object: DefinedObject;
  readonly spec: number;
  readonly path: readonly (string | number)[];
}

/** What triggers belong to. */
export interface TriggerOwner {
  readonly kind: "table" | "view";
  readonly name: string;
  /** Its columns; undefined: not known. */
  readonly columns: readonly string[] | undefined;
  /** The spec's index. */
  readonly spec: number;
}

/** Checks the triggers of a spec and turns them into statements. Those with errors are reported and left out. */
export function draftTriggers(
  owner: TriggerOwner,
  triggers: readonly TriggerSpec[],
  report: Report,
): WantedObject[] {
  const seen = new Set<string>();
  return triggers.flatMap((trigger, position): WantedObject[] => {
    const path = ["triggers", position];
    let hasErrors = false;
    const error = (code: string, message: string, at: readonly (string | number)[], hint?: string) => {
      hasErrors = true;
      report({
        severity: "error",
        code,
        message,
        spec: owner.spec,
        path: [...path, ...at],
        ...(hint !== undefined && { hint }),
      });
    };
    if (seen.has(foldAscii(trigger.name))) {
      error("duplicate-name", `${owner.name} has two triggers named ${trigger.name}`, ["name"]);
    }
    seen.add(foldAscii(trigger.name));
    const definition = draftTrigger(owner, trigger, error);
    const object = { kind: "trigger", name: trigger.name, table: owner.name, definition };
    return hasErrors ? [] : [{ object, spec: owner.spec, path }];
  });
}

type TellError = (code: string, message: string, at: readonly (string | number)[], hint?: string) => void;

function draftTrigger(owner: TriggerOwner, trigger: TriggerSpec, error: TellError): string {
  if (trigger.name.includes("\0")) {
    error("invalid-name", `A trigger cannot be named ${JSON.stringify(trigger.name)}`, ["name"]);
    return "";
  }
  if (trigger.forEachRow === false) {
    error("unsupported-trigger", `SQLite's triggers run for each row, so forEachRow cannot be false`, [
      "forEachRow",
    ]);
  }
  if (trigger.events.length !== 1) {
    error(
      "unsupported-trigger",
      `Trigger ${trigger.name} has ${trigger.events.length} events; SQLite's triggers have one`,
      ["events"],
      "Write one trigger for each event",
    );
  }
  const event = readEvent(trigger.events[0] ?? "");
  if (!event) {
    error("invalid-event", `Not an event of a trigger: ${trigger.events[0]}`, ["events", 0], EVENT_HINT);
  } else if ((event.time === "instead of") !== (owner.kind === "view")) {
    error(
      "invalid-event",
      `A trigger of a ${owner.kind} cannot run ${event.time} ${event.word}`,
      ["events", 0],
      owner.kind === "view" ? "A view's triggers run `instead of`" : "A table's triggers run before or after",
    );
  }
  for (const column of event?.columns ?? []) {
    if (owner.columns?.some((each) => foldAscii(each) === foldAscii(column)) ?? true) continue;
    error("unknown-column", `${owner.name} has no column ${column}`, ["events", 0]);
  }
  if (trigger.condition !== undefined && !isContained(trigger.condition)) {
    error("invalid-expression", `Not one complete SQL expression: ${trigger.condition}`, ["condition"]);
  }
  if (!isStatementList(trigger.statements)) {
    error(
      "invalid-statements",
      `Not a list of complete SQL statements: ${trigger.statements}`,
      ["statements"],
      "Write what stands between BEGIN and END, each statement ended by a semicolon",
    );
  }
  return event ? createTrigger(owner.name, trigger, event) : "";
}

const EVENT_HINT =
  "Write `before`, `after` or `instead of`, then `insert`, `delete`, `update` or `update of a, b`";

/** When a trigger runs. */
interface TriggerEvent {
  readonly time: "before" | "after" | "instead of";
  readonly word: string;
  readonly columns: readonly string[];
}

/** Reads `after update of a, b`. */
function readEvent(text: string): TriggerEvent | undefined {
  const tokens = tokenize(text);
  const isWord = (token: Token | undefined, ...words: readonly string[]) =>
    token?.kind === "word" && words.includes(token.value);
  const time = isWord(tokens[0], "before", "after")
    ? tokens[0]?.value
    : isWord(tokens[0], "instead") && isWord(tokens[1], "of")
    ? "instead of"
    : undefined;
  const [word, of, ...list] = tokens.slice(time === "instead of" ? 2 : 1);
  if (time === undefined || !isWord(word, "insert", "delete", "update") || !word) return undefined;
  // One of the three, as was just looked.
  const event = { time: time as TriggerEvent["time"], word: word.value };
  if (!of) return { ...event, columns: [] };
  if (word.value !== "update" || !isWord(of, "of") || list.length % 2 === 0) return undefined;
  const isList = list.every((token, index) =>
    index % 2 === 1 ? token.value === "," && token.kind === "symbol" : isName(token)
  );
  return isList ? { ...event, columns: list.filter((_, index) => index % 2 === 0).map(spelling) } : undefined;
}

function isName(token: Token): boolean {
  return token.kind === "word" ||
    (token.kind === "name" && token.value !== "" && !token.value.includes("\0"));
}

function spelling(token: Token): string {
  return token.kind === "word" ? token.text : token.value;
}

function createTrigger(table: string, trigger: TriggerSpec, event: TriggerEvent): string {
  const ofSql = event.columns.length > 0 ? ` of ${quoteNames(event.columns)}` : "";
  const whenSql = trigger.condition === undefined ? "" : `\nwhen (${trigger.condition})`;
  const bodySql = trigger.statements.trim();
  const endSql = tokenize(bodySql).at(-1)?.value === ";" ? "" : "\n;";
  const eventSql = `${event.time} ${event.word}${ofSql}`;
  return `create trigger ${quoteName(trigger.name)} ${eventSql} on ${
    quoteName(table)
  }${whenSql}\nbegin\n  ${bodySql}${endSql}\nend`;
}
