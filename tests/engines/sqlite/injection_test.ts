// Every string field of every kind, filled with hostile text, planned and applied. A second SQLite runs the plan one
// statement at a time and tells what it was asked to do: no statement ran that the plan did not list, none touched
// what the document does not name, and a canary table is as it was. SCHEMAHERO_TEST_ROUNDS is how many random texts
// are tried after those made for each field, SCHEMAHERO_TEST_SEED the first seed.
import assert from "node:assert/strict";
import { copyFileSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { describe } from "../../../plugins/sqlite/describe.ts";
import {
  applyPlan,
  connectTo,
  planSpecs,
  type TestPlan,
  withFolder,
} from "../../../plugins/sqlite/testing.ts";
import { PluginError } from "../../../protocol/errors.ts";
import { check } from "../../../protocol/schema.ts";
import { Dice } from "../random/dice.ts";
import {
  type Base,
  BASES,
  type Field,
  fields,
  hostile,
  mutated,
  SEQUELS,
  sharp,
  stringShapes,
} from "./injection_specs.ts";
import { LineProcess } from "./line_process.ts";

const ROUNDS = Number(Deno.env.get("SCHEMAHERO_TEST_ROUNDS") ?? 300);
const FIRST_SEED = Number(Deno.env.get("SCHEMAHERO_TEST_SEED") ?? 1);
const TRACER = fileURLToPath(new URL("./trace.py", import.meta.url));

const KINDS = new Map(describe("").kinds.map(({ kind, body }) => [kind, body]));

const AROUND = `create table canary (v); insert into canary values (1), ('two'), (x'03'), (null);
  create table parent (id integer primary key); insert into parent values (1), (2); create table log (x);`;

/** What was asked of SQLite: the action, what it is done to, and what it is done for. */
type Asked = readonly [
  action: string,
  first: string | null,
  second: string | null,
  database: string | null,
  inner: string | null,
];

/** What trace.py answers. */
interface Trace {
  readonly runs: readonly {
    readonly asked: readonly Asked[];
    readonly traced: readonly string[];
    readonly error: string | null;
  }[];
  readonly changed: readonly (readonly [type: string, name: string, table: string])[];
  readonly canary: boolean;
  readonly schema: readonly (readonly (string | null)[])[];
}

Deno.test("the fuzzed documents fill every string field of every kind", () => {
  const filled = new Set(fields().map(({ base, shape }) => `${base.kind}.${shape}`));
  const wanted = [...KINDS].flatMap(([kind, body]) => stringShapes(body, `${kind}.body`));
  assert.deepEqual(wanted.filter((shape) => !filled.has(shape)), []);
  for (const more of ["Table.name", "View.name", "Table.columns.[]", "Table.rows.[].[]"]) {
    assert.ok(filled.has(more));
  }
  for (const { kind, body } of BASES) {
    assert.deepEqual(check(KINDS.get(kind) ?? {}, body, { unknownKeys: "report" }).issues, []);
  }
});

Deno.test("no text in a document becomes a statement, or a part of one, that the plan does not list", async (test) => {
  const tracer = LineProcess.start(TRACER);
  if (!tracer) {
    const ignore = Deno.env.get("CI") !== "true";
    await test.step({
      name: "SKIPPED, there is no python3 to trace statements with",
      ignore,
      fn: () => assert.fail(),
    });
    return;
  }
  const counts = { planned: 0, statements: 0, refused: 0, failed: 0 };
  try {
    await withFolder(async (folder) => {
      const place = { folder, tracer, counts };
      await makeTemplates(folder);
      const all = fields();
      let seed = 0;
      for (const field of all) {
        for (const { endings, sequel } of SEQUELS) {
          for (const ending of endings) {
            await attempt({ seed: ++seed, field, text: sharp(field, ending, sequel), ...place });
          }
        }
      }
      for (let round = 0; round < ROUNDS; round++) {
        const dice = new Dice(FIRST_SEED + round);
        const field = all[(FIRST_SEED + round) % all.length];
        if (!field) break;
        const text = hostile((below) => dice.below(below), valueAt(field));
        await attempt({ seed: FIRST_SEED + round, field, text, ...place });
      }
    });
  } finally {
    await tracer.close();
  }
  // deno-lint-ignore no-console -- how much a green run has seen
  console.log(`Hostile texts in ${fields().length} fields:`, JSON.stringify(counts));
  assert.ok(counts.planned > 200, "hostile text in names and values is no reason to refuse");
  assert.ok(counts.refused > 200, "hostile text in expressions is refused");
  assert.ok(counts.failed <= counts.planned / 20, "what is planned can be run by another SQLite");
});

/** Two databases to begin with: one with little, one with all the bases. */
async function makeTemplates(folder: string): Promise<void> {
  for (const [name, bases] of [["bare", BASES.slice(0, 1)], ["full", BASES]] as const) {
    const path = join(folder, `${name}.template`);
    {
      using database = new DatabaseSync(path);
      database.exec(AROUND);
    }
    for (const base of bases) {
      const connection = await connectTo(path);
      const plan = await planOf(connection, base);
      assert.deepEqual(plan.diagnostics.filter(({ severity }) => severity === "error"), []);
      await applyPlan(connection, plan);
      await connection.close();
    }
    using database = new DatabaseSync(path);
    if (name === "bare") {
      database.exec("drop table note; create table note (id integer primary key, heading text)");
    } else database.exec("insert into pair values ('a', 'b'); insert into words values ('some words')");
  }
}

type Connection = Awaited<ReturnType<typeof connectTo>>;

function planOf(connection: Connection, { kind, name, body, columns, rows }: Base): Promise<TestPlan> {
  // The bases are checked against the schemas, and the fuzz keeps strings strings.
  const spec = {
    name,
    body: body as Record<string, never>,
    ...(columns && { columns }),
    ...(rows && { rows }),
  };
  return planSpecs(connection, [spec], 500, kind);
}

interface Attempt {
  readonly seed: number;
  readonly field: Field;
  readonly text: string;
  readonly folder: string;
  readonly tracer: LineProcess;
  readonly counts: { planned: number; statements: number; refused: number; failed: number };
}

async function attempt({ seed, field, text: written, folder, tracer, counts }: Attempt): Promise<void> {
  const leak = join(folder, "leak.db");
  const text = written.replaceAll("FILE", leak);
  const base = mutated(field, text);
  const template = join(folder, `${new Dice(seed).chance(0.5) ? "bare" : "full"}.template`);
  const path = join(folder, "own.db");
  copyFileSync(template, path);
  const about = `seed ${seed}, ${field.base.name} ${field.shape}, ${template}, text ${JSON.stringify(text)}`;
  const connection = await connectTo(path);
  try {
    const plan = await planned(connection, base, about);
    assert.deepEqual(readdirSync(folder).sort(), ["bare.template", "full.template", "own.db"], about);
    if (!plan) {
      counts.refused++;
      assert.deepEqual(schemaOf(path), schemaOf(template), about);
      return;
    }
    counts.planned++;
    counts.statements += plan.statements.length;
    const traced = join(folder, "traced.db");
    copyFileSync(template, traced);
    // node:sqlite takes lone surrogates for U+FFFD; Python refuses them.
    const statements = plan.statements.map(({ sql }) => sql.toWellFormed());
    const trace = await tracer.ask({ path: traced, statements }) as Trace; // what trace.py writes
    await Deno.remove(traced);
    requireListed(trace, statements, base, field, about);
    const isApplied = await applied(connection, plan);
    if (!isApplied || trace.runs.some(({ error }) => error !== null)) counts.failed++;
    else assert.deepEqual(schemaOf(path), trace.schema, about);
    assert.deepEqual(canaryOf(path), canaryOf(template), about);
    assert.ok(!existsSync(leak), about);
  } finally {
    await connection.close();
    await Deno.remove(path);
  }
}

function valueAt({ base, path }: Field): string {
  let node: unknown = base;
  for (const key of path) node = (node as Record<string | number, unknown>)[key]; // as fields() found it
  return String(node);
}

/** The plan; undefined when the plugin refuses, in words of its own. */
async function planned(connection: Connection, base: Base, about: string): Promise<TestPlan | undefined> {
  // As the core does before it asks the plugin: some fields have a few words to choose from.
  if (check(KINDS.get(base.kind) ?? {}, base.body, { unknownKeys: "report" }).issues.length > 0) {
    return undefined;
  }
  try {
    const plan = await planOf(connection, base);
    return plan.diagnostics.some(({ severity }) => severity === "error") ? undefined : plan;
  } catch (error) {
    if (error instanceof PluginError && !/is not a function|undefined|RangeError/.test(error.message)) {
      return undefined;
    }
    throw new Error(about, { cause: error });
  }
}

async function applied(connection: Connection, plan: TestPlan): Promise<boolean> {
  try {
    await applyPlan(connection, plan);
    return true;
  } catch (error) {
    if (error instanceof PluginError) return false;
    throw error;
  }
}

const NEVER = new Set(["attach", "detach", "transaction", "savepoint", "analyze"]);

/** Each listed statement is one statement, and all that SQLite did was done to what the document names. */
function requireListed(
  trace: Trace,
  statements: readonly string[],
  base: Base,
  field: Field,
  about: string,
): void {
  const mayTouch = touchable(base, field);
  for (const [index, { asked, traced, error }] of trace.runs.entries()) {
    const sql = statements[index] ?? "";
    const told = `${about}\n${sql}`;
    assert.ok(!/one statement at a time|null character/.test(error ?? ""), `${error}: ${told}`);
    // A trigger's run is traced as the statement that caused it; a module makes its shadow tables by its own.
    const isVirtual = asked.some(([action]) => action.endsWith("-virtual"));
    const own = isVirtual ? traced.slice(0, 1) : [...new Set(traced)];
    assert.deepEqual(
      own.map((each) => each.trim()),
      error === null ? [sql.trim()] : own.length > 0 ? [sql.trim()] : [],
      told,
    );
    for (const [action, first, second] of asked) {
      const shown = `${action} ${first} ${second}: ${told}`;
      assert.ok(!NEVER.has(action), shown);
      if (action === "pragma") {
        // FTS5 asks for data_version.
        const isOwn = `${first} ${second}` === "data_version null" && isVirtual;
        assert.ok(isOwn || /^legacy_alter_table o(?:n|ff)$/.test(`${first} ${second}`), shown);
      } else if (action === "function") assert.notEqual(second, "load_extension", shown);
      else if (action === "alter") assert.ok(mayTouch(second), shown);
      else if (action !== "select" && action !== "recursive") assert.ok(mayTouch(first), shown);
    }
  }
  assert.ok(trace.canary, about);
  for (const [type, name, table] of trace.changed) {
    assert.ok(mayTouch(name) || mayTouch(table), `${type} ${name}: ${about}`);
  }
}

/** What a plan for the document may touch: what it names as a whole, and what is made of those names. */
function touchable(base: Base, field: Field): (name: string | null) => boolean {
  const fold = (name: string) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).toWellFormed();
  const names = new Set(["parent", "log", "note"]);
  const walk = (value: unknown): void => {
    if (typeof value === "string") names.add(fold(value));
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(walk);
  };
  walk(base);
  walk(field.base);
  const tables = [base.name, field.base.name].map(fold);
  const made = tables.flatMap((
    table,
  ) => [`_schemahero_new_${table}`, `idx_${table}_`, `${table}_`, "sqlite_"]);
  return (name) =>
    name !== null && (names.has(fold(name)) || made.some((start) => fold(name).startsWith(start)));
}

function schemaOf(path: string): unknown {
  using database = new DatabaseSync(path);
  return database.prepare("select type, name, tbl_name, sql from sqlite_master order by 1, 2").all()
    .map(({ type, name, tbl_name, sql }) => [type, name, tbl_name, sql]);
}

function canaryOf(path: string): unknown {
  using database = new DatabaseSync(path);
  return database.prepare("select rowid, v, typeof(v) from canary").all();
}
