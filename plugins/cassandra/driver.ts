// The one connection to the cluster: to the first of the given nodes that answers, and to no other. The driver learns the
// other nodes' addresses from that one; a policy keeps it from speaking to them, and the sandbox would refuse it.
// One coordinator also means that what a statement changed is seen by the next query.
import { isIP } from "node:net";
import { checkServerIdentity, TLSSocket } from "node:tls";
import { PluginError } from "../../protocol/errors.ts";
import { connectionError, isUnreachable } from "./errors.ts";
import type { Settings } from "./settings.ts";

/** A value of a row as the driver reads it. */
export type Value = unknown;
/** A row, by the names of its columns. */
export type Row = Readonly<Record<string, Value>>;

/** The part of the driver's client that is used. */
interface Client {
  connect(): Promise<void>;
  execute(cql: string, values: readonly unknown[], options: object): Promise<ResultSet>;
  shutdown(): Promise<void>;
  on(event: "log", listener: (level: string) => void): void;
}

interface ResultSet {
  readonly rows?: readonly Row[];
  readonly info?: { readonly isSchemaInAgreement: boolean };
}

type DriverModule = Pick<typeof import("cassandra-driver"), "Client" | "auth" | "policies" | "types">;

/** How long a statement may take: a column of a large table is dropped at once, but an index looks at the rows. */
const STATEMENT_TIMEOUT_MS = 120_000;
/** The most rows of one page. */
const PAGE_ROWS = 5000;

/** An open connection. */
export class Driver {
  readonly #client: Client;
  readonly #localQuorum: number;

  constructor(client: Client, localQuorum: number) {
    this.#client = client;
    this.#localQuorum = localQuorum;
  }

  /** Runs one statement, and waits until all nodes agree on what it changed. @throws the driver's error */
  async run(cql: string): Promise<void> {
    const { info } = await this.#execute(cql, []);
    if (info && !info.isSchemaInAgreement) {
      throw new PluginError("database.error", "The nodes do not agree on the schema", {
        statement: cql,
        retryable: true,
        hint:
          "A node may be down or slow: see `nodetool describecluster`, wait until all agree, then plan again",
      });
    }
  }

  /** The rows of one query; at most a page of them. */
  async rows(cql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.#execute(cql, values)).rows ?? [];
  }

  #execute(cql: string, values: readonly unknown[]): Promise<ResultSet> {
    return this.#client.execute(cql, values, {
      prepare: values.length > 0,
      consistency: this.#localQuorum,
      fetchSize: PAGE_ROWS,
      readTimeout: STATEMENT_TIMEOUT_MS,
    });
  }

  async close(): Promise<void> {
    await this.#client.shutdown();
  }
}

/** Opens the connection. @throws {PluginError} connection.failed, .authentication, .denied, .invalid */
export async function openDriver(settings: Settings): Promise<Driver> {
  const module = await loadDriver();
  completeTls();
  let last: unknown;
  for (const endpoint of settings.endpoints) {
    const client = clientFor(module, settings, endpoint);
    try {
      await client.connect();
      await requireDataCenter(client, settings, endpoint);
      return new Driver(client, module.types.consistencies.localQuorum);
    } catch (error) {
      await client.shutdown().catch(() => {}); // it never came up
      last = connectionError(error, `${endpoint.host}:${endpoint.port}`, settings.tls !== undefined);
      // Another node may be up; a wrong password is wrong on all of them.
      if (!isUnreachable(last)) break;
    }
  }
  throw last ?? new PluginError("connection.invalid", "The connection names no host");
}

/** Deno 2.6 lacks a method that the driver calls, for its log, when TLS is established. Without it nothing goes on then. */
function completeTls(): void {
  const socket: Partial<Pick<TLSSocket, "getProtocol">> = TLSSocket.prototype;
  socket.getProtocol ??= () => null; // "unknown", as Node documents it
}

/** The parts that are needed. All of it would bring mappers that make code from text, which no portable plugin may. */
async function loadDriver(): Promise<DriverModule> {
  const [client, auth, policies, types] = await Promise.all([
    import("cassandra-driver/lib/client.js"),
    import("cassandra-driver/lib/auth/index.js"),
    import("cassandra-driver/lib/policies/index.js"),
    import("cassandra-driver/lib/types/index.js"),
  ]);
  const parts = {
    Client: client.default,
    auth: auth.default,
    policies: policies.default,
    types: types.default,
  };
  return parts as unknown as DriverModule; // its declarations of single files are those of modules without a default
}

function clientFor(
  { Client, auth, policies, types }: DriverModule,
  { user, password, tls, timeoutMs }: Settings,
  { host, address, port }: Settings["endpoints"][number],
): Client {
  const place = `${address.includes(":") ? `[${address}]` : address}:${port}`;
  const own = `${address}:${port}`;
  const { distance } = types;
  const balancing = new policies.loadBalancing.AllowListPolicy(
    new policies.loadBalancing.RoundRobinPolicy(),
    [own],
  );
  const client = new Client({
    contactPoints: [place],
    protocolOptions: { port, maxSchemaAgreementWaitSeconds: Math.max(1, Math.ceil(timeoutMs / 1000)) },
    policies: {
      loadBalancing: balancing,
      // Nothing is sent twice: whether a statement was run is found out by looking.
      retry: new policies.retry.FallthroughRetryPolicy(),
    },
    pooling: { coreConnectionsPerHost: { [distance.local]: 1, [distance.remote]: 0 }, heartBeatInterval: 0 },
    socketOptions: { connectTimeout: timeoutMs, readTimeout: STATEMENT_TIMEOUT_MS },
    monitorReporting: { enabled: false },
    isMetadataSyncEnabled: false,
    encoding: { map: Map, set: Set, useBigIntAsLong: true, useBigIntAsVarint: true },
    ...(user !== undefined && { authProvider: new auth.PlainTextAuthProvider(user, password ?? "") }),
    ...(tls && {
      sslOptions: {
        ...(tls.ca !== undefined && { ca: [tls.ca] }),
        ...(tls.cert !== undefined && { cert: tls.cert }),
        ...(tls.key !== undefined && { key: tls.key }),
        // An address is no name to ask for; the certificate is then looked up by the address.
        ...(isIP(host) === 0 && { servername: host }),
        rejectUnauthorized: tls.verification !== "none",
        checkServerIdentity: (_name: string, certificate: Parameters<typeof checkServerIdentity>[1]) =>
          tls.verification === "full" ? checkServerIdentity(host, certificate) : undefined,
      },
    }),
  });
  return client as unknown as Client; // the part that is used, see above
}

async function requireDataCenter(
  client: Client,
  { localDataCenter }: Settings,
  { host, port }: Settings["endpoints"][number],
): Promise<void> {
  if (localDataCenter === undefined) return;
  const { rows } = await client.execute("select data_center from system.local", [], {});
  const found = String(rows?.[0]?.["data_center"]);
  if (found === localDataCenter) return;
  throw new PluginError(
    "connection.invalid",
    `The node ${host}:${port} is in the data centre ${found}, not in ${localDataCenter}`,
    { hint: "Correct localDataCenter, or name nodes of that data centre" },
  );
}
