// SQLite under test: a file for each case in one folder, judged by Python's own SQLite in a process of its own.
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import plugin from "../../../plugins/sqlite/plugin.ts";
import { LineProcess } from "./line_process.ts";
import type { Judgement, TableRows, TestDatabase, TestEngine, TestServer } from "../engine.ts";

const JUDGE = fileURLToPath(new URL("./judge.py", import.meta.url));

/** SQLite. */
export const SQLITE: TestEngine = {
  name: "sqlite",
  plugin,
  fold: (name) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  start: (isSandboxed = false) => start(isSandboxed, false),
};

/** SQLite with databases whose changes go to a log first. */
export const SQLITE_WRITE_AHEAD: TestEngine = {
  ...SQLITE,
  start: (isSandboxed = false) => start(isSandboxed, true),
};

async function start(isSandboxed: boolean, isWriteAhead: boolean): Promise<TestServer | string> {
  const judge = await startJudge();
  return typeof judge === "string" ? judge : new SqliteServer(judge, makeFolder(isSandboxed), isWriteAhead);
}

/** A judge, or the reason why there is none. */
export async function startJudge(): Promise<Judge | string> {
  const judge = Judge.start();
  if (!judge) return skipped("there is no python3 on this machine, whose SQLite judges the results");
  const reason = await judge.reasonAgainst();
  if (reason === undefined) return judge;
  await judge.close();
  return skipped(reason);
}

/** Why there is no judge. @throws {Error} in CI, where nothing may be skipped */
function skipped(reason: string): string {
  if (Deno.env.get("CI") === "true") throw new Error(`${reason}, and in CI nothing may be skipped`);
  return reason;
}

/**
 * A folder in memory where there is one: waiting for disks was half of the time. Deno lets no process into /dev that
 * may not do everything.
 */
export function makeFolder(isSandboxed: boolean): string {
  const prefix = "schemahero-sqlite-";
  if (isSandboxed) return Deno.makeTempDirSync({ prefix });
  try {
    return Deno.makeTempDirSync({ prefix, dir: "/dev/shm" });
  } catch {
    return Deno.makeTempDirSync({ prefix });
  }
}

class SqliteServer implements TestServer {
  readonly #judge: Judge;
  readonly #folder: string;

  readonly #isWriteAhead: boolean;

  constructor(judge: Judge, folder: string, isWriteAhead: boolean) {
    this.#judge = judge;
    this.#folder = folder;
    this.#isWriteAhead = isWriteAhead;
  }

  create(name: string): Promise<TestDatabase> {
    const file = new SqliteFile(this.#judge, this.#folder, name);
    if (this.#isWriteAhead) {
      using database = new DatabaseSync(file.uri);
      database.exec("pragma journal_mode = wal");
    }
    return Promise.resolve(file);
  }

  async close(): Promise<void> {
    await this.#judge.close();
    await Deno.remove(this.#folder, { recursive: true });
  }
}

/** A database in a file. */
export class SqliteFile implements TestDatabase {
  readonly uri: string;
  readonly #judge: Judge;
  readonly #folder: string;

  constructor(judge: Judge, folder: string, name: string) {
    this.#judge = judge;
    this.#folder = folder;
    this.uri = join(folder, `${name}.db`);
  }

  run(sql: string): Promise<void> {
    using database = new DatabaseSync(this.uri, { enableDoubleQuotedStringLiterals: true });
    database.exec("pragma synchronous = off; pragma foreign_keys = off");
    database.exec(sql);
    return Promise.resolve();
  }

  copy(name: string): Promise<TestDatabase> {
    const copied = new SqliteFile(this.#judge, this.#folder, name);
    using _ = new DatabaseSync(this.uri); // makes the file, if nothing has
    copyFileSync(this.uri, copied.uri);
    return Promise.resolve(copied);
  }

  drop(): Promise<void> {
    for (const suffix of ["", "-journal", "-wal", "-shm"]) rmSync(this.uri + suffix, { force: true });
    return Promise.resolve();
  }

  async judge(): Promise<Judgement> {
    return await this.#judge.ask({ ask: "judge", path: this.uri }) as Judgement; // what judge.py's dump() makes
  }

  async rows(): Promise<ReadonlyMap<string, TableRows>> {
    const answer = await this.#judge.ask({ ask: "rows", path: this.uri });
    return new Map(Object.entries(answer as Record<string, TableRows>)); // what judge.py's rows_of() makes
  }

  async query(sql: string): Promise<readonly string[]> {
    return await this.#judge.ask({ ask: "query", path: this.uri, sql }) as string[]; // as above
  }

  async refusals(sqls: readonly string[]): Promise<readonly (string | undefined)[]> {
    const answer = await this.#judge.ask({ ask: "refusals", path: this.uri, sqls });
    return (answer as (string | null)[]).map((each) => each ?? undefined); // as above
  }
}

/** The judging process. Questions are answered one after another. */
export class Judge {
  readonly #script: LineProcess;
  #last: Promise<unknown> = Promise.resolve();

  /** Undefined when there is no Python. */
  static start(): Judge | undefined {
    const script = LineProcess.start(JUDGE);
    return script && new Judge(script);
  }

  constructor(script: LineProcess) {
    this.#script = script;
  }

  /** Why this judge cannot judge, if it cannot. */
  async reasonAgainst(): Promise<string | undefined> {
    try {
      const [version = "0"] = await this.ask({
        ask: "query",
        path: ":memory:",
        sql: "select sqlite_version()",
      }) as [
        string, // one row
      ];
      const [, major = "0", minor = "0"] = /(\d+)\.(\d+)/.exec(version) ?? [];
      if (Number(major) === 3 && Number(minor) >= 37) return undefined;
      return `Python's SQLite ${version} is too old to judge: it knows no strict tables`;
    } catch (error) {
      return `Python's SQLite cannot judge: ${error instanceof Error ? error.message : error}`;
    }
  }

  ask(question: Readonly<Record<string, unknown>>): Promise<unknown> {
    const answer = this.#last.then(() => this.#script.ask(question));
    this.#last = answer.catch(() => {});
    return answer;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#script.close();
  }
}
