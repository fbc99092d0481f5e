import { strict as assert } from "node:assert";
import { refusalIn } from "./refusal.ts";

const GRANTS = { net: ["10.0.0.1:5432"], read: ["/srv/a.db", "/srv/ca.pem"], write: ["/srv/a.db"] };

/** Copied from the runtimes that say so: Deno 2.6.10 and 2.9.6, Python 3.11, Go 1.23. */
const CASES: readonly (readonly [string, string | undefined])[] = [
  ['NotCapable: Requires read access to "/etc/passwd", run again with', "open /etc/passwd"],
  ['Requires write access to "/srv/ca.pem", run again', "write /srv/ca.pem"],
  ['Requires net access to "10.0.0.2:5432", specify', "connect to 10.0.0.2:5432"],
  ['Requires run access to "sh"', "start sh"],
  ["EACCES: permission denied, open '/etc/passwd'", "open /etc/passwd"],
  ["EPERM: operation not permitted, chmod '/srv/ca.pem2'", "chmod /srv/ca.pem2"],
  ["connect ECONNREFUSED 10.0.0.1:99", "connect to 10.0.0.1:99"],
  ["PermissionDenied: Permission denied (os error 13): open '/etc/passwd'", "open /etc/passwd"],
  ["PermissionError: [Errno 13] Permission denied: '/etc/passwd'", "open /etc/passwd"],
  ["open /etc/passwd: permission denied", "open /etc/passwd"],
  ["fork/exec /bin/sh: operation not permitted", "start /bin/sh"],
  ["dial tcp 10.0.0.1:99: connect: permission denied", "connect to 10.0.0.1:99"],
  // What was granted fails for reasons of its own.
  ["connect ECONNREFUSED 10.0.0.1:5432", undefined],
  ["EACCES: permission denied, open '/srv/a.db'", undefined],
  ["open /srv/a.db: permission denied", undefined],
  ['permission denied for table "customer"', undefined],
  ["ERROR: permission denied to create database", undefined],
  ["Operation not permitted", undefined],
];

Deno.test("refusalIn() tells a wall's refusal from a database's", () => {
  for (const [text, refusal] of CASES) assert.equal(refusalIn(text, GRANTS), refusal, text);
});
