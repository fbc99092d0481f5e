// MySQL and MariaDB under test: a database for each case on one server, judged by SHOW CREATE.
import plugin from "../../../plugins/mysql/plugin.ts";
import { type HeldServer, holdServer } from "../../servers/hold.ts";
import type { Judgement, TableRows, TestDatabase, TestEngine, TestServer } from "../engine.ts";
import { Client } from "./client.ts";
import { judgedObject } from "./judge.ts";

/** MySQL. */
export const MYSQL: TestEngine = engineOf("mysql");
/** MariaDB, by the same cases. */
export const MARIADB: TestEngine = engineOf("mariadb");

function engineOf(variant: "mysql" | "mariadb"): TestEngine {
  return {
    name: "mysql",
    variant,
    plugin,
    commitsStatements: true,
    fold: (name) => name.toLowerCase(),
    async start() {
      const url = Deno.env.get(`SCHEMAHERO_TEST_${variant.toUpperCase()}_URL`);
      if (url !== undefined) return await MysqlServer.open(url);
      const held = await holdServer(variant);
      if (typeof held === "string") return held;
      return await MysqlServer.open(held.url, held);
    },
  };
}

class MysqlServer implements TestServer {
  readonly #url: string;
  readonly #admin: Client;
  readonly #held: HeldServer | undefined;
  /** Several test processes may share one server. */
  readonly #prefix = `t${crypto.randomUUID().slice(0, 8)}`;
  #count = 0;

  constructor(url: string, admin: Client, held: HeldServer | undefined) {
    this.#url = url;
    this.#admin = admin;
    this.#held = held;
  }

  static async open(url: string, held?: HeldServer): Promise<MysqlServer> {
    return new MysqlServer(url, await Client.open(url), held);
  }

  async create(_name: string, like?: TestDatabase): Promise<TestDatabase> {
    const name = `${this.#prefix}_${this.#count++}`;
    const [collation = "utf8mb4_general_ci"] = await like?.query("select @@collation_database") ?? [];
    await this.#admin.run(`create database ${name} collate ${collation}`);
    const url = this.#url.replace(/\/[^/?]*(\?.*)?$/, `/${name}$1`);
    return new MysqlDatabase(this, name, url);
  }

  async drop(name: string): Promise<void> {
    await this.#admin.run(`drop database if exists ${name}`);
  }

  async close(): Promise<void> {
    await this.#admin.close();
    await this.#held?.release();
  }
}

const quoted = (name: string) => `\`${name.replaceAll("`", "``")}\``;

/** Views read views: those that fail are tried again when others are there. */
async function inAnyOrder(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const failed: (() => Promise<void>)[] = [];
  let last: unknown;
  for (const task of tasks) {
    await task().catch((error) => {
      failed.push(task);
      last = error;
    });
  }
  if (failed.length > 0 && failed.length === tasks.length) throw last;
  if (failed.length > 0) await inAnyOrder(failed);
}

/** A key that bears its foreign key's name was made by the server, which then takes it away when another one will do. */
function withoutImpliedKeys(sql: string): string {
  const keys = sql.matchAll(/\n {2}CONSTRAINT (`(?:[^`]|``)+`) FOREIGN KEY (\(.*?\)) REFERENCES/g);
  return [...keys].reduce((text, [, name, columns]) => text.replace(`\n  KEY ${name} ${columns},`, ""), sql);
}

class MysqlDatabase implements TestDatabase {
  readonly uri: string;
  readonly #server: MysqlServer;
  readonly #name: string;
  #client: Promise<Client> | undefined;

  constructor(server: MysqlServer, name: string, uri: string) {
    this.#server = server;
    this.#name = name;
    this.uri = uri;
  }

  async run(sql: string): Promise<void> {
    // A connection of its own: what a script sets ends with it.
    const client = await Client.open(this.uri);
    try {
      await client.run(sql);
    } finally {
      await client.close();
    }
  }

  async copy(name: string): Promise<TestDatabase> {
    const copied = await this.#server.create(name, this);
    const client = await this.#connection();
    const sqls = ["set foreign_key_checks = 0", "set sql_mode = 'NO_AUTO_VALUE_ON_ZERO'"];
    for (const [table = "", type] of await client.rows("show full tables")) {
      if (type !== "BASE TABLE") continue;
      const [[, sql = ""] = []] = await client.rows(`show create table ${quoted(table)}`);
      const columns = (await client.rows(`show full columns from ${quoted(table)}`))
        .filter((row) => !/GENERATED/.test((row[6] ?? "").replace("DEFAULT_GENERATED", "")))
        .map(([column = ""]) => quoted(column)).join(", ");
      sqls.push(withoutImpliedKeys(sql));
      if (columns !== "") {
        sqls.push(
          `insert into ${quoted(table)} (${columns}) select ${columns} from ${this.#name}.${quoted(table)}`,
        );
      }
    }
    const programs = (await this.#programs()).map((each) => ({
      ...each,
      sql: `set sql_mode = '${each.mode}'; ${each.sql.replaceAll(`\`${this.#name}\`.`, "")}`,
    }));
    sqls.push(...programs.filter(({ type }) => type !== "view").map(({ sql }) => sql));
    await copied.run(sqls.join(";\n"));
    await inAnyOrder(programs.filter(({ type }) => type === "view").map(({ sql }) => () => copied.run(sql)));
    return copied;
  }

  async drop(): Promise<void> {
    await (await this.#client)?.close();
    this.#client = undefined;
    await this.#server.drop(this.#name);
  }

  async judge(): Promise<Judgement> {
    const client = await this.#connection();
    const objects = [];
    const complaints: string[] = [];
    for (const [name = "", type] of await client.rows("show full tables")) {
      if (type === "VIEW") {
        await client.rows(`select * from ${quoted(name)} limit 0`).catch((error) =>
          complaints.push(`view ${name}: ${error.message}`)
        );
        continue;
      }
      const [[, sql = ""] = []] = await client.rows(`show create table ${quoted(name)}`);
      const columns = await client.rows(`show full columns from ${quoted(name)}`);
      objects.push(judgedObject("table", name, name, sql, columns));
    }
    for (const { type, name, table, sql } of await this.#programs()) {
      objects.push(judgedObject(type, name, table, sql.replaceAll(`\`${this.#name}\`.`, ""), []));
    }
    return { objects, complaints };
  }

  async rows(): Promise<ReadonlyMap<string, TableRows>> {
    const client = await this.#connection();
    const result = new Map<string, TableRows>();
    for (const [name = "", type] of await client.rows("show full tables")) {
      if (type !== "BASE TABLE") continue;
      const columns = (await client.rows(`show full columns from ${quoted(name)}`))
        .filter((row) => !/GENERATED/.test((row[6] ?? "").replace("DEFAULT_GENERATED", "")))
        .map(([column = ""]) => column);
      const list = columns.map(quoted).join(", ");
      const rows = list === "" ? [] : await client.rows(`select ${list} from ${quoted(name)}`);
      result.set(name, { columns, hasHiddenKey: false, rows });
    }
    return result;
  }

  async query(sql: string): Promise<readonly string[]> {
    const rows = await (await this.#connection()).rows(sql);
    return rows.map((row) => row.join(" | "));
  }

  async refusals(sqls: readonly string[]): Promise<readonly (string | undefined)[]> {
    const client = await this.#connection();
    const answers: (string | undefined)[] = [];
    for (const text of sqls) {
      await client.run("start transaction");
      try {
        for (const each of text.split(";;")) await client.run(each);
        answers.push(undefined);
      } catch (error) {
        answers.push(error instanceof Error ? error.message : String(error));
      }
      await client.run("rollback");
    }
    return answers;
  }

  /** Views, triggers, routines and events, in an order in which they can be made. */
  async #programs(): Promise<{ type: string; name: string; table: string; sql: string; mode: string }[]> {
    const client = await this.#connection();
    const found: { type: string; name: string; table: string; sql: string; mode: string }[] = [];
    const add = async (type: string, name: string, table = name) => {
      const [row = []] = await client.rows(`show create ${type} ${quoted(name)}`);
      const isView = type === "view";
      const sql = (row[isView ? 1 : type === "event" ? 3 : 2] ?? "").replace(/\s*;\s*$/, "");
      found.push({ type, name, table, sql, mode: isView ? "" : row[1] ?? "" });
    };
    for (const type of ["function", "procedure"]) {
      const rows = await client.rows(`show ${type} status where db = '${this.#name}'`);
      for (const [, name = ""] of rows) await add(type, name);
    }
    for (const [name = "", , table] of await client.rows("show triggers")) await add("trigger", name, table);
    for (const [, name = ""] of await client.rows("show events")) await add("event", name);
    for (const [name = ""] of await client.rows("show full tables where table_type = 'VIEW'")) {
      await add("view", name);
    }
    return found;
  }

  #connection(): Promise<Client> {
    return this.#client ??= Client.open(this.uri);
  }
}
