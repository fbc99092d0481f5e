// Lets Logto look at its changed database: it has nothing to alter and finds its keys; a tenant's own role sees and
// writes the rows of that tenant only, to which the trigger adds its name.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";

// It is beside this script only where Logto is installed.
const pg = createRequire(import.meta.url)("pg");
const program = fileURLToPath(new URL("node_modules/@logto/cli/bin/logto.js", import.meta.url));
const url = process.env.DATABASE_URL;

function logto(...args) {
  const env = { ...process.env, CI: "true" };
  const ran = spawnSync(process.execPath, [program, ...args, "--db-url", url], {
    env,
    encoding: "utf8",
    input: "",
  });
  assert.equal(ran.status, 0, ran.stdout + ran.stderr);
  return ran.stdout + ran.stderr;
}

async function asking(connectionString, ask) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await ask(async (sql) => (await client.query({ text: sql, rowMode: "array" })).rows);
  } finally {
    await client.end();
  }
}

assert.match(logto("db", "alteration", "deploy", "latest"), /Found 0 alteration/);
assert.match(logto("db", "config", "get", "oidc.cookieKeys"), /"value":/);

const tenants = await asking(url, async (rows) => {
  assert.deepEqual(
    await rows("select distinct mood from applications"),
    [["calm"]],
    "rows with the new column",
  );
  assert.deepEqual(await rows("select count(*) > 5 from scopes where blurb <> ''"), [[true]]);
  return await rows("select id, db_user, db_user_password from tenants order by id");
});
const [, tenant] = tenants;
const own = new URL(url);
[own.username, own.password] = [tenant[1], tenant[2]];
await asking(own.href, async (rows) => {
  assert.deepEqual(
    await rows("select distinct tenant_id from roles"),
    [[tenant[0]]],
    "rows of this tenant",
  );
  await rows("insert into roles (id, name, description) values ('fresh', 'Fresh', '')");
  assert.deepEqual(
    await rows("select tenant_id from roles where id = 'fresh'"),
    [[tenant[0]]],
    "the trigger",
  );
  await rows("delete from roles where id = 'fresh'");
  await assert.rejects(
    rows(`insert into roles (tenant_id, id, name, description) values ('other', 'x', 'X', '')`),
  );
});

// The roles are the server's, and would outlive the database.
await asking(url, async (rows) => {
  const roles = await rows(
    `select quote_ident(rolname) from pg_roles where rolname = 'logto_tenant_' || current_database()
     or rolname in (select db_user from tenants) order by 1 desc`,
  );
  for (const [role] of roles) await rows(`drop owned by ${role}`);
  for (const [role] of roles) await rows(`drop role ${role}`);
});
