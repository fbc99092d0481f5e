// Compares a batch of seed rows with the live table, inside SQLite: the rows go into a temporary table whose
// columns store values as the target does, and SQLite says which differ. No cell is ever read into JavaScript,
// where text would end at a NUL. The live table may still have its old names, lack columns, or not exist.
import type { Column, Table } from "../../protocol/model.ts";
import type { Cell, RowsItem } from "../../protocol/plan.ts";
import { suggest } from "../../protocol/schema.ts";
import { cellLiteral, type LiteralDialect } from "../kit/literal.ts";
import { findNamed } from "../kit/model.ts";
import { foldAscii, quoteName } from "../kit/quote.ts";
import { isExpression, rowKeys } from "../kit/seed.ts";
import type { LiveNames } from "./counts.ts";
import { type Database, messageOf, queryRows, queryValue } from "./database.ts";
import { affinityOf } from "./types.ts";
import { rowidColumn } from "./rebuild.ts";
import { defaultClause, tableExtra } from "./render.ts";
import { type AskElsewhere, copyLiveRows, rowsNotThere, type Sides } from "./seed_elsewhere.ts";
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

const SEED = 'temp."_schemahero_seed"';
const LIVE = 'temp."_schemahero_live"';

/** Compares the rows of one spec. It owns its temporary tables; close it. */
export class SeedComparison {
  readonly #db: Database;
  readonly #table: Table;
  readonly #names: LiveNames;
  readonly #dialect: LiteralDialect;
  readonly #liveTable: string | undefined;
  readonly #expressions: SeedExpressions;
  readonly #ask: AskElsewhere | undefined;
  /** The tables of keys seen so far, by the folded names of the key's columns. */
  readonly #keyTables = new Map<string, string>();
  #shape: SeedShape | undefined;

  /** @param ask asks who has the live rows, when the database has not */
  constructor(
    db: Database,
    table: Table,
    names: LiveNames,
    dialect: LiteralDialect,
    ask?: AskElsewhere,
  ) {
    this.#ask = ask;
    this.#db = db;
    this.#table = table;
    this.#names = names;
    this.#dialect = dialect;
    this.#expressions = new SeedExpressions(db);
    this.#liveTable = names.table(table.name);
  }

  /** The differences of one batch, in the order of its rows. */
  async compare(batch: RowsItem): Promise<SeedDifference[]> {
    if (batch.rows.length === 0) return [];
    const shape = this.#shapeOf(batch.columns);
    const rows = batch.rows.map((cells) => this.#row(cells, shape));
    const byKey = Map.groupBy(rows.keys(), (index) => this.#keyOf(rows[index], shape));
    const differences = new Map<number, SeedDifference>();
    for (const [key, indexes] of byKey) {
      this.#fill(shape, rows, [...indexes]);
      if (key !== undefined) this.#refuseDoubles(shape, key);
      if (this.#liveTable === undefined) this.#insertAll(shape, rows, indexes, differences);
      else if (key === undefined) await this.#compareWhole(shape, rows, differences);
      else await this.#compareByKey(shape, key, rows, differences);
    }
    return [...differences].sort(([a], [b]) => a - b).map(([, difference]) => difference);
  }

  /** Drops the temporary tables. */
  close(): void {
    for (const tableSql of [SEED, LIVE, ...this.#keyTables.values()]) {
      this.#db.exec(`drop table if exists ${tableSql}`);
    }
  }

  #shapeOf(names: readonly string[]): SeedShape {
    const signature = JSON.stringify(names);
    if (this.#shape?.signature === signature) return this.#shape;
    const columns = names.map((name) => this.#column(name));
    if (new Set(columns).size < columns.length) {
      throw new SeedRefusal("duplicate-column", `A seed row of ${this.#table.name} names a column twice`);
    }
    const position = (name: string) => columns.findIndex((each) => foldAscii(each.name) === foldAscii(name));
    this.#shape = {
      signature,
      columns,
      sourcesSql: columns.map((column) => this.#source(column)),
      keys: rowKeys(this.#table, names, foldAscii).map((key) => key.map(position)),
    };
    const isStrict = tableExtra(this.#table).strict === true;
    const definitionsSql = (enforced: boolean) =>
      columns.map((column, index) => `c${index} ${this.#storageClause(column, enforced)}`).join(", ");
    this.#db.exec(`drop table if exists ${SEED}; drop table if exists ${LIVE}`);
    this.#db.exec(
      `create table ${SEED} (n integer primary key, volatile text, ${definitionsSql(isStrict)})${
        isStrict ? " strict" : ""
      }`,
    );
    this.#db.exec(`create table ${LIVE} (n integer primary key, ${definitionsSql(false)})`);
    return this.#shape;
  }

  #column(name: string): Column {
    const column = findNamed(this.#table.columns, name, foldAscii);
    if (column && !column.generated) return column;
    const near = column ? undefined : suggest(name, this.#table.columns.map((each) => each.name));
    throw new SeedRefusal(
      "unknown-column",
      column
        ? `Column ${name} of ${this.#table.name} is generated and takes no seed value`
        : `A seed row names column ${name}, which ${this.#table.name} does not have`,
      near === undefined ? undefined : `Did you mean ${near}?`,
    );
  }

  /** The type and collation with which a temporary column stores and compares as the target does. */
  #storageClause(column: Column, enforced: boolean): string {
    const isAny = tableExtra(this.#table).strict === true && foldAscii(column.type) === "any";
    const type = enforced ? column.type : isAny ? "blob" : affinityOf(column.type);
    return column.collation === undefined ? type : `${type} collate ${quoteName(column.collation)}`;
  }

  /** What the plan leaves in a column of a row that is there already. */
  #source(column: Column): string {
    const live = this.#names.column(this.#table.name, column.name);
    if (live === undefined) return column.default === undefined ? "null" : defaultClause(column.default);
    const name = `t.${quoteName(live)}`;
    const fills = column.notNull && column.default !== undefined;
    return fills ? `ifnull(${name}, ${defaultClause(column.default ?? "")})` : name;
  }

  #row(cells: readonly Cell[], shape: SeedShape): SeedRow {
    if (cells.length !== shape.columns.length) {
      throw new SeedRefusal(
        "wrong-cell-count",
        `A seed row of ${this.#table.name} has ${cells.length} cells for ${shape.columns.length} columns`,
      );
    }
    const volatile: number[] = [];
    const literals = cells.map((cell, index) => {
      if (isExpression(cell) && !this.#expressions.isStable(cell.expression)) volatile.push(index);
      try {
        return cellLiteral(cell, this.#dialect);
      } catch (error) {
        const column = shape.columns[index]?.name ?? "";
        throw new SeedRefusal("invalid-cell", `Column ${column} of ${this.#table.name}: ${messageOf(error)}`);
      }
    });
    return { cells, literals, volatile };
  }

  /** The first key that the row has whole: without null and without cells that vary. */
  #keyOf(row: SeedRow | undefined, shape: SeedShape): readonly number[] | undefined {
    if (!row) return undefined;
    const alias = rowidColumn(this.#table);
    const aliasAt = alias === undefined
      ? -1
      : shape.columns.findIndex((column) => column.name === alias.name);
    if (alias !== undefined && row.cells[aliasAt] === null) {
      throw new SeedRefusal(
        "missing-key",
        `A seed row of ${this.#table.name} has no value of its own in key column ${alias.name}`,
        "Give the row its key, or leave the column out where another unique key finds the row",
      );
    }
    const key = wholeKey(row, shape);
    if (key) return key;
    if (row.volatile.length === shape.columns.length) {
      throw new SeedRefusal(
        "missing-key",
        `A seed row of ${this.#table.name} has no cell by which it could be found again`,
      );
    }
    return undefined;
  }

  #fill(shape: SeedShape, rows: readonly SeedRow[], indexes: readonly number[]): void {
    const tuplesSql = indexes.map((index) => {
      const row = rows[index];
      const literals = (row?.literals ?? []).map((literal, at) =>
        row?.volatile.includes(at) ? "null" : literal
      );
      const mark = row?.volatile.length ? `',${row.volatile.join(",")},'` : "''";
      return `(${index}, ${mark}, ${literals.join(", ")})`;
    });
    try {
      this.#db.exec(`delete from ${SEED}; insert into ${SEED} values ${tuplesSql.join(", ")}`);
    } catch (error) {
      const message = messageOf(error).replace(
        /_schemahero_seed\.c(\d+)/,
        (_, at) => `${this.#table.name}.${shape.columns[Number(at)]?.name}`,
      );
      throw new SeedRefusal("invalid-row", `SQLite refuses a seed row of ${this.#table.name}: ${message}`);
    }
  }

  /** Two rows with one key would overwrite each other at every plan. */
  #refuseDoubles(shape: SeedShape, key: readonly number[]): void {
    const columns = key.flatMap((position) => shape.columns[position] ?? []);
    const names = columns.map((column) => foldAscii(column.name)).join(", ");
    const partsSql = key.map((position) => `c${position}`).join(", ");
    const keptSql = columns.map((_, at) => `k${at}`).join(", ");
    let tableSql = this.#keyTables.get(names);
    if (tableSql === undefined) {
      tableSql = `temp."_schemahero_keys_${this.#keyTables.size}"`;
      this.#keyTables.set(names, tableSql);
      const definitionsSql = columns.map((column, at) => `k${at} ${this.#storageClause(column, false)}`).join(
        ", ",
      );
      this.#db.exec(
        `create table ${tableSql} (${definitionsSql}, primary key (${keptSql})) without rowid`,
      );
    }
    try {
      this.#db.exec(`insert into ${tableSql} (${keptSql}) select ${partsSql} from ${SEED}`);
    } catch (error) {
      if (!/^UNIQUE/.test(messageOf(error))) throw error;
      const shownSql = key.map((position) => `quote(s.c${position})`).join(" || ', ' || ");
      const sameSql = key.map((position, at) => `s.c${position} = k.k${at}`).join(" and ");
      const double =
        queryValue(this.#db, `select ${shownSql} from ${SEED} s join ${tableSql} k on ${sameSql} limit 1`) ??
          queryValue(
            this.#db,
            `select ${shownSql} from ${SEED} s group by ${partsSql} having count(*) > 1 limit 1`,
          );
      throw new SeedRefusal(
        "duplicate-row",
        `Two seed rows of ${this.#table.name} have the same key (${names}): ${String(double)}`,
      );
    }
  }

  #insertAll(
    shape: SeedShape,
    rows: readonly SeedRow[],
    indexes: Iterable<number>,
    differences: Map<number, SeedDifference>,
  ): void {
    for (const index of indexes) differences.set(index, insertion(shape, rows[index]));
  }

  async #compareByKey(
    shape: SeedShape,
    key: readonly number[],
    rows: readonly SeedRow[],
    differences: Map<number, SeedDifference>,
  ): Promise<void> {
    await this.#findLive(shape, key);
    const flagsSql = shape.columns.map((_, at) =>
      `case when ${sameCell(`s.c${at}`, `l.c${at}`)} or instr(s.volatile, ',${at},') then 0 else 1 end`
    ).join(" || ");
    const found = queryRows(
      this.#db,
      `select n, isNew, flagsSql from (select s.n as n, l.n is null as isNew, ${flagsSql} as flagsSql from ${SEED} s left join ${LIVE} l on l.n = s.n) where isNew or instr(flagsSql, '1')`,
    );
    for (const [n, isNew, flagsSql] of found) {
      const row = rows[Number(n)];
      differences.set(
        Number(n),
        isNew === 1n ? insertion(shape, row) : update(shape, key, row, String(flagsSql)),
      );
    }
  }

  /** Puts the live row of each seed row into LIVE. */
  async #findLive(shape: SeedShape, key: readonly number[]): Promise<void> {
    if (this.#ask) {
      const columns = key.map((at) => {
        const { type = "", collation } = shape.columns[at] ?? {};
        return {
          at,
          type,
          collationClause: collation === undefined ? "" : ` collate ${quoteName(collation)}`,
        };
      });
      return await copyLiveRows(this.#sides(shape, this.#ask), columns, LIVE);
    }
    const matchSql = key.map((position) => `${shape.sourcesSql[position]} = s.c${position}`).join(" and ");
    // CROSS JOIN keeps the order: for each seed row the live row is found by its key.
    this.#db.exec(
      `delete from ${LIVE}; insert or ignore into ${LIVE} select s.n, ${
        shape.sourcesSql.join(", ")
      } from ${SEED} s cross join ${this.#liveSql()} t on ${matchSql}`,
    );
  }

  #sides({ sourcesSql }: SeedShape, ask: AskElsewhere): Sides {
    return { db: this.#db, seedSql: SEED, liveSql: this.#liveSql(), sourcesSql, ask };
  }

  /** Without a key a row is there when one with the same cells is there. */
  async #compareWhole(
    shape: SeedShape,
    rows: readonly SeedRow[],
    differences: Map<number, SeedDifference>,
  ): Promise<void> {
    const live = shape.columns.map((column, at) => ({ source: shape.sourcesSql[at] ?? "null", column }));
    if (rows.some((row) => row.volatile.length > 0)) {
      throw new SeedRefusal(
        "missing-key",
        `Seed rows of ${this.#table.name} have expressions but no key by which they could be found again`,
        "Give the rows the columns of the primary key or of a unique index",
      );
    }
    if (this.#ask) {
      const missing = await rowsNotThere(this.#sides(shape, this.#ask));
      for (const n of missing) differences.set(Number(n), insertion(shape, rows[Number(n)]));
      return;
    }
    const wantedSql = live.map((_, at) => `c${at} collate binary as c${at}, typeof(c${at}) as y${at}`).join(
      ", ",
    );
    const thereSql = live.map(({ source }) => `${source}, typeof(${source})`).join(", ");
    const sameSql = live.map((_, at) => `s.c${at} collate binary is m.c${at} and typeof(s.c${at}) = m.y${at}`)
      .join(" and ");
    const missing = queryRows(
      this.#db,
      `with missing as (select ${wantedSql} from ${SEED} except select ${thereSql} from ${this.#liveSql()} t) select s.n from ${SEED} s join missing m on ${sameSql}`,
    );
    for (const [n] of missing) differences.set(Number(n), insertion(shape, rows[Number(n)]));
  }

  #liveSql(): string {
    return `main.${quoteName(this.#liveTable ?? "")}`;
  }
}

function sameCell(seed: string, live: string): string {
  return `(${seed} collate binary is ${live} and typeof(${seed}) = typeof(${live}))`;
}
