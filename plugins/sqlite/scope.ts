// What a plan stands on: the digest of the tables and views it names or affects, with their triggers. `apply` makes it again
// under the lock and refuses when it differs.
import type { ObjectName } from "../../protocol/model.ts";
import { digestOf } from "../kit/digest.ts";
import { foldAscii } from "../kit/quote.ts";
import type { Catalog, SchemaObject } from "./inspect.ts";

/** The scope of a plan. Sorted and without doubles, so that equal plans have equal scopes. */
export function scopeOf(tables: Iterable<string>, views: Iterable<string> = []): ObjectName[] {
  const byFolded = new Map<string, ObjectName>();
  for (const [kind, names] of [["table", tables], ["view", views]] as const) {
    for (const name of names) {
      if (!byFolded.has(foldAscii(name))) byFolded.set(foldAscii(name), { kind, name });
    }
  }
  return [...byFolded].sort(([a], [b]) => a < b ? -1 : 1).map(([, name]) => name);
}

/** The digest of a scope in a schema: of what bears each name. A name that nothing bears counts as such. */
export function digestScope(catalog: Catalog, scope: readonly ObjectName[]): Promise<string> {
  return digestOf(scope.map(({ name }) => {
    const folded = foldAscii(name);
    const table = catalog.tables.get(folded);
    const view = catalog.views.get(folded);
    if (!table && !view) {
      const other = catalog.objects.find((object) => foldAscii(object.name) === folded);
      return { name: folded, other: other?.sql ?? null };
    }
    return {
      name: folded,
      // SQLite keeps the text of every object: equal texts, equal schemas, and nothing need be read in them.
      ...(table && { table: table.sql, indexes: sortedTexts(table.indexes) }),
      ...(view && { view: view.sql }),
      triggers: sortedTexts((table ?? view)?.triggers ?? []),
    };
  }));
}

function sortedTexts(objects: readonly SchemaObject[]): string[] {
  return objects.map(({ sql }) => sql).sort();
}
