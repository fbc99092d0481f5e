// Connections in libpq's spellings: psql and the plugin must come to the same server, database, user and search path, by
// the same kind of connection; or both must refuse.
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { prepareConnection } from "../../../core/host/connection.ts";
import { SchemaHeroError } from "../../../core/errors.ts";
import { describe } from "../../../plugins/postgres/describe.ts";
import { openDriver } from "../../../plugins/postgres/driver.ts";
import { readSettings } from "../../../plugins/postgres/settings.ts";
import { PluginError } from "../../../protocol/errors.ts";
import { POSTGRES, psqlProgram, serverLog } from "./engine.ts";

/** What a server tells of a session, but for how it is called by default. */
const TOLD = `select concat_ws(' ', current_user, current_database(), current_setting('search_path'),
  coalesce(host(inet_server_addr()), 'socket'), (select ssl from pg_stat_ssl where pid = pg_backend_pid()),
  nullif(nullif(current_setting('application_name'), 'psql'), 'schemahero'))`;

interface Place {
  readonly port: string;
  /** The folder of the socket and of the certificates. */
  readonly folder: string;
  readonly database: string;
}

/** A host that no name server is asked for. */
const NOWHERE = `${"x".repeat(64)}.invalid`;

function spellings({ port, folder, database }: Place): readonly string[] {
  const login = "postgres:postgres";
  const socket = encodeURIComponent(folder);
  const words = `user=postgres password=postgres dbname=${database}`;
  const ca = `sslrootcert=${folder}/tls/ca.crt`;
  return [
    `postgres://${login}@127.0.0.1:${port}/${database}`,
    `postgresql://${login}@localhost:${port}/${database}?application_name=me`,
    `postgres://${login}@127.0.0.1:1,127.0.0.1:${port}/${database}`,
    `postgres://${login}@[::1]:1,127.0.0.1:${port}/${database}`,
    `postgres:///${database}?host=127.0.0.1&port=${port}&user=postgres&password=postgres`,
    `postgres://postgres@127.0.0.1:${port}/?password=postgres&dbname=${database}`,
    `postgres://${login}@127.0.0.1:${port}`,
    `postgres://${login}@127.0.0.1:${port}/${database.replace("t", "%74")}`,
    `postgres://${login}@${socket}:${port}/${database}`,
    `postgres://${login}@${socket}/${database}?port=${port}`,
    `postgres://${login}@/${database}?host=${folder}&port=${port}&sslmode=require`,
    `host=${folder} port=${port} ${words}`,
    ` host = '127.0.0.1'\n\tport=${port} ${words}`,
    `host=127.0.0.1,127.0.0.1 port=1,${port} ${words}`,
    `host=127.0.0.1,127.0.0.1 port=${port} ${words}`,
    `host=${NOWHERE},127.0.0.1 port=${port} ${words}`,
    `host=${folder},127.0.0.1 port=${port} ${words}`,
    `host=127.0.0.1,${folder} port=1,${port} ${words}`,
    `host=${folder}/none,127.0.0.1 port=${port} ${words}`,
    `hostaddr=127.0.0.1 port=${port} ${words}`,
    `host=localhost hostaddr=127.0.0.1 port=${port} ${words} sslmode=verify-full ${ca}`,
    `host=elsewhere.example hostaddr=127.0.0.1 port=${port} ${words} sslmode=verify-full ${ca}`,
    `host=elsewhere.example hostaddr=127.0.0.1 port=${port} ${words} sslmode=verify-ca ${ca}`,
    `host=127.0.0.1 hostaddr=127.0.0.1,127.0.0.1 port=${port} ${words}`,
    `host=127.0.0.1 port=${port} ${words} sslmode=disable`,
    `host=127.0.0.1 port=${port} ${words} sslmode=verify-full`,
    `host=127.0.0.1 port=${port} ${words} options='-c search_path=pg_catalog -c geqo=off'`,
    `host=127.0.0.1 port=${port} ${words} options='-csearch_path="a\\\\ b",C --statement-timeout=5s'`,
    `host=127.0.0.1,127.0.0.1 port=1,${port} ${words} target_session_attrs=read-write`,
    `host=127.0.0.1 port=${port} ${words} target_session_attrs=primary`,
    `host=127.0.0.1 port=${port} ${words} target_session_attrs=standby`,
    `host=127.0.0.1,127.0.0.1 port=${port} ${words} target_session_attrs=prefer-standby`,
    `host=127.0.0.1 port=${port} ${words} gssencmode=require`,
    `host=127.0.0.1 port=${port} user=postgres password=wrong dbname=${database}`,
    `host=127.0.0.1 port=${port} user=nobody password=postgres dbname=${database}`,
    `host=127.0.0.1 port=${port} ${words}_none`,
    `host=127.0.0.1 port=1 ${words}`,
  ];
}

/** What the server tells psql; undefined when there is no connection. */
async function toldToPsql(psql: string, uri: string): Promise<string | undefined> {
  const { success, stdout } = await new Deno.Command(psql, { args: ["-XAtc", TOLD, uri], stdin: "null" })
    .output();
  return success ? new TextDecoder().decode(stdout).trim() : undefined;
}

async function toldToUs(uri: string): Promise<string | undefined> {
  const input = { uri, options: {}, workingDirectory: "/", lockTimeoutMs: 0 };
  try {
    const { params } = await prepareConnection(describe("0"), "postgres", input);
    const driver = await openDriver(params, readSettings(params));
    const [result] = await driver.batch(TOLD);
    await driver.close();
    return String(result?.rows[0]?.[0]);
  } catch (error) {
    if (error instanceof PluginError || error instanceof SchemaHeroError) return undefined;
    throw error;
  }
}

Deno.test({
  name: "postgres: a connection means what it means to psql",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(test) {
    const server = await POSTGRES.start();
    if (typeof server === "string") {
      await test.step({ name: `SKIPPED: ${server}`, ignore: true, fn: () => {} });
      return;
    }
    try {
      const [psql, database, folder] = [
        await psqlProgram(),
        await server.create("spelt"),
        dirname(await serverLog()),
      ];
      const { port, pathname } = new URL(database.uri);
      let refused = 0;
      const hidden = (uri: string) =>
        uri.replaceAll(folder, "FOLDER").replaceAll(encodeURIComponent(folder), "FOLDER");
      for (const uri of spellings({ port, folder, database: pathname.slice(1) })) {
        const expected = await toldToPsql(psql, uri);
        assert.equal(await toldToUs(uri), expected, `psql comes to ${expected} by: ${hidden(uri)}`);
        if (expected === undefined) refused++;
      }
      assert.equal(refused, 9);
      await database.drop();
    } finally {
      await server.close();
    }
  },
});
