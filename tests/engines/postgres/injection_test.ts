// Every string field that the cases use, of every kind, filled with hostile text, planned and applied. The witness is
// the server's own log of statements: what users wrote reached it only as one statement of the plan (or of the scratch
// schemas, which are rolled back), never within the texts that the plugin sends as batches; and a canary is as it was.
// SCHEMAHERO_TEST_ROUNDS is how many texts are tried, SCHEMAHERO_TEST_SEED the first seed.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAllDocuments } from "yaml";
import { applyPlan } from "../../../core/apply/apply.ts";
import { SchemaHeroError } from "../../../core/errors.ts";
import { memorySource } from "../../../core/specs/memory_source.ts";
import { PluginError } from "../../../protocol/errors.ts";
import { type Case, CASE_FILES, isAbout, readCases, textOf } from "../case.ts";
import type { TestDatabase, TestServer } from "../engine.ts";
import { Dice } from "../random/dice.ts";
import { makeSo, planned, type Route } from "../road.ts";
import { inProcess } from "../session.ts";
import { POSTGRES, serverLog } from "./engine.ts";

const ROUNDS = Number(Deno.env.get("SCHEMAHERO_TEST_ROUNDS") ?? 100);
const FIRST_SEED = Number(Deno.env.get("SCHEMAHERO_TEST_SEED") ?? 1);
const CASES = fileURLToPath(new URL("./cases", import.meta.url));

const OPEN = inProcess(POSTGRES.plugin);

const CANARY =
  `create schema canary; create table canary.canary (v text); insert into canary.canary values ('one'), (null);
  create function canary.sings() returns text language sql as $$ select 'sings' $$;`;

type Path = readonly (string | number)[];

/** One string in the documents of a case. */
interface Field {
  readonly of: Case;
  readonly documents: readonly unknown[];
  readonly path: Path;
  /** The kind and the keys that lead to it. */
  readonly shape: string;
}

/** One field for each shape, from the first case that has it. */
function fields(): readonly Field[] {
  const found = new Map<string, Field>();
  for (const of of readCases(CASES).filter((each) => isAbout(each, POSTGRES))) {
    const folder = join(of.folder, CASE_FILES.specs);
    const documents = readdirSync(folder).sort().flatMap((file) =>
      parseAllDocuments(readFileSync(join(folder, file), "utf8")).map((each) => each.toJS() as unknown)
    );
    const walk = (value: unknown, path: Path): void => {
      if (typeof value === "string") {
        const kind = String(Reflect.get(Object(documents[Number(path[0])]), "kind"));
        const keys = path.slice(2).map((key) => typeof key === "number" ? "[]" : key);
        const shape = `${kind}.${keys.join(".")}`;
        if (!found.has(shape)) found.set(shape, { of, documents, path, shape });
      } else if (typeof value === "object" && value !== null) {
        for (const [key, child] of Object.entries(value)) {
          walk(child, [...path, Array.isArray(value) ? Number(key) : key]);
        }
      }
    };
    documents.forEach((document, at) => walk(Reflect.get(Object(document), "spec"), [at, "spec"]));
  }
  return [...found.values()].filter(({ shape }) => !/\.database$|requires/.test(shape));
}

const QUOTES = ["'", '"', "$$", "$body$", "", ")", "')", '")', "\\'", "'\0", '"\0', "\0", "$1$", "''", '""'];
const ENDINGS = [
  "",
  ")",
  "))",
  " (a)",
  " integer)",
  ") values (1)",
  " as select 1",
  " language sql",
  " to public",
  " on t",
];
const ATTACKS = [
  "drop table canary.canary",
  "drop schema canary cascade",
  "delete from canary.canary",
  "create table public.pwned (a int)",
  "commit; drop table canary.canary; begin",
  "alter table canary.canary rename to gone",
  "create or replace function canary.sings() returns text language sql as 'select null'",
  "do $x$ begin delete from canary.canary; end $x$",
  "copy canary.canary from '/dev/null'",
];
const TAILS = [" --", " /*", ";", "", "; select '", '; select "', "; select $$"];

function hostile(dice: Dice, original: string): string {
  const start = dice.chance(0.8) ? original : "";
  return `${start}${dice.pick(QUOTES)}${dice.pick(ENDINGS)}; ${dice.pick(ATTACKS)}${dice.pick(TAILS)}`;
}

function valueAt({ documents, path }: Field): string {
  return String(path.reduce((node: unknown, key) => Reflect.get(Object(node), key), documents));
}

function mutated({ documents, path }: Field, text: string): readonly unknown[] {
  const copy = structuredClone(documents);
  const parent = path.slice(0, -1).reduce((node: unknown, key) => Reflect.get(Object(node), key), copy);
  Reflect.set(Object(parent), path.at(-1) ?? "", text);
  return copy;
}

/** What the server was asked. */
interface Asked {
  /** Alone, as the server insists when it is asked that way; else a text that may hold several statements. */
  readonly isAlone: boolean;
  readonly sql: string;
}

/** Reads what the log of a server gained since it was last asked. */
class Witness {
  readonly #path: string;
  #offset = 0;

  constructor(path: string) {
    this.#path = path;
    this.asked();
  }

  asked(): readonly Asked[] {
    const bytes = Deno.readFileSync(this.#path);
    const text = new TextDecoder().decode(bytes.subarray(this.#offset));
    this.#offset = bytes.length;
    return text.split(/^(?=\d{4}-\d\d-\d\d [\d:.]+ \S+ \[\d+\] )/m).flatMap((entry): Asked[] => {
      const [head, how = ""] = /^\S+ \S+ \S+ \[\d+\] LOG: {2}(statement|execute <unnamed>): /.exec(entry) ??
        [];
      if (head === undefined) return [];
      const sql = entry.slice(head.length).replace(/\n$/, "").replaceAll("\n\t", "\n");
      return [{ isAlone: how !== "statement", sql }];
    });
  }
}

/** SQL without what is quoted in it, by a reader of its own: what is left are words that the server obeys. */
function unquoted(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[^]*?\1/g, " ? ");
}

/** Fields that hold SQL: their text is checked to be one closed piece, and stands in a statement as it is. */
const SQL_FIELD =
  /(?:expression|where|query|body|sqlBody|condition|default|using|checks?\.?(?:\[\])?|type|returns|withCheck|params|options|rows)(?:\.\[\])*(?:\.\w+)?$/i;

const HOSTILE = /canary|pwned|--|\/\*|\bcopy\b|\bdo\b/i;

Deno.test({
  name: "no text in a document becomes a statement, or a part of one, that the plan does not list",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(test) {
    const server = Deno.env.has("SCHEMAHERO_TEST_POSTGRES_URL")
      ? "the log of another server is not at hand"
      : await POSTGRES.start();
    if (typeof server === "string") {
      await test.step({ name: `SKIPPED: ${server}`, ignore: true, fn: () => {} });
      return;
    }
    const counts = { planned: 0, statements: 0, refused: 0, failed: 0, alone: 0 };
    const all = fields();
    try {
      const log = await serverLog();
      // Another run on this server would speak into the log.
      using turn = await Deno.open(`${log}.turn`, { create: true, write: true });
      await turn.lock(true);
      const witness = new Witness(log);
      for (let round = 0; round < ROUNDS; round++) {
        const seed = FIRST_SEED + round;
        const field = all[(seed * 7919) % all.length];
        if (field) await attempt(field, seed, server, witness, counts);
      }
    } finally {
      await server.close();
    }
    // deno-lint-ignore no-console -- how much a green run has seen
    console.log(`Hostile texts in ${all.length} fields:`, JSON.stringify(counts));
    assert.ok(counts.planned > ROUNDS / 5, "hostile text in names and values is no reason to refuse");
    assert.ok(counts.refused > ROUNDS / 20, "hostile text in expressions is refused");
    assert.ok(counts.alone >= counts.statements / 2, "the log shows what was applied");
  },
});

async function attempt(
  field: Field,
  seed: number,
  server: TestServer,
  witness: Witness,
  counts: { planned: number; statements: number; refused: number; failed: number; alone: number },
): Promise<void> {
  const text = hostile(new Dice(seed), valueAt(field));
  const about = `seed ${seed}, ${field.of.name}, ${field.shape}, text ${JSON.stringify(text)}`;
  const database = await server.create("injection");
  try {
    await database.run(CANARY);
    await database.run(textOf(field.of, CASE_FILES.others) ?? "");
    const beforeSpecs = join(field.of.folder, CASE_FILES.beforeSpecs);
    if (existsSync(beforeSpecs)) {
      await makeSo({ engine: "postgres", open: OPEN, uri: database.uri, specPath: beforeSpecs });
    }
    await database.run(textOf(field.of, CASE_FILES.beforeSql) ?? "");
    await logStatements(database);
    const before = await canaryOf(database);
    witness.asked();
    const listed = new Set<string>();
    const isSql = SQL_FIELD.test(field.shape);
    await makeHostile(database.uri, mutated(field, text), isSql, listed, witness, counts, about);
    assert.deepEqual(await canaryOf(database), before, about);
  } finally {
    await database.drop();
  }
}

async function makeHostile(
  uri: string,
  documents: readonly unknown[],
  isSql: boolean,
  listed: Set<string>,
  witness: Witness,
  counts: { planned: number; statements: number; refused: number; failed: number; alone: number },
  about: string,
): Promise<void> {
  const files = documents.map((document, at) => [`specs/${at}.yaml`, JSON.stringify(document)]);
  const route: Route = {
    engine: "postgres",
    open: OPEN,
    uri,
    source: memorySource(Object.fromEntries(files)),
    specPath: "specs",
    allowDestructive: true,
  };
  let isPlanned = false;
  try {
    await planned(route, async ({ session, plan }) => {
      isPlanned = true;
      counts.planned++;
      requireBatchesOfOurs(witness.asked(), about);
      counts.statements += plan.statements.length;
      for (const { sql } of plan.statements) {
        listed.add(sql.trim());
        if (!isSql) assert.doesNotMatch(unquoted(sql), HOSTILE, `${about}\n${sql}`);
      }
      if (plan.statements.length > 0) await applyPlan(session, plan);
    });
  } catch (error) {
    if (!(error instanceof SchemaHeroError || error instanceof PluginError)) {
      throw new Error(about, { cause: error });
    }
    assert.notEqual(error.code, "plugin.internal", `${about}: ${error.message}`);
    counts[isPlanned ? "failed" : "refused"]++;
  }
  const asked = witness.asked();
  requireBatchesOfOurs(asked, about);
  if (!isPlanned) return;
  for (const { sql } of asked.filter(({ isAlone }) => isAlone)) {
    counts.alone++;
    assert.ok(listed.has(sql.trim()), `${about}\nnot listed: ${sql}`);
  }
}

/** The texts that may hold several statements have nothing of the document but quoted names and values. */
function requireBatchesOfOurs(asked: readonly Asked[], about: string): void {
  for (const { isAlone, sql } of asked) {
    if (!isAlone) assert.doesNotMatch(unquoted(sql), HOSTILE, `${about}\n${sql}`);
  }
}

async function logStatements(database: TestDatabase): Promise<void> {
  await database.run(
    "do $$ begin execute format('alter database %I set log_statement = ''all''', current_database()); end $$",
  );
}

async function canaryOf(database: TestDatabase): Promise<readonly string[]> {
  return await database.query(
    `select string_agg(coalesce(v, 'null'), ' ') || canary.sings(), to_regclass('public.pwned')::text,
     to_regclass('canary.canary')::text, (select count(*) from pg_class where relnamespace = 'canary'::regnamespace) from canary.canary`,
  );
}
