import assert from "node:assert/strict";
import { PluginError } from "../../protocol/errors.ts";
import type { ConnectParams } from "../../protocol/methods.ts";
import { readSettings, type Settings } from "./settings.ts";

function settings(uri: string, options: ConnectParams["options"] = {}): Settings {
  const endpoints = [{ host: "db", address: "10.0.0.1", port: 5432 }];
  return readSettings({
    engine: "postgres",
    uri,
    options,
    resolved: { endpoints, files: {}, pem: {} },
    lockTimeoutMs: 0,
  });
}

Deno.test("readSettings() reads a URI, a keyword list and parts alike", () => {
  const parts = { user: "me", password: "it's", dbname: "app", "search_path": 'a, "B c"' };
  const expected = settings("", parts);
  assert.deepEqual(expected.searchPath, ["a", "B c"]);
  assert.deepEqual(settings("postgres://me:it%27s@db/app?search_path=a,%20%22B%20c%22"), expected);
  assert.deepEqual(settings(`user=me password='it\\'s' dbname=app search_path='a, "B c"'`), expected);
  assert.deepEqual(
    settings("postgres://db/?user=me&password=it%27s&dbname=app", { schemas: ["a", '"B c"'] }),
    expected,
  );
});

Deno.test("readSettings() folds names of search_path as the server does, and takes those of schema as they are", () => {
  assert.deepEqual(settings('user=me search_path=A,"A"').searchPath, ["a", "A"]);
  assert.deepEqual(settings("user=me schema=A").searchPath, ["A"]);
});

Deno.test("readSettings() takes the user for the database, and the fallback for the name of the session", () => {
  const { database, applicationName } = settings("postgres://me@db?fallback_application_name=f");
  assert.deepEqual([database, applicationName], ["me", "f"]);
});

for (
  const [text, parameters] of [
    ["-c geqo=off", { geqo: "off" }],
    ["-cgeqo=off --statement-timeout=5s", { geqo: "off", "statement_timeout": "5s" }],
    ["-c search_path=a\\ b", { "search_path": "a b" }],
  ] as const
) {
  Deno.test(`readSettings() reads options=${text}`, () => {
    assert.deepEqual(settings("user=me", { options: text }).parameters, parameters);
  });
}

for (
  const [query, words] of [
    ["channel_binding=require", /channel_binding=require/],
    ["require_auth=scram-sha-256", /require_auth/],
    ["gssencmode=require", /gssencmode/],
    ["sslcrl=list.pem", /sslcrl/],
    ["ssl_min_protocol_version=TLSv1.3", /TLSv1\.3/],
    ["sslmode=strict", /Unknown sslmode strict/],
    ["sslrootcert=system&sslmode=require", /sslmode require is too weak for sslrootcert=system/],
    ["target_session_attrs=master", /Unknown target_session_attrs master/],
    ["colour=red", /not known: colour/],
    ["statement_timeout=long", /statement_timeout must be a time/],
    ["options=geqo", /options of the connection cannot be read/],
  ] as const
) {
  Deno.test(`readSettings() refuses ${query}, which it could not keep`, () => {
    assert.throws(
      () => settings(`postgres://me@db/app?${query}`),
      (error) =>
        error instanceof PluginError && error.code === "connection.invalid" && words.test(error.message),
    );
  });
}

Deno.test("readSettings() lets pass what changes nothing that is promised", () => {
  settings(
    "postgres://me@db/app?channel_binding=prefer&gssencmode=disable&keepalives=1&ssl_min_protocol_version=TLSv1.2",
  );
});
