// Hypertables, from `hypertable:` of Table documents: an object of the table, which is there once TimescaleDB cuts the
// table into chunks.
import type { Index, Table } from "../../protocol/model.ts";
import { type Catalog, type CatalogObject, objectKey, tableKey } from "../postgres/catalog.ts";
import { madeName } from "../postgres/constraint_names.ts";
import type { DesiredTable, Report } from "../postgres/draft.ts";
import type { Kind, KindContext, Refusal, WantedObject } from "../postgres/kind.ts";
import { keyOfTable, tableOfKey } from "../postgres/kinds/of_table.ts";
import { textLiteral } from "../postgres/literal.ts";
import { indexExtra, keptName, quoteQualified } from "../postgres/model.ts";
import { key, type PlannedStep } from "../postgres/steps.ts";
import { callSql, notInEdition, type TimescaleFacts } from "./facts.ts";
import { microsText } from "./interval.ts";
import { type Dimension, HYPERTABLE, type HypertableFacts, hypertableFacts, type Living } from "./model.ts";
import { hypertableParts } from "./read.ts";
import { HYPERTABLE_SPEC, type HypertableSpec } from "./spec.ts";
import { isSameStored, lengthLiteral, storedBody, StoredSteps } from "./stored_steps.ts";
import { Checker } from "./wanted.ts";

/** The key of a table that is one: continuous aggregates wait for it. */
export const hypertableKey = (table: string): string => `hypertable ${table}`;

/** Hypertables. */
export function hypertableKind(facts: TimescaleFacts, living: Living): Kind {
  return {
    kind: HYPERTABLE,
    tableKeys: { hypertable: HYPERTABLE_SPEC },
    inspect: () => hypertableParts(facts, living),
    wanted: (_requests, tables, { report }) => ({
      owners: [],
      objects: tables.flatMap((table) => wantedHypertable(table, facts, report) ?? []),
    }),
    completed: (table, current, report) => completed(table, current, living, report),
    isSame: (live, wanted) => {
      const [there, given] = [hypertableFacts(live), hypertableFacts(wanted)];
      return isSameDimensions(there, given) && isSamePlace(there, given) && isSameStored(there, given);
    },
    refusal: (live, wanted) => refusalOf(live, wanted, living),
    renamedColumns: (object, names) => ({
      ...object,
      facts: { ...withColumns(hypertableFacts(object), (name) => names.get(name) ?? name) },
    }),
    create: (object, context) => createSteps(object, facts, context),
    drop: () => [], // it goes with its table; nothing else makes it go
    alter: (live, wanted, context) => alterSteps(live, wanted, facts, context),
    generateOfTable: ([object], catalog) => object ? { hypertable: bodyOf(object, catalog) } : {},
  };
}

const specOf = ({ body }: DesiredTable): HypertableSpec | undefined =>
  (body as { readonly hypertable?: HypertableSpec }).hypertable; // checked by the core against `tableKeys`

function wantedHypertable(
  table: DesiredTable,
  facts: TimescaleFacts,
  report: Report,
): WantedObject | undefined {
  const spec = specOf(table);
  if (!spec) return undefined;
  const inner: Report = ({ path = [], ...each }) => report({ ...each, path: ["hypertable", ...path] });
  const checker = new Checker(inner, table.spec.index);
  const { name } = table.model;
  if (spec.isDeleted) {
    checker.error(
      `${name} cannot become a plain table again: TimescaleDB has no way back`,
      ["isDeleted"],
      "Copy the rows into a new table and drop this one",
    );
  }
  if (!facts.isThere) {
    checker.error(`The database has no TimescaleDB, which ${name} needs`, [], "create extension timescaledb");
  }
  if (spec.timeColumnName === undefined) {
    checker.error(`Hypertable ${name} names no time column`, [], "Give it a `timeColumnName`");
  }
  const dimensions = dimensionsOf(spec, checker);
  const columns = new Set(table.model.columns.map((column) => column.name));
  for (const { column } of dimensions) {
    if (column !== "" && !columns.has(column)) checker.error(`${name} has no column ${column}`, []);
  }
  const [time, ...others] = dimensions;
  if (others.some(({ column }) => column === time?.column)) {
    checker.error(`${name} cannot be partitioned by its time column ${time?.column} twice`, []);
  }
  refuseKeysWithout(dimensions, table.model, checker);
  for (const each of ["compression", "retention", "reorder"] as const) {
    if (spec[each] && facts.license === "apache") {
      const { message, hint } = notInEdition(each);
      checker.error(message, [each], hint, "not-in-edition");
    }
  }
  const columnstore = checker.columnstore(spec.compression);
  const wanted: HypertableFacts = {
    dimensions,
    ...(spec.associatedSchemaName !== undefined && { associatedSchema: keptName(spec.associatedSchemaName) }),
    ...(spec.associatedTablePrefix !== undefined &&
      { associatedPrefix: keptName(spec.associatedTablePrefix) }),
    ...(columnstore && { columnstore }),
    policies: checker.policies(spec),
  };
  return {
    kind: HYPERTABLE,
    schema: table.model.schema ?? "",
    name: HYPERTABLE,
    table: keyOfTable(table),
    facts: { ...wanted, migrates: spec.migrateData === true },
    origin: { spec: table.spec.index, path: ["hypertable"] },
  };
}

function dimensionsOf(spec: HypertableSpec, checker: Checker): Dimension[] {
  const { timeColumnName, chunkTimeInterval, timePartitioningFunc, partitioningColumn, numberPartitions } =
    spec;
  const dimension = (
    column: string,
    interval: Pick<Dimension, "interval" | "written">,
    partitions: number | undefined,
    func?: string,
  ): Dimension => ({
    column: keptName(column),
    ...interval,
    ...(partitions !== undefined && { partitions }),
    ...(func !== undefined && { func }),
  });
  if ((partitioningColumn === undefined) !== (numberPartitions === undefined)) {
    checker.error(
      "`partitioningColumn` and `numberPartitions` belong together",
      [partitioningColumn === undefined ? "numberPartitions" : "partitioningColumn"],
    );
  }
  const interval = checker.interval(chunkTimeInterval, ["chunkTimeInterval"]);
  return [
    dimension(timeColumnName ?? "", interval, undefined, timePartitioningFunc),
    ...(partitioningColumn === undefined
      ? []
      : [dimension(partitioningColumn, {}, numberPartitions, spec.partitioningFunc)]),
    ...(spec.dimensions ?? []).map((each, at) => {
      if ((each.numberPartitions === undefined) === (each.interval === undefined)) {
        checker.error("A dimension has either `numberPartitions` or an `interval`", ["dimensions", at]);
      }
      const own = checker.interval(each.interval, ["dimensions", at, "interval"]);
      return dimension(each.column, own, each.numberPartitions, each.partitioningFunc);
    }),
  ];
}

/** A key can be kept only within a chunk. */
function refuseKeysWithout(dimensions: readonly Dimension[], table: Table, checker: Checker): void {
  const keys = [
    ...(table.primaryKey ? [{ what: "primary key", columns: table.primaryKey.columns }] : []),
    ...table.uniques.map(({ columns }) => ({ what: "unique constraint", columns })),
    ...table.indexes.filter(({ unique }) => unique).map(({ parts, name }) => ({
      what: `unique index ${name}`,
      columns: parts.flatMap(({ column }) => column ?? []),
    })),
  ];
  for (const { what, columns } of keys) {
    const missing = dimensions.map(({ column }) => column).filter((column) =>
      column !== "" && !columns.includes(column)
    );
    if (missing.length === 0) continue;
    checker.error(
      `The ${what} of ${table.name} lacks ${
        missing.join(" and ")
      }: TimescaleDB keeps keys within one chunk only`,
      [],
      `Add ${missing.join(" and ")} to it, or use an index that is not unique`,
    );
  }
}

/** The time column is never null, and the index on it comes with the hypertable: both are made visible in the plan. */
function completed(table: DesiredTable, current: Catalog, living: Living, report: Report): Table {
  const spec = specOf(table);
  const { model } = table;
  const tableName = tableKey(model.schema, model.name);
  const live = current.objects.get(objectKey({ kind: HYPERTABLE, name: HYPERTABLE, table: tableName }));
  if (!spec && !live) return model;
  const warn = (severity: "error" | "warning", code: string, message: string, hint: string) =>
    report({ severity, code, message, hint, spec: table.spec.index, path: spec ? ["hypertable"] : [] });
  const liveTable = current.tables.get(tableName);
  if (!spec) {
    warn(
      "warning",
      "undescribed-hypertable",
      `${model.name} is a hypertable, of which its document says nothing: it stays one, as it is`,
      "Describe it with `hypertable`",
    );
  } else if (!live && liveTable && living.filled.get(liveTable.oid) && !spec.migrateData) {
    warn(
      "error",
      "has-rows",
      `${model.name} has rows, which would have to be moved into chunks`,
      "Say so with `migrateData: true`; it takes a lock on the table for as long as it lasts",
    );
  }
  const dimensions = live ? hypertableFacts(live).dimensions : spec ? dimensionsOf(spec, SILENT) : [];
  const time = dimensions[0]?.column;
  const columns = model.columns.map((column) => column.name === time ? { ...column, notNull: true } : column);
  return {
    ...model,
    columns,
    indexes: [...model.indexes, ...ownIndexes(spec, dimensions, model, live && liveTable?.model)],
  };
}

const SILENT = new Checker(() => {}, 0);

/** The indexes that TimescaleDB makes by itself, as far as they are wanted or there. `live`: the hypertable, if it is one. */
function ownIndexes(
  spec: HypertableSpec | undefined,
  dimensions: readonly Dimension[],
  model: Table,
  live: Table | undefined,
): Index[] {
  if (spec?.createDefaultIndexes === false) return [];
  const [time, space] = dimensions;
  if (!time) return [];
  const timePart = { column: time.column, descending: true };
  const shapes = [
    [timePart],
    ...(space?.partitions === undefined ? [] : [[{ column: space.column }, timePart]]),
  ];
  return shapes.flatMap((parts) => {
    const words = parts.map(({ column }) => column).join("_");
    const there = live?.indexes.find((index) => isOfShape(index, parts) && /_idx\d*$/.test(index.name));
    if (hasIndexOn(model, parts.map(({ column }) => column), there?.name)) return [];
    if (there) return [there];
    if (live && !spec?.createDefaultIndexes) return [];
    return [{ name: madeName(model.name, words, "idx"), unique: false, parts }];
  });
}

function isOfShape(index: Index, parts: Index["parts"]): boolean {
  return !index.unique && index.where === undefined && indexExtra(index).method === undefined &&
    JSON.stringify(index.parts.map(({ column, descending }) => [column, descending ?? false])) ===
      JSON.stringify(parts.map(({ column, descending }) => [column, descending ?? false]));
}

/** True when the document has an index on exactly these columns, or one of that name. */
function hasIndexOn(table: Table, columns: readonly string[], name: string | undefined): boolean {
  const lists = [
    ...(table.primaryKey ? [table.primaryKey.columns] : []),
    ...table.uniques.map((each) => each.columns),
    ...table.indexes.map(({ parts }) => parts.map(({ column }) => column ?? "")),
  ];
  return lists.some((each) => each.join("\0") === columns.join("\0")) ||
    table.indexes.some((index) => index.name === name);
}

function isSameDimensions(live: HypertableFacts, wanted: HypertableFacts): boolean {
  return live.dimensions.length === wanted.dimensions.length &&
    wanted.dimensions.every((each, at) => isSameDimension(live.dimensions[at], each));
}

function isSameDimension(live: Dimension | undefined, wanted: Dimension): boolean {
  return live !== undefined && live.column === wanted.column &&
    (wanted.partitions === undefined) === (live.partitions === undefined) &&
    (wanted.partitions ?? live.partitions) === live.partitions &&
    (wanted.interval ?? live.interval) === live.interval && isSameFunction(live, wanted);
}

/** A function that is written without its schema is of any. */
function isSameFunction(live: Dimension, wanted: Dimension): boolean {
  if (wanted.func === undefined) return true;
  return live.func === wanted.func || (live.func ?? "").endsWith(`.${wanted.func}`);
}

function isSamePlace(live: HypertableFacts, wanted: HypertableFacts): boolean {
  return (wanted.associatedSchema ?? live.associatedSchema) === live.associatedSchema &&
    (wanted.associatedPrefix ?? live.associatedPrefix) === live.associatedPrefix;
}

/** What TimescaleDB cannot change. */
function refusalOf(live: CatalogObject, wanted: WantedObject, living: Living): Refusal | undefined {
  const [there, given] = [hypertableFacts(live), hypertableFacts(wanted)];
  const { name } = tableOfKey(wanted.table);
  const anew = "Make a new hypertable beside it, copy the rows, and rename both";
  const [time, wantedTime] = [there.dimensions[0], given.dimensions[0]];
  if (time?.column !== wantedTime?.column) {
    return {
      message: `The time column of ${name} is ${time?.column} and cannot become ${wantedTime?.column}`,
      hint: anew,
    };
  }
  for (const [at, dimension] of there.dimensions.entries()) {
    const other = given.dimensions[at];
    if (
      !other || other.column !== dimension.column ||
      (other.partitions === undefined) !== (dimension.partitions === undefined)
    ) {
      return { message: `The dimension ${dimension.column} of ${name} cannot be taken away`, hint: anew };
    }
    if (!isSameFunction(dimension, other)) {
      return {
        message: `The partitioning function of ${dimension.column} of ${name} cannot change`,
        hint: anew,
      };
    }
  }
  if (!isSamePlace(there, given)) {
    return {
      message: `Where the chunks of ${name} are and what they are called is decided when it is made`,
      hint: "Leave associatedSchemaName and associatedTablePrefix out, or make a new hypertable",
    };
  }
  if (given.dimensions.length > there.dimensions.length && living.chunks.get(live.oid ?? 0)) {
    return {
      message: `${name} has chunks, and only an empty hypertable can get another dimension`,
      hint: anew,
    };
  }
  return stillCompressed(live, there.columnstore !== undefined && !given.columnstore, name, living);
}

/** Compression with compressed chunks cannot be switched off. */
export function stillCompressed(
  live: CatalogObject,
  isSwitchedOff: boolean,
  name: string,
  living: Living,
): Refusal | undefined {
  const count = living.compressed.get(live.oid ?? 0) ?? 0;
  if (!isSwitchedOff || count === 0) return undefined;
  return {
    message: `Compression of ${name} cannot be switched off: ${count} of its chunks are compressed`,
    hint:
      `Decompress them first: select decompress_chunk(c, true) from show_chunks('${name}') c; or describe \`compression\``,
  };
}

function withColumns(facts: HypertableFacts, renamed: (name: string) => string): HypertableFacts {
  const { segmentBy, orderBy } = facts.columnstore ?? {};
  return {
    ...facts,
    dimensions: facts.dimensions.map((each) => ({ ...each, column: renamed(each.column) })),
    ...(facts.columnstore && {
      columnstore: {
        ...(segmentBy && { segmentBy: segmentBy.map(renamed) }),
        ...(orderBy && { orderBy: orderBy.map((each) => ({ ...each, column: renamed(each.column) })) }),
      },
    }),
  };
}

/** How much one partition holds, as an argument. */
function intervalLiteral({ written, interval }: Dimension): string {
  return lengthLiteral(written ?? interval);
}

function tableSteps(
  object: CatalogObject,
  facts: TimescaleFacts,
  { server }: KindContext,
  isNew: boolean,
): StoredSteps {
  const table = tableOfKey(object.table);
  const requires = [key.table(table), ...(isNew ? [hypertableKey(object.table ?? "")] : [])];
  return new StoredSteps({ ...table, kind: "table", requires }, facts, server);
}

function createSteps(object: CatalogObject, facts: TimescaleFacts, context: KindContext): PlannedStep[] {
  const wanted = hypertableFacts(object);
  const isMigrating = object.facts["migrates"] === true;
  const table = tableOfKey(object.table);
  const [time, ...others] = wanted.dimensions;
  const live = context.current.tables.get(object.table ?? "");
  const space = others[0]?.partitions === undefined ? undefined : others[0];
  const args = [
    textLiteral(quoteQualified(table)),
    textLiteral(time?.column ?? ""),
    ...(space
      ? [
        `partitioning_column => ${textLiteral(space.column)}`,
        `number_partitions => ${Math.trunc(space.partitions ?? 1)}`,
      ]
      : []),
    ...(space?.func === undefined ? [] : [`partitioning_func => ${textLiteral(space.func)}`]),
    ...(time?.interval === undefined ? [] : [`chunk_time_interval => ${intervalLiteral(time)}`]),
    ...(time?.func === undefined ? [] : [`time_partitioning_func => ${textLiteral(time.func)}`]),
    ...(wanted.associatedSchema === undefined
      ? []
      : [`associated_schema_name => ${textLiteral(wanted.associatedSchema)}`]),
    ...(wanted.associatedPrefix === undefined
      ? []
      : [`associated_table_prefix => ${textLiteral(wanted.associatedPrefix)}`]),
    "create_default_indexes => false",
    ...(isMigrating ? ["migrate_data => true"] : []),
  ];
  const own = tableSteps(object, facts, context, false);
  const rows = live ? BigInt(Math.max(0, Math.round(live.rowEstimate))) : 0n;
  const hazards = live && isMigrating
    ? [{
      kind: "exclusive-lock" as const,
      message: `Keeps others from reading and writing ${table.name} while its rows are moved into chunks`,
      ...(rows > 0n && { rows }),
    }]
    : [];
  const keys = [
    ...wanted.dimensions.map(({ column }) => key.column(table, column)),
    ...wanted.dimensions.map(({ column }) => key.notNull(table, column)),
    ...[live?.model.primaryKey, ...live?.model.uniques ?? [], ...live?.model.indexes ?? []].flatMap((each) =>
      each?.name === undefined ? [] : [key.gone(table, each.name)]
    ),
  ];
  const made = own.step(
    callSql(facts, "select", "create_hypertable", args),
    "Make a hypertable of",
    hazards,
    keys,
  );
  return [
    { ...made, produces: [hypertableKey(object.table ?? "")] },
    ...others.filter((each) => each !== space).map((each) =>
      addDimension(object, each, facts, context, true)
    ),
    ...tableSteps(object, facts, context, true).steps(wanted),
  ];
}

function addDimension(
  object: CatalogObject,
  dimension: Dimension,
  facts: TimescaleFacts,
  context: KindContext,
  isNew: boolean,
): PlannedStep {
  const table = tableOfKey(object.table);
  const { column, partitions, interval, func } = dimension;
  const args = [
    textLiteral(quoteQualified(table)),
    textLiteral(column),
    ...(partitions === undefined ? [] : [`number_partitions => ${Math.trunc(partitions)}`]),
    ...(interval === undefined ? [] : [`chunk_time_interval => ${intervalLiteral(dimension)}`]),
    ...(func === undefined ? [] : [`partitioning_func => ${textLiteral(func)}`]),
  ];
  return tableSteps(object, facts, context, isNew).step(
    callSql(facts, "select", "add_dimension", args),
    `Add dimension ${column} to`,
    [],
    [key.column(table, column)],
  );
}

function alterSteps(
  live: CatalogObject,
  wanted: WantedObject,
  facts: TimescaleFacts,
  context: KindContext,
): PlannedStep[] {
  const [there, given] = [hypertableFacts(live), hypertableFacts(wanted)];
  const steps = tableSteps(wanted, facts, context, false);
  const tableSql = textLiteral(quoteQualified(tableOfKey(wanted.table)));
  return [
    ...given.dimensions.flatMap((each, at): PlannedStep[] => {
      const before = there.dimensions[at];
      if (!before) return [addDimension(wanted, each, facts, context, false)];
      const columnSql = textLiteral(each.column);
      return [
        ...(each.interval === undefined || each.interval === before.interval ? [] : [steps.step(
          callSql(facts, "select", "set_chunk_time_interval", [tableSql, intervalLiteral(each), columnSql]),
          `Cut new chunks by another interval of ${each.column} in`,
        )]),
        ...(each.partitions === undefined || each.partitions === before.partitions ? [] : [steps.step(
          callSql(facts, "select", "set_number_partitions", [tableSql, String(each.partitions), columnSql]),
          `Cut new chunks into another number of partitions by ${each.column} in`,
        )]),
      ];
    }),
    ...steps.steps(given, there),
  ];
}

function bodyOf(object: CatalogObject, catalog: Catalog): Readonly<Record<string, unknown>> {
  const { dimensions, associatedSchema, associatedPrefix, ...stored } = hypertableFacts(object);
  const [time, ...others] = dimensions;
  const table = catalog.tables.get(object.table ?? "");
  const interval = (each: Dimension) => {
    const type = table?.model.columns.find(({ name }) => name === each.column)?.type ?? "";
    return /int/.test(type) ? each.interval : microsText(BigInt(each.interval ?? 0));
  };
  const [space] = others[0]?.partitions === undefined ? [] : others;
  const isIndexed = (columns: readonly string[]) => table && hasIndexOn(table.model, columns, undefined);
  const columns = [[time?.column ?? ""], ...(space ? [[space.column, time?.column ?? ""]] : [])];
  return {
    timeColumnName: time?.column,
    ...(time?.interval !== undefined && { chunkTimeInterval: interval(time) }),
    ...(time?.func !== undefined && { timePartitioningFunc: time.func }),
    ...(space && { partitioningColumn: space.column, numberPartitions: space.partitions }),
    ...(space?.func !== undefined && { partitioningFunc: space.func }),
    ...(others.length > (space ? 1 : 0) && {
      dimensions: others.slice(space ? 1 : 0).map((each) => ({
        column: each.column,
        ...(each.partitions !== undefined && { numberPartitions: each.partitions }),
        ...(each.interval !== undefined && { interval: interval(each) }),
        ...(each.func !== undefined && { partitioningFunc: each.func }),
      })),
    }),
    ...(!columns.every(isIndexed) && { createDefaultIndexes: false }),
    ...(associatedSchema !== undefined && { associatedSchemaName: associatedSchema }),
    ...(associatedPrefix !== undefined && { associatedTablePrefix: associatedPrefix }),
    ...storedBody(stored),
  };
}
