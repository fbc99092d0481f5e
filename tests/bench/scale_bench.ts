// deno-lint-ignore-file no-console -- a script whose output is its table
// How time and memory grow with the schema: 1 to 1000 tables of 12 columns, 3 indexes and 1 foreign key each, one spec
// file a table, reading and parsing included. The reference is a bare script, run by Deno, that only reads the same
// catalog by table-valued pragmas. Budget at 1000 tables: a plan without changes in at most 4 times the bare script,
// under 200 MB; growth close to linear. SQLITE3DEF=PATH measures a dry run of that program, too, on the same schema as SQL.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { interleaved, median, type Program, runOnce } from "./measure.ts";
import { IS_COMPILED, schemahero } from "./products.ts";

const SIZES = [1, 10, 100, 1000];
const ROUNDS = 9;
const BUDGET_RATIO = 4;
const BUDGET_MIB = 200;
const RIVAL = Deno.env.get("SQLITE3DEF");

/** Reads what a plan must know of a catalog, and does nothing with it. */
const BARE = `
import { DatabaseSync } from "node:sqlite";
const db = new DatabaseSync(Deno.args[0]);
const tables = "sqlite_schema m where m.type = 'table' and m.name not like 'sqlite\\\\_%' escape '\\\\'";
const from = (pragmas) => tables.replace(" m ", " m " + pragmas + " ");
const queries = [
  "select type, name, tbl_name, sql from sqlite_schema",
  "select m.name, x.* from " + from("join pragma_table_xinfo(m.name) x"),
  "select m.name, x.*, i.* from " +
    from("join pragma_index_list(m.name) x join pragma_index_xinfo(x.name) i"),
  "select m.name, x.* from " + from("join pragma_foreign_key_list(m.name) x"),
];
let count = 0;
for (const query of queries) count += db.prepare(query).all().length;
console.log(count);
`;

const TYPES = ["integer", "text", "real", "varchar(40)", "datetime"];

function nameOf(table: number): string {
  return `table_${String(table).padStart(4, "0")}`;
}

/** A document. A changed one has a column more, another index, and a default that only a rebuild can change. */
function documentOf(table: number, isChanged: boolean): string {
  const name = nameOf(table);
  const columns = Array.from({ length: 10 }, (_, index) => {
    const more = index % 5 === 0
      ? `, constraints: { notNull: true }, default: ${isChanged && index === 5 ? "'changed'" : "'0'"}`
      : "";
    return `        - { name: column_${index}, type: ${TYPES[index % TYPES.length]}${more} }`;
  });
  return `apiVersion: schemas.schemahero.io/v1alpha4
kind: Table
metadata: { name: ${name.replace("_", "-")} }
spec:
  database: bench
  name: ${name}
  schema:
    sqlite:
      primaryKey: [id]
      columns:
        - { name: id, type: integer }
${columns.join("\n")}
        - { name: parent_id, type: integer }
${isChanged ? "        - { name: added, type: text }\n" : ""}      indexes:
        - { name: ${name}_one, columns: [column_${isChanged ? 3 : 1}], isUnique: true }
        - { name: ${name}_two, columns: [column_2, column_3] }
        - { name: ${name}_parent, columns: [parent_id] }
      foreignKeys:
        - columns: [parent_id]
          references: { table: ${nameOf(table >> 1)}, columns: [id] }
          onDelete: cascade
`;
}

async function writeDocuments(folder: string, size: number, everyChanged: number): Promise<void> {
  await Deno.mkdir(folder);
  for (let table = 0; table < size; table++) {
    await Deno.writeTextFile(
      join(folder, `${nameOf(table)}.yaml`),
      documentOf(table, table % everyChanged === 0),
    );
  }
}

/** What is measured of one size. */
interface Size {
  readonly size: number;
  readonly medians: Readonly<Record<string, number>>;
  readonly peaks: Readonly<Record<string, number>>;
}

async function measure(home: string, size: number): Promise<Size> {
  const folder = join(home, String(size));
  await Deno.mkdir(folder);
  const at = (name: string) => join(folder, name);
  await writeDocuments(at("specs"), size, Infinity);
  await writeDocuments(at("changed"), size, 10);
  await Deno.writeTextFile(at("bare.js"), BARE);
  const onFile = (
    file: string,
    specs: string,
  ) => ["--driver", "sqlite", "--uri", at(file), "--spec-file", at(specs)];
  const run = async (program: Program, watch: boolean) => {
    const measured = await runOnce(program, watch);
    if (measured.code !== 0) throw new Error(`${program.args.join(" ")} ended with ${measured.code}`);
    return measured;
  };
  const apply = schemahero(["apply", "--yes", ...onFile("made.db", "specs")], home);
  const applied = await run(apply, true);
  const generate = ["generate", "--driver", "sqlite", "--uri", at("made.db"), "--dbname", "bench"];
  const programs: Record<string, Program> = {
    bare: {
      command: Deno.execPath(),
      args: ["run", "--quiet", "--allow-all", "--no-config", at("bare.js"), at("made.db")],
    },
    plan: schemahero(["plan", ...onFile("made.db", "specs"), "--check"], home),
    changed: schemahero(["plan", ...onFile("made.db", "changed")], home),
    generate: schemahero([...generate, "--output-dir", at("written"), "--overwrite"], home),
    ...(RIVAL !== undefined && { rival: await rival(RIVAL, at("made.db"), at("made.sql")) }),
  };
  const times = await interleaved(Object.values(programs), ROUNDS);
  const medians: Record<string, number> = {};
  const peaks: Record<string, number> = { apply: applied.peakMib };
  for (const [index, [name, program]] of Object.entries(programs).entries()) {
    medians[name] = median(times[index] ?? []);
    peaks[name] = (await run(program, true)).peakMib;
  }
  // Applies last and one by one: each needs a database of its own.
  const applies: number[] = [];
  for (let round = 0; round < 3; round++) {
    await Deno.remove(at("made.db"));
    applies.push((await run(apply, false)).wallMs);
  }
  medians["apply"] = median(applies.sort((a, b) => a - b));
  return { size, medians, peaks };
}

/** `sqlite3def`, which takes one file of SQL, on the schema that is there. */
async function rival(command: string, database: string, sqlFile: string): Promise<Program> {
  using db = new DatabaseSync(database, { readOnly: true });
  const rows = db.prepare("select sql from sqlite_schema where sql is not null").all();
  await Deno.writeTextFile(sqlFile, rows.map(({ sql }) => `${sql};\n`).join(""));
  return { command, args: [database, "--dry-run", `--file=${sqlFile}`] };
}

const COLUMNS = ["bare", "plan", "changed", "apply", "generate", "rival"];

function print(sizes: readonly Size[]): void {
  console.log(`${IS_COMPILED ? "compiled" : "from source"}, median of ${ROUNDS} (apply: 3), in turns; ms`);
  console.log(
    "tables  bare script  plan, no change  ratio  plan, 10 % changed  apply all  generate  peak MiB  sqlite3def",
  );
  for (const { size, medians, peaks } of sizes) {
    const [bare, plan, changed, apply, generate, def] = COLUMNS.map((name) => medians[name] ?? NaN);
    const cells = [
      String(size).padStart(6),
      ms(bare).padStart(11),
      ms(plan).padStart(15),
      ratio(plan, bare).padStart(5),
      ms(changed).padStart(18),
      ms(apply).padStart(9),
      ms(generate).padStart(8),
      peakOf(peaks).toFixed(0).padStart(8),
      (def === undefined || Number.isNaN(def) ? "-" : ms(def)).padStart(10),
    ];
    console.log(cells.join("  "));
  }
  const last = sizes.at(-1);
  const plan = (last?.medians["plan"] ?? NaN) / (last?.medians["bare"] ?? NaN);
  const peak = peakOf(last?.peaks ?? {});
  console.log(
    `budget: ratio ${plan.toFixed(2)} of ${BUDGET_RATIO}, ${peak.toFixed(0)} of ${BUDGET_MIB} MiB: ${
      plan <= BUDGET_RATIO && peak <= BUDGET_MIB ? "kept" : "EXCEEDED"
    }`,
  );
}

function ms(time: number | undefined): string {
  return (time ?? NaN).toFixed(0);
}

function ratio(time: number | undefined, reference: number | undefined): string {
  return ((time ?? NaN) / (reference ?? NaN)).toFixed(2);
}

/** The highest of all runs of ours. */
function peakOf({ bare: _, rival: __, ...peaks }: Readonly<Record<string, number>>): number {
  return Math.max(...Object.values(peaks));
}

const home = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
try {
  const sizes: Size[] = [];
  for (const size of SIZES) sizes.push(await measure(home, size));
  print(sizes);
} finally {
  await Deno.remove(home, { recursive: true });
}
