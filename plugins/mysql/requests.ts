// Sorts the specs of a plan by what they describe.
import type { SpecItem } from "../../protocol/plan.ts";
import type { Catalog } from "./catalog.ts";
import { objectKey } from "./catalog.ts";
import type { Report } from "./draft.ts";
import type { TableSpec } from "./spec.ts";

/** A spec of a table with its body; a spec without one has seed rows only. */
export interface TableRequest {
  readonly spec: SpecItem;
  readonly body: TableSpec | undefined;
}

/** Any other spec with its body. */
export interface ObjectRequest {
  readonly spec: SpecItem;
  readonly kind: "view" | "function" | "procedure" | "event";
  readonly body: Readonly<Record<string, unknown>>;
}

/** The specs of a plan that can be planned. */
export interface Requests {
  readonly tables: readonly TableRequest[];
  readonly objects: readonly ObjectRequest[];
}

const KINDS: Readonly<Record<string, ObjectRequest["kind"]>> = {
  View: "view",
  Function: "function",
  Procedure: "procedure",
  Event: "event",
};

/** Sorts out the specs; what cannot be planned is reported. */
export function checkSpecs(specs: readonly SpecItem[], live: Catalog, report: Report): Requests {
  const tables: TableRequest[] = [];
  const objects: ObjectRequest[] = [];
  const seen = new Map<string, string>();
  for (const spec of specs) {
    const { body, kind, name } = spec;
    const error = (code: string, message: string, hint?: string) =>
      report({
        severity: "error",
        code,
        message,
        spec: spec.index,
        path: [],
        ...(hint !== undefined && { hint }),
      });
    const objectKind = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    if (name === "" || name.includes("\0")) {
      error("invalid-name", `Not a name: ${JSON.stringify(name)}`);
      continue;
    }
    // Tables and views share their names.
    const key = objectKey(live.server, kind === "Table" ? "view" : objectKind ?? kind, name);
    const double = seen.get(key);
    if (double !== undefined && body?.["isDeleted"] !== true) {
      error(
        "duplicate-spec",
        double === kind
          ? `${kind} ${name} is described twice`
          : `${name} is described as a table and as a view`,
      );
    }
    if (body?.["isDeleted"] !== true) seen.set(key, kind);
    if (kind === "Table") {
      const isView = live.objects.has(objectKey(live.server, "view", name));
      if (isView && body && body["isDeleted"] !== true) {
        error("name-taken", `${name} is a view of the database, not a table`);
        continue;
      }
      if (!body && !live.tables.has(live.server.foldTable(name))) {
        error("unknown-table", `There is no table ${name}, and its document describes none`);
        continue;
      }
      // The core has checked the body against TABLE_SPEC, which the type is inferred from.
      tables.push({ spec, body: body as TableSpec | undefined });
    } else if (objectKind === undefined) {
      error("unsupported-kind", `MySQL has no documents of kind ${kind}`);
    } else if (!body) {
      error("missing-body", `The document of ${objectKind} ${name} says nothing about it`);
    } else if (
      objectKind === "view" && live.tables.has(live.server.foldTable(name)) && body["isDeleted"] !== true
    ) {
      error("name-taken", `${name} is a table of the database, not a view`);
    } else objects.push({ spec, kind: objectKind, body });
  }
  return { tables, objects };
}
