// Seed rows: which key tells a row, and how rows that differ become few statements of bounded size.
// Comparing cells is the engine's work: only it knows what a stored value equals.
import type { Table } from "../../protocol/model.ts";
import type { Cell } from "../../protocol/plan.ts";

/** The most rows of one INSERT. */
export const MAX_INSERT_ROWS = 500;
/** The length at which an INSERT takes no further row, in UTF-16 units. One row may be longer. */
export const MAX_INSERT_LENGTH = 64 * 1024;

/** The keys by which a row of some columns can be found: the primary key first, then unique keys. */
export function rowKeys(
  table: Table,
  columns: readonly string[],
  fold: (name: string) => string,
): (readonly string[])[] {
  const given = new Set(columns.map(fold));
  const candidates = [
    ...(table.primaryKey ? [table.primaryKey.columns] : []),
    ...table.uniques.map((key) => key.columns),
    ...table.indexes.flatMap((index) => {
      const parts = index.parts.flatMap((part) => part.column ?? []);
      return index.unique && index.where === undefined && parts.length === index.parts.length ? [parts] : [];
    }),
  ];
  return candidates.filter((key) => key.every((column) => given.has(fold(column))));
}

/** True for a cell that holds SQL. */
export function isExpression(cell: Cell): cell is { readonly expression: string } {
  return typeof cell === "object" && cell !== null && !(cell instanceof Uint8Array);
}

/** One INSERT: what stands before its rows, and its rows. */
export interface InsertBatch {
  readonly head: string;
  readonly tuples: readonly string[];
}

/** Gathers rows with the same head into INSERTs of bounded size. */
export class InsertBatcher {
  #head = "";
  #tuples: string[] = [];
  #length = 0;

  /** Adds a row; gives back the INSERT that is full, or that another head ends. */
  add(head: string, tuple: string): InsertBatch | undefined {
    const isFull = this.#tuples.length >= MAX_INSERT_ROWS || this.#length + tuple.length > MAX_INSERT_LENGTH;
    const full = this.#tuples.length > 0 && (head !== this.#head || isFull) ? this.flush() : undefined;
    this.#head = head;
    this.#tuples.push(tuple);
    this.#length += tuple.length;
    return full;
  }

  /** The rows that are left. */
  flush(): InsertBatch | undefined {
    if (this.#tuples.length === 0) return undefined;
    const batch = { head: this.#head, tuples: this.#tuples };
    this.#tuples = [];
    this.#length = 0;
    return batch;
  }
}
