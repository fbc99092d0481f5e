// The ways in which these servers take a password, each with the server's memory of passwords empty, so that the whole
// exchange is gone through: over TLS, and without it under the server's public key. Over TLS the plugin runs as a
// process of its own.
import assert from "node:assert/strict";
import { memorySource } from "../../../core/specs/memory_source.ts";
import { PluginError } from "../../../protocol/errors.ts";
import { COMPILED, IS_COMPILED_LANE } from "../../lane.ts";
import type { TestDatabase, TestEngine } from "../engine.ts";
import { makeSo, planOf, type Route } from "../road.ts";
import { byProcess, inProcess } from "../session.ts";
import { MARIADB, MYSQL } from "./engine.ts";

const TLS = "ssl-mode=REQUIRED";
const PLAIN = "ssl-mode=DISABLED";

/** A password that no login could send by accident, with characters beyond ASCII and of URLs. */
const PASSWORD = "sésame@#:/?ouvre toi";

const SPECS = memorySource({
  "specs/doors.yaml": `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: {name: doors}
spec: {name: doors, schema: {mysql: {primaryKey: [id], columns: [{name: id, type: int}]}}}
`,
});

function routeAs(user: string, { uri }: TestDatabase, parameters: string, password = PASSWORD): Route {
  const { host, pathname } = new URL(uri);
  return {
    engine: "mysql",
    open: IS_COMPILED_LANE
      ? byProcess(COMPILED)
      : parameters === PLAIN
      ? inProcess(MYSQL.plugin)
      : byProcess(),
    uri: `mysql://${user}:${encodeURIComponent(password)}@${host}${pathname}?${parameters}`,
    source: SPECS,
    specPath: "specs",
  };
}

/** Plans and applies with the server's memory of passwords empty, then once more with it full. */
async function logIn(route: Route, database: TestDatabase): Promise<void> {
  await database.run("drop table if exists doors; flush privileges");
  assert.equal((await makeSo(route)).statements.length, 1);
  assert.deepEqual((await planOf(route)).statements, []);
}

async function refused(route: Route): Promise<PluginError> {
  const error = await planOf(route).then(() => undefined, (thrown) => thrown);
  const cause = error instanceof PluginError ? error : error?.cause;
  assert.ok(cause instanceof PluginError, String(error));
  assert.equal(cause.code, "connection.authentication", cause.message);
  assert.ok(!`${cause.message} ${cause.details.hint} ${cause.details.cause}`.includes("sésame"));
  return cause;
}

const quotedPassword = `'${PASSWORD}'`;

async function withUser(
  server: { readonly database: TestDatabase; readonly identified: string },
  work: (user: string) => Promise<void>,
): Promise<void> {
  const user = `door${crypto.randomUUID().slice(0, 8)}`;
  const account = `${user}@'127.0.0.1'`;
  await server.database.run(
    `create user ${account} identified ${server.identified}; grant all on *.* to ${account}`,
  );
  try {
    await work(user);
  } finally {
    await server.database.run(`drop user ${account}`);
  }
}

async function checkMysql(database: TestDatabase, test: Deno.TestContext): Promise<void> {
  await withUser(
    { database, identified: `with caching_sha2_password by ${quotedPassword}` },
    async (user) => {
      await test.step("caching_sha2_password over TLS", () => logIn(routeAs(user, database, TLS), database));
      await test.step("caching_sha2_password without TLS, under the server's public key", () =>
        logIn(routeAs(user, database, PLAIN), database));
      for (const mode of [TLS, PLAIN]) {
        await test.step(`a wrong password is refused as such, ${mode}`, async () => {
          await database.run("flush privileges");
          const error = await refused(routeAs(user, database, mode, "wrong"));
          assert.match(error.message, /Access denied/);
        });
      }
    },
  );
}

async function checkMariadb(database: TestDatabase, test: Deno.TestContext): Promise<void> {
  const native = `via mysql_native_password using password(${quotedPassword})`;
  await withUser({ database, identified: native }, async (user) => {
    for (const mode of [TLS, PLAIN]) {
      await test.step(`mysql_native_password, ${mode}`, () => logIn(routeAs(user, database, mode), database));
    }
  });
  // MariaDB's own ed25519 comes in a library that servers need not have; this method is as foreign to the driver.
  const [secure = "1"] = await database.query("select @@global.secure_auth");
  await database.run("set global secure_auth = 0");
  try {
    await withUser(
      { database, identified: "via mysql_old_password using '606717496665bcba'" },
      async (user) => {
        await test.step("a method that the driver does not know is named", async () => {
          const error = await refused(routeAs(user, database, PLAIN));
          assert.match(error.message, /mysql_old_password/);
          assert.match(error.details.hint ?? "", /mysql_native_password or caching_sha2_password/);
        });
      },
    );
  } finally {
    await database.run(`set global secure_auth = ${Number(secure)}`);
  }
}

for (const [engine, check] of [[MYSQL, checkMysql], [MARIADB, checkMariadb]] as const) {
  Deno.test({
    name: `${engine.variant}: every way to give a password`,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: (test) => checkOn(engine, check, test),
  });
}

async function checkOn(engine: TestEngine, check: typeof checkMysql, test: Deno.TestContext): Promise<void> {
  const server = await engine.start(true);
  if (typeof server === "string") {
    await test.step({ name: `SKIPPED: ${server}`, ignore: true, fn: () => {} });
    return;
  }
  try {
    const database = await server.create("logins");
    await check(database, test);
    await database.drop();
  } finally {
    await server.close();
  }
}
