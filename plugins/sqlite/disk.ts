// How much free disk the rebuilds of a plan take until they are done. The core compares it with what there is: the
// plugin itself has no way to ask that a sandbox could grant.
import type { Result } from "../../protocol/methods.ts";
import type { LiveNames } from "./counts.ts";
import { type Database, queryCount, queryValue } from "./database.ts";

/** A database as large as this is worth a look at the disk before a table is rebuilt, in bytes. */
const LARGE_DATABASE = 64n * 1024n * 1024n;

/**
 * Gathers the rebuilds of one plan. Measured with tables of 68 MB: until the commit the old and the new pages of a table
 * and of its indexes are there at once; a write-ahead log holds the new ones besides, of every table, until the
 * checkpoint. The pages that one table leaves serve the next.
 */
export class DiskUse {
  readonly #db: Database;
  readonly #names: LiveNames;
  /** Bytes of each table that is rebuilt, with its indexes, by its name in the plan. */
  readonly #tables = new Map<string, bigint>();
  #isLarge: boolean | undefined;
  #hasLog: boolean | undefined;

  constructor(db: Database, names: LiveNames) {
    this.#db = db;
    this.#names = names;
  }

  /** What the rebuild of a table takes, in bytes; undefined where the database is too small for a word about it. */
  rebuild(table: string): bigint | undefined {
    if (!(this.#isLarge ??= this.#asksForALook())) return undefined;
    const live = this.#names.table(table);
    if (live === undefined) return undefined;
    const bytes = queryCount(
      this.#db,
      "select coalesce(sum(pgsize), 0) from dbstat where name in " +
        "(select name from main.sqlite_schema where tbl_name = ? and type in ('table', 'index'))",
      live,
    );
    this.#tables.set(table, bytes);
    return this.#writesLog() ? bytes * 2n : bytes;
  }

  /** What all of them take; undefined where it is not worth a word. */
  total(): Result<"plan">["disk"] {
    if (this.#tables.size === 0) return undefined; // most plans: nothing more is asked
    const sizes = [...this.#tables.values()];
    const largest = sizes.reduce((most, bytes) => bytes > most ? bytes : most, 0n);
    const logged = this.#writesLog() ? sizes.reduce((sum, bytes) => sum + bytes, 0n) : 0n;
    const unused = queryCount(this.#db, "pragma freelist_count") * queryCount(this.#db, "pragma page_size");
    const grown = largest > unused ? largest - unused : 0n;
    return grown + logged > 0n ? { file: "database", bytes: grown + logged } : undefined;
  }

  #asksForALook(): boolean {
    if (!queryValue(this.#db, "select file from pragma_database_list where name = 'main'")) return false;
    const pages = queryCount(this.#db, "pragma page_count");
    return pages * queryCount(this.#db, "pragma page_size") >= LARGE_DATABASE;
  }

  #writesLog(): boolean {
    return this.#hasLog ??= queryValue(this.#db, "pragma journal_mode") === "wal";
  }
}
