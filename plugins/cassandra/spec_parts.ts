// Parts of YAML that documents of several kinds have.
import { array, boolean, object, optional, type Schema, string } from "../../protocol/schema.ts";

/** The longest name, in UTF-16 units. Cassandra's own limit for tables is 222, and the server says so. */
const MAX_NAME = 1000;
/** The longest piece of CQL or code, in UTF-16 units. */
const MAX_TEXT = 1_000_000;
/** The most columns, fields or parameters. */
export const MAX_PARTS = 2000;

/** A name, as it stands: case and all. */
export const NAME = (description: string): ReturnType<typeof string> =>
  string({ minLength: 1, maxLength: MAX_NAME, description });
/** A type. */
export const TYPE = (description: string): ReturnType<typeof string> =>
  string({ minLength: 1, maxLength: 10_000, description });
/** A piece of CQL, or of a program. */
export const TEXT = (description: string): ReturnType<typeof string> =>
  string({ maxLength: MAX_TEXT, description });

/** Former names. */
export const PREVIOUS = (what: string): ReturnType<typeof optional<readonly string[]>> =>
  optional(array(NAME("A former name"), {
    maxItems: 100,
    description: `Former names of this ${what}; one that still exists is renamed. Safe to leave in for ever`,
  }));

/** What an object that must go says. */
export const IS_DELETED: ReturnType<typeof optional<boolean>> = optional(
  boolean({ description: "True: it is dropped" }),
);

/** A number that may be written as text, as SchemaHero has it. */
export const NUMBER = (description: string): ReturnType<typeof optional<string | number>> =>
  optional({ type: ["string", "number", "integer"], description } as Schema<string | number>);

/** Values of a map are texts to Cassandra, numbers and truth values too. */
export type MapOfScalars = Readonly<Record<string, string | number | boolean>>;

/** A map of options. */
export const MAP = (description: string): Schema<MapOfScalars> => ({
  type: "object",
  additionalProperties: { type: ["string", "number", "integer", "boolean"] },
  description,
} as Schema<MapOfScalars>);

/** Columns and their order, in one piece or as a list. */
export interface OrderPart {
  readonly column: string;
  readonly isDescending?: boolean;
}

const ORDER_PART = object({
  column: NAME("A clustering column"),
  isDescending: optional(boolean({ description: "True: largest first" })),
});

/** The order of rows in a partition. */
export const CLUSTERING_ORDER: ReturnType<typeof optional<OrderPart | readonly OrderPart[]>> = optional({
  type: ["object", "array"],
  items: ORDER_PART,
  properties: ORDER_PART.properties,
  required: ["column"],
  description: "How rows are ordered in a partition: one column, or a list. Columns not named are ascending",
} as unknown as Schema<OrderPart | readonly OrderPart[]>);

/** A primary key: lists of columns. */
export const PRIMARY_KEY: ReturnType<typeof optional<readonly (string | readonly string[])[]>> = optional({
  type: "array",
  maxItems: MAX_PARTS,
  items: { type: ["string", "array"], items: { type: "string" } },
  description: "The key: first the partition key, a column or a list of them, then the clustering columns",
} as Schema<readonly (string | readonly string[])[]>);
