// What is known of the server, and the statements that begin every piece of work on it. Nothing outlives a transaction,
// so that a pooler such as PgBouncer may stand between.
import { quoteName } from "../kit/quote.ts";
import type { Driver } from "./driver.ts";
import type { Kind } from "./kind.ts";
import { textLiteral } from "./literal.ts";
import type { Settings } from "./settings.ts";

/** Facts of the server that the connection leads to. */
export interface ServerFacts {
  /** As server_version_num says it: 150004. */
  readonly version: number;
  readonly engineVersion: string;
  readonly isCockroach: boolean;
  readonly database: string;
  readonly user: string;
  /** Where names without a schema are made. */
  readonly defaultSchema: string;
  /** Where names without a schema are looked up. */
  readonly searchPath: readonly string[];
  readonly statementTimeoutMs: number;
  /** The kinds of object beside tables that it has. */
  readonly kinds: readonly Kind[];
}

/** What a server has beside tables: PostgreSQL's own, or that and what an extension adds. */
export interface Repertoire {
  readonly kinds: readonly Kind[];
  /** What stands beside PostgreSQL in the version that people see. */
  readonly product?: readonly string[];
}

/** Asks for the facts. */
export async function readServerFacts(
  driver: Driver,
  settings: Settings,
  { kinds, product }: Repertoire,
): Promise<ServerFacts> {
  const [result] = await driver.batch(
    "select current_setting('server_version_num'), version(), current_database(), current_user, array_to_json(current_schemas(false))",
  );
  const [number, version, database, user, path] = result?.rows[0] ?? [];
  const isCockroach = /CockroachDB/.test(String(version));
  const searchPath = settings.searchPath.length > 0
    ? settings.searchPath
    : Array.isArray(path) && path.length > 0
    ? path.map(String)
    : ["public"];
  return {
    version: Number(number),
    engineVersion: isCockroach
      ? /CockroachDB \S+ (v\S+)/.exec(String(version))?.[1] ?? "CockroachDB"
      : [`PostgreSQL ${/^\w+ (\S+)/.exec(String(version))?.[1] ?? number}`, ...product ?? []].join(", "),
    isCockroach,
    database: String(database),
    user: String(user),
    // "$user" stands for a schema that may not exist: names are made in the first that does.
    defaultSchema: searchPath.find((name) => name !== "$user") ?? "public",
    searchPath,
    statementTimeoutMs: settings.statementTimeoutMs,
    kinds,
  };
}

/** Facts of a server that is not there, but for its kinds: fixtures are rendered for it. */
export const NO_SERVER: ServerFacts = {
  version: 180000,
  engineVersion: "",
  isCockroach: false,
  database: "",
  user: "",
  defaultSchema: "",
  searchPath: [],
  statementTimeoutMs: 0,
  kinds: [],
};

/** Settings under which the server writes definitions: every name in full, every constant in one form. */
const DEPARSING =
  "set local search_path = ''; set local quote_all_identifiers = off; set local datestyle = 'ISO, YMD'; " +
  "set local intervalstyle = postgres; set local extra_float_digits = 1; set local bytea_output = hex";

/** CockroachDB writes definitions in one way, and refuses settings that it does not know. */
const COCKROACH_DEPARSING = "set local search_path = ''";

/** Begins a transaction that only looks. Ended by `commit`. */
export function sqlBeginLooking(server: ServerFacts): string {
  return `begin isolation level repeatable read read only; ${sqlSettings(server)}; ${
    sqlDeparseInFull(server)
  }`;
}

/** Makes the server write definitions in full, within a transaction that is under way. */
export function sqlDeparseInFull(server: ServerFacts): string {
  return server.isCockroach ? COCKROACH_DEPARSING : DEPARSING;
}

/** Makes names without a schema mean what they mean to the user. */
export function sqlSearchPath(schemas: readonly string[]): string {
  return `set local search_path = ${
    schemas.length > 0 ? schemas.map((name) => quoteName(name)).join(", ") : "''"
  }`;
}

/** Settings of every transaction. */
export function sqlSettings(server: ServerFacts, lockTimeoutMs?: number): string {
  return [
    ...(server.isCockroach ? [] : [
      "set local standard_conforming_strings = on",
      // Bodies may name what comes later in the plan.
      "set local check_function_bodies = off",
    ]),
    `set local statement_timeout = ${Math.trunc(server.statementTimeoutMs)}`,
    ...(lockTimeoutMs === undefined ? [] : [`set local lock_timeout = ${Math.trunc(lockTimeoutMs)}`]),
  ].join("; ");
}

/** A list of texts as an SQL array. */
export function textArraySql(texts: readonly string[]): string {
  return texts.length === 0 ? "'{}'::text[]" : `array[${texts.map(textLiteral).join(", ")}]`;
}
