import { strict as assert } from "node:assert";
import { join } from "node:path";
import { appendToLog, auditLine, auditRecord } from "./audit.ts";
import type { Candidate } from "./candidate.ts";

const CANDIDATE: Candidate = { form: "executable", name: "x", path: "/p/schemahero-x", origin: "home" };
const FILE = { path: "/store/1", digest: `sha256:${"ab".repeat(32)}`, identity: "1" };

Deno.test("auditLine() says which file may touch what", () => {
  const settings = { environment: () => undefined, pluginDirs: [] };
  const grants = { net: ["10.0.0.1:5432"], read: ["/a", "/b"], write: ["/b"] };
  const record = auditRecord(CANDIDATE, FILE, 12, grants, settings);
  assert.equal(
    auditLine(record),
    "schemahero-x (sha256:abababababab..., process 12, sandbox best-effort) may connect to 10.0.0.1:5432; read /a; read and write /b",
  );
  const nothing = auditRecord(CANDIDATE, undefined, 12, { net: [], read: [], write: [] }, settings);
  assert.match(auditLine(nothing), /\(from source, .*\) may touch nothing$/);
});

Deno.test("appendToLog() keeps one line a start, for the user's eyes, and not for ever", async () => {
  const home = await Deno.makeTempDir({ prefix: "schemahero-audit-" });
  try {
    const settings = { environment: () => undefined, pluginDirs: [], home };
    const record = auditRecord(CANDIDATE, FILE, 12, { net: [], read: [], write: [] }, settings);
    const path = join(home, ".schemahero", "audit.log");
    for (let count = 0; count < 2; count++) appendToLog(record, settings);
    const lines = (await Deno.readTextFile(path)).trimEnd().split("\n");
    assert.deepEqual(lines.map((line) => JSON.parse(line)), [record, record]);
    if (Deno.build.os !== "windows") assert.equal(Number((await Deno.stat(path)).mode) & 0o777, 0o600);
    await Deno.writeTextFile(path, " ".repeat(1024 * 1024), { append: true });
    appendToLog(record, settings);
    appendToLog(record, settings);
    assert.equal((await Deno.readTextFile(path)).split("\n").length, 2);
    assert((await Deno.stat(`${path}.old`)).size > 1024 * 1024);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});
