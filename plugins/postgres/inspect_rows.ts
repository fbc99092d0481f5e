// Puts the catalog's rows about one table together: columns by number, constraints and the indexes behind them.
import type { CheckConstraint, Column, ForeignKey, Index, IndexPart, Key } from "../../protocol/model.ts";
import type { CatalogTable } from "./catalog.ts";
import type { Row } from "./driver.ts";
import { collationName } from "./inspect_tables.ts";
import {
  columnExtra,
  type Exclusion,
  type ForeignKeyExtra,
  type IndexExtra,
  type IndexPartExtra,
  type TableExtra,
  withExtra,
} from "./model.ts";
import { unusualOptions } from "./sequence_options.ts";
import { normalForm } from "./tokens.ts";

/** An index as the catalog has it, before it is known whether a constraint owns it. */
interface IndexRow {
  readonly oid: number;
  readonly name: string;
  readonly method: string;
  readonly isUnique: boolean;
  readonly parts: IndexPart[];
  readonly include: readonly string[];
  readonly where?: string;
  readonly extra: IndexExtra;
}

interface KeyRow {
  readonly type: string;
  readonly name: string;
  readonly indexOid: number;
  readonly deferrable?: string;
  readonly operators: readonly string[];
  readonly comment?: string;
}

const IDENTITIES: Readonly<Record<string, string>> = { n: "nothing", f: "full" };

/** A table in the making. */
export class TableDraft {
  readonly #row: Row;
  readonly #columns = new Map<number, Column>();
  readonly #serials = new Map<number, Row>();
  readonly #indexes: IndexRow[] = [];
  readonly #keys: KeyRow[] = [];
  readonly #unexpressed: string[] = [];
  #replicaIndex: string | undefined;
  readonly foreignKeys: ForeignKey[] = [];
  readonly checks: CheckConstraint[] = [];

  constructor(row: Row) {
    this.#row = row;
  }

  get oid(): number {
    return Number(this.#row[0]);
  }

  addColumn(number: number, column: Column): void {
    this.#columns.set(number, column);
  }

  columnName(number: number): string {
    return this.#columns.get(number)?.name ?? "";
  }

  /** The sequence of a serial or identity column. */
  addSequence(number: number, row: Row): void {
    this.#serials.set(number, row);
  }

  addIndex(index: IndexRow): void {
    this.#indexes.push(index);
  }

  addKey(key: KeyRow): void {
    this.#keys.push(key);
  }

  /** The index by which rows are told apart in replication. */
  setReplicaIndex(name: string): void {
    this.#replicaIndex = name;
  }

  leaveOut(what: string): void {
    this.#unexpressed.push(what);
  }

  /** An operator class or collation of one part of an index. */
  addPartFact([, oid, position, fact, name, schema]: Row): void {
    const index = this.#indexes.find((each) => each.oid === Number(oid));
    const at = Number(position) - 1;
    const part = index?.parts[at];
    if (!index || !part) return;
    index.parts[at] = fact === "collation"
      ? { ...part, collation: collationName(schema, name) }
      : { ...part, ...withExtra({ ...part.extra, operatorClass: String(name) }) };
  }

  done(): CatalogTable {
    const [, schema, name, kind, persistence, replica, options, tuples, pages, comment, , , method, space] =
      this.#row;
    const partitionBy = this.#row[16];
    if (method !== null && method !== "heap") this.leaveOut(`access method ${method}`);
    if (space !== null) this.leaveOut(`tablespace ${space}`);
    if (this.#row[14] === true) this.leaveOut("that it is of a composite type");
    if (this.#row[15] === true && kind === "r") this.leaveOut("that it inherits, or is a partition");
    const undescribed = this.#row[17];
    if (Array.isArray(undescribed)) undescribed.forEach((what) => this.leaveOut(String(what)));
    const owned = new Set(this.#keys.map((key) => key.indexOid));
    const keyed = this.#keys.map((key) => ({
      key,
      index: this.#indexes.find((each) => each.oid === key.indexOid),
    }));
    const primary = keyed.find(({ key }) => key.type === "p");
    const replicaIdentity = replica === "i" ? `index ${this.#replicaIndex}` : IDENTITIES[String(replica)];
    const exclusions = keyed.filter(({ key }) => key.type === "x").map(exclusionOf);
    const extra: TableExtra = {
      ...(persistence === "u" && { unlogged: true }),
      ...(Array.isArray(options) && { with: parameters(options) }),
      ...(replicaIdentity !== undefined && { replicaIdentity }),
      ...(exclusions.length > 0 && { exclusions }),
      ...(typeof partitionBy === "string" && { partitionBy }),
    };
    return {
      oid: this.oid,
      rowEstimate: Number(tuples),
      pages: Number(pages),
      unexpressed: this.#unexpressed,
      model: {
        kind: "table",
        schema: String(schema),
        name: String(name),
        columns: [...this.#columns].map(([number, column]) =>
          this.#withSequence(column, this.#serials.get(number))
        ),
        ...(primary && { primaryKey: keyOf(primary) }),
        uniques: keyed.filter(({ key }) => key.type === "u").map(keyOf),
        foreignKeys: this.foreignKeys,
        checks: this.checks,
        indexes: this.#indexes.filter((index) => !owned.has(index.oid)).map(indexOf),
        ...(comment !== null && { comment: String(comment) }),
        ...withExtra(extra),
      },
    };
  }

  /** A default that takes the next number of the column's own sequence makes it a serial column. */
  #withSequence(column: Column, row: Row | undefined): Column {
    if (!row) return column;
    const [, , schema, name, dependency, ...options] = row;
    const sequenceName = { schema: String(schema), name: String(name) };
    const isIdentity = dependency === "i";
    const isSerial = !isIdentity && column.notNull &&
      /^nextval\('.*'::regclass\)$/s.test(column.default ?? "") &&
      SERIAL_TYPES.has(column.type);
    if (!isIdentity && !isSerial) return column;
    const sequence = unusualOptions(options);
    const extra = {
      ...columnExtra(column),
      ...(Object.keys(sequence).length > 0 && { sequence }),
      sequenceName,
    };
    const { default: _, ...others } = column;
    return { ...(isSerial ? { ...others, autoIncrement: true } : column), ...withExtra(extra) };
  }
}

const SERIAL_TYPES = new Set(["integer", "bigint", "smallint"]);

function keyOf({ key, index }: { readonly key: KeyRow; readonly index: IndexRow | undefined }): Key {
  return {
    name: key.name,
    columns: (index?.parts ?? []).flatMap((part) => part.column ?? []),
    ...withExtra({
      ...(key.deferrable !== undefined && { deferrable: key.deferrable }),
      ...(index && index.include.length > 0 && { include: index.include }),
      ...(index?.extra.nullsNotDistinct && { nullsNotDistinct: true }),
      ...(key.comment !== undefined && { comment: key.comment }),
    }),
  };
}

function exclusionOf(
  { key, index }: { readonly key: KeyRow; readonly index: IndexRow | undefined },
): Exclusion {
  return {
    name: key.name,
    method: index?.method ?? "gist",
    parts: (index?.parts ?? []).map((part, at) => ({ ...part, operator: key.operators[at] ?? "" })),
    ...(index?.where !== undefined && { where: index.where }),
    ...(key.deferrable !== undefined && { deferrable: key.deferrable }),
    ...(key.comment !== undefined && { comment: key.comment }),
  };
}

function indexOf({ name, isUnique, parts, include, where, extra, method }: IndexRow): Index {
  return {
    name,
    unique: isUnique,
    parts,
    ...(where !== undefined && { where }),
    ...withExtra({
      ...extra,
      ...(method !== "btree" && { method }),
      ...(include.length > 0 && { include }),
    }),
  };
}

const ACTIONS: Readonly<Record<string, string>> = {
  r: "RESTRICT",
  c: "CASCADE",
  n: "SET NULL",
  d: "SET DEFAULT",
};

/** Reads a row of pg_constraint. Fields by number: there are thousands of rows, and taking lists apart is slow. */
export function readConstraint(table: TableDraft | undefined, row: Row): void {
  if (!table) return;
  const name = String(row[1]);
  const type = row[2];
  const deferrable = row[10] === true
    ? row[11] === true ? "INITIALLY DEFERRED" : "INITIALLY IMMEDIATE"
    : undefined;
  const remark = row[17] === null ? undefined : { comment: String(row[17]) };
  if (row[19] === false) return table.leaveOut(`constraint ${name}, which is not enforced`);
  if (row[20] === true) return table.leaveOut(`constraint ${name}, which is without overlaps`);
  if (row[21] === false) return;
  if (type === "u" && Number(row[14]) === 0) {
    return table.leaveOut(`constraint ${name}, which is unique without an index`);
  }
  if (type === "c") {
    table.checks.push({
      name,
      expression: withoutParentheses(String(row[15])),
      ...withExtra({
        ...(row[12] === false && { notValid: true }),
        ...(row[13] === true && { noInherit: true }),
        ...remark,
      }),
    });
  } else if (type === "f") {
    table.foreignKeys.push(
      readForeignKey(table, row, { ...(deferrable !== undefined && { deferrable }), ...remark }),
    );
  } else {
    table.addKey({
      type: String(type),
      name,
      indexOid: Number(row[14]),
      operators: Array.isArray(row[18]) ? row[18].map(String) : [],
      ...(deferrable !== undefined && { deferrable }),
      ...remark,
    });
  }
}

function readForeignKey(
  table: TableDraft,
  row: Row,
  { deferrable, ...remark }: { readonly deferrable?: string; readonly comment?: string },
): ForeignKey {
  const deleteColumns = row[16];
  const extra: ForeignKeyExtra = {
    ...(row[9] === "f" && { match: "full" }),
    ...(row[12] === false && { notValid: true }),
    ...(deferrable !== undefined && { deferrable }),
    ...(Array.isArray(deleteColumns) &&
      { onDeleteColumns: deleteColumns.map((each) => table.columnName(Number(each))) }),
    ...remark,
  };
  const onDelete = ACTIONS[String(row[7])];
  const onUpdate = ACTIONS[String(row[8])];
  return {
    name: String(row[1]),
    columns: Array.isArray(row[3]) ? row[3].map((each) => table.columnName(Number(each))) : [],
    references: {
      schema: String(row[4]),
      table: String(row[5]),
      columns: Array.isArray(row[6]) ? row[6].map(String) : [],
    },
    ...(onDelete !== undefined && { onDelete }),
    ...(onUpdate !== undefined && { onUpdate }),
    ...(deferrable !== undefined && { deferrable }),
    ...withExtra(extra),
  };
}

/** pg_get_expr puts one pair of parentheses around most conditions. */
export function withoutParentheses(sql: string): string {
  return sql.startsWith("(") && normalForm(sql.slice(1, -1)) === normalForm(sql) ? sql.slice(1, -1) : sql;
}

/** Reads a row of pg_index. */
export function readIndex(table: TableDraft | undefined, row: Row): void {
  if (!table) return;
  const numbers = String(row[7]).split(" ");
  const options = String(row[8]).split(" ");
  const keyCount = Number(row[6]);
  const texts = row[12];
  const parts: IndexPart[] = [];
  for (let at = 0; at < keyCount; at++) {
    const number = Number(numbers[at]);
    const option = Number(options[at] ?? 0);
    const isDescending = (option & 1) !== 0;
    const isNullsFirst = (option & 2) !== 0;
    const extra: IndexPartExtra = isNullsFirst === isDescending
      ? {}
      : { nulls: isNullsFirst ? "first" : "last" };
    parts.push({
      ...(number === 0
        ? { expression: withoutParentheses(String(Array.isArray(texts) ? texts[at] : undefined)) }
        : { column: table.columnName(number) }),
      ...(isDescending && { descending: true }),
      ...withExtra(extra),
    });
  }
  const name = String(row[2]);
  if (row[14] === true) table.setReplicaIndex(name);
  table.addIndex({
    oid: Number(row[1]),
    name,
    method: String(row[3]),
    isUnique: row[4] === true,
    parts,
    include: numbers.slice(keyCount).map((number) => table.columnName(Number(number))),
    ...(row[11] !== null && { where: withoutParentheses(String(row[11])) }),
    extra: {
      ...(row[10] === true && { nullsNotDistinct: true }),
      ...(Array.isArray(row[9]) && { with: parameters(row[9]) }),
      ...(row[13] !== null && { comment: String(row[13]) }),
      ...(row[5] === false && { isInvalid: true }),
    },
  });
}

/** `{fillfactor=70}` as a map. */
function parameters(options: readonly unknown[]): Record<string, string> {
  return Object.fromEntries(
    options.map((option) => {
      const text = String(option);
      const at = text.indexOf("=");
      return at < 0 ? [text, "true"] : [text.slice(0, at), text.slice(at + 1)];
    }).sort(),
  );
}
