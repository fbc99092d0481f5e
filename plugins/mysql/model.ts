// What only MySQL and MariaDB have, as the `extra` of the shared model.
import type { CheckConstraint, Column, Index, IndexPart, Key, Table } from "../../protocol/model.ts";

export interface ColumnExtra {
  readonly charset?: string;
  readonly onUpdate?: string;
  readonly invisible?: boolean;
  readonly srid?: number;
  /** Behind which column it is wanted; `first`. Only in wanted models. */
  readonly after?: string;
}

export interface IndexExtra {
  /** Absent: btree. */
  readonly method?: string;
  readonly parser?: string;
  readonly invisible?: boolean;
  readonly comment?: string;
  /** Made by the server for a foreign key: nothing asks for it by name. Only in wanted models. */
  readonly isImplied?: boolean;
}

export interface IndexPartExtra {
  readonly length?: number;
}

export interface KeyExtra {
  /** For each column the length of its prefix, 0 for all of it. Absent: all of all. */
  readonly lengths?: readonly number[];
}

export interface CheckExtra {
  readonly notEnforced?: boolean;
}

export interface TableExtra {
  readonly engine?: string;
  readonly rowFormat?: string;
  readonly keyBlockSize?: number;
  readonly charset: string;
  readonly collation: string;
  readonly autoIncrement?: string;
  /** From PARTITION BY on. In wanted models NO_PARTITIONS: those that are there go. */
  readonly partitions?: string;
  /** Other options that no document says: `stats_persistent=0`. */
  readonly options?: string;
}

/** What a document that wants no partitions says. */
export const NO_PARTITIONS = "remove partitioning";

type Bearer = { readonly extra?: Readonly<Record<string, unknown>> };

const NOTHING = Object.freeze({});

function extraOf(bearer: Bearer): unknown {
  return bearer.extra ?? NOTHING;
}

// Only this plugin makes these models, so their extras are of these types.
export const columnExtra = (column: Column): ColumnExtra => extraOf(column) as ColumnExtra;
export const indexExtra = (index: Index): IndexExtra => extraOf(index) as IndexExtra;
export const partExtra = (part: IndexPart): IndexPartExtra => extraOf(part) as IndexPartExtra;
export const keyExtra = (key: Key): KeyExtra => extraOf(key) as KeyExtra;
export const checkExtra = (check: CheckConstraint): CheckExtra => extraOf(check) as CheckExtra;
export const tableExtra = (table: Table): TableExtra => extraOf(table) as TableExtra;

/** `{ extra }` for a model without the fields that are undefined, or nothing when there is nothing to say. */
export function withExtra(extra: object): { readonly extra?: Record<string, unknown> } {
  let said: Record<string, unknown> | undefined;
  const fields = extra as Readonly<Record<string, unknown>>; // a literal of one of the types above
  for (const key of Object.keys(fields)) {
    if (fields[key] !== undefined && fields[key] !== false) (said ??= {})[key] = fields[key];
  }
  return said ? { extra: said } : NOTHING;
}
