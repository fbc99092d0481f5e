// What the comparison of seed rows with live ones works on and what it finds, whatever engine compares them.
import type { Column } from "../../protocol/model.ts";
import type { Cell } from "../../protocol/plan.ts";

/** A column and the SQL of its value. */
export interface Assignment {
  readonly column: string;
  readonly valueSql: string;
}

/** A row that is missing, or one whose cells differ. */
export type SeedDifference =
  | { readonly type: "insert"; readonly columns: readonly string[]; readonly tuple: string }
  | {
    readonly type: "update";
    readonly assignments: readonly Assignment[];
    readonly condition: readonly Assignment[];
  };

/** What is the same for all rows with the same columns. */
export interface SeedShape {
  readonly signature: string;
  /** The target's columns, in the order of the cells. */
  readonly columns: readonly Column[];
  /** For each column the expression that reads what the plan leaves in it, from the live table `t`. */
  readonly sourcesSql: readonly string[];
  /** Positions of the columns of each usable key. */
  readonly keys: readonly (readonly number[])[];
}

/** One seed row. */
export interface SeedRow {
  readonly cells: readonly Cell[];
  readonly literals: readonly string[];
  /** Positions of expression cells whose value is another each time, so that they are not compared. */
  readonly volatile: readonly number[];
}

/** The first key that the row has whole: without null and without cells that vary. */
export function wholeKey(row: SeedRow, shape: SeedShape): readonly number[] | undefined {
  return shape.keys.find((positions) =>
    positions.every((position) => row.cells[position] !== null && !row.volatile.includes(position))
  );
}

/** The row is missing. */
export function insertion(shape: SeedShape, row: SeedRow | undefined): SeedDifference {
  return {
    type: "insert",
    columns: shape.columns.map((column) => column.name),
    tuple: `(${row?.literals.join(", ") ?? ""})`,
  };
}

/** The row is there, and differs in the cells whose flag is `1`. */
export function update(
  shape: SeedShape,
  key: readonly number[],
  row: SeedRow | undefined,
  flags: string,
): SeedDifference {
  const assignment = (position: number): Assignment => ({
    column: shape.columns[position]?.name ?? "",
    valueSql: row?.literals[position] ?? "null",
  });
  const changed = [...flags].flatMap((flag, position) => flag === "1" ? [position] : []);
  return { type: "update", assignments: changed.map(assignment), condition: key.map(assignment) };
}
