// The plan says which way the server takes for each statement; the server is asked whether that is so: it must take the
// told way when it is told to, and refuse a lighter one.
import assert from "node:assert/strict";
import plugin from "../../../plugins/mysql/plugin.ts";
import { memorySource } from "../../../core/specs/memory_source.ts";
import type { TestDatabase, TestEngine } from "../engine.ts";
import { planOf } from "../road.ts";
import { inProcess } from "../session.ts";
import { MARIADB, MYSQL } from "./engine.ts";

/** What may be asked for, the lightest first, by the words with which the plan tells of it. */
const WAYS: readonly (readonly [words: string, clauseSql: string])[] = [
  ["Instant:", "algorithm=instant"],
  ["In place: others go on", "algorithm=inplace, lock=none"],
  ["In place, and the table is rebuilt: others go on", "algorithm=inplace, lock=none"],
  ["In place: others can read", "algorithm=inplace, lock=shared"],
  ["In place, and the table is rebuilt: others can read", "algorithm=inplace, lock=shared"],
  ["The table is copied", "algorithm=copy"],
];

/** The table, and the document's lines for it; each change replaces one line by others. */
const TABLE =
  "create table t (id int primary key, a int, b varchar(20), c varchar(70), n int not null default 1, " +
  "e enum('a','b'), w text, p int, f varchar(9) character set utf8mb3, " +
  "constraint ck check (a > 0), key ia (a), key ic (c)); insert into t (id, a, p) values (1, 5, 6)";
const LINES = {
  id: "{ name: id, type: int }",
  a: "{ name: a, type: int }",
  b: "{ name: b, type: varchar(20) }",
  c: "{ name: c, type: varchar(70) }",
  n: "{ name: n, type: int, default: 1, constraints: { notNull: true } }",
  e: "{ name: e, type: \"enum('a','b')\" }",
  w: "{ name: w, type: text }",
  p: "{ name: p, type: int }",
  f: "{ name: f, type: varchar(9), charset: utf8mb3 }",
};
const KEYS = "indexes: [{ columns: [a], name: ia }, { columns: [c], name: ic }]";
const CHECKS = "checks: [{ name: ck, expression: a > 0 }]";

interface Change {
  readonly what: string;
  readonly lines?: Readonly<Record<string, string>>;
  readonly keys?: string;
  readonly checks?: string;
  readonly more?: string;
}

const CHANGES: readonly Change[] = [
  { what: "a column comes", lines: { z: "{ name: z, type: int }" } },
  { what: "a column with a default comes", lines: { z: "{ name: z, type: int, default: (1 + 1) }" } },
  {
    what: "a virtual column comes",
    lines: { z: "{ name: z, type: int, generated: { expression: a + 1 } }" },
  },
  {
    what: "a stored column comes",
    lines: { z: "{ name: z, type: int, generated: { expression: a + 1, stored: true } }" },
  },
  { what: "a default changes", lines: { n: LINES.n.replace("default: 1", "default: 5") } },
  {
    what: "null is refused",
    lines: { p: "{ name: p, type: int, default: 0, constraints: { notNull: true } }" },
  },
  { what: "a comment comes", lines: { p: "{ name: p, type: int, comment: x }" } },
  { what: "a column is hidden", lines: { p: "{ name: p, type: int, invisible: true }" } },
  { what: "a short text grows", lines: { b: "{ name: b, type: varchar(40) }" } },
  { what: "a text outgrows a byte of length", lines: { b: "{ name: b, type: varchar(200) }" } },
  { what: "a text shrinks", lines: { b: "{ name: b, type: varchar(10) }" } },
  { what: "a number grows", lines: { p: "{ name: p, type: bigint }" } },
  { what: "an enum grows at its end", lines: { e: "{ name: e, type: \"enum('a','b','c')\" }" } },
  { what: "an enum grows at its start", lines: { e: "{ name: e, type: \"enum('c','a','b')\" }" } },
  { what: "a collation changes", lines: { b: "{ name: b, type: varchar(20), collation: utf8mb4_bin }" } },
  {
    what: "a collation of a key changes",
    lines: { c: "{ name: c, type: varchar(70), collation: utf8mb4_bin }" },
  },
  { what: "utf8mb3 becomes utf8mb4", lines: { f: "{ name: f, type: varchar(9) }" } },
  { what: "a character set changes", lines: { b: "{ name: b, type: varchar(20), charset: latin1 }" } },
  { what: "a column moves", lines: { p: "{ name: p, type: int, after: id }" } },
  { what: "an index comes", keys: KEYS.replace("indexes: [", "indexes: [{ columns: [n], name: in }, ") },
  { what: "an index goes", keys: "indexes: [{ columns: [c], name: ic }]" },
  { what: "an index is renamed", keys: KEYS.replace("ia }", "ib }") },
  { what: "an index is hidden", keys: KEYS.replace("ia }", "ia, invisible: true }") },
  {
    what: "a fulltext index comes",
    keys: KEYS.replace("indexes: [", "indexes: [{ columns: [w], name: ft, type: fulltext }, "),
  },
  {
    what: "an index and a default",
    keys: "indexes: []",
    lines: { n: LINES.n.replace("default: 1", "default: 5") },
  },
  { what: "an index and a column", keys: "indexes: []", lines: { z: "{ name: z, type: int }" } },
  { what: "a check goes", checks: "checks: []" },
  { what: "a check comes", checks: CHECKS.replace("]", ", { name: c2, expression: n > 0 }]") },
  { what: "the comment of the table", more: "comment: said" },
  { what: "the row format", more: "rowFormat: compact" },
];

function documentOf({ lines = {}, keys = KEYS, checks = CHECKS, more = "" }: Change): string {
  const columns = Object.values({ ...LINES, ...lines }).map((line) => `      - ${line}`);
  const rest = ["primaryKey: [id]", keys, checks, more].map((line) => `    ${line}`);
  return ["name: t", "schema:", "  mysql:", ...rest, "    columns:", ...columns].join("\n");
}

for (const engine of [MYSQL, MARIADB]) {
  Deno.test({
    name: `${engine.variant}: every statement takes the way that the plan tells of`,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: (test) => askAll(engine, test),
  });
}

async function askAll(engine: TestEngine, test: Deno.TestContext): Promise<void> {
  const server = await engine.start();
  if (typeof server === "string") {
    await test.step({ name: `SKIPPED: ${server}`, ignore: true, fn: () => {} });
    return;
  }
  try {
    const database = await server.create("algorithm");
    const wrong: string[] = [];
    for (const change of CHANGES) wrong.push(...await askOne(change, database));
    assert.deepEqual(wrong, []);
    await database.drop();
  } finally {
    await server.close();
  }
}

async function askOne(change: Change, database: TestDatabase): Promise<readonly string[]> {
  await database.run(`drop table if exists t; ${TABLE}`);
  const plan = await planOf({
    engine: "mysql",
    open: inProcess(plugin),
    uri: database.uri,
    source: memorySource({ "specs/t.yaml": documentOf(change) }),
    specPath: "specs",
  });
  const wrong: string[] = [];
  for (const { sql, why = "" } of plan.statements) {
    if (!sql.startsWith("alter table")) continue;
    const told = WAYS.findIndex(([words]) => why.includes(words));
    const bare = sql.replace(/, algorithm=.*$/, "");
    const taken = await lightest(bare, database);
    if (WAYS[told]?.[1] !== taken) {
      wrong.push(`${change.what}: told "${why}", but the server takes ${taken}: ${bare}`);
    }
  }
  if (plan.statements.length === 0) wrong.push(`${change.what}: nothing is planned`);
  return wrong;
}

/** The lightest way that the server takes for a statement. */
async function lightest(sql: string, database: TestDatabase): Promise<string | undefined> {
  for (const clauseSql of new Set(WAYS.map(([, clause]) => clause))) {
    await database.run(`drop table if exists t; ${TABLE}`);
    const isTaken = await database.run(`${sql}, ${clauseSql}`).then(() => true, () => false);
    if (isTaken) return clauseSql;
  }
  return undefined;
}
