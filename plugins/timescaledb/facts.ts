// What is known of TimescaleDB in the database: where it is, which version, which edition.
import { quoteName } from "../kit/quote.ts";
import type { Driver } from "../postgres/driver.ts";

/** Facts of the extension. */
export interface TimescaleFacts {
  /** False: the database has no such extension. */
  readonly isThere: boolean;
  /** The schema of its functions; empty: whatever the search path finds. */
  readonly schema: string;
  /** `apache`: hypertables only. */
  readonly license: string;
  /** The catalog table of jobs, which has moved between versions: SQL. */
  readonly jobsSql: string;
  /** What people see beside PostgreSQL's version. */
  readonly product: readonly string[];
}

/** Facts for documents that are rendered without a server. */
export const NO_TIMESCALE: TimescaleFacts = {
  isThere: true,
  schema: "",
  license: "timescale",
  jobsSql: "_timescaledb_config.bgw_job",
  product: [],
};

/** Asks for the facts. */
export async function readTimescale(driver: Driver): Promise<TimescaleFacts> {
  const [result] = await driver.batch(
    `select e.extversion, n.nspname, current_setting('timescaledb.license', true), to_regclass('_timescaledb_catalog.bgw_job') is not null
from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace where e.extname = 'timescaledb'`,
  );
  const [row] = result?.rows ?? [];
  if (!row) return { ...NO_TIMESCALE, isThere: false };
  const [version, schema, license, isJobInCatalog] = row;
  return {
    isThere: true,
    schema: String(schema),
    license: String(license ?? "timescale"),
    jobsSql: isJobInCatalog === true ? "_timescaledb_catalog.bgw_job" : NO_TIMESCALE.jobsSql,
    product: [`TimescaleDB ${version}${license === "apache" ? " (Apache edition)" : ""}`],
  };
}

/** A call of a function of the extension. The arguments are SQL already. */
export function callSql(
  facts: TimescaleFacts,
  verb: "select" | "call",
  name: string,
  args: readonly string[],
): string {
  const argumentsSql = args.join(", ");
  return `${verb} ${quoteFunction(facts, name)}(${argumentsSql})`;
}

/** A function of the extension as SQL. */
function quoteFunction({ schema }: TimescaleFacts, name: string): string {
  return schema === "" ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`;
}

/** What is told of a thing that only the Community edition has. */
export function notInEdition(what: string): { readonly message: string; readonly hint: string } {
  return {
    message: `Not in this edition: ${what}. The server runs TimescaleDB's Apache edition`,
    hint: "Run the Community edition (timescaledb.license = timescale), or leave it out",
  };
}
