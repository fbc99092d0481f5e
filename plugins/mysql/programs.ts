// Functions, procedures and events: the specs' bodies as facts that are compared, and facts as statements.
import type { CatalogObject } from "./catalog.ts";
import type { Report } from "./draft.ts";
import { quote, textLiteral } from "./literal.ts";
import type { ObjectRequest } from "./requests.ts";
import type { ServerFacts } from "./server.ts";
import { isOneStatement } from "./split.ts";
import type { EventSpec, FunctionSpec, ProcedureSpec } from "./spec_objects.ts";
import { normalType, TypeNameError } from "./types.ts";

/** A parameter, or the result of a function. */
export interface TypedFact {
  readonly name?: string;
  readonly type: string;
  readonly mode?: string;
  /** Where it is not the database's own. */
  readonly collation?: string;
}

/** What a routine is, as it is compared. */
export interface RoutineFacts {
  readonly params: readonly TypedFact[];
  readonly returns?: TypedFact;
  readonly body: string;
  readonly deterministic: boolean;
  readonly dataAccess: string;
  readonly security: string;
  readonly comment: string;
  readonly definer?: string | null;
}

/** What an event is, as it is compared. */
export interface EventFacts {
  readonly at?: string | null;
  readonly every?: string;
  readonly starts?: string | null;
  readonly ends?: string | null;
  readonly body: string;
  readonly status: string;
  readonly preserve: boolean;
  readonly comment: string;
  readonly definer?: string | null;
}

/** The wanted program in the form of the inspected ones; undefined when there are errors, which are reported. */
export function draftProgram(
  { kind, spec, body }: ObjectRequest,
  live: CatalogObject | undefined,
  server: ServerFacts,
  report: Report,
): CatalogObject | undefined {
  let hasErrors = false;
  const error = (message: string, path: readonly (string | number)[], hint?: string) => {
    hasErrors = true;
    const more = hint === undefined ? {} : { hint };
    report({ severity: "error", code: "invalid-program", message, spec: spec.index, path, ...more });
  };
  // The core has checked the body against the schema of its kind, which these types are inferred from.
  const facts = kind === "event"
    ? eventFacts(body as EventSpec, live?.facts as EventFacts | undefined, spec.name, error)
    : routineFacts(
      kind,
      body as FunctionSpec & ProcedureSpec,
      live?.facts as RoutineFacts | undefined,
      server,
      error,
    );
  if (hasErrors || kind === "view") return undefined;
  const object: CatalogObject = { kind, name: live?.name ?? spec.name, facts: { ...facts } };
  if (isOneStatement(createProgramSql(object, false))) return object;
  error(
    "The body is not one statement",
    [kind === "event" ? "body" : "as"],
    "Put several between begin and end",
  );
  return undefined;
}

type Complain = (message: string, path: readonly (string | number)[], hint?: string) => void;

function routineFacts(
  kind: ObjectRequest["kind"],
  body: FunctionSpec & ProcedureSpec,
  live: RoutineFacts | undefined,
  server: ServerFacts,
  error: Complain,
): RoutineFacts {
  const type = (text: string, path: readonly (string | number)[]) => {
    try {
      return normalType(text);
    } catch (failure) {
      if (!(failure instanceof TypeNameError)) throw failure;
      error(failure.message, path, failure.hint);
      return text;
    }
  };
  if (body.as === undefined) error("The body of the routine is missing", ["as"]);
  if (body.lang !== undefined && body.lang.toLowerCase() !== "sql") {
    error(`Routines are written in SQL, not in ${body.lang}`, ["lang"]);
  }
  if (kind === "function" && body.return === undefined) {
    error("The type of the result is missing", ["return"]);
  }
  const definer = body.definer ?? live?.definer ?? server.user;
  return {
    params: (body.params ?? []).map((param, at) => ({
      name: param.name,
      type: type(param.type, ["params", at, "type"]),
      ...(kind === "procedure" && { mode: param.mode ?? "in" }),
    })),
    ...(kind === "function" && { returns: { type: type(body.return ?? "int", ["return"]) } }),
    body: (body.as ?? "").trim().replace(/;$/, "").trim(),
    deterministic: body.deterministic ?? false,
    dataAccess: body.dataAccess ?? "contains sql",
    security: body.security ?? "definer",
    comment: body.comment ?? live?.comment ?? "",
    definer,
  };
}

function eventFacts(
  body: EventSpec,
  live: EventFacts | undefined,
  name: string,
  error: Complain,
): EventFacts {
  if (body.body === undefined) error(`Event ${name} does nothing: its body is missing`, ["body"]);
  if ((body.at === undefined) === (body.every === undefined)) {
    error("An event has either `at` or `every`", []);
  }
  const every = body.every === undefined ? undefined : intervalOf(body.every);
  if (body.every !== undefined && every === undefined) {
    error(`Not an interval: ${body.every}`, ["every"], "Write 1 day, 90 minute or '1:30' hour_minute");
  }
  return {
    ...(body.at !== undefined && { at: body.at }),
    ...(every !== undefined && {
      every,
      starts: body.starts ?? live?.starts ?? null,
      ends: body.ends ?? null,
    }),
    body: (body.body ?? "").trim().replace(/;$/, "").trim(),
    status: body.status ?? "enabled",
    preserve: body.preserve ?? false,
    comment: body.comment ?? live?.comment ?? "",
    definer: body.definer ?? live?.definer ?? null,
  };
}

/** `1 day`, with the number as the server tells it. */
function intervalOf(text: string): string | undefined {
  const [, quoted, number, unit = ""] = /^\s*(?:'([\d:. -]+)'|(\d+))\s+([a-z_]+)\s*$/i.exec(text) ?? [];
  const value = quoted ?? number;
  return value === undefined ? undefined : `${value} ${unit.toLowerCase()}`;
}

/** Compares two programs of one kind. */
export function isSameProgram(live: CatalogObject, wanted: CatalogObject): boolean {
  return formOf(live) === formOf(wanted);
}

function formOf({ kind, facts }: CatalogObject): string {
  const { zone: _, ...rest } = facts;
  const entries = Object.entries(rest).map(([name, value]) => [name, value ?? null] as const)
    .filter(([name, value]) =>
      !(value === null && (name === "starts" || name === "ends" || name === "definer"))
    );
  if (kind === "event") {
    return JSON.stringify(
      entries.map(([name, value]) =>
        name === "every" ? [name, String(value).replaceAll("'", "")] : [name, value]
      ).sort(),
    );
  }
  return JSON.stringify(entries.sort(([a], [b]) => a < b ? -1 : 1));
}

/** The statement that makes a program. */
export function createProgramSql(object: CatalogObject, replaces: boolean): string {
  // Both ways that facts are made, here and in inspect_objects.ts, give these types.
  return object.kind === "event"
    ? eventSql(object.name, object.facts as unknown as EventFacts, replaces)
    : routineSql(object.kind, object.name, object.facts as unknown as RoutineFacts, replaces);
}

function routineSql(kind: string, name: string, facts: RoutineFacts, replaces: boolean): string {
  const params = facts.params.map(({ name = "", type, mode }) =>
    `${mode === undefined || mode === "in" ? "" : `${mode} `}${quote(name)} ${type}`
  );
  const words = [
    ...(facts.returns ? [`returns ${facts.returns.type}`] : []),
    ...(facts.deterministic ? ["deterministic"] : []),
    ...(facts.dataAccess === "contains sql" ? [] : [facts.dataAccess]),
    ...(facts.security === "invoker" ? ["sql security invoker"] : []),
    ...(facts.comment === "" ? [] : [`comment ${textLiteral(facts.comment)}`]),
  ];
  return `${createClause(replaces, facts.definer)} ${kind} ${quote(name)} (${params.join(", ")})${
    words.map((each) => `\n  ${each}`).join("")
  }\n${facts.body}`;
}

function eventSql(name: string, facts: EventFacts, replaces: boolean): string {
  const interval = (facts.every ?? "").split(" ");
  const [unit = ""] = interval.splice(-1);
  const value = interval.join(" ").replaceAll("'", "");
  const everySql = `every ${/^\d+$/.test(value) ? value : textLiteral(value)} ${unit}`;
  const schedule = facts.at !== undefined && facts.at !== null
    ? `at ${textLiteral(facts.at)}`
    : `${everySql}${facts.starts ? ` starts ${textLiteral(facts.starts)}` : ""}${
      facts.ends ? ` ends ${textLiteral(facts.ends)}` : ""
    }`;
  return `${createClause(replaces, facts.definer)} event ${
    quote(name)
  }\n  on schedule ${schedule}\n  on completion ${facts.preserve ? "" : "not "}preserve\n  ${
    facts.status === "enabled" ? "enable" : "disable"
  }${facts.comment === "" ? "" : `\n  comment ${textLiteral(facts.comment)}`}\n  do ${facts.body}`;
}

/** `create definer = user@host`. */
export function createClause(replaces: boolean, definer: string | null | undefined): string {
  return `create${replaces ? " or replace" : ""}${definerClause(definer)}`;
}

/** ` definer = user@host`, with both names quoted. */
export function definerClause(definer: string | null | undefined): string {
  if (definer === null || definer === undefined || definer === "") return "";
  const at = definer.lastIndexOf("@");
  const [user, host] = at < 0 ? [definer, "%"] : [definer.slice(0, at), definer.slice(at + 1)];
  return ` definer = ${quote(user || " ")}@${quote(host || "%")}`;
}
