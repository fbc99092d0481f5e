// The YAML that TimescaleDB adds to PostgreSQL's: `hypertable` of tables, and continuous aggregates among views. SchemaHero's
// keys are all here; what it only ever created is compared, changed and removed, too.
import {
  array,
  boolean,
  type Infer,
  int,
  object,
  optional,
  scalar,
  type Schema,
  string,
} from "../../protocol/schema.ts";
import { VIEW_SPEC as POSTGRES_VIEW } from "../postgres/kinds/view.ts";
import { NAME } from "../postgres/spec_parts.ts";

const LENGTH = (description: string) =>
  optional(scalar({ description: `${description}: 7 days, 12 hours; of integer time a number` }));

const COLUMNS = (description: string) =>
  optional(
    {
      type: ["string", "array"],
      items: string({ minLength: 1, maxLength: 1000 }),
      description: `${description}: a list, or one text with commas`,
    } as Schema<string | readonly string[]>, // the language has no union of these
  );

const SCHEDULE = LENGTH(
  "How often the job runs; absent: left as it is, and TimescaleDB's usual when it is made",
);

const COMPRESSION = optional(object({
  segmentBy: COLUMNS("Columns whose values a compressed batch shares; absent: left as they are"),
  orderBy: COLUMNS("The order within a batch, `time desc`; absent: left as it is"),
  interval: LENGTH("How old chunks are compressed by a job; absent: no job does it"),
  scheduleInterval: SCHEDULE,
}, { description: "Compression (the columnstore). Absent: none; that of another hand is switched off" }));

const RETENTION = optional(object({
  interval: LENGTH("How old chunks are dropped by a job"),
  scheduleInterval: SCHEDULE,
}, { description: "Retention. Absent: none; a policy of another hand is removed" }));

const DIMENSION = object({
  column: NAME("The column"),
  numberPartitions: optional(
    int({ minimum: 1, maximum: 32767, description: "By hash: how many partitions" }),
  ),
  interval: LENGTH("By range: how much one partition holds"),
  partitioningFunc: optional(NAME("The function whose result is partitioned")),
}, { description: "One more dimension, by `numberPartitions` or by `interval`" });

/** `hypertable` of a Table document. */
export const HYPERTABLE_SPEC = object({
  timeColumnName: optional(NAME("The column of the time, which the chunks are cut by")),
  chunkTimeInterval: LENGTH("How much time one chunk holds; absent: left as it is, 7 days when it is made"),
  partitioningColumn: optional(NAME("A column by whose hash chunks are cut, too")),
  numberPartitions: optional(
    int({ minimum: 1, maximum: 32767, description: "How many partitions `partitioningColumn` has" }),
  ),
  partitioningFunc: optional(NAME("The function that gives the hash")),
  timePartitioningFunc: optional(NAME("The function that makes time of the time column")),
  dimensions: optional(
    array(DIMENSION, { maxItems: 16, description: "More dimensions; none can be taken away" }),
  ),
  createDefaultIndexes: optional(boolean({
    description:
      "False: without the index on the time column. True: it must be there. Absent: it is made with " +
      "the hypertable, and then left as it is",
  })),
  associatedSchemaName: optional(NAME("The schema of the chunks; default _timescaledb_internal")),
  associatedTablePrefix: optional(NAME("What the names of the chunks begin with; default _hyper_N")),
  migrateData: optional(
    boolean({ description: "True: rows that are in the table already are moved into chunks" }),
  ),
  ifNotExists: optional(boolean({ description: "Accepted, as SchemaHero does; a plan knows what exists" })),
  replicationFactor: optional(
    int({ description: "Accepted; TimescaleDB has no distributed hypertables any more" }),
  ),
  dataNodes: optional(array(string(), { description: "Accepted; TimescaleDB has no data nodes any more" })),
  compression: COMPRESSION,
  retention: RETENTION,
  reorder: optional(object({
    index: NAME("The index by which the rows of a chunk are put in order"),
    scheduleInterval: SCHEDULE,
  }, { description: "Reordering of old chunks by a job. Absent: none" })),
  isDeleted: optional(boolean({ description: "Refused: a hypertable cannot become a plain table again" })),
}, { description: "Makes the table a hypertable. Absent: whether it is one is left as it is" });

const REFRESH_SPEC = object({
  startOffset: LENGTH("How far back a run looks; absent: to the beginning"),
  endOffset: LENGTH("What a run leaves out at the end; absent: nothing"),
  scheduleInterval: LENGTH("How often it runs; default 24 hours"),
}, { description: "A job that keeps the aggregate up to date. Absent: none" });

/** The keys of a View document that only continuous aggregates have. */
const AGGREGATE_KEYS = {
  isContinuousAggregate: optional(boolean({ description: "True: a continuous aggregate of a hypertable" })),
  materializedOnly: optional(boolean({
    description:
      "Of a continuous aggregate. False: real time, what is not aggregated yet is computed when read. " +
      "Absent: left as it is",
  })),
  chunkTimeInterval: LENGTH(
    "Of a continuous aggregate: how much time one of its chunks holds; absent: left as it is",
  ),
  refresh: optional(REFRESH_SPEC),
  compression: COMPRESSION,
  retention: RETENTION,
};
const AGGREGATE_SPEC = object(AGGREGATE_KEYS);

/** The body of a View document under `spec.schema.timescaledb`. */
export const VIEW_SPEC: Schema<Infer<typeof POSTGRES_VIEW> & AggregateSpec> = {
  ...POSTGRES_VIEW,
  title: "TimescaleDB view",
  properties: { ...POSTGRES_VIEW.properties, ...AGGREGATE_SPEC.properties },
};

type AggregateSpec = Infer<typeof AGGREGATE_SPEC>;
export type HypertableSpec = Infer<typeof HYPERTABLE_SPEC>;
export type ViewSpec = Infer<typeof VIEW_SPEC>;
export type RefreshSpec = Infer<typeof REFRESH_SPEC>;
export type CompressionSpec = NonNullable<HypertableSpec["compression"]>;
export type RetentionSpec = NonNullable<HypertableSpec["retention"]>;
