import assert from "node:assert/strict";
import { SchemaHeroError } from "../errors.ts";
import { expandVariables } from "./expand.ts";
import { redact, Secret } from "./secret.ts";
import { resolveConnection, uriSecret } from "./value.ts";

const VARIABLES: Readonly<Record<string, string>> = { USER: "me", PASS: "p@ss-${USER}", EMPTY: "" };
const context = { environment: (name: string) => VARIABLES[name], where: "Database d (db.yaml)" };

Deno.test("expandVariables() inserts variables as they are and nothing else", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["a ${USER} b ${USER}", "a me b me"],
    ["${PASS}", "p@ss-${USER}"],
    ["[${EMPTY}]", "[]"],
    ["$USER $ {USER} 5$ $", "$USER $ {USER} 5$ $"],
    ["$${USER} $$${USER}", "${USER} $${USER}"],
  ];
  for (const [text, expected] of cases) {
    assert.equal(expandVariables(text, context.environment, "uri"), expected);
  }
});

Deno.test("expandVariables() names the variable that is not set, and refuses what is malformed", () => {
  refuses(() => expandVariables("x ${NOT_SET}", context.environment, "uri of Database d"), [
    "secrets.unset-variable",
    "uri of Database d needs the environment variable NOT_SET, which is not set",
    "Set NOT_SET, or write $${NOT_SET} when no variable is meant",
  ]);
  for (const text of ["${", "${}", "${a-b}", "${USER", "${1A}", "${USER:-x}"]) {
    refuses(() => expandVariables(text, context.environment, "uri"), [
      "secrets.malformed-variable",
      "uri has a malformed ${...}",
      "Write ${NAME} with letters, digits and _; $${ stands for ${ itself",
    ]);
  }
});

Deno.test("resolveConnection() resolves options and hides what is confidential", () => {
  const { uri, options } = resolveConnection({
    uri: { value: "postgres://${USER}:${PASS}@h/db" },
    host: { value: "localhost" },
    user: "literal ${USER}",
    password: { value: "${PASS}" },
    port: { value: 5432 },
    disableTLS: true,
    hosts: ["a", "b"],
    dbname: null,
  }, context);
  assert.equal(uri?.reveal(), "postgres://me:p@ss-${USER}@h/db");
  const { password, ...others } = options;
  assert.ok(password instanceof Secret);
  assert.equal(password.reveal(), "p@ss-${USER}");
  assert.deepEqual(others, {
    host: "localhost",
    user: "literal ${USER}",
    port: "5432",
    disableTLS: true,
    hosts: ["a", "b"],
  });
  assert.ok(!Deno.inspect({ uri, options }, { depth: 9 }).includes("p@ss"));
});

Deno.test("resolveConnection() takes a URI as text or as value", () => {
  assert.equal(resolveConnection({ uri: "file:${USER}.db" }, context).uri?.reveal(), "file:me.db");
  assert.equal(resolveConnection({ uri: { value: "x" } }, context).uri?.reveal(), "x");
  assert.equal(resolveConnection({ host: "h" }, context).uri, undefined);
});

Deno.test("resolveConnection() refuses what the command line cannot resolve", () => {
  const where = "uri of Database d (db.yaml)";
  const hint =
    "On the command line use value: with ${NAME} for a variable of the environment, --uri-file or SCHEMAHERO_URI";
  const cases: readonly (readonly [unknown, readonly [string, string, string?]])[] = [
    [{ valueFrom: { secretKeyRef: { name: "a", key: "b" } } }, [
      "secrets.operator-only",
      `${where} comes from secretKeyRef, which works in the operator only`,
      hint,
    ]],
    [{ valueFrom: { vault: {} } }, [
      "secrets.operator-only",
      `${where} comes from vault, which works in the operator only`,
      hint,
    ]],
    [{ valueFrom: { ssm: {} } }, [
      "secrets.operator-only",
      `${where} comes from ssm, which works in the operator only`,
      hint,
    ]],
    [{ valueFrom: { secretKeyReff: {} } }, [
      "secrets.invalid-value",
      `valueFrom in ${where} must have exactly one of secretKeyRef, vault, ssm`,
    ]],
    [{ valueFrom: {} }, [
      "secrets.invalid-value",
      `valueFrom in ${where} must have exactly one of secretKeyRef, vault, ssm`,
    ]],
    [{ value: "x", valueFrom: { vault: {} } }, [
      "secrets.invalid-value",
      `${where} must have either value or valueFrom and nothing else`,
    ]],
    [{ value: "x", other: 1 }, [
      "secrets.invalid-value",
      `${where} must have either value or valueFrom and nothing else`,
    ]],
    [{ value: ["x"] }, ["secrets.invalid-value", `value in ${where} must be text, found a list`]],
    [{ valeu: "x" }, ["secrets.invalid-value", `${where} must be text, found a map`]],
    ["", ["secrets.invalid-value", `${where} must be text, found ""`]],
    [5, ["secrets.invalid-value", `${where} must be text, found number 5`]],
  ];
  for (const [uri, expected] of cases) refuses(() => resolveConnection({ uri }, context), expected);
});

Deno.test("uriSecret() makes redact() strike out the password alone, too", () => {
  uriSecret("postgres://me:only%21here@h/db");
  assert.equal(
    redact("authentication failed for only!here (only%21here)"),
    "authentication failed for *** (***)",
  );
});

function refuses(action: () => unknown, expected: readonly [string, string, string?]): void {
  assert.throws(action, (error) => {
    assert.ok(error instanceof SchemaHeroError, String(error));
    assert.deepEqual([error.code, error.message, error.hint], [expected[0], expected[1], expected[2]]);
    return true;
  });
}
