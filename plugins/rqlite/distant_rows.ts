// Answers the planner's questions about rows. The planner asks in the middle of its work and cannot wait; so a question
// without an answer is noted and stood in for, all of them are asked in one request, and the plan is made again.
import { PluginError } from "../../protocol/errors.ts";
import type { DistantRows } from "../sqlite/counts.ts";
import type { SqlValue } from "../sqlite/database.ts";
import type { RqliteServer, StatementResult } from "./server.ts";

type Rows = readonly (readonly SqlValue[])[];

/** The rows of a cluster, for one plan. */
export class ClusterRows implements DistantRows {
  readonly #server: RqliteServer;
  readonly #signal: AbortSignal;
  readonly #answers = new Map<string, StatementResult>();
  readonly #open = new Set<string>();

  constructor(server: RqliteServer, signal: AbortSignal) {
    this.#server = server;
    this.#signal = signal;
  }

  readonly known = (sql: string): Rows => {
    const answer = this.#answers.get(sql);
    if (answer) return rowsOf(answer);
    this.#open.add(sql);
    return []; // counted as 0: what is planned upon it is thrown away
  };

  async learn(): Promise<boolean> {
    const sqls = [...this.#open];
    this.#open.clear();
    const results = await this.#server.query(sqls, this.#signal);
    results.forEach((result, index) => this.#answers.set(sqls[index] ?? "", result));
    return sqls.length > 0;
  }

  async ask(sql: string): Promise<Rows> {
    const [result] = await this.#server.query([sql], this.#signal);
    return rowsOf(result ?? { rows: [], rowsAffected: 0 });
  }
}

/** @throws {Error} in SQLite's own words, as SQLite's own would be */
function rowsOf({ error, rows }: StatementResult): Rows {
  if (error !== undefined) throw new PluginError("database.error", error);
  return rows;
}
