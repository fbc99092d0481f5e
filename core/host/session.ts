// A session: one plugin process with its one connection, as the flow uses it.
import type { Client } from "../../protocol/client.ts";
import type { Description, Engine } from "../../protocol/describe.ts";

/** One open connection. Whoever opened it closes it. */
export interface Session {
  readonly client: Client;
  readonly description: Description;
  readonly engine: Engine;
  /** sha256:hex of the plugin's file. */
  readonly pluginDigest: string;
  /** The database's own name, for people. */
  readonly database: string;
  readonly engineVersion: string;
  /** Closes the connection and ends the process; never throws. */
  close(): Promise<void>;
}
