// The YAML that tables of MySQL and MariaDB are written in, declared once: the TypeScript types and the schema that the
// core checks specs against (and builds CRDs from) are the same definition.
import {
  array,
  boolean,
  type Infer,
  int,
  object,
  oneOfWords,
  optional,
  scalar,
  type Schema,
  string,
} from "../../protocol/schema.ts";
import { COMMENT, DEFINER, MAX_COLUMNS, NAME, NAMES, PREVIOUS, SQL } from "./spec_parts.ts";

const COLUMN_SPEC = object({
  name: NAME("The column's name"),
  type: string({
    minLength: 1,
    maxLength: 100_000,
    description: "A type: int unsigned, varchar(40), decimal(10,2), enum('a','b'), json, boolean, ...",
  }),
  constraints: optional(object({
    notNull: optional(boolean({ description: "True: the column refuses null" })),
  }, { description: "Constraints of the column" })),
  attributes: optional(object({
    autoIncrement: optional(boolean({ description: "True: the column counts by itself" })),
  }, { description: "Attributes of the column" })),
  default: optional(scalar({
    description:
      "The default: a number, truth value or text; `current_timestamp(6)`; or an expression written as one " +
      "call `uuid()` or in parentheses `(1 + 1)`. Text in single quotes is always text",
  })),
  onUpdate: optional(string({
    maxLength: 100,
    description: "`current_timestamp` or `current_timestamp(6)`: set whenever the row changes",
  })),
  charset: optional(NAME("The character set, where it is not the table's")),
  collation: optional(NAME("The collation, where it is not the table's")),
  generated: optional(object({
    expression: SQL("The expression that gives the column its value, from other columns of the same row"),
    stored: optional(
      boolean({ description: "True: computed when a row is written; default: when it is read" }),
    ),
  }, { description: "A generated column: its value is computed, never written" })),
  invisible: optional(boolean({ description: "True: `select *` does not show it" })),
  srid: optional(
    int({ minimum: 0, description: "The spatial reference system of a spatial column (MySQL)" }),
  ),
  comment: COMMENT,
  after: optional(NAME("The column that it stands behind; an empty place is `first`")),
  previousNames: PREVIOUS("column"),
}, { description: "A column" });

const PART_SPEC = object({
  name: optional(NAME("The column; either this or `expression`")),
  expression: optional(SQL("An SQL expression (MySQL)")),
  length: optional(int({ minimum: 1, maximum: 3072, description: "How many characters or bytes of it" })),
  descending: optional(boolean({ description: "True: largest first" })),
});

const INDEX_COLUMN: Schema<string | Infer<typeof PART_SPEC>> = {
  ...PART_SPEC,
  type: ["string", "object"],
  description:
    "A column's name, `name(10)` for its first 10 characters, or a map with `name` or `expression`",
};

const INDEX_SPEC = object({
  columns: array(INDEX_COLUMN, { minItems: 1, maxItems: 64, description: "The key, in order" }),
  name: optional(NAME("The index's name; default `idx_<table>_<columns>`")),
  isUnique: optional(boolean({ description: "True: no two rows may have the same key" })),
  type: optional(string({ maxLength: 20, description: "btree (default), hash, fulltext or spatial" })),
  parser: optional(NAME("The parser of a fulltext index, e.g. ngram")),
  invisible: optional(boolean({ description: "True: the optimizer takes no notice of it" })),
  comment: COMMENT,
  previousNames: PREVIOUS("index"),
}, { description: "An index" });

const UNIQUE_SPEC = object({
  columns: NAMES("The columns, in order"),
  name: optional(NAME("The index's name; default `idx_<table>_<columns>`")),
}, { description: "A unique constraint: a unique index" });

const ACTION = (event: string) =>
  optional(string({
    maxLength: 200,
    description: `What a child row does on ${event} of its parent: no action, restrict, set null, cascade`,
  }));

const FOREIGN_KEY_SPEC = object({
  columns: NAMES("Columns of this table"),
  references: object({
    table: NAME("The parent table"),
    columns: NAMES("Columns of the parent: its primary key or an index"),
  }, { description: "What is referred to" }),
  onDelete: ACTION("deletion"),
  onUpdate: ACTION("update"),
  name: optional(NAME("The constraint's name; default `<table>_<columns>_fkey`")),
}, { description: "A foreign key" });

const CHECK_SPEC = object({
  name: optional(NAME("The constraint's name; default: as the server names it")),
  expression: SQL("An SQL expression that must not be false"),
  notEnforced: optional(boolean({ description: "True: it is only written down (MySQL)" })),
}, { description: "A check constraint" });

const TRIGGER_SPEC = object({
  name: NAME("The trigger's name"),
  timing: oneOfWords(["before", "after"], { description: "When it runs" }),
  event: oneOfWords(["insert", "update", "delete"], { description: "What makes it run" }),
  body: SQL("One statement, or begin ... end"),
  follows: optional(NAME("The trigger of the same timing and event that it runs after")),
  definer: DEFINER,
}, { description: "A trigger, for each row" });

/** The body of a Table document under `spec.schema.mysql`. */
export const TABLE_SPEC = object({
  primaryKey: optional(array(string({ minLength: 1, maxLength: 1000 }), {
    minItems: 1,
    maxItems: 64,
    description: "Columns of the primary key, in order; `name(10)` for the first 10 characters",
  })),
  columns: optional(array(COLUMN_SPEC, { maxItems: MAX_COLUMNS, description: "The columns" })),
  indexes: optional(array(INDEX_SPEC, { maxItems: 1000, description: "The indexes" })),
  uniques: optional(array(UNIQUE_SPEC, { maxItems: 1000, description: "The unique constraints" })),
  foreignKeys: optional(array(FOREIGN_KEY_SPEC, { maxItems: 1000, description: "The foreign keys" })),
  checks: optional(array(CHECK_SPEC, { maxItems: 1000, description: "The check constraints" })),
  triggers: optional(array(TRIGGER_SPEC, {
    maxItems: 100,
    description: "All triggers of the table; absent: they are left as they are",
  })),
  defaultCharset: optional(NAME("The character set of columns that name none; default: the database's")),
  collation: optional(NAME("The collation of columns that name none; default: the character set's")),
  engine: optional(NAME("The storage engine; absent: left as it is, InnoDB as a rule")),
  rowFormat: optional(NAME("dynamic, compact, compressed, redundant; absent: left as it is")),
  keyBlockSize: optional(
    int({ minimum: 0, maximum: 65535, description: "KEY_BLOCK_SIZE; absent: left as it is" }),
  ),
  autoIncrement: optional(int({
    minimum: 1,
    description: "The least number that the counting column gives next; it is raised, never lowered",
  })),
  partitions: optional(
    SQL("What follows CREATE TABLE from PARTITION BY on; `none`: none. Absent: left as it is"),
  ),
  comment: COMMENT,
  isDeleted: optional(boolean({ description: "True: the table must not exist" })),
  previousNames: PREVIOUS("table"),
}, { title: "MySQL table", description: "A table as MySQL and MariaDB have them" });

export type TableSpec = Infer<typeof TABLE_SPEC>;
export type ColumnSpec = Infer<typeof COLUMN_SPEC>;
export type IndexSpec = Infer<typeof INDEX_SPEC>;
export type IndexPartSpec = string | Infer<typeof PART_SPEC>;
export type ForeignKeySpec = Infer<typeof FOREIGN_KEY_SPEC>;
export type CheckSpec = Infer<typeof CHECK_SPEC>;
export type TriggerSpec = Infer<typeof TRIGGER_SPEC>;
