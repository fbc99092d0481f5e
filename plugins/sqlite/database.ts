// The only file that touches node:sqlite: opens databases, runs queries, and turns SQLite's messages into errors
// that people and programs can use.
import { DatabaseSync } from "node:sqlite";
import { type ErrorCode, PluginError, type PluginErrorOptions } from "../../protocol/errors.ts";

/** An open SQLite database. */
export type Database = DatabaseSync;

/** A value that a query gives back. Integers are always bigint. */
export type SqlValue = null | bigint | number | string | Uint8Array;

/** The path that stands for a database in memory. */
export const MEMORY = ":memory:";

/** How a database is opened. */
export interface OpenOptions {
  readonly lockTimeoutMs?: number;
  /**
   * True for what others wrote: SQLite takes `"text"` for a string where no column has that name, and existing
   * schemas rely on it. False, the default, for what specs say.
   */
  readonly acceptsQuotedStrings?: boolean;
}

/**
 * Opens a database. Foreign keys are not enforced, which is SQLite's own default and what its procedure for
 * rebuilding tables needs; temporary tables stay in memory, because the sandbox grants no temporary folder.
 */
export function openDatabase(path: string, options: OpenOptions = {}): Database {
  const { lockTimeoutMs = 0, acceptsQuotedStrings = false } = options;
  try {
    const db = new DatabaseSync(path, {
      enableForeignKeyConstraints: false,
      enableDoubleQuotedStringLiterals: acceptsQuotedStrings,
    });
    db.exec(`pragma busy_timeout = ${Math.trunc(lockTimeoutMs)}; pragma temp_store = memory`);
    return db;
  } catch (error) {
    throw toPluginError(error);
  }
}

/**
 * Opens a database in memory that will hold no rows. Every table and index takes a page, however empty: 1000 tables
 * with 3 indexes each took 16 MB in pages of the usual size.
 */
export function openSchemaInMemory(options: OpenOptions = {}): Database {
  const db = openDatabase(MEMORY, options);
  db.exec("pragma page_size = 512");
  return db;
}

/** All rows of a query, each as an array of its columns. */
export function queryRows(db: Database, sql: string, ...parameters: readonly SqlValue[]): SqlValue[][] {
  // Deno's types do not know setReturnArrays, which both 2.6.10 and 2.9.6 have: each row is then an array.
  const statement = db.prepare(sql) as unknown as ArrayStatement;
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  return statement.all(...parameters);
}

interface ArrayStatement {
  setReadBigInts(enabled: boolean): void;
  setReturnArrays(enabled: boolean): void;
  all(...parameters: readonly SqlValue[]): SqlValue[][];
}

/** The one value of a query of one row and one column. */
export function queryValue(db: Database, sql: string, ...parameters: readonly SqlValue[]): SqlValue {
  return queryRows(db, sql, ...parameters)[0]?.[0] ?? null;
}

/** The one integer of a query. */
export function queryCount(db: Database, sql: string, ...parameters: readonly SqlValue[]): bigint {
  const value = queryValue(db, sql, ...parameters);
  return typeof value === "bigint" ? value : 0n;
}

/**
 * What SQLite's messages mean. node:sqlite under Deno gives no error numbers (measured on 2.6.10 and 2.9.6), so the
 * extended code's name is found by the message, whose wording SQLite keeps stable (src/main.c, sqlite3ErrStr).
 */
const KNOWN_MESSAGES: readonly {
  readonly begins: string;
  readonly name: string;
  readonly code: ErrorCode;
  readonly retryable?: true;
  readonly hint?: string;
}[] = [
  {
    begins: "database is locked",
    name: "SQLITE_BUSY",
    code: "database.locked",
    retryable: true,
    hint: "Another program holds the database; end its transaction or raise the lock timeout",
  },
  { begins: "database table is locked", name: "SQLITE_LOCKED", code: "database.locked", retryable: true },
  {
    begins: "attempt to write a readonly database",
    name: "SQLITE_READONLY",
    code: "database.error",
    hint: "The file, or the folder it is in, may not be written",
  },
  {
    begins: "file is not a database",
    name: "SQLITE_NOTADB",
    code: "connection.failed",
    hint: "The file is not an SQLite database, or it is encrypted",
  },
  { begins: "database disk image is malformed", name: "SQLITE_CORRUPT", code: "connection.failed" },
  {
    begins: "unable to open database file",
    name: "SQLITE_CANTOPEN",
    code: "connection.failed",
    hint: "The folder must exist and both it and the file must be accessible",
  },
  { begins: "disk I/O error", name: "SQLITE_IOERR", code: "database.error" },
  {
    begins: "database or disk is full",
    name: "SQLITE_FULL",
    code: "database.error",
    hint:
      "Make room on the disk of the database file, or raise its max_page_count; a rebuild needs up to twice the file's size until it is done",
  },
  { begins: "UNIQUE constraint failed", name: "SQLITE_CONSTRAINT_UNIQUE", code: "database.error" },
  { begins: "NOT NULL constraint failed", name: "SQLITE_CONSTRAINT_NOTNULL", code: "database.error" },
  { begins: "CHECK constraint failed", name: "SQLITE_CONSTRAINT_CHECK", code: "database.error" },
  { begins: "FOREIGN KEY constraint failed", name: "SQLITE_CONSTRAINT_FOREIGNKEY", code: "database.error" },
  { begins: "cannot store ", name: "SQLITE_CONSTRAINT_DATATYPE", code: "database.error" },
  { begins: "datatype mismatch", name: "SQLITE_MISMATCH", code: "database.error" },
  { begins: "not authorized", name: "SQLITE_AUTH", code: "database.error" },
  { begins: "interrupted", name: "SQLITE_INTERRUPT", code: "cancelled" },
];

/** Whatever the work throws leaves as an error for the wire. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") {
      throw new PluginError("cancelled", "Cancelled");
    }
    throw toPluginError(error);
  }
}

/** Turns what node:sqlite threw into an error for the wire. An error that is one already passes through. */
export function toPluginError(error: unknown, details: PluginErrorOptions = {}): PluginError {
  if (error instanceof PluginError) return error;
  if (isSandboxRefusal(error)) {
    return new PluginError(
      "connection.denied",
      "The sandbox does not let this process open the database file",
      {
        cause: messageOf(error),
        hint: "The file must be the one that the connection names",
        ...details,
      },
    );
  }
  const message = messageOf(error);
  const position = /^[\s\S]* at offset (\d+)$/.exec(rawMessage(error))?.[1];
  const known = KNOWN_MESSAGES.find((each) => message.startsWith(each.begins));
  return new PluginError(known?.code ?? "database.error", capitalise(message), {
    sqlstate: known?.name ?? "SQLITE_ERROR",
    retryable: known?.retryable ?? false,
    cause: message,
    ...(position !== undefined && { position: Number(position) }),
    ...(known?.hint !== undefined && { hint: known.hint }),
    ...details,
  });
}

/** SQLite's own words. node:sqlite adds the whole statement, `sql`: ` in <sql> at offset <n>`. */
export function messageOf(error: unknown, sql?: string): string {
  const raw = rawMessage(error);
  // SQLite's words may hold ` in `, too: `cannot reference objects in database other`.
  const end = sql === undefined ? -1 : raw.lastIndexOf(` in ${sql} at offset `);
  return end >= 0 ? raw.slice(0, end) : raw.replace(/ in [\s\S]* at offset \d+$/, "");
}

function rawMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** True when Deno's permissions refused, and the database was never asked. */
export function isSandboxRefusal(error: unknown): boolean {
  return error instanceof Deno.errors.NotCapable ||
    (error instanceof Error && /Requires (?:read|write|all) access/.test(error.message));
}

function capitalise(message: string): string {
  return message.slice(0, 1).toUpperCase() + message.slice(1);
}
