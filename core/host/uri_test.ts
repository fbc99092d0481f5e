import { strict as assert } from "node:assert";
import type { ConnectionBlock } from "../../protocol/describe.ts";
import { SchemaHeroError } from "../errors.ts";
import { parseUri, type UriParts } from "./uri.ts";

const URL_BLOCK: ConnectionBlock["uri"] = [{ grammar: "url", schemes: ["postgres", "postgresql"] }, {
  grammar: "keywords",
}];
const DSN_BLOCK: ConnectionBlock["uri"] = [{ grammar: "url", schemes: ["mysql"] }, { grammar: "go-dsn" }];
const FILE_BLOCK: ConnectionBlock["uri"] = [{ grammar: "file", schemes: ["file", "sqlite"] }];

/** Parts as plain data: the query has no prototype. */
function parse(text: string, block: ConnectionBlock["uri"]): UriParts {
  const parts = parseUri(text, block);
  return { ...parts, query: { ...parts.query } };
}

const GOOD: readonly (readonly [string, ConnectionBlock["uri"], UriParts])[] = [
  ["postgres://me:p%40ss@db:5433/app?sslmode=require&x", URL_BLOCK, {
    user: "me",
    password: "p@ss",
    host: "db",
    port: "5433",
    path: "/app",
    query: { sslmode: "require", x: "" },
  }],
  ["postgresql://a:1,b,[::1]:3/db", URL_BLOCK, { host: "a,b,::1", port: "1,,3", path: "/db", query: {} }],
  ["postgres://me:a@b@db/app", URL_BLOCK, {
    user: "me",
    password: "a@b",
    host: "db",
    path: "/app",
    query: {},
  }],
  ["postgres:///app?host=/run/pg", URL_BLOCK, { path: "/app", query: { host: "/run/pg" } }],
  ["postgres://%2Frun%2Fpg:7/app", URL_BLOCK, { host: "/run/pg", port: "7", path: "/app", query: {} }],
  ["postgres://%2Frun%2Fpg/app", URL_BLOCK, { host: "/run/pg", path: "/app", query: {} }],
  ["host=a,b port = 5432 password='it\\'s a \\\\' dbname=app", URL_BLOCK, {
    host: "a,b",
    port: "5432",
    password: "it's a \\",
    path: "app",
    query: { host: "a,b", port: "5432", password: "it's a \\", dbname: "app" },
  }],
  ["me:p/a:s@s@tcp(db:3307)/app?tls=true", DSN_BLOCK, {
    user: "me",
    password: "p/a:s@s",
    host: "db",
    port: "3307",
    path: "app",
    query: { tls: "true" },
  }],
  ["me:p)/a?b@tcp(db)/a%2Fb?ssl-ca=%2Fca.pem", DSN_BLOCK, {
    user: "me",
    password: "p)/a?b",
    host: "db",
    path: "a/b",
    query: { "ssl-ca": "/ca.pem" },
  }],
  ["me@unix(/run/my.sock)/app", DSN_BLOCK, { user: "me", host: "/run/my.sock", path: "app", query: {} }],
  ["me@tcp([2001:db8::1]:3306)/", DSN_BLOCK, { user: "me", host: "2001:db8::1", port: "3306", query: {} }],
  ["/app", DSN_BLOCK, { path: "app", query: {} }],
  ["data.db", FILE_BLOCK, { path: "data.db", query: {} }],
  ["./a%20b#c.db?mode=ro", FILE_BLOCK, { path: "./a%20b#c.db", query: { mode: "ro" } }],
  [":memory:", FILE_BLOCK, { path: ":memory:", query: {} }],
  ["file:a%20b.db?mode=ro#x", FILE_BLOCK, { path: "a b.db", query: { mode: "ro" } }],
  ["sqlite:///srv/data.db", FILE_BLOCK, { path: "/srv/data.db", query: {} }],
  ["file://localhost/srv/data.db", FILE_BLOCK, { path: "/srv/data.db", query: {} }],
];

for (const [text, block, expected] of GOOD) {
  Deno.test(`parseUri() reads ${text}`, () => assert.deepEqual(parse(text, block), expected));
}

const BAD: readonly (readonly [string, ConnectionBlock["uri"], RegExp])[] = [
  ["mysql://me:hidden@db/app", URL_BLOCK, /not in a form that this engine reads; found mysql:\/\/$/],
  ["postgres://me:hid/den@db/app", URL_BLOCK, /port in the connection URI is not a number/],
  ["postgres://me:hid%zz@db/app", URL_BLOCK, /% that begins no percent-encoded/],
  ["host=a password='hidden", URL_BLOCK, /cannot be read after its character 6/],
  ["me:hidden@udp(db:1)/app", DSN_BLOCK, /network "udp" is not supported/],
  ["me:hidden@tcp(db:1)/app?ssl-ca=/etc/ca.pem", DSN_BLOCK, /A \/ stands in the name of the database or in/],
  ["me:hidden@tcp(db:1)/a/b", DSN_BLOCK, /A \/ stands in the name of the database or in/],
  ["postgres://me:hidden@db/app", FILE_BLOCK, /not in a form that this engine reads; found postgres:/],
  ["sqlite://data.db", FILE_BLOCK, /must be followed by an absolute path/],
  ["", FILE_BLOCK, /not in a form/],
  ["a\0b", FILE_BLOCK, /not valid text/],
  ["x".repeat(10_001), FILE_BLOCK, /not valid text/],
];

for (const [text, block, pattern] of BAD) {
  Deno.test(`parseUri() refuses ${JSON.stringify(text.slice(0, 40))} without repeating it`, () => {
    assert.throws(() => parseUri(text, block), (error: unknown) => {
      assert(error instanceof SchemaHeroError && error.code === "connection.invalid");
      assert.match(error.message, pattern);
      assert(!/hid/.test(`${error.message} ${error.hint}`), "no password in the message");
      return true;
    });
  });
}
