// target_session_attrs beside a real standby: which of several hosts the plugin takes, and that it writes to the primary
// when the standby is named first.
import assert from "node:assert/strict";
import type { ConnectParams } from "../../../protocol/methods.ts";
import { memorySource } from "../../../core/specs/memory_source.ts";
import { openDriver } from "../../../plugins/postgres/driver.ts";
import { readSettings } from "../../../plugins/postgres/settings.ts";
import { holdServer } from "../../servers/hold.ts";
import { makeSo, planOf } from "../road.ts";
import { inProcess } from "../session.ts";
import { MAJOR, POSTGRES } from "./engine.ts";

const SOURCE = memorySource({
  "specs/t.yaml": `name: t
schema:
  postgres:
    columns: [{name: a, type: integer}]
`,
});

/** Both servers under one address, in this order. */
function together(database: string, first: string, second: string, attributes: string): string {
  const [a, b] = [new URL(first), new URL(second)];
  return `postgres://${a.username}:${a.password}@${a.host},${b.host}/${database}?target_session_attrs=${attributes}`;
}

/** What was connected to; the message when nothing would do. */
async function taken(uri: string): Promise<string> {
  const hosts = (uri.split("@")[1] ?? "").split("/")[0]?.split(",") ?? [];
  const endpoints = hosts.map((each) => {
    const [address = "", port] = each.split(":");
    return { host: address, address, port: Number(port) };
  });
  const params: ConnectParams = {
    engine: "postgres",
    uri,
    options: {},
    resolved: { endpoints, files: {}, pem: {} },
    lockTimeoutMs: 0,
  };
  try {
    const driver = await openDriver(params, readSettings(params));
    const [result] = await driver.batch(
      "select case when pg_is_in_recovery() then 'standby' else 'primary' end",
    );
    await driver.close();
    return String(result?.rows[0]?.[0]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

// The standby is made by the programs of PostgreSQL 15.
if (MAJOR === "15" && !Deno.env.has("SCHEMAHERO_TEST_POSTGRES_URL")) {
  Deno.test({
    name: "postgres: target_session_attrs takes the right one of a primary and a standby",
    sanitizeOps: false,
    sanitizeResources: false,
    async fn(test) {
      const server = await POSTGRES.start();
      const standby = typeof server === "string" ? server : await holdServer("postgres-standby");
      if (typeof server === "string" || typeof standby === "string") {
        await test.step({ name: `SKIPPED: ${standby}`, ignore: true, fn: () => {} });
        return;
      }
      try {
        const database = await server.create("standby");
        const name = new URL(database.uri).pathname.slice(1);
        const both = (attributes: string, isStandbyFirst = true) =>
          isStandbyFirst
            ? together(name, standby.url, database.uri, attributes)
            : together(name, database.uri, standby.url, attributes);
        await until(async () => await taken(both("any")) === "standby");
        for (const attributes of ["read-write", "primary"]) {
          assert.equal(await taken(both(attributes)), "primary", attributes);
        }
        for (const attributes of ["standby", "prefer-standby", "read-only"]) {
          assert.equal(await taken(both(attributes, false)), "standby", attributes);
        }
        assert.equal(await taken(both("any", false)), "primary");
        const alone = `${standby.url.replace(/postgres$/, name)}?target_session_attrs=primary`;
        assert.match(await taken(alone), /is not primary, as target_session_attrs asks/);
        const primaryAlone = `${database.uri}?target_session_attrs=prefer-standby`;
        assert.equal(await taken(primaryAlone), "primary");

        const route = {
          engine: "postgres",
          open: inProcess(POSTGRES.plugin),
          source: SOURCE,
          specPath: "specs",
        };
        assert.equal((await makeSo({ ...route, uri: both("read-write") })).statements.length, 1);
        assert.equal((await planOf({ ...route, uri: both("primary") })).statements.length, 0);
        await database.drop();
      } finally {
        await standby.release();
        await server.close();
      }
    },
  });
}

/** A standby is a moment behind. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!await isSo()) {
    assert.ok(Date.now() < end, "the standby does not follow");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
