// Compares seed rows with live ones. The server says what a cell equals: it writes both, the live one and the wanted one, as
// JSON. One query a row, since Cassandra joins nothing; several at a time.
import type { Cell, RowsItem } from "../../protocol/plan.ts";
import { suggest } from "../../protocol/schema.ts";
import type { Column, Table } from "./catalog.ts";
import { columnKey, type Draft } from "./draft.ts";
import type { Driver, Row } from "./driver.ts";
import { codeOf, messageOf } from "./errors.ts";
import { isExpression } from "../kit/seed.ts";
import { SeedRefusal } from "../kit/seed_refusal.ts";
import { cellLiteral, quote } from "./literal.ts";
import { tokenize } from "./tokens.ts";

/** A column and the CQL of its value. */
export interface Assignment {
  readonly column: string;
  readonly valueSql: string;
}

/** A row that is missing, or one whose cells differ. */
export interface SeedDifference {
  readonly type: "insert" | "update";
  readonly key: readonly Assignment[];
  readonly cells: readonly Assignment[];
  /** True when a cell is of a static column. */
  readonly hasStatic: boolean;
}

/** A cell with its column, as it is wanted and as it is called today. */
interface WantedCell extends Assignment {
  readonly type: string;
  readonly kind: Column["kind"];
  /** Undefined: the table does not have it yet. */
  readonly liveName: string | undefined;
  readonly isNull: boolean;
  readonly isVolatile: boolean;
}

/** How many rows are looked for at a time. */
const AT_ONCE = 16;
/** Functions whose value is another each time. */
const VOLATILE =
  /^(?:now|uuid|current(?:timestamp|date|time|timeuuid)|current_(?:timestamp|date|time|timeuuid))$/;

/** Compares the rows of one spec. */
export class SeedTable {
  readonly #driver: Driver | undefined;
  readonly #draft: Draft;
  readonly #table: Table;
  readonly #live: Table | undefined;
  readonly #seen = new Set<string>();

  constructor(driver: Driver | undefined, draft: Draft, table: Table) {
    this.#driver = driver;
    this.#draft = draft;
    this.#table = table;
    this.#live = draft.live.tables.get(table.name);
    if (table.columns.some(({ type }) => type === "counter")) {
      throw new SeedRefusal(
        "counter-rows",
        `Table ${table.name} has counters, which can be counted up and down but not set`,
      );
    }
  }

  /** The differences of one batch, in the order of its rows. @throws {SeedRefusal} */
  async compare({ columns, rows }: RowsItem): Promise<readonly SeedDifference[]> {
    const found = columns.map((name) => this.#column(name));
    const keyColumns = this.#table.columns.filter(isOfKey);
    const missing = keyColumns.filter(({ name }) => !columns.includes(name));
    if (missing.length > 0 && rows.length > 0) {
      throw new SeedRefusal(
        "missing-key",
        `Rows of ${this.#table.name} lack columns of the primary key: ${
          missing.map(({ name }) => name).join(", ")
        }`,
        "A row is told from others by its whole primary key",
      );
    }
    const wanted = rows.map((row) => found.map((column, index) => this.#cell(column, row[index] ?? null)));
    for (const cells of wanted) this.#requireNew(cells);
    const differences: SeedDifference[] = [];
    for (let at = 0; at < wanted.length; at += AT_ONCE) {
      const some = await Promise.all(wanted.slice(at, at + AT_ONCE).map((cells) => this.#compareRow(cells)));
      differences.push(...some.flat());
    }
    return differences;
  }

  #column(name: string): Column {
    const column = this.#table.columns.find((each) => each.name === name);
    if (column) return column;
    const like = suggest(name, this.#table.columns.map((each) => each.name));
    throw new SeedRefusal(
      "unknown-column",
      `Table ${this.#table.name} has no column ${name}`,
      like === undefined ? undefined : `Did you mean ${like}?`,
    );
  }

  #cell(column: Column, cell: Cell): WantedCell {
    const { name, type, kind } = column;
    const table = this.#table.name;
    const isVolatile = isExpression(cell) &&
      tokenize(cell.expression).some(({ value }) => VOLATILE.test(value));
    if (isOfKey(column) && (cell === null || isVolatile)) {
      throw new SeedRefusal(
        "invalid-key",
        `Column ${name} belongs to the primary key of ${table} and is ${
          cell === null ? "null" : "another each time"
        }`,
      );
    }
    const former = this.#draft.formerColumns.get(columnKey(table, name)) ?? name;
    const isLive = this.#live?.columns.some((each) => each.name === former) ?? false;
    try {
      return {
        column: name,
        valueSql: cellLiteral(cell, type),
        type,
        kind,
        liveName: isLive ? former : undefined,
        isNull: cell === null,
        isVolatile,
      };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new SeedRefusal("invalid-value", `${error.message} (column ${name} of ${table})`);
    }
  }

  #requireNew(cells: readonly WantedCell[]): void {
    const key = JSON.stringify(
      cells.filter(isOfKey).map(({ column, valueSql }) => [column, valueSql]).sort(),
    );
    if (this.#seen.has(key)) {
      const told = cells.filter(isOfKey).map(({ column, valueSql }) => `${column} ${valueSql}`).join(", ");
      throw new SeedRefusal("duplicate-row", `Two rows of ${this.#table.name} have the same key: ${told}`);
    }
    this.#seen.add(key);
  }

  async #compareRow(cells: readonly WantedCell[]): Promise<readonly SeedDifference[]> {
    const key = cells.filter(isOfKey);
    const others = cells.filter((cell) => !isOfKey(cell));
    const row = await this.#find(key, others);
    if (!row) {
      const set = others.filter(({ isNull }) => !isNull);
      return [{ type: "insert", key, cells: set, hasStatic: false }];
    }
    const changed = others.filter((cell, index) => !cell.isVolatile && isOther(cell, row, index));
    if (changed.length === 0) return [];
    return [{
      type: "update",
      key,
      cells: changed,
      hasStatic: changed.some(({ kind }) => kind === "static"),
    }];
  }

  /** The live row, each cell beside the wanted one, both as JSON. */
  async #find(key: readonly WantedCell[], cells: readonly WantedCell[]): Promise<Row | undefined> {
    if (!this.#driver || !this.#live) return undefined;
    const pairsSql = cells.flatMap(({ liveName, isNull, isVolatile, valueSql, type }, index) => {
      if (isVolatile) return [];
      const numberSql = String(index);
      const liveSql = liveName === undefined ? [] : [`tojson(${quote(liveName)}) as l${numberSql}`];
      const castSql = /^\w+\s*\(/.test(valueSql) ? valueSql : castClause(type, valueSql);
      return [...liveSql, ...(isNull ? [] : [`tojson(${castSql}) as w${numberSql}`])];
    });
    const [first] = key;
    const firstSql = quote(first?.liveName ?? first?.column ?? "");
    const whereSql = key.map(({ liveName, column, valueSql }) =>
      `${quote(liveName ?? column)} = ${valueSql}`
    );
    try {
      const [row] = await this.#driver.rows(
        `select ${[firstSql, ...pairsSql].join(", ")} from ${quote(this.#table.name)} where ${
          whereSql.join(" and ")
        }`,
      );
      return row;
    } catch (error) {
      if (codeOf(error) === 0) throw error;
      const told = key.map(({ column, valueSql }) => `${column} ${valueSql}`).join(", ");
      throw new SeedRefusal(
        "invalid-value",
        `A row of ${this.#table.name} (${told}) is not understood: ${messageOf(error)}`,
      );
    }
  }
}

/** A literal with its type. */
function castClause(type: string, valueSql: string): string {
  return `(${type})${valueSql}`;
}

function isOfKey({ kind }: { readonly kind: Column["kind"] }): boolean {
  return kind === "partition_key" || kind === "clustering";
}

function isOther({ liveName, isNull, type }: WantedCell, row: Row, index: number): boolean {
  const live = liveName === undefined ? "null" : String(row[`l${index}`] ?? "null");
  const wanted = isNull ? "null" : String(row[`w${index}`] ?? "null");
  // Outside of frozen< > an empty collection is the same as none.
  const isEmpty = /^(?:list|set|map)</.test(type) && /^(?:\[\]|\{\})$/.test(wanted);
  return live !== wanted && !(isEmpty && live === "null");
}
