// The places of a table where SQL expressions stand, and how they are read and replaced.
import type { Index, IndexPart, Table } from "../../protocol/model.ts";
import type { SpecPath } from "./draft.ts";
import { type Exclusion, tableExtra } from "./model.ts";

/** One expression of a table. */
export interface Slot {
  /** What it belongs to, and where: unique within the table. */
  readonly key: string;
  readonly sql: string;
  /** Where a spec writes it. */
  readonly path: SpecPath;
}

/** Every expression of a table, in order. */
export function slotsOf(table: Table): Slot[] {
  const slots: Slot[] = [];
  mapExpressions(table, (slot) => {
    slots.push(slot);
    return slot.sql;
  });
  return slots;
}

/** The same table with each expression replaced. */
export function mapExpressions(table: Table, replace: (slot: Slot) => string): Table {
  const { exclusions, partitionBy } = tableExtra(table);
  return {
    ...table,
    columns: table.columns.map((column, at) => {
      const { generated } = column;
      if (column.default === undefined && !generated) return column; // most, of tens of thousands
      const path = ["columns", at];
      return {
        ...column,
        ...(column.default !== undefined && {
          default: replace({
            key: `default ${column.name}`,
            sql: column.default,
            path: [...path, "default"],
          }),
        }),
        ...(generated && {
          generated: {
            ...generated,
            expression: replace({
              key: `generated ${column.name}`,
              sql: generated.expression,
              path: [...path, "generated", "expression"],
            }),
          },
        }),
      };
    }),
    checks: table.checks.map((check, at) => ({
      ...check,
      expression: replace({ key: `check ${at}`, sql: check.expression, path: ["checks", at, "expression"] }),
    })),
    indexes: table.indexes.map((index, at) => mapIndex(index, `index ${at}`, ["indexes", at], replace)),
    ...((exclusions || partitionBy !== undefined) && {
      extra: {
        ...table.extra,
        ...(exclusions && {
          exclusions: exclusions.map((each, at) =>
            mapIndex(each, `exclusion ${at}`, ["exclusions", at], replace)
          ),
        }),
        ...(partitionBy !== undefined && {
          partitionBy: replace({ key: "partition key", sql: partitionBy, path: ["partitionBy"] }),
        }),
      },
    }),
  };
}

function mapIndex<T extends Index | Exclusion>(
  index: T,
  key: string,
  path: SpecPath,
  replace: (slot: Slot) => string,
): T {
  if (index.where === undefined && index.parts.every((part) => part.expression === undefined)) return index;
  return {
    ...index,
    parts: index.parts.map((part: IndexPart, at) =>
      part.expression === undefined ? part : {
        ...part,
        expression: replace({
          key: `${key} part ${at}`,
          sql: part.expression,
          path: [...path, "columns", at, "expression"],
        }),
      }
    ),
    ...(index.where !== undefined && {
      where: replace({ key: `${key} where`, sql: index.where, path: [...path, "where"] }),
    }),
  };
}
