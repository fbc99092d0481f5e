// The server's own log of statements as a witness: what each connection of a database asked, whoever says what it did.
// Other tests of the same server may be running: connections are told apart by the database that they were opened on.
import { Buffer } from "node:buffer";
import type { Client } from "./client.ts";

/** Another run that reads the log of the same server waits for its turn. */
const TURN = "schemahero_test_general_log";
const TURN_SECONDS = 600;

/** The general log of one server, on from `begin` to `end`. */
export class GeneralLog {
  readonly #admin: Client;

  private constructor(admin: Client) {
    this.#admin = admin;
  }

  /** Switches the log on, into its table. The client is this log's until the end. */
  static async begin(admin: Client): Promise<GeneralLog> {
    const [[got] = []] = await admin.rows(`select get_lock('${TURN}', ${TURN_SECONDS})`);
    if (got !== "1") throw new Error("Another run has the server's general log");
    await admin.run("set global general_log = 0");
    await admin.run("truncate table mysql.general_log");
    await admin.run("set global log_output = 'TABLE'");
    await admin.run("set global general_log = 1");
    return new GeneralLog(admin);
  }

  /** What the connections of a database asked since the last time, in their order; those of `except` left out. */
  async statementsOf(database: string, except: ReadonlySet<string>): Promise<readonly string[]> {
    const rows = await this.#admin.rows(
      "select thread_id, command_type, hex(argument) from mysql.general_log order by event_time",
    );
    const entries = rows.map(([id = "", type = "", argument = ""]) => ({
      id,
      type,
      text: Buffer.from(argument, "hex").toString("utf8"),
    }));
    const own = new Set(
      entries.filter(({ type, text }) => type === "Connect" && text.includes(` on ${database} `))
        .map(({ id }) => id),
    );
    return entries.filter(({ id, type }) => own.has(id) && !except.has(id) && !QUIET.has(type))
      .map(({ text }) => text);
  }

  /** Forgets what was asked. Connections that stay open are not known afterwards. */
  async forget(): Promise<void> {
    await this.#admin.run("truncate table mysql.general_log");
  }

  /** Switches the log off. */
  async end(): Promise<void> {
    await this.#admin.run("set global general_log = 0");
    await this.#admin.run("set global log_output = 'FILE'");
    await this.#admin.run("truncate table mysql.general_log");
    await this.#admin.run(`do release_lock('${TURN}')`);
  }
}

/** What connections say beside statements. What is only prepared is not run: an execution would be listed by itself. */
const QUIET: ReadonlySet<string> = new Set(["Connect", "Quit", "Ping", "Init DB", "Prepare", "Close stmt"]);
