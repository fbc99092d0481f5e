import { strict as assert } from "node:assert";
import { SchemaHeroError } from "../errors.ts";
import { isLoopback, parseReference, referenceText } from "./reference.ts";

const DIGEST = `sha256:${"a1".repeat(32)}`;

for (
  const [text, reference] of [
    ["ghcr.io/acme/duckdb:1.2", { registry: "ghcr.io", repository: "acme/duckdb", tag: "1.2" }],
    [`ghcr.io/a/b@${DIGEST}`, { registry: "ghcr.io", repository: "a/b", digest: DIGEST }],
    [`h:5000/b:x@${DIGEST}`, { registry: "h:5000", repository: "b", tag: "x", digest: DIGEST }],
    ["localhost/b", { registry: "localhost", repository: "b" }],
    ["schemahero/plugin-postgres:0", {
      registry: "docker.io",
      repository: "schemahero/plugin-postgres",
      tag: "0",
    }],
    ["[::1]:5000/a:t", { registry: "[::1]:5000", repository: "a", tag: "t" }],
  ] as const
) {
  Deno.test(`parseReference() reads ${text}, and referenceText() writes it`, () => {
    assert.deepEqual(parseReference(text), reference);
    assert.deepEqual(parseReference(referenceText(reference)), reference);
  });
}

for (
  const text of [
    "",
    "UPPER/case",
    "h.io/",
    "h.io/a:",
    "h.io/a:b:c",
    "h.io/a@sha256:00",
    "h.io/../a",
    "h.io/a//b",
  ]
) {
  Deno.test(`parseReference() refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseReference(text), SchemaHeroError);
  });
}

Deno.test("isLoopback() is true for this machine only", () => {
  assert.deepEqual(
    ["localhost:5000", "127.0.0.1", "127.9.9.9:1", "[::1]:2", "127.0.0.1.evil.example", "localhost.example"]
      .map(
        isLoopback,
      ),
    [true, true, true, true, false, false],
  );
});
