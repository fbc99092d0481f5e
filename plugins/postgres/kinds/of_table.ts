// What objects that belong to a table need of it.
import { type Catalog, type CatalogObject, labelOf, tableKey } from "../catalog.ts";
import type { DesiredTable } from "../draft.ts";
import { nameKey } from "../mentions.ts";
import type { QualifiedName } from "../model.ts";
import type { ServerFacts } from "../server.ts";
import { key } from "../steps.ts";
import { tokenize } from "../tokens.ts";

/** The table that a key stands for. */
export function tableOfKey(text: string | undefined): QualifiedName {
  const [schema = "", name = ""] = /^"((?:[^"]|"")*)"\."((?:[^"]|"")*)"$/.exec(text ?? "")?.slice(1) ?? [];
  const plain = (each: string) => each.replaceAll('""', '"');
  return { ...(schema !== "-" && { schema: plain(schema) }), name: plain(name) };
}

/** What people call the table. */
export function tableLabel(object: CatalogObject, server: ServerFacts): string {
  const { schema, name } = tableOfKey(object.table);
  return labelOf(server, schema, name);
}

/** The key of a wanted table. */
export function keyOfTable({ model }: DesiredTable): string {
  return tableKey(model.schema, model.name);
}

/** The keys of a table and of its columns that SQL mentions: what is made of them waits for them. */
export function columnKeysIn(sqls: readonly string[], table: QualifiedName, current: Catalog): string[] {
  const words = new Set(
    sqls.flatMap((sql) =>
      tokenize(sql).flatMap(({ kind, value }) => kind === "word" || kind === "name" ? [value] : [])
    ),
  );
  const known = current.tables.get(tableKey(table.schema, table.name))?.model.columns ?? [];
  const names = new Set([...words, ...known.flatMap(({ name }) => words.has(name) ? [name] : [])]);
  return [...[...names].map((name) => key.column(table, name)), nameKey.shape(table)];
}
