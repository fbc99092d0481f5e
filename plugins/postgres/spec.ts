// The YAML that PostgreSQL tables are written in, declared once: the TypeScript types and the schema that the core
// checks specs against (and builds CRDs from) are the same definition.
import {
  array,
  boolean,
  type Infer,
  object,
  oneOfWords,
  optional,
  record,
  scalar,
  type Schema,
  string,
} from "../../protocol/schema.ts";
import { GRANTS } from "./kinds/grant_spec.ts";
import { PARTITION_BY, PARTITIONS } from "./kinds/partition_spec.ts";
import { POLICIES, ROW_LEVEL_SECURITY } from "./kinds/policy_spec.ts";
import {
  COMMENT,
  DEFERRABLE_WORDS,
  MAX_COLUMNS,
  NAME,
  NAMES,
  PREVIOUS,
  SCHEMA_KEY,
  SQL,
} from "./spec_parts.ts";

import { TRIGGERS } from "./kinds/trigger_spec.ts";

const DEFERRABLE = optional(oneOfWords(DEFERRABLE_WORDS, {
  description: "A deferrable constraint, and when it is checked unless a transaction says otherwise",
}));

const NUMBER_TEXT = (description: string) => optional(scalar({ description }));

export const SEQUENCE_OPTIONS = {
  start: NUMBER_TEXT("The first number"),
  increment: NUMBER_TEXT("The step; default 1"),
  minimum: NUMBER_TEXT("The smallest number"),
  maximum: NUMBER_TEXT("The largest number"),
  cache: NUMBER_TEXT("How many numbers a session takes at once; default 1"),
  cycle: optional(boolean({ description: "True: begins anew after the last number" })),
};

const COLUMN_SPEC = object({
  name: NAME("The column's name"),
  type: string({
    minLength: 1,
    maxLength: 1000,
    description:
      "A type: built in (integer, varchar(40), numeric(10,2), timestamptz, text[], serial), an enum, a " +
      "domain, or one of an extension",
  }),
  constraints: optional(object({
    notNull: optional(boolean({ description: "True: the column refuses null" })),
  }, { description: "Constraints of the column" })),
  attributes: optional(object({
    autoIncrement: optional(boolean({
      description: "True: the column counts by itself, `identity: by default` in PostgreSQL's words",
    })),
  }, { description: "Attributes of the column" })),
  default: optional(scalar({
    description:
      "The default: a number, truth value or text; `current_timestamp`; or an expression written as one " +
      "call `now()` or in parentheses `(1 + 1)`. Text in single quotes is always text",
  })),
  identity: optional(oneOfWords(["always", "by default"], {
    description: "An identity column: numbered by the database; `always` refuses numbers of one's own",
  })),
  sequence: optional(object(SEQUENCE_OPTIONS, { description: "Options of the identity's sequence" })),
  collation: optional(NAME('How text is compared: "C", "de_DE", or "schema"."name" in double quotes')),
  generated: optional(object({
    expression: SQL("The expression that gives the column its value, from other columns of the same row"),
    stored: optional(boolean({ description: "False: computed when read (PostgreSQL 18). Default true" })),
  }, { description: "A generated column: its value is computed, never written" })),
  storage: optional(oneOfWords(["plain", "external", "extended", "main", "default"], {
    description: "How long values are kept; absent: left as it is",
  })),
  compression: optional(oneOfWords(["pglz", "lz4", "default"], {
    description: "How long values are compressed (PostgreSQL 14); absent: left as it is",
  })),
  using: optional(SQL("How values become the new type when the type changes: the expression after USING")),
  comment: COMMENT,
  previousNames: PREVIOUS("column"),
}, { description: "A column" });

const PART_FIELDS = {
  name: optional(NAME("The column; either this or `expression`")),
  expression: optional(SQL("An SQL expression")),
  descending: optional(boolean({ description: "True: largest first" })),
  nulls: optional(
    oneOfWords(["first", "last"], { description: "Where nulls stand; default: as if largest" }),
  ),
  collation: optional(NAME("The collation, where it is not the column's")),
  operatorClass: optional(NAME("The operator class, where it is not the type's default, e.g. gin_trgm_ops")),
};

const INDEX_PART_SPEC = object(PART_FIELDS);

const INDEX_COLUMN: Schema<string | Infer<typeof INDEX_PART_SPEC>> = {
  ...INDEX_PART_SPEC,
  type: ["string", "object"],
  description: "A column's name, or a map with `name` or `expression`",
};

/** An entry of `indexes:`. */
export const INDEX_SPEC = object({
  columns: array(INDEX_COLUMN, { minItems: 1, maxItems: 32, description: "The key, in order" }),
  name: optional(NAME("The index's name; default `idx_<table>_<columns>`")),
  isUnique: optional(boolean({ description: "True: no two rows may have the same key" })),
  type: optional(
    string({ maxLength: 100, description: "The access method: btree (default), gin, gist, brin, hash" }),
  ),
  with: optional(
    record(scalar(), { description: "Storage parameters, e.g. fillfactor; absent: left as they are" }),
  ),
  include: optional(NAMES("Columns that the index holds beside its key")),
  where: optional(SQL("The predicate of a partial index")),
  nullsNotDistinct: optional(boolean({ description: "True: nulls are equal to each other (PostgreSQL 15)" })),
  comment: COMMENT,
  previousNames: PREVIOUS("index"),
}, { description: "An index" });

const UNIQUE_SPEC = object({
  columns: NAMES("The columns, in order"),
  name: optional(NAME("The constraint's name; default `<table>_<columns>_key`")),
  include: optional(NAMES("Columns that the index holds beside its key")),
  nullsNotDistinct: optional(boolean({ description: "True: nulls are equal to each other (PostgreSQL 15)" })),
  deferrable: DEFERRABLE,
  comment: COMMENT,
}, { description: "A unique constraint" });

const ACTION = (event: string) =>
  optional(string({
    maxLength: 200,
    description:
      `What a child row does on ${event} of its parent: no action, restrict, set null, set default, cascade`,
  }));

const FOREIGN_KEY_SPEC = object({
  columns: NAMES("Columns of this table"),
  references: object({
    table: NAME("The parent table"),
    schema: optional(NAME("The parent's schema; default: the schema of this table")),
    columns: NAMES("Columns of the parent: its primary key or a unique index"),
  }, { description: "What is referred to" }),
  onDelete: ACTION("deletion"),
  onUpdate: ACTION("update"),
  onDeleteColumns: optional(NAMES("The columns that `set null` or `set default` changes (PostgreSQL 15)")),
  match: optional(oneOfWords(["simple", "full"], { description: "`full`: all columns null or none" })),
  deferrable: DEFERRABLE,
  notValid: optional(boolean({ description: "True: rows that are there already are not checked" })),
  name: optional(NAME("The constraint's name; default `<table>_<columns>_fkey`")),
  comment: COMMENT,
}, { description: "A foreign key" });

const CHECK_SPEC = object({
  name: optional(NAME("The constraint's name; default: as PostgreSQL names it")),
  expression: SQL("An SQL expression that must not be false"),
  notValid: optional(boolean({ description: "True: rows that are there already are not checked" })),
  noInherit: optional(boolean({ description: "True: child tables do not get it" })),
  comment: COMMENT,
}, { description: "A check constraint" });

const EXCLUSION_SPEC = object({
  columns: array(object({ ...PART_FIELDS, with: NAME("The operator, e.g. = or &&") }), {
    minItems: 1,
    maxItems: 32,
    description: "What is compared, and by which operator: no two rows may have all of them true",
  }),
  name: optional(NAME("The constraint's name; default `<table>_<columns>_excl`")),
  type: optional(string({ maxLength: 100, description: "The access method; default gist" })),
  where: optional(SQL("The rows that are compared")),
  deferrable: DEFERRABLE,
  comment: COMMENT,
}, { description: "An exclusion constraint" });

/** The body of a Table document under `spec.schema.postgres`. */
export const TABLE_SPEC = object({
  schema: SCHEMA_KEY,
  primaryKey: optional(NAMES("Columns of the primary key, in order")),
  primaryKeyOptions: optional(object({
    name: optional(NAME("The constraint's name; default `<table>_pkey`")),
    include: optional(NAMES("Columns that the index holds beside its key")),
    deferrable: DEFERRABLE,
    comment: COMMENT,
  }, { description: "What else is said of the primary key" })),
  columns: optional(array(COLUMN_SPEC, { maxItems: MAX_COLUMNS, description: "The columns" })),
  indexes: optional(array(INDEX_SPEC, { maxItems: 1000, description: "The indexes" })),
  uniques: optional(array(UNIQUE_SPEC, { maxItems: 1000, description: "The unique constraints" })),
  foreignKeys: optional(array(FOREIGN_KEY_SPEC, { maxItems: 1000, description: "The foreign keys" })),
  checks: optional(array(CHECK_SPEC, { maxItems: 1000, description: "The check constraints" })),
  exclusions: optional(array(EXCLUSION_SPEC, { maxItems: 100, description: "The exclusion constraints" })),
  triggers: TRIGGERS,
  "json:triggers": TRIGGERS,
  unlogged: optional(boolean({ description: "True: fast, and empty after a crash" })),
  with: optional(record(scalar(), {
    description: "Storage parameters, e.g. fillfactor; null resets one. Absent ones are left as they are",
  })),
  partitionBy: PARTITION_BY,
  partitions: PARTITIONS,
  rowLevelSecurity: ROW_LEVEL_SECURITY,
  policies: POLICIES,
  grants: GRANTS,
  replicaIdentity: optional(NAME("default, full, nothing, or an index's name; absent: left as it is")),
  comment: COMMENT,
  isDeleted: optional(boolean({ description: "True: the table must not exist" })),
  previousNames: PREVIOUS("table"),
}, { title: "PostgreSQL table", description: "A table as PostgreSQL has them" });

export type TableSpec = Infer<typeof TABLE_SPEC>;
export type ColumnSpec = Infer<typeof COLUMN_SPEC>;
export type IndexSpec = Infer<typeof INDEX_SPEC>;
export type IndexPartSpec = Infer<typeof INDEX_PART_SPEC>;
export type UniqueSpec = Infer<typeof UNIQUE_SPEC>;
export type ForeignKeySpec = Infer<typeof FOREIGN_KEY_SPEC>;
export type CheckSpec = Infer<typeof CHECK_SPEC>;
export type ExclusionSpec = Infer<typeof EXCLUSION_SPEC>;
