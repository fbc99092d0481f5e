import assert from "node:assert/strict";
import { passwordsIn, redactUriPasswords } from "./redact.ts";

Deno.test("redactUriPasswords() strikes out passwords by the form of URIs", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["postgres://me:secret@host:5432/db", "postgres://me:***@host:5432/db"],
    [
      "cannot reach postgres://me:se@cr:et@host/db?x=1, sorry",
      "cannot reach postgres://me:***@host/db?x=1, sorry",
    ],
    ["postgres://me:se/cr/et@host/db", "postgres://me:***@host/db"],
    ["postgres://me:a/b@c@host/db", "postgres://me:***@host/db"],
    ["http://:pw@h", "http://:***@h"],
    ["me:secret@tcp(host:3306)/db", "me:***@tcp(host:3306)/db"],
    ["dsn 'me:se/c@ret@unix(/tmp/s)/db'", "dsn 'me:***@unix(/tmp/s)/db'"],
    ["host=h password=secret user=me", "host=h password=*** user=me"],
    ["host=h password='sec ret' user=me", "host=h password=*** user=me"],
    [
      "postgres://h/db?user=me&password=secret&sslmode=off",
      "postgres://h/db?user=me&password=***&sslmode=off",
    ],
    ["postgres://me@host:5432/db", "postgres://me@host:5432/db"],
    ["file:test.db", "file:test.db"],
    ["see https://example.org/a:b and mail a@b.c", "see https://example.org/a:b and mail a@b.c"],
    ["two: a://u:p1@h b://u:p2@h", "two: a://u:***@h b://u:***@h"],
    ["a.yaml:12:3: Unknown key", "a.yaml:12:3: Unknown key"],
  ];
  for (const [text, expected] of cases) assert.equal(redactUriPasswords(text), expected);
});

Deno.test("redactUriPasswords() needs time in proportion to the text", () => {
  for (const part of ["a:", "a://", "a://b:", "password=", "a:b@", "x://y:z@", ":", "@", "pwd='"]) {
    const start = performance.now();
    redactUriPasswords(part.repeat(30_000));
    assert.ok(performance.now() - start < 3000, `${part} took ${performance.now() - start} ms`);
  }
});

Deno.test("passwordsIn() finds the password wherever the grammar of the URI puts it", () => {
  const cases: readonly (readonly [string, string[]])[] = [
    ["postgres://me:se@c/ret@host/db", ["se@c/ret"]],
    ["me:p@ss@tcp(h:1)/db", ["p@ss"]],
    ["host=h password='a b' user=me", ["a b"]],
    ["postgres://h/db?password=x%40y&a=1", ["x%40y"]],
    ["postgres://h:5432/db", []],
    ["file:test.db", []],
  ];
  for (const [uri, expected] of cases) assert.deepEqual(passwordsIn(uri), expected, uri);
});
