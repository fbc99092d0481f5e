// One connection to one SQLite file. The file is opened when it is first needed, and made by `apply` only: a plan
// for a database that does not exist yet must not leave an empty file behind.
import { PluginError } from "../../protocol/errors.ts";
import type { ConnectParams, Input, Output, Params, Result } from "../../protocol/methods.ts";
import type { DatabaseConnection, RequestContext, Send } from "../../protocol/plugin.ts";
import { answerInspect } from "./answer_inspect.ts";
import { applyStatements } from "./apply.ts";
import {
  type Database,
  guarded,
  isSandboxRefusal,
  MEMORY,
  openDatabase,
  queryValue,
  toPluginError,
} from "./database.ts";
import { generateSpecs } from "./generate.ts";
import { type Catalog, inspectCatalog, schemaVersion } from "./inspect.ts";
import { planChanges } from "./plan.ts";
import { refuseParameters } from "./uri_parameters.ts";

/**
 * Opens the database of the parameters.
 * @throws {PluginError} connection.invalid, connection.failed, connection.denied
 */
export function connect(params: ConnectParams): Promise<DatabaseConnection> {
  return Promise.resolve().then(() => {
    refuseParameters(params.uri ?? "");
    const path = params.resolved.files["database"];
    if (path === undefined || path === "") {
      throw new PluginError("connection.invalid", "The connection names no database file", {
        hint: "Give the path of the file as uri or dsn, or :memory:",
      });
    }
    return new SqliteConnection(path, params.lockTimeoutMs);
  });
}

class SqliteConnection implements DatabaseConnection {
  readonly database: string;
  readonly engineVersion: string;
  readonly #path: string;
  readonly #lockTimeoutMs: number;
  #db: Database;
  /** True: the file does not exist, and #db is an empty stand-in in memory. */
  #isStandIn: boolean;

  constructor(path: string, lockTimeoutMs: number) {
    this.#path = path;
    this.#lockTimeoutMs = lockTimeoutMs;
    this.database = path === MEMORY ? MEMORY : path.slice(path.lastIndexOf("/") + 1);
    this.#isStandIn = path !== MEMORY && !exists(path);
    this.#db = this.#open(this.#isStandIn ? MEMORY : path);
    try {
      // Reads the header, so that a file that is no database is found out here.
      queryValue(this.#db, "pragma schema_version");
      this.engineVersion = `SQLite ${String(queryValue(this.#db, "select sqlite_version()"))}`;
    } catch (error) {
      this.#db.close();
      throw toPluginError(error);
    }
  }

  async inspect(
    params: Params<"inspect">,
    send: Send<Output<"inspect">>,
    context: RequestContext,
  ): Promise<Result<"inspect">> {
    return await guarded(() =>
      answerInspect(inspectCatalog(this.#look(), { asksLater: true }), params, send, context)
    );
  }

  async plan(
    params: Params<"plan">,
    input: AsyncIterable<Input<"plan">>,
    send: Send<Output<"plan">>,
    context: RequestContext,
  ): Promise<Result<"plan">> {
    return await guarded(() => {
      const look = this.#lookAhead();
      return planChanges({ db: this.#db, database: this.database, look }, params, input, send, context);
    });
  }

  async apply(
    params: Params<"apply">,
    input: AsyncIterable<Input<"apply">>,
    send: Send<Output<"apply">>,
    context: RequestContext,
  ): Promise<Result<"apply">> {
    return await guarded(() => {
      if (this.#isStandIn) this.#openFile();
      return applyStatements(this.#db, params, input, send, context);
    });
  }

  async generate(
    _params: Params<"generate">,
    send: Send<Output<"generate">>,
    context: RequestContext,
  ): Promise<void> {
    await guarded(() => generateSpecs(this.#look(), send, context));
  }

  close(): void {
    if (!this.#isStandIn && this.#path !== MEMORY && isWriteAhead(this.#path)) this.#emptyLog();
    this.#db.close();
  }

  /** Leaves the log empty when nobody else uses it: in the sandbox SQLite cannot remove it, but the core then does. */
  #emptyLog(): void {
    try {
      this.#db.exec("pragma busy_timeout = 0; pragma wal_checkpoint(truncate)");
    } catch { /* somebody uses it, and will see to it */ }
  }

  /** The database to look at. A file that another program made in the meantime is opened. */
  #look(): Database {
    if (this.#isStandIn && exists(this.#path)) this.#openFile();
    return this.#db;
  }

  #open(path: string): Database {
    const db = openDatabase(path, { lockTimeoutMs: this.#lockTimeoutMs, acceptsQuotedStrings: true });
    // Where the core has made the journal, the sandbox lets nobody make or remove one: it is emptied instead.
    if (path !== MEMORY && !isWriteAhead(path)) keepJournal(db, sizeOf(`${path}-journal`));
    return db;
  }

  /** Reads the schema now, while the core is still reading specs, and once more when it is another by then. */
  #lookAhead(): () => Catalog {
    const db = this.#look();
    const version = schemaVersion(db);
    const catalog = inspectCatalog(db, { asksLater: true });
    return () => schemaVersion(db) === version ? catalog : inspectCatalog(db, { asksLater: true });
  }

  /** Takes the file in place of its stand-in; SQLite makes it when it is missing. */
  #openFile(): void {
    const db = this.#open(this.#path);
    this.#db.close();
    this.#db = db;
    this.#isStandIn = false;
  }
}

function exists(path: string): boolean {
  try {
    if (Deno.statSync(path).isFile) return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (isSandboxRefusal(error)) throw toPluginError(error);
    throw new PluginError("connection.failed", `The database file cannot be read: ${path}`, {
      cause: error instanceof Error ? error.message : String(error),
    });
  }
  throw new PluginError("connection.failed", `Not a file: ${path}`, {
    hint: "Name the database file, not its folder",
  });
}

/**
 * Sets the journal to be emptied rather than removed, where there is one. Setting the mode reads the schema, and with
 * that rolls back what a crash left, in the mode that was: in exclusive locking SQLite then empties the journal, too.
 */
function keepJournal(db: Database, journalBytes: number | undefined): void {
  if (journalBytes === undefined) return;
  if (journalBytes === 0) return db.exec("pragma journal_mode = truncate");
  db.exec("pragma locking_mode = exclusive; pragma journal_size_limit = 0; pragma journal_mode = truncate");
  db.exec("pragma locking_mode = normal; pragma journal_size_limit = -1");
  queryValue(db, "select count(*) from sqlite_schema"); // lets go of the lock
}

/** The size of a file in bytes; undefined when there is none, or it cannot be seen. */
function sizeOf(path: string): number | undefined {
  try {
    return Deno.statSync(path).size;
  } catch {
    return undefined;
  }
}

/** True when the file says that its changes go to a log first (https://sqlite.org/fileformat2.html, read version). */
function isWriteAhead(path: string): boolean {
  try {
    using file = Deno.openSync(path);
    const head = new Uint8Array(20);
    file.readSync(head);
    return head[19] === 2;
  } catch {
    return false; // told by SQLite
  }
}
