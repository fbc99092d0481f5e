// Compares a batch of seed rows with the live table, inside PostgreSQL and with its own equality: the rows travel as a
// VALUES list, and the server says which are missing and which cells differ. Nothing is written, no cell is read back.
import type { Column, Table } from "../../protocol/model.ts";
import type { Cell, RowsItem } from "../../protocol/plan.ts";
import { suggest } from "../../protocol/schema.ts";
import { cellLiteral } from "../kit/literal.ts";
import { quoteName } from "../kit/quote.ts";
import { isExpression, rowKeys } from "../kit/seed.ts";
import type { Driver } from "./driver.ts";
import { databaseError, messageOf } from "./errors.ts";
import { DIALECT, textLiteral } from "./literal.ts";
import { quoteQualified } from "./model.ts";
import { SeedExpressions } from "./seed_expressions.ts";
import {
  insertion,
  type SeedDifference,
  type SeedRow,
  type SeedShape,
  update,
  wholeKey,
} from "../kit/seed_difference.ts";
import { SeedRefusal } from "../kit/seed_refusal.ts";
import { type ServerFacts, sqlBeginLooking, sqlSearchPath } from "./server.ts";

/** What rows are compared with. */
export interface SeedTarget {
  readonly driver?: Driver;
  readonly server: ServerFacts;
  /** The table as the plan leaves it. */
  readonly table: Table;
  readonly label: string;
  /** The table as it is, under its old name; undefined when it does not exist yet. */
  readonly liveTable: Table | undefined;
  /** Old names of columns by new ones. */
  readonly formerColumns: ReadonlyMap<string, string>;
}

/** Compares the rows of one spec. */
export class SeedComparison {
  readonly #target: SeedTarget;
  readonly #expressions: SeedExpressions;
  readonly #keysSeen = new Set<string>();
  #shape: SeedShape | undefined;

  constructor(target: SeedTarget) {
    this.#target = target;
    this.#expressions = new SeedExpressions(target.driver, target.server);
  }

  /** The differences of one batch, in the order of its rows. */
  async compare(batch: RowsItem): Promise<readonly SeedDifference[]> {
    if (batch.rows.length === 0) return [];
    const shape = this.#shapeOf(batch.columns);
    const rows: SeedRow[] = [];
    for (const cells of batch.rows) rows.push(await this.#row(cells, shape));
    const differences = new Map<number, SeedDifference>();
    const byKey = Map.groupBy(rows.keys(), (index) => this.#keyOf(rows[index], shape));
    for (const [key, indexes] of byKey) {
      if (key) this.#refuseDoubles(shape, key, rows, indexes);
      if (this.#target.liveTable === undefined || !this.#target.driver) {
        for (const index of indexes) differences.set(index, insertion(shape, rows[index]));
      } else if (key) await this.#compareByKey(shape, key, rows, indexes, differences);
      else await this.#compareWhole(shape, rows, indexes, differences);
    }
    return [...differences].sort(([a], [b]) => a - b).map(([, difference]) => difference);
  }

  #shapeOf(names: readonly string[]): SeedShape {
    const signature = JSON.stringify(names);
    if (this.#shape?.signature === signature) return this.#shape;
    const { table, label } = this.#target;
    const columns = names.map((name) => this.#column(name));
    if (new Set(columns).size < columns.length) {
      throw new SeedRefusal("duplicate-column", `A seed row of ${label} names a column twice`);
    }
    this.#shape = {
      signature,
      columns,
      sourcesSql: columns.map((column) => this.#source(column)),
      keys: rowKeys(table, names, (name) => name).map((key) => key.map((name) => names.indexOf(name))),
    };
    return this.#shape;
  }

  #column(name: string): Column {
    const { table, label } = this.#target;
    const column = table.columns.find((each) => each.name === name);
    if (column && !column.generated) return column;
    const near = column ? undefined : suggest(name, table.columns.map((each) => each.name));
    throw new SeedRefusal(
      "unknown-column",
      column
        ? `Column ${name} of ${label} is generated and takes no seed value`
        : `A seed row names column ${name}, which ${label} does not have`,
      near === undefined ? undefined : `Did you mean ${near}?`,
    );
  }

  /** What the plan leaves in a column of a row that is there already. */
  #source(column: Column): string {
    const { liveTable, formerColumns } = this.#target;
    const live = liveTable?.columns.find(({ name }) =>
      name === (formerColumns.get(column.name) ?? column.name)
    );
    if (!live) return `(${column.default ?? "null"})::${column.type}`;
    const nameSql = `t.${quoteName(live.name)}`;
    const valueSql = live.type === column.type ? nameSql : `${nameSql}::${column.type}`;
    const fills = column.notNull && !live.notNull && column.default !== undefined;
    return fills ? `coalesce(${valueSql}, ${column.default})` : valueSql;
  }

  async #row(cells: readonly Cell[], shape: SeedShape): Promise<SeedRow> {
    const { label } = this.#target;
    if (cells.length !== shape.columns.length) {
      throw new SeedRefusal(
        "wrong-cell-count",
        `A seed row of ${label} has ${cells.length} cells for ${shape.columns.length} columns`,
      );
    }
    const volatile: number[] = [];
    const literals: string[] = [];
    for (const [index, cell] of cells.entries()) {
      if (isExpression(cell) && !await this.#expressions.isStable(cell.expression)) volatile.push(index);
      try {
        literals.push(cellLiteral(cell, DIALECT));
      } catch (error) {
        throw new SeedRefusal(
          "invalid-cell",
          `Column ${shape.columns[index]?.name} of ${label}: ${messageOf(error)}`,
        );
      }
    }
    return { cells, literals, volatile };
  }

  /** The first key that the row has whole: without null and without cells that vary. */
  #keyOf(row: SeedRow | undefined, shape: SeedShape): readonly number[] | undefined {
    if (!row) return undefined;
    const key = wholeKey(row, shape);
    if (key) return key;
    if (row.volatile.length > 0) {
      throw new SeedRefusal(
        "missing-key",
        `Seed rows of ${this.#target.label} have expressions but no key by which they could be found again`,
        "Give the rows the columns of the primary key or of a unique index",
      );
    }
    return undefined;
  }

  /** Two rows with one key would overwrite each other at every plan. */
  #refuseDoubles(
    shape: SeedShape,
    key: readonly number[],
    rows: readonly SeedRow[],
    indexes: Iterable<number>,
  ): void {
    const names = key.map((position) => shape.columns[position]?.name).join(", ");
    for (const index of indexes) {
      const shown = key.map((position) => rows[index]?.literals[position]).join(", ");
      const text = `${names}\0${shown}`;
      if (this.#keysSeen.has(text)) {
        throw new SeedRefusal(
          "duplicate-row",
          `Two seed rows of ${this.#target.label} have the same key (${names}): ${shown}`,
        );
      }
      this.#keysSeen.add(text);
    }
  }

  async #compareByKey(
    shape: SeedShape,
    key: readonly number[],
    rows: readonly SeedRow[],
    indexes: readonly number[] | Iterable<number>,
    differences: Map<number, SeedDifference>,
  ): Promise<void> {
    const list = [...indexes];
    const matchSql = key.map((position) => `l.l${position} = s.c${position}`).join(" and ");
    const flagsSql = shape.columns.map((column, at) =>
      `case when ${sameCell(column, `s.c${at}`, `l.l${at}`)} or s.v like '%,${at},%' then '0' else '1' end`
    ).join(" || ");
    const liveSql = shape.sourcesSql.map((source, at) => `${source} as l${at}`).join(", ");
    const found = await this.#ask(
      `with s (n, v, ${namesSql(shape)}) as (values ${this.#tuplesSql(shape, rows, list)})
select * from (select s.n, l.is_there is null as is_new, ${flagsSql} as flags from s left join (select true as is_there, ${liveSql} from ${this.#liveSql()} t) l on ${matchSql}) found where is_new or flags like '%1%'`,
    );
    for (const [n, isNew, flags] of found) {
      const row = rows[Number(n)];
      differences.set(
        Number(n),
        isNew === true ? insertion(shape, row) : update(shape, key, row, String(flags)),
      );
    }
  }

  /** Without a key a row is there when one with the same cells is there. */
  async #compareWhole(
    shape: SeedShape,
    rows: readonly SeedRow[],
    indexes: Iterable<number>,
    differences: Map<number, SeedDifference>,
  ): Promise<void> {
    const matchSql = shape.columns.map((column, at) =>
      sameCell(column, `s.c${at}`, shape.sourcesSql[at] ?? "null")
    )
      .join(" and ");
    const missing = await this.#ask(
      `with s (n, v, ${namesSql(shape)}) as (values ${this.#tuplesSql(shape, rows, [...indexes])})
select s.n, true, '' from s where not exists (select from ${this.#liveSql()} t where ${matchSql})`,
    );
    for (const [n] of missing) differences.set(Number(n), insertion(shape, rows[Number(n)]));
  }

  /** The rows as a VALUES list. The first row's casts give the columns their types. */
  #tuplesSql(shape: SeedShape, rows: readonly SeedRow[], indexes: readonly number[]): string {
    return indexes.map((index, order) => {
      const row = rows[index];
      const mark = row && row.volatile.length > 0 ? `,${row.volatile.join(",")},` : "";
      const cells = shape.columns.map((column, at) => {
        const cell = row?.cells[at] ?? null;
        const castSql = `::${comparedType(column)}`;
        if (cell === null || row?.volatile.includes(at)) return `null${order === 0 ? castSql : ""}`;
        if (isExpression(cell)) return `(${cell.expression})${castSql}`;
        const literal = cell instanceof Uint8Array
          ? row?.literals[at]?.replace(/::bytea$/, "") ?? "null"
          : textLiteral(plainText(cell));
        return literal + (order === 0 ? castSql : "");
      });
      return `(${index}, ${textLiteral(mark)}${order === 0 ? "::text" : ""}, ${cells.join(", ")})`;
    }).join(", ");
  }

  async #ask(sql: string): Promise<readonly (readonly unknown[])[]> {
    const { driver, server, label } = this.#target;
    if (!driver) return [];
    try {
      // Sent together. What users wrote goes by itself, so that it can be no more than one statement.
      const [, { rows }] = await Promise.all([
        driver.batch(`${sqlBeginLooking(server)}; ${sqlSearchPath(server.searchPath)}`),
        driver.run(sql),
        driver.batch("commit"),
      ]);
      return rows;
    } catch (error) {
      await driver.batch("rollback").catch(() => {}); // the connection may be gone
      const failure = databaseError(error);
      if (failure.code !== "database.error") throw failure;
      throw new SeedRefusal("invalid-row", `PostgreSQL refuses a seed row of ${label}: ${failure.message}`);
    }
  }

  #liveSql(): string {
    const { liveTable, table } = this.#target;
    return quoteQualified(liveTable ?? table);
  }
}

function namesSql(shape: SeedShape): string {
  return shape.columns.map((_, at) => `c${at}`).join(", ");
}

function plainText(cell: Exclude<Cell, null | Uint8Array | { readonly expression: string }>): string {
  if (cell === Infinity) return "Infinity";
  return cell === -Infinity ? "-Infinity" : String(cell);
}

/** A cast to a type with a length would cut what the table refuses. */
function comparedType({ type }: Column): string {
  return type.replace(
    /^(character varying|character|bit varying|bit)\(\d+\)/,
    (_, name: string) => name === "character" ? "bpchar" : name === "bit" ? "bit varying" : name,
  );
}

/** Types whose own equality says what people mean by it. Others are compared as text, or have no equality at all. */
const EXACT =
  /^(?:smallint|integer|bigint|numeric|real|double precision|boolean|date|timestamp|time|interval|uuid|bytea|jsonb|inet|cidr|macaddr|money|oid|bit|character\b|bpchar)/;

function sameCell(column: Column, seedSql: string, liveSql: string): string {
  if (EXACT.test(column.type)) return `${seedSql} is not distinct from ${liveSql}`;
  return `(${seedSql})::text collate "C" is not distinct from (${liveSql})::text collate "C"`;
}
