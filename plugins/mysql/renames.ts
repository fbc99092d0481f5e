// Finds the renames of tables and columns that specs ask for, and what the catalog is once they are done. What the server
// refuses to rename a column under (checks, generated columns, indexes on expressions) is dropped first, and the
// comparison that follows makes it anew.
import type { Statement } from "../../protocol/plan.ts";
import type { CheckConstraint, Column, Index, Table } from "../../protocol/model.ts";
import { findRenames } from "../kit/previous_names.ts";
import type { Catalog, CatalogTable } from "./catalog.ts";
import { fold, type Report } from "./draft.ts";
import { quote } from "./literal.ts";
import { tableExtra } from "./model.ts";
import type { Quirks } from "./quirks.ts";
import type { TableRequest } from "./requests.ts";
import { statement, tableObject } from "./steps.ts";
import { mentions, withNames } from "./tokens.ts";

/** All renames of a plan. */
export interface PlannedRenames {
  readonly statements: readonly Statement[];
  /** The catalog after them. */
  readonly current: Catalog;
  /** Former names of tables by folded wanted names. */
  readonly tables: ReadonlyMap<string, string>;
  /** Former names of columns, by folded names of table and column. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Finds the renames. Old names that two specs claim are reported as errors. */
export function planRenames(
  live: Catalog,
  requests: readonly TableRequest[],
  report: Report,
): PlannedRenames {
  const { foldTable } = live.server;
  const wanted = requests.flatMap(({ spec, body }) =>
    body && !body.isDeleted ? [{ name: spec.name, previousNames: body.previousNames ?? [] }] : []
  );
  const conflict = (what: string, previous: string, claimants: readonly string[]) =>
    report({
      severity: "error",
      code: "previous-name-claimed-twice",
      message: `${what} ${previous} is a previous name of ${claimants.join(" and ")}`,
    });
  const found = findRenames(wanted, [...live.tables.values()].map(({ model }) => model.name), foldTable);
  found.conflicts.forEach(({ previous, claimants }) => conflict("Table", previous, claimants));
  const tables = new Map(found.renames.map(({ from, to }) => [foldTable(to), from]));
  const statements = found.renames.map(({ from, to }) =>
    statement(
      `rename table ${quote(from)} to ${quote(to)}`,
      "rename",
      tableObject(to),
      `Rename table ${from} to ${to}`,
      { why: "Only the name changes: no row is written" },
    )
  );
  let current = renameTables(live, found.renames);
  const columns = new Map<string, ReadonlyMap<string, string>>();
  for (const { spec, body } of requests) {
    const table = current.tables.get(foldTable(spec.name));
    if (!table || !body || body.isDeleted) continue;
    const { renames, conflicts } = findRenames(
      body.columns ?? [],
      table.model.columns.map((column) => column.name),
      fold,
    );
    conflicts.forEach(({ previous, claimants }) => conflict(`Column ${spec.name}.`, previous, claimants));
    if (renames.length === 0) continue;
    columns.set(foldTable(spec.name), new Map(renames.map(({ from, to }) => [fold(to), from])));
    const planned = renameColumns(table, renames, isOfKeys(current, table, renames), live.server.quirks);
    statements.push(...planned.statements);
    current = withTable(current, planned.table);
    current = renameReferences(current, table.model.name, renames);
  }
  return { statements, current, tables, columns };
}

type Renamed = readonly { readonly from: string; readonly to: string }[];

function withTable(catalog: Catalog, table: CatalogTable): Catalog {
  const tables = new Map(catalog.tables);
  tables.set(catalog.server.foldTable(table.model.name), table);
  return { ...catalog, tables };
}

/** Foreign keys follow the tables that they refer to. */
function renameTables(live: Catalog, renames: Renamed): Catalog {
  if (renames.length === 0) return live;
  const { foldTable } = live.server;
  const names = new Map(renames.map(({ from, to }) => [foldTable(from), to]));
  const nameOf = (name: string) => names.get(foldTable(name)) ?? name;
  const tables = new Map([...live.tables.values()].map((table) => {
    const { model } = table;
    const renamed: Table = {
      ...model,
      name: nameOf(model.name),
      checks: live.server.quirks.isMariaDb ? model.checks : checksOf(model, nameOf(model.name)),
      foreignKeys: model.foreignKeys.map((key) => ({
        ...key,
        references: { ...key.references, table: nameOf(key.references.table) },
      })),
    };
    return [foldTable(renamed.name), { ...table, model: renamed }];
  }));
  const objects = new Map([...live.objects].map(([key, object]) => [
    key,
    object.table === undefined ? object : {
      ...object,
      table: nameOf(object.table),
      facts: { ...object.facts, table: nameOf(object.table) },
    },
  ]));
  return { ...live, tables, objects };
}

/**
 * MySQL gives the names that it makes of the table's the new one (reference manual, 15.1.36, RENAME TABLE), whoever
 * chose them.
 */
function checksOf({ name, checks }: Table, to: string): readonly CheckConstraint[] {
  const head = `${name}_chk_`;
  return name === to
    ? checks
    : checks.map((check) =>
      check.name?.startsWith(head) ? { ...check, name: `${to}_chk_${check.name.slice(head.length)}` } : check
    );
}

function renameReferences(catalog: Catalog, parent: string, renames: Renamed): Catalog {
  const nameOf = renamer(renames);
  const { foldTable } = catalog.server;
  const tables = new Map([...catalog.tables].map(([key, table]) => [key, {
    ...table,
    model: {
      ...table.model,
      foreignKeys: table.model.foreignKeys.map((each) =>
        foldTable(each.references.table) === foldTable(parent)
          ? { ...each, references: { ...each.references, columns: each.references.columns.map(nameOf) } }
          : each
      ),
    },
  }]));
  return { ...catalog, tables };
}

function renamer(renames: Renamed): (name: string) => string {
  const names = new Map(renames.map(({ from, to }) => [fold(from), to]));
  return (name) => names.get(fold(name)) ?? name;
}

/** True when a column that is renamed refers to another or is referred to. */
function isOfKeys({ tables, server }: Catalog, { model }: CatalogTable, renames: Renamed): boolean {
  const isRenamed = (column: string) => renames.some(({ from }) => fold(from) === fold(column));
  const isOwn = (name: string) => server.foldTable(name) === server.foldTable(model.name);
  return [...tables.values()].some(({ model: { name, foreignKeys } }) =>
    foreignKeys.some(({ columns, references }) =>
      (isOwn(name) && columns.some(isRenamed)) ||
      (isOwn(references.table) && references.columns.some(isRenamed))
    )
  );
}

/** One statement for all columns of a table: names may even be exchanged. */
function renameColumns(
  table: CatalogTable,
  renames: Renamed,
  areOfKeys: boolean,
  { isMariaDb }: Quirks,
): { readonly statements: readonly Statement[]; readonly table: CatalogTable } {
  const { model } = table;
  const inTheWay = (sql: string) => renames.some(({ from }) => mentions(sql, from));
  // MySQL copies a table with any check to rename a column, and then refuses one of a foreign key.
  const checks = areOfKeys && !isMariaDb
    ? [...model.checks]
    : model.checks.filter((check) => inTheWay(check.expression));
  const generated = model.columns.filter((column) =>
    column.generated && inTheWay(column.generated.expression)
  );
  const gone = new Set(generated.map((column) => fold(column.name)));
  const indexes = model.indexes.filter((index) =>
    index.parts.some((part) =>
      part.column === undefined ? inTheWay(part.expression ?? "") : gone.has(fold(part.column))
    )
  );
  const tableSql = quote(model.name);
  // A generated column that goes comes again under its new name.
  const kept = renames.filter(({ from }) => !gone.has(fold(from)));
  const words = kept.map(({ from, to }) => `${from} to ${to}`).join(", ");
  const clausesSql = kept.map(({ from, to }) => `rename column ${quote(from)} to ${quote(to)}`).join(", ");
  const nameOf = renamer(renames);
  const { partitions: told } = tableExtra(model);
  const partitions = told !== undefined && inTheWay(told) ? withNames(told, nameOf, quote) : undefined;
  // MySQL renames a column that partitions are by only when it is told the partitions again, and then copies the table.
  const partitionsSql = partitions === undefined || isMariaDb ? "" : ` ${partitions}`;
  const details = partitionsSql === "" ? { why: "Only the definition changes: no row is written" } : {
    why: "The table is copied: its partitions are by a column that is renamed",
    hazards: [{ kind: "rewrites-table", message: `Writes the rows of ${model.name} anew` } as const],
  };
  return {
    statements: [
      ...letGo(model, checks, indexes, generated),
      ...(kept.length === 0 ? [] : [statement(
        `alter table ${tableSql} ${clausesSql}${partitionsSql}`,
        "rename",
        tableObject(model.name),
        `Rename column ${words} of ${model.name}`,
        details,
      )]),
    ],
    table: {
      ...table,
      model: {
        ...model,
        ...(partitions !== undefined && { extra: { ...model.extra, partitions } }),
        columns: model.columns.filter((column) => !gone.has(fold(column.name)))
          .map((column) => ({ ...column, name: nameOf(column.name) })),
        ...(model.primaryKey && {
          primaryKey: { ...model.primaryKey, columns: model.primaryKey.columns.map(nameOf) },
        }),
        checks: model.checks.filter((check) => !checks.includes(check)),
        indexes: model.indexes.filter((index) => !indexes.includes(index)).map((index) => ({
          ...index,
          parts: index.parts.map((part) =>
            part.column === undefined ? part : { ...part, column: nameOf(part.column) }
          ),
        })),
        foreignKeys: model.foreignKeys.map((key) => ({ ...key, columns: key.columns.map(nameOf) })),
      },
    },
  };
}

/** What a column cannot be renamed under is dropped before. */
function letGo(
  { name }: Table,
  checks: readonly CheckConstraint[],
  indexes: readonly Index[],
  generated: readonly Column[],
): Statement[] {
  const clauses = [
    ...checks.map((check) => `drop constraint ${quote(check.name ?? "")}`),
    ...indexes.map((index) => `drop key ${quote(index.name)}`),
    ...generated.map((column) => `drop column ${quote(column.name)}`),
  ];
  if (clauses.length === 0) return [];
  const words = [
    ...checks.map((each) => `check ${each.name}`),
    ...indexes.map((each) => `index ${each.name}`),
    ...generated.map((each) => `generated column ${each.name}`),
  ];
  return [statement(
    `alter table ${quote(name)} ${clauses.join(", ")}`,
    "alter",
    tableObject(name),
    `Let go of ${words.join(", ")} of ${name}`,
    { why: "A column that they use cannot be renamed under them; they are made anew after it" },
  )];
}
