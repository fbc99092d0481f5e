// Sorts the specs of a plan: which are tables, which views, which cannot be planned against this database at all.
import type { SpecItem } from "../../protocol/plan.ts";
import { foldAscii } from "../kit/quote.ts";
import type { Report } from "./desired.ts";
import type { Catalog } from "./inspect.ts";
import type { TableSpec, ViewSpec } from "./spec.ts";

/** A spec of a table with its body; a spec without one has seed rows only. */
export interface TableRequest {
  readonly spec: SpecItem;
  readonly body: TableSpec | undefined;
}

/** A spec of a view with its body. */
export interface ViewRequest {
  readonly spec: SpecItem;
  readonly body: ViewSpec;
}

/** The specs of a plan that can be planned. */
export interface Requests {
  readonly tables: readonly TableRequest[];
  readonly views: readonly ViewRequest[];
}

/** What is wrong with one spec as a whole. */
interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly path?: readonly (string | number)[];
}

/** Sorts out specs that cannot be planned, and reports them; the others come back as requests. */
export function checkSpecs(specs: readonly SpecItem[], live: Catalog, report: Report): Requests {
  const tables: TableRequest[] = [];
  const views: ViewRequest[] = [];
  const others = otherObjects(live, specs);
  const seen = new Map<string, string>();
  for (const spec of specs) {
    const refusal = refuseName(spec, live) ?? refuseDouble(spec, seen) ??
      (spec.kind === "View" ? refuseView(spec, live, others) : refuseTable(spec, live, others));
    if (refusal) {
      report({ severity: "error", spec: spec.index, path: [], ...refusal });
      continue;
    }
    // The core has checked the bodies against TABLE_SPEC and VIEW_SPEC, which these types are inferred from.
    if (spec.kind === "View") views.push({ spec, body: spec.body as ViewSpec });
    else tables.push({ spec, body: spec.body as TableSpec | undefined });
  }
  return { tables, views };
}

type OtherObjects = ReadonlyMap<string, { readonly type: string; readonly name: string }>;

/** Objects whose names are taken, without those that the specs delete. */
function otherObjects(live: Catalog, specs: readonly SpecItem[]): OtherObjects {
  const deleted = new Set(
    specs.filter((spec) => spec.body?.["isDeleted"] === true)
      .map((spec) => `${spec.kind.toLowerCase()}:${foldAscii(spec.name)}`),
  );
  return new Map(
    live.objects.filter(({ type, name }) => type !== "trigger" && !deleted.has(`${type}:${foldAscii(name)}`))
      .map((object) => [foldAscii(object.name), object]),
  );
}

const QUALIFIED = /^([A-Za-z_]\w*)\.([A-Za-z_]\w*)$/;

function refuseName({ kind, name, body }: SpecItem, live: Catalog): Refusal | undefined {
  if (kind !== "Table" && kind !== "View") {
    return { code: "unsupported-kind", message: `SQLite has no documents of kind ${kind}` };
  }
  const what = kind.toLowerCase();
  if (name === "" || name.includes("\0")) {
    return { code: "invalid-name", message: `A ${what} cannot be named ${JSON.stringify(name)}` };
  }
  if (foldAscii(name).startsWith("sqlite_")) {
    return {
      code: "reserved-name",
      message: `SQLite keeps names that begin with sqlite_ for itself: ${name}`,
    };
  }
  const schema = body?.["schema"];
  if (typeof schema === "string") {
    return foldAscii(schema) === "main" ? undefined : {
      code: "attached-database",
      message: `${name} is to be a ${what} of the database ${schema}; a plan is for one database file`,
      hint: `Leave schema out, and plan it with the file of ${schema} as the uri: ATTACH is not used`,
      path: ["schema"],
    };
  }
  const [, database, rest] = QUALIFIED.exec(name) ?? [];
  if (database === undefined || live.tables.has(foldAscii(name)) || live.views.has(foldAscii(name))) {
    return undefined;
  }
  return {
    code: "attached-database",
    message: `${name} names a ${what} of the database ${database}; a plan is for one database file`,
    hint: foldAscii(database) === "main"
      ? `Name the ${what} ${rest}; where the dot is part of its name, say schema: main`
      : `Name the ${what} ${rest} (or say schema: main where the dot is part of its name) and plan it with the file of ${database} as the uri: ATTACH is not used`,
  };
}

/** Two documents may have one name when one of them deletes a thing of another kind. */
function refuseDouble(spec: SpecItem, seen: Map<string, string>): Refusal | undefined {
  const folded = foldAscii(spec.name);
  const isDeleted = spec.body?.["isDeleted"] === true;
  const keys = isDeleted ? [`${spec.kind}:${folded}`] : [`${spec.kind}:${folded}`, `wanted:${folded}`];
  const double = keys.map((key) => seen.get(key)).find((kind) => kind !== undefined);
  keys.forEach((key) => seen.set(key, spec.kind));
  if (double === undefined) return undefined;
  const message = double === spec.kind
    ? `${spec.kind} ${spec.name} is described twice`
    : `${spec.name} is described as a table and as a view`;
  return { code: "duplicate-spec", message };
}

function refuseTable(spec: SpecItem, live: Catalog, others: OtherObjects): Refusal | undefined {
  const other = others.get(foldAscii(spec.name));
  const isDeleted = spec.body?.["isDeleted"] === true;
  if (other && other.type !== "table" && !isDeleted) {
    return { code: "name-taken", message: `${spec.name} is a ${other.type} of the database, not a table` };
  }
  const table = live.tables.get(foldAscii(spec.name));
  if (table?.isShadow) {
    return {
      code: "shadow-table",
      message: `${table.name} holds the data of a virtual table, which manages it by itself`,
      hint: "Describe the virtual table instead",
    };
  }
  const isVirtual = spec.body?.["virtual"] !== undefined;
  if (spec.hasRows && !isDeleted && (isVirtual || table?.isVirtual)) {
    return { code: "virtual-table", message: `Seed rows cannot be planned for virtual table ${spec.name}` };
  }
  if (!spec.body && !table) {
    return {
      code: "unknown-table",
      message: `There is no table ${spec.name}, and its document describes none`,
    };
  }
  if (table && isVirtual && !isDeleted && !table.isVirtual) {
    return {
      code: "virtual-table",
      message: `${table.name} is a table of its own, not a virtual table`,
    };
  }
  if (table?.isVirtual && !isVirtual && !isDeleted) {
    return {
      code: "virtual-table",
      message: `${table.name} is a virtual table, and its document describes another kind`,
      hint: "Describe it under virtual, with its module and arguments",
    };
  }
  return undefined;
}

function refuseView(spec: SpecItem, live: Catalog, others: OtherObjects): Refusal | undefined {
  const { name, body } = spec;
  if (!body) return { code: "missing-query", message: `The document of view ${name} says nothing about it` };
  if (spec.hasRows) {
    return {
      code: "view-has-rows",
      message: `View ${name} has no rows of its own to seed`,
      hint: "Give the rows to its tables",
    };
  }
  if (body["isDeleted"] === true) return undefined;
  const other = others.get(foldAscii(name));
  if (other && other.type !== "view") {
    return {
      code: "name-taken",
      message: `${name} is ${
        other.type === "index" ? "an index" : `a ${live.tables.has(foldAscii(name)) ? "table" : other.type}`
      } of the database, not a view`,
    };
  }
  return undefined;
}
