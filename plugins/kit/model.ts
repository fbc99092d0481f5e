// What can change between two models, as data: the tagged union that the diff makes and an engine renders.
import type {
  CheckConstraint,
  Column,
  DefinedObject,
  ForeignKey,
  Index,
  Key,
  Table,
} from "../../protocol/model.ts";

/** What of a column differs. */
export type ColumnAspect =
  | "type"
  | "not-null"
  | "default"
  | "auto-increment"
  | "collation"
  | "generated"
  | "place"
  | "extra";

/**
 * One difference between two models. `table` is the table's wanted name; for an object whose definition is text, the
 * table it belongs to, or its own name.
 */
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
  | { readonly type: "drop-index"; readonly table: string; readonly index: Index }
  | { readonly type: "create-object"; readonly table: string; readonly object: DefinedObject }
  | { readonly type: "replace-object"; readonly table: string; readonly object: DefinedObject }
  | { readonly type: "drop-object"; readonly table: string; readonly object: DefinedObject };

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
    case "rename-table":
      return `Rename table ${change.from} to ${table}`;
    case "rename-column":
      return `Rename column ${change.from} of ${table} to ${change.to}`;
    case "alter-table":
      return `Change ${change.aspects.join(", ")} of table ${table}`;
    case "add-column":
    case "add-unique":
    case "add-check":
      return `${describeBriefly(change)} to ${table}`;
    case "add-foreign-key":
    case "create-index":
      return `${describeBriefly(change)} on ${table}`;
    case "alter-column":
      return `Change column ${change.to.name} of ${table}: ${describeAspects(change)}`;
    case "create-table":
    case "drop-table":
      return describeBriefly(change);
    case "create-object":
    case "replace-object":
    case "drop-object":
      return `${describeBriefly(change)}${
        change.object.table === undefined
          ? ""
          : change.type === "create-object"
          ? ` on ${table}`
          : ` of ${table}`
      }`;
    default:
      return `${describeBriefly(change)} of ${table}`;
  }
}

/** A change in the words of a list about its table, e.g. `add column email`. */
export function describePart(change: Change): string {
  const text = describeBriefly(change);
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** A change without the name of its table. */
function describeBriefly(change: Change): string {
  switch (change.type) {
    case "create-table":
      return `Create table ${change.table}`;
    case "drop-table":
      return `Drop table ${change.table}`;
    case "rename-table":
      return `Rename from ${change.from}`;
    case "rename-column":
      return `Rename column ${change.from} to ${change.to}`;
    case "alter-table":
      return `Change ${change.aspects.join(", ")}`;
    case "add-column":
      return `Add column ${change.column.name}`;
    case "drop-column":
      return `Drop ${change.column.generated ? "generated column" : "column"} ${change.column.name}`;
    case "alter-column":
      return `Change column ${change.to.name}, ${describeAspects(change)}`;
    case "set-primary-key":
      return change.to ? `Make (${change.to.columns.join(", ")}) the primary key` : "Drop the primary key";
    case "add-unique":
      return `Add unique constraint (${change.key.columns.join(", ")})`;
    case "drop-unique":
      return `Drop unique constraint (${change.key.columns.join(", ")})`;
    case "add-foreign-key":
      return `Add foreign key (${change.key.columns.join(", ")}) to ${change.key.references.table}`;
    case "drop-foreign-key":
      return `Drop foreign key (${change.key.columns.join(", ")}) to ${change.key.references.table}`;
    case "add-check":
      return `Add check (${change.check.expression})`;
    case "drop-check":
      return `Drop check (${change.check.expression})`;
    case "create-index":
      return `Create index ${change.index.name}`;
    case "drop-index":
      return `Drop index ${change.index.name}`;
    case "create-object":
      return `Create ${change.object.kind} ${change.object.name}`;
    case "replace-object":
      return `Replace ${change.object.kind} ${change.object.name}`;
    case "drop-object":
      return `Drop ${change.object.kind} ${change.object.name}`;
    default:
      return unreachable(change);
  }
}

function describeAspects({ from, to, aspects }: Change & { readonly type: "alter-column" }): string {
  return aspects.map((aspect) => describeAspect(aspect, from, to)).join(", ");
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
      if (!to.generated) return "no longer generated";
      return `generated as (${to.generated.expression})${to.generated.stored ? ", stored" : ""}`;
    case "place":
      return "place among the columns";
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
