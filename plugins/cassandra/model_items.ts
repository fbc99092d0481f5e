// The keyspace in the words of the protocol's model, for whoever draws or documents it.
import type { ModelItem, Table as TableModel } from "../../protocol/model.ts";
import type { Catalog, Table } from "./catalog.ts";

/** Every object with its name among scopes. The keyspace itself comes first. */
export function modelItems(
  catalog: Catalog,
): readonly { readonly kind: string; readonly name: string; readonly item: ModelItem }[] {
  const own = catalog.keyspaces.get(catalog.keyspace);
  return [
    ...(own ? [object("keyspace", own.name, own)] : []),
    ...[...catalog.types.values()].map((each) => object("type", each.name, each)),
    ...[...catalog.tables.values()].map((each) => ({
      kind: "table",
      name: each.name,
      item: { type: "table", table: tableModel(each) } as const,
    })),
    ...[...catalog.views.values()].map((each) => object("view", each.name, each)),
    ...[...catalog.functions].map(([name, each]) => object("function", name, each)),
    ...[...catalog.aggregates].map(([name, each]) => object("aggregate", name, each)),
  ];
}

function object(kind: string, name: string, facts: object) {
  const definition = "where" in facts ? String(facts.where) : "body" in facts ? String(facts.body) : "";
  const extra = Object.fromEntries(Object.entries(facts));
  return { kind, name, item: { type: "object", object: { kind, name, definition, extra } } as const };
}

function tableModel({ name, columns, indexes, properties }: Table): TableModel {
  const keyColumns = columns.filter(({ kind }) => kind === "partition_key" || kind === "clustering");
  const comment = properties["comment"];
  return {
    kind: "table",
    name,
    columns: columns.map(({ name, type, kind, isDescending }) => ({
      name,
      type,
      notNull: kind === "partition_key" || kind === "clustering",
      extra: { kind, isDescending },
    })),
    primaryKey: { columns: keyColumns.map(({ name }) => name) },
    uniques: [],
    foreignKeys: [],
    checks: [],
    indexes: indexes.map(({ name, target, className, options }) => ({
      name,
      unique: false,
      parts: [{ expression: target }],
      extra: { ...(className !== undefined && { className }), options },
    })),
    ...(typeof comment === "string" && comment !== "" && { comment }),
    extra: { properties },
  };
}
