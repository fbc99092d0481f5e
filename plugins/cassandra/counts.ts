// Counts rows, as far as that is cheap: a table of Cassandra may have thousands of millions, and counting reads them all.
import { countRows } from "../kit/hazards.ts";
import type { Hazard } from "../../protocol/plan.ts";
import type { Table } from "./catalog.ts";
import type { Driver } from "./driver.ts";
import { quote } from "./literal.ts";

/** How many rows are looked at. */
const MOST_ROWS = 1000;

/** Counts on the live keyspace. Without a driver there are no rows. */
export class RowCounts {
  readonly #driver: Driver | undefined;

  constructor(driver: Driver | undefined) {
    this.#driver = driver;
  }

  /** The hazard of losing a table. */
  async deletesTable({ name, columns }: Table): Promise<Hazard> {
    const [first] = columns;
    const { rows, text } = await this.#count(name, first?.name ?? "");
    return {
      kind: "deletes-data",
      message: `Deletes table ${name} with ${text}`,
      allow: `drop-table:${name}`,
      ...(rows !== undefined && { rows }),
    };
  }

  /** The hazard of losing a column; names are those of the live table. */
  async deletesColumn(table: string, column: string): Promise<Hazard> {
    const { rows, text } = await this.#count(table, column);
    return {
      kind: "deletes-data",
      message: `Deletes column ${column} of ${table}, which has a value in ${text}`,
      allow: `drop-column:${table}.${column}`,
      ...(rows !== undefined && { rows }),
    };
  }

  /** True unless the table is known to be empty. */
  async hasRows({ name, columns }: Pick<Table, "name" | "columns">): Promise<boolean> {
    return (await this.#count(name, columns[0]?.name ?? "")).rows !== 0n;
  }

  /** Rows with a value in the column; not known where there are many, or where the node does not answer in time. */
  async #count(table: string, column: string): Promise<{ readonly rows?: bigint; readonly text: string }> {
    if (!this.#driver) return { rows: 0n, text: countRows(0n) };
    const limitSql = String(MOST_ROWS + 1);
    try {
      const found = await this.#driver.rows(
        `select ${quote(column)} as v from ${quote(table)} limit ${limitSql}`,
      );
      const rows = BigInt(found.filter((row) => row["v"] !== null && row["v"] !== undefined).length);
      if (found.length <= MOST_ROWS) return { rows, text: countRows(rows) };
      return { text: `more than ${countRows(rows - 1n)}` };
    } catch {
      return { text: "rows that could not be counted" };
    }
  }
}
