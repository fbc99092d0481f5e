// What can change between two models, as data: the tagged union that the diff makes and an engine renders.
import type { CheckConstraint, Column, ForeignKey, Index, Key, Table } from "../../protocol/model.ts";

/** What of a column differs. */
export type ColumnAspect =
  | "type"
  | "not-null"
  | "default"
  | "auto-increment"
  | "collation"
  | "generated"
  | "extra";

/** One difference between two models. `table` is the table's wanted name. */
export type Change =
  | { readonly type: "create-table"; readonly table: string; readonly to: Table }
  | { readonly type: "drop-table"; readonly table: string; readonly from: Table }
  | { readonly type: "rename-table"; readonly table: string; readonly from: string }
  | { readonly type: "rename-column"; readonly table: string; readonly from: string; readonly to: string }
  | { readonly type: "alter-table"; readonly table: string; readonly aspects: readonly string[] }
  | { readonly type: "add-column"; readonly table: string; readonly column: Column }
  | { readonly type: "drop-column"; readonly table: string; readonly column: Column }
  | {
    readonly type: "alter-column";
    readonly table: string;
    readonly from: Column;
    readonly to: Column;
    readonly aspects: readonly ColumnAspect[];
  }
  | { readonly type: "set-primary-key"; readonly table: string; readonly from?: Key; readonly to?: Key }
  | { readonly type: "add-unique"; readonly table: string; readonly key: Key }
  | { readonly type: "drop-unique"; readonly table: string; readonly key: Key }
  | { readonly type: "add-foreign-key"; readonly table: string; readonly key: ForeignKey }
  | { readonly type: "drop-foreign-key"; readonly table: string; readonly key: ForeignKey }
  | { readonly type: "add-check"; readonly table: string; readonly check: CheckConstraint }
  | { readonly type: "drop-check"; readonly table: string; readonly check: CheckConstraint }
  | { readonly type: "create-index"; readonly table: string; readonly index: Index }
  | { readonly type: "drop-index"; readonly table: string; readonly index: Index };

/** Finds a thing by its name, compared as the engine compares names. */
export function findNamed<T extends { readonly name: string }>(
  things: readonly T[],
  name: string,
  fold: (name: string) => string,
): T | undefined {
  const folded = fold(name);
  return things.find((thing) => fold(thing.name) === folded);
}

/** A change in a few words for people, e.g. `Add column email to customer`. */
export function describeChange(change: Change): string {
  const { table } = change;
  switch (change.type) {
    case "create-table":
      return `Create table ${table}`;
    case "drop-table":
      return `Drop table ${table}`;
    case "rename-table":
      return `Rename table ${change.from} to ${table}`;
    case "rename-column":
      return `Rename column ${change.from} of ${table} to ${change.to}`;
    case "alter-table":
      return `Change ${change.aspects.join(", ")} of table ${table}`;
    case "add-column":
      return `Add column ${change.column.name} to ${table}`;
    case "drop-column":
      return `Drop column ${change.column.name} of ${table}`;
    case "alter-column":
      return `Change column ${change.to.name} of ${table}: ${
        change.aspects.map((aspect) => describeAspect(aspect, change.from, change.to)).join(", ")
      }`;
    case "set-primary-key":
      return change.to
        ? `Make (${change.to.columns.join(", ")}) the primary key of ${table}`
        : `Drop the primary key of ${table}`;
    case "add-unique":
      return `Add unique constraint (${change.key.columns.join(", ")}) to ${table}`;
    case "drop-unique":
      return `Drop unique constraint (${change.key.columns.join(", ")}) of ${table}`;
    case "add-foreign-key":
      return `Add foreign key (${
        change.key.columns.join(", ")
      }) to ${change.key.references.table} on ${table}`;
    case "drop-foreign-key":
      return `Drop foreign key (${
        change.key.columns.join(", ")
      }) to ${change.key.references.table} of ${table}`;
    case "add-check":
      return `Add check (${change.check.expression}) to ${table}`;
    case "drop-check":
      return `Drop check (${change.check.expression}) of ${table}`;
    case "create-index":
      return `Create index ${change.index.name} on ${table}`;
    case "drop-index":
      return `Drop index ${change.index.name} of ${table}`;
    default:
      return unreachable(change);
  }
}

function describeAspect(aspect: ColumnAspect, from: Column, to: Column): string {
  switch (aspect) {
    case "type":
      return `type ${from.type || "(none)"} to ${to.type || "(none)"}`;
    case "not-null":
      return to.notNull ? "set not null" : "drop not null";
    case "default":
      return to.default === undefined ? "drop default" : `set default ${to.default}`;
    case "auto-increment":
      return to.autoIncrement ? "set autoincrement" : "drop autoincrement";
    case "collation":
      return to.collation === undefined ? "drop collation" : `collation ${to.collation}`;
    case "generated":
      return to.generated ? "generated expression" : "no longer generated";
    case "extra":
      return "engine options";
    default:
      return unreachable(aspect);
  }
}

/** Ends an exhaustive switch. */
export function unreachable(value: never): never {
  throw new TypeError(`Unforeseen variant: ${JSON.stringify(value)}`);
}
