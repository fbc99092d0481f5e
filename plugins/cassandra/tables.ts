// Plans tables: makes them, adds and drops columns, renames columns of the key, changes options. What Cassandra cannot
// change is refused here, with what can be done instead.
import type { SpecItem } from "../../protocol/plan.ts";
import { findRenames, type Rename } from "../kit/previous_names.ts";
import type { Column, Table } from "./catalog.ts";
import {
  addStep,
  columnKey,
  columnsDone,
  type Draft,
  refuse,
  tableKey,
  typeKey,
  typesIn,
  warn,
} from "./draft.ts";
import { dropIndex, indexedColumn, planIndexes, renamedTarget, wantedIndexes } from "./indexes.ts";
import { describeKey, keyIn, keySql, orderSql, withSql } from "./key.ts";
import { quote } from "./literal.ts";
import { propertiesSql } from "./properties.ts";
import { planProperties } from "./property_steps.ts";
import type { Request } from "./requests.ts";
import type { TableSpec } from "./spec.ts";
import { type WantedTable, wantedTable } from "./table_wanted.ts";

const COPY =
  "Make a table of another name with what you want, copy the rows, and let the old one go (isDeleted: true)";

/** Plans one table. */
export async function planTable(draft: Draft, request: Request<TableSpec>): Promise<void> {
  const { name, body } = request;
  const live = draft.live.tables.get(name);
  if (body.isDeleted) {
    if (live) await dropTable(draft, live);
    return;
  }
  const wanted = wantedTable(draft, request, live);
  if (!wanted) return;
  if (live) await alterTable(draft, request, live, wanted);
  else createTable(draft, request, wanted);
}

async function dropTable(draft: Draft, live: Table): Promise<void> {
  const { name, columns } = live;
  draft.after.tables.delete(name);
  const releases = columns.flatMap(({ type }) => typesIn(type, draft.live.keyspace)).map(typeKey);
  const removes = [tableKey(name), ...live.indexes.map((index) => `index ${index.name}`)];
  const hazards = [await draft.counts.deletesTable(live)];
  addStep(
    draft,
    { removes, releases },
    `drop table ${quote(name)}`,
    "drop",
    object(name),
    `Drop table ${name}`,
    hazards,
  );
}

function createTable(draft: Draft, { spec, name, body }: Request<TableSpec>, wanted: WantedTable): void {
  const { columns, key, properties } = wanted;
  const counters = columns.filter(({ type, kind }) => type === "counter" && kind !== "partition_key");
  const others = columns.filter(({ type, kind }) =>
    type !== "counter" && (kind === "regular" || kind === "static")
  );
  if (counters.length > 0 && others.length > 0) {
    refuse(
      draft,
      spec,
      "mixed-counters",
      `Table ${name} has counters beside other columns (${others.map((each) => each.name).join(", ")})`,
      "Outside of the key a table has either counters only or none: make two tables",
    );
  }
  const columnsSql = columns.map(columnDefinition);
  const optionsSql = withSql([orderSql(columns), propertiesSql(properties)]);
  addStep(
    draft,
    {
      produces: [tableKey(name), columnsDone(name), ...columns.map((each) => columnKey(name, each.name))],
      requires: columns.flatMap(({ type }) => typesIn(type, draft.live.keyspace)).map(typeKey),
    },
    `create table ${quote(name)} (${[...columnsSql, keySql(key)].join(", ")})${optionsSql}`,
    "create",
    object(name),
    `Create table ${name}`,
  );
  const indexes = wantedIndexes(draft, spec, body.indexes, { name, columns }) ?? [];
  planIndexes(draft, name, [], indexes);
  draft.after.tables.set(name, { name, columns, indexes, properties, dropped: new Map(), unexpressed: [] });
}

async function alterTable(
  draft: Draft,
  request: Request<TableSpec>,
  before: Table,
  wanted: WantedTable,
): Promise<void> {
  const { spec, name, body } = request;
  const renames = renamesOf(draft, request, before);
  const live = renamed(before, renames);
  requireSameKey(draft, spec, live, wanted);
  for (const { from, to } of renames) renameColumn(draft, name, from, to);
  const fresh = wanted.columns.filter((column) => !live.columns.some((each) => each.name === column.name));
  // A document without columns is about the rest.
  const gone = body.columns ? live.columns.filter((column) => !wanted.columns.some(named(column.name))) : [];
  for (const column of wanted.columns) {
    const kept = live.columns.find(named(column.name));
    if (kept) requireSameColumn(draft, spec, name, kept, column);
  }
  for (const column of fresh) addColumn(draft, spec, live, column);
  for (const column of gone) await dropColumn(draft, spec, live, column);
  const columns = [...live.columns.filter((each) => !gone.includes(each)), ...fresh];
  const goneNames = new Set(gone.map((column) => column.name));
  const kept = live.indexes.filter(({ target }) => !goneNames.has(indexedColumn(target)));
  const indexes = wantedIndexes(draft, spec, body.indexes, { name, columns }) ?? kept;
  planTableIndexes(draft, before, live, indexes, renames);
  const properties = await planProperties(draft, spec, { kind: "table", name }, live, wanted.properties);
  draft.after.tables.set(name, { ...live, columns, indexes, properties });
}

/** An index bars its column from another name, so there it goes, and comes back. */
function planTableIndexes(
  draft: Draft,
  before: Table,
  live: Table,
  wanted: Table["indexes"],
  renames: readonly Rename[],
): void {
  const barred = before.indexes.filter(({ target }) =>
    renames.some(({ from }) => from === indexedColumn(target))
  );
  for (const index of barred) dropIndex(draft, live.name, index);
  const names = new Set(barred.map(({ name }) => name));
  planIndexes(draft, live.name, live.indexes.filter(({ name }) => !names.has(name)), wanted);
}

function renamesOf(draft: Draft, { spec, name, body }: Request<TableSpec>, live: Table): readonly Rename[] {
  const names = live.columns.map((each) => each.name);
  const { renames, conflicts } = findRenames(body.columns ?? [], names, (each) => each);
  for (const { previous, claimants } of conflicts) {
    refuse(draft, spec, "rename-conflict", `Both ${claimants.join(" and ")} were called ${previous}`);
  }
  const { partition, clustering } = keyIn(live.columns);
  return renames.filter(({ from, to }) => {
    if (partition.includes(from) || clustering.includes(from)) return true;
    refuse(
      draft,
      spec,
      "cannot-rename-column",
      `Column ${from} of ${name} is not called ${to}: Cassandra renames columns of the primary key only`,
      `Add ${to} beside ${from}, copy the values, and let ${from} go`,
      ["columns", (body.columns ?? []).findIndex(named(to)), "previousNames"],
    );
    return false;
  });
}

function renamed(live: Table, renames: readonly Rename[]): Table {
  const nameOf = (name: string) => renames.find(({ from }) => from === name)?.to ?? name;
  return {
    ...live,
    columns: live.columns.map((column) => ({ ...column, name: nameOf(column.name) })),
    indexes: renames.reduce(
      (indexes, { from, to }) => indexes.map((index) => renamedTarget(index, from, to)),
      live.indexes,
    ),
  };
}

function renameColumn(draft: Draft, table: string, from: string, to: string): void {
  draft.formerColumns.set(columnKey(table, to), from);
  addStep(
    draft,
    { removes: [columnKey(table, from)], produces: [columnKey(table, to), columnsDone(table)] },
    `alter table ${quote(table)} rename ${quote(from)} to ${quote(to)}`,
    "rename",
    object(table),
    `Rename column ${from} of ${table} to ${to}`,
  );
}

function requireSameKey(draft: Draft, spec: SpecItem, live: Table, wanted: WantedTable): void {
  const { name } = live;
  if (wanted.hasKey && describeKey(keyIn(live.columns)) !== describeKey(wanted.key)) {
    const message = `The primary key of ${name} is ${describeKey(keyIn(live.columns))}, not ${
      describeKey(wanted.key)
    }, and Cassandra changes no key`;
    refuse(draft, spec, "cannot-change-key", message, COPY, ["primaryKey"]);
    return;
  }
  const turned = live.columns.filter((column) =>
    column.kind === "clustering" && wanted.descending &&
    (wanted.descending.get(column.name) ?? false) !== column.isDescending
  );
  if (turned.length > 0) {
    const names = turned.map((column) => column.name).join(", ");
    refuse(
      draft,
      spec,
      "cannot-change-order",
      `Table ${name} orders ${names} the other way round, and Cassandra changes no clustering order`,
      COPY,
      ["clusteringOrder"],
    );
  }
  const unsaid = live.columns.filter(({ isDescending }) => isDescending).map((column) => column.name);
  if (!wanted.descending && unsaid.length > 0) {
    const hint = "Say so in clusteringOrder; a table that is made of the document would be ascending";
    warn(draft, spec, "order-not-said", `Table ${name} is in descending order of ${unsaid.join(", ")}`, hint);
  }
}

function requireSameColumn(draft: Draft, spec: SpecItem, table: string, live: Column, wanted: Column): void {
  if (live.type !== wanted.type) {
    refuse(
      draft,
      spec,
      "cannot-change-type",
      `Column ${live.name} of ${table} is ${live.type}, not ${wanted.type}, and Cassandra changes no types`,
      live.kind === "regular" || live.kind === "static"
        ? "Add a column of another name, copy the values, and let this one go"
        : COPY,
      ["columns"],
    );
  }
  const isStatic = (column: Column) => column.kind === "static";
  if (isStatic(live) !== isStatic(wanted) && (live.kind === "regular" || isStatic(live))) {
    refuse(
      draft,
      spec,
      "cannot-change-static",
      `Column ${live.name} of ${table} is ${isStatic(live) ? "" : "not "}static, and stays so`,
      "Add a column of another name, copy the values, and let this one go",
      ["columns"],
    );
  }
}

function addColumn(draft: Draft, spec: SpecItem, live: Table, column: Column): void {
  const { name } = live;
  if (column.kind === "partition_key" || column.kind === "clustering") return; // the key differs, which is refused
  const before = live.dropped.get(column.name);
  if (before && !isSameAgain(before, column, draft.live.keyspace)) {
    refuse(
      draft,
      spec,
      "column-was-other",
      `${name} had a column ${column.name} before, ${before.kind} of type ${before.type}, and takes only one like it again`,
      "Give the column another name",
      ["columns"],
    );
    return;
  }
  addStep(
    draft,
    {
      requires: [tableKey(name), ...typesIn(column.type, draft.live.keyspace).map(typeKey)],
      produces: [columnKey(name, column.name), columnsDone(name)],
    },
    `alter table ${quote(name)} add ${columnDefinition(column)}`,
    "alter",
    object(name),
    `Add column ${column.name} to ${name}`,
  );
}

/** True when a name may come back: old cells must be readable as the new type. Types that are made of others the server judges. */
function isSameAgain(
  before: { readonly type: string; readonly kind: string },
  column: Column,
  keyspace: string,
): boolean {
  if (before.kind !== column.kind || before.type === "counter") return false;
  if (before.type === column.type || column.type === "blob") return true;
  return typesIn(column.type, keyspace).length > 0 || (before.type === "ascii" && column.type === "text");
}

async function dropColumn(draft: Draft, spec: SpecItem, live: Table, column: Column): Promise<void> {
  const { name } = live;
  if (column.kind === "partition_key" || column.kind === "clustering") {
    const message =
      `Column ${column.name} belongs to the primary key of ${name}, and Cassandra changes no key`;
    refuse(draft, spec, "cannot-change-key", message, COPY, ["columns"]);
    return;
  }
  if (draft.live.types.has(column.type.replace(/^"(.*)"$/, "$1"))) {
    refuse(
      draft,
      spec,
      "cannot-drop-column",
      `Column ${column.name} of ${name} is a user-defined type that is not frozen, which Cassandra does not drop`,
      COPY,
      ["columns"],
    );
    return;
  }
  const releases = typesIn(column.type, draft.live.keyspace).map(typeKey);
  addStep(
    draft,
    { removes: [columnKey(name, column.name)], releases, produces: [columnsDone(name)] },
    `alter table ${quote(name)} drop ${quote(column.name)}`,
    "alter",
    object(name),
    `Drop column ${column.name} of ${name}`,
    [await draft.counts.deletesColumn(name, column.name)],
  );
}

function columnDefinition({ name, type, kind }: Column): string {
  return `${quote(name)} ${type}${kind === "static" ? " static" : ""}`;
}

function named(name: string): (each: { readonly name: string }) => boolean {
  return (each) => each.name === name;
}

function object(name: string): { kind: string; name: string } {
  return { kind: "table", name };
}
