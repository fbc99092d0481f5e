import assert from "node:assert/strict";
import { PluginError } from "../../protocol/errors.ts";
import type { ConnectParams } from "../../protocol/methods.ts";
import { readSettings } from "./settings.ts";

function params(uri: string | undefined, options: Record<string, unknown> = {}, pem = {}): ConnectParams {
  return {
    engine: "rqlite",
    ...(uri !== undefined && { uri }),
    options,
    resolved: { endpoints: [], files: {}, pem },
    lockTimeoutMs: 0,
  };
}

Deno.test("readSettings() reads URIs and options", () => {
  const of = (...written: Parameters<typeof params>) => readSettings(params(...written));
  assert.deepEqual(of("http://h:4001"), { endpoints: [], isTls: false, timeoutMs: 30_000 });
  assert.deepEqual(of("https://me:p%40%3a@a:1,b/?timeout=1.5s", {}, { ca: "CA" }), {
    endpoints: [],
    isTls: true,
    user: "me",
    password: "p@:",
    ca: "CA",
    timeoutMs: 1500,
  });
  assert.deepEqual(of(undefined, { host: "h", user: "me", password: "", timeout: "2m" }), {
    endpoints: [],
    isTls: true, // as SchemaHero has it
    user: "me",
    timeoutMs: 120_000,
  });
  assert.equal(of(undefined, { host: "h", disableTLS: false }).isTls, true);
  assert.equal(of(undefined, { host: "h", disableTLS: true }).isTls, false);
});

for (
  const [what, reason, ...written] of [
    ["a path", /names a path/, "http://h/app"],
    ["a parameter that means nothing here", /not known: level/, "http://h?level=none"],
    ["a time that is none", /not a time/, "http://h?timeout=soon"],
    ["no time at all", /not a time/, "http://h?timeout=0s"],
    ["a certificate without TLS", /without TLS/, "http://h", {}, { ca: "CA" }],
    ["a certificate without its key", /needs its key/, "https://h", {}, { cert: "C" }],
    ["a password of nobody", /no user/, undefined, { host: "h", password: "x" }],
    ["https with disableTLS", /disableTLS says no TLS/, "https://h", { disableTLS: true }],
  ] as const
) {
  Deno.test(`readSettings() refuses ${what}`, () => {
    const [uri, options, pem] = written;
    assert.throws(
      () => readSettings(params(uri, options, pem)),
      (error) =>
        error instanceof PluginError && error.code === "connection.invalid" && reason.test(error.message),
    );
  });
}
