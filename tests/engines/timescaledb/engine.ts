// TimescaleDB under test, twice. The Community edition is a build in WebAssembly: everything that TimescaleDB has, but one
// database and one session, so that a database is an instance, emptied when the next case takes it, and one case runs at
// a time. The Apache edition is Debian's, on a whole server with a database for each case: hypertables only.
import { join } from "node:path";
import plugin from "../../../plugins/timescaledb/plugin.ts";
import { type HeldServer, holdServer, serverScript } from "../../servers/hold.ts";
import type { Judgement, TableRows, TestDatabase, TestEngine, TestServer } from "../engine.ts";
import { PostgresDatabase, PostgresServer } from "../postgres/engine.ts";
import { judgedByTimescale } from "./judge.ts";

const COMMON = {
  name: "timescaledb",
  plugin,
  fold: (name: string) => name,
  makesAgain: true,
  schemasOf: () => Promise.resolve(["public"]),
} satisfies Partial<TestEngine>;

/** The Community edition. */
export const COMMUNITY: TestEngine = {
  ...COMMON,
  variant: "community",
  isUsualVariant: true,
  atOnce: 1,
  async start() {
    const server = new Instances();
    const refused = await server.tryFirst();
    if (refused !== undefined) await server.close();
    return refused ?? server;
  },
};

/** The Apache edition. */
export const APACHE: TestEngine = {
  ...COMMON,
  variant: "apache",
  async start() {
    const held = await holdServer("timescaledb", { TIMESCALEDB_BUILD: "debian" });
    return typeof held === "string" ? held : new ApacheServer(held);
  },
};

class ApacheServer implements TestServer {
  readonly #server: PostgresServer;

  constructor(held: HeldServer) {
    this.#server = new PostgresServer(held.url, held);
  }

  async create(name: string): Promise<TestDatabase> {
    // template1 has the extension.
    return new TimescaleDatabase(await this.#server.create(name, undefined, "template1"));
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}

/** Instances, as many as there are databases at a time. */
class Instances implements TestServer {
  /** Their state, beside the downloads that all share. */
  readonly #home = Deno.makeTempDirSync({ prefix: "schemahero-timescaledb-" });
  readonly #all: HeldServer[] = [];
  readonly #free: HeldServer[] = [];

  /** Starts the first. The reason, when there is none on this machine. */
  async tryFirst(): Promise<string | undefined> {
    const instance = await this.#start();
    if (typeof instance === "string") return instance;
    this.#free.push(instance);
    return undefined;
  }

  async create(): Promise<TestDatabase> {
    const instance = this.#free.pop() ?? await this.#start();
    if (typeof instance === "string") throw new Error(instance);
    const server = {
      create: () => Promise.reject(new Error("Not copied: made again")),
      drop: () => Promise.resolve(void this.#free.push(instance)),
    };
    const database = new TimescaleDatabase(new PostgresDatabase(server, "postgres", instance.url), true);
    await database.run(EMPTY);
    return database;
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((instance) => instance.release()));
    await Deno.remove(this.#home, { recursive: true });
  }

  async #start(): Promise<HeldServer | string> {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr;
    listener.close();
    const home = Deno.env.get("SERVERS_HOME") ?? join(Deno.env.get("HOME") ?? "", ".cache", "test-servers");
    const held = await holdServer("timescaledb", {
      SERVERS_HOME: this.#home,
      SERVERS_TOOLS: Deno.env.get("SERVERS_TOOLS") ?? join(home, "_tools"),
      TIMESCALEDB_BUILD: "wasm",
      TIMESCALEDB_INSTANCE: String(this.#all.length),
      TIMESCALEDB_PORT: String(port),
    });
    if (typeof held !== "string") this.#all.push(held);
    return held;
  }
}

/** What pg_dump sets stays set in the one session. */
const RESET =
  `deallocate all; reset all; set client_min_messages = notice; set search_path = "$user", public;`;

/** Drops everything but the extension, which no session can make twice. */
const EMPTY = `${RESET}
do $$ declare each record; begin
  for each in select user_view_schema as schema, user_view_name as name from _timescaledb_catalog.continuous_agg order by mat_hypertable_id loop
    execute format('drop materialized view if exists %I.%I cascade', each.schema, each.name);
  end loop;
  for each in select format('%I.%I', n.nspname, c.relname) as name, case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end as kind
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'S') and n.nspname !~ '^(pg_|information_schema|_?timescaledb_)'
      and not exists (select from pg_depend x where x.classid = 'pg_class'::regclass and x.objid = c.oid and x.deptype = 'e')
    order by c.relkind loop
    execute format('drop %s if exists %s cascade', each.kind, each.name);
  end loop;
  for each in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend x where x.classid = 'pg_proc'::regclass and x.objid = p.oid and x.deptype = 'e') loop
    execute format('drop routine %s cascade', each.name);
  end loop;
  for each in select nspname from pg_namespace where nspname !~ '^(pg_|information_schema|public$|_?timescaledb_)' loop
    execute format('drop schema %I cascade', each.nspname);
  end loop;
end $$;`;

class TimescaleDatabase implements TestDatabase {
  readonly uri: string;
  readonly #database: PostgresDatabase;
  /** True: there is one session, which no connection may keep to itself. */
  readonly #isShared: boolean;

  constructor(database: TestDatabase, isShared = false) {
    if (!(database instanceof PostgresDatabase)) throw new TypeError("Not of PostgreSQL");
    this.#database = database;
    this.#isShared = isShared;
    this.uri = database.uri;
  }

  run(sql: string): Promise<void> {
    return this.#do(() => this.#database.run(sql));
  }

  copy(): Promise<TestDatabase> {
    return Promise.reject(new Error("Not copied: made again"));
  }

  drop(): Promise<void> {
    return this.#database.drop();
  }

  async judge(): Promise<Judgement> {
    const judgement = await judgedByTimescale(this.uri, (sql) => this.query(sql));
    if (this.#isShared) await this.run(RESET);
    return judgement;
  }

  async rows(): Promise<ReadonlyMap<string, TableRows>> {
    const all = await this.#do(() => this.#database.rows());
    return new Map([...all].filter(([name]) => !name.startsWith("_timescaledb_")));
  }

  query(sql: string): Promise<readonly string[]> {
    return this.#do(() => this.#database.query(sql));
  }

  refusals(sqls: readonly string[]): Promise<readonly (string | undefined)[]> {
    return this.#do(() => this.#database.refusals(sqls));
  }

  async #do<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      if (this.#isShared) await this.#database.release();
    }
  }
}

let pgDump: Promise<string> | undefined;

/** The pg_dump that the server's script finds. */
export function dumpProgram(): Promise<string> {
  return pgDump ??= new Deno.Command("bash", { args: [serverScript("timescaledb"), "url", "dump"] }).output()
    .then(({ stdout }) => new TextDecoder().decode(stdout).trim());
}
