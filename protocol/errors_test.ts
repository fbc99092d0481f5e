// Errors on their way over the wire.
import assert from "node:assert/strict";
import { encode } from "./codec.ts";
import {
  connectionDiagnostics,
  type ErrorCode,
  PluginError,
  ProtocolError,
  toWireError,
  WIRE_ERROR,
} from "./errors.ts";
import { check } from "./schema.ts";

Deno.test("PluginError survives the wire with all it carries", () => {
  const error = new PluginError("database.error", "It was refused", {
    hint: "Look again",
    sqlstate: "23505",
    statement: "insert",
    position: 3,
    retryable: true,
    cause: "UNIQUE",
    data: { outcome: "rolled-back" },
  });
  const back = PluginError.fromWire(error.toWire());
  assert.deepEqual([back.code, back.message, back.details], [error.code, error.message, error.details]);
});

Deno.test("toWireError() tells the message of a foreign error, never its stack", () => {
  const wire = toWireError(new TypeError("x is not a function"));
  assert.deepEqual(wire, { code: "plugin.internal", message: "x is not a function", retryable: false });
  assert.equal(toWireError("thrown text").message, "thrown text");
  assert.equal(toWireError(new Error("")).message, "Unknown failure");
  assert.equal(toWireError(new ProtocolError("protocol.codec", "Bad")).code, "protocol.codec");
});

Deno.test("toWireError() makes any error fit its schema and a frame", () => {
  const odd = new PluginError("database.error", "half \ud800 a pair", {
    sqlstate: "S".repeat(500),
    statement: "x".repeat(20_000_000),
    hint: "\udc00",
  });
  const cases = [
    odd,
    new PluginError("x".repeat(300) as ErrorCode, "m"), // an engine in plain JavaScript
    new PluginError("timeout", "m", { position: -1.5 }),
  ];
  for (const error of cases) {
    const wire = toWireError(error);
    assert.deepEqual(check(WIRE_ERROR, wire, { unknownKeys: "report" }).issues, []);
    assert.ok(encode(wire).length < 1_000_000);
  }
});

Deno.test("connectionDiagnostics() tells what reading settings throws, and lets other errors pass", () => {
  assert.deepEqual(connectionDiagnostics(() => 1), []);
  const refused = connectionDiagnostics(() => {
    throw new PluginError("connection.invalid", "no host", { hint: "name one" });
  });
  assert.deepEqual(refused, [{
    severity: "error",
    code: "invalid-connection",
    message: "no host",
    hint: "name one",
  }]);
  assert.throws(() =>
    connectionDiagnostics(() => {
      throw new TypeError("a fault");
    }), TypeError);
});
