// rqlite under test, by SQLite's cases: a node for each database, since a node has one. What a node holds is taken out as
// SQLite's own file, which SQLite's judge judges, and put back in where a case writes by the engine's own means.
import { copyFileSync } from "node:fs";
import { FILES } from "../../../core/cli/files.ts";
import type { FileSource } from "../../../core/specs/mod.ts";
import plugin from "../../../plugins/rqlite/plugin.ts";
import type { Judgement, TableRows, TestDatabase, TestEngine, TestServer } from "../engine.ts";
import { type Judge, makeFolder, SQLITE, SqliteFile, startJudge } from "../sqlite/engine.ts";
import { type Node, startNode } from "./node.ts";

/** SQLite's specs, with the key of this engine. */
const SOURCE: FileSource = {
  ...FILES,
  async readFile(path) {
    const content = await FILES.readFile(path);
    const text = typeof content === "string" ? content : new TextDecoder().decode(content);
    return text.replaceAll(/(^|[\s{])sqlite:/g, "$1rqlite:");
  },
};

/** rqlite. */
export const RQLITE: TestEngine = {
  name: "rqlite",
  plugin,
  fold: SQLITE.fold,
  source: SOURCE,
  async start() {
    const judge = await startJudge();
    if (typeof judge === "string") return judge;
    const server = new RqliteNodes(judge, makeFolder(false));
    const first = await server.tryNode();
    if (first === undefined) return server;
    await server.close();
    return first;
  },
};

/** Nodes, as many as there are databases at a time. */
class RqliteNodes implements TestServer {
  readonly #judge: Judge;
  readonly #folder: string;
  readonly #all: Node[] = [];
  readonly #free: Node[] = [];
  #count = 0;

  constructor(judge: Judge, folder: string) {
    this.#judge = judge;
    this.#folder = folder;
  }

  /** Starts the first node. The reason, when there is none on this machine. */
  async tryNode(): Promise<string | undefined> {
    const node = await this.#start();
    if (typeof node === "string") return node;
    this.#free.push(node);
    return undefined;
  }

  async create(name: string): Promise<TestDatabase> {
    const file = new SqliteFile(this.#judge, this.#folder, `${name}-${this.#count++}`);
    const database = new RqliteDatabase(this, await this.#take(), file);
    await database.run("vacuum"); // makes the file
    return database;
  }

  release(node: Node): void {
    this.#free.push(node);
  }

  async close(): Promise<void> {
    await this.#judge.close();
    await Promise.all(this.#all.map((node) => node.release()));
    await Deno.remove(this.#folder, { recursive: true });
  }

  async #take(): Promise<Node> {
    const free = this.#free.pop();
    if (free) return free;
    const node = await this.#start();
    if (typeof node === "string") throw new Error(node);
    return node;
  }

  async #start(): Promise<Node | string> {
    const node = await startNode(this.#folder);
    if (typeof node !== "string") this.#all.push(node);
    return node;
  }
}

class RqliteDatabase implements TestDatabase {
  readonly uri: string;
  readonly #server: RqliteNodes;
  readonly #node: Node;
  readonly #file: SqliteFile;

  constructor(server: RqliteNodes, node: Node, file: SqliteFile) {
    this.#server = server;
    this.#node = node;
    this.#file = file;
    this.uri = node.url;
  }

  async run(sql: string): Promise<void> {
    if (sql !== "vacuum") await this.#takeOut();
    await this.#file.run(sql);
    await this.#putIn();
  }

  async copy(name: string): Promise<TestDatabase> {
    await this.#takeOut();
    const copied = await this.#server.create(name);
    if (!(copied instanceof RqliteDatabase)) throw new TypeError("A node makes its own databases");
    copyFileSync(this.#file.uri, copied.#file.uri);
    await copied.#putIn();
    return copied;
  }

  async drop(): Promise<void> {
    await this.#file.drop();
    this.#server.release(this.#node);
  }

  async judge(): Promise<Judgement> {
    await this.#takeOut();
    return await this.#file.judge();
  }

  async rows(): Promise<ReadonlyMap<string, TableRows>> {
    await this.#takeOut();
    return await this.#file.rows();
  }

  async query(sql: string): Promise<readonly string[]> {
    await this.#takeOut();
    return await this.#file.query(sql);
  }

  async refusals(sqls: readonly string[]): Promise<readonly (string | undefined)[]> {
    await this.#takeOut();
    return await this.#file.refusals(sqls);
  }

  async #takeOut(): Promise<void> {
    const answer = await fetch(`${this.uri}/db/backup`);
    if (!answer.ok) throw new Error(`No backup: ${await answer.text()}`);
    await this.#file.drop();
    await Deno.writeFile(this.#file.uri, await answer.bytes());
  }

  async #putIn(): Promise<void> {
    const answer = await fetch(`${this.uri}/db/load`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: await Deno.readFile(this.#file.uri),
    });
    const text = await answer.text();
    if (!answer.ok || text.includes('"error"')) throw new Error(`Not loaded: ${text}`);
  }
}
