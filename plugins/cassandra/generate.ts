// Describes the live keyspace as documents, the inverse of planning, and proves it: the documents are planned against the
// keyspace they came from, and whatever that plan would change is named.
import type { Output } from "../../protocol/methods.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { checkBody, type DocumentDraft, proveDrafts, sendDrafts, setAside } from "../kit/generate.ts";
import type { Aggregate, Column, Func, Index, Keyspace, Table, UserType, View } from "./catalog.ts";
import { describe } from "./describe.ts";
import type { Driver } from "./driver.ts";
import { classOf, indexedColumn, targetWord } from "./indexes.ts";
import { inspectCatalog } from "./inspect.ts";
import { keyIn } from "./key.ts";
import { planChanges } from "./plan.ts";
import { describedProperties } from "./properties.ts";

/** The kind of document for each kind of object. */
const OBJECT_KINDS: Readonly<Record<string, string>> = {
  Keyspace: "keyspace",
  DataType: "type",
  Function: "function",
  Aggregate: "aggregate",
  Table: "table",
  View: "view",
};

/** Streams a document for each object. */
export async function generateSpecs(
  driver: Driver,
  keyspace: string,
  send: Send<Output<"generate">>,
  context: RequestContext,
): Promise<void> {
  const catalog = await inspectCatalog(driver, keyspace);
  const own = catalog.keyspaces.get(keyspace);
  const drafts: DocumentDraft[] = [
    ...(own ? [draft("Keyspace", keyspace, keyspaceBody(own))] : []),
    ...[...catalog.types.values()].map((each) => draft("DataType", each.name, typeBody(each))),
    ...[...catalog.functions.values()].map((each) => draft("Function", each.name, functionBody(each))),
    ...[...catalog.aggregates.values()].map((each) => draft("Aggregate", each.name, aggregateBody(each))),
    ...[...catalog.tables.values()].map((each) =>
      draft("Table", each.name, tableBody(each), each.unexpressed)
    ),
    ...[...catalog.views.values()].map((each) => draft("View", each.name, viewBody(each), each.unexpressed)),
  ];
  const { kinds } = describe("");
  for (const each of drafts) {
    const kind = kinds.find((one) => one.kind === each.kind);
    if (kind) checkBody(each, kind);
    else setAside(each, `${each.kind} has no document`);
  }
  await proveDrafts(
    drafts,
    (input, take) => planChanges({ driver, keyspace }, { seedData: false }, input, take, context),
    ({ kind, name }, object) =>
      OBJECT_KINDS[kind] === object.kind && (object.name === name || object.name.startsWith(`${name}(`)),
    context,
  );
  await sendDrafts(drafts, send, context);
}

function draft(
  kind: string,
  name: string,
  body: Readonly<Record<string, unknown>>,
  unexpressed: readonly string[] = [],
): DocumentDraft {
  return { kind, name, body, unexpressed: [...unexpressed] };
}

function keyspaceBody({ replication, durableWrites }: Keyspace): Record<string, unknown> {
  const { class: className = "", ...options } = replication;
  return {
    replication: { class: className.replace(/^org\.apache\.cassandra\.locator\./, ""), ...options },
    ...(!durableWrites && { durableWrites }),
  };
}

function typeBody({ fields }: UserType): Record<string, unknown> {
  return { fields: fields.map(({ name, type }) => ({ name, type })) };
}

function functionBody(
  { parameters, returns, language, body, isCalledOnNull }: Func,
): Record<string, unknown> {
  return {
    lang: language,
    ...(parameters.length > 0 && { params: parameters }),
    return: returns,
    as: body,
    ...(isCalledOnNull && { calledOnNullInput: true }),
  };
}

function aggregateBody(
  { parameters, stateFunction, stateType, finalFunction, initialState }: Aggregate,
): Record<string, unknown> {
  return {
    ...(parameters.length > 0 && { params: parameters }),
    stateFunction,
    stateType,
    ...(finalFunction !== undefined && { finalFunction }),
    ...(initialState !== undefined && { initialState }),
  };
}

function tableBody({ name, columns, indexes, properties }: Table): Record<string, unknown> {
  return {
    ...keyBody(columns),
    columns: columns.map(({ name, type, kind }) => ({
      name,
      type,
      ...(kind === "static" && { isStatic: true }),
    })),
    indexes: indexes.map((index) => indexBody(index, name)),
    ...propertiesBody(properties),
  };
}

function indexBody({ name, target, className, options }: Index, table: string): Record<string, unknown> {
  const of = targetWord(target);
  const type = classOf(className);
  const column = indexedColumn(target);
  return {
    columns: [column],
    ...(name !== `${table}_${column}_idx` && { name }),
    ...(of !== undefined && { of }),
    ...(type !== undefined && { type }),
    ...(Object.keys(options).length > 0 && { options }),
  };
}

function viewBody({ table, columns, hasAllColumns, where, properties }: View): Record<string, unknown> {
  return {
    table,
    ...(!hasAllColumns && { columns: columns.map(({ name }) => name) }),
    where,
    ...keyBody(columns),
    ...propertiesBody(properties),
  };
}

function keyBody(columns: readonly Column[]): Record<string, unknown> {
  const { partition, clustering } = keyIn(columns);
  const order = columns.filter(({ isDescending }) => isDescending);
  return {
    primaryKey: [partition, ...clustering.map((each) => [each])],
    ...(order.length > 0 && {
      clusteringOrder: order.map(({ name }) => ({ column: name, isDescending: true })),
    }),
  };
}

function propertiesBody(properties: Table["properties"]): Record<string, unknown> {
  const described = describedProperties(properties);
  return Object.keys(described).length === 0 ? {} : { properties: described };
}
