// The YAML that tables and materialized views are written in, declared once: the TypeScript types and the schema that the
// core checks specs against are the same definition.
import {
  array,
  boolean,
  type Infer,
  int,
  object,
  oneOfWords,
  optional,
  string,
} from "../../protocol/schema.ts";
import {
  CLUSTERING_ORDER,
  IS_DELETED,
  MAP,
  MAX_PARTS,
  NAME,
  NUMBER,
  PREVIOUS,
  PRIMARY_KEY,
  TEXT,
  TYPE,
} from "./spec_parts.ts";

const WORD = (description: string) => optional(string({ minLength: 1, maxLength: 200, description }));
const SECONDS = (description: string) => optional(int({ minimum: 0, description }));

/** Options of tables and views. One that is not written is left as it is. */
export const PROPERTIES_SPEC = object({
  additionalWritePolicy: WORD("When a write is tried on further replicas: 99p, 50ms, ALWAYS, NEVER"),
  allowAutoSnapshot: optional(boolean({ description: "False: no snapshot when the table is dropped (4.1)" })),
  bloomFilterFPChance: NUMBER("How often the filter may be wrong: 0.01"),
  caching: optional(MAP("`keys` and `rows_per_partition`: ALL, NONE or a number of rows")),
  cdc: optional(boolean({ description: "True: changes are logged for others to read" })),
  comment: optional(TEXT("What people should know")),
  compaction: optional(MAP("`class` and its options. The map replaces the one that is there")),
  compression: optional(
    MAP("`class` and its options, or `enabled: false`. The map replaces the one that is there"),
  ),
  crcCheckChance: NUMBER("How often checksums are checked when rows are read: 1.0"),
  dcLocalReadRepairChance: NUMBER("Has no effect: Cassandra 4 has it no more"),
  defaultTTL: SECONDS("Seconds after which rows vanish; 0: never"),
  gcGraceSeconds: SECONDS("Seconds for which deletions are remembered"),
  incrementalBackups: optional(boolean({ description: "False: none, where the node makes them (4.1)" })),
  maxIndexInterval: SECONDS("The sparsest sampling of the index of partitions"),
  memtable: WORD("The configuration of memtables, by its name in cassandra.yaml (4.1)"),
  memtableFlushPeriodMs: SECONDS("Milliseconds after which rows are written to disk; 0: when it is time"),
  minIndexInterval: SECONDS("The densest sampling of the index of partitions"),
  readRepair: WORD("BLOCKING or NONE"),
  readRepairChance: NUMBER("Has no effect: Cassandra 4 has it no more"),
  speculativeRetry: WORD(
    "When a read is tried on a further replica: 99p, 50ms, MIN(99p,50ms), ALWAYS, NEVER",
  ),
}, { description: "Options. One that is not written is left as it is" });

const COLUMN_SPEC = object({
  name: NAME("The column's name"),
  type: TYPE("The type, e.g. int, text, map<text, int>, frozen<address>, vector<float, 3>"),
  isStatic: optional(boolean({ description: "True: one value for the whole partition" })),
  previousNames: PREVIOUS("column, which must belong to the primary key: Cassandra renames no other"),
}, { description: "A column" });

/** What of a collection is indexed. */
export const INDEX_TARGETS = ["keys", "values", "entries", "full"] as const;

const INDEX_SPEC = object({
  columns: array(NAME("The column"), {
    minItems: 1,
    maxItems: 1,
    description: "The column; indexes have one",
  }),
  name: optional(NAME("The index's name; default `<table>_<column>_idx`")),
  of: optional(oneOfWords(INDEX_TARGETS, {
    description: "Of a collection: its keys, values (default), entries; `full` of a frozen one",
  })),
  type: WORD("`sai` (storage-attached), or the class of a custom index; default: a secondary index"),
  options: optional(MAP("Options of the index, e.g. case_sensitive: false, similarity_function: cosine")),
}, { description: "An index" });

/** The body of a Table document under `spec.schema.cassandra`. */
export const TABLE_SPEC = object({
  primaryKey: PRIMARY_KEY,
  clusteringOrder: CLUSTERING_ORDER,
  columns: optional(array(COLUMN_SPEC, { maxItems: MAX_PARTS, description: "The columns" })),
  indexes: optional(array(INDEX_SPEC, {
    maxItems: 1000,
    description: "All indexes of the table: others are dropped. Absent: indexes are not managed and are kept",
  })),
  properties: optional(PROPERTIES_SPEC),
  isDeleted: IS_DELETED,
}, { description: "A table" });

/** The body of a View document under `spec.schema.cassandra`. */
export const VIEW_SPEC = object({
  table: optional(NAME("The table that the view is made from")),
  columns: optional(array(NAME("A column"), {
    maxItems: MAX_PARTS,
    description: "The columns, beside those of the key; absent: all, and those that the table gets later",
  })),
  where: optional(TEXT("Which rows; default: those whose key columns are not null")),
  primaryKey: PRIMARY_KEY,
  clusteringOrder: CLUSTERING_ORDER,
  properties: optional(PROPERTIES_SPEC),
  isDeleted: IS_DELETED,
}, { description: "A materialized view" });

export type PropertiesSpec = Infer<typeof PROPERTIES_SPEC>;
export type ColumnSpec = Infer<typeof COLUMN_SPEC>;
export type IndexSpec = Infer<typeof INDEX_SPEC>;
export type TableSpec = Infer<typeof TABLE_SPEC>;
export type ViewSpec = Infer<typeof VIEW_SPEC>;
