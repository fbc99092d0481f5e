// A client that shares nothing with the plugin but the library under both: it runs scripts and gives cells as text.
import cassandra from "cassandra-driver";

/** One session in one keyspace. */
export class Client {
  readonly #client: cassandra.Client;

  constructor(client: cassandra.Client) {
    this.#client = client;
  }

  /** Opens a session; `keyspace`: where names without one are looked up. */
  static async open(url: string, keyspace?: string): Promise<Client> {
    const { hostname, port, username, password } = new URL(url);
    const client = new cassandra.Client({
      contactPoints: [`${hostname}:${port}`],
      localDataCenter: "datacenter1",
      authProvider: new cassandra.auth.PlainTextAuthProvider(username, password),
      socketOptions: { readTimeout: 60_000 },
      ...(keyspace !== undefined && { keyspace }),
    });
    await client.connect();
    return new Client(client);
  }

  /** Runs a script; statements end with a semicolon at the end of a line. */
  async run(script: string): Promise<void> {
    for (const cql of statementsOf(script)) await this.#client.execute(cql);
  }

  /** Rows, each cell as text. */
  async rows(cql: string): Promise<string[][]> {
    const { rows = [], columns = [] } = await this.#client.execute(cql, [], { fetchSize: 5000 });
    return rows.map((row) => columns.map(({ name }) => cellText(row[name])));
  }

  /** The names of the columns of a query. */
  async columns(cql: string): Promise<string[]> {
    const { columns = [] } = await this.#client.execute(cql);
    return columns.map(({ name }) => name);
  }

  async close(): Promise<void> {
    await this.#client.shutdown();
  }
}

/** The statements of a script, without comments. */
export function statementsOf(script: string): readonly string[] {
  return script.replaceAll(/^--.*$/gm, "").split(/;[ \t]*(?:\n|$)/).map((each) => each.trim())
    .filter((each) => each !== "");
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (value instanceof Uint8Array) {
    return `0x${Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  }
  return typeof value === "object" && value.constructor === Object ? JSON.stringify(value) : String(value);
}
