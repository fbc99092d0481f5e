// What a plan stands on: the digest of the objects that it names or affects. `apply` makes it again under the lock and
// refuses when it differs.
import type { ObjectName, Table } from "../../protocol/model.ts";
import { digestOf } from "../kit/digest.ts";
import { type Catalog, objectKey } from "./catalog.ts";

/** A scope in one order and without doubles, so that equal plans have equal scopes. */
export function scopeOf(names: readonly ObjectName[]): ObjectName[] {
  const byKey = new Map(names.map(({ kind, name }) => [JSON.stringify([kind, name]), { kind, name }]));
  return [...byKey].sort(([a], [b]) => a < b ? -1 : 1).map(([, name]) => name);
}

/** The digest of a scope in a catalog. A name that nothing bears counts as such. */
export function digestScope(catalog: Catalog, scope: readonly ObjectName[]): Promise<string> {
  return digestOf(scope.map(({ kind, name }) => {
    if (kind !== "table") {
      return [kind, name, catalog.objects.get(objectKey(catalog.server, kind, name))?.facts ?? null];
    }
    const table = catalog.tables.get(catalog.server.foldTable(name));
    return [kind, name, table ? withoutCounter(table.model) : null];
  }));
}

/** Without what every insert changes. */
function withoutCounter(table: Table): Table {
  const { autoIncrement: _, ...extra } = table.extra ?? {};
  return { ...table, extra };
}
