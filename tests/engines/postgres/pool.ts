// A PostgreSQL server for tests that need very many databases: they are emptied and used again. Making and dropping
// one costs 80 ms of the server's time, its caches included; emptying it 10.
import type { Judgement, TableRows, TestDatabase, TestServer } from "../engine.ts";

/** A database is made anew after so many uses: its catalogs only grow. */
const MAX_USES = 100;

/** Everything that is not a new database's own. */
const WIPE = `do $wipe$ declare each record; begin
for each in select extname from pg_extension where extname <> 'plpgsql' loop
  execute format('drop extension if exists %I cascade', each.extname);
end loop;
for each in select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('public', 'information_schema') loop
  execute format('drop schema %I cascade', each.nspname);
end loop;
for each in select relname, case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' when 'c' then 'type' else 'table' end as word
  from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S', 'c') order by relkind not in ('r', 'p') loop
  if to_regclass(format('public.%I', each.relname)) is not null or each.word = 'type' then
    execute format('drop %s if exists public.%I cascade', each.word, each.relname);
  end if;
end loop;
for each in select oid::regprocedure::text as name from pg_proc where pronamespace = 'public'::regnamespace loop
  execute format('drop routine if exists %s cascade', each.name);
end loop;
for each in select typname from pg_type where typnamespace = 'public'::regnamespace and typtype in ('e', 'd', 'r') loop
  execute format('drop type if exists public.%I cascade', each.typname);
end loop;
end $wipe$`;

/** Lends databases of a server, and takes them back empty. */
export class Pool implements TestServer {
  readonly #server: TestServer;
  readonly #free: Pooled[] = [];

  constructor(server: TestServer) {
    this.#server = server;
  }

  async create(name: string): Promise<TestDatabase> {
    return this.#free.pop() ?? new Pooled(await this.#server.create(name), this.#free);
  }

  async close(): Promise<void> {
    for (const each of this.#free) await each.end();
    await this.#server.close();
  }
}

class Pooled implements TestDatabase {
  readonly uri: string;
  readonly #database: TestDatabase;
  readonly #free: Pooled[];
  #uses = 0;

  constructor(database: TestDatabase, free: Pooled[]) {
    this.uri = database.uri;
    this.#database = database;
    this.#free = free;
  }

  run(sql: string): Promise<void> {
    return this.#database.run(sql);
  }

  copy(name: string): Promise<TestDatabase> {
    return this.#database.copy(name);
  }

  judge(): Promise<Judgement> {
    return this.#database.judge();
  }

  rows(): Promise<ReadonlyMap<string, TableRows>> {
    return this.#database.rows();
  }

  query(sql: string): Promise<readonly string[]> {
    return this.#database.query(sql);
  }

  refusals(sqls: readonly string[]): Promise<readonly (string | undefined)[]> {
    return this.#database.refusals(sqls);
  }

  async drop(): Promise<void> {
    if (++this.#uses >= MAX_USES) return await this.end();
    await this.#database.run(WIPE);
    this.#free.push(this);
  }

  /** Drops the database in truth. */
  end(): Promise<void> {
    return this.#database.drop();
  }
}
