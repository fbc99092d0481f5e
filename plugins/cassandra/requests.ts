// Sorts the specs of a plan by what they describe.
import type { SpecItem } from "../../protocol/plan.ts";
import type { Draft } from "./draft.ts";
import { refuse } from "./draft.ts";
import type { TableSpec, ViewSpec } from "./spec.ts";
import type { AggregateSpec, FunctionSpec, KeyspaceSpec, TypeSpec } from "./spec_objects.ts";

/** A spec with its body. */
export interface Request<B> {
  readonly spec: SpecItem;
  /** The name of what it describes. */
  readonly name: string;
  readonly body: B;
}

/** The specs of a plan that can be planned. A table without a body has seed rows only. */
export interface Requests {
  readonly keyspaces: Request<KeyspaceSpec>[];
  readonly types: Request<TypeSpec>[];
  readonly functions: Request<FunctionSpec>[];
  readonly aggregates: Request<AggregateSpec>[];
  readonly tables: Request<TableSpec | undefined>[];
  readonly views: Request<ViewSpec>[];
}

/** Sorts out the specs; what cannot be planned is reported. */
export function sortSpecs(specs: readonly SpecItem[], draft: Draft): Requests {
  const requests: Requests = {
    keyspaces: [],
    types: [],
    functions: [],
    aggregates: [],
    tables: [],
    views: [],
  };
  const seen = new Map<string, string>();
  for (const spec of specs) {
    const { kind, body } = spec;
    const name = kind === "Keyspace" && spec.name === "*" ? draft.live.keyspace : spec.name;
    if (name === "" || name.includes("\0")) {
      refuse(draft, spec, "invalid-name", `Not a name: ${JSON.stringify(name)}`);
      continue;
    }
    if (!body && kind !== "Table") {
      refuse(draft, spec, "missing-body", `The document of ${kind} ${name} says nothing about it`);
      continue;
    }
    // Functions of one name and other parameters are others; tables and views share their names.
    const key = kind === "Function" || kind === "Aggregate"
      ? JSON.stringify([kind, name, parameterTypes(body)])
      : JSON.stringify([kind === "View" ? "Table" : kind, name]);
    const double = seen.get(key);
    if (double !== undefined && body?.["isDeleted"] !== true) {
      const message = double === kind
        ? `${kind} ${name} is described twice`
        : `${name} is described as a table and as a view`;
      refuse(draft, spec, "duplicate-spec", message);
      continue;
    }
    if (body?.["isDeleted"] !== true) seen.set(key, kind);
    // The core has checked the body against the schema of its kind, which the types are inferred from.
    const request = { spec, name, body: (body ?? {}) as never };
    switch (kind) {
      case "Keyspace":
        requests.keyspaces.push(request);
        break;
      case "DataType":
        requests.types.push(request);
        break;
      case "Function":
        requests.functions.push(request);
        break;
      case "Aggregate":
        requests.aggregates.push(request);
        break;
      case "View":
        requests.views.push(request);
        break;
      case "Table":
        requests.tables.push({ ...request, body: body as TableSpec | undefined });
        break;
      default:
        refuse(draft, spec, "unsupported-kind", `Cassandra has no documents of kind ${kind}`);
    }
  }
  return requests;
}

function parameterTypes(body: SpecItem["body"]): unknown {
  const parameters = body?.["params"];
  if (!Array.isArray(parameters)) return [];
  return parameters.map((each) => typeof each === "string" ? each : each["type"]);
}
