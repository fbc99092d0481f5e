// What a table's spec says, checked and turned into the model that statements are rendered from. Whatever contradicts
// itself or could reach out of its place in SQL is reported with its path.
import type { Diagnostic } from "../../protocol/errors.ts";
import type {
  CheckConstraint,
  Column,
  ForeignKey,
  Index,
  IndexPart,
  Key,
  Table,
} from "../../protocol/model.ts";
import type { SpecItem } from "../../protocol/plan.ts";
import { suggest } from "../../protocol/schema.ts";
import { type Charset, CharsetError, resolveCharset } from "./charsets.ts";
import { misplaced } from "./column_order.ts";
import { nowSql, wantedDefault } from "./default.ts";
import { withImplied } from "./implied_indexes.ts";
import {
  asMariaDbMakesIt,
  type ColumnsByName,
  indexBytes,
  MAX_INDEX_BYTES,
  needsLength,
} from "./index_length.ts";
import { NO_PARTITIONS, withExtra } from "./model.ts";
import type { ServerFacts } from "./server.ts";
import type { CheckSpec, ColumnSpec, ForeignKeySpec, IndexPartSpec, IndexSpec, TableSpec } from "./spec.ts";
import { isContained, tokenize } from "./tokens.ts";
import { baseOf, hasCharset, normalType, TypeNameError } from "./types.ts";

/** A table that a spec wants. */
export interface DesiredTable {
  readonly spec: SpecItem;
  readonly body: TableSpec;
  readonly model: Table;
  /** Folded names of constraints that the user chose; names made by default are no difference. */
  readonly chosenNames: ReadonlySet<string>;
}

/** Receives what is wrong with a spec. */
export type Report = (diagnostic: Diagnostic) => void;

type Path = readonly (string | number)[];

/** Names are cut at this many characters. */
const MAX_NAME = 64;
const ACTIONS = ["no action", "restrict", "set null", "cascade"];
const METHODS: Readonly<Record<string, string | undefined>> = {
  btree: undefined,
  hash: "hash",
  fulltext: "fulltext",
  spatial: "spatial",
};

/** Names are compared whatever their case; where a server tells tables apart by it, the catalog does. */
export function fold(name: string): string {
  return name.toLowerCase();
}

/** A name that was made by default, cut as upstream cuts it. */
function cut(name: string): string {
  return [...name].slice(0, MAX_NAME).join("");
}

/** Checks one body and turns it into a model. */
export class TableDraft {
  readonly #spec: SpecItem;
  readonly #body: TableSpec;
  readonly #server: ServerFacts;
  readonly #report: Report;
  readonly #chosen = new Set<string>();
  /** Folded names of the columns. */
  readonly #columns: ReadonlySet<string>;
  #hasErrors = false;

  constructor(spec: SpecItem, body: TableSpec, server: ServerFacts, report: Report) {
    this.#spec = spec;
    this.#body = body;
    this.#server = server;
    this.#report = report;
    this.#columns = new Set((body.columns ?? []).map(({ name }) => fold(name)));
  }

  /** The draft; undefined when there are errors, which are reported. */
  build(): DesiredTable | undefined {
    const { name } = this.#spec;
    const body = this.#body;
    this.#name(name, []);
    const charset = this.#charset(
      { charset: body.defaultCharset, collation: body.collation },
      this.#server.charsets
        .database,
      [],
    );
    const key = new Set((body.primaryKey ?? []).map((each) => fold(this.#prefixed(each).column)));
    const columns = (body.columns ?? []).map((column, index) => this.#column(column, index, charset, key));
    if (columns.length === 0) this.#error("missing-columns", `Table ${name} has no columns`, ["columns"]);
    const indexes = [
      ...(body.indexes ?? []).map((index, position) => this.#index(index, ["indexes", position])),
      ...(body.uniques ?? []).map((unique, position) =>
        this.#index({ ...unique, isUnique: true }, ["uniques", position])
      ),
    ];
    const foreignKeys = (body.foreignKeys ?? []).map((each, index) => this.#foreignKey(each, index));
    const primaryKey = this.#primaryKey();
    this.#unique(columns.map((column) => column.name), "column", "columns");
    this.#places(body.columns ?? []);
    this.#unique(indexes.map((index) => index.name), "index", "indexes");
    this.#unique(foreignKeys.map((each) => each.name ?? ""), "foreign key", "foreignKeys");
    if (body.partitions !== undefined && !isNone(body.partitions)) this.#partitions(body.partitions);
    const model: Table = {
      kind: "table",
      name,
      columns,
      ...(primaryKey && { primaryKey }),
      uniques: [],
      foreignKeys,
      checks: (body.checks ?? []).map((check, index) => this.#check(check, index)),
      indexes: withImplied(
        this.#asMade(indexes, columns, primaryKey),
        foreignKeys,
        primaryKey,
        this.#server.quirks,
      ),
      ...(body.comment !== undefined && { comment: body.comment }),
      ...withExtra({
        engine: body.engine?.toLowerCase(),
        rowFormat: body.rowFormat?.toLowerCase(),
        keyBlockSize: body.keyBlockSize,
        ...charset,
        autoIncrement: body.autoIncrement === undefined ? undefined : String(body.autoIncrement),
        partitions: isNone(body.partitions) ? NO_PARTITIONS : body.partitions?.trim(),
      }),
    };
    if (this.#hasErrors) return undefined;
    return { spec: this.#spec, body, model, chosenNames: this.#chosen };
  }

  #column(column: ColumnSpec, index: number, table: Charset, key: ReadonlySet<string>): Column {
    const path = ["columns", index];
    this.#name(column.name, path, "name");
    const type = this.#type(column.type, path);
    const { generated } = column;
    if (generated) this.#expression(generated.expression, [...path, "generated", "expression"]);
    const defaultSql = column.default === undefined || column.default === null
      ? undefined
      : this.#default(column, type, path);
    const charset = this.#columnCharset(column, type, table, path);
    const onUpdate = column.onUpdate === undefined ? undefined : nowSql(column.onUpdate);
    if (column.onUpdate !== undefined && onUpdate === undefined) {
      this.#error("invalid-on-update", `Not a current timestamp: ${column.onUpdate}`, [...path, "onUpdate"]);
    }
    const { quirks } = this.#server;
    if (generated && column.constraints?.notNull && quirks.isMariaDb) {
      this.#error("unsupported", "MariaDB has no generated columns that refuse null", [
        ...path,
        "constraints",
      ]);
    }
    if (generated && defaultSql !== undefined) {
      this.#error("invalid-generated", `Column ${column.name} is generated, so it cannot have a default`, [
        ...path,
        "default",
      ]);
    }
    if (column.srid !== undefined && !quirks.hasSrid) {
      this.#error("unsupported", "This server has no reference systems of columns", [...path, "srid"]);
    }
    const isCounting = column.attributes?.autoIncrement === true;
    const notNull = (column.constraints?.notNull ?? false) || isCounting || key.has(fold(column.name));
    const hasZeros = quirks.defaultsUpdatedStamps && notNull && onUpdate !== undefined &&
      defaultSql === undefined && baseOf(type) === "timestamp";
    return {
      name: column.name,
      type,
      notNull,
      ...(defaultSql !== undefined && { default: defaultSql }),
      ...(hasZeros && { default: wantedDefault("0000-00-00 00:00:00", type, quirks) ?? "null" }),
      ...(isCounting && { autoIncrement: true }),
      ...(charset && { collation: charset.collation }),
      ...(generated &&
        { generated: { expression: generated.expression, stored: generated.stored ?? false } }),
      ...(column.comment !== undefined && { comment: column.comment }),
      ...withExtra({
        charset: charset?.charset,
        onUpdate,
        invisible: column.invisible ?? false,
        srid: column.srid,
        after: column.after,
      }),
    };
  }

  #type(text: string, path: Path): string {
    try {
      return normalType(text);
    } catch (error) {
      if (!(error instanceof TypeNameError)) throw error;
      this.#error("invalid-type", error.message, [...path, "type"], error.hint);
      return text;
    }
  }

  #default({ default: value = null }: ColumnSpec, type: string, path: Path): string | undefined {
    try {
      const sql = wantedDefault(value, type, this.#server.quirks);
      if (sql?.startsWith("(")) this.#expression(sql, [...path, "default"]);
      return sql;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#error("invalid-default", error.message, [...path, "default"]);
      return undefined;
    }
  }

  /** The character set of a column of text; undefined for others. */
  #columnCharset(column: ColumnSpec, type: string, table: Charset, path: Path): Charset | undefined {
    const { charset, collation } = column;
    if (hasCharset(type)) return this.#charset({ charset, collation }, table, path);
    if ((charset !== undefined && charset !== "") || (collation !== undefined && collation !== "")) {
      this.#error("invalid-charset", `A column of type ${type} has no character set`, path);
    }
    return undefined;
  }

  #charset(
    wished: { readonly charset?: string | undefined; readonly collation?: string | undefined },
    inherited: Charset,
    path: Path,
  ): Charset {
    try {
      return resolveCharset(wished, inherited, this.#server.charsets);
    } catch (error) {
      if (!(error instanceof CharsetError)) throw error;
      this.#error("invalid-charset", error.message, [...path, "collation"]);
      return inherited;
    }
  }

  #primaryKey(): Key | undefined {
    const { primaryKey } = this.#body;
    if (!primaryKey) return undefined;
    const parts = primaryKey.map((each) => this.#prefixed(each));
    parts.forEach(({ column }, index) => this.#known(column, ["primaryKey", index]));
    const lengths = parts.map((each) => each.length ?? 0);
    return {
      columns: parts.map((each) => each.column),
      ...(lengths.some((each) => each > 0) && { extra: { lengths } }),
    };
  }

  /** `name(10)` is a prefix, unless a column is named so. */
  #prefixed(text: string): { readonly column: string; readonly length?: number } {
    if (!text.endsWith(")")) return { column: text };
    const [, column, length] = /^(.*)\((\d{1,4})\)$/.exec(text) ?? [];
    if (column === undefined || this.#columns.has(fold(text))) {
      return { column: text };
    }
    return { column: column.trim(), length: Number(length) };
  }

  #index(index: IndexSpec, path: Path): Index {
    const folded = (index.type ?? "btree").trim().toLowerCase();
    if (!Object.hasOwn(METHODS, folded)) {
      this.#error(
        "invalid-index",
        `Unknown type of index: ${index.type}`,
        [...path, "type"],
        "btree, fulltext, spatial",
      );
    }
    // InnoDB has no hash indexes of its own, and makes a B-tree when asked for one; unique ones are MariaDB's work.
    const hasHashes = /^(?:memory|heap|ndb)/i.test(this.#body.engine ?? "") ||
      (this.#server.quirks.isMariaDb && index.isUnique === true);
    const method = folded === "hash" && !hasHashes ? undefined : METHODS[folded];
    const parts = index.columns.map((part, position) => this.#part(part, [...path, "columns", position]));
    const words = parts.map((part) => part.column ?? (part.expression ?? "").replace(/\W+/g, "_"));
    if (index.name !== undefined) this.#name(index.name, [...path, "name"]);
    return {
      name: index.name ?? cut(`idx_${this.#spec.name}_${words.join("_")}`),
      unique: index.isUnique ?? false,
      parts: method === "fulltext" || method === "spatial"
        ? parts.map(({ extra: _, ...part }) => part)
        : parts,
      ...withExtra({
        method,
        parser: index.parser,
        invisible: index.invisible ?? false,
        comment: index.comment,
      }),
    };
  }

  /** The indexes as the server makes them; those that it refuses are reported. */
  #asMade(indexes: readonly Index[], columns: readonly Column[], primary: Key | undefined): readonly Index[] {
    const { quirks, engine } = this.#server;
    const isInnoDb = (this.#body.engine ?? engine).toLowerCase() === "innodb";
    const byName = new Map(columns.map((column) => [fold(column.name), column]));
    const fromIndexes = this.#body.indexes?.length ?? 0;
    const lengths = primary?.extra?.["lengths"] as readonly number[] | undefined; // see #primaryKey()
    const keyParts = (primary?.columns ?? []).map((column, at): IndexPart => {
      const length = lengths?.[at] ?? 0;
      return { column, ...(length > 0 && { extra: { length } }) };
    });
    this.#lengths(keyParts, byName, isInnoDb, ["primaryKey"], ["primaryKey"]);
    return indexes.map((index, at) => {
      const made = quirks.isMariaDb && isInnoDb ? asMariaDbMakesIt(index, byName) : index;
      const path = at < fromIndexes ? ["indexes", at] : ["uniques", at - fromIndexes];
      const isTree = (made.extra?.["method"] ?? "btree") === "btree";
      if (isTree) this.#lengths(made.parts, byName, isInnoDb, path, [...path, "columns"]);
      return made;
    });
  }

  #lengths(
    parts: readonly IndexPart[],
    columns: ColumnsByName,
    isInnoDb: boolean,
    path: Path,
    partsPath: Path,
  ) {
    let isComplete = true;
    parts.forEach((part, at) => {
      const type = columns.get(fold(part.column ?? ""))?.type ?? "";
      if (part.extra?.["length"] !== undefined || !needsLength(type)) return;
      isComplete = false;
      this.#error(
        "missing-length",
        `A key on ${part.column}, which is ${type}, needs a length`,
        [...partsPath, at],
        `Write ${part.column}(100) for the first hundred characters`,
      );
    });
    const bytes = isInnoDb && isComplete ? indexBytes(parts, columns) ?? 0 : 0;
    if (bytes <= MAX_INDEX_BYTES) return;
    this.#error(
      "index-too-long",
      `A key of ${this.#spec.name} has ${bytes} bytes: InnoDB takes ${MAX_INDEX_BYTES}`,
      path,
      "Write name(100) for the first hundred characters of a column",
    );
  }

  #part(part: IndexPartSpec, path: Path): IndexPart {
    if (typeof part === "string") {
      const { column, length } = this.#prefixed(part);
      this.#known(column, path);
      return { column, ...(length !== undefined && { extra: { length } }) };
    }
    if ((part.name === undefined) === (part.expression === undefined)) {
      this.#error("invalid-index", "An index column has either a name or an expression", path);
    }
    if (part.name !== undefined) this.#known(part.name, [...path, "name"]);
    if (part.expression !== undefined) {
      this.#expression(part.expression, [...path, "expression"]);
      if (!this.#server.quirks.hasExpressionParts) {
        this.#error(
          "unsupported",
          "This server has no indexes on expressions",
          [...path, "expression"],
          "Make a generated column and an index on it",
        );
      }
    }
    return {
      ...(part.name === undefined ? { expression: part.expression ?? "" } : { column: part.name }),
      ...(part.descending && { descending: true }),
      ...(part.length !== undefined && { extra: { length: part.length } }),
    };
  }

  #foreignKey(key: ForeignKeySpec, index: number): ForeignKey {
    const path = ["foreignKeys", index];
    key.columns.forEach((column, position) => this.#known(column, [...path, "columns", position]));
    if (key.columns.length !== key.references.columns.length) {
      this.#error(
        "invalid-foreign-key",
        `A foreign key of ${key.columns.length} columns cannot refer to ${key.references.columns.length}`,
        [...path, "references", "columns"],
      );
    }
    this.#name(key.references.table, [...path, "references", "table"]);
    if (key.name !== undefined) {
      this.#name(key.name, [...path, "name"]);
      this.#chosen.add(fold(key.name));
    }
    const onDelete = this.#action(key.onDelete, [...path, "onDelete"]);
    const onUpdate = this.#action(key.onUpdate, [...path, "onUpdate"]);
    return {
      name: key.name ?? cut(`${this.#spec.name}_${key.columns.join("_")}_fkey`),
      columns: key.columns,
      references: { table: key.references.table, columns: key.references.columns },
      ...(onDelete !== undefined && { onDelete }),
      ...(onUpdate !== undefined && { onUpdate }),
    };
  }

  #action(action: string | undefined, path: Path): string | undefined {
    const folded = (action ?? "").trim().toLowerCase().replace(/\s+/g, " ");
    if (folded === "" || folded === "no action" || folded === "restrict") return undefined;
    if (ACTIONS.includes(folded)) return folded.toUpperCase();
    this.#error(
      "invalid-action",
      `Unknown action ${JSON.stringify(action)}`,
      path,
      `One of ${ACTIONS.join(", ")}`,
    );
    return undefined;
  }

  #check(check: CheckSpec, index: number): CheckConstraint {
    this.#expression(check.expression, ["checks", index, "expression"]);
    if (check.name !== undefined) {
      this.#name(check.name, ["checks", index, "name"]);
      this.#chosen.add(fold(check.name));
    }
    if (check.notEnforced && !this.#server.quirks.hasUnenforcedChecks) {
      this.#error("unsupported", "This server enforces all checks", ["checks", index, "notEnforced"]);
    }
    return {
      ...(check.name !== undefined && { name: check.name }),
      expression: check.expression,
      ...withExtra({ notEnforced: check.notEnforced ?? false }),
    };
  }

  #partitions(sql: string): void {
    if (/^\s*partition\s+by\b/i.test(sql) && isContained(sql) && hasOnlyPartitionWords(sql)) return;
    this.#error("invalid-partitions", "Partitions are written as PARTITION BY ...", ["partitions"]);
  }

  #places(columns: readonly ColumnSpec[]): void {
    const wrong = misplaced(columns);
    if (!wrong) return;
    const { name, after } = columns[wrong.index] ?? {};
    this.#error(
      "invalid-place",
      `Column ${name} cannot stand ${after === "first" ? "first" : `behind ${after}`}: ${wrong.why}`,
      ["columns", wrong.index, "after"],
    );
  }

  #known(column: string, path: Path): void {
    if (this.#columns.has(fold(column))) return;
    const names = (this.#body.columns ?? []).map((each) => each.name);
    const near = suggest(column, names);
    this.#error(
      "unknown-column",
      `Table ${this.#spec.name} has no column ${column}`,
      path,
      near === undefined ? undefined : `Did you mean ${near}?`,
    );
  }

  #expression(sql: string, path: Path): void {
    if (isContained(sql)) return;
    this.#error("invalid-expression", `Not one complete SQL expression: ${sql}`, path);
  }

  #name(name: string, path: Path, key?: string): void {
    const isShort = name.length <= MAX_NAME || [...name].length <= MAX_NAME;
    if (name !== "" && isShort && !name.includes("\0") && !name.endsWith(" ")) return;
    this.#error(
      "invalid-name",
      `Not a name: ${JSON.stringify(name)}`,
      key === undefined ? path : [...path, key],
      "1 to 64 characters, no space at the end",
    );
  }

  #unique(names: readonly string[], what: string, key: string): void {
    const seen = new Set<string>();
    names.forEach((name, index) => {
      if (seen.has(fold(name))) {
        this.#error("duplicate-name", `Table ${this.#spec.name} has two entries for ${what} ${name}`, [
          key,
          index,
        ]);
      }
      seen.add(fold(name));
    });
  }

  #error(code: string, message: string, path: Path, hint?: string): void {
    this.#hasErrors = true;
    this.#report({
      severity: "error",
      code,
      message,
      spec: this.#spec.index,
      path,
      ...(hint !== undefined && { hint }),
    });
  }
}

/** `partitions: none`. */
function isNone(partitions: string | undefined): boolean {
  return partitions?.trim().toLowerCase() === "none";
}

/** Words of partitioning that stand outside of parentheses: behind others a SELECT could follow. */
const PARTITION_WORDS = new Set(
  ("partition by linear hash key range list columns partitions subpartition subpartitions algorithm system_time " +
    "interval second minute hour day week month year starts auto limit current history").split(" "),
);

function hasOnlyPartitionWords(sql: string): boolean {
  let depth = 0;
  return tokenize(sql).every(({ kind, value }) => {
    if (kind === "punctuation" && value === "(") depth++;
    if (kind === "punctuation" && value === ")") depth--;
    return depth > 0 || (kind === "word" ? PARTITION_WORDS.has(value) : kind !== "name");
  });
}
