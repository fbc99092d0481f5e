// Steps of a plan: statements that stay together, with what they make, need and take away. Tables' own steps are made in
// table_steps.ts and column_steps.ts, those of other kinds in kinds/.
import type { Hazard, Statement } from "../../protocol/plan.ts";
import { countRows } from "../kit/hazards.ts";
import type { Step } from "../kit/order.ts";
import { quoteName } from "../kit/quote.ts";
import type { QualifiedName } from "./model.ts";
import { tableKey } from "./catalog.ts";

export { statement } from "../kit/statement.ts";

/** Statements that stay together. */
export interface PlannedStep extends Step {
  readonly statements: readonly Statement[];
  /** Where it is described, when it is all about one place of a spec. */
  readonly origin?: { readonly spec: number; readonly path: readonly (string | number)[] };
  /** What the step cannot be done to while other objects depend on it: they are dropped before and made anew after. */
  readonly disturbs?: readonly Disturbance[];
  /** True: behind all that does not need it to be done. What used an extension is not known by names. */
  readonly isLast?: boolean;
}

/** Something that others may depend on. */
export type Disturbance =
  | {
    readonly type: "column";
    readonly table: QualifiedName;
    readonly column: string;
    /** True: it stays, with another type. */
    readonly isRetyped?: boolean;
  }
  | { readonly type: "object"; readonly oid: number; readonly catalog: string };

/** The keys by which steps find one another. */
export const key = {
  extension: (name: string) => `extension ${quoteName(name)}`,
  schema: (name: string | undefined) => `schema ${quoteName(name || "-")}`,
  table: (table: QualifiedName) => `table ${tableKey(table.schema, table.name)}`,
  column: (table: QualifiedName, name: string) =>
    `column ${tableKey(table.schema, table.name)}.${quoteName(name)}`,
  /** What a primary key demands of a column. */
  notNull: (table: QualifiedName, column: string) =>
    `not null ${tableKey(table.schema, table.name)}.${quoteName(column)}`,
  /** A primary key, unique constraint or unique index that foreign keys need. */
  unique: (table: QualifiedName, columns: readonly string[]) =>
    `unique ${tableKey(table.schema, table.name)} ${
      [...columns].sort().map((name) => quoteName(name)).join()
    }`,
  /** Names of indexes are one space with those of tables. */
  index: (schema: string | undefined, name: string) => `index ${tableKey(schema, name)}`,
  constraint: (table: QualifiedName, name: string) =>
    `constraint ${tableKey(table.schema, table.name)}.${JSON.stringify(name)}`,
  /** That a key or unique index of a table is no longer there. */
  gone: (table: QualifiedName, name: string) =>
    `gone ${tableKey(table.schema, table.name)}.${JSON.stringify(name)}`,
  /** Whether a table survives a crash: what refers to it, or it refers to, must not be better or worse off at any time. */
  persistence: (table: QualifiedName) => `persistence ${tableKey(table.schema, table.name)}`,
  /** That the columns of a table are kept as they should be, so that new partitions take after it. */
  keeping: (table: QualifiedName) => `keeping ${tableKey(table.schema, table.name)}`,
  /** A type as columns spell it, without modifiers. */
  type: (spelling: string) => `type ${bareType(spelling)}`,
  /** The use of a type by columns that leave it: what is done to those that stay waits for them. */
  leaving: (spelling: string) => `leaving ${bareType(spelling)}`,
};

function bareType(spelling: string): string {
  return spelling.replace(/\(.*\)/, "").replace(/\[\]$/, "");
}

/** A step that nothing depends on. */
export const NOTHING: Step = { produces: [], requires: [], removes: [], releases: [] };

/** The hazard of a lock that keeps others waiting while rows are read or written. */
export function lockHazard(
  label: string,
  rows: bigint,
  blocks: "reads" | "writes",
  while_: string,
): Hazard[] {
  if (rows === 0n) return [];
  const who = blocks === "reads" ? "reading and writing" : "writing to";
  return [{
    kind: "exclusive-lock",
    message: `Keeps others from ${who} ${label} while it ${while_} ${countRows(rows)}`,
    rows,
  }];
}

/** The hazard of a table that is written anew. */
export function rewriteHazard(label: string, rows: bigint): Hazard[] {
  return rows === 0n
    ? []
    : [{ kind: "rewrites-table", message: `Writes ${countRows(rows)} of ${label} anew`, rows }];
}
