// Reads the whole database with a constant number of queries, whatever the number of tables. SHOW CREATE is asked only
// for tables with partitions or fulltext indexes, of which information_schema does not tell everything.
import type {
  CheckConstraint,
  Column,
  ForeignKey,
  Index,
  IndexPart,
  Key,
  Table,
} from "../../protocol/model.ts";
import { type Catalog, type CatalogObject, type CatalogTable, objectKey } from "./catalog.ts";
import { foldCharset, foldCollation } from "./charsets.ts";
import { liveDefault, nowSql } from "./default.ts";
import type { CellText, Driver } from "./driver.ts";
import { inspectObjects } from "./inspect_objects.ts";
import { quote, textLiteral, unescapeExpression } from "./literal.ts";
import { withExtra } from "./model.ts";
import type { ServerFacts } from "./server.ts";
import { mentions, normalForm, unwrapped } from "./tokens.ts";
import { normalType } from "./types.ts";

type Row = readonly CellText[];

/** Reads the database of the connection. */
export async function inspectCatalog(driver: Driver, server: ServerFacts): Promise<Catalog> {
  const rows = await askAll(driver, server);
  const byTable = {
    columns: grouped(rows.columns),
    indexes: grouped(rows.indexes),
    keys: grouped(rows.keys),
    actions: grouped(rows.actions),
    checks: grouped(rows.checks),
  };
  const tables = new Map<string, CatalogTable>();
  for (const row of rows.tables) {
    const name = row[0] ?? "";
    const reader = new TableReader(server, row, {
      columns: byTable.columns.get(name) ?? [],
      indexes: byTable.indexes.get(name) ?? [],
      keys: byTable.keys.get(name) ?? [],
      actions: byTable.actions.get(name) ?? [],
      checks: byTable.checks.get(name) ?? [],
    });
    tables.set(
      server.foldTable(name),
      reader.read(reader.needsText ? await readText(driver, name) : undefined),
    );
  }
  const objects = new Map<string, CatalogObject>();
  const columnsOf = (name: string) => (byTable.columns.get(name) ?? []).map((row) => row[1] ?? "");
  for (const object of await inspectObjects(driver, server, columnsOf)) {
    objects.set(objectKey(server, object.kind, object.name), object);
  }
  return { server, tables, objects };
}

/**
 * The catalog with the next numbers of some tables as they are now: MySQL tells what it read within the last day.
 */
export async function withCounters(
  driver: Driver,
  catalog: Catalog,
  names: readonly string[],
): Promise<Catalog> {
  if (catalog.server.quirks.isMariaDb || names.length === 0) return catalog;
  const { foldTable } = catalog.server;
  await driver.run("set session information_schema_stats_expiry = 0");
  const namesSql = names.map(textLiteral).join(", ");
  const rows = await driver.rows(
    `select table_name, auto_increment from information_schema.tables where table_schema = database() and table_name in (${namesSql})`,
  );
  await driver.run("set session information_schema_stats_expiry = default");
  const tables = new Map(catalog.tables);
  for (const [name, autoIncrement] of rows) {
    const table = tables.get(foldTable(name ?? ""));
    if (!table || autoIncrement === null || autoIncrement === undefined) continue;
    const model = { ...table.model, extra: { ...table.model.extra, autoIncrement } };
    tables.set(foldTable(name ?? ""), { ...table, model });
  }
  return { ...catalog, tables };
}

async function askAll(driver: Driver, { quirks }: ServerFacts): Promise<Record<TableQuery, readonly Row[]>> {
  return {
    tables: await driver.rows(
      "select table_name, engine, row_format, table_collation, auto_increment, create_options, table_comment, table_rows, data_length, table_type from information_schema.tables where table_schema = database() and table_type in ('BASE TABLE', 'SYSTEM VERSIONED') order by table_name",
    ),
    columns: await driver.rows(
      `select table_name, column_name, column_default, is_nullable, column_type, character_set_name, collation_name, extra, generation_expression, column_comment, ${
        quirks.hasSrid ? "srs_id" : "null"
      } from information_schema.columns where table_schema = database() order by table_name, ordinal_position`,
    ),
    indexes: await driver.rows(
      `select table_name, index_name, non_unique, column_name, collation, sub_part, index_type, index_comment, ${
        quirks.isMariaDb
          ? "if(ignored = 'YES', 'NO', 'YES'), null"
          : `is_visible, ${quirks.hasExpressionParts ? "expression" : "null"}`
      } from information_schema.statistics where table_schema = database() order by table_name, index_name = 'PRIMARY' desc, index_name, seq_in_index`,
    ),
    keys: await driver.rows(
      "select table_name, constraint_name, column_name, referenced_table_schema, referenced_table_name, referenced_column_name from information_schema.key_column_usage where table_schema = database() and referenced_table_name is not null order by table_name, constraint_name, ordinal_position",
    ),
    actions: await driver.rows(
      "select table_name, constraint_name, update_rule, delete_rule from information_schema.referential_constraints where constraint_schema = database()",
    ),
    checks: await askChecks(driver, quirks.isMariaDb),
  };
}

/** MySQL keeps a check's text and its table apart. Joined by the server, they took 55 s for 1000 tables (MySQL 9.7). */
async function askChecks(driver: Driver, isMariaDb: boolean): Promise<readonly Row[]> {
  if (isMariaDb) {
    return await driver.rows(
      "select table_name, constraint_name, check_clause, level, 'YES' from information_schema.check_constraints where constraint_schema = database() order by table_name, constraint_name",
    );
  }
  const texts = await driver.rows(
    "select constraint_name, check_clause from information_schema.check_constraints where constraint_schema = database()",
  );
  if (texts.length === 0) return [];
  const tables = await driver.rows(
    "select table_name, constraint_name, enforced from information_schema.table_constraints where constraint_schema = database() and constraint_type = 'CHECK' order by table_name, constraint_name",
  );
  const textOf = new Map(texts.map(([name = null, text = null]) => [name, text]));
  return tables.map(([table = null, name = null, enforced = null]) => [
    table,
    name,
    textOf.get(name) ?? null,
    "Table",
    enforced,
  ]);
}

type TableQuery = "tables" | "columns" | "indexes" | "keys" | "actions" | "checks";

function grouped(rows: readonly Row[]): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = row[0] ?? "";
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

/** What only SHOW CREATE TABLE tells of a table. */
interface TableText {
  /** From PARTITION BY on. */
  readonly partitions: string | undefined;
  /** Parsers of fulltext indexes, by folded name. */
  readonly parsers: ReadonlyMap<string, string>;
}

const NO_TEXT: TableText = { partitions: undefined, parsers: new Map() };

async function readText(driver: Driver, table: string): Promise<TableText> {
  const [[, sql] = []] = await driver.rows(`show create table ${quote(table)}`);
  const text = sql ?? "";
  const at = text.search(/\n\s*(?:\/\*!\d+ )?PARTITION BY/i);
  const name = (quoted = "") => quoted.replaceAll("``", "`");
  const parsers = [
    ...text.matchAll(
      /\n {2}FULLTEXT KEY `((?:[^`]|``)+)` .* WITH PARSER `((?:[^`]|``)+)`(?: \*\/)? *,?(?=\n)/g,
    ),
  ];
  return {
    partitions: at < 0 ? undefined : text.slice(at).trim().replace(/^\/\*!\d+ /, "").replace(/\s*\*\/$/, ""),
    parsers: new Map(parsers.map(([, index, parser]) => [name(index).toLowerCase(), name(parser)])),
  };
}

/** Rows of one table, by what they are about. */
type TableRows = Readonly<Record<Exclude<TableQuery, "tables">, readonly Row[]>>;

/** Reads one table's rows into its model. */
class TableReader {
  readonly #server: ServerFacts;
  readonly #row: Row;
  readonly #rows: TableRows;
  readonly #unexpressed: string[] = [];
  /** Checks that say that a longtext is json (MariaDB), by folded column. */
  readonly #jsonColumns = new Set<string>();

  constructor(server: ServerFacts, row: Row, rows: TableRows) {
    this.#server = server;
    this.#row = row;
    this.#rows = rows;
  }

  /** Partitions, and parsers of fulltext indexes, are told by SHOW CREATE TABLE alone. */
  get needsText(): boolean {
    return /\bpartitioned\b/.test(this.#row[5] ?? "") ||
      this.#rows.indexes.some((row) => row[6] === "FULLTEXT");
  }

  read({ partitions, parsers }: TableText = NO_TEXT): CatalogTable {
    const [name = "", engine, rowFormat, collation, autoIncrement, options, comment, rowCount, bytes, type] =
      this
        .#row;
    const checks = this.#checks();
    const { primaryKey, indexes } = this.#indexes(parsers);
    const folded = foldCollation(collation ?? "");
    if (type === "SYSTEM VERSIONED") this.#unexpressed.push("system versioning");
    const model: Table = {
      kind: "table",
      name: name ?? "",
      columns: this.#rows.columns.map((row) => this.#column(row)),
      ...(primaryKey && { primaryKey }),
      uniques: [],
      foreignKeys: this.#foreignKeys(),
      checks: checks.map(({ check }) => check),
      indexes,
      ...(comment !== null && comment !== undefined && comment !== "" && { comment }),
      ...withExtra({
        engine: (engine ?? "").toLowerCase(),
        rowFormat: rowFormatOf(rowFormat ?? "", options ?? "", engine ?? "", partitions !== undefined),
        keyBlockSize: Number(/\bkey_block_size=(\d+)/i.exec(options ?? "")?.[1] ?? 0) || undefined,
        charset: this.#server.charsets.charsetOf.get(folded) ?? folded.split("_", 1)[0],
        collation: folded,
        autoIncrement: autoIncrement ?? undefined,
        partitions,
      }),
    };
    return {
      model,
      rowEstimate: BigInt(rowCount ?? 0),
      bytes: BigInt(bytes ?? 0),
      unexpressed: [...this.#unexpressed, ...otherOptions(options ?? "")],
      columnChecks: new Map(
        checks.flatMap(({ column, check }) => column === undefined ? [] : [[column, check.expression]]),
      ),
    };
  }

  #checks(): { readonly check: CheckConstraint; readonly column?: string }[] {
    const { quirks } = this.#server;
    return this.#rows.checks.flatMap(([, name, clause, level, enforced]) => {
      const expression = unwrapped(quirks.isMariaDb ? clause ?? "" : unescapeExpression(clause ?? ""));
      const column = level === "Column" ? this.#ownerOf(name ?? "", expression) : undefined;
      if (column !== undefined && normalForm(expression) === `json_valid ( ${column} )`) {
        this.#jsonColumns.add(column);
        return [];
      }
      const check = { name: name ?? "", expression, ...withExtra({ notEnforced: enforced === "NO" }) };
      return [{ check, ...(column !== undefined && { column }) }];
    });
  }

  /** The column that a check belongs to (MariaDB). The check bears its name, until the column is renamed. */
  #ownerOf(name: string, expression: string): string | undefined {
    const columns = this.#rows.columns.map((row) => (row[1] ?? "").toLowerCase());
    const named = columns.filter((column) => mentions(expression, column));
    const own = named.find((column) => column === name.toLowerCase());
    return own ?? (named.length === 1 ? named[0] : undefined);
  }

  #column(row: Row): Column {
    const { quirks } = this.#server;
    const [, name, told, nullable, columnType, charset, collation, extraText, generation, comment, srid] =
      row;
    const written = normalType(columnType ?? "");
    const isJson = written === "longtext" && this.#jsonColumns.has((name ?? "").toLowerCase()) &&
      collation === "utf8mb4_bin";
    const type = isJson ? "json" : written;
    const extra = extraText ?? "";
    const expression = generation === null || generation === undefined || generation === ""
      ? undefined
      : unwrapped(quirks.isMariaDb ? generation : unescapeExpression(generation));
    const defaultSql = expression === undefined
      ? liveDefault(told ?? null, type, /DEFAULT_GENERATED/.test(extra), quirks)
      : undefined;
    const onUpdate = extra === "" ? undefined : /on update (current_timestamp(?:\(\d*\))?)/i.exec(extra)?.[1];
    if (/WITHOUT SYSTEM VERSIONING/.test(extra)) {
      this.#unexpressed.push(`without system versioning on ${name}`);
    }
    return {
      name: name ?? "",
      type,
      notNull: nullable === "NO",
      ...(defaultSql !== undefined && { default: defaultSql }),
      ...(/auto_increment/.test(extra) && { autoIncrement: true }),
      ...(collation !== null && collation !== undefined && !isJson &&
        { collation: foldCollation(collation) }),
      ...(expression !== undefined && {
        generated: { expression, stored: /STORED|PERSISTENT/.test(extra) },
      }),
      ...(comment !== null && comment !== undefined && comment !== "" && { comment }),
      ...withExtra({
        charset: charset === null || charset === undefined || isJson ? undefined : foldCharset(charset),
        onUpdate: onUpdate === undefined ? undefined : nowSql(onUpdate),
        invisible: /\bINVISIBLE\b/.test(extra),
        srid: srid === null || srid === undefined ? undefined : Number(srid),
      }),
    };
  }

  #indexes(parsers: ReadonlyMap<string, string>): { readonly primaryKey?: Key; readonly indexes: Index[] } {
    const parts = new Map<string, Row[]>();
    for (const row of this.#rows.indexes) {
      const list = parts.get(row[1] ?? "");
      if (list) list.push(row);
      else parts.set(row[1] ?? "", [row]);
    }
    const primary = parts.get("PRIMARY");
    parts.delete("PRIMARY");
    const indexes = [...parts].map(([name, rows]): Index => {
      const [, , nonUnique, , , , method, comment, visible] = rows[0] ?? [];
      const folded = (method ?? "").toLowerCase();
      return {
        name,
        unique: nonUnique === "0",
        parts: rows.map((row) => this.#part(row, folded)),
        ...withExtra({
          method: folded === "btree" || folded === "" ? undefined : folded,
          parser: parsers.get(name.toLowerCase()),
          invisible: visible === "NO",
          comment: comment === "" ? undefined : comment ?? undefined,
        }),
      };
    });
    if (!primary) return { indexes };
    const lengths = primary.map((row) => Number(row[5] ?? 0));
    const hasLengths = lengths.some((each) => each > 0);
    const key = { columns: primary.map((row) => row[3] ?? ""), ...(hasLengths && { extra: { lengths } }) };
    return { primaryKey: key, indexes };
  }

  #part([, , , column, order, length, , , , expression]: Row, method: string): IndexPart {
    const isWhole = length === null || length === undefined || method === "spatial" || method === "fulltext";
    return {
      ...(column !== null && column !== undefined
        ? { column }
        : { expression: unwrapped(unescapeExpression(expression ?? "")) }),
      ...(order === "D" && { descending: true }),
      ...(!isWhole && { extra: { length: Number(length) } }),
    };
  }

  #foreignKeys(): ForeignKey[] {
    const actions = new Map(this.#rows.actions.map((row) => [row[1] ?? "", row]));
    const keys = new Map<string, Row[]>();
    for (const row of this.#rows.keys) {
      const list = keys.get(row[1] ?? "");
      if (list) list.push(row);
      else keys.set(row[1] ?? "", [row]);
    }
    return [...keys].map(([name, rows]): ForeignKey => {
      const [, , onUpdate, onDelete] = actions.get(name) ?? [];
      const [, , , schema, table] = rows[0] ?? [];
      const rule = {
        ...(actionOf(onDelete) !== undefined && { onDelete: actionOf(onDelete) ?? "" }),
        ...(actionOf(onUpdate) !== undefined && { onUpdate: actionOf(onUpdate) ?? "" }),
      };
      return {
        name,
        columns: rows.map((row) => row[2] ?? ""),
        references: {
          ...(schema !== null && schema !== undefined && schema !== this.#server.database && { schema }),
          table: table ?? "",
          columns: rows.map((row) => row[5] ?? ""),
        },
        ...rule,
      };
    });
  }
}

/** RESTRICT is what NO ACTION does, and what MariaDB calls it. */
function actionOf(rule: CellText | undefined): string | undefined {
  const folded = (rule ?? "").toUpperCase();
  return folded === "" || folded === "NO ACTION" || folded === "RESTRICT" ? undefined : folded;
}

/**
 * The row format. Engines other than InnoDB choose one by the columns when they are given none; and of a partitioned
 * table MySQL tells the one that it was made with.
 */
function rowFormatOf(
  told: string,
  options: string,
  engine: string,
  isPartitioned: boolean,
): string | undefined {
  const given = /\brow_format=(\w+)/i.exec(options)?.[1]?.toLowerCase();
  if (engine.toLowerCase() !== "innodb") return given;
  return isPartitioned && given !== undefined ? given : told.toLowerCase();
}

const KNOWN_OPTION = /^(?:row_format|key_block_size|partitioned|default|stats_\w+)\b/i;

/** Options of a table that documents have no words for. */
function otherOptions(options: string): string[] {
  return options.split(/\s+/).filter((each) => each !== "" && !KNOWN_OPTION.test(each))
    .map((each) => `the table option ${each}`);
}
