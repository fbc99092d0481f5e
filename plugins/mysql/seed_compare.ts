// Compares a batch of seed rows with the live table, inside the server: the rows go into a temporary table whose columns
// store values as the target does, and the server says which are missing and which cells differ. The live table may
// still have its old names, lack columns, or not exist.
import type { Column, Table } from "../../protocol/model.ts";
import type { Cell, RowsItem } from "../../protocol/plan.ts";
import { suggest } from "../../protocol/schema.ts";
import { cellLiteral } from "../kit/literal.ts";
import { isExpression, rowKeys } from "../kit/seed.ts";
import { fold } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { isServerError, messageOf } from "./errors.ts";
import { DIALECT, quote, textLiteral } from "./literal.ts";
import { columnExtra, indexExtra, keyExtra, partExtra } from "./model.ts";
import { columnDefinition } from "./render.ts";
import {
  insertion,
  type SeedDifference,
  type SeedRow,
  type SeedShape,
  update,
  wholeKey,
} from "../kit/seed_difference.ts";
import { SeedRefusal } from "../kit/seed_refusal.ts";
import { isContained, isPunctuation, tokenize } from "./tokens.ts";
import { baseOf, hasCharset } from "./types.ts";

/** What rows are compared with. */
export interface SeedTarget {
  readonly driver?: Driver;
  /** The table as the plan leaves it. */
  readonly table: Table;
  /** The table as it is, under its old name; undefined when it does not exist yet. */
  readonly liveTable: Table | undefined;
  /** Old names of columns by folded new ones. */
  readonly formerColumns: ReadonlyMap<string, string>;
  /** Bodies of triggers before an insert, which may give columns the values that rows leave out. */
  readonly insertTriggers: readonly string[];
}

const SEED = quote("_schemahero_seed");

/** Words of expressions whose value is another each time. */
const VOLATILE = new Set(
  ("now current_timestamp current_date current_time curdate curtime localtime localtimestamp sysdate utc_date " +
    "utc_time utc_timestamp unix_timestamp rand random_bytes uuid uuid_short connection_id last_insert_id user " +
    "current_user session_user system_user select nextval").split(" "),
);

/** Compares the rows of one spec. It owns a temporary table; close it. */
export class SeedComparison {
  readonly #target: SeedTarget;
  /** By the names of their columns; they stay until the last row, so numbers, which take least, are kept as such. */
  readonly #keysSeen = new Map<string, Set<string | number>>();
  #shape: SeedShape | undefined;

  constructor(target: SeedTarget) {
    this.#target = target;
  }

  /** The differences of one batch, in the order of its rows. */
  async compare(batch: RowsItem): Promise<readonly SeedDifference[]> {
    if (batch.rows.length === 0) return [];
    const shape = await this.#shapeOf(batch.columns);
    const rows = batch.rows.map((cells) => this.#row(cells, shape));
    const differences = new Map<number, SeedDifference>();
    const isOpen = this.#target.driver !== undefined;
    if (isOpen) await this.#fill(shape, rows);
    const byKey = Map.groupBy(rows.keys(), (index) => this.#keyOf(rows[index], shape));
    for (const [key, indexes] of byKey) {
      if (key) await this.#refuseDoubles(shape, key, rows, indexes);
      if (this.#target.liveTable === undefined || !isOpen) {
        for (const index of indexes) differences.set(index, insertion(shape, rows[index]));
      } else if (key) await this.#compareByKey(shape, key, rows, indexes, differences);
      else await this.#compareWhole(shape, rows, indexes, differences);
    }
    if (isOpen && [...differences.values()].some(({ type }) => type === "insert")) this.#refuseGaps(shape);
    return [...differences].sort(([a], [b]) => a - b).map(([, difference]) => difference);
  }

  /** Drops the temporary table. */
  async close(): Promise<void> {
    if (this.#shape) await this.#target.driver?.run(`drop temporary table if exists ${SEED}`);
  }

  async #shapeOf(names: readonly string[]): Promise<SeedShape> {
    const signature = JSON.stringify(names);
    if (this.#shape?.signature === signature) return this.#shape;
    const { table } = this.#target;
    const columns = names.map((name) => this.#column(name));
    if (new Set(columns).size < columns.length) {
      throw new SeedRefusal("duplicate-column", `A seed row of ${table.name} names a column twice`);
    }
    const position = (name: string) => columns.findIndex((each) => fold(each.name) === fold(name));
    this.#shape = {
      signature,
      columns,
      sourcesSql: columns.map((column) => this.#source(column)),
      keys: rowKeys(wholeKeys(table), names, fold).map((key) => key.map(position)),
    };
    const lines = columns.map((column, at) => columnDefinition(storedAs(column, `c${at}`), table));
    await this.#run(`drop temporary table if exists ${SEED}`);
    await this.#run(
      `create temporary table ${SEED} (n int not null primary key, v text, ${lines.join(", ")})`,
    );
    return this.#shape;
  }

  #column(name: string): Column {
    const { table } = this.#target;
    const column = table.columns.find((each) => fold(each.name) === fold(name));
    if (column && !column.generated) return column;
    const near = column ? undefined : suggest(name, table.columns.map((each) => each.name));
    throw new SeedRefusal(
      "unknown-column",
      column
        ? `Column ${name} of ${table.name} is generated and takes no seed value`
        : `A seed row names column ${name}, which ${table.name} does not have`,
      near === undefined ? undefined : `Did you mean ${near}?`,
    );
  }

  /** What the plan leaves in a column of a row that is there already. */
  #source(column: Column): string {
    const { liveTable, formerColumns } = this.#target;
    const former = formerColumns.get(fold(column.name)) ?? column.name;
    const live = liveTable?.columns.find(({ name }) => fold(name) === fold(former));
    if (!live) return column.default ?? "null";
    const nameSql = `t.${quote(live.name)}`;
    const fills = column.notNull && !live.notNull && column.default !== undefined;
    return fills ? `coalesce(${nameSql}, ${column.default})` : nameSql;
  }

  #row(cells: readonly Cell[], shape: SeedShape): SeedRow {
    const { name } = this.#target.table;
    if (cells.length !== shape.columns.length) {
      throw new SeedRefusal(
        "wrong-cell-count",
        `A seed row of ${name} has ${cells.length} cells for ${shape.columns.length} columns`,
      );
    }
    const volatile: number[] = [];
    const literals = cells.map((cell, index) => {
      if (cell === null) this.#refuseNull(shape.columns[index]);
      if (isExpression(cell)) {
        if (!isContained(cell.expression)) {
          throw new SeedRefusal("invalid-expression", `Not one complete SQL expression: ${cell.expression}`);
        }
        if (isVolatile(cell.expression)) volatile.push(index);
      }
      try {
        return literalFor(cell, shape.columns[index]);
      } catch (error) {
        throw new SeedRefusal(
          "invalid-cell",
          `Column ${shape.columns[index]?.name} of ${name}: ${messageOf(error)}`,
        );
      }
    });
    return { cells, literals, volatile };
  }

  /** A row without a value for a column that needs one is refused by the server, when the schema has been changed. */
  #refuseGaps(shape: SeedShape): void {
    const { table, insertTriggers } = this.#target;
    const column = table.columns.find((each) =>
      needsValue(each) && !shape.columns.includes(each) &&
      !insertTriggers.some((body) => mayAssign(body, each.name))
    );
    if (!column) return;
    throw new SeedRefusal(
      "missing-value",
      `Seed rows of ${table.name} leave out column ${column.name}, which takes no null and has no default`,
      "Give the rows a value for it, or the column a default",
    );
  }

  /** The server refuses it when the schema has been changed already, or puts a value of its own in its place. */
  #refuseNull(column: Column | undefined): void {
    if (!column?.notNull) return;
    throw new SeedRefusal(
      "null-in-not-null",
      `A seed row of ${this.#target.table.name} has null in column ${column.name}, which takes none`,
      column.autoIncrement
        ? "A number that the server counts would make another row at every apply: write the number"
        : "Write a value, or leave the column out for its default",
    );
  }

  /** The first key that the row has whole: without null and without cells that vary. */
  #keyOf(row: SeedRow | undefined, shape: SeedShape): readonly number[] | undefined {
    if (!row) return undefined;
    const key = wholeKey(row, shape);
    if (key || row.volatile.length === 0) return key;
    throw new SeedRefusal(
      "missing-key",
      `Seed rows of ${this.#target.table.name} have expressions but no key by which they could be found again`,
      "Give the rows the columns of the primary key or of a unique index",
    );
  }

  async #fill(shape: SeedShape, rows: readonly SeedRow[]): Promise<void> {
    await this.#run(`delete from ${SEED}`);
    const tuples = rows.map((row, index) => {
      const cells = row.literals.map((literal, at) => row.volatile.includes(at) ? "null" : literal);
      return `(${index}, ${textLiteral(`,${row.volatile.join(",")},`)}, ${cells.join(", ")})`;
    });
    const tuplesSql = tuples.join(", ");
    const namesSql = shape.columns.map((_, at) => `c${at}`).join(", ");
    await this.#run(`insert into ${SEED} (n, v, ${namesSql}) values ${tuplesSql}`);
  }

  /** Two rows with one key would overwrite each other at every plan. */
  async #refuseDoubles(
    shape: SeedShape,
    key: readonly number[],
    rows: readonly SeedRow[],
    indexes: Iterable<number>,
  ): Promise<void> {
    const names = key.map((position) => shape.columns[position]?.name).join(", ");
    const refuse = (shown: string) => {
      throw new SeedRefusal(
        "duplicate-row",
        `Two seed rows of ${this.#target.table.name} have the same key (${names}): ${shown}`,
      );
    };
    const list = [...indexes];
    const seen = this.#keysSeen.get(names) ?? new Set();
    this.#keysSeen.set(names, seen);
    for (const index of list) {
      const shown = key.map((position) => rows[index]?.literals[position]).join(", ");
      const kept = /^-?\d{1,15}$/.test(shown) ? Number(shown) : shown;
      if (seen.has(kept)) refuse(shown);
      seen.add(kept);
    }
    if (!this.#target.driver || list.length < 2) return;
    // Under a collation texts may be equal that are written differently.
    const columnsSql = key.map((position) => `c${position}`).join(", ");
    const [[n] = []] = await this.#ask(
      `select max(n) from ${SEED} where n in (${
        rowNumbersSql(list)
      }) group by ${columnsSql} having count(*) > 1 limit 1`,
    );
    if (n !== undefined) refuse(key.map((position) => rows[Number(n)]?.literals[position]).join(", "));
  }

  async #compareByKey(
    shape: SeedShape,
    key: readonly number[],
    rows: readonly SeedRow[],
    indexes: Iterable<number>,
    differences: Map<number, SeedDifference>,
  ): Promise<void> {
    const matchSql = key.map((position) => `${shape.sourcesSql[position]} = s.c${position}`).join(" and ");
    const flagsSql = shape.columns.map((column, at) =>
      `if(${sameCell(column, `s.c${at}`, shape.sourcesSql[at] ?? "null")} or s.v like '%,${at},%', '0', '1')`
    ).join(", ");
    const found = await this.#ask(
      `select s.n, t.is_there, concat(${flagsSql}) as flags from ${SEED} s left join (select 1 as is_there, ${this.#liveColumnsSql()} from ${this.#liveSql()} o) t on ${matchSql} where s.n in (${
        rowNumbersSql(indexes)
      }) having is_there is null or flags like '%1%'`,
    );
    for (const [n, isThere, flags] of found) {
      const row = rows[Number(n)];
      const difference = isThere === null ? insertion(shape, row) : update(shape, key, row, String(flags));
      differences.set(Number(n), difference);
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
    ).join(" and ");
    const missing = await this.#ask(
      `select s.n from ${SEED} s where s.n in (${
        rowNumbersSql(indexes)
      }) and not exists (select 1 from ${this.#liveSql()} t where ${matchSql})`,
    );
    for (const [n] of missing) differences.set(Number(n), insertion(shape, rows[Number(n)]));
  }

  #liveColumnsSql(): string {
    return (this.#target.liveTable?.columns ?? []).map((column) => `o.${quote(column.name)}`).join(", ");
  }

  #liveSql(): string {
    return quote(this.#target.liveTable?.name ?? this.#target.table.name);
  }

  async #run(sql: string): Promise<void> {
    await this.#ask(sql);
  }

  async #ask(sql: string): Promise<readonly (readonly (string | null)[])[]> {
    const { driver, table } = this.#target;
    if (!driver) return [];
    try {
      return await driver.rows(sql);
    } catch (error) {
      if (!isServerError(error)) throw error;
      throw new SeedRefusal(
        "invalid-row",
        `The server refuses a seed row of ${table.name}: ${messageOf(error)}`,
      );
    }
  }
}

/** Enumerations begin with their first value, and times of MariaDB with the hour, without being asked. */
function needsValue({ notNull, default: value, generated, autoIncrement, type }: Column): boolean {
  return notNull && value === undefined && !generated && !autoIncrement &&
    !["enum", "timestamp"].includes(baseOf(type));
}

/** True when a trigger's body has `new.column = ...`, or reads something into it. */
function mayAssign(body: string, column: string): boolean {
  const tokens = tokenize(body);
  return tokens.some(({ kind, value }, at) => {
    const [row, dot, next] = [tokens[at - 2], tokens[at - 1], tokens[at + 1]];
    if ((kind !== "name" && kind !== "word") || fold(value) !== fold(column)) return false;
    if (row?.kind !== "word" || fold(row.value) !== "new" || !isPunctuation(dot, ".")) return false;
    return next?.value === "=" || next?.value === ":=" ||
      tokens.slice(0, at).some((each) => each.kind === "word" && fold(each.value) === "into");
  });
}

/** Positions of rows, as the list that IN takes. */
function rowNumbersSql(indexes: Iterable<number>): string {
  return [...indexes].map((index) => String(Math.trunc(index))).join(", ");
}

/** Keys of prefixes do not tell rows apart by what they hold. */
function wholeKeys(table: Table): Table {
  return {
    ...table,
    ...(table.primaryKey && keyExtra(table.primaryKey).lengths === undefined
      ? { primaryKey: table.primaryKey }
      : { primaryKey: { columns: ["\0"] } }),
    indexes: table.indexes.filter((index) =>
      indexExtra(index).method === undefined &&
      index.parts.every((part) => partExtra(part).length === undefined)
    ),
  };
}

/** A column of the temporary table: it stores values as the target does, and takes null. */
function storedAs(column: Column, name: string): Column {
  const { charset } = columnExtra(column);
  return {
    name,
    type: column.type,
    notNull: false,
    ...(column.collation !== undefined && { collation: column.collation }),
    ...(charset !== undefined && { extra: { charset } }),
  };
}

/** Texts are the same when their bytes are; numbers, times and documents by the server's own equality. */
function sameCell(column: Column, seedSql: string, liveSql: string): string {
  const base = baseOf(column.type);
  const { charset } = columnExtra(column);
  if (hasCharset(column.type) && charset !== undefined) {
    const bytes = (sql: string) =>
      `cast(convert(${sql} using ${/^\w+$/.test(charset) ? charset : quote(charset)}) as binary)`;
    return `${bytes(seedSql)} <=> ${bytes(liveSql)}`;
  }
  if (/blob$|binary$/.test(base)) return `cast(${seedSql} as binary) <=> cast(${liveSql} as binary)`;
  return `${seedSql} <=> ${liveSql}`;
}

/** A truth value is a number, whatever the column; text for a bit column is what it says. */
function literalFor(cell: Cell, column: Column | undefined): string {
  if (column && baseOf(column.type) === "bit" && typeof cell === "string" && /^b'[01]+'$/.test(cell)) {
    return cell;
  }
  return cellLiteral(cell, DIALECT);
}

function isVolatile(expressionSql: string): boolean {
  return tokenize(expressionSql).some((token) =>
    token.kind === "word" && (VOLATILE.has(token.value) || token.value.startsWith("@"))
  );
}
