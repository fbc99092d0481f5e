// An in-memory copy of the live schema, without rows, on which a plan is run before anyone sees it. It answers what
// only SQLite knows: whether a statement is accepted, what the schema then is, whether views and triggers still work.
import { foldAscii, quoteName } from "../kit/quote.ts";
import { type Database, messageOf, openSchemaInMemory, queryRows } from "./database.ts";
import { type Catalog, inspectCatalog, type SchemaObject, withTriggers } from "./inspect.ts";
import { tokenize } from "./tokens.ts";

const BROKEN = /^error in (view|trigger) (.*?)(?: after rename)?: ([\s\S]*)$/;

/** What of a schema a rehearsal needs. */
export interface RehearsalScope {
  /** Folded names of the tables that statements change or that changed ones refer to. */
  readonly concerned: ReadonlySet<string>;
  /** Statements that will be run; the tables they name are needed, too. */
  readonly sqls: readonly string[];
}

/** A rehearsal. It owns its database; close it. */
export class Rehearsal {
  readonly #db: Database;
  readonly #live: Catalog;
  readonly #concerned: ReadonlySet<string> | undefined;
  readonly #included: ReadonlySet<string> | undefined;
  /** Objects that could not be copied, with the reason: functions or modules that this process does not have. */
  readonly missing: readonly { readonly object: SchemaObject; readonly reason: string }[];

  /**
   * Copies a schema. CREATE INDEX and ALTER TABLE look through all of it, each time: with 1000 tables in the copy 100
   * rebuilds took 5 s. So other tables than those of the scope (absent: all) are left out, see {@linkcode catalog}.
   */
  constructor(live: Catalog, scope?: RehearsalScope) {
    this.#live = live;
    const concerned = scope?.concerned;
    const included = scope && neededTables(live, scope);
    this.#concerned = concerned;
    this.#included = included;
    this.#db = openSchemaInMemory({ acceptsQuotedStrings: true });
    const missing: { object: SchemaObject; reason: string }[] = [];
    this.#db.exec("begin");
    for (const type of ["table", "index", "view", "trigger"]) {
      for (const object of live.objects) {
        if (object.type !== type) continue;
        const table = foldAscii(object.table);
        if (type === "table" && included && !included.has(table)) continue;
        if (type === "index" && concerned && !concerned.has(table)) continue;
        // A virtual table makes its shadow tables by itself, and SQLite lets nobody else make them.
        if (live.tables.get(table)?.isShadow) continue;
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

  /**
   * The schema as it is now. Tables that are not concerned are as they are in the live schema, but for triggers.
   * @param isLast no statement is run any more that stays
   */
  catalog(isLast = false): Catalog {
    const catalog = inspectCatalog(this.#db, { asksLater: isLast });
    const [concerned, included] = [this.#concerned, this.#included];
    if (!concerned || !included) return catalog;
    const tables = new Map(catalog.tables);
    for (const [folded, live] of this.#live.tables) {
      const here = tables.get(folded);
      if (concerned.has(folded)) continue;
      if (here) tables.set(folded, withTriggers(live, here.triggers));
      else if (!included.has(folded)) tables.set(folded, live);
    }
    const absent = this.#live.objects.filter(({ table }) => {
      const folded = foldAscii(table);
      return this.#live.tables.has(folded) && !included.has(folded);
    });
    return { ...catalog, tables, objects: [...absent, ...catalog.objects] };
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

  /** Names of the columns of a view or virtual table; none where it cannot be compiled. */
  columnsOf(name: string): readonly string[] {
    try {
      const rows = queryRows(this.#db, "select name from pragma_table_xinfo(?, 'main')", name);
      return rows.map(([column]) => String(column));
    } catch {
      return [];
    }
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

/** The tables that a rehearsal must have: those concerned, their parents, virtual ones, and whatever texts may name. */
function neededTables(live: Catalog, { concerned, sqls }: RehearsalScope): ReadonlySet<string> {
  const needed = new Set(concerned);
  const objects = live.objects.filter(({ type }) => type === "view" || type === "trigger");
  for (const sql of [...objects.map((object) => object.sql), ...sqls]) {
    for (const { value } of tokenize(sql)) needed.add(foldAscii(value));
  }
  for (const [folded, { model, isVirtual, isShadow }] of live.tables) {
    if (isVirtual || isShadow) needed.add(folded);
    if (!concerned.has(folded)) continue;
    for (const key of model.foreignKeys) needed.add(foldAscii(key.references.table));
  }
  return needed;
}
