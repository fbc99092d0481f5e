// Cassandra under test: a keyspace for each case on one node, judged by the server's own DESCRIBE, which the plugin never
// asks.
import plugin from "../../../plugins/cassandra/plugin.ts";
import { type HeldServer, holdServer } from "../../servers/hold.ts";
import type { JudgedObject, Judgement, TableRows, TestDatabase, TestEngine, TestServer } from "../engine.ts";
import { Client } from "./client.ts";

/** Cassandra. */
export const CASSANDRA: TestEngine = {
  name: "cassandra",
  plugin,
  commitsStatements: true,
  fold: (name) => name,
  async start() {
    const url = Deno.env.get("SCHEMAHERO_TEST_CASSANDRA_URL");
    if (url !== undefined) return await CassandraServer.open(url);
    const held = await holdServer("cassandra");
    if (typeof held === "string") return held;
    return await CassandraServer.open(held.url, held);
  },
};

const REPLICATION = "{'class': 'SimpleStrategy', 'replication_factor': '1'}";

/** The node, with a keyspace for each case. */
export class CassandraServer implements TestServer {
  readonly #url: string;
  readonly #admin: Client;
  readonly #held: HeldServer | undefined;
  /** Several test processes may share one node. */
  readonly #prefix = `t${crypto.randomUUID().slice(0, 8)}`;
  #count = 0;

  constructor(url: string, admin: Client, held: HeldServer | undefined) {
    this.#url = url;
    this.#admin = admin;
    this.#held = held;
  }

  static async open(url: string, held?: HeldServer): Promise<CassandraServer> {
    return new CassandraServer(url, await Client.open(url), held);
  }

  async create(_name: string, like?: TestDatabase): Promise<TestDatabase> {
    const name = `${this.#prefix}_${this.#count++}`;
    const [withSql = ` with replication = ${REPLICATION}`] = like instanceof CassandraKeyspace
      ? [await like.settings()]
      : [];
    await this.#admin.run(`create keyspace ${name}${withSql}`);
    return new CassandraKeyspace(this, name, this.#url.replace(/\/[^/?]*(\?.*)?$/, `/${name}$1`));
  }

  async drop(name: string): Promise<void> {
    await this.#admin.run(`drop keyspace if exists ${name}`);
  }

  async close(): Promise<void> {
    await this.#admin.close();
    await this.#held?.release();
  }
}

/** One keyspace of one case. */
export class CassandraKeyspace implements TestDatabase {
  readonly uri: string;
  readonly #server: CassandraServer;
  readonly #name: string;
  #client: Promise<Client> | undefined;

  constructor(server: CassandraServer, name: string, uri: string) {
    this.#server = server;
    this.#name = name;
    this.uri = uri;
  }

  async run(script: string): Promise<void> {
    // Scripts name the keyspace that they were made for where they are about the keyspace itself.
    const own = script.replaceAll(/\bkeyspace "?t[\da-f]{8}_\d+"?/g, `keyspace ${this.#name}`);
    if (own.trim() !== "") await (await this.#session()).run(own);
  }

  async copy(name: string): Promise<TestDatabase> {
    const copied = await this.#server.create(name, this);
    if (!(copied instanceof CassandraKeyspace)) throw new TypeError("A node makes its own keyspaces");
    const client = await this.#session();
    const to = await copied.#session();
    for (const { type, sql } of await this.#described()) {
      if (type !== "keyspace") await to.run(sql.replaceAll(`${this.#name}.`, `${copied.#name}.`));
    }
    for (const table of await this.#tables()) {
      for (const [json = ""] of await client.rows(`select json * from ${quoted(table)}`)) {
        await to.run(`insert into ${quoted(table)} json '${json.replaceAll("'", "''")}'`);
      }
    }
    return copied;
  }

  async drop(): Promise<void> {
    await (await this.#client)?.close();
    this.#client = undefined;
    await this.#server.drop(this.#name);
  }

  async judge(): Promise<Judgement> {
    const described = await this.#described();
    return { objects: described.map((each) => judged(each, this.#name)), complaints: [] };
  }

  async rows(): Promise<ReadonlyMap<string, TableRows>> {
    const client = await this.#session();
    const result = new Map<string, TableRows>();
    for (const table of await this.#tables()) {
      const columns = await client.columns(`select * from ${quoted(table)} limit 1`);
      const cells = columns.map((column, index) => `tojson(${quoted(column)}) as c${index}`).join(", ");
      const rows = await client.rows(`select ${cells} from ${quoted(table)}`);
      result.set(table, { columns, hasHiddenKey: false, rows });
    }
    return result;
  }

  async query(cql: string): Promise<readonly string[]> {
    return (await (await this.#session()).rows(cql)).map((row) => row.join(" | "));
  }

  /** Nothing can be taken back here, so each sees what those before it did. */
  async refusals(cqls: readonly string[]): Promise<readonly (string | undefined)[]> {
    const client = await this.#session();
    const answers: (string | undefined)[] = [];
    for (const cql of cqls) {
      try {
        for (const each of cql.split(";;")) await client.run(each);
        answers.push(undefined);
      } catch (error) {
        answers.push(error instanceof Error ? error.message : String(error));
      }
    }
    return answers;
  }

  /** What stands behind the keyspace's name in the statement that makes it. */
  async settings(): Promise<string> {
    const [first] = await this.#described();
    return first?.sql.replace(/^CREATE KEYSPACE \S+/, "").replace(/;\s*$/, "") ?? "";
  }

  async #described(): Promise<readonly Described[]> {
    const rows = await (await this.#session()).rows(`describe keyspace ${this.#name}`);
    return rows.map(([, type = "", name = "", sql = ""]) => ({ type, name, sql }));
  }

  async #tables(): Promise<readonly string[]> {
    return (await this.#described()).filter(({ type }) => type === "table").map(({ name }) =>
      name.replace(/^"(.*)"$/, "$1").replaceAll('""', '"')
    );
  }

  #session(): Promise<Client> {
    return this.#client ??= Client.open(this.uri, this.#name);
  }
}

interface Described {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

function judged({ type, name, sql }: Described, keyspace: string): JudgedObject {
  const form = sql.replaceAll(`${keyspace}.`, "").replace(`KEYSPACE ${keyspace}`, "KEYSPACE")
    // One index by two names, and conditions in any order.
    .replace("USING 'org.apache.cassandra.index.sai.StorageAttachedIndex'", "USING 'sai'")
    .replace(/^( {4}WHERE )(.*)$/m, (_, head, where) => head + where.split(" AND ").sort().join(" AND "));
  const [, table] = type === "index" ? / ON (\S+) \(/.exec(form) ?? [] : [];
  return { type, name, table: table ?? name, form };
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
