// What a table's spec says, checked and turned into the model that statements are rendered from. Whatever contradicts
// itself or could reach out of its place in SQL is reported with its path. Expressions are still as they were written.
import type { CheckConstraint, Column, Table } from "../../protocol/model.ts";
import type { Diagnostic } from "../../protocol/errors.ts";
import type { SpecItem } from "../../protocol/plan.ts";
import { suggest } from "../../protocol/schema.ts";
import { readDefault } from "./default.ts";
import { draftExclusion, draftForeignKey, draftIndex, draftKey } from "./draft_keys.ts";
import { type ColumnExtra, type Draft, keptName, type TableExtra, withExtra } from "./model.ts";
import { partitionKeySql } from "./kinds/partition_spec.ts";
import { columnForCockroach, typeForCockroach } from "./quirks.ts";
import { readOptions } from "./sequence_options.ts";
import type { ServerFacts } from "./server.ts";
import type { ColumnSpec, TableSpec } from "./spec.ts";
import { isContained } from "./tokens.ts";
import { readType, type TypeLookup } from "./types.ts";

/** Receives what is wrong with a spec. */
export type Report = (diagnostic: Diagnostic) => void;

/** A path within a body. */
export type SpecPath = readonly (string | number)[];

/** A table that a spec wants. */
export interface DesiredTable {
  readonly spec: SpecItem;
  readonly body: TableSpec;
  readonly model: Table;
  /** USING expressions for changes of type, by column. */
  readonly usings: ReadonlyMap<string, string>;
}

/** What drafts are made with. */
export interface DraftContext {
  readonly server: ServerFacts;
  readonly types: TypeLookup;
  /** True when a type that is not known may come with an extension of the same plan. */
  readonly acceptsUnknownTypes: boolean;
  readonly report: Report;
}

/** Checks one body and turns it into a model. */
export class TableDrafter {
  readonly spec: SpecItem;
  readonly body: TableSpec;
  readonly schema: string;
  readonly name: string;
  readonly #context: DraftContext;
  readonly #columnNames: ReadonlySet<string>;
  #hasErrors = false;

  constructor(spec: SpecItem, body: TableSpec, context: DraftContext) {
    this.spec = spec;
    this.body = body;
    this.schema = body.schema ?? context.server.defaultSchema;
    this.#context = context;
    this.#columnNames = new Set(body.columns?.map(({ name }) => name));
    this.name = this.identifier(spec.name, []);
  }

  /** The table; undefined when there are errors, which are reported. */
  build(): DesiredTable | undefined {
    const { body } = this;
    const columns = (body.columns ?? []).map((column, index) => this.#column(column, index));
    this.#noDoubles(columns.map(({ name }) => name), "column", "columns");
    const indexes = (body.indexes ?? []).map((index, position) => draftIndex(this, index, position));
    this.#noDoubles(indexes.map(({ name }) => name), "index", "indexes");
    const primaryKey = body.primaryKey && draftKey(
      this,
      {
        ...body.primaryKeyOptions,
        columns: body.primaryKey,
      },
      ["primaryKey"],
      ["primaryKeyOptions"],
    );
    const model: Table = {
      kind: "table",
      schema: this.schema,
      name: this.name,
      columns,
      ...(primaryKey && { primaryKey }),
      uniques: (body.uniques ?? []).map((key, at) =>
        draftKey(this, key, ["uniques", at, "columns"], ["uniques", at])
      ),
      foreignKeys: (body.foreignKeys ?? []).map((key, at) => draftForeignKey(this, key, ["foreignKeys", at])),
      checks: (body.checks ?? []).map((check, at) => this.#check(check, at)),
      indexes,
      ...(body.comment !== undefined && { comment: body.comment }),
      ...withExtra(this.#tableExtra()),
    };
    if (this.#hasErrors) return undefined;
    return { spec: this.spec, body, model, usings: this.#usings() };
  }

  #tableExtra(): TableExtra {
    const { body } = this;
    const parameters = Object.entries(body.with ?? {});
    return {
      ...(body.unlogged && { unlogged: true }),
      ...(body.with &&
        { with: Object.fromEntries(parameters.map(([name, value]) => [name, String(value)]).sort()) }),
      ...(body.replicaIdentity !== undefined &&
        { replicaIdentity: replicaIdentity(body.replicaIdentity) }),
      ...(body.partitionBy && {
        partitionBy: partitionKeySql(
          body.partitionBy,
          (code, message, path) => this.error(code, message, ["partitionBy", ...path]),
        ),
      }),
      ...(body.exclusions && body.exclusions.length > 0 && {
        exclusions: body.exclusions.map((exclusion, at) =>
          draftExclusion(this, exclusion, ["exclusions", at])
        ),
      }),
    };
  }

  #usings(): ReadonlyMap<string, string> {
    const usings = new Map<string, string>();
    (this.body.columns ?? []).forEach(({ name, using }, index) => {
      if (using === undefined) return;
      this.expression(using, ["columns", index, "using"]);
      usings.set(keptName(name), using);
    });
    return usings;
  }

  #column(column: ColumnSpec, index: number): Column {
    const path = ["columns", index];
    const name = this.identifier(column.name, [...path, "name"]);
    const { isCockroach } = this.#context.server;
    const type = readType(
      isCockroach ? typeForCockroach(column.type) : column.type,
      this.#context.types,
    );
    if (!type) {
      this.error("invalid-type", `Not a type: ${column.type}`, [...path, "type"]);
      return { name, type: column.type, notNull: false };
    }
    if (type.isUnknown && !this.#context.acceptsUnknownTypes) {
      this.error("unknown-type", `There is no type ${column.type}`, [...path, "type"], nearType(column.type));
    }
    const identity = column.identity ??
      (column.attributes?.autoIncrement && !type.isSerial ? "by default" : undefined);
    const isKey = (this.body.primaryKey ?? []).includes(column.name);
    const value = column.default === undefined ? undefined : this.#default(column.default, type.type, path);
    const givenCount = Number(value !== undefined) + Number(column.generated !== undefined) +
      Number(identity !== undefined) + Number(type.isSerial);
    if (givenCount > 1) {
      this.error(
        "contradiction",
        `Column ${name} can have only one of default, generated, identity and a serial type`,
        path,
      );
    }
    if (column.generated) this.expression(column.generated.expression, [...path, "generated", "expression"]);
    if (column.generated?.stored === false) {
      this.needs(18, "A generated column that is not stored", [...path, "generated", "stored"]);
    }
    if (column.compression !== undefined) this.needs(14, "A compression method", [...path, "compression"]);
    if (column.storage === "default") this.needs(16, "The word default", [...path, "storage"]);
    if (column.collation !== undefined) this.#collation(column.collation, [...path, "collation"]);
    const drafted: Draft<Column> = {
      name,
      type: type.type,
      notNull: column.constraints?.notNull === true || isKey || identity !== undefined || type.isSerial,
    };
    // In the order in which the inspector has them, so that equal columns are equal as JSON.
    if (column.generated) {
      drafted.generated = {
        expression: column.generated.expression,
        stored: column.generated.stored ?? true,
      };
    }
    if (value !== undefined) drafted.default = value;
    if (column.collation !== undefined) drafted.collation = collationSql(column.collation);
    if (column.comment !== undefined) drafted.comment = column.comment;
    if (type.isSerial) drafted.autoIncrement = true;
    const { extra } = withExtra(this.#columnExtra(column, identity, path));
    if (extra) drafted.extra = extra;
    return isCockroach ? columnForCockroach(drafted) : drafted;
  }

  #columnExtra(column: ColumnSpec, identity: ColumnExtra["identity"], path: SpecPath): ColumnExtra {
    const extra: Draft<ColumnExtra> = {};
    if (identity !== undefined) extra.identity = identity;
    if (column.sequence && identity === undefined) {
      this.error(
        "options-without-identity",
        `Column ${column.name} is no identity column, so it has no sequence with options`,
        [...path, "sequence"],
        "Say identity, or describe the sequence of a serial column by a Sequence document",
      );
    }
    if (column.sequence && identity !== undefined) {
      const sequence = readOptions(
        column.sequence,
        (message, option) => this.error("invalid-number", message, [...path, "sequence", option]),
      );
      if (Object.keys(sequence).length > 0) extra.sequence = sequence;
    }
    if (column.storage !== undefined) extra.storage = column.storage;
    if (column.compression !== undefined) extra.compression = column.compression;
    return extra;
  }

  #default(
    value: NonNullable<ColumnSpec["default"]> | null,
    type: string,
    path: SpecPath,
  ): string | undefined {
    try {
      const found = readDefault(value, type);
      if (found?.isExpression) this.expression(found.sql, [...path, "default"]);
      return found?.sql;
    } catch (error) {
      this.error("invalid-default", error instanceof Error ? error.message : String(error), [
        ...path,
        "default",
      ]);
      return undefined;
    }
  }

  #collation(collation: string, path: SpecPath): void {
    if (
      !collation.includes("\0") &&
      (!collation.startsWith('"') || /^"(?:[^"]|"")+"(?:\."(?:[^"]|"")+")?$/.test(collation))
    ) {
      return;
    }
    this.error(
      "invalid-collation",
      `Not a collation: ${collation}`,
      path,
      'Write the name, or "schema"."name"',
    );
  }

  #check(check: NonNullable<TableSpec["checks"]>[number], at: number): CheckConstraint {
    const path = ["checks", at];
    this.expression(check.expression, [...path, "expression"]);
    return {
      expression: check.expression,
      ...(check.name !== undefined && { name: this.identifier(check.name, [...path, "name"]) }),
      ...withExtra({
        ...(check.notValid && { notValid: true }),
        ...(check.noInherit && { noInherit: true }),
        ...(check.comment !== undefined && { comment: check.comment }),
      }),
    };
  }

  /** A name as PostgreSQL keeps it. One that is cut is worth a warning. */
  identifier(name: string, path: SpecPath): string {
    if (name.includes("\0")) this.error("invalid-name", "A name cannot hold a NUL character", path);
    const kept = keptName(name);
    if (kept !== name) {
      this.#context.report({
        severity: "warning",
        code: "long-name",
        message: `PostgreSQL cuts names at 63 bytes: ${name} becomes ${kept}`,
        spec: this.spec.index,
        path,
      });
    }
    return kept;
  }

  /** A column of this table, by the name that it is kept under. */
  known(column: string, path: SpecPath): string {
    if (!this.#columnNames.has(column)) {
      const near = suggest(column, [...this.#columnNames]);
      this.error(
        "unknown-column",
        `Table ${this.spec.name} has no column ${column}`,
        path,
        near === undefined ? undefined : `Did you mean ${near}?`,
      );
    }
    return keptName(column);
  }

  /** Checks that a text stays within the parentheses it is written in. */
  expression(sql: string, path: SpecPath): void {
    if (!isContained(sql)) this.error("invalid-expression", `Not one complete SQL expression: ${sql}`, path);
  }

  #noDoubles(names: readonly string[], what: string, key: string): void {
    const seen = new Set<string>();
    names.forEach((name, index) => {
      if (seen.has(name)) {
        this.error("duplicate-name", `Table ${this.spec.name} has two entries for ${what} ${name}`, [
          key,
          index,
        ]);
      }
      seen.add(name);
    });
  }

  /** Refuses what only newer servers have. */
  needs(major: number, what: string, path: SpecPath): void {
    const { version, isCockroach, engineVersion } = this.#context.server;
    if (isCockroach || version >= major * 10_000) return;
    this.error(
      "server-too-old",
      `${what} needs PostgreSQL ${major}, and this server is ${engineVersion}`,
      path,
      "Leave it out, or upgrade the server",
    );
  }

  error(code: string, message: string, path: SpecPath, hint?: string): void {
    this.#hasErrors = true;
    this.#context.report({
      severity: "error",
      code,
      message,
      spec: this.spec.index,
      path,
      ...(hint !== undefined && { hint }),
    });
  }
}

function replicaIdentity(text: string): string {
  return text === "default" || text === "full" || text === "nothing" || text.startsWith("index ")
    ? text
    : `index ${keptName(text)}`;
}

/** A collation as SQL. */
export function collationSql(collation: string): string {
  return collation.startsWith('"') ? collation : `"${collation.replaceAll('"', '""')}"`;
}

const COMMON_TYPES = [
  "integer",
  "bigint",
  "text",
  "boolean",
  "timestamp",
  "timestamptz",
  "varchar",
  "numeric",
  "jsonb",
  "uuid",
];

function nearType(type: string): string {
  const near = suggest(type, COMMON_TYPES);
  return near === undefined
    ? "A type of an extension, an enum or a domain must exist, or be described in the same plan"
    : `Did you mean ${near}?`;
}
