import assert from "node:assert/strict";
import { join } from "node:path";
import { SchemaHeroError } from "../errors.ts";
import { findPassword, findService, passwordIn, serviceIn } from "./libpq_files.ts";

const LOGIN = { host: "db.example", port: "5432", database: "app", user: "me" };

for (
  const [text, password] of [
    ["db.example:5432:app:me:hidden", "hidden"],
    ["# a remark\nother:5432:app:me:no\n*:*:*:me:yes\ndb.example:5432:app:me:late", "yes"],
    ["db.example:5432:app:me:a\\:b\\\\c", "a:b\\c"],
    ["db.example:5432:app:me:", ""],
    ["db.example:5433:app:me:hidden", undefined],
    ["db.example:5432:app:you:hidden", undefined],
    ["db.example:5432:app:me", undefined],
    ["", undefined],
  ] as const
) {
  Deno.test(`passwordIn() gives ${password} when the file is ${JSON.stringify(text)}`, () => {
    assert.equal(passwordIn(text, LOGIN), password);
  });
}

Deno.test("passwordIn() takes localhost for any unix socket", () => {
  assert.equal(passwordIn("localhost:*:*:me:hidden", { ...LOGIN, host: "/run/postgresql" }), "hidden");
  assert.equal(passwordIn("/run/postgresql:*:*:me:hidden", { ...LOGIN, host: "/run/postgresql" }), "hidden");
  assert.equal(passwordIn("localhost:*:*:me:hidden", LOGIN), undefined);
});

Deno.test("serviceIn() reads the section of its name and no other", () => {
  const text = "# services\n[a]\nhost=one\n[b]\n host = two \nuser=me\n\n[c]\nhost=three\n";
  assert.deepEqual(serviceIn(text, "b", "x"), { host: "two", user: "me" });
  assert.equal(serviceIn(text, "d", "x"), undefined);
  assert.throws(() => serviceIn("[a]\nhost", "a", "x"), /x, line 2: not name=value/);
});

Deno.test("findPassword() refuses a file that others may use, and only when it has the password", async () => {
  const home = await Deno.makeTempDir({ prefix: "schemahero-libpq-" });
  try {
    const around = { environment: () => undefined, home };
    assert.equal(findPassword(LOGIN, undefined, around), undefined);
    const path = join(home, ".pgpass");
    await Deno.writeTextFile(path, "*:*:*:me:hidden\n", { mode: 0o600 });
    assert.equal(findPassword(LOGIN, undefined, around), "hidden");
    assert.equal(findPassword(LOGIN, undefined, { environment: () => path }), "hidden");
    await Deno.chmod(path, 0o644);
    assert.throws(() => findPassword(LOGIN, undefined, around), SchemaHeroError);
    assert.equal(findPassword({ ...LOGIN, user: "you" }, undefined, around), undefined);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});

Deno.test("findService() tells where it looked when there is no such service", () => {
  assert.throws(
    () => findService("app", { environment: () => undefined, home: "/nowhere" }),
    /There is no service app; looked in \/nowhere\/\.pg_service\.conf/,
  );
});
