import assert from "node:assert/strict";
import { connectionError } from "./errors.ts";

Deno.test("connectionError() names a way to log in that the driver does not know, and what to do", () => {
  // As the driver says it; tests/engines/mysql/logins_test.ts hears them from it.
  const words = (method: string) =>
    new Error(
      `Server requests authentication using unknown plugin ${method}. See the documentation on how to configure it`,
    );
  const table = [["client_ed25519", "ed25519"], ["parsec", "parsec"], ["", "mysql_old_password"]];
  for (const [method = "", told] of table) {
    const error = connectionError(words(method), "db:3306", "preferred");
    assert.equal(error.code, "connection.authentication");
    assert.equal(
      error.message,
      `The server at db:3306 asks for the login by ${told}, which is not supported`,
    );
    assert.match(error.details.hint ?? "", /mysql_native_password or caching_sha2_password/);
  }
});

Deno.test("connectionError() says where to look when a server does not answer, in the driver's words", () => {
  for (const words of ["connect ETIMEDOUT", "connect ECONNREFUSED: connection refused"]) {
    const error = connectionError(new Error(words), "db:3306", "preferred");
    assert.match(error.details.hint ?? "", /Is the server running there/);
  }
});
