// Where nodes enforce foreign keys, DROP TABLE first deletes all rows, and with them whatever refers to them by ON DELETE
// CASCADE: the rows that a rebuild has just copied, or those of children. The setting cannot be changed inside a
// transaction, and outside of one it would stay off if this program ended in between. So such a plan is told of, and
// not applied.
import { foldAscii } from "../kit/quote.ts";
import { type Database, queryRows } from "../sqlite/database.ts";
import { nameLiteral } from "../sqlite/render.ts";
import { tokenize } from "../sqlite/tokens.ts";

/** The first statement that drops a table which others, or the table itself, refer to by then. */
export function droppedParent(
  db: Database,
  sqls: readonly string[],
): { readonly sql: string; readonly table: string } | undefined {
  // Only a run tells: tables are renamed, made and changed on the way.
  db.exec("savepoint keys");
  try {
    for (const sql of sqls) {
      const table = droppedTable(sql);
      if (table !== undefined && isParent(db, table)) return { sql, table };
      try {
        db.exec(sql);
      } catch { /* it needs rows, or will fail: told when it is applied */ }
    }
    return undefined;
  } finally {
    db.exec("rollback to keys; release keys; pragma legacy_alter_table = off");
  }
}

function isParent(db: Database, table: string): boolean {
  return queryRows(
    db,
    `select 1 from main.sqlite_schema m join pragma_foreign_key_list(m.name) f
       where m.type = 'table' and m.rootpage > 0 and lower(f."table") = ${
      nameLiteral(foldAscii(table))
    } limit 1`,
  ).length > 0;
}

function droppedTable(sql: string): string | undefined {
  const [drop, table, ...rest] = tokenize(sql.slice(0, 10_000));
  if (drop?.value !== "drop" || table?.value !== "table") return undefined;
  const [first, second] = rest;
  const named = first?.kind === "word" && first.value === "if" && second?.value === "exists"
    ? rest.slice(2)
    : rest;
  return named[1]?.text === "." ? named[2]?.value : named[0]?.value;
}

/** What is said of it. */
export function enforcedKeysMessage(table: string): { readonly message: string; readonly hint: string } {
  return {
    message:
      `Table ${table} would be dropped or rebuilt while the nodes enforce foreign keys, and others refer to it: ` +
      "SQLite would first delete its rows, and theirs by ON DELETE CASCADE",
    hint:
      "Run PRAGMA foreign_keys = off through /db/execute, apply, and turn it on again; or start the nodes without -fk",
  };
}
