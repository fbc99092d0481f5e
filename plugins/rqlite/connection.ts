// One connection to an rqlite cluster. Nothing stays open between requests; each reads the schema anew, copies it into
// memory and lets SQLite's own plugin work on the copy.
import type { ConnectParams, Input, Output, Params, Peer, Result } from "../../protocol/methods.ts";
import type { DatabaseConnection, RequestContext, Send } from "../../protocol/plugin.ts";
import { answerInspect } from "../sqlite/answer_inspect.ts";
import { guarded } from "../sqlite/database.ts";
import { generateSpecs } from "../sqlite/generate.ts";
import { planChanges } from "../sqlite/plan.ts";
import { applyStatements } from "./apply.ts";
import { ClusterRows } from "./distant_rows.ts";
import { droppedParent, enforcedKeysMessage } from "./enforced_keys.ts";
import { makeMirror, type Mirror } from "./mirror.ts";
import { withinRequest } from "./request_body.ts";
import { RqliteServer } from "./server.ts";
import { readSettings } from "./settings.ts";

/** A plan as a script needs nothing around it: rqlite runs what it is given as one transaction. */
const SCRIPT = { before: [], after: [] } as const;

/**
 * Looks whether a node answers, has a leader and accepts the user.
 * @throws {PluginError} connection.invalid, connection.failed, connection.authentication
 */
export async function connect(params: ConnectParams): Promise<DatabaseConnection> {
  const server = new RqliteServer(readSettings(params));
  const [version] = await server.query(["select sqlite_version()"]);
  const peers = await server.unnamedNodes();
  return new RqliteConnection(server, `rqlite with SQLite ${String(version?.rows[0]?.[0])}`, peers);
}

class RqliteConnection implements DatabaseConnection {
  readonly database = "rqlite";
  readonly engineVersion: string;
  /** They stand in when the nodes that are named are gone. */
  readonly peers: readonly Peer[];
  readonly #server: RqliteServer;

  constructor(server: RqliteServer, engineVersion: string, peers: readonly Peer[]) {
    this.#server = server;
    this.engineVersion = engineVersion;
    this.peers = peers;
  }

  inspect(
    params: Params<"inspect">,
    send: Send<Output<"inspect">>,
    context: RequestContext,
  ): Promise<Result<"inspect">> {
    return this.#onMirror(context, ({ catalog }) => answerInspect(catalog, params, send, context));
  }

  plan(
    params: Params<"plan">,
    input: AsyncIterable<Input<"plan">>,
    send: Send<Output<"plan">>,
    context: RequestContext,
  ): Promise<Result<"plan">> {
    return this.#onMirror(context, async ({ db, catalog, enforcesKeys }) => {
      const distant = new ClusterRows(this.#server, context.signal);
      const ground = { db, database: this.database, live: catalog, distant, script: SCRIPT };
      const sqls: string[] = [];
      const schemaLength = catalog.objects.reduce((sum, { sql }) => sum + (sql ?? "").length, 0);
      const fitting = withinRequest(send, schemaLength);
      const noting: Send<Output<"plan">> = (part) => {
        if (enforcesKeys && part.type === "statement") sqls.push(part.statement.sql);
        return fitting(part);
      };
      const result = await planChanges(ground, params, input, noting, context);
      const dropped = droppedParent(db, sqls);
      if (dropped) {
        const told = enforcedKeysMessage(dropped.table);
        await send({
          type: "diagnostic",
          diagnostic: { severity: "warning", code: "keys-enforced", ...told },
        });
      }
      return result;
    });
  }

  apply(
    params: Params<"apply">,
    input: AsyncIterable<Input<"apply">>,
    send: Send<Output<"apply">>,
    context: RequestContext,
  ): Promise<Result<"apply">> {
    return guarded(() => applyStatements(this.#server, params, input, send, context));
  }

  generate(
    _params: Params<"generate">,
    send: Send<Output<"generate">>,
    context: RequestContext,
  ): Promise<void> {
    return this.#onMirror(context, ({ db }) => generateSpecs(db, send, context));
  }

  close(): void {
    // Every request has a connection of its own, which is closed by then.
  }

  #onMirror<T>({ signal }: RequestContext, work: (mirror: Mirror) => Promise<T>): Promise<T> {
    return guarded(async () => {
      const mirror = await makeMirror(this.#server, signal);
      try {
        return await work(mirror);
      } finally {
        mirror.close();
      }
    });
  }
}
