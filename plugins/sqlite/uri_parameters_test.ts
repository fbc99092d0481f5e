import assert from "node:assert/strict";
import { PluginError } from "../../protocol/errors.ts";
import { refuseParameters } from "./uri_parameters.ts";

Deno.test("refuseParameters() names a parameter that would have no effect", () => {
  const refused = {
    "file:a.db?mode=ro": /parameter mode is not honoured: mode=ro/,
    "a.db?mode=ro": /parameter mode /,
    "file:a.db?mode=rwc&cache=shared": /parameter cache /,
    "a.db?_foreign_keys=on": /parameter _foreign_keys /,
    "sqlite:///a.db?mode=memory#top": /parameter mode /,
    "file:a.db?immutable": /parameter immutable is not honoured: immutable/,
  };
  for (const [uri, expected] of Object.entries(refused)) {
    assert.throws(
      () => refuseParameters(uri),
      (error) =>
        error instanceof PluginError && error.code === "connection.invalid" && expected.test(error.message),
      uri,
    );
  }
});

Deno.test("refuseParameters() takes URIs without parameters and the one that changes nothing", () => {
  for (
    const uri of [
      "a.db",
      "file:a%3Fb.db",
      "file:a.db?",
      "file:a.db?mode=rwc",
      ":memory:",
      "file:a.db#x?mode=ro",
    ]
  ) {
    refuseParameters(uri);
  }
});
