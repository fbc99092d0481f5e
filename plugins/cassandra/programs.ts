// Plans functions and aggregates. A function is its name and the types of its parameters; what is the same of both can be
// replaced where it is, unless its result is of another type.
import { type Aggregate, type Func, signatureOf } from "./catalog.ts";
import { addStep, type Draft, functionKey, refuse, typeKey, typesIn } from "./draft.ts";
import { bodyLiteral, quote } from "./literal.ts";
import type { Request } from "./requests.ts";
import type { AggregateSpec, FunctionSpec } from "./spec_objects.ts";
import { isClosedPiece, plainForm } from "./tokens.ts";
import { NotAType, readType, thawed, typeSql } from "./types.ts";

/** Plans one function. */
export function planFunction(draft: Draft, { spec, name, body }: Request<FunctionSpec>): void {
  const parameters = (body.params ?? []).flatMap(({ name: parameter, type }, index) => {
    const read = argumentType(draft, { spec, name, body }, type, ["params", index, "type"]);
    return read === undefined ? [] : [{ name: parameter, type: read }];
  });
  if (parameters.length < (body.params ?? []).length) return;
  const signature = signatureOf(name, parameters.map(({ type }) => type));
  const live = draft.live.functions.get(signature);
  if (body.isDeleted) {
    if (!live) return;
    draft.after.functions.delete(signature);
    dropFunction(draft, signature, live);
    return;
  }
  const { return: returned, as } = body;
  if (returned === undefined || as === undefined) {
    refuse(
      draft,
      spec,
      "missing-body",
      `Function ${signature} has no ${returned === undefined ? "type that it returns" : "body"}`,
      "Write return: int and as: the body",
    );
    return;
  }
  const returns = argumentType(draft, { spec, name, body }, returned, ["return"]);
  if (returns === undefined) return;
  const wanted: Func = {
    name,
    parameters,
    returns,
    language: (body.lang ?? "java").toLowerCase(),
    body: as,
    isCalledOnNull: body.calledOnNullInput ?? false,
  };
  draft.after.functions.set(signature, wanted);
  if (!live) createFunction(draft, signature, wanted, false);
  else if (live.returns !== wanted.returns || live.isCalledOnNull !== wanted.isCalledOnNull) {
    dropFunction(draft, signature, live);
    createFunction(draft, signature, wanted, false);
  } else if (JSON.stringify(live) !== JSON.stringify(wanted)) createFunction(draft, signature, wanted, true);
}

function createFunction(draft: Draft, signature: string, made: Func, isReplaced: boolean): void {
  const { name, parameters, returns, language, body, isCalledOnNull } = made;
  const types = [...parameters.map(({ type }) => type), returns];
  const parametersSql = parameters.map((each) => `${quote(each.name)} ${typeClause(each.type)}`).join(", ");
  const replaceSql = isReplaced ? "or replace " : "";
  const nullSql = isCalledOnNull ? "called" : "returns null";
  addStep(
    draft,
    {
      produces: [functionKey(signature)],
      requires: types.flatMap((type) => typesIn(type, draft.live.keyspace)).map(typeKey),
    },
    `create ${replaceSql}function ${quote(name)} (${parametersSql}) ${nullSql} on null input returns ${
      typeClause(returns)
    } language ${languageClause(language)} as ${bodyLiteral(body)}`,
    isReplaced ? "alter" : "create",
    { kind: "function", name: signature },
    `${isReplaced ? "Replace" : "Create"} function ${signature}`,
  );
}

function dropFunction(draft: Draft, signature: string, { name, parameters, returns }: Func): void {
  const types = [...parameters.map(({ type }) => type), returns];
  const releases = types.flatMap((type) => typesIn(type, draft.live.keyspace)).map(typeKey);
  const typesSql = parameters.map(({ type }) => typeClause(type)).join(", ");
  addStep(
    draft,
    { removes: [functionKey(signature)], releases },
    `drop function ${quote(name)} (${typesSql})`,
    "drop",
    { kind: "function", name: signature },
    `Drop function ${signature}`,
  );
}

/** Plans one aggregate. Functions are planned before. */
export function planAggregate(draft: Draft, { spec, name, body }: Request<AggregateSpec>): void {
  const request = { spec, name, body };
  const parameters = (body.params ?? []).flatMap((type, index) =>
    argumentType(draft, request, type, ["params", index]) ?? []
  );
  if (parameters.length < (body.params ?? []).length) return;
  const signature = signatureOf(name, parameters);
  const live = draft.live.aggregates.get(signature);
  if (body.isDeleted) {
    if (!live) return;
    draft.after.aggregates.delete(signature);
    dropAggregate(draft, signature, live);
    return;
  }
  if (body.stateFunction === undefined || body.stateType === undefined) {
    const what = body.stateFunction === undefined ? "stateFunction" : "stateType";
    refuse(draft, spec, "missing-body", `Aggregate ${signature} has no ${what}`);
    return;
  }
  const stateType = argumentType(draft, request, body.stateType, ["stateType"]);
  if (stateType === undefined) return;
  if (body.initialState !== undefined && !isClosedPiece(body.initialState)) {
    const message = `The initial state of aggregate ${signature} is not one value: ${body.initialState}`;
    refuse(draft, spec, "invalid-state", message, "Write it in CQL: 0, (0, 0), 'text'", ["initialState"]);
    return;
  }
  const wanted: Aggregate = {
    name,
    parameters,
    stateFunction: body.stateFunction,
    stateType,
    ...(body.finalFunction !== undefined && { finalFunction: body.finalFunction }),
    ...(body.initialState !== undefined && { initialState: body.initialState }),
  };
  for (const needed of functionsOf(wanted)) {
    if (draft.after.functions.has(needed)) continue;
    refuse(
      draft,
      spec,
      "unknown-function",
      `Aggregate ${signature} needs the function ${needed}, which is not there`,
    );
  }
  const [stateFunction = ""] = functionsOf(wanted);
  if (
    wanted.initialState === undefined && draft.after.functions.get(stateFunction)?.isCalledOnNull === false
  ) {
    const message = `Aggregate ${signature} needs initialState: ${stateFunction} is not called with null`;
    refuse(
      draft,
      spec,
      "missing-state",
      message,
      "Write initialState, or calledOnNullInput: true of the function",
    );
  }
  draft.after.aggregates.set(signature, wanted);
  if (!live) createAggregate(draft, signature, wanted, false);
  else if (
    live.stateType !== wanted.stateType || live.finalFunction !== wanted.finalFunction ||
    isRemade(draft, live)
  ) {
    dropAggregate(draft, signature, live);
    createAggregate(draft, signature, wanted, false);
  } else if (
    live.stateFunction !== wanted.stateFunction ||
    plainForm(live.initialState ?? "null") !== plainForm(wanted.initialState ?? "null")
  ) createAggregate(draft, signature, wanted, true);
}

/** True when a function of the aggregate is dropped, to come back as another: the aggregate cannot stay meanwhile. */
function isRemade(draft: Draft, live: Aggregate): boolean {
  const keys = functionsOf(live).map(functionKey);
  return draft.steps.some(({ removes }) => keys.some((key) => removes.includes(key)));
}

/** The functions of an aggregate, by their signatures. */
export function functionsOf(
  { stateFunction, stateType, finalFunction, parameters }: Aggregate,
): readonly string[] {
  return [
    signatureOf(stateFunction, [stateType, ...parameters]),
    ...(finalFunction === undefined ? [] : [signatureOf(finalFunction, [stateType])]),
  ];
}

function createAggregate(draft: Draft, signature: string, made: Aggregate, isReplaced: boolean): void {
  const { name, parameters, stateFunction, stateType, finalFunction, initialState } = made;
  const replaceSql = isReplaced ? "or replace " : "";
  const finalSql = finalFunction === undefined ? "" : ` finalfunc ${quote(finalFunction)}`;
  const initialSql = initialState === undefined ? "" : ` initcond ${initialState}`;
  addStep(
    draft,
    { produces: [`aggregate ${signature}`], requires: functionsOf(made).map(functionKey) },
    `create ${replaceSql}aggregate ${quote(name)} (${parameters.map(typeClause).join(", ")}) sfunc ${
      quote(stateFunction)
    } stype ${typeClause(stateType)}${finalSql}${initialSql}`,
    isReplaced ? "alter" : "create",
    { kind: "aggregate", name: signature },
    `${isReplaced ? "Replace" : "Create"} aggregate ${signature}`,
  );
}

function dropAggregate(draft: Draft, signature: string, live: Aggregate): void {
  addStep(
    draft,
    { removes: [`aggregate ${signature}`], releases: functionsOf(live).map(functionKey) },
    `drop aggregate ${quote(live.name)} (${live.parameters.map(typeClause).join(", ")})`,
    "drop",
    { kind: "aggregate", name: signature },
    `Drop aggregate ${signature}`,
  );
}

/** The type of a parameter or result, as functions have them: without frozen< > around it. */
function argumentType(
  draft: Draft,
  { spec }: Request<unknown>,
  text: string,
  path: readonly (string | number)[],
): string | undefined {
  try {
    return typeSql(thawed(readType(text, draft.live.keyspace)));
  } catch (error) {
    if (!(error instanceof NotAType)) throw error;
    refuse(draft, spec, "invalid-type", error.message, "Types are written as in CQL: map<text, int>", path);
    return undefined;
  }
}

/** A type in the server's spelling is CQL. */
function typeClause(type: string): string {
  return type;
}

/** A language is a name without quotes; whatever else it is, it is quoted and the server says no. */
function languageClause(language: string): string {
  return /^\w+$/.test(language) ? language : quote(language);
}
