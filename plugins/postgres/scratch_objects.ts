// Makes objects beside tables in scratch schemas, and reads them back in the server's words. Called by settle_objects.ts
// for what documents want, by renamed_objects.ts and unfit_objects.ts for what is live.
import type { PluginError } from "../../protocol/errors.ts";
import type { Table } from "../../protocol/model.ts";
import { quoteName } from "../kit/quote.ts";
import { type CatalogObject, objectKey } from "./catalog.ts";
import type { Kind } from "./kind.ts";
import { quoteQualified, tableExtra, withExtra } from "./model.ts";
import { withoutKeys } from "./normalise.ts";
import { createTable } from "./render.ts";
import type { ScratchSchemas } from "./scratch.ts";
import { byMention, inScratch, scratchNames } from "./scratch_names.ts";
import { mapTexts } from "./type_names.ts";

/** An object to be made in a scratch schema. */
export interface ScratchObject<T extends CatalogObject = CatalogObject> {
  readonly kind: Kind;
  readonly object: T;
}

/** What objects are made beside. */
export interface ScratchWorld {
  /** Tables that are to be others than the live ones. */
  readonly tables: readonly Table[];
  /** Statements that make each new extension: only when something cannot be made without. */
  readonly extensions: readonly (readonly string[])[];
  /** True: what is live does not stand for what cannot be made. */
  readonly isStrict?: boolean;
  /** Live tables of which only these columns are to be others. */
  readonly copies?: readonly CopiedTable[];
}

/** A live table with columns of other types. */
export interface CopiedTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Begins, and makes tables and objects. Gives what the server refuses. */
export async function makeObjects<T extends CatalogObject>(
  scratch: ScratchSchemas,
  objects: readonly ScratchObject<T>[],
  { tables, extensions, isStrict = false, copies = [] }: ScratchWorld,
): Promise<ReadonlyMap<T, PluginError>> {
  const schemas = [
    ...tables.map(({ schema }) => schema ?? ""),
    ...objects.map(({ object }) => object.schema ?? ""),
    ...copies.map(({ schema }) => schema),
  ];
  await scratch.begin(new Set(schemas.filter((name) => name !== "")), true);
  for (const table of tables) {
    // Views may count on a primary key: group by.
    const { primaryKey } = table;
    const { partitionBy } = tableExtra(table);
    const copy = {
      ...withoutKeys(table),
      ...(primaryKey && { primaryKey }),
      ...withExtra({ partitionBy }),
      checks: [],
      indexes: [],
    };
    await scratch.attempt([createTable({ ...copy, schema: scratch.nameFor(table.schema) })]);
  }
  const schemaOf = (schema: string) => scratch.nameFor(schema);
  for (const copy of copies) await scratch.attempt(copySql(copy, schemaOf(copy.schema)));
  const statementsOf = ({ kind, object }: ScratchObject<T>) => kind.scratch?.(object, schemaOf) ?? [];
  const names = scratchNames([...tables, ...copies], objects.map(({ object }) => object));
  let waiting = [...byMention(objects, (each) => statementsOf(each).join("; "))];
  const refusals = new Map<T, PluginError>();
  const unmade = [...extensions];
  // An object may need another that comes later: tried again as long as any can be made.
  for (let made = true; made && waiting.length > 0;) {
    made = false;
    const left: ScratchObject<T>[] = [];
    refusals.clear();
    for (const each of waiting) {
      const refusal = await scratch.refusalOf(
        statementsOf(each).map((sql) => inScratch(sql, names, schemaOf, scratch.searchPath)),
      );
      if (refusal === undefined) made = true;
      else {
        left.push(each);
        refusals.set(each.object, refusal);
      }
    }
    waiting = left;
    if (!made && waiting.length > 0 && unmade.length > 0) {
      for (const each of unmade.splice(0)) made = await scratch.attempt(each) === undefined || made;
    }
  }
  for (const each of isStrict ? [] : waiting) {
    // Perhaps another of that name was meant: an overload that is there already, or one that takes rows of a live view.
    const refusal = await scratch.attempt(statementsOf(each)) &&
      await scratch.attemptOutside(statementsOf(each));
    if (refusal === undefined) refusals.delete(each.object);
  }
  return refusals;
}

function copySql({ schema, name, columns }: CopiedTable, scratch: string): string[] {
  const nameSql = quoteQualified({ schema: scratch, name });
  return [
    `create table ${nameSql} (like ${quoteQualified({ schema, name })})`,
    ...columns.map(({ name: column, type: typeSql }) =>
      `alter table ${nameSql} alter column ${quoteName(column)} type ${typeSql} using null`
    ),
  ];
}

/** The objects with the facts that they have in the scratch schemas. `nowOf`: what is made of them meanwhile. */
export async function readObjects<T extends CatalogObject>(
  scratch: ScratchSchemas,
  objects: readonly ScratchObject<T>[],
  nowOf: (object: T) => CatalogObject = (object) => object,
): Promise<ReadonlyMap<T, T>> {
  const catalog = await scratch.read();
  const read = new Map<string, CatalogObject>();
  for (const object of catalog.objects.values()) {
    const schema = scratch.realSchema(object.schema);
    const real: CatalogObject = {
      ...object,
      ...(schema !== undefined && { schema }),
      name: scratch.realNames(object.name),
      ...(object.table !== undefined &&
        { table: scratch.realNames(object.table).replace(/^([^".][^.]*)\./, '"$1".') }),
      facts: mapTexts(object.facts, (text) => scratch.realNames(text)) as CatalogObject["facts"], // a map stays one
    };
    read.set(objectKey(real), real);
  }
  return new Map(objects.flatMap(({ kind, object }) => {
    const found = read.get(objectKey({ ...nowOf(object), kind: kind.scratchKind ?? object.kind }));
    return found ? [[object, { ...object, facts: kind.settled?.(object, found) ?? found.facts }]] : [];
  }));
}
