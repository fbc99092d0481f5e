// Reads a whole schema in four queries, whatever the number of tables. The live database and the desired one (built
// in memory) are both read here, so that what SQLite normalises is equal on both sides. A table's text is read when
// its model is first asked for: most tables of a large schema are as their specs say, word for word.
import { PluginError } from "../../protocol/errors.ts";
import type {
  CheckConstraint,
  Column,
  ForeignKey,
  Index,
  IndexPart,
  Key,
  Table,
} from "../../protocol/model.ts";
import { foldAscii } from "../kit/quote.ts";
import { type Database, queryRows, queryValue, type SqlValue } from "./database.ts";
import { type IndexText, readIndex, readTable, type TableText } from "./ddl.ts";
import { isPlainDefault, tokenize } from "./tokens.ts";

/** One row of sqlite_schema. */
export interface SchemaObject {
  readonly type: "table" | "index" | "view" | "trigger";
  readonly name: string;
  readonly table: string;
  readonly sql: string;
}

/** A table with what the model does not hold. Spreading one reads its text. */
export interface CatalogTable {
  readonly name: string;
  readonly model: Table;
  readonly sql: string;
  /** True: a virtual table; its model has no columns. */
  readonly isVirtual: boolean;
  /** True: it holds the data of a virtual table, whose module makes, renames and drops it. */
  readonly isShadow: boolean;
  /** Constructs that a rebuild would lose. */
  readonly unexpressed: readonly string[];
  /** Clauses that mean nothing to SQLite; a rebuild leaves them out. */
  readonly idle: readonly string[];
  readonly indexes: readonly SchemaObject[];
  readonly triggers: readonly SchemaObject[];
}

/** A view with its triggers. */
export interface CatalogView {
  readonly name: string;
  readonly sql: string;
  readonly triggers: readonly SchemaObject[];
}

/** A schema as it was read. Keys are folded names. */
export interface Catalog {
  readonly tables: ReadonlyMap<string, CatalogTable>;
  readonly views: ReadonlyMap<string, CatalogView>;
  /** Every object, in the order of creation. */
  readonly objects: readonly SchemaObject[];
}

const OBJECTS = `select type, name, tbl_name, rootpage, sql from main.sqlite_schema
  where sql is not null and name not like 'sqlite\\_%' escape '\\' order by rowid`;
const TABLES = `main.sqlite_schema m
  where m.type = 'table' and m.rootpage > 0 and m.name not like 'sqlite\\_%' escape '\\'`;
const FROM_TABLES = (pragma: string) => TABLES.replace(" m\n", ` m join ${pragma} x\n`);
// A virtual table's module may be missing here, and asking for its columns would then fail: rootpage > 0.
const COLUMNS = `select m.name, x.name, x.type, x."notnull", x.dflt_value, x.pk, x.hidden
  from ${FROM_TABLES("pragma_table_xinfo(m.name, 'main')")} order by m.rowid, x.cid`;
const INDEXES = `select m.name, x.name, x."unique", x.origin, i.cid, i.name, i."desc", i.coll
  from ${
  FROM_TABLES("pragma_index_list(m.name, 'main')").replace(
    " x\n",
    " x join pragma_index_xinfo(x.name, 'main') i\n",
  )
}
  and i.key = 1 order by m.rowid, x.seq desc, i.seqno`;
const FOREIGN_KEYS = `select m.name, x.id, x."table", x."from", x."to", x.on_update, x.on_delete
  from ${FROM_TABLES("pragma_foreign_key_list(m.name, 'main')")} order by m.rowid, x.id desc, x.seq`;

/**
 * Reads the schema of a database. `asksLater`: what the pragmas say is asked when a model is first wanted, which for a
 * schema of 1000 tables that are all as wanted spares 75 ms and 20 MB; the database must stay open.
 * @throws {PluginError} database.changed, then, when the schema has become another one
 */
export function inspectCatalog(db: Database, { asksLater = false } = {}): Catalog {
  const version = asksLater ? schemaVersion(db) : undefined;
  const rows = queryRows(db, OBJECTS);
  const objects = rows.map(([type, name, table, , sql]): SchemaObject => ({
    type: String(type) as SchemaObject["type"], // the four types of sqlite_schema
    name: String(name),
    table: String(table),
    sql: String(sql),
  }));
  let asked = asksLater ? undefined : askPragmas(db, objects);
  const pragmas = () => asked ??= unchanged(db, version, () => askPragmas(db, objects));
  const byTable = Map.groupBy(objects, (object) => foldAscii(object.table));
  const tables = new Map<string, CatalogTable>();
  const views = new Map<string, CatalogView>();
  const shadows = rows.some(isVirtualRow) ? shadowTables(db) : new Set<string>();
  rows.forEach((row, index) => {
    const object = objects[index];
    if (!object || (object.type !== "table" && object.type !== "view")) return;
    const folded = foldAscii(object.name);
    const parts = byTable.get(folded) ?? [];
    const triggers = parts.filter((part) => part.type === "trigger");
    if (object.type === "view") {
      views.set(folded, { name: object.name, sql: object.sql, triggers });
      return;
    }
    const facts = {
      name: object.name,
      sql: object.sql,
      isVirtual: isVirtualRow(row),
      isShadow: shadows.has(folded),
      indexes: parts.filter((part) => part.type === "index"),
      triggers,
    };
    tables.set(folded, readLater(facts, () => readModel(facts, pragmas())));
  });
  return { tables, views, objects };
}

/** What is read in a table's text. */
type Readings = Pick<CatalogTable, "model" | "unexpressed" | "idle">;
function askPragmas(db: Database, objects: readonly SchemaObject[]): Pragmas {
  return {
    columns: groupByTable(queryRows(db, COLUMNS)),
    indexes: groupByTable(queryRows(db, INDEXES)),
    foreignKeys: groupByTable(queryRows(db, FOREIGN_KEYS)),
    names: new Map(objects.flatMap(({ type, name }) => type === "table" ? [[foldAscii(name), name]] : [])),
  };
}

/** SQLite gives a schema another number with every change, whoever makes it. */
export function schemaVersion(db: Database): SqlValue {
  return queryValue(db, "pragma main.schema_version");
}

function unchanged<T>(db: Database, version: SqlValue | undefined, read: () => T): T {
  const value = read();
  if (schemaVersion(db) === version) return value;
  throw new PluginError("database.changed", "Another program changed the schema while it was read", {
    hint: "Plan again",
    retryable: true,
  });
}

type TableFacts = Omit<CatalogTable, keyof Readings>;

function readLater(
  facts: TableFacts,
  read: () => Readings,
): CatalogTable {
  let found: Readings | undefined;
  return {
    ...facts,
    get model() {
      return (found ??= read()).model;
    },
    get unexpressed() {
      return (found ??= read()).unexpressed;
    },
    get idle() {
      return (found ??= read()).idle;
    },
  };
}

/** A table with other triggers; its text is still read when it is asked for. */
export function withTriggers(table: CatalogTable, triggers: readonly SchemaObject[]): CatalogTable {
  const { name, sql, isVirtual, isShadow, indexes } = table;
  return readLater({ name, sql, isVirtual, isShadow, indexes, triggers }, () => table);
}

function isVirtualRow([type, , , rootpage]: readonly SqlValue[]): boolean {
  return type === "table" && rootpage === 0n;
}

/** Folded names of the tables that belong to virtual tables. */
function shadowTables(db: Database): ReadonlySet<string> {
  const rows = queryRows(db, "select name from pragma_table_list where schema = 'main' and type = 'shadow'");
  return new Set(rows.map(([name]) => foldAscii(String(name))));
}

/** What the pragmas say of all tables, by their names as they are spelt. */
interface Pragmas {
  readonly columns: ReadonlyMap<string, readonly SqlValue[][]>;
  readonly indexes: ReadonlyMap<string, readonly SqlValue[][]>;
  readonly foreignKeys: ReadonlyMap<string, readonly SqlValue[][]>;
  /** The tables' names by folded names. */
  readonly names: ReadonlyMap<string, string>;
}

function groupByTable(rows: readonly SqlValue[][]): ReadonlyMap<string, SqlValue[][]> {
  return Map.groupBy(rows, (row) => String(row[0]));
}

function readModel(
  { name, sql, isVirtual, indexes: indexObjects }: TableFacts,
  pragmas: Pragmas,
): Readings {
  const text = isVirtual ? undefined : readTable(sql);
  const columnRows = pragmas.columns.get(name) ?? [];
  const unexpressed = [...(text?.unexpressed ?? [])];
  const { indexes, uniques, keyParts } = readIndexes(pragmas.indexes.get(name) ?? [], indexObjects, text);
  const extra = {
    ...(text?.strict && { strict: true }),
    ...(text?.withoutRowid && { withoutRowid: true }),
    ...(unexpressed.length > 0 && { unexpressed }),
    ...(isVirtual && { virtual: true }),
  };
  const primaryKey = readPrimaryKey(columnRows, text, keyParts);
  const model: Table = {
    kind: "table",
    name,
    columns: columnRows.map((row) => readColumn(row, text, primaryKey)),
    ...(primaryKey && { primaryKey }),
    uniques,
    foreignKeys: readForeignKeys(pragmas.foreignKeys.get(name) ?? [], text)
      .map((key) => resolveImplicitParent(key, pragmas)),
    checks: (text?.checks ?? []).map((check): CheckConstraint => ({ ...check })),
    indexes,
    ...(Object.keys(extra).length > 0 && { extra }),
  };
  return { model, unexpressed, idle: text?.idle ?? [] };
}

function readColumn(
  row: readonly SqlValue[],
  text: TableText | undefined,
  primaryKey: Key | undefined,
): Column {
  const name = String(row[1]);
  const details = text?.columns.get(foldAscii(name));
  const value = row[4] === null ? undefined : normaliseDefault(String(row[4]));
  const isOnlyKey = primaryKey?.columns.length === 1 && primaryKey.columns[0] === name;
  return {
    name,
    type: String(row[2]).replace(/\s+/g, " ").trim(),
    notNull: row[3] === 1n,
    ...(value !== undefined && { default: value }),
    ...(text?.autoIncrement && isOnlyKey && { autoIncrement: true }),
    ...(details?.collation !== undefined && { collation: details.collation }),
    ...(details?.generated && { generated: details.generated }),
    ...(details?.onConflict !== undefined && { extra: { onConflict: details.onConflict } }),
  };
}

/** An explicit null is no default; true and false are 1 and 0, which is how SQLite stores them. */
function normaliseDefault(sql: string): string | undefined {
  const folded = sql.trim().toLowerCase();
  if (folded === "null") return undefined;
  if (folded === "true") return "1";
  if (folded === "false") return "0";
  // A default cannot name a column: one name, quoted or not, can only be a string.
  const [token, more] = /^["`[\p{L}_]/u.test(sql) ? tokenize(sql) : [];
  if (!token || more || isPlainDefault(sql)) return sql;
  return token.kind === "name" || token.kind === "word"
    ? nameLiteral(token.kind === "word" ? token.text : token.value)
    : sql;
}

function readPrimaryKey(
  columns: readonly SqlValue[][],
  text: TableText | undefined,
  parts: readonly KeyPart[],
): Key | undefined {
  const keyed = keyedColumns(columns);
  if (keyed.length === 0) return undefined;
  return {
    ...(text?.primaryKeyName !== undefined && { name: text.primaryKeyName }),
    columns: keyed,
    ...keyExtra(parts, text?.primaryKeyConflict),
  };
}

/** Names of the primary key's columns, in its order. */
function keyedColumns(columns: readonly SqlValue[][]): string[] {
  return columns.filter((row) => row[5] !== 0n).sort((a, b) => Number(a[5]) - Number(b[5]))
    .map((row) => String(row[1]));
}

/** A column of a key: its name, or a map when it has an order or collation of its own, as in specs. */
export type KeyPart = string | {
  readonly name: string;
  readonly descending?: boolean;
  readonly collation?: string;
};

/** What a key has beyond its columns. */
export function keyExtra(parts: readonly KeyPart[], onConflict: string | undefined): Pick<Key, "extra"> {
  const extra = {
    ...(parts.some((part) => typeof part !== "string") && { parts }),
    ...(onConflict !== undefined && { onConflict }),
  };
  return Object.keys(extra).length > 0 ? { extra } : {};
}

function readIndexes(
  rows: readonly SqlValue[][],
  objects: readonly SchemaObject[],
  text: TableText | undefined,
): { indexes: Index[]; uniques: Key[]; keyParts: readonly KeyPart[] } {
  const collationOf = (column: string) => text?.columns.get(foldAscii(column))?.collation ?? "binary";
  const texts = new Map(objects.map((object) => [foldAscii(object.name), object.sql]));
  const indexes: Index[] = [];
  const uniques: Key[] = [];
  let keyParts: readonly KeyPart[] = [];
  for (const [name, keyRows] of Map.groupBy(rows, (row) => String(row[1]))) {
    const [, , unique, origin] = keyRows[0] ?? [];
    if (origin === "c") {
      const sql = texts.get(foldAscii(name));
      const written = sql === undefined ? { parts: [] } : readIndex(sql);
      indexes.push({
        name,
        unique: unique === 1n,
        parts: keyRows.map((row, index) => readPart(row, written, index, collationOf)),
        ...(written.where !== undefined && { where: written.where }),
      });
      continue;
    }
    const parts = keyRows.map((row) => readKeyPart(row, collationOf));
    if (origin === "pk") keyParts = parts;
    else uniques.push(uniqueKey(keyRows.map((row) => String(row[5])), parts, text));
  }
  return { indexes, uniques, keyParts };
}

function readKeyPart(row: readonly SqlValue[], collationOf: (column: string) => string): KeyPart {
  const { column = "", ...more } = readPart(row, { parts: [] }, 0, collationOf);
  return Object.keys(more).length > 0 ? { name: column, ...more } : column;
}

function uniqueKey(
  columns: readonly string[],
  parts: readonly KeyPart[],
  text: TableText | undefined,
): Key {
  const written = text?.uniques.find((key) =>
    key.columns.map(foldAscii).join("\0") === columns.map(foldAscii).join("\0")
  );
  return {
    ...(written?.name !== undefined && { name: written.name }),
    columns,
    ...keyExtra(parts, written?.onConflict),
  };
}

function readPart(
  row: readonly SqlValue[],
  written: IndexText,
  index: number,
  collationOf: (column: string) => string,
): IndexPart {
  const isColumn = row[4] !== -2n;
  const column = String(row[5]);
  const collation = foldAscii(String(row[7]));
  const usual = isColumn ? collationOf(column) : "binary";
  return {
    ...(isColumn ? { column } : { expression: written.parts[index] ?? "" }),
    ...(row[6] === 1n && { descending: true }),
    ...(collation !== usual && { collation }),
  };
}

function readForeignKeys(rows: readonly SqlValue[][], text: TableText | undefined): ForeignKey[] {
  return [...Map.groupBy(rows, (row) => row[1])].map(([, pairs], index): ForeignKey => {
    const [first] = pairs;
    const written = text?.foreignKeys[index];
    const onDelete = String(first?.[6]).toUpperCase();
    const onUpdate = String(first?.[5]).toUpperCase();
    return {
      ...(written?.name !== undefined && { name: written.name }),
      columns: pairs.map((row) => String(row[3])),
      references: {
        table: String(first?.[2]),
        columns: pairs.filter((row) => row[4] !== null).map((row) => String(row[4])),
      },
      ...(onDelete !== "NO ACTION" && { onDelete }),
      ...(onUpdate !== "NO ACTION" && { onUpdate }),
      ...(written?.deferrable !== undefined && { deferrable: written.deferrable }),
    };
  });
}

/** `references parent` without columns means the parent's primary key: made explicit where the parent is known. */
function resolveImplicitParent(key: ForeignKey, { names, columns }: Pragmas): ForeignKey {
  if (key.references.columns.length > 0) return key;
  const parent = names.get(foldAscii(key.references.table)) ?? "";
  const parentKey = keyedColumns(columns.get(parent) ?? []);
  if (parentKey.length !== key.columns.length) return key;
  return { ...key, references: { ...key.references, columns: parentKey } };
}

/** A text as an SQL string. */
function nameLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
