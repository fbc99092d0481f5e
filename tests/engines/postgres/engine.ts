// PostgreSQL under test: a database for each case on one server, judged by pg_dump.
import { join } from "node:path";
import postgres from "postgres";
import plugin from "../../../plugins/postgres/plugin.ts";
import { type HeldServer, holdServer, serverScript } from "../../servers/hold.ts";
import type { Judgement, TableRows, TestDatabase, TestEngine, TestServer } from "../engine.ts";
import { judgedObjects } from "./judge.ts";

/** The major version under test, when no URL is given. */
export const MAJOR: string = Deno.env.get("SCHEMAHERO_TEST_POSTGRES_MAJOR") ?? "15";

/** PostgreSQL. */
export const POSTGRES: TestEngine = {
  name: "postgres",
  ...variantOf(Number(MAJOR)),
  plugin,
  fold: (name) => name,
  async schemasOf(uri) {
    const sql = open(uri);
    const rows = await sql.unsafe(
      "select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'",
    );
    await sql.end();
    return rows.map((row) => String(row["nspname"]));
  },
  async start() {
    const url = Deno.env.get("SCHEMAHERO_TEST_POSTGRES_URL");
    if (url !== undefined) return new PostgresServer(url, undefined);
    const held = await holdServer("postgres", { POSTGRES_MAJOR: MAJOR });
    return typeof held === "string" ? held : new PostgresServer(held.url, held);
  },
};

/** The way for which the server asks for a certificate, in the one database of its name. */
const MUTUAL = "a client certificate";

/**
 * Plans differ: before 14 triggers are dropped and made again, since 16 views and conditions are written with fewer
 * names, since 17 generated columns change in place. 14 counts as 15, and 18 has the plans of 17 where it has none.
 */
function variantOf(major: number): Pick<TestEngine, "variant" | "isUsualVariant" | "alsoVariants"> {
  if (major === 14 || major === 15) return { variant: "postgres-15", isUsualVariant: major === 15 };
  return { variant: `postgres-${major}`, ...(major > 17 && { alsoVariants: ["postgres-17"] }) };
}

let pgDump: Promise<string> | undefined;

/** A pg_dump that is as new as the server: PG_DUMP, or the one that the script finds. */
async function newEnough(): Promise<string> {
  return Deno.env.get("PG_DUMP") ??
    (Deno.env.has("SCHEMAHERO_TEST_POSTGRES_URL") ? "pg_dump" : await scriptUrl("dump"));
}

/** The psql beside that pg_dump. */
export async function psqlProgram(): Promise<string> {
  return (await (pgDump ??= newEnough())).replace(/pg_dump$/, "psql");
}

/** Ways to a server that is up: their names, and what makes the plain URL of a database one of that way. */
export async function connectionUrls(): Promise<
  readonly (readonly [way: string, urlOf: (uri: string) => string])[]
> {
  const [tls, mutual, socket] = await Promise.all(["tls", "mtls", "socket"].map(scriptUrl));
  return [
    ["a password", (uri) => uri],
    ["TLS, verified in full", (uri) => withDatabase(tls ?? "", uri)],
    [MUTUAL, () => mutual ?? ""],
    ["a unix socket", (uri) => withDatabase(socket ?? "", uri)],
    [
      "a unix socket in place of a host that is down",
      (uri) => keywords(uri, `127.0.0.1,${folderOf(socket)}`, "1,"),
    ],
  ];
}

/** The log of the server that the script starts. */
export async function serverLog(): Promise<string> {
  return join(folderOf(await scriptUrl("socket")), "log");
}

async function scriptUrl(way: string): Promise<string> {
  const { stdout } = await new Deno.Command("bash", {
    args: [serverScript("postgres"), "url", way],
    env: { POSTGRES_MAJOR: MAJOR },
  }).output();
  return new TextDecoder().decode(stdout).trim();
}

/** A keyword list, with ports before that of the URI. */
function keywords(uri: string, host: string, portsBefore: string): string {
  const { port, username, password, pathname } = new URL(uri);
  return `host=${host} port=${portsBefore}${port} user=${username} password=${password} dbname=${
    pathname.slice(1)
  }`;
}

function folderOf(socketUrl = ""): string {
  return new URLSearchParams(socketUrl.slice(socketUrl.indexOf("?"))).get("host") ?? "";
}

function withDatabase(url: string, uri: string): string {
  return url.replace("/postgres?", `${new URL(uri).pathname}?`);
}

type Sql = ReturnType<typeof postgres>;

function open(url: string): Sql {
  return postgres(url, { max: 1, fetch_types: false, prepare: false, onnotice: () => {}, idle_timeout: 0 });
}

/** Databases on one server. */
export class PostgresServer implements TestServer {
  readonly #url: string;
  readonly #held: HeldServer | undefined;
  readonly #admin: Sql;
  /** Several test processes may share one server. */
  readonly #prefix = `t${crypto.randomUUID().slice(0, 8)}`;
  #count = 0;

  constructor(url: string, held: HeldServer | undefined) {
    this.#url = url;
    this.#held = held;
    this.#admin = open(url);
  }

  async create(called: string, _like?: TestDatabase, template = "template0"): Promise<TestDatabase> {
    const name = called === MUTUAL ? "mtls" : `${this.#prefix}_${this.#count++}`;
    if (called === MUTUAL) await this.drop(name);
    await this.#admin.unsafe(`create database ${name} template ${template}`);
    const url = new URL(this.#url);
    url.pathname = `/${name}`;
    return new PostgresDatabase(this, name, url.href);
  }

  async drop(name: string): Promise<void> {
    await this.#admin.unsafe(`drop database if exists ${name} with (force)`);
  }

  async close(): Promise<void> {
    await this.#admin.end();
    await this.#held?.release();
  }
}

/** A database. */
export class PostgresDatabase implements TestDatabase {
  readonly uri: string;
  readonly #server: Pick<PostgresServer, "create" | "drop">;
  readonly #name: string;
  #sql: Sql | undefined;

  constructor(server: Pick<PostgresServer, "create" | "drop">, name: string, uri: string) {
    this.#server = server;
    this.#name = name;
    this.uri = uri;
  }

  async run(sql: string): Promise<void> {
    // Statements between two transactions go alone, as psql sends them: together they would be one transaction.
    for (const part of sql.split(/(?<=^commit;\n)|(?=^begin;\n)/m)) {
      if (part.trim() !== "") await this.#connection().unsafe(part).simple();
    }
  }

  async copy(name: string): Promise<TestDatabase> {
    for (let attempt = 0;; attempt++) {
      await this.release();
      try {
        return await this.#server.create(name, this, this.#name);
      } catch (error) {
        // A session that has just said goodbye may not have left yet.
        if (attempt >= 20 || !/being accessed/.test(String(error))) throw error;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    }
  }

  async drop(): Promise<void> {
    await this.release();
    await this.#server.drop(this.#name);
  }

  async judge(): Promise<Judgement> {
    const { success, stdout, stderr } = await new Deno.Command(await (pgDump ??= newEnough()), {
      args: ["--schema-only", "--no-owner", this.uri],
    }).output();
    if (!success) throw new Error(`pg_dump: ${new TextDecoder().decode(stderr)}`);
    const complaints = await this.query(
      "select 'index ' || indexrelid::regclass || ' is not valid' from pg_index where not indisvalid order by 1",
    );
    return { objects: judgedObjects(new TextDecoder().decode(stdout)), complaints };
  }

  async rows(): Promise<ReadonlyMap<string, TableRows>> {
    const sql = this.#connection();
    const tables = await sql.unsafe(
      `select quote_ident(n.nspname) || '.' || quote_ident(c.relname), case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname,
       (select array_to_json(array_agg(a.attname order by a.attname)) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
       and not exists (select from pg_depend x where x.classid = 'pg_class'::regclass and x.objid = c.oid and x.deptype = 'e')`,
    ).values();
    const result = new Map<string, TableRows>();
    for (const [quoted, name, columns] of tables) {
      const names = (columns ?? []).map(String);
      const cells = names.map((column: string) => `quote_nullable("${column.replaceAll('"', '""')}"::text)`);
      const rows = names.length === 0
        ? []
        : await sql.unsafe(`select ${cells.join(", ")} from ${quoted}`).values();
      result.set(String(name), {
        columns: names,
        hasHiddenKey: false,
        rows: [...rows].map((row) => row.map(String)),
      });
    }
    return result;
  }

  async query(text: string): Promise<readonly string[]> {
    const rows = await this.#connection().unsafe(text).values();
    return [...rows].map((row) => row.map((cell) => cell === null ? "null" : shown(cell)).join(" | "));
  }

  async refusals(sqls: readonly string[]): Promise<readonly (string | undefined)[]> {
    const sql = this.#connection();
    const answers: (string | undefined)[] = [];
    for (const text of sqls) {
      await sql.unsafe("begin");
      try {
        for (const each of text.split(";;")) await sql.unsafe(each);
        await sql.unsafe("set constraints all immediate");
        answers.push(undefined);
      } catch (error) {
        answers.push(error instanceof Error ? error.message : String(error));
      }
      await sql.unsafe("rollback");
    }
    return answers;
  }

  #connection(): Sql {
    return this.#sql ??= open(this.uri);
  }

  /** Closes what is open to it. */
  async release(): Promise<void> {
    const sql = this.#sql;
    this.#sql = undefined;
    await sql?.end({ timeout: 1 });
  }
}

function shown(cell: unknown): string {
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}
