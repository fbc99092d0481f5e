// A cluster of rqlite nodes, or one. Any node will do: it passes writes and strongly consistent reads on to the leader by
// itself, or says where that is. So the nodes are tried in turn, and none has to be asked where the leader is.
//
// What is sent again, and why never the same write twice: a read may be asked as often as one likes. A write is sent
// again in two cases only. (1) Not one byte of it was handed to a connection (refused, no route, TLS failed). (2) The
// node answered 503 `leader not found`: it looks for a leader before it writes anything to its log. After anything else
// (a connection lost, no answer in time, leadership lost) the write may be in the log, and whether it was applied is
// found out by looking (apply.ts), not by sending it again.
import { PluginError } from "../../protocol/errors.ts";
import type { Peer } from "../../protocol/methods.ts";
import type { SqlValue } from "../sqlite/database.ts";
import { type Answer, ask, NoAnswer } from "./http.ts";
import { type RequestBody, requestBody, type Statement } from "./request_body.ts";
import type { Settings } from "./settings.ts";

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
/**
 * Without the two words rqlite writes statements anew that have random(): same_everywhere.ts. And a node that passes the
 * write on must not do so again when its leader does not answer.
 */
const EXECUTE = "/db/execute?transaction&norwrandom&norwtime&retries=0";
/** A write goes to the leader itself where that is one of our nodes: a node that passes it on gives up after 30 s. */
const EXECUTE_AT_LEADER = `${EXECUTE}&redirect`;
const REQUEST = "/db/request?level=strong&norwrandom&norwtime";

/** The pause before nodes are asked again for a leader. An election takes a second or two. */
const PAUSE_MS = 250;
/** How long a connection to one of several nodes is waited for. */
const CONNECT_TIMEOUT_MS = 5000;
/** The voting nodes; each is asked whether it can be reached, for no longer than that. */
const NODES = "/nodes?timeout=500ms";
const NODES_TIMEOUT_MS = 1000;
/** What a node answers that refers to the leader instead of passing on what it is asked. */
const REFERRALS: ReadonlySet<number> = new Set([301, 302, 307, 308]);
const MAX_REFERRALS = 3;
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
    return resultsOf(await this.#send(EXECUTE_AT_LEADER, statements, false, signal));
  }

  async #send(
    path: string,
    statements: readonly Statement[],
    isRepeatable: boolean,
    signal?: AbortSignal,
  ): Promise<RawAnswer> {
    const request = { path, body: requestBody(statements), isRepeatable, ...(signal && { signal }) };
    const { endpoints, timeoutMs } = this.#settings;
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      let failure = new PluginError("connection.invalid", "The connection names no host");
      let unnamed: PluginError | undefined;
      for (let count = 0; count < endpoints.length; count++) {
        const outcome = await this.#askNode((this.#first + count) % endpoints.length, request);
        if (!(outcome instanceof PluginError)) return outcome;
        if (outcome.code === "connection.peers") unnamed ??= outcome;
        failure = outcome;
      }
      if (unnamed) throw unnamed;
      if (!failure.details.retryable || performance.now() + PAUSE_MS > deadline) throw failure;
      await pause(PAUSE_MS);
    }
  }

  /**
   * Asks one node, and those that it refers to: who refers to another has done nothing itself. What speaks against it
   * comes back, unless asking another would be of no use or do harm.
   * @throws {UnknownOutcome | PluginError}
   */
  async #askNode(first: number, request: Asked): Promise<RawAnswer | PluginError> {
    let failure = new PluginError("connection.failed", "The nodes refer to one another in a circle", {
      retryable: true,
    });
    let { path } = request;
    for (let index = first, hops = 0; hops <= MAX_REFERRALS; hops++) {
      const endpoint = this.#settings.endpoints[index];
      if (!endpoint) break;
      try {
        const answer = await this.#ask(endpoint, { ...request, path });
        if (REFERRALS.has(answer.status)) {
          const next = this.#referred(endpoint, answer.location);
          if (typeof next === "number") index = next;
          else if (path === EXECUTE_AT_LEADER) path = EXECUTE;
          else return next;
          continue;
        }
        const content = answer.status === 200 ? parsed(answer.body) : undefined;
        const refusal = refusalOf(answer, content, request.isRepeatable);
        if (refusal) return refusal;
        if (!content) break;
        this.#first = index;
        return content;
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        const { isRepeatable, signal } = request;
        if (signal?.aborted && !(error.wasSent && !isRepeatable)) {
          throw new PluginError("cancelled", "Cancelled");
        }
        if (error.wasSent && !isRepeatable) throw new UnknownOutcome(error.message);
        failure = unreachable(endpoint, error);
        if (index === first || path !== EXECUTE_AT_LEADER) break;
        // Its leader can be reached by the node, not from here: a firewall, or no certificate for its address.
        index = first;
        path = EXECUTE;
      }
    }
    return failure;
  }

  #ask(
    endpoint: Settings["endpoints"][number],
    { path, body, isRepeatable, signal }: Asked,
  ): Promise<Answer> {
    const { endpoints, timeoutMs } = this.#settings;
    return ask({
      settings: this.#settings,
      endpoint,
      path,
      body,
      // Each node has its time: one that hangs must not take that of the others.
      connectTimeoutMs: endpoints.length > 1 ? Math.min(timeoutMs, CONNECT_TIMEOUT_MS) : timeoutMs,
      timeoutMs,
      // Nothing stops a write that was begun, and it may take its time.
      ...(!isRepeatable && { waitsOn: () => this.#isThere(endpoint) }),
      ...(signal && { signal }),
    });
  }

  /** True when a node answers at all. */
  async #isThere(endpoint: Settings["endpoints"][number]): Promise<boolean> {
    const { timeoutMs } = this.#settings;
    const asking = { settings: this.#settings, endpoint, connectTimeoutMs: timeoutMs, timeoutMs };
    return await ask({ ...asking, path: "/readyz" }).then(() => true, () => false);
  }

  /** The node that another refers to, or that it is none of the connection's. */
  #referred({ host, port }: Settings["endpoints"][number], location = ""): number | PluginError {
    const node = nodeAt(location);
    const found = node &&
      this.#settings.endpoints.findIndex((each) =>
        each.port === node.port && (each.address === node.address || each.host === node.address)
      );
    if (found !== undefined && found >= 0) return found;
    const where = node ? `${node.address}:${node.port}` : location.slice(0, 200);
    return new PluginError(
      "connection.peers",
      `The rqlite node ${host}:${port} refers to ${where}, which the connection does not name`,
      { ...(node && { data: { peers: [node] } }) },
    );
  }

  /** The cluster's nodes that the connection does not name, as far as the node that answered last tells of them. */
  async unnamedNodes(): Promise<readonly Peer[]> {
    const { endpoints } = this.#settings;
    const endpoint = endpoints[this.#first];
    if (!endpoint) return [];
    try {
      // Without the permission `status` it is not told, and all is as it was.
      const { status, body } = await ask({
        settings: this.#settings,
        endpoint,
        path: NODES,
        connectTimeoutMs: NODES_TIMEOUT_MS,
        timeoutMs: NODES_TIMEOUT_MS,
      });
      if (status !== 200) return [];
      const nodes = Object.values(JSON.parse(body) as Record<string, RawNode>); // rqlite's API
      return nodes.flatMap((node) => node.reachable ? nodeAt(node.api_addr) ?? [] : [])
        .filter(({ address, port }) =>
          !endpoints.some((each) => each.port === port && (each.address === address || each.host === address))
        );
    } catch {
      return []; // nothing depends on it
    }
  }
}

/** What is asked of whichever node answers. */
interface Asked {
  readonly path: string;
  readonly body: RequestBody;
  readonly isRepeatable: boolean;
  readonly signal?: AbortSignal;
}

/** A node as `/nodes` tells of it. */
interface RawNode {
  // deno-lint-ignore camelcase -- rqlite's word
  readonly api_addr?: string;
  readonly reachable?: boolean;
}

/** Host and port of a URL of a node. */
function nodeAt(url = ""): Peer | undefined {
  const { hostname, port, protocol } = URL.parse(url) ?? {};
  if (!hostname) return undefined;
  return {
    address: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(port) || (protocol === "https:" ? 443 : 80),
  };
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
