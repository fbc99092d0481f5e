import assert from "node:assert/strict";
import { PluginError } from "../../protocol/errors.ts";
import type { ConnectParams } from "../../protocol/methods.ts";
import { readSettings } from "./settings.ts";

function params(uri: string, more: Partial<ConnectParams["resolved"]> = {}, options = {}): ConnectParams {
  const endpoints = [{ host: "h", address: "10.0.0.1", port: 3306 }];
  return {
    engine: "mysql",
    ...(uri !== "" && { uri }),
    options,
    resolved: { endpoints, files: {}, pem: {}, ...more },
    lockTimeoutMs: 1000,
  };
}

Deno.test("readSettings() reads DSNs in Go's form, URLs and parts", () => {
  const go = readSettings(
    params("us%er:p@ss:w/rd@tcp(h:3307)/d%20b?tls=skip-verify&timeout=5s&parseTime=true"),
  );
  assert.deepEqual({ ...go }, {
    user: "us%er",
    password: "p@ss:w/rd",
    database: "d b",
    sslMode: "required",
    connectTimeoutMs: 5000,
    statementTimeoutMs: 0,
  });
  const url = readSettings(params("mysql://us%40er:p%2Fw@h/db?ssl-mode=VERIFY_CA&statement_timeout=2s"));
  assert.deepEqual([url.user, url.password, url.sslMode, url.statementTimeoutMs], [
    "us@er",
    "p/w",
    "verify-ca",
    2000,
  ]);
  const parts = readSettings(params("", {}, { user: "u", password: "p", dbname: "d", disableTLS: true }));
  assert.deepEqual([parts.user, parts.database, parts.sslMode], ["u", "d", "disabled"]);
});

Deno.test("readSettings() prefers TLS, verifies with an authority, and leaves it out on a socket", () => {
  assert.equal(readSettings(params("u@tcp(h)/d")).sslMode, "preferred");
  assert.equal(readSettings(params("u@tcp(h)/d?tls=true")).sslMode, "verify-identity");
  assert.equal(readSettings(params("u@tcp(h)/d", { pem: { ca: "PEM" } })).sslMode, "verify-identity");
  assert.equal(readSettings(params("u@unix(/s)/d", { endpoints: [] })).sslMode, "disabled");
});

Deno.test("readSettings() refuses what it does not know", () => {
  for (
    const uri of ["u@tcp(h)/", "u@tcp(h)/d?colour=red", "u@tcp(h)/d?tls=custom", "u@tcp(h)/d?ssl-mode=maybe"]
  ) {
    assert.throws(() => readSettings(params(uri)), PluginError, uri);
  }
});
