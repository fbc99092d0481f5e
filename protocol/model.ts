// The documented model of a live schema: what `inspect` returns and what the diff runs on.
// Relational, with an open `extra` for what only one engine has.
import {
  any,
  array,
  boolean,
  type Infer,
  int64,
  nullable,
  object,
  optional,
  record,
  string,
  union,
  word,
} from "./schema.ts";

/** Names one object of a database. */
export const OBJECT_NAME = object({
  kind: string({ maxLength: 60, description: "table, view, index, trigger, function, extension, ..." }),
  schema: optional(string({ description: "The namespace that holds the object, where the engine has them" })),
  name: string(),
});

/** Names one object of a database. */
export type ObjectName = Infer<typeof OBJECT_NAME>;

const EXTRA = optional(record(any(), { description: "What only this engine has" }));

/** A column. */
export const COLUMN = object({
  name: string(),
  type: string({ description: "The type in the engine's normal spelling" }),
  notNull: boolean(),
  default: optional(string({ description: "The default as an SQL expression; absent: no default" })),
  autoIncrement: optional(boolean()),
  collation: optional(string()),
  generated: optional(object({ expression: string(), stored: boolean() })),
  comment: optional(string()),
  extra: EXTRA,
});

/** A primary key or unique constraint. */
export const KEY = object({
  name: optional(string({ description: "Absent: the constraint has no name" })),
  columns: array(string()),
  extra: EXTRA,
});

/** A foreign key. Actions are upper case, as in the SQL standard; absent means NO ACTION. */
export const FOREIGN_KEY = object({
  name: optional(string()),
  columns: array(string()),
  references: object({
    schema: optional(string()),
    table: string(),
    columns: array(string(), { description: "Empty: the parent's primary key" }),
  }),
  onDelete: optional(string()),
  onUpdate: optional(string()),
  deferrable: optional(string({ description: "INITIALLY DEFERRED or INITIALLY IMMEDIATE" })),
  extra: EXTRA,
});

/** A check constraint. */
export const CHECK = object({
  name: optional(string()),
  expression: string(),
  extra: EXTRA,
});

/** A key part of an index: a column or an expression. */
export const INDEX_PART = object({
  column: optional(string()),
  expression: optional(string()),
  descending: optional(boolean()),
  collation: optional(string()),
  extra: EXTRA,
});

/** An index that is an object of its own (not one that backs a constraint). */
export const INDEX = object({
  name: string(),
  unique: boolean(),
  parts: array(INDEX_PART),
  where: optional(string({ description: "The predicate of a partial index" })),
  extra: EXTRA,
});

/** A table with all that belongs to it. */
export const TABLE = object({
  kind: word("table"),
  schema: optional(string()),
  name: string(),
  columns: array(COLUMN),
  primaryKey: optional(KEY),
  uniques: array(KEY),
  foreignKeys: array(FOREIGN_KEY),
  checks: array(CHECK),
  indexes: array(INDEX),
  comment: optional(string()),
  rowCount: optional(nullable(int64({ description: "Rows at inspection; null: not counted" }))),
  extra: EXTRA,
});

/** Any object whose definition is text: a view, trigger, function. */
export const DEFINED_OBJECT = object({
  kind: string({ maxLength: 60 }),
  schema: optional(string()),
  name: string(),
  table: optional(string({ description: "The table it belongs to, for triggers" })),
  definition: string(),
  extra: EXTRA,
});

/** One object of the model, as a stream item of `inspect`. */
export const MODEL_ITEM = union("type", [
  object({ type: word("table"), table: TABLE }),
  object({ type: word("object"), object: DEFINED_OBJECT }),
]);

export type Column = Infer<typeof COLUMN>;
export type Key = Infer<typeof KEY>;
export type ForeignKey = Infer<typeof FOREIGN_KEY>;
export type CheckConstraint = Infer<typeof CHECK>;
export type IndexPart = Infer<typeof INDEX_PART>;
export type Index = Infer<typeof INDEX>;
export type Table = Infer<typeof TABLE>;
export type DefinedObject = Infer<typeof DEFINED_OBJECT>;
export type ModelItem = Infer<typeof MODEL_ITEM>;
