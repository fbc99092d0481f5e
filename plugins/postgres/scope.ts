// What a plan stands on: the digest of the objects that it names or affects. `apply` makes it again under the lock and
// refuses when it differs.
import type { ObjectName } from "../../protocol/model.ts";
import { digestOfText } from "../kit/digest.ts";
import { type Catalog, tableKey } from "./catalog.ts";
import type { ScopeName } from "./inspect.ts";

/** A scope in one order and without doubles, so that equal plans have equal scopes. */
export function scopeOf(names: readonly ScopeName[]): ObjectName[] {
  const byKey = new Map(names.map(({ kind, schema, name }) => [
    JSON.stringify([kind, schema ?? "", name]),
    { kind, ...(schema !== undefined && { schema }), name },
  ]));
  return [...byKey].sort(([a], [b]) => a < b ? -1 : 1).map(([, name]) => name);
}

/**
 * The digest of a scope in a catalog. A name that nothing bears counts as such. The JSON is not canonical: what is
 * compared comes from one and the same inspector, which writes the fields of equal objects in the same order, and
 * native code is ten times as fast (7 instead of 70 ms for 1000 tables).
 */
export function digestScope(catalog: Catalog, scope: readonly ObjectName[]): Promise<string> {
  const tables = scope.flatMap(({ kind, schema, name }) =>
    kind === "table"
      ? [{ name: [schema, name], model: catalog.tables.get(tableKey(schema, name))?.model ?? null }]
      : []
  );
  const objects = [...catalog.objects].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([name, { facts, comment }]) => ({ name, facts, comment: comment ?? null }));
  return digestOfText(JSON.stringify({ tables, objects }));
}
