// What the change tables of laws_test.ts are made of. Further changes are folders in tests/engines/sqlite/cases.
import type { ColumnSpec, TableSpec } from "./spec.ts";
import type { TestSpec } from "./testing.ts";

/** One change. */
export interface Case {
  readonly name: string;
  /** What is there before, as SQL. */
  readonly before: string;
  readonly specs: readonly TestSpec[];
  /** The kinds of the planned statements, in order. */
  readonly kinds?: string;
  /** The hazards, as `kind` or `kind=rows`, in order. */
  readonly hazards?: string;
  /** A query whose result must be the same before and after; `afterQuery` where names change. */
  readonly survive?: string;
  readonly afterQuery?: string;
  /** Statements that the result must refuse. */
  readonly refuses?: readonly string[];
  /** What the result must equal, written by hand and built by the shell. Absent: a fresh build of the specs. */
  readonly equals?: string;
}

/** The key column of most cases. */
export const id = { name: "id", type: "integer" };
/** A text column. */
export function text(name: string): ColumnSpec {
  return { name, type: "text" };
}
/** Table t with a key and further columns. */
export function T(columns: readonly ColumnSpec[], more: Partial<TableSpec> = {}): TestSpec {
  return { name: "t", body: { primaryKey: ["id"], columns: [id, ...columns], ...more } };
}
/** Table t with three rows, one with null and text with NUL. */
export const THREE = `create table t (id integer primary key, a text, b text);
  insert into t values (1, 'x', 'y'), (2, null, cast(x'410042' as text)), (7, 'z', x'00ff');`;
