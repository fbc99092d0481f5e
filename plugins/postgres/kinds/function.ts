// Functions and procedures, from Function documents. Overloads are objects of their own, told apart by the types of
// their parameters. A body is kept by the server as text; defaults and bodies in standard SQL are not.
import { quoteName } from "../../kit/quote.ts";
import { type CatalogObject, labelOf } from "../catalog.ts";
import type { GeneratedObject, Kind, KindContext } from "../kind.ts";
import { textLiteral } from "../literal.ts";
import { making, nameKey, namesIn, routinesIn } from "../mentions.ts";
import { keptName, type QualifiedName } from "../model.ts";
import { commentOn } from "../render.ts";
import type { ServerFacts } from "../server.ts";
import { key, NOTHING, type PlannedStep, statement } from "../steps.ts";
import {
  bareName,
  canReplace,
  type FunctionFacts,
  functionFacts,
  inputTypes,
  isListSetting,
  isSameForm,
  listElements,
  type Parameter,
  parameterClause,
} from "./function_form.ts";
import { functionParts } from "./function_read.ts";
import { FUNCTION_SPEC, wantedFunction } from "./function_spec.ts";

/** Functions and procedures. */
export const FUNCTION: Kind = {
  kind: "function",
  documents: [{ kind: "Function", body: FUNCTION_SPEC }],
  scope: ({ spec, schema, name, body }) => {
    if (spec.kind !== "Function") return [];
    const previous = Array.isArray(body["previousNames"]) ? body["previousNames"].map(String) : [];
    const names = [
      name,
      ...previous.map((each) => keptName(each.endsWith(")") ? each.replace(/\(.*$/, "") : each)),
    ];
    return names.map((each) => ({ kind: "function", schema, name: each }));
  },
  inspect: functionParts,
  wanted: (requests, _tables, context) => {
    const objects = requests.flatMap((request) =>
      request.spec.kind === "Function" ? wantedFunction(request, context) : []
    );
    const seen = new Set<string>();
    for (const { schema, name, origin } of objects) {
      const id = JSON.stringify([schema, name]);
      if (seen.has(id)) {
        const message = `Function ${name} is described twice`;
        context.report({ severity: "error", code: "duplicate-spec", message, spec: origin.spec, path: [] });
      }
      seen.add(id);
    }
    return { owners: [], objects };
  },
  isSame: (live, wanted) =>
    isSameForm(functionFacts(live), functionFacts(wanted)) &&
    (wanted.comment === undefined || wanted.comment === (live.comment ?? "")),
  scratch: (object, schemaOf) => [createSql({ ...object, schema: schemaOf(object.schema ?? "") }, "create")],
  // What calls it by its new name must find it.
  prepare: (live, wanted) => {
    const isRenamed = live !== undefined && bareName(live) !== bareName(wanted) &&
      live.name.slice(bareName(live).length) === wanted.name.slice(bareName(wanted).length);
    return isRenamed
      ? [`alter ${word(live)} ${quoteSignature(live)} rename to ${quoteName(bareName(wanted))}`]
      : [];
  },
  create: (object, context) => createSteps(object, context, "create"),
  drop: (object, { server }) => [{
    ...NOTHING,
    removes: [nameKey.routine(plainName(object))],
    releases: neededKeys(functionFacts(object)),
    mayRelease: namesIn(functionFacts(object).sqlBody ?? "").words,
    statements: [
      statement(
        `drop ${word(object)} ${quoteSignature(object)}`,
        "drop",
        nameOf(object),
        `Drop ${word(object)} ${labelOf(server, object.schema, object.name)}`,
      ),
    ],
    ...(object.oid !== undefined && { disturbs: [{ type: "object", oid: object.oid, catalog: "pg_proc" }] }),
  }],
  alter(live, wanted, context) {
    const [there, given] = [functionFacts(live), functionFacts(wanted)];
    if (isSameForm(there, given)) return commentSteps(wanted, context.server);
    if (!canReplace(there, given)) return undefined;
    const hasComment = wanted.comment !== undefined && wanted.comment !== (live.comment ?? "");
    return createSteps(hasComment ? wanted : withoutComment(wanted), context, "alter");
  },
  rename(live, name, { server }) {
    const types = inputTypes(functionFacts(live).parameters).join(", ");
    if (!name.endsWith(`(${types})`)) return undefined;
    const bare = name.slice(0, -types.length - 2);
    const former = bareName(live);
    if (bare === former) return undefined;
    return [{
      ...NOTHING,
      removes: [nameKey.routine(plainName(live))],
      ...making({ ...plainName(live), name: bare }, "routine"),
      statements: [statement(
        `alter ${word(live)} ${quoteSignature(live)} rename to ${quoteName(bare)}`,
        "rename",
        nameOf({ ...live, name }),
        `Rename ${word(live)} ${labelOf(server, live.schema, live.name)} to ${
          labelOf(server, live.schema, name)
        }`,
      )],
    }];
  },
  generate: (object, { server }) => generated(object, server),
};

/**
 * A function in a scratch schema that expressions may call. SQL in strings is left out: the server would look into it,
 * and it may name what is not there yet.
 */
export function standIn(object: CatalogObject, schemaOf: (schema: string) => string): string {
  const own = { ...object, schema: schemaOf(object.schema ?? "") };
  const facts = functionFacts(object);
  if (facts.language !== "sql" || facts.body === undefined || facts.isProcedure) {
    return createSql(own, "create");
  }
  const hasNoValue = facts.returns === "void" || facts.returnsSet || facts.returnsTable ||
    facts.parameters.some(({ mode }) => mode === "out" || mode === "inout");
  const body = `begin return${hasNoValue ? "" : " null"}; end`;
  return createSql({ ...own, facts: { ...facts, language: "plpgsql", body } }, "create");
}

function withoutComment<T extends CatalogObject>({ comment: _, ...object }: T): Omit<T, "comment"> {
  return object;
}

function word(object: CatalogObject): "function" | "procedure" {
  return functionFacts(object).isProcedure ? "procedure" : "function";
}

function nameOf(object: CatalogObject): { kind: string; schema?: string; name: string } {
  const { schema } = object;
  return {
    kind: word(object),
    ...(schema !== undefined && schema !== "" && { schema }),
    name: bareName(object),
  };
}

/** Without the types of its parameters. */
function plainName(object: CatalogObject): QualifiedName {
  const { schema } = object;
  return { ...(schema !== undefined && { schema }), name: bareName(object) };
}

function quoteQualifiedName(object: CatalogObject): string {
  const nameSql = quoteName(bareName(object));
  return object.schema === undefined || object.schema === ""
    ? nameSql
    : `${quoteName(object.schema)}.${nameSql}`;
}

/** `"public"."f"(integer, text)`. */
function quoteSignature(object: CatalogObject): string {
  return `${quoteQualifiedName(object)}(${inputTypes(functionFacts(object).parameters).join(", ")})`;
}

/** What must be there before the function, or may go only after it. Texts of bodies need nothing. */
function neededKeys({ parameters, returns, returnsTable, sqlBody }: FunctionFacts): string[] {
  const types = [...parameters, ...returnsTable ?? []].map(({ type }) => type).concat(returns ?? []);
  return [
    ...types.flatMap((type) => [
      key.type(type),
      // The rows of a table or view, by its name.
      ...namesIn(`null::${type}`).names,
    ]),
    ...parameters.flatMap((each) => routinesIn(each.default ?? "")),
    ...namesIn(sqlBody ?? "").names,
  ];
}

function createSteps(
  object: CatalogObject,
  { server }: KindContext,
  kind: "create" | "alter",
): PlannedStep[] {
  const facts = functionFacts(object);
  const label = labelOf(server, object.schema, object.name);
  const words = `${kind === "create" ? "Create" : "Change"} ${word(object)} ${label}`;
  const head = kind === "create" ? "create" : "create or replace";
  const body = namesIn(facts.body ?? "");
  return [{
    ...NOTHING,
    ...making(plainName(object), "routine"),
    requires: [key.schema(object.schema), nameKey.extensions, ...neededKeys(facts)],
    prefers: [...body.names, ...body.words, ...namesIn(facts.sqlBody ?? "").words],
    statements: [statement(createSql(object, head), kind, nameOf(object), words)],
  }, ...commentSteps(object, server)];
}

function commentSteps(object: CatalogObject, server: ServerFacts): PlannedStep[] {
  if (object.comment === undefined) return [];
  const sql = commentOn(`${word(object)} ${quoteSignature(object)}`, object.comment);
  const label = labelOf(server, object.schema, object.name);
  return [{
    ...NOTHING,
    requires: [nameKey.routine(plainName(object))],
    statements: [statement(sql, "alter", nameOf(object), `Comment on ${word(object)} ${label}`)],
  }];
}

function createSql(object: CatalogObject, head: "create" | "create or replace"): string {
  const facts = functionFacts(object);
  const { parameters, returns, returnsSet, returnsTable, set = {} } = facts;
  const lines = [
    ...(returnsTable ? [`returns table (${returnsTable.map(parameterClause).join(", ")})`] : []),
    ...(returns !== undefined ? [`returns ${returnsSet ? "setof " : ""}${returns}`] : []),
    `language ${quoteName(facts.language)}`,
    ...(facts.isWindow ? ["window"] : []),
    ...(facts.volatility !== undefined ? [facts.volatility] : []),
    ...(facts.strict ? ["strict"] : []),
    ...(facts.security === "definer" ? ["security definer"] : []),
    ...(facts.leakproof ? ["leakproof"] : []),
    ...(facts.parallel !== undefined ? [`parallel ${facts.parallel}`] : []),
    ...(facts.cost !== undefined ? [`cost ${Number(facts.cost)}`] : []),
    ...(facts.rows !== undefined ? [`rows ${Number(facts.rows)}`] : []),
    ...Object.entries(set).map(([name, value]) => settingClause(name, value)),
    ...(facts.body !== undefined
      ? [
        `as ${facts.library === undefined ? "" : `${textLiteral(facts.library)}, `}${
          dollarQuoted(facts.body)
        }`,
      ]
      : []),
    ...(facts.sqlBody !== undefined ? [facts.sqlBody] : []),
  ];
  const parametersSql = parameters.map(parameterClause).join(", ");
  return `${head} ${word(object)} ${quoteQualifiedName(object)} (${parametersSql})\n${lines.join("\n")}`;
}

function settingClause(name: string, value: string): string {
  const valueSql = isListSetting(name)
    ? listElements(value).map((each) => textLiteral(each)).join(", ")
    : textLiteral(value);
  return `set ${name.split(".").map((each) => quoteName(each)).join(".")} to ${valueSql}`;
}

/** A body between dollar signs, with a tag that does not end it early. */
function dollarQuoted(body: string): string {
  for (let count = 0;; count++) {
    const tag = `$body${count === 0 ? "" : count}$`;
    if (`${body}${tag}`.indexOf(tag) === body.length) return `${tag}${body}${tag}`;
  }
}

function parameterBody({ mode, name, type, default: value }: Parameter): Record<string, unknown> {
  return {
    ...(mode !== undefined && { mode }),
    ...(name !== undefined && { name }),
    type,
    ...(value !== undefined && { default: value }),
  };
}

function generated(object: CatalogObject, server: ServerFacts): GeneratedObject {
  const facts = functionFacts(object);
  const { parameters, returns, returnsSet, returnsTable, language, body, sqlBody, unexpressed = [] } = facts;
  const document = { kind: "Function", name: bareName(object) };
  if (facts.isForeign) return { ...document, body: undefined, unexpressed };
  const {
    volatility,
    strict,
    security,
    leakproof,
    parallel,
    cost,
    rows,
    set,
    library,
    isProcedure,
    isWindow,
  } = facts;
  const columnsSql = returnsTable?.map(parameterClause).join(", ");
  const rest = { volatility, strict, security, leakproof, parallel, cost, rows, set, library, isWindow };
  return {
    ...document,
    body: {
      ...(object.schema !== server.defaultSchema && { schema: object.schema }),
      ...(isProcedure && { isProcedure }),
      lang: language,
      ...(parameters.length > 0 && { params: parameters.map(parameterBody) }),
      ...(returnsSet && { returnSet: true }),
      ...(columnsSql !== undefined
        ? { return: `table(${columnsSql})` }
        : returns !== undefined && { return: returns }),
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
      ...(body !== undefined && { as: body }),
      ...(sqlBody !== undefined && { sqlBody }),
      ...(object.comment !== undefined && { comment: object.comment }),
    },
    unexpressed,
  };
}
