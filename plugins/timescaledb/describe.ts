// What the TimescaleDB plugin says of itself. Called in a process that may touch nothing; opens nothing.
import type { Description } from "../../protocol/describe.ts";
import { describe as describePostgres, documentKinds } from "../postgres/describe.ts";
import { NO_TIMESCALE } from "./facts.ts";
import { kindsFor } from "./kinds.ts";

/** The plugin's description. */
export function describe(version: string): Description {
  return {
    ...describePostgres(version),
    name: "timescaledb",
    summary: "TimescaleDB on PostgreSQL: hypertables, continuous aggregates and their policies",
    engines: [{ name: "timescaledb", specKey: "timescaledb" }],
    kinds: documentKinds(kindsFor(NO_TIMESCALE)),
  };
}
