// A cluster of rqlite nodes, or one. Any node will do: it passes writes and strongly consistent reads on to the leader by
// itself. So the nodes are tried in turn, and none has to be asked where the leader is.
//
// What is sent again, and why never the same write twice: a read may be asked as often as one likes. A write is sent
// again in two cases only. (1) Not one byte of it was handed to a connection (refused, no route, TLS failed). (2) The
// node answered 503 `leader not found`: it looks for a leader before it writes anything to its log. After anything else
// (a connection lost, no answer in time, leadership lost) the write may be in the log, and whether it was applied is
// found out by looking (apply.ts), not by sending it again.
import { PluginError } from "../../protocol/errors.ts";
import type { SqlValue } from "../sqlite/database.ts";
import { type Answer, ask, MAX_REQUEST_BYTES, NoAnswer } from "./http.ts";
import type { Settings } from "./settings.ts";

/** A statement, with the values of its `?`. */
export type Statement = string | readonly [sql: string, ...values: readonly (string | number | null)[]];

/** What came of one statement. */
export interface StatementResult {
  readonly error?: string;
  readonly rows: readonly (readonly SqlValue[])[];
  readonly rowsAffected: number;
}

/** A write of which nobody knows whether it was done. */
export class UnknownOutcome extends Error {
  override readonly name = "UnknownOutcome";
}

/** Reads wait for the consensus of the cluster: they see every write that was acknowledged before. */
const QUERY = "/db/query?level=strong&transaction&norwrandom&norwtime";
/** Without the two words rqlite writes statements anew that have random(): same_everywhere.ts. */
const EXECUTE = "/db/execute?transaction&norwrandom&norwtime";
const REQUEST = "/db/request?level=strong&norwrandom&norwtime";

/** The pause before nodes are asked again for a leader. An election takes a second or two. */
const PAUSE_MS = 250;
/** How long a connection to one of several nodes is waited for. */
const CONNECT_TIMEOUT_MS = 5000;
const NO_LEADER = /leader not found/i;

/** The nodes of a connection. */
export class RqliteServer {
  readonly #settings: Settings;
  /** The node that answered last is asked first. */
  #first = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Asks queries, all in one transaction. A query that is refused has its error in its result. */
  async query(sqls: readonly string[], signal?: AbortSignal): Promise<readonly StatementResult[]> {
    if (sqls.length === 0) return [];
    return resultsOf(await this.#send(QUERY, sqls, true, signal), sqls.length);
  }

  /** Sends settings that may be sent again, and queries, to the connection that writes. */
  async request(sqls: readonly string[], signal?: AbortSignal): Promise<readonly StatementResult[]> {
    return resultsOf(await this.#send(REQUEST, sqls, true, signal), sqls.length);
  }

  /**
   * Writes, as one entry of the log in one transaction. After the first error nothing is left of it; the results end
   * with that of the statement that failed.
   * @throws {UnknownOutcome}
   */
  async execute(statements: readonly Statement[], signal?: AbortSignal): Promise<readonly StatementResult[]> {
    return resultsOf(await this.#send(EXECUTE, statements, false, signal));
  }

  async #send(
    path: string,
    statements: readonly Statement[],
    isRepeatable: boolean,
    signal?: AbortSignal,
  ): Promise<RawAnswer> {
    const json = JSON.stringify(statements);
    if (json.length > MAX_REQUEST_BYTES) {
      throw new PluginError("database.error", `The request is longer than ${MAX_REQUEST_BYTES} characters`, {
        hint:
          "rqlite keeps each request whole in its log: split the seed rows or the text into several plans",
      });
    }
    const { endpoints, timeoutMs } = this.#settings;
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      let failure = new PluginError("connection.invalid", "The connection names no host");
      for (let count = 0; count < endpoints.length; count++) {
        const index = (this.#first + count) % endpoints.length;
        const endpoint = endpoints[index];
        if (!endpoint) continue;
        try {
          const answer = await ask({
            settings: this.#settings,
            endpoint,
            path,
            json,
            // Each node has its time: one that hangs must not take that of the others.
            connectTimeoutMs: endpoints.length > 1 ? Math.min(timeoutMs, CONNECT_TIMEOUT_MS) : timeoutMs,
            timeoutMs,
            ...(signal && { signal }),
          });
          const content = answer.status === 200 ? parsed(answer.body) : undefined;
          const refusal = refusalOf(answer, content, isRepeatable);
          if (!refusal && content) {
            this.#first = index;
            return content;
          }
          if (!refusal) continue;
          failure = refusal;
        } catch (error) {
          if (!(error instanceof NoAnswer)) throw error;
          if (signal?.aborted && !(error.wasSent && !isRepeatable)) {
            throw new PluginError("cancelled", "Cancelled");
          }
          if (error.wasSent && !isRepeatable) throw new UnknownOutcome(error.message);
          failure = unreachable(endpoint, error);
        }
      }
      if (!failure.details.retryable || performance.now() + PAUSE_MS > deadline) throw failure;
      await pause(PAUSE_MS);
    }
  }
}

function unreachable({ host, port }: Settings["endpoints"][number], { message }: NoAnswer): PluginError {
  const isTls = /certificate|tls|ssl|handshake|InvalidContentType/i.test(message);
  return new PluginError(
    "connection.failed",
    `The rqlite node ${host}:${port} cannot be reached: ${message}`,
    {
      hint: isTls
        ? "Check http or https, the certificate authority (ca) and the client's certificate (cert, key)"
        : "Check host and port of the node's HTTP interface, and that it runs",
      retryable: !isTls,
      cause: message,
    },
  );
}

/** Why an answer is none; undefined when it is one. @throws {PluginError} when asking again is of no use */
function refusalOf(
  { status, body }: Answer,
  answer: RawAnswer | undefined,
  isRepeatable: boolean,
): PluginError | undefined {
  // What is wrong with one statement stands in its result. Against the whole request speaks, also with status 200, a node
  // that could not reach its leader, or lost it in the middle.
  const told = answer ? answer.error : body.trim().slice(0, 500);
  if (answer && !told) return undefined;
  const cause = told || `status ${status}`;
  if (status === 401 || status === 403) {
    throw new PluginError(
      "connection.authentication",
      "rqlite refuses the user, the password or what the user may do",
      { hint: "The user needs the permissions query and execute", cause },
    );
  }
  if (NO_LEADER.test(cause)) {
    return new PluginError("connection.failed", "The rqlite cluster has no leader", {
      hint: "More than half of its nodes must run and reach one another; /nodes of a node shows which do",
      retryable: true,
      cause,
    });
  }
  const isServers = status === 200 || status >= 500;
  // Leadership that is lost in the middle: the entry may yet be applied.
  if (isServers && !isRepeatable) throw new UnknownOutcome(cause);
  return new PluginError("connection.failed", `The rqlite node did not do as it was asked: ${cause}`, {
    retryable: isServers,
    cause,
    hint: isServers
      ? "Its leader may be gone: more than half of the nodes must run and reach one another"
      : "Check that host and port are those of rqlite's HTTP interface",
  });
}

interface RawAnswer {
  readonly results?: readonly RawResult[];
  readonly error?: string;
}

/** Digits that a number of JavaScript may not hold; in a text they do no harm. */
const LONG_INTEGER = /[[,:]-?\d{16}/;

/** An answer of rqlite's API. Integers beyond 2^53 are read from their text, which takes its time and is rare. */
function parsed(body: string): RawAnswer {
  try {
    if (!LONG_INTEGER.test(body)) return JSON.parse(body) as RawAnswer; // rqlite's API
    return JSON.parse(
      body,
      (_key, value, context?: { readonly source?: string }) =>
        typeof value === "number" && /^-?\d+$/.test(context?.source ?? "")
          ? BigInt(context?.source ?? 0)
          : value,
    ) as RawAnswer; // as above
  } catch {
    return { error: `this is no answer of rqlite: ${body.slice(0, 100)}` };
  }
}

/** Integers are bigint, as SQLite's plugin has them. No query asks for a number that may have been 1.0. */
function valueOf(value: SqlValue): SqlValue {
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : value;
}

function resultsOf({ results = [] }: RawAnswer, count?: number): readonly StatementResult[] {
  if (count !== undefined && results.length !== count) {
    const failed = results.find((each) => each.error !== undefined)?.error;
    throw new PluginError("database.error", failed ?? "rqlite answered less than was asked");
  }
  return results.map((each) => ({
    ...(each.error !== undefined && { error: each.error }),
    rows: (each.values ?? []).map((row) => row.map(valueOf)),
    rowsAffected: Number(each.rows_affected ?? 0),
  }));
}

interface RawResult {
  readonly error?: string;
  readonly values?: readonly (readonly SqlValue[])[];
  // deno-lint-ignore camelcase -- rqlite's word
  readonly rows_affected?: bigint | number;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
