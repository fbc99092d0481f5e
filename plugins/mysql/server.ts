// What is known of the server, and how every session on it begins.
import type { CharsetFacts } from "./charsets.ts";
import { foldCharset, foldCollation } from "./charsets.ts";
import type { Driver } from "./driver.ts";
import { textLiteral } from "./literal.ts";
import { type Quirks, quirksOf } from "./quirks.ts";
import type { Settings } from "./settings.ts";

/**
 * The sql_mode of the plugin's sessions: strict, so that nothing is cut; with backslash escapes and no quotes for names,
 * so that texts mean what they say; zero dates as they are, for tables that have them; 0 is a number to seed.
 */
export const SQL_MODE = "STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO";

/** Facts of the server that the connection leads to. */
export interface ServerFacts {
  readonly engineVersion: string;
  readonly quirks: Quirks;
  readonly database: string;
  readonly user: string;
  /** The sql_mode that new sessions get: routines and triggers are made under it. */
  readonly sqlMode: string;
  readonly charsets: CharsetFacts;
  readonly engine: string;
  /** Parents of foreign keys must be unique keys (MySQL 8.4, restrict_fk_on_non_standard_key). */
  readonly needsUniqueParents: boolean;
  /** How names of tables are compared (lower_case_table_names). */
  foldTable(name: string): string;
}

/** Statements that begin every session; a script begins with the same. */
export function sessionSqls(quirks: Quirks): string[] {
  return [
    "set names utf8mb4",
    `set session sql_mode = ${textLiteral(SQL_MODE)}`,
    ...(quirks.isMariaDb ? [] : ["set session sql_generate_invisible_primary_key = off"]),
  ];
}

/** Asks for the facts and sets the session up. */
export async function readServerFacts(
  driver: Driver,
  settings: Settings,
  lockTimeoutMs: number,
): Promise<ServerFacts> {
  const [[version, database, user, lowerCase, sqlMode, engine] = []] = await driver.rows(
    "select version(), database(), current_user(), @@lower_case_table_names, @@global.sql_mode, @@default_storage_engine",
  );
  const quirks = quirksOf(version ?? "");
  for (const sql of sessionSqls(quirks)) {
    // The last is of MySQL 8.0.30; before it there is nothing to switch off.
    await driver.run(sql).catch((error) => {
      if (!sql.includes("invisible_primary_key")) throw error;
    });
  }
  const secondsSql = String(lockSeconds(lockTimeoutMs));
  await driver.run(
    `set session time_zone = '+00:00', session lock_wait_timeout = ${secondsSql}, session innodb_lock_wait_timeout = ${secondsSql}`,
  );
  if (settings.statementTimeoutMs > 0) {
    // MySQL ends selects only by itself; what the driver ends is every statement.
    const limitMs = settings.statementTimeoutMs;
    if (!quirks.isMariaDb) driver.limitStatements(limitMs);
    else await driver.run(`set session max_statement_time = ${Math.trunc(limitMs) / 1000}`);
  }
  return {
    engineVersion: `${quirks.isMariaDb ? "MariaDB" : "MySQL"} ${
      /^[\d.]+/.exec(version ?? "")?.[0] ?? version
    }`,
    quirks,
    database: database ?? settings.database,
    user: user ?? "",
    sqlMode: sqlMode ?? "",
    charsets: await readCharsets(driver, quirks),
    engine: (engine ?? "InnoDB").toLowerCase(),
    needsUniqueParents: await needsUniqueParents(driver, quirks),
    foldTable: lowerCase === "0" ? (name) => name : (name) => name.toLowerCase(),
  };
}

async function needsUniqueParents(driver: Driver, { isMariaDb, version }: Quirks): Promise<boolean> {
  if (isMariaDb || version < 80400) return false;
  const [[isOn] = []] = await driver.rows("select @@restrict_fk_on_non_standard_key");
  return isOn === "1";
}

/** Waits are whole seconds, one at least. */
export function lockSeconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}

async function readCharsets(driver: Driver, quirks: Quirks): Promise<CharsetFacts> {
  // MariaDB 10.10 has collations that fit several character sets, under a full name for each.
  const hasFullNames = quirks.isMariaDb && quirks.version >= 101001;
  const rows = await driver.rows(
    hasFullNames
      ? "select full_collation_name, character_set_name, is_default from information_schema.collation_character_set_applicability"
      : "select collation_name, character_set_name, is_default from information_schema.collations",
  );
  const charsetOf = new Map<string, string>();
  const defaultOf = new Map<string, string>();
  for (const [collation, charset, isDefault] of rows) {
    if (collation === null || charset === null || collation === undefined || charset === undefined) continue;
    charsetOf.set(foldCollation(collation), foldCharset(charset));
    if (/^yes$/i.test(isDefault ?? "")) defaultOf.set(foldCharset(charset), foldCollation(collation));
  }
  // MariaDB 11.2 lets sessions choose the default of each character set.
  if (quirks.isMariaDb && quirks.version >= 110200) {
    const [[chosen] = []] = await driver.rows("select @@character_set_collations");
    for (const each of (chosen ?? "").split(",")) {
      const [charset, collation] = each.split("=");
      if (charset && collation) defaultOf.set(foldCharset(charset), fullName(charset, collation, charsetOf));
    }
  }
  const [[charset, collation] = []] = await driver.rows(
    "select default_character_set_name, default_collation_name from information_schema.schemata where schema_name = database()",
  );
  return {
    charsetOf,
    defaultOf,
    database: { charset: foldCharset(charset ?? ""), collation: foldCollation(collation ?? "") },
  };
}

function fullName(charset: string, collation: string, known: ReadonlyMap<string, string>): string {
  const folded = foldCollation(collation);
  return known.has(folded) ? folded : foldCollation(`${foldCharset(charset)}_${collation}`);
}

/** Facts of a server that is not there: fixtures are rendered for a MySQL of today. */
export const NO_SERVER: ServerFacts = {
  engineVersion: "",
  quirks: quirksOf("9.0.0"),
  database: "",
  user: "",
  sqlMode: "",
  charsets: { charsetOf: new Map(), defaultOf: new Map(), database: { charset: "", collation: "" } },
  engine: "innodb",
  needsUniqueParents: false,
  foldTable: (name) => name,
};
