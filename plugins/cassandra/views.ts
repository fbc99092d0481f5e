// Plans materialized views. Of a view that is there only options can be changed; another query means another view.
import type { Hazard } from "../../protocol/plan.ts";
import type { Column, Table, View } from "./catalog.ts";
import { addStep, columnKey, columnsDone, type Draft, refuse, tableKey } from "./draft.ts";
import { descendingOf, keyIn, keyOf, keySql, orderSql, withSql } from "./key.ts";
import { quote, quoteAll } from "./literal.ts";
import { ownProperties, propertiesSql } from "./properties.ts";
import { planProperties } from "./property_steps.ts";
import type { Request } from "./requests.ts";
import type { ViewSpec } from "./spec.ts";
import { readProperties } from "./table_wanted.ts";
import { isClosedPiece, plainForm, tokenize } from "./tokens.ts";

/** The key of a view among those of steps. */
function viewKey(name: string): string {
  return `view ${name}`;
}

/** Plans one view. Tables are planned before. */
export async function planView(draft: Draft, request: Request<ViewSpec>): Promise<void> {
  const { name, body } = request;
  const live = draft.live.views.get(name);
  if (body.isDeleted) {
    if (!live) return;
    draft.after.views.delete(name);
    dropView(draft, live);
    return;
  }
  const wanted = wantedView(draft, request);
  if (!wanted) return;
  const { view, where } = wanted;
  if (!live) {
    draft.after.views.set(name, view);
    createView(draft, view, where, []);
    return;
  }
  const before = renamed(draft, live);
  if (sameQuery(before, view)) {
    const properties = await planProperties(
      draft,
      request.spec,
      { kind: "view", name },
      live,
      view.properties,
    );
    draft.after.views.set(name, { ...before, properties });
    return;
  }
  dropView(draft, live);
  // What the document does not say stays as it is on the view that comes.
  const properties = { ...live.properties, ...view.properties };
  draft.after.views.set(name, { ...view, properties });
  const table = draft.live.tables.get(live.table);
  const hazards: Hazard[] = table && await draft.counts.hasRows(table)
    ? [{
      kind: "rewrites-table",
      message: `Makes view ${name} anew of the rows of ${view.table}, in the background`,
    }]
    : [];
  createView(
    draft,
    { ...view, properties: { ...ownProperties(live.properties), ...view.properties } },
    where,
    hazards,
  );
}

function dropView(draft: Draft, { name, table }: View): void {
  // As long as a table has views, none of its columns goes.
  const columns = draft.live.tables.get(table)?.columns ?? [];
  const releases = [tableKey(table), ...columns.map((column) => columnKey(table, column.name))];
  addStep(
    draft,
    { removes: [viewKey(name)], releases },
    `drop materialized view ${quote(name)}`,
    "drop",
    { kind: "view", name },
    `Drop view ${name}`,
  );
}

function createView(draft: Draft, view: View, where: string, hazards: readonly Hazard[]): void {
  const { name, table, columns, hasAllColumns, properties } = view;
  const columnsSql = hasAllColumns ? "*" : quoteAll(columns.map((column) => column.name));
  const optionsSql = withSql([orderSql(columns), propertiesSql(properties)]);
  const requires = [
    tableKey(table),
    columnsDone(table),
    ...columns.map((column) => columnKey(table, column.name)),
  ];
  addStep(
    draft,
    { produces: [viewKey(name)], requires },
    `create materialized view ${quote(name)} as select ${columnsSql} from ${quote(table)} where ${
      whereClause(where)
    } ${keySql(keyIn(columns))}${optionsSql}`,
    "create",
    { kind: "view", name },
    `Create view ${name}`,
    hazards,
  );
}

/** A condition is CQL already. */
function whereClause(where: string): string {
  return where;
}

function wantedView(
  draft: Draft,
  { spec, name, body }: Request<ViewSpec>,
): { readonly view: View; readonly where: string } | undefined {
  const wrong = (code: string, message: string, path: readonly string[], hint?: string) => {
    refuse(draft, spec, code, message, hint, path);
    return undefined;
  };
  const table = body.table === undefined ? undefined : draft.after.tables.get(body.table);
  if (!table) {
    const message = body.table === undefined
      ? `View ${name} names no table that it is made from`
      : `View ${name} is made from ${body.table}, which is no table`;
    return wrong("unknown-table", message, ["table"]);
  }
  const key = keyOf(body.primaryKey);
  if (!key) return wrong("missing-key", `View ${name} has no primary key`, ["primaryKey"]);
  const keyNames = [...key.partition, ...key.clustering];
  const names = body.columns ? [...new Set([...keyNames, ...body.columns])] : undefined;
  const unknown = (names ?? keyNames).filter((column) => !table.columns.some((each) => each.name === column));
  if (unknown.length > 0) {
    return wrong("unknown-column", `Table ${table.name} has no column ${unknown.join(", ")}`, ["columns"]);
  }
  const missing = table.columns.filter((column) =>
    (column.kind === "partition_key" || column.kind === "clustering") && !keyNames.includes(column.name)
  );
  if (missing.length > 0) {
    const message = `The primary key of view ${name} lacks ${missing.map((each) => each.name).join(", ")}`;
    const hint = `It must have all columns of the primary key of ${table.name}, and at most one more`;
    return wrong("invalid-key", message, ["primaryKey"], hint);
  }
  const properties = readProperties(draft, spec, body.properties);
  if (!properties) return undefined;
  if (body.where !== undefined && !isCondition(body.where)) {
    const hint = "Write conditions joined by AND: a is not null and b is not null";
    return wrong("invalid-condition", `The condition of view ${name} is not one`, ["where"], hint);
  }
  const where = body.where ?? keyNames.map((column) => `${quote(column)} is not null`).join(" and ");
  const columns = viewColumns(table, key, names, descendingOf(body.clusteringOrder));
  const view = {
    name,
    table: table.name,
    columns,
    hasAllColumns: names === undefined,
    where,
    properties,
    unexpressed: [],
  };
  return { view, where };
}

/** True for what can stand behind WHERE and ends there. */
function isCondition(cql: string): boolean {
  const words = tokenize(cql).filter(({ kind }) => kind === "word").map(({ value }) => value);
  return isClosedPiece(cql) && !words.includes("primary") && !words.includes("with");
}

/** The columns of a view with what they are to it. */
function viewColumns(
  table: Table,
  key: { readonly partition: readonly string[]; readonly clustering: readonly string[] },
  names: readonly string[] | undefined,
  descending: ReadonlyMap<string, boolean> | undefined,
): readonly Column[] {
  const others = (names ?? table.columns.map((column) => column.name)).filter((name) =>
    !key.partition.includes(name) && !key.clustering.includes(name)
  );
  const make = (kind: Column["kind"]) => (name: string): Column[] => {
    const column = table.columns.find((each) => each.name === name);
    const isDescending = kind === "clustering" && (descending?.get(name) ?? false);
    return column ? [{ name, type: column.type, kind, isDescending }] : [];
  };
  return [
    ...key.partition.flatMap(make("partition_key")),
    ...key.clustering.flatMap(make("clustering")),
    ...others.flatMap(make("regular")),
  ];
}

/** A view follows when columns of its table get other names. */
function renamed(draft: Draft, view: View): View {
  const former = new Map(
    (draft.after.tables.get(view.table)?.columns ?? []).flatMap(({ name }) => {
      const old = draft.formerColumns.get(columnKey(view.table, name));
      return old === undefined ? [] : [[old, name] as const];
    }),
  );
  if (former.size === 0) return view;
  const where = tokenize(view.where).map(({ kind, value, start, end }) =>
    kind === "word" || kind === "name" && former.has(value)
      ? former.has(value) ? quote(former.get(value) ?? value) : view.where.slice(start, end)
      : view.where.slice(start, end)
  ).join(" ");
  const columns = view.columns.map((column) => ({ ...column, name: former.get(column.name) ?? column.name }));
  return { ...view, where, columns };
}

function sameQuery(a: View, b: View): boolean {
  const of = ({ table, columns, hasAllColumns, where }: View) =>
    JSON.stringify([
      table,
      columns.filter(({ kind }) => kind !== "regular").map(({ name, kind, isDescending }) => [
        name,
        kind,
        isDescending,
      ]),
      hasAllColumns || columns.filter(({ kind }) => kind === "regular").map(({ name }) => name).sort(),
      relations(where),
    ]);
  return of(a) === of(b);
}

/** The conditions of a WHERE, in one order. */
function relations(where: string): readonly string[] {
  return plainForm(where).split(" and ").map((each) => each.trim()).sort();
}
