// The YAML that SQLite tables are written in, declared once: the TypeScript types and the schema that the core
// checks specs against (and builds CRDs from) are the same definition.
import {
  array,
  boolean,
  type Infer,
  object,
  oneOfWords,
  optional,
  scalar,
  type Schema,
  string,
} from "../../protocol/schema.ts";

/** The longest name of a table, column, index or constraint, in UTF-16 units. SQLite has no limit of its own. */
const MAX_NAME = 1000;
/** SQLite's own limit on columns (SQLITE_MAX_COLUMN as compiled). */
const MAX_COLUMNS = 2000;
/** The longest piece of SQL, in UTF-16 units. */
const MAX_SQL = 100_000;

const NAME = (description: string) => string({ minLength: 1, maxLength: MAX_NAME, description });
const SQL = (description: string) => string({ minLength: 1, maxLength: MAX_SQL, description });
const NAMES = (description: string) =>
  array(NAME("A column"), { minItems: 1, maxItems: MAX_COLUMNS, description });
const PREVIOUS = (what: string) =>
  optional(array(NAME("A former name"), {
    maxItems: 100,
    description: `Former names of this ${what}; one that still exists is renamed. Safe to leave in for ever`,
  }));

const ON_CONFLICT = optional(oneOfWords(["abort", "fail", "ignore", "replace", "rollback"], {
  description: "What SQLite does with a row that breaks it (ON CONFLICT); default abort",
}));

const COLUMN_SPEC = object({
  name: NAME("The column's name"),
  type: string({
    maxLength: 1000,
    description: "The declared type, e.g. integer, text, real, blob, varchar(40)",
  }),
  constraints: optional(object({
    notNull: optional(boolean({ description: "True: the column refuses null" })),
    onConflict: ON_CONFLICT,
  }, { description: "Constraints of the column" })),
  attributes: optional(object({
    autoIncrement: optional(boolean({
      description:
        "AUTOINCREMENT: never give a deleted row's number again. Only for a sole integer primary key",
    })),
  }, { description: "Attributes of the column" })),
  default: optional(scalar({
    description:
      "The default: a number, truth value or text; `current_timestamp`; or an expression written as one call " +
      "`lower('A')` or in parentheses `(1 + 1)`. Text in single quotes is always text",
  })),
  collation: optional(NAME("How text is compared: binary, nocase, rtrim or a collation of the application")),
  generated: optional(object({
    expression: SQL("The expression that gives the column its value, from other columns of the same row"),
    stored: optional(
      boolean({ description: "True: computed when a row is written; default false: when it is read" }),
    ),
  }, { description: "A generated column: its value is computed, never written" })),
  previousNames: PREVIOUS("column"),
}, { description: "A column" });

/** A key part of an index that is more than a column's name. */
const INDEX_PART_SPEC = object({
  name: optional(NAME("The column; either this or `expression`")),
  expression: optional(SQL("An SQL expression")),
  descending: optional(boolean({ description: "True: largest first" })),
  collation: optional(NAME("The collation, where it is not the column's")),
});

/** A column of the primary key with an order or a collation of its own. */
const KEY_PART_SPEC = object({
  name: NAME("The column"),
  descending: optional(boolean({ description: "True: largest first" })),
  collation: optional(NAME("The collation, where it is not the column's")),
});

const KEY_COLUMN: Schema<string | Infer<typeof KEY_PART_SPEC>> = {
  ...KEY_PART_SPEC,
  type: ["string", "object"],
  description: "A column's name, or a map with `name`, `descending`, `collation`",
};

const INDEX_COLUMN: Schema<string | Infer<typeof INDEX_PART_SPEC>> = {
  ...INDEX_PART_SPEC,
  type: ["string", "object"],
  description: "A column's name, or a map with `name` or `expression`",
};

const UNIQUE_SPEC = object({
  columns: array(KEY_COLUMN, { minItems: 1, maxItems: MAX_COLUMNS, description: "The columns, in order" }),
  name: optional(NAME("The constraint's name")),
  onConflict: ON_CONFLICT,
}, {
  description: "A unique constraint. A unique index does the same; this is part of the table's definition",
});

const INDEX_SPEC = object({
  columns: array(INDEX_COLUMN, { minItems: 1, maxItems: MAX_COLUMNS, description: "The key, in order" }),
  name: optional(NAME("The index's name; default `idx_<table>_<columns>`")),
  isUnique: optional(boolean({ description: "True: no two rows may have the same key" })),
  type: optional(
    string({ maxLength: 100, description: "Accepted for compatibility; SQLite has one kind of index" }),
  ),
  where: optional(SQL("The predicate of a partial index")),
  previousNames: optional(array(NAME("A former name"), {
    maxItems: 100,
    description: "Former names of this index. SQLite cannot rename an index: it is dropped and made anew",
  })),
}, { description: "An index" });

/** What happens to child rows. Any case is accepted. */
const ACTION = (event: string) =>
  optional(string({
    maxLength: 20,
    description:
      `What a child row does on ${event} of its parent: no action, restrict, set null, set default, cascade`,
  }));

const FOREIGN_KEY_SPEC = object({
  columns: NAMES("Columns of this table"),
  references: object({
    table: NAME("The parent table"),
    columns: NAMES("Columns of the parent: its primary key or a unique index"),
  }, { description: "What is referred to" }),
  onDelete: ACTION("deletion"),
  onUpdate: ACTION("update"),
  deferrable: optional(oneOfWords(["initially deferred", "initially immediate"], {
    description: "`initially deferred`: checked at commit only",
  })),
  match: optional(
    string({
      maxLength: 20,
      description: "Only `simple`: SQLite parses MATCH and does as if it were simple",
    }),
  ),
  name: optional(NAME("The constraint's name; default `<table>_<columns>_fkey`")),
}, { description: "A foreign key" });

const CHECK_SPEC = object({
  name: optional(NAME("The constraint's name")),
  expression: SQL("An SQL expression that must not be false"),
}, { description: "A check constraint" });

const TRIGGER_SPEC = object({
  name: NAME("The trigger's name"),
  events: array(NAME("`after insert`, `before update of a, b`, `instead of delete`, ..."), {
    minItems: 1,
    maxItems: 10,
    description: "When it runs. SQLite's triggers have exactly one event",
  }),
  condition: optional(SQL("An SQL expression (WHEN); the trigger runs for rows where it is true")),
  forEachRow: optional(
    boolean({ description: "Only true, the default: SQLite's triggers run for each row" }),
  ),
  statements: SQL("The statements between BEGIN and END, each ended by a semicolon"),
  previousNames: optional(array(NAME("A former name"), {
    maxItems: 100,
    description: "Former names of this trigger. SQLite cannot rename one: it is dropped and made anew",
  })),
}, { description: "A trigger" });

const TRIGGERS = (what: string) =>
  optional(array(TRIGGER_SPEC, {
    maxItems: 1000,
    description:
      `All triggers of the ${what}: others are dropped. Absent: its triggers are not managed and are kept`,
  }));

const VIRTUAL_SPEC = object({
  module: NAME("The module: fts5, rtree, ..."),
  arguments: optional(
    array(SQL("One argument"), {
      maxItems: MAX_COLUMNS,
      description: "What stands between the parentheses of USING module(...), one argument each",
    }),
  ),
}, {
  description:
    "A virtual table. It is created and dropped as declared; a table of another definition is never rebuilt",
});

/** With it a name is taken as it stands, dots and all. Without it `other.t` is refused: nothing is attached. */
const SCHEMA_KEY = optional(
  NAME("Only `main`, the database file itself; then a dot in the name is part of the name"),
);

/** The body of a Table document under `spec.schema.sqlite`. */
export const TABLE_SPEC = object({
  schema: SCHEMA_KEY,
  primaryKey: optional(
    array(KEY_COLUMN, {
      minItems: 1,
      maxItems: MAX_COLUMNS,
      description: "Columns of the primary key, in order",
    }),
  ),
  primaryKeyOptions: optional(object({
    name: optional(NAME("The constraint's name")),
    onConflict: ON_CONFLICT,
  }, { description: "What else is said of the primary key" })),
  columns: optional(array(COLUMN_SPEC, { maxItems: MAX_COLUMNS, description: "The columns" })),
  indexes: optional(array(INDEX_SPEC, { maxItems: 1000, description: "The indexes" })),
  uniques: optional(array(UNIQUE_SPEC, { maxItems: 1000, description: "The unique constraints" })),
  foreignKeys: optional(array(FOREIGN_KEY_SPEC, { maxItems: 1000, description: "The foreign keys" })),
  checks: optional(array(CHECK_SPEC, { maxItems: 1000, description: "The check constraints" })),
  triggers: TRIGGERS("table"),
  virtual: optional(VIRTUAL_SPEC),
  isDeleted: optional(boolean({ description: "True: the table must not exist" })),
  strict: optional(boolean({ description: "True: a STRICT table, which enforces the column types" })),
  withoutRowid: optional(boolean({ description: "True: a WITHOUT ROWID table, stored by its primary key" })),
  previousNames: PREVIOUS("table"),
}, { title: "SQLite table", description: "A table as SQLite has them" });

/** The body of a View document under `spec.schema.sqlite`. */
export const VIEW_SPEC = object({
  schema: SCHEMA_KEY,
  query: optional(SQL("The SELECT statement of the view")),
  columns: optional(NAMES("Names of the view's columns; default: as the query names them")),
  triggers: TRIGGERS("view"),
  isDeleted: optional(boolean({ description: "True: the view must not exist" })),
  previousNames: optional(array(NAME("A former name"), {
    maxItems: 100,
    description: "Former names of this view. SQLite cannot rename one: it is dropped and made anew",
  })),
}, { title: "SQLite view", description: "A view as SQLite has them" });

export type TableSpec = Infer<typeof TABLE_SPEC>;
export type ColumnSpec = Infer<typeof COLUMN_SPEC>;
export type UniqueSpec = Infer<typeof UNIQUE_SPEC>;
export type IndexSpec = Infer<typeof INDEX_SPEC>;
export type IndexPartSpec = Infer<typeof INDEX_PART_SPEC>;
export type ForeignKeySpec = Infer<typeof FOREIGN_KEY_SPEC>;
export type CheckSpec = Infer<typeof CHECK_SPEC>;
export type KeyPartSpec = Infer<typeof KEY_PART_SPEC>;
export type TriggerSpec = Infer<typeof TRIGGER_SPEC>;
export type VirtualSpec = Infer<typeof VIRTUAL_SPEC>;
export type ViewSpec = Infer<typeof VIEW_SPEC>;
