// A random world of MySQL or MariaDB as documents.
import type { Body as DocBody, Doc } from "../random/round.ts";
import {
  type Column,
  type Index,
  type Program,
  quoted,
  sqlOf,
  type Table,
  type View,
  type World,
} from "./random_world.ts";

/** A world as documents. */
export function docsOf(world: World): Doc[] {
  return [...world.tables.map(tableDoc), ...world.views.map(viewDoc), ...world.programs.map(programDoc)];
}

function tableDoc(table: Table): Doc {
  const body: DocBody = {
    ...(table.key.length > 0 && {
      primaryKey: table.key.map(({ name }) =>
        table.keyLength === undefined ? name : `${name}(${table.keyLength})`
      ),
    }),
    columns: table.columns.map((column) => columnBody(column, table)),
    ...(table.previousNames.length > 0 && { previousNames: table.previousNames }),
    ...(table.indexes.length > 0 && { indexes: table.indexes.map(indexBody) }),
    ...(table.uniques.length > 0 && {
      uniques: table.uniques.map(({ columns, name }) => ({
        columns: namesOf(columns),
        ...(name !== undefined && { name }),
      })),
    }),
    ...(table.checks.length > 0 && {
      checks: table.checks.map(({ name, expression, notEnforced }) => ({
        ...(name !== undefined && { name }),
        expression: sqlOf(expression),
        ...(notEnforced && { notEnforced }),
      })),
    }),
    ...(table.foreignKeys.length > 0 && {
      foreignKeys: table.foreignKeys.map((key) => ({
        columns: namesOf(key.columns),
        references: { table: key.parent.name, columns: namesOf(key.references) },
        ...(key.onDelete !== undefined && { onDelete: key.onDelete }),
        ...(key.onUpdate !== undefined && { onUpdate: key.onUpdate }),
        ...(key.name !== undefined && { name: key.name }),
      })),
    }),
    ...(table.triggers && {
      triggers: table.triggers.map(({ name, timing, event, body }) => ({
        name,
        timing,
        event,
        body: sqlOf(body),
      })),
    }),
    ...(table.engine !== undefined && { engine: table.engine }),
    ...(table.rowFormat !== undefined && { rowFormat: table.rowFormat }),
    ...(table.charset !== undefined && { defaultCharset: table.charset }),
    ...(table.collation !== undefined && { collation: table.collation }),
    ...(table.comment !== undefined && { comment: table.comment }),
    ...(table.autoIncrement !== undefined && { autoIncrement: table.autoIncrement }),
    ...(table.partitions !== undefined && { partitions: table.partitions }),
  };
  const rows = table.seeds?.map((cells) =>
    Object.fromEntries([...cells].map(([column, value]) => [column.name, value]))
  );
  return { kind: "Table", name: table.name, body, ...(rows && { rows }) };
}

function namesOf(columns: readonly Column[]): string[] {
  return columns.map(({ name }) => name);
}

function columnBody(column: Column, table: Table) {
  const { generated } = column;
  return {
    name: column.name,
    type: column.type,
    ...(column.previousNames.length > 0 && { previousNames: column.previousNames }),
    ...(column.notNull && { constraints: { notNull: true } }),
    ...(table.counts && column === table.key[0] && { attributes: { autoIncrement: true } }),
    ...(column.default !== undefined && { default: column.default }),
    ...(column.onUpdate !== undefined && { onUpdate: column.onUpdate }),
    ...(column.charset !== undefined && { charset: column.charset }),
    ...(column.collation !== undefined && { collation: column.collation }),
    ...(column.comment !== undefined && { comment: column.comment }),
    ...(column.invisible && { invisible: true }),
    ...(column.srid !== undefined && { srid: column.srid }),
    ...(column.after && { after: column.after === "first" ? "first" : column.after.name }),
    ...(generated && {
      generated: { expression: sqlOf(generated.expression), ...(generated.stored && { stored: true }) },
    }),
  };
}

function indexBody(index: Index): unknown {
  return {
    name: index.name,
    ...(index.previousNames && { previousNames: index.previousNames }),
    ...(index.unique && { isUnique: true }),
    ...(index.type !== undefined && { type: index.type }),
    ...(index.invisible && { invisible: true }),
    ...(index.comment !== undefined && { comment: index.comment }),
    columns: index.parts.map(({ column, expression, length, descending }) => {
      if (column && length === undefined && !descending) return column.name;
      return {
        ...(column ? { name: column.name } : expression && { expression: sqlOf(expression) }),
        ...(length !== undefined && { length }),
        ...(descending && { descending }),
      };
    }),
  };
}

function viewDoc(view: View): Doc {
  const { over } = view;
  const table = quoted(over ? over.name : view.from.name);
  const list = over
    ? `${table}.c0 as c0`
    : view.columns.map(({ name }, at) => `${table}.${quoted(name)} as ${quoted(`c${at}`)}`).join(", ");
  const join = view.join === undefined ? "" : ` join ${quoted(view.join.name)} other`;
  return {
    kind: "View",
    name: view.name,
    body: {
      query: view.form.replaceAll("{list}", () => list).replaceAll("{from}", () => table + join)
        .replaceAll(
          "{first}",
          () => over ? `${table}.c0` : `${table}.${quoted(view.columns[0]?.name ?? "")}`,
        ),
      ...(view.names && { columns: view.names }),
      ...(view.algorithm !== undefined && { algorithm: view.algorithm }),
      ...(view.security !== undefined && { security: view.security }),
      ...(view.checkOption !== undefined && { checkOption: view.checkOption }),
    },
  };
}

function programDoc({ kind, name, body, facts }: Program): Doc {
  return { kind, name, body: { ...facts, [kind === "Event" ? "body" : "as"]: sqlOf(body) } };
}
