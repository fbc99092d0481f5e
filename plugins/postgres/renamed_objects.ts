// Views, policies and the like that read tables or columns which the plan renames: the server follows the names by itself,
// so the texts to compare with, and to make such an object of anew, are those that it will have. Called by renames.ts.
import { PluginError } from "../../protocol/errors.ts";
import { quoteName } from "../kit/quote.ts";
import { type Catalog, type CatalogObject, type CatalogTable, objectKey, tableKey } from "./catalog.ts";
import type { Driver } from "./driver.ts";
import { quoteQualified } from "./model.ts";
import { ScratchSchemas } from "./scratch.ts";
import { makeObjects, readObjects } from "./scratch_objects.ts";

/** A live table with what is renamed of it. */
export interface RenamedTable {
  readonly table: CatalogTable;
  /** Its new name. */
  readonly name: string;
  readonly columns: readonly { readonly from: string; readonly to: string }[];
}

/** Kinds whose texts the server keeps as trees. Conditions of triggers are rewritten by their own kind. */
const KEPT_AS_TREES = new Set(["view", "materialized view", "policy"]);

/** The objects as the server writes them after the renames, by their keys; those that do not change are left out. */
export async function renamedObjects(
  objects: readonly CatalogObject[],
  live: Catalog,
  renames: readonly RenamedTable[],
  driver: Driver | undefined,
): Promise<ReadonlyMap<string, CatalogObject>> {
  const concerned = objects.filter((object) => mentionsAny(object, renames)).flatMap((object) =>
    live.server.kinds.filter(({ kind }) => kind === object.kind).map((kind) => ({ kind, object }))
  );
  if (!driver || live.server.isCockroach || concerned.length === 0) return new Map();
  const newNames = new Map(
    renames.map(({ table: { model }, name }) => [
      tableKey(model.schema, model.name),
      tableKey(model.schema, name),
    ]),
  );
  const scratch = new ScratchSchemas(driver, live.server);
  try {
    const tables = new Set([
      ...renames.map(({ table }) => table),
      ...concerned.flatMap(({ object }) => live.tables.get(object.table ?? "") ?? []),
    ]);
    await makeObjects(scratch, concerned, { tables: [...tables].map(({ model }) => model), extensions: [] });
    for (const sql of renames.flatMap((each) => renameSql(each, scratch))) await scratch.attempt([sql]);
    const read = await readObjects(
      scratch,
      concerned,
      (object) => ({ ...object, ...ownerOf(newNames.get(object.table ?? "")) }),
    );
    return new Map([...read.values()].map((object) => [objectKey(object), object]));
  } catch (error) {
    const sqlstate = error instanceof PluginError ? error.details.sqlstate : undefined;
    if (sqlstate !== "42501" && sqlstate !== "25006") throw error;
    return new Map(); // no scratch schema to be had: they are compared under their old names
  } finally {
    await scratch.close();
  }
}

function ownerOf(table: string | undefined): { readonly table?: string } {
  return table === undefined ? {} : { table };
}

function mentionsAny({ kind, facts }: CatalogObject, renames: readonly RenamedTable[]): boolean {
  const isTree = KEPT_AS_TREES.has(kind) || (kind === "function" && facts["sqlBody"] !== undefined);
  if (!isTree) return false;
  const text = JSON.stringify(facts);
  const isIn = (name: string) => text.includes(JSON.stringify(name).slice(1, -1).replaceAll('"', '""'));
  return renames.some(({ table, name, columns }) =>
    (name !== table.model.name && isIn(table.model.name)) || columns.some(({ from }) => isIn(from))
  );
}

function renameSql({ table: { model }, name, columns }: RenamedTable, scratch: ScratchSchemas): string[] {
  const tableSql = quoteQualified({ schema: scratch.nameFor(model.schema), name: model.name });
  return [
    ...columns.map(({ from, to }) =>
      `alter table ${tableSql} rename column ${quoteName(from)} to ${quoteName(to)}`
    ),
    ...(name === model.name ? [] : [`alter table ${tableSql} rename to ${quoteName(name)}`]),
  ];
}
