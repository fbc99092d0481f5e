// What only PostgreSQL has, as the `extra` of the shared model, and the names by which the plugin finds its objects.
import type {
  CheckConstraint,
  Column,
  ForeignKey,
  Index,
  IndexPart,
  Key,
  Table,
} from "../../protocol/model.ts";
import { quoteName } from "../kit/quote.ts";

/** Options of the sequence behind an identity or serial column, where they are not the usual ones. */
export interface SequenceOptions {
  readonly start?: string;
  readonly increment?: string;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly cache?: string;
  readonly cycle?: boolean;
}

export interface ColumnExtra {
  readonly identity?: "always" | "by default";
  /** Options of the identity's sequence. */
  readonly sequence?: SequenceOptions;
  /** The sequence of a serial or identity column. */
  readonly sequenceName?: { readonly schema: string; readonly name: string };
  readonly storage?: string;
  readonly compression?: string;
}

export interface KeyExtra {
  readonly deferrable?: string;
  readonly include?: readonly string[];
  readonly nullsNotDistinct?: boolean;
  readonly comment?: string;
}

export interface ForeignKeyExtra {
  readonly match?: string;
  readonly notValid?: boolean;
  /** NOT DEFERRABLE is neither; DEFERRABLE INITIALLY IMMEDIATE is told from it here. */
  readonly deferrable?: string;
  /** The columns of ON DELETE SET NULL (a, b). */
  readonly onDeleteColumns?: readonly string[];
  readonly comment?: string;
}

export interface CheckExtra {
  readonly notValid?: boolean;
  readonly noInherit?: boolean;
  readonly comment?: string;
}

export interface IndexExtra {
  /** The access method, where it is not btree. */
  readonly method?: string;
  readonly include?: readonly string[];
  readonly nullsNotDistinct?: boolean;
  readonly with?: Readonly<Record<string, string>>;
  readonly comment?: string;
  /** True for what a failed CREATE INDEX CONCURRENTLY left behind. */
  readonly isInvalid?: boolean;
}

export interface IndexPartExtra {
  /** Where it is not what the order implies. */
  readonly nulls?: "first" | "last";
  /** As SQL, where it is not the type's default. */
  readonly operatorClass?: string;
}

/** An exclusion constraint. Its parts are those of an index with an operator each. */
export interface Exclusion {
  readonly name?: string;
  readonly method: string;
  readonly parts: readonly (IndexPart & { readonly operator: string })[];
  readonly where?: string;
  readonly deferrable?: string;
  readonly comment?: string;
}

export interface TableExtra {
  readonly unlogged?: boolean;
  readonly with?: Readonly<Record<string, string>>;
  /** `full`, `nothing`, or `index NAME`; absent: the default. */
  readonly replicaIdentity?: string;
  readonly exclusions?: readonly Exclusion[];
  /** `RANGE (a)`: the partition key. */
  readonly partitionBy?: string;
}

type Bearer = { readonly extra?: Readonly<Record<string, unknown>> };

function extraOf(bearer: Bearer): unknown {
  return bearer.extra ?? NOTHING;
}

const NOTHING = Object.freeze({});

// Only this plugin makes these models, so their extras are of these types.
export const columnExtra = (column: Column): ColumnExtra => extraOf(column) as ColumnExtra;
export const keyExtra = (key: Key): KeyExtra => extraOf(key) as KeyExtra;
export const foreignKeyExtra = (key: ForeignKey): ForeignKeyExtra => extraOf(key) as ForeignKeyExtra;
export const checkExtra = (check: CheckConstraint): CheckExtra => extraOf(check) as CheckExtra;
export const indexExtra = (index: Index): IndexExtra => extraOf(index) as IndexExtra;
export const partExtra = (part: IndexPart): IndexPartExtra => extraOf(part) as IndexPartExtra;
export const tableExtra = (table: Table): TableExtra => extraOf(table) as TableExtra;

/** Something in the making. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** `{ extra }` for a model, or nothing when there is nothing to say. */
export function withExtra(extra: object): { readonly extra?: Readonly<Record<string, unknown>> } {
  const entries = Object.entries(extra);
  if (entries.length === 0) return NOTHING;
  const said = entries.filter(([, value]) => value !== undefined);
  return said.length > 0 ? { extra: Object.fromEntries(said) } : NOTHING;
}

/** A name with its schema. An empty schema: whatever the search path finds, as in fixtures. */
export interface QualifiedName {
  readonly schema?: string;
  readonly name: string;
}

/** A name as SQL, with its schema. It is also the key by which the plugin finds the object. */
export function quoteQualified({ schema, name }: QualifiedName): string {
  return schema === undefined || schema === "" ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`;
}

/** The longest name, in bytes of UTF-8: NAMEDATALEN - 1. */
export const MAX_NAME_BYTES = 63;

/** A name as PostgreSQL keeps it: cut at 63 bytes, between characters. */
export function keptName(name: string): string {
  if (name.length * 3 <= MAX_NAME_BYTES) return name;
  const bytes = new TextEncoder().encode(name);
  if (bytes.length <= MAX_NAME_BYTES) return name;
  let end = MAX_NAME_BYTES;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return new TextDecoder().decode(bytes.subarray(0, end));
}
