// Finds the renames of tables and columns that specs ask for, and what the catalog is once they are done.
import type { ForeignKey, IndexPart, Key, Table } from "../../protocol/model.ts";
import { findRenames } from "../kit/previous_names.ts";
import { quoteName } from "../kit/quote.ts";
import {
  type Catalog,
  type CatalogObject,
  type CatalogTable,
  labelOf,
  objectKey,
  tableKey,
} from "./catalog.ts";
import type { Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { slotsOf } from "./expressions.ts";
import type { Kind, Place } from "./kind.ts";
import { withRenamedColumns } from "./kinds/partition_spec.ts";
import { type Exclusion, keptName, keyExtra, quoteQualified, tableExtra } from "./model.ts";
import { type NormaliseJob, normaliseTables } from "./normalise.ts";
import { renamedObjects, type RenamedTable } from "./renamed_objects.ts";
import { alterTable } from "./render.ts";
import type { TableRequest } from "./requests.ts";
import { NOTHING, type PlannedStep, statement } from "./steps.ts";
import { tokenize } from "./tokens.ts";
import { objectOf } from "./table_steps.ts";

type Objects = ReadonlyMap<string, CatalogObject>;

interface ColumnRenames {
  readonly table: CatalogTable;
  readonly renames: readonly { readonly from: string; readonly to: string }[];
}

/** All renames of a plan. */
export interface PlannedRenames {
  readonly steps: readonly PlannedStep[];
  /** The catalog after them. */
  readonly current: Catalog;
  /** Live objects as they are after them. */
  moved(objects: Objects): Promise<Objects>;
  /** Former names of columns, by the wanted label of their table. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Live tables by wanted label, where they have another name. */
  readonly tables: ReadonlyMap<string, { readonly schema: string; readonly name: string }>;
}

/** Finds the renames. Old names that two specs claim are reported as errors. */
export async function planRenames(
  live: Catalog,
  requests: readonly TableRequest[],
  driver: Driver | undefined,
  report: Report,
): Promise<PlannedRenames> {
  const conflict = (what: string, previous: string, claimants: readonly string[], spec?: number) =>
    report({
      severity: "error",
      code: "previous-name-claimed-twice",
      message: `${what} ${previous} is a previous name of ${claimants.join(" and ")}`,
      ...(spec !== undefined && { spec, path: [] }),
    });
  const formers = formerTables(live, requests, conflict);
  const steps: PlannedStep[] = [];
  const columns = new Map<string, ReadonlyMap<string, string>>();
  const tables = new Map<string, { schema: string; name: string }>();
  const changed: ColumnRenames[] = [];
  for (const { schema, name, body, spec } of requests) {
    const label = labelOf(live.server, schema, name);
    const former = formers.get(tableKey(schema, name));
    if (former !== undefined) {
      tables.set(label, { schema, name: former });
      steps.push(renameTable(schema, former, name, labelOf(live.server, schema, former), label));
    }
    const table = live.tables.get(tableKey(schema, former ?? name));
    if (!table || !body || body.isDeleted) continue;
    if (!body.columns?.some((column) => column.previousNames)) continue;
    const wanted = (body.columns ?? []).map((column) => ({
      name: keptName(column.name),
      previousNames: (column.previousNames ?? []).map(keptName),
    }));
    const { renames, conflicts } = findRenames(
      wanted,
      table.model.columns.map((each) => each.name),
      (each) => each,
    );
    conflicts.forEach(({ previous, claimants }) =>
      conflict(`Column ${label}.`, previous, claimants, spec.index)
    );
    if (renames.length === 0) continue;
    columns.set(label, new Map(renames.map(({ from, to }) => [to, from])));
    changed.push({ table, renames });
    for (const { from, to } of renames) steps.push(renameColumn({ ...table.model, name }, label, from, to));
  }
  if (steps.length === 0) {
    return { steps, current: live, moved: (objects) => Promise.resolve(objects), columns, tables };
  }
  const texts = await renamedTexts(live, changed, driver, report);
  return { steps, ...await renamedCatalog(live, formers, changed, texts, driver), columns, tables };
}

function formerTables(
  live: Catalog,
  requests: readonly TableRequest[],
  conflict: (what: string, previous: string, claimants: readonly string[]) => void,
): ReadonlyMap<string, string> {
  const formers = new Map<string, string>();
  if (!requests.some(({ body }) => body?.previousNames)) return formers;
  for (const [schema, group] of Map.groupBy(requests, (request) => request.schema)) {
    const names = [...live.tables.values()].filter(({ model }) => model.schema === schema).map(({ model }) =>
      model.name
    );
    const wanted = group.map(({ name, body }) => ({
      name,
      previousNames: body?.isDeleted ? [] : (body?.previousNames ?? []).map(keptName),
    }));
    const { renames, conflicts } = findRenames(wanted, names, (each) => each);
    conflicts.forEach(({ previous, claimants }) => conflict("Table", previous, claimants));
    for (const { from, to } of renames) formers.set(tableKey(schema, to), from);
  }
  return formers;
}

function renameTable(
  schema: string,
  from: string,
  to: string,
  fromLabel: string,
  label: string,
): PlannedStep {
  const sql = alterTable({ schema, name: from }, `rename to ${quoteName(to)}`);
  return {
    ...NOTHING,
    statements: [
      statement(sql, "rename", objectOf({ schema, name: to }), `Rename table ${fromLabel} to ${label}`),
    ],
  };
}

function renameColumn(table: Table, label: string, from: string, to: string): PlannedStep {
  const sql = `alter table ${quoteQualified(table)} rename column ${quoteName(from)} to ${quoteName(to)}`;
  return {
    ...NOTHING,
    statements: [statement(sql, "rename", objectOf(table), `Rename column ${from} of ${label} to ${to}`)],
  };
}

/** Expressions of the tables whose columns are renamed, as the server writes them afterwards. */
async function renamedTexts(
  live: Catalog,
  changed: readonly ColumnRenames[],
  driver: Driver | undefined,
  report: Report,
): Promise<ReadonlyMap<CatalogTable, Table>> {
  const concerned = changed.filter(({ table, renames }) => {
    const old = new Set(renames.map(({ from }) => from));
    return slotsOf(table.model).some(({ sql }) => tokenize(sql).some(({ value }) => old.has(value)));
  });
  const jobs = concerned.map(({ table, renames }): NormaliseJob => ({ table: table.model, renames }));
  const tables = driver ? await normaliseTables(driver, live.server, jobs, report) : [];
  return new Map(concerned.map(({ table }, at) => [table, tables[at] ?? table.model]));
}

async function renamedCatalog(
  live: Catalog,
  formers: ReadonlyMap<string, string>,
  changed: readonly ColumnRenames[],
  texts: ReadonlyMap<CatalogTable, Table>,
  driver: Driver | undefined,
): Promise<Pick<PlannedRenames, "current" | "moved">> {
  const newNames = new Map(
    [...live.tables.values()].map(({ model }) => [tableKey(model.schema, model.name), model.name]),
  );
  for (const [wantedKey, former] of formers) {
    const [schemaSql = "", nameSql = ""] = splitKey(wantedKey);
    newNames.set(`${schemaSql}.${quoteName(former)}`, nameSql.slice(1, -1).replaceAll('""', '"'));
  }
  const columnNames = new Map(
    changed.map(({ table, renames }) => [
      tableKey(table.model.schema, table.model.name),
      new Map(renames.map(({ from, to }) => [from, to])),
    ]),
  );
  const tables = new Map<string, CatalogTable>();
  for (const table of live.tables.values()) {
    const model = texts.get(table) ?? table.model;
    const oldKey = tableKey(model.schema, model.name);
    const own = columnNames.get(oldKey);
    const renamed: Table = {
      ...(own ? renameInTable(model, own) : model),
      name: newNames.get(oldKey) ?? model.name,
      foreignKeys: model.foreignKeys.map((key) => renameInForeignKey(key, own, newNames, columnNames)),
    };
    tables.set(tableKey(renamed.schema, renamed.name), { ...table, model: renamed });
  }
  const { kinds } = live.server;
  const renamed = [...live.tables].flatMap(([oldKey, table]): RenamedTable[] => {
    const name = newNames.get(oldKey) ?? table.model.name;
    const columns = [...columnNames.get(oldKey) ?? []].map(([from, to]) => ({ from, to }));
    return name === table.model.name && columns.length === 0 ? [] : [{ table, name, columns }];
  });
  const moved = async (objects: Objects) => {
    const rewritten = await renamedObjects([...objects.values()], live, renamed, driver);
    const all = [...objects].map(([key, object]) => [key, rewritten.get(key) ?? object] as const);
    return movedObjects(new Map(all), kinds, newNames, columnNames);
  };
  return { current: { ...live, tables, objects: await moved(live.objects) }, moved };
}

/** Objects of tables, and those that name columns, under the tables' and columns' new names. */
function movedObjects(
  objects: Objects,
  kinds: readonly Kind[],
  newNames: ReadonlyMap<string, string>,
  columnNames: ReadonlyMap<string, Names>,
): Objects {
  const place = <P extends Place>(of: P): P => {
    const oldKey = tableKey(of.schema, of.table);
    const column = columnNames.get(oldKey)?.get(of.column) ?? of.column;
    return { ...of, table: newNames.get(oldKey) ?? of.table, column };
  };
  return new Map([...objects].map(([key, live]) => {
    const kind = kinds.find((each) => each.kind === live.kind);
    const object = kind?.renamedTables?.(live, newNames) ?? live;
    const table = object.table === undefined ? undefined : newKeyOf(object.table, newNames);
    if (object.table === undefined || table === undefined) {
      return [key, kind?.renamedPlaces?.(object, place) ?? object];
    }
    const names = columnNames.get(object.table);
    const moved = { ...((names && kind?.renamedColumns?.(object, names)) ?? object), table };
    return [objectKey(moved), moved];
  }));
}

function newKeyOf(key: string, newNames: ReadonlyMap<string, string>): string | undefined {
  const name = newNames.get(key);
  return name === undefined ? undefined : `${splitKey(key)[0]}.${quoteName(name)}`;
}

function splitKey(text: string): readonly string[] {
  return /^("(?:[^"]|"")*")\.("(?:[^"]|"")*")$/.exec(text)?.slice(1) ?? [];
}

type Names = ReadonlyMap<string, string>;

function renameInTable(model: Table, names: Names): Table {
  const rename = (name: string) => names.get(name) ?? name;
  const parts = <P extends IndexPart>(list: readonly P[]): P[] =>
    list.map((part) => part.column === undefined ? part : { ...part, column: rename(part.column) });
  const withInclude = <T extends { readonly extra?: Readonly<Record<string, unknown>> }>(bearer: T): T => {
    const include: unknown = bearer.extra?.["include"];
    if (!Array.isArray(include)) return bearer;
    return { ...bearer, extra: { ...bearer.extra, include: include.map((each) => rename(String(each))) } };
  };
  const renameKey = (key: Key): Key => withInclude({ ...key, columns: key.columns.map(rename) });
  const { exclusions, partitionBy } = tableExtra(model);
  return {
    ...model,
    columns: model.columns.map((column) => ({ ...column, name: rename(column.name) })),
    ...(model.primaryKey && { primaryKey: renameKey(model.primaryKey) }),
    uniques: model.uniques.map(renameKey),
    indexes: model.indexes.map((index) => withInclude({ ...index, parts: parts(index.parts) })),
    ...((exclusions || partitionBy !== undefined) && {
      extra: {
        ...model.extra,
        ...(exclusions && {
          exclusions: exclusions.map((each): Exclusion => ({ ...each, parts: parts(each.parts) })),
        }),
        ...(partitionBy !== undefined && { partitionBy: withRenamedColumns(partitionBy, names) }),
      },
    }),
  };
}

function renameInForeignKey(
  key: ForeignKey,
  own: Names | undefined,
  newNames: Names,
  columnNames: ReadonlyMap<string, Names>,
): ForeignKey {
  const parent = tableKey(key.references.schema, key.references.table);
  const parentNames = columnNames.get(parent);
  const { onDeleteColumns } = keyExtra({ columns: [], ...(key.extra && { extra: key.extra }) }) as {
    onDeleteColumns?: readonly string[];
  }; // a foreign key's extra
  return {
    ...key,
    columns: key.columns.map((name) => own?.get(name) ?? name),
    references: {
      ...key.references,
      table: newNames.get(parent) ?? key.references.table,
      columns: key.references.columns.map((name) => parentNames?.get(name) ?? name),
    },
    ...(onDeleteColumns && own && {
      extra: { ...key.extra, onDeleteColumns: onDeleteColumns.map((name) => own.get(name) ?? name) },
    }),
  };
}
