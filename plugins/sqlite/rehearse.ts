// An in-memory copy of the live schema, without rows, on which a plan is run before anyone sees it. It answers what
// only SQLite knows: whether a statement is accepted, what the schema then is, whether views and triggers still work.
import { foldAscii, quoteName } from "../kit/quote.ts";
import { type Database, MEMORY, messageOf, openDatabase } from "./database.ts";
import { type Catalog, inspectCatalog, type SchemaObject } from "./inspect.ts";

const BROKEN = /^error in (view|trigger) (.*?)(?: after rename)?: ([\s\S]*)$/;

/** A rehearsal. It owns its database; close it. */
export class Rehearsal {
  readonly #db: Database;
  readonly #live: Catalog;
  readonly #concerned: ReadonlySet<string> | undefined;
  /** Objects that could not be copied, with the reason: functions or modules that this process does not have. */
  readonly missing: readonly { readonly object: SchemaObject; readonly reason: string }[];

  /**
   * Copies a schema. CREATE INDEX takes time with the square of the schema, so that indexes of other tables than
   * `concerned` (folded names; absent: all) are left out; see {@linkcode catalog}.
   */
  constructor(live: Catalog, concerned?: ReadonlySet<string>) {
    this.#live = live;
    this.#concerned = concerned;
    this.#db = openDatabase(MEMORY, { acceptsQuotedStrings: true });
    const missing: { object: SchemaObject; reason: string }[] = [];
    this.#db.exec("begin");
    for (const type of ["table", "index", "view", "trigger"]) {
      for (const object of live.objects) {
        if (object.type !== type) continue;
        if (type === "index" && concerned && !concerned.has(foldAscii(object.table))) continue;
        // A virtual table makes its shadow tables by itself, and SQLite lets nobody else make them.
        if (live.tables.get(foldAscii(object.table))?.isShadow) continue;
        try {
          this.#db.exec(object.sql);
        } catch (error) {
          missing.push({ object, reason: messageOf(error) });
        }
      }
    }
    this.#db.exec("commit");
    this.missing = missing;
  }

  /** Runs statements in order; the message of the first that SQLite refuses. */
  run(statements: readonly string[]): { readonly sql: string; readonly message: string } | undefined {
    for (const sql of statements) {
      try {
        this.#db.exec(sql);
      } catch (error) {
        return { sql, message: messageOf(error, sql) };
      }
    }
    return undefined;
  }

  /** Runs statements and takes them back; true when SQLite accepted all. */
  accepts(statements: readonly string[]): boolean {
    this.#db.exec("savepoint trial");
    const refusal = this.run(statements);
    this.#db.exec("rollback to trial");
    this.#db.exec("release trial");
    return refusal === undefined;
  }

  /** The schema as it is now. Tables that are not concerned are as they are in the live schema. */
  catalog(): Catalog {
    const catalog = inspectCatalog(this.#db);
    const concerned = this.#concerned;
    if (!concerned) return catalog;
    const tables = new Map([...catalog.tables].map(([folded, table]) => {
      const live = concerned.has(folded) ? undefined : this.#live.tables.get(folded);
      return [folded, live ?? table];
    }));
    return { ...catalog, tables };
  }

  /** Views and triggers that SQLite cannot compile, as `view v`, with the reason. */
  brokenObjects(): ReadonlyMap<string, string> {
    // Renaming a column makes SQLite compile every view and trigger (lang_altertable.html, section 3). It names the
    // first that is wrong, which is then taken away.
    const probe = quoteName("_schemahero_probe");
    const broken = new Map<string, string>();
    this.#db.exec("savepoint probe");
    this.run([`create table ${probe} (a)`]);
    for (;;) {
      const refusal = this.run([`alter table ${probe} rename column a to b`]);
      if (!refusal) break;
      const [, kind, object, reason = ""] = BROKEN.exec(refusal.message) ?? [];
      if (kind === undefined || object === undefined) {
        broken.set("an object", refusal.message);
        break;
      }
      broken.set(`${kind} ${object}`, reason);
      if (
        this.run([kind === "view" ? `drop view ${quoteName(object)}` : `drop trigger ${quoteName(object)}`])
      ) break;
    }
    this.#db.exec("rollback to probe");
    this.#db.exec("release probe");
    return broken;
  }

  /** What is broken once statements have run, which are then taken back. */
  brokenAfter(statements: readonly string[]): ReadonlyMap<string, string> {
    this.#db.exec("savepoint trial");
    this.run(statements);
    const broken = this.brokenObjects();
    this.#db.exec("rollback to trial");
    this.#db.exec("release trial");
    return broken;
  }

  /** What keeps a query or a change from being compiled; undefined when it can be. */
  compileError(sql: string): string | undefined {
    return this.run([`explain ${sql}`])?.message;
  }

  /** What is wrong with the foreign keys of a table: a parent without a fitting key. */
  foreignKeyMismatch(table: string): string | undefined {
    return this.run([`pragma main.foreign_key_check(${quoteName(table)})`])?.message;
  }

  /** Releases the database. */
  close(): void {
    this.#db.close();
  }
}
