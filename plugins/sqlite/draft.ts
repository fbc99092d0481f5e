// What a spec's body says, checked and turned into the model that CREATE statements are rendered from. Whatever
// contradicts itself or could reach out of its place in SQL is reported with its path.
import type { Column, ForeignKey, Index, IndexPart, Key, Table } from "../../protocol/model.ts";
import type { SpecItem } from "../../protocol/plan.ts";
import { suggest } from "../../protocol/schema.ts";
import { defaultMeaning } from "../kit/literal.ts";
import { foldAscii } from "../kit/quote.ts";
import type { DesiredTable, Report } from "./desired.ts";
import { keyExtra, type KeyPart } from "./inspect.ts";
import { DIALECT } from "./render.ts";
import type { ColumnSpec, ForeignKeySpec, IndexSpec, TableSpec, UniqueSpec } from "./spec.ts";
import { isContained, tokenize } from "./tokens.ts";
import { draftTriggers } from "./triggers.ts";
import { isNumericType, isTypeName, normalType, STRICT_TYPES } from "./types.ts";

const ACTIONS = ["no action", "restrict", "set null", "set default", "cascade"];

/** Checks one body and turns it into a model that can be rendered. */
export class Draft {
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

  /** The draft; undefined when there are errors, which are reported. */
  build(): DesiredTable | undefined {
    const { name } = this.#spec;
    const body = this.#body;
    const columns = (body.columns ?? []).map((column, index) => this.#column(column, index));
    if (columns.length === 0) {
      this.#error("missing-columns", `Table ${name} has no columns`, ["columns"]);
    }
    this.#unique(columns.map((column) => column.name), "column", "columns");
    const extra = {
      ...(body.strict && { strict: true }),
      ...(body.withoutRowid && { withoutRowid: true }),
    };
    const primaryKey = this.#primaryKey();
    const model: Table = {
      kind: "table",
      name,
      columns,
      ...(primaryKey && { primaryKey }),
      uniques: (body.uniques ?? []).map((unique, index) =>
        this.#key(unique.columns, unique, ["uniques", index, "columns"])
      ),
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
    const owner = { kind: "table" as const, name, columns: columns.map((each) => each.name) };
    const triggers = body.triggers &&
      draftTriggers({ ...owner, spec: this.#spec.index }, body.triggers, (diagnostic) => {
        this.#hasErrors = true;
        this.#report(diagnostic);
      });
    if (this.#hasErrors) return undefined;
    const draft = { spec: this.#spec, body, model, chosenNames: this.#chosen };
    return triggers ? { ...draft, triggers } : draft;
  }

  #primaryKey(): Key | undefined {
    const { primaryKey, primaryKeyOptions } = this.#body;
    if (primaryKey) return this.#key(primaryKey, primaryKeyOptions ?? {}, ["primaryKey"]);
    if (primaryKeyOptions) {
      const message = `Table ${this.#spec.name} has no primary key that this could be said of`;
      this.#error("missing-key", message, ["primaryKeyOptions"]);
    }
    return undefined;
  }

  /** The primary key or a unique constraint. */
  #key(
    parts: readonly KeyPart[],
    { name, onConflict }: Pick<UniqueSpec, "name" | "onConflict">,
    path: readonly (string | number)[],
  ): Key {
    const columns = parts.map((part) => typeof part === "string" ? part : part.name);
    columns.forEach((column, index) => this.#known(column, [...path, index]));
    if (name !== undefined) this.#chosen.add(foldAscii(name));
    return { ...(name !== undefined && { name }), columns, ...keyExtra(parts, meaning(onConflict)) };
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
    const { generated } = column;
    if (generated) {
      this.#expression(generated.expression, [...path, "generated", "expression"]);
      if (value.kind !== "none") {
        const message = `Column ${column.name} is generated, so it cannot have a default`;
        this.#error("invalid-generated", message, [...path, "default"]);
      }
    }
    const { notNull = false, onConflict } = column.constraints ?? {};
    if (onConflict !== undefined && !notNull) {
      const message = `Column ${column.name} takes null, so that no conflict can arise from it`;
      this.#error("invalid-conflict", message, [...path, "constraints", "onConflict"], "Say notNull: true");
    }
    const conflict = meaning(onConflict);
    return {
      name: column.name,
      type: normalType(column.type),
      notNull,
      ...(value.kind !== "none" && { default: value.sql }),
      ...(column.attributes?.autoIncrement && { autoIncrement: true }),
      ...(column.collation !== undefined && { collation: column.collation }),
      ...(generated && {
        generated: { expression: generated.expression, stored: generated.stored ?? false },
      }),
      ...(conflict !== undefined && { extra: { onConflict: conflict } }),
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
    if (key.match !== undefined && foldAscii(key.match) !== "simple") {
      this.#error(
        "unsupported-match",
        `SQLite has no foreign keys with match ${key.match}: it parses the words and does as if they were simple`,
        [...path, "match"],
        "Leave match out, or write simple; not null columns make match full and match simple the same",
      );
    }
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
      const keys = (this.#body.primaryKey ?? []).map((each) => typeof each === "string" ? each : each.name);
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

/** A conflict clause, unless it is the default one. */
function meaning(onConflict: string | undefined): string | undefined {
  return onConflict === "abort" ? undefined : onConflict;
}
