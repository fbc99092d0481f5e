// A copy in memory of the cluster's schema, without rows: what SQLite's planner works on. The texts of sqlite_schema are
// run as they are, so that what is read from the copy is what would be read from the node.
import type { ObjectName } from "../../protocol/model.ts";
import { PluginError } from "../../protocol/errors.ts";
import { foldAscii } from "../kit/quote.ts";
import { type Database, messageOf, openSchemaInMemory, type SqlValue } from "../sqlite/database.ts";
import { type Catalog, inspectCatalog } from "../sqlite/inspect.ts";
import { nameLiteral } from "../sqlite/render.ts";
import type { RqliteServer } from "./server.ts";

/** The copy. Close it. */
export interface Mirror {
  readonly db: Database;
  readonly catalog: Catalog;
  /** True when the nodes were started with -fk. */
  readonly enforcesKeys: boolean;
  /** What {@linkcode scopeTextsSql} gave. */
  readonly textsJson: string;
  close(): void;
}

const OBJECTS = `select name, tbl_name, sql from main.sqlite_schema
  where sql is not null and name not like 'sqlite\\_%' escape '\\' order by rowid`;
const SHADOWS = "select name from pragma_table_list where schema = 'main' and type = 'shadow'";

/**
 * A query of one text for all objects of a scope: equal texts, equal schemas. Not schema_version, which VACUUM changes,
 * and each node runs that by itself: a write that depended on it would be done by some nodes and not by others.
 */
export function scopeTextsSql(scope: readonly ObjectName[]): string {
  const namesSql = scope.map(({ name }) => nameLiteral(foldAscii(name))).join(", ");
  return "select json_group_array(t) from (select json_array(type, name, tbl_name, sql) as t from main.sqlite_schema " +
    `where lower(name) in (${namesSql}) or lower(tbl_name) in (${namesSql}) order by type, name)`;
}

/** Reads the schema and copies it. @throws {PluginError} */
export async function makeMirror(
  server: RqliteServer,
  signal?: AbortSignal,
  scope: readonly ObjectName[] = [],
): Promise<Mirror> {
  const [objects, shadows, encoding, texts, keys] = await server.query(
    [OBJECTS, SHADOWS, "pragma encoding", scopeTextsSql(scope), "pragma foreign_keys"],
    signal,
  );
  const failed = [objects, shadows, encoding, texts].find((each) => each?.error !== undefined)?.error;
  if (failed !== undefined) throw new PluginError("database.error", `The schema cannot be read: ${failed}`);
  const db = openSchemaInMemory({ acceptsQuotedStrings: true });
  try {
    db.exec(`pragma encoding = ${quoteEncoding(encoding?.rows[0]?.[0])}`);
    const isShadow = new Set(shadows?.rows.map(([name]) => name));
    db.exec("begin");
    for (const [name, table, sql] of objects?.rows ?? []) {
      // A virtual table makes its shadow tables by itself, and SQLite lets nobody else make them.
      if (isShadow.has(name ?? null) || isShadow.has(table ?? null)) continue;
      copyObject(db, String(name), String(sql));
    }
    db.exec("commit");
  } catch (error) {
    db.close();
    throw error;
  }
  return {
    db,
    catalog: inspectCatalog(db, { asksLater: true }),
    enforcesKeys: keys?.rows[0]?.[0] === 1n,
    textsJson: String(texts?.rows[0]?.[0]),
    close: () => db.close(),
  };
}

function copyObject(db: Database, name: string, sql: string): void {
  try {
    db.exec(sql);
  } catch (error) {
    throw new PluginError(
      "database.error",
      `The schema cannot be copied for planning: ${name}: ${messageOf(error)}`,
      {
        statement: sql,
        hint: "It uses a function, collation or module of an extension that only the rqlite nodes have",
      },
    );
  }
}

/** One of SQLite's three encodings, quoted. */
function quoteEncoding(name: SqlValue | undefined): string {
  return name === "UTF-16le" || name === "UTF-16be" ? `'${name}'` : "'UTF-8'";
}
