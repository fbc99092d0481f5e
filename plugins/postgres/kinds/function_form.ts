// What makes a function or procedure, in one form: read from a spec and from the catalog alike, so that equal forms are
// equal functions. What goes without saying (volatile, cost 100) is left out of it.
import type { CatalogObject } from "../catalog.ts";
import { isPunctuation, normalForm, type Token, tokenize } from "../tokens.ts";
import { readType, type TypeLookup } from "../types.ts";
import { foldAscii, quoteName } from "../../kit/quote.ts";

/** A parameter. */
export interface Parameter {
  /** Absent: in. */
  readonly mode?: "out" | "inout" | "variadic";
  readonly name?: string;
  readonly type: string;
  /** An SQL expression. */
  readonly default?: string;
}

/** A function as facts of a catalog object. */
export interface FunctionFacts {
  readonly isProcedure?: boolean;
  readonly isWindow?: boolean;
  /** True for what no document describes: aggregates. */
  readonly isForeign?: boolean;
  readonly parameters: readonly Parameter[];
  /** Absent for a procedure. Of a function that returns a table: the columns instead. */
  readonly returns?: string;
  readonly returnsSet?: boolean;
  readonly returnsTable?: readonly Parameter[];
  readonly language: string;
  readonly volatility?: string;
  readonly strict?: boolean;
  readonly security?: "definer";
  readonly leakproof?: boolean;
  readonly parallel?: string;
  readonly cost?: number;
  readonly rows?: number;
  readonly set?: Readonly<Record<string, string>>;
  readonly library?: string;
  readonly body?: string;
  /** A body in standard SQL: `begin atomic ... end` or `return 1`. */
  readonly sqlBody?: string;
  /** What no document can say of it. */
  readonly unexpressed?: readonly string[];
}

/** The facts of a function. */
export function functionFacts(object: CatalogObject): FunctionFacts {
  return object.facts as unknown as FunctionFacts; // only kinds/function.ts makes these objects
}

/** The types by which overloads are told apart. */
export function inputTypes(parameters: readonly Parameter[]): string[] {
  return parameters.filter(({ mode }) => mode !== "out").map(({ type }) => type);
}

/** The name of a function's catalog object: `f(integer, text)`. */
export function signature(name: string, parameters: readonly Parameter[]): string {
  return `${name}(${inputTypes(parameters).join(", ")})`;
}

/** The name without the types. */
export function bareName(object: CatalogObject): string {
  const types = inputTypes(functionFacts(object).parameters).join(", ");
  return object.name.endsWith(`(${types})`)
    ? object.name.slice(0, -types.length - 2)
    : object.name.replace(/\([^]*$/, "");
}

const PSEUDO = new Set(
  ("any anyelement anyarray anynonarray anyenum anyrange anymultirange anycompatible anycompatiblearray " +
    "anycompatiblenonarray anycompatiblerange anycompatiblemultirange cstring internal language_handler fdw_handler " +
    "table_am_handler index_am_handler tsm_handler record trigger event_trigger pg_ddl_command void unknown")
    .split(" "),
);

/** The spelling of a parameter's or result's type; functions keep no lengths. Undefined when the text is no type. */
export function functionType(text: string, lookup: TypeLookup): string | undefined {
  const folded = foldAscii(text.trim());
  if (PSEUDO.has(folded)) return folded === "any" ? '"any"' : folded;
  const type = readType(text, lookup);
  if (!type || type.isSerial) return undefined;
  const whole = type.type.replace(/\([^)]*\)/, "");
  return whole.startsWith("interval ") ? `interval${whole.endsWith("[]") ? "[]" : ""}` : whole;
}

/** Cuts a list at its commas, those in parentheses aside. */
export function cutList(sql: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const token of tokenize(sql)) {
    if (token.kind !== "punctuation") continue;
    if (token.value === "(" || token.value === "[") depth++;
    else if (token.value === ")" || token.value === "]") depth--;
    else if (token.value === "," && depth === 0) {
      parts.push(sql.slice(from, token.start).trim());
      from = token.end;
    }
  }
  const last = sql.slice(from).trim();
  return last === "" && parts.length === 0 ? [] : [...parts, last];
}

/** The columns of `table(a int, b text)`; undefined for any other text, or when a type is none. */
export function tableColumns(sql: string, lookup: TypeLookup): readonly Parameter[] | undefined {
  const tokens = tokenize(sql);
  const [first, open] = tokens;
  const last = tokens.at(-1);
  if (first?.kind !== "word" || first.value !== "table" || !isPunctuation(open, "(")) return undefined;
  if (!last || !isPunctuation(last, ")")) return undefined;
  const columns = cutList(sql.slice(open?.end ?? 0, last.start)).map((text): Parameter | undefined => {
    const [name] = tokenize(text);
    if (!name || !isName(name)) return undefined;
    const type = functionType(text.slice(name.end), lookup);
    return type === undefined ? undefined : { name: name.value, type };
  });
  return columns.every((each) => each !== undefined) ? columns : undefined;
}

function isName(token: Token): boolean {
  return token.kind === "word" || token.kind === "name";
}

/** Settings whose value is a list of names. */
const LISTS = new Set(
  ["search_path", "temp_tablespaces", "local_preload_libraries", "session_preload_libraries"],
);

/** A setting's value in one spelling; lists as `a, "B"`. */
export function settingValue(name: string, value: string): string {
  if (!isListSetting(name)) return value;
  return listElements(value).map((each) =>
    each !== "" && /^[a-z_][a-z0-9_]*$/.test(each) ? each : `"${each.replaceAll('"', '""')}"`
  ).join(", ");
}

/** True for a setting whose value is a list of names. */
export function isListSetting(name: string): boolean {
  return LISTS.has(foldAscii(name));
}

/** The names of a list as a setting's value writes it. */
export function listElements(value: string): string[] {
  const names = [...value.matchAll(/\s*(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)'|([^,]*))\s*(?:,|$)/g)]
    .filter(([whole, quoted, single]) => whole !== "" || quoted !== undefined || single !== undefined)
    .map(([, quoted, single, bare]) =>
      quoted?.replaceAll('""', '"') ?? single?.replaceAll("''", "'") ?? foldAscii((bare ?? "").trim())
    );
  return names.length === 0 ? [""] : names;
}

/** True when two functions are the same, spacing around bodies and the spelling of expressions aside. */
export function isSameForm(a: FunctionFacts, b: FunctionFacts): boolean {
  return comparable(a) === comparable(b);
}

function comparable(facts: FunctionFacts): string {
  const { unexpressed: _, parameters, body, sqlBody, set, ...rest } = facts;
  const own = {
    ...rest,
    parameters: parameters.map((each) => [
      each.mode,
      each.name,
      each.type,
      each.default === undefined ? undefined : normalForm(each.default),
    ]),
    returnsTable: rest.returnsTable?.map(({ name, type }) => [name, type]),
    body: body === undefined ? undefined : bodyText(body),
    sqlBody: sqlBody === undefined ? undefined : normalForm(sqlBody),
    set: Object.entries(set ?? {}).sort(([x], [y]) => x < y ? -1 : 1),
  };
  return JSON.stringify(Object.entries(own).sort(([x], [y]) => x < y ? -1 : 1));
}

/** A body without the empty lines around it. */
function bodyText(body: string): string {
  return body.replace(/^(?:[ \t]*\r?\n)+/, "").trimEnd();
}

/**
 * True when CREATE OR REPLACE can make one of the other: PostgreSQL keeps what callers were built against, the result,
 * the names of parameters, and that a default is there.
 */
export function canReplace(live: FunctionFacts, wanted: FunctionFacts): boolean {
  const result = (facts: FunctionFacts) =>
    JSON.stringify([
      Boolean(facts.isProcedure),
      Boolean(facts.isWindow),
      facts.returns,
      Boolean(facts.returnsSet),
      facts.returnsTable?.map(({ name, type }) => [name, type]),
      facts.parameters.filter(({ mode }) => mode === "out" || mode === "inout").map((
        { name, type },
      ) => [name, type]),
    ]);
  return result(live) === result(wanted) && live.parameters.length === wanted.parameters.length &&
    live.parameters.every((parameter, at) => {
      const next = wanted.parameters[at];
      return next !== undefined && next.mode === parameter.mode && next.type === parameter.type &&
        (parameter.name === undefined || next.name === parameter.name) &&
        (parameter.default === undefined || next.default !== undefined);
    });
}

/** `"a" integer default (1)`. */
export function parameterClause({ mode, name, type, default: value }: Parameter): string {
  return [
    ...(mode === undefined ? [] : [mode]),
    ...(name === undefined ? [] : [quoteName(name)]),
    type,
    ...(value === undefined ? [] : [`default (${value})`]),
  ].join(" ");
}
