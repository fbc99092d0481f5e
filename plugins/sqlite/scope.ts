// What a plan stands on: the digest of the tables it names or affects, with their triggers. `apply` makes it again
// under the lock and refuses when it differs.
import type { ObjectName } from "../../protocol/model.ts";
import { digestOf } from "../kit/digest.ts";
import { foldAscii } from "../kit/quote.ts";
import type { Catalog } from "./inspect.ts";

/** The scope of a plan, from table names. Sorted and without doubles, so that equal plans have equal scopes. */
export function scopeOf(names: Iterable<string>): ObjectName[] {
  const byFolded = new Map<string, string>();
  for (const name of names) if (!byFolded.has(foldAscii(name))) byFolded.set(foldAscii(name), name);
  return [...byFolded].sort(([a], [b]) => a < b ? -1 : 1).map(([, name]) => ({ kind: "table", name }));
}

/** The digest of a scope in a schema. A table that is not there counts as such. */
export function digestScope(catalog: Catalog, scope: readonly ObjectName[]): Promise<string> {
  return digestOf(scope.map(({ name }) => {
    const folded = foldAscii(name);
    const table = catalog.tables.get(folded);
    if (!table) {
      const other = catalog.objects.find((object) => foldAscii(object.name) === folded);
      return { name: folded, other: other?.sql ?? null };
    }
    return {
      name: folded,
      table: table.model,
      triggers: table.triggers.map((trigger) => trigger.sql).sort(),
    };
  }));
}
