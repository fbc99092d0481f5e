// String fields of documents, filled with hostile text, planned and applied through the plugin. The witness is the
// server's general log: the plugin asked nothing but the statements of the plan and its own, in which no text of a
// document is more than a name, a value or one closed expression. And a canary table, the columns beside the hostile
// ones and the list of tables are as they were.
// SCHEMAHERO_TEST_ROUNDS is how many random texts are tried after those made for each field.
import assert from "node:assert/strict";
import { Client } from "./client.ts";
import { MARIADB, MYSQL } from "./engine.ts";
import plugin from "../../../plugins/mysql/plugin.ts";
import { describe } from "../../../plugins/mysql/describe.ts";
import { PluginError } from "../../../protocol/errors.ts";
import type { PlanInput, PlanPart, Statement } from "../../../protocol/plan.ts";
import type { DatabaseConnection, RequestContext } from "../../../protocol/plugin.ts";
import { check } from "../../../protocol/schema.ts";
import type { TestEngine } from "../engine.ts";
import { Dice } from "../random/dice.ts";
import { GeneralLog } from "./general_log.ts";

const ROUNDS = Number(Deno.env.get("SCHEMAHERO_TEST_ROUNDS") ?? 20);
const FIRST_SEED = Number(Deno.env.get("SCHEMAHERO_TEST_SEED") ?? 1);
const KINDS = new Map(describe("").kinds.map(({ kind, body }) => [kind, body]));

const PIECES = [
  ...[
    "'",
    '"',
    "`",
    "\\",
    ";",
    ")",
    "(",
    ",",
    "--",
    " -- ",
    "#",
    "/*",
    "*/",
    "/*!",
    "\n",
    "\0",
    "''",
    "\\'",
    "%",
  ],
  ...[
    "drop table canary",
    "; drop table canary; ",
    "), drop column keep",
    ") , add column evil int (",
    " or 1=1 ",
  ],
  ...[
    "select * from canary",
    "x",
    "1",
    "end; drop table canary; begin ",
    "collate utf8mb4_bin",
    "\u00bf'",
    "\\'",
  ],
];

/** Whole texts that fit the places of unquoted SQL. */
const SHARP = [
  "int, drop column keep",
  "int default 1, add column evil int",
  "1), drop column keep, add check (1",
  "current_timestamp, drop column keep",
  "(1), drop column keep",
  "now()), drop column keep, add column evil int default (now()",
  "partition by hash (id) select * from canary",
  "partition by hash (id) partitions 2; drop table canary",
  "latin1, drop column keep",
  "innodb, drop column keep",
  "select 1 as x; drop table canary",
  "set @a = 1; drop table canary",
  "begin end; drop table canary",
  "1 day do drop table canary; create event evil on schedule every 1 day",
  "root`@`%` sql security invoker",
];

const BASES: readonly { readonly kind: string; readonly name: string; readonly body: unknown }[] = [
  {
    kind: "Table",
    name: "note",
    body: {
      previousNames: ["old_note"],
      primaryKey: ["id"],
      comment: "about",
      engine: "innodb",
      rowFormat: "dynamic",
      defaultCharset: "utf8mb4",
      collation: "utf8mb4_bin",
      partitions: "partition by key (id)",
      columns: [
        { name: "id", type: "int" },
        { name: "keep", type: "int" },
        {
          name: "title",
          type: "varchar(40)",
          default: "none",
          comment: "c",
          charset: "latin1",
          previousNames: ["h"],
        },
        {
          name: "at",
          type: "datetime",
          default: "current_timestamp",
          onUpdate: "current_timestamp",
          after: "title",
        },
        { name: "twice", type: "int", generated: { expression: "id * 2" } },
        { name: "kind", type: "enum('a','b')", collation: "utf8mb4_bin" },
      ],
      indexes: [{ name: "one", columns: ["title", "keep"], comment: "c", type: "btree" }],
      checks: [{ name: "ck", expression: "keep > 0" }],
      triggers: [{
        name: "tr",
        timing: "before",
        event: "insert",
        body: "set new.keep = 1",
        definer: "root@localhost",
      }],
    },
  },
  {
    kind: "Table",
    name: "child",
    body: {
      primaryKey: ["id"],
      columns: [{ name: "id", type: "int" }, { name: "keep", type: "int" }],
      foreignKeys: [{
        columns: ["keep"],
        references: { table: "parent", columns: ["id"] },
        name: "fk",
        onDelete: "cascade",
      }],
    },
  },
  { kind: "View", name: "v", body: { query: "select 1 as x", columns: ["y"], definer: "root@localhost" } },
  {
    kind: "Function",
    name: "f",
    body: {
      params: [{ name: "a", type: "int" }],
      return: "int",
      deterministic: true,
      comment: "c",
      as: "return 1",
    },
  },
  {
    kind: "Procedure",
    name: "p",
    body: { params: [{ name: "a", type: "int", mode: "out" }], as: "set a = 1" },
  },
  {
    kind: "Event",
    name: "e",
    body: {
      every: "1 day",
      starts: "2031-01-01 00:00:00",
      ends: "2032-01-01 00:00:00",
      comment: "c",
      body: "set @x = 1",
    },
  },
];

const AROUND = "create table canary (v int); insert into canary values (1), (2); " +
  "create table parent (id int primary key); create table note (id int primary key, keep int, title varchar(9)); " +
  "create table child (id int primary key, keep int); insert into note values (1, 5, 'x')";

for (const engine of [MYSQL, MARIADB]) {
  Deno.test({
    name: `hostile text in any field reaches nothing on ${engine.variant}`,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async (test) => {
      const server = await engine.start();
      if (typeof server === "string") {
        await test.step({ name: `SKIPPED: ${server}`, ignore: true, fn: () => {} });
        return;
      }
      const dice = new Dice(FIRST_SEED);
      // All of them with many rounds; else a sixth, another with each seed.
      const sharp = [...allSharp()].filter((_, at) => ROUNDS >= 500 || at % 6 === FIRST_SEED % 6);
      const tries = [...sharp, ...Array.from({ length: ROUNDS }, () => randomTry(dice))];
      let appliedCount = 0;
      let database = await server.create("injection");
      const admin = await Client.open(database.uri);
      const log = await GeneralLog.begin(admin);
      try {
        await database.run(AROUND);
        for (const each of tries) {
          const outcome = await attempt(engine, database.uri, each, log);
          if (outcome === "applied") appliedCount++;
          if (outcome === "refused") continue; // nothing was done to it
          await database.drop();
          database = await server.create("injection");
          await database.run(AROUND);
        }
      } finally {
        await log.end();
        await admin.close();
        await database.drop();
        await server.close();
      }
      assert.ok(
        appliedCount > tries.length / 10,
        `only ${appliedCount} of ${tries.length} tries got through`,
      );
    },
  });
}

interface Try {
  readonly kind: string;
  readonly name: string;
  readonly body: unknown;
  readonly shape: string;
}

/** Every place of a string in a body. */
function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value === "string") return [path];
  if (Array.isArray(value)) return value.flatMap((each, at) => places(each, [...path, at]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => places(each, [...path, key]));
}

function replaced(value: unknown, path: readonly (string | number)[], text: string): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return text;
  if (Array.isArray(value)) return value.map((each, at) => at === first ? replaced(each, rest, text) : each);
  return { ...value as object, [first]: replaced(Reflect.get(value as object, first), rest, text) }; // a map, by places()
}

function* allSharp(): Generator<Try> {
  for (const { kind, name, body } of BASES) {
    for (const path of places(body)) {
      for (const text of SHARP) yield { kind, name, body: replaced(body, path, text), shape: path.join(".") };
    }
  }
}

function randomTry(dice: Dice): Try {
  const base = dice.pick(BASES);
  const path = dice.pick(places(base.body));
  const text = Array.from({ length: 1 + dice.below(4) }, () => dice.pick(PIECES)).join("");
  return { ...base, body: replaced(base.body, path, text), shape: path.join(".") };
}

const CONTEXT: RequestContext = { signal: new AbortController().signal, progress: () => {}, log: () => {} };

/** Plans and applies one try. */
async function attempt(
  { variant }: TestEngine,
  uri: string,
  each: Try,
  log: GeneralLog,
): Promise<"refused" | "failed" | "applied"> {
  const schema = KINDS.get(each.kind);
  if (!schema || check(schema, each.body, { unknownKeys: "report" }).issues.length > 0) return "refused";
  await log.forget();
  const witness = await Client.open(uri);
  const [[witnessId = ""] = []] = await witness.rows("select connection_id()");
  const url = new URL(uri);
  const asked = () => log.statementsOf(url.pathname.slice(1), new Set([witnessId]));
  const connection = await plugin.connect({
    engine: "mysql",
    uri,
    options: {},
    resolved: {
      endpoints: [{ host: url.hostname, address: url.hostname, port: Number(url.port) }],
      files: {},
      pem: {},
    },
    lockTimeoutMs: 2000,
  });
  try {
    const before = await stateOf(witness);
    const statements = await planOne(connection, each);
    const planned = await asked();
    requireOwn(planned, `${variant} ${each.kind} ${each.shape}`);
    if (!statements || statements.length === 0) return "refused";
    const failed = await applyAll(connection, statements);
    const told = `${variant} ${each.kind} ${each.shape}\n${statements.map(({ sql }) => sql).join("\n")}\n${
      failed ?? ""
    }`;
    const applied = (await asked()).slice(planned.length);
    const listed = new Set(statements.map(({ sql }) => sql.trim()));
    requireOwn(applied.filter((sql) => !listed.has(sql.trim())), told);
    const seen = new Set(applied.map((sql) => sql.trim()));
    if (failed === undefined) assert.deepEqual([...listed].filter((sql) => !seen.has(sql)), [], told);
    const after = await stateOf(witness);
    assert.deepEqual(after.canary, before.canary, told);
    assert.deepEqual(
      after.tables.filter((name) => !isWanted(name, each)),
      before.tables.filter((name) => !isWanted(name, each)),
      told,
    );
    if (each.kind !== "Table" || each.name !== "note") assert.deepEqual(after.note, before.note, told);
    else assert.ok(!after.note.includes("evil") && (after.note.includes("keep") || !wantsKeep(each)), told);
    return failed === undefined ? "applied" : "failed";
  } finally {
    await connection.close();
    await witness.close();
  }
}

function isWanted(name: string, each: Try): boolean {
  const { previousNames = [] } = each.body as { previousNames?: readonly string[] }; // of every kind, if at all
  return name === each.name || previousNames.includes(name) || name === "note" || name === "child";
}

function wantsKeep(each: Try): boolean {
  return JSON.stringify(each.body).includes('"name":"keep"');
}

async function stateOf(witness: Client) {
  const canary = await witness.rows("select * from canary");
  const tables = (await witness.rows("show tables")).map(([name = ""]) => name).sort();
  const note = (await witness.rows("show columns from note").catch(() => [])).map(([name = ""]) => name);
  return { canary, tables, note };
}

async function planOne(
  connection: DatabaseConnection,
  { kind, name, body }: Try,
): Promise<Statement[] | undefined> {
  const statements: Statement[] = [];
  let hasErrors = false;
  async function* input(): AsyncGenerator<PlanInput> {
    yield {
      type: "spec",
      spec: { index: 0, kind, name, hasRows: false, body: body as Record<string, unknown> },
    };
    yield { type: "specs-end" };
  }
  const take = (part: PlanPart) => {
    if (part.type === "statement") statements.push(part.statement);
    if (part.type === "diagnostic" && part.diagnostic.severity === "error") hasErrors = true;
  };
  try {
    await connection.plan?.({ seedData: false }, input(), take, CONTEXT);
  } catch (error) {
    if (error instanceof PluginError) return undefined;
    throw error;
  }
  return hasErrors ? undefined : statements;
}

/** What the server said against it. */
async function applyAll(
  connection: DatabaseConnection,
  statements: readonly Statement[],
): Promise<string | undefined> {
  async function* input() {
    for (const { sql, transactional } of statements) yield await Promise.resolve({ sql, transactional });
  }
  try {
    await connection.apply?.({}, input(), () => {}, CONTEXT);
    return undefined;
  } catch (error) {
    if (error instanceof PluginError) return error.message;
    throw error;
  }
}

/** What the plugin asks beside the statements of a plan. */
const OWN =
  /^(?:select |set names utf8mb4$|set session |show create |show warnings$|start transaction$|commit$|rollback$|do release_lock\(|(?:create|drop) temporary table (?:if exists )?`_schemahero_|alter table `_schemahero_rehearsal` modify column `|create view `_schemahero_scratch_|drop view if exists `_schemahero_scratch_|set @schemahero_text = (?:'|null$)|(?:prepare schemahero_text from @|deallocate prepare )schemahero_text$)/;

/** Those in which SQL of a document stands: whole in parentheses, or at the end of a view. */
const SCRATCH =
  /^(?:create temporary table `_schemahero_scratch` \([^]*\)|create view `_schemahero_scratch_[^]*|select count\(\*\) from `(?:[^`]|``)*` where not \([^]*\))$/;

/** Statements of the plugin's own. @throws {AssertionError} when one is not, or text of a document is SQL in it */
function requireOwn(statements: readonly string[], about: string): void {
  for (const sql of statements) {
    assert.match(sql, OWN, `${about}\nnot listed: ${sql}`);
    const bare = unquoted(sql);
    assert.ok(!bare.includes(";"), `${about}\nmore than one statement: ${sql}`);
    if (SCRATCH.test(sql)) assert.ok(isClosed(bare), `${about}\nparentheses: ${sql}`);
    else assert.doesNotMatch(bare, /canary|evil|--|#|\/\*/i, `${about}\n${sql}`);
  }
}

/** SQL without what is quoted in it, by a reader of its own: what is left are words that the server obeys. */
function unquoted(sql: string): string {
  return sql.replace(/'(?:[^'\\]|''|\\[^])*'|"(?:[^"\\]|""|\\[^])*"|`(?:[^`]|``)*`/g, "?")
    .replace(/\/\*(?!M?!)[^]*?\*\/|(?:#|--[\s])[^\n]*\n/g, " ");
}

/** True when the outermost parentheses are one pair that ends with the text; in a query, when all are pairs. */
function isClosed(bare: string): boolean {
  const isQuery = bare.startsWith("create view");
  let depth = 0;
  for (const [at, character] of [...bare].entries()) {
    if (character === "(") depth++;
    if (character === ")" && --depth < 0) return false;
    if (
      character === ")" && depth === 0 && !isQuery &&
      !/^count|^\s*where/.test(bare.slice(at + 1).replace(/^ from \?/, ""))
    ) {
      return at === bare.length - 1;
    }
  }
  return depth === 0;
}
