// What TimescaleDB knows of hypertables and continuous aggregates, as facts of catalog objects: equal facts, equal objects.
// Absent in a wanted one: not compared, unless it says otherwise here.
import type { Index } from "../../protocol/model.ts";
import type { CatalogObject } from "../postgres/catalog.ts";

/** One dimension. The first one of a hypertable is its time. */
export interface Dimension {
  readonly column: string;
  /** By hash: how many. */
  readonly partitions?: number;
  /** By range: how much, in microseconds or in the column's own numbers. */
  readonly interval?: string;
  /** The same as a document writes it. */
  readonly written?: string;
  /** As it is written: `schema.name` when it was read. */
  readonly func?: string;
}

/** Compression. A wanted one may leave either open. */
export interface Columnstore {
  readonly segmentBy?: readonly string[];
  readonly orderBy?: readonly Order[];
}

export interface Order {
  readonly column: string;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** A length: in the words of `lengthText()`, or a number where time is one. */
export type After = string;

/** A job. A wanted one may leave its schedule open. */
export interface Policy {
  /** What it is about: `after` of compression and retention, `index` of reordering, `start` and `end` of a refresh. */
  readonly after?: After;
  readonly index?: string;
  readonly start?: After;
  readonly end?: After;
  readonly schedule?: string;
}

/** What a job may do, in the order in which they are added: compression of an aggregate needs its refresh. */
export const POLICY_KINDS = ["refresh", "compression", "retention", "reorder"] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

/** All jobs: what is absent is wanted to be absent. */
export type Policies = Readonly<Partial<Record<PolicyKind, Policy>>>;

/** What hypertables and continuous aggregates have in common. */
export interface Stored {
  /** Absent: none is wanted. */
  readonly columnstore?: Columnstore;
  readonly policies: Policies;
  readonly unexpressed?: readonly string[];
}

export interface HypertableFacts extends Stored {
  readonly dimensions: readonly Dimension[];
  readonly associatedSchema?: string;
  readonly associatedPrefix?: string;
}

export interface AggregateFacts extends Stored {
  readonly definition: string;
  /** Name and type of each column, as read. */
  readonly columns?: readonly (readonly [string, string])[];
  /** Names that the spec gives. */
  readonly names?: readonly string[];
  readonly materializedOnly?: boolean;
  readonly interval?: string;
  /** The same as a document writes it. */
  readonly written?: string;
  readonly indexes?: readonly Index[];
  /** The tables that it reads, by the names that they get before it goes. */
  readonly renamed?: readonly string[];
}

export const HYPERTABLE = "hypertable";
export const AGGREGATE = "continuous aggregate";

// Only this plugin makes these objects, so their facts are of these types.
export const hypertableFacts = (object: CatalogObject): HypertableFacts =>
  object.facts as unknown as HypertableFacts;
export const aggregateFacts = (object: CatalogObject): AggregateFacts =>
  object.facts as unknown as AggregateFacts;

/** What is needed to judge a change, and changes with every row: no part of the facts, which digests cover. */
export interface Living {
  /** By the table's oid: true when it may have rows. */
  readonly filled: Map<number, boolean>;
  /** By the oid of a hypertable: how many chunks it has. */
  readonly chunks: Map<number, number>;
  /** By the oid of a hypertable or aggregate: how many of its chunks are compressed. */
  readonly compressed: Map<number, number>;
}
