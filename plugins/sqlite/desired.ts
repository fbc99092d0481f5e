// Turns specs into the desired model. What the YAML says becomes CREATE statements, which an in-memory SQLite runs,
// and the same inspector that reads the live database reads them back: SQLite normalises, nothing is guessed.
import type { Diagnostic } from "../../protocol/errors.ts";
import type { Column, ForeignKey, Index, IndexPart, Table } from "../../protocol/model.ts";
import type { SpecItem } from "../../protocol/plan.ts";
import { suggest } from "../../protocol/schema.ts";
import { defaultMeaning } from "../kit/literal.ts";
import { foldAscii } from "../kit/quote.ts";
import { type Database, MEMORY, messageOf, openDatabase } from "./database.ts";
import { COLUMN_CONSTRAINTS } from "./ddl.ts";
import { type Catalog, type CatalogTable, inspectCatalog } from "./inspect.ts";
import { createIndex, createTable, DIALECT } from "./render.ts";
import type { ColumnSpec, ForeignKeySpec, IndexSpec, TableSpec } from "./spec.ts";
import { isContained, tokenize } from "./tokens.ts";

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

/**
 * How many tables are built in one in-memory database. CREATE INDEX looks through the whole schema each time, so that
 * 1000 tables with 3 indexes each took 700 ms in one database.
 */
const TABLES_PER_DATABASE = 50;

/**
 * Checks the bodies and reads the tables they describe. Tables with errors are reported and left out. A table whose
 * text is the live one's, word for word, is not built: the live model is what would be read back.
 */
export function desiredTables(
  specs: readonly { readonly spec: SpecItem; readonly body: TableSpec }[],
  live: Catalog,
  report: Report,
): ReadonlyMap<string, DesiredTable> {
  const tables = new Map<string, DesiredTable>();
  const drafts: DesiredTable[] = [];
  for (const { spec, body } of specs) {
    const draft = new Draft(spec, body, report).build();
    if (!draft) continue;
    const same = live.tables.get(foldAscii(spec.name));
    if (same && hasText(same, draft.model)) tables.set(foldAscii(spec.name), { ...draft, model: same.model });
    else drafts.push(draft);
  }
  for (let start = 0; start < drafts.length; start += TABLES_PER_DATABASE) {
    for (const table of buildAll(drafts.slice(start, start + TABLES_PER_DATABASE), report)) {
      tables.set(foldAscii(table.spec.name), table);
    }
  }
  return tables;
}

/** True when a live table has exactly the text that the model would be created with. */
function hasText(live: CatalogTable, model: Table): boolean {
  // SQLite keeps the text as it is, but for the words before the name.
  const kept = (sql: string) => sql.replace(/^create (?:unique )?(?:table|index) /i, "");
  if (live.indexes.length !== model.indexes.length || kept(live.sql) !== kept(createTable(model))) {
    return false;
  }
  const texts = new Set(
    live.indexes.map((index) => index.sql.toLowerCase().startsWith("create unique ") + kept(index.sql)),
  );
  return model.indexes.every((index) => texts.has(index.unique + kept(createIndex(model.name, index))));
}

function buildAll(drafts: readonly DesiredTable[], report: Report): DesiredTable[] {
  const db = openDatabase(MEMORY);
  try {
    db.exec("begin");
    const built = drafts.filter((draft) => build(db, draft, report));
    const catalog = inspectCatalog(db);
    return built.flatMap((draft) => {
      const model = catalog.tables.get(foldAscii(draft.spec.name))?.model;
      return model ? [{ ...draft, model }] : [];
    });
  } finally {
    db.close();
  }
}

/** Runs a draft's statements in the in-memory database. What SQLite refuses is reported where it stands. */
function build(db: Database, draft: DesiredTable, report: Report): boolean {
  const { spec, model } = draft;
  try {
    db.exec(createTable(model));
  } catch (error) {
    report({
      severity: "error",
      code: "refused-by-sqlite",
      message: `SQLite refuses table ${spec.name}: ${messageOf(error)}`,
      spec: spec.index,
      path: [],
    });
    return false;
  }
  let isWhole = true;
  model.indexes.forEach((index, position) => {
    try {
      db.exec(createIndex(model.name, index));
    } catch (error) {
      isWhole = false;
      report({
        severity: "error",
        code: "refused-by-sqlite",
        message: `SQLite refuses index ${index.name}: ${messageOf(error)}`,
        spec: spec.index,
        path: ["indexes", position],
      });
    }
  });
  return isWhole;
}

const ACTIONS = ["no action", "restrict", "set null", "set default", "cascade"];
const STRICT_TYPES = ["int", "integer", "real", "text", "blob", "any"];

class Draft {
  readonly #spec: SpecItem;
  readonly #body: TableSpec;
  readonly #report: Report;
  readonly #chosen = new Set<string>();
  #hasErrors = false;

  constructor(spec: SpecItem, body: TableSpec, report: Report) {
    this.#spec = spec;
    this.#body = body;
    this.#report = report;
  }

  build(): DesiredTable | undefined {
    const { name } = this.#spec;
    const body = this.#body;
    const columns = (body.columns ?? []).map((column, index) => this.#column(column, index));
    if (columns.length === 0) {
      this.#error("missing-columns", `Table ${name} has no columns`, ["columns"]);
    }
    this.#unique(columns.map((column) => column.name), "column", "columns");
    if (foldAscii(name).startsWith("sqlite_")) {
      this.#error("reserved-name", `SQLite keeps names that begin with sqlite_ for itself: ${name}`, []);
    }
    const extra = {
      ...(body.strict && { strict: true }),
      ...(body.withoutRowid && { withoutRowid: true }),
    };
    (body.primaryKey ?? []).forEach((column, index) => this.#known(column, ["primaryKey", index]));
    const model: Table = {
      kind: "table",
      name,
      columns,
      ...(body.primaryKey && { primaryKey: { columns: body.primaryKey } }),
      uniques: [],
      foreignKeys: (body.foreignKeys ?? []).map((key, index) => this.#foreignKey(key, index)),
      checks: (body.checks ?? []).map((check, index) => {
        this.#expression(check.expression, ["checks", index, "expression"]);
        if (check.name !== undefined) this.#chosen.add(foldAscii(check.name));
        return check;
      }),
      indexes: (body.indexes ?? []).map((index, position) => this.#index(index, position)),
      ...(Object.keys(extra).length > 0 && { extra }),
    };
    this.#unique(model.indexes.map((index) => index.name), "index", "indexes");
    this.#checkAutoIncrement();
    return this.#hasErrors ? undefined : { spec: this.#spec, body, model, chosenNames: this.#chosen };
  }

  #column(column: ColumnSpec, index: number): Column {
    const path = ["columns", index];
    if (!isTypeName(column.type)) {
      this.#error("invalid-type", `The type ${JSON.stringify(column.type)} is not a type name of SQLite`, [
        ...path,
        "type",
      ], "A type is words, then perhaps one or two numbers in parentheses: varchar(40), decimal(10, 2)");
    } else if (this.#body.strict && !STRICT_TYPES.includes(column.type.trim().toLowerCase())) {
      this.#error("invalid-type", `A strict table cannot have a column of type ${column.type}`, [
        ...path,
        "type",
      ], `One of ${STRICT_TYPES.join(", ")}`);
    }
    const value = defaultMeaning(
      column.default ?? null,
      isNumericType(column.type) ? "numeric" : "other",
      DIALECT,
    );
    if (value.kind === "expression") this.#expression(value.sql, [...path, "default"]);
    return {
      name: column.name,
      type: normalType(column.type),
      notNull: column.constraints?.notNull ?? false,
      ...(value.kind !== "none" && { default: value.sql }),
      ...(column.attributes?.autoIncrement && { autoIncrement: true }),
      ...(column.collation !== undefined && { collation: column.collation }),
    };
  }

  #index(index: IndexSpec, position: number): Index {
    const path = ["indexes", position];
    if (index.type !== undefined) {
      this.#report({
        severity: "warning",
        code: "index-type-ignored",
        message: `SQLite has one kind of index; type ${index.type} has no effect`,
        spec: this.#spec.index,
        path: [...path, "type"],
      });
    }
    if (index.where !== undefined) this.#expression(index.where, [...path, "where"]);
    const parts = index.columns.map((column, part) => this.#indexPart(column, [...path, "columns", part]));
    const words = parts.map((part) => part.column ?? (part.expression ?? "").replace(/\W+/g, "_"));
    return {
      name: index.name ?? `idx_${this.#spec.name}_${words.join("_")}`,
      unique: index.isUnique ?? false,
      parts,
      ...(index.where !== undefined && { where: index.where }),
    };
  }

  #indexPart(column: IndexSpec["columns"][number], path: readonly (string | number)[]): IndexPart {
    if (typeof column === "string") {
      this.#known(column, path);
      return { column };
    }
    if ((column.name === undefined) === (column.expression === undefined)) {
      this.#error("invalid-index", "An index column has either a name or an expression", path);
    }
    if (column.name !== undefined) this.#known(column.name, [...path, "name"]);
    if (column.expression !== undefined) this.#expression(column.expression, [...path, "expression"]);
    return {
      ...(column.name === undefined ? { expression: column.expression ?? "" } : { column: column.name }),
      ...(column.descending && { descending: true }),
      ...(column.collation !== undefined && { collation: column.collation }),
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
    if (key.name !== undefined) this.#chosen.add(foldAscii(key.name));
    const onDelete = this.#action(key.onDelete, [...path, "onDelete"]);
    const onUpdate = this.#action(key.onUpdate, [...path, "onUpdate"]);
    return {
      name: key.name ?? `${this.#spec.name}_${key.columns.join("_")}_fkey`,
      columns: key.columns,
      references: { table: key.references.table, columns: key.references.columns },
      ...(onDelete !== undefined && { onDelete }),
      ...(onUpdate !== undefined && { onUpdate }),
      ...(key.deferrable !== undefined && { deferrable: key.deferrable.toUpperCase() }),
    };
  }

  #action(action: string | undefined, path: readonly (string | number)[]): string | undefined {
    const folded = (action ?? "").trim().toLowerCase().replace(/\s+/g, " ");
    if (folded === "" || folded === "no action") return undefined;
    if (ACTIONS.includes(folded)) return folded.toUpperCase();
    this.#error(
      "invalid-action",
      `Unknown action ${JSON.stringify(action)}`,
      path,
      `One of ${ACTIONS.join(", ")}`,
    );
    return undefined;
  }

  #checkAutoIncrement(): void {
    (this.#body.columns ?? []).forEach((column, index) => {
      if (!column.attributes?.autoIncrement) return;
      const keys = this.#body.primaryKey ?? [];
      const isSoleKey = keys.length === 1 && foldAscii(keys[0] ?? "") === foldAscii(column.name);
      if (isSoleKey && column.type.trim().toLowerCase() === "integer" && !this.#body.withoutRowid) return;
      this.#error(
        "invalid-auto-increment",
        `Column ${column.name} of ${this.#spec.name} cannot be autoIncrement`,
        ["columns", index, "attributes", "autoIncrement"],
        "SQLite allows it on a column of type integer that is the whole primary key of a rowid table",
      );
    });
  }

  #known(column: string, path: readonly (string | number)[]): void {
    const names = (this.#body.columns ?? []).map((each) => each.name);
    if (names.some((name) => foldAscii(name) === foldAscii(column))) return;
    const near = suggest(column, names);
    this.#error(
      "unknown-column",
      `Table ${this.#spec.name} has no column ${column}`,
      path,
      near === undefined ? undefined : `Did you mean ${near}?`,
    );
  }

  #expression(sql: string, path: readonly (string | number)[]): void {
    if (tokenize(sql).length > 0 && isContained(sql)) return;
    this.#error("invalid-expression", `Not one complete SQL expression: ${sql}`, path);
  }

  #unique(names: readonly string[], what: string, key: string): void {
    const seen = new Set<string>();
    names.forEach((name, index) => {
      if (seen.has(foldAscii(name))) {
        this.#error("duplicate-name", `Table ${this.#spec.name} has two entries for ${what} ${name}`, [
          key,
          index,
        ]);
      }
      seen.add(foldAscii(name));
    });
  }

  #error(code: string, message: string, path: readonly (string | number)[], hint?: string): void {
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

/** True for words, perhaps followed by one or two signed numbers in parentheses, as SQLite's grammar has it. */
function isTypeName(type: string): boolean {
  const tokens = tokenize(type);
  // `integer primary key` as a type would smuggle in a constraint that nothing here knows of.
  if (tokens.some((token) => token.kind === "word" && COLUMN_CONSTRAINTS.has(token.value))) return false;
  const text = tokens.map((token) =>
    token.kind === "word" ? "w" : token.kind === "name" ? "w" : token.kind === "number" ? "n" : token.text
  ).join("");
  return /^(?:w+(?:\([+-]?n(?:,[+-]?n)?\))?)?$/.test(text) && !type.includes("--") && !type.includes("/*");
}

/** SQLite's own spelling of its standard types (sqlite3StdType): upper case; other types stay as they are. */
function normalType(type: string): string {
  const trimmed = type.trim();
  return STRICT_TYPES.includes(trimmed.toLowerCase()) ? trimmed.toUpperCase() : trimmed;
}

/** True when SQLite's affinity rules (datatype3.html, section 3.1) make a declared type a numeric one. */
export function isNumericType(type: string): boolean {
  const affinity = affinityOf(type);
  return affinity === "integer" || affinity === "real" || affinity === "numeric";
}

/** The affinity of a declared type, by SQLite's rules in their order. */
export function affinityOf(type: string): "integer" | "text" | "blob" | "real" | "numeric" {
  const upper = type.toUpperCase();
  if (upper.includes("INT")) return "integer";
  if (/CHAR|CLOB|TEXT/.test(upper)) return "text";
  if (upper.includes("BLOB") || upper.trim() === "") return "blob";
  if (/REAL|FLOA|DOUB/.test(upper)) return "real";
  return "numeric";
}
