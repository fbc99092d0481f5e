// Function documents: upstream's keys (lang, params, return, returnSet, as) and the rest of CREATE FUNCTION.
import {
  array,
  boolean,
  float,
  type Infer,
  object,
  oneOfWords,
  optional,
  record,
  scalar,
  string,
} from "../../../protocol/schema.ts";
import { foldAscii } from "../../kit/quote.ts";
import type { DraftContext, SpecPath } from "../draft.ts";
import type { WantedObject } from "../kind.ts";
import { keptName } from "../model.ts";
import type { ObjectRequest } from "../requests.ts";
import { COMMENT, NAME, PREVIOUS, SCHEMA_KEY, SQL } from "../spec_parts.ts";
import { isContained, tokenize } from "../tokens.ts";
import {
  cutList,
  type FunctionFacts,
  functionType,
  inputTypes,
  type Parameter,
  settingValue,
  signature,
  tableColumns,
} from "./function_form.ts";
import { attributes } from "./function_read.ts";
import { GRANTS } from "./grant_spec.ts";

const MAX_PARAMETERS = 100;
const TYPE = (description: string) => string({ minLength: 1, maxLength: 10_000, description });

const PARAMETER_SPEC = object({
  mode: optional(string({ maxLength: 20, description: "in (default), out, inout or variadic" })),
  name: optional(string({ maxLength: 1000, description: "The parameter's name" })),
  type: TYPE("Its type"),
  default: optional(SQL("An SQL expression for calls that leave it out")),
}, { description: "A parameter" });

/** The body of a Function document under `spec.schema.postgres`. */
export const FUNCTION_SPEC = object({
  schema: SCHEMA_KEY,
  lang: optional(NAME("The language: plpgsql, sql, ...")),
  isProcedure: optional(boolean({ description: "True: a procedure, which CALL runs" })),
  params: optional(array(PARAMETER_SPEC, {
    maxItems: MAX_PARAMETERS,
    description:
      "The parameters. Their types belong to the name: the same name with others is another function",
  })),
  return: optional(TYPE("The type of the result: integer, void, trigger, `table(a int, b text)`")),
  returnSet: optional(boolean({ description: "True: any number of rows (SETOF)" })),
  as: optional(string({ maxLength: 1_000_000, description: "The body, in the language" })),
  sqlBody: optional(SQL(
    "In place of `as`: a body in standard SQL, `return a + b` or `begin atomic ... end` (PostgreSQL 14)",
  )),
  library: optional(
    string({ minLength: 1, maxLength: 10_000, description: "The library file of a function in C" }),
  ),
  volatility: optional(oneOfWords(["volatile", "stable", "immutable"], {
    description: "What the result depends on; default volatile: on anything",
  })),
  strict: optional(boolean({ description: "True: null without a call when an argument is null" })),
  security: optional(oneOfWords(["invoker", "definer"], {
    description: "Whose rights it runs with; default invoker. A definer's should `set` its search_path",
  })),
  leakproof: optional(boolean({ description: "True: it tells nothing of its arguments but by its result" })),
  parallel: optional(oneOfWords(["unsafe", "restricted", "safe"], {
    description: "Whether parallel plans may run it; default unsafe",
  })),
  cost: optional(float({ description: "Planner's cost of a call; default 100, in C 1" })),
  rows: optional(float({ description: "Rows that the planner expects of a set; default 1000" })),
  set: optional(
    record(scalar(), { description: "Settings while it runs, e.g. search_path: pg_catalog, public" }),
  ),
  isWindow: optional(boolean({ description: "True: a window function (only in C)" })),
  grants: GRANTS,
  comment: COMMENT,
  isDeleted: optional(boolean({ description: "True: the function with these parameters must not exist" })),
  previousNames: PREVIOUS("function, with other types in parentheses where they changed: `f(integer)`"),
}, { title: "PostgreSQL function", description: "A function or procedure" });

type FunctionSpec = Infer<typeof FUNCTION_SPEC>;

const MODES: Readonly<Record<string, Parameter["mode"] | "in">> = {
  "": "in",
  "in": "in",
  "out": "out",
  "inout": "inout",
  "in out": "inout",
  "variadic": "variadic",
};

/** The function that a document wants; what is wrong is reported. */
export function wantedFunction(request: ObjectRequest, context: DraftContext): WantedObject[] {
  return new FunctionDrafter(request, context).build();
}

class FunctionDrafter {
  readonly #request: ObjectRequest;
  readonly #context: DraftContext;
  readonly #body: FunctionSpec;
  #hasErrors = false;

  constructor(request: ObjectRequest, context: DraftContext) {
    this.#request = request;
    this.#context = context;
    this.#body = request.body as FunctionSpec; // checked by the core
  }

  build(): WantedObject[] {
    const body = this.#body;
    const { name, schema, spec } = this.#request;
    const parameters = (body.params ?? []).map((each, at) => this.#parameter(each, ["params", at]));
    const facts: FunctionFacts = {
      parameters,
      ...(body.isProcedure && { isProcedure: true }),
      ...(body.isWindow && { isWindow: true }),
      ...this.#result(parameters),
      ...this.#attributes(),
      ...this.#bodyFacts(),
    };
    if (this.#hasErrors) return [];
    const previousNames = body.previousNames?.map((each, at) =>
      this.#formerName(each, parameters, ["previousNames", at])
    );
    return [{
      kind: "function",
      schema,
      name: signature(name, parameters),
      facts: { ...facts },
      ...(body.comment !== undefined && { comment: body.comment }),
      ...(body.isDeleted && { isDeleted: true }),
      ...(previousNames && { previousNames }),
      origin: { spec: spec.index, path: body.sqlBody === undefined ? ["as"] : ["sqlBody"] },
    }];
  }

  #parameter(given: NonNullable<FunctionSpec["params"]>[number], path: SpecPath): Parameter {
    const mode = MODES[foldAscii((given.mode ?? "").trim())];
    if (mode === undefined) {
      this.#error("invalid-mode", `Not the mode of a parameter: ${given.mode}`, [...path, "mode"]);
    }
    if (given.default !== undefined && !isContained(given.default)) {
      this.#error("invalid-expression", `Not one complete SQL expression: ${given.default}`, [
        ...path,
        "default",
      ]);
    }
    if (given.name?.includes("\0")) {
      this.#error("invalid-name", "A name cannot hold a NUL character", [...path, "name"]);
    }
    return {
      ...(mode !== undefined && mode !== "in" && { mode }),
      ...(given.name !== undefined && given.name !== "" && { name: keptName(given.name) }),
      type: this.#type(given.type, [...path, "type"]),
      ...(given.default !== undefined && { default: given.default }),
    };
  }

  #type(text: string, path: SpecPath): string {
    const type = functionType(text, this.#context.types);
    if (type === undefined) {
      this.#error("unknown-type", `Not the type of a parameter or result: ${text}`, path);
    }
    return type ?? "";
  }

  #result(parameters: readonly Parameter[]): Partial<FunctionFacts> {
    const { isProcedure, isDeleted, returnSet } = this.#body;
    const given = this.#body.return;
    if (isDeleted) return {};
    if (isProcedure) {
      if (given !== undefined) this.#error("invalid-return", "A procedure returns nothing", ["return"]);
      return {};
    }
    const outs = parameters.filter(({ mode }) => mode === "out" || mode === "inout");
    if (given === undefined) {
      const [first, second] = outs;
      if (!first) {
        this.#error("missing-return", `Function ${this.#request.name} says not what it returns`, []);
      }
      const returns = second ? "record" : first?.type ?? "void";
      return { returns, ...(returnSet && { returnsSet: true }) };
    }
    const [word, second] = tokenize(given);
    if (word?.kind === "word" && word.value === "table" && second?.value === "(") {
      const returnsTable = tableColumns(given, this.#context.types);
      if (!returnsTable) this.#error("unknown-type", `Not a list of columns: ${given}`, ["return"]);
      return { returnsTable: returnsTable ?? [] };
    }
    const isSet = word?.kind === "word" && word.value === "setof";
    const returns = this.#type(isSet ? given.slice(word.end) : given, ["return"]);
    return { returns, ...((isSet || returnSet) && { returnsSet: true }) };
  }

  #attributes(): Omit<FunctionFacts, "parameters"> {
    const { lang, volatility, strict, security, leakproof, parallel, cost, rows, set, sqlBody, isDeleted } =
      this.#body;
    if (lang === undefined && sqlBody === undefined && !isDeleted) {
      this.#error("missing-language", `Function ${this.#request.name} says not in which language it is`, []);
    }
    const isSet = this.#body.returnSet === true || /^\s*(?:setof|table)\b/i.test(this.#body.return ?? "");
    for (const [name, value] of [["cost", cost], ["rows", rows]] as const) {
      if (value !== undefined && !(value > 0)) {
        this.#error("invalid-number", `${name} must be above 0`, [name]);
      }
    }
    if (rows !== undefined && !isSet) {
      this.#error("invalid-rows", "rows is of a function that returns a set", ["rows"]);
    }
    for (const name of Object.keys(set ?? {})) {
      if (!/^[A-Za-z_][\w$]*(?:\.[A-Za-z_][\w$]*)*$/.test(name)) {
        this.#error("invalid-name", `Not a setting: ${name}`, ["set"]);
      }
      if (String(set?.[name]).includes("\0")) {
        this.#error("invalid-value", "A setting cannot hold a NUL", ["set", name]);
      }
    }
    const settings = Object.entries(set ?? {}).map(([name, value]) =>
      [foldAscii(name), settingValue(name, String(value))] as const
    );
    return {
      ...attributes({
        language: foldAscii(lang ?? "sql"),
        volatility,
        strict: strict === true,
        definer: security === "definer",
        leakproof: leakproof === true,
        parallel,
        cost,
        rows,
        returnsSet: isSet,
      }),
      ...(settings.length > 0 && { set: Object.fromEntries(settings) }),
    };
  }

  #bodyFacts(): Partial<FunctionFacts> {
    const { as, sqlBody, library, isDeleted } = this.#body;
    if (isDeleted) return {};
    if ((as === undefined) === (sqlBody === undefined)) {
      this.#error("invalid-body", `Function ${this.#request.name} has either \`as\` or \`sqlBody\``, []);
    }
    if (as?.includes("\0") || library?.includes("\0")) {
      this.#error("invalid-body", "A body cannot hold a NUL character", ["as"]);
    }
    if (sqlBody !== undefined && !isSqlBody(sqlBody)) {
      this.#error("invalid-body", "Neither `return EXPRESSION` nor `begin atomic ... end`", ["sqlBody"]);
    }
    return {
      ...(library !== undefined && { library }),
      ...(as !== undefined && { body: as }),
      ...(sqlBody !== undefined && { sqlBody: sqlBody.trim() }),
    };
  }

  #formerName(text: string, parameters: readonly Parameter[], path: SpecPath): string {
    const open = text.endsWith(")") ? text.indexOf("(") : -1;
    if (open <= 0) return `${keptName(text)}(${inputTypes(parameters).join(", ")})`;
    const types = cutList(text.slice(open + 1, -1)).map((each) => this.#type(each, path));
    return `${keptName(text.slice(0, open))}(${types.join(", ")})`;
  }

  #error(code: string, message: string, path: SpecPath): void {
    this.#hasErrors = true;
    this.#context.report({ severity: "error", code, message, spec: this.#request.spec.index, path });
  }
}

/** `return ...`, or `begin atomic ... end` with its own semicolons: nothing that ends the statement before its end. */
function isSqlBody(sql: string): boolean {
  const tokens = tokenize(sql);
  const [first, second] = tokens;
  const isWord = (at: number, value: string) =>
    tokens.at(at)?.kind === "word" && tokens.at(at)?.value === value;
  if (first?.kind === "word" && first.value === "return") return isContained(sql);
  if (!isWord(0, "begin") || second?.value !== "atomic" || !isWord(-1, "end")) return false;
  // CASE has an END, too; a semicolon between two statements stands at depth 1.
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if (token.kind === "open") return false;
    if (token.kind !== "word") continue;
    if ((token.value === "begin" && at === 0) || token.value === "case") depth++;
    if (token.value === "end") depth--;
    if (depth === 0 && at < tokens.length - 1) return false;
  }
  return depth === 0;
}
