// deno-lint-ignore-file no-console -- a script whose output is its table
// How SQLite's plans grow with the schema, see scale.ts. The reference is a bare script, run by Deno, that only reads
// the same catalog by table-valued pragmas. Budget at 1000 tables: a plan without changes in at most 4 times the bare
// script, under 200 MB; growth close to linear. SQLITE3DEF=PATH measures a dry run of that program, too, on the same
// schema as SQL.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ms, printTable, ratio, verdict } from "./print.ts";
import { IS_COMPILED } from "./products.ts";
import {
  APPLY_ROUNDS,
  BUDGET_MIB,
  measureSize,
  ROUNDS,
  type ScaleEngine,
  SIZES,
  type Target,
} from "./scale.ts";

const BUDGET_RATIO = 4;
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

interface SqliteTarget extends Target {
  readonly file: string;
}

function sqlite(home: string): ScaleEngine<SqliteTarget> {
  let count = 0;
  return {
    dialect: { specKey: "sqlite", types: ["integer", "text", "real", "varchar(40)", "datetime"] },
    create() {
      const file = join(home, `${count++}.db`);
      const flags = ["--driver", "sqlite", "--uri", file];
      return Promise.resolve({ file, flags, drop: () => Deno.remove(file) });
    },
    async references({ file }, folder) {
      const script = join(folder, "bare.js");
      await Deno.writeTextFile(script, BARE);
      const args = ["run", "--quiet", "--allow-all", "--no-config", script, file];
      return { bare: { command: Deno.execPath(), args } };
    },
    async rivals({ file }, folder) {
      if (RIVAL === undefined) return {};
      // It takes one file of SQL.
      const sqlFile = join(folder, "schema.sql");
      using db = new DatabaseSync(file, { readOnly: true });
      const rows = db.prepare("select sql from sqlite_schema where sql is not null").all();
      await Deno.writeTextFile(sqlFile, rows.map(({ sql }) => `${sql};\n`).join(""));
      return { def: { command: RIVAL, args: [file, "--dry-run", `--file=${sqlFile}`] } };
    },
    appliers: () => ({}),
  };
}

const home = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
try {
  const engine = sqlite(home);
  const sizes = [];
  for (const size of SIZES) sizes.push(await measureSize(engine, home, size));
  console.log(
    `${IS_COMPILED ? "compiled" : "from source"}, median of ${ROUNDS} (apply: ${APPLY_ROUNDS}), in turns; ms`,
  );
  printTable([
    [
      "tables",
      "bare script",
      "plan, no change",
      "ratio",
      "plan, 10 % changed",
      "apply all",
      "generate",
      "peak MiB",
      "sqlite3def",
    ],
    ...sizes.map(({ size, medians: { bare, plan, changed, apply, generate, def }, peakMib }) => [
      String(size),
      ms(bare),
      ms(plan),
      ratio(plan, bare),
      ms(changed),
      ms(apply),
      ms(generate),
      peakMib.toFixed(0),
      ms(def),
    ]),
  ]);
  const { medians: { plan = NaN, bare = NaN } = {}, peakMib = NaN } = sizes.at(-1) ?? {};
  const isKept = plan <= bare * BUDGET_RATIO && peakMib <= BUDGET_MIB;
  console.log(
    `budget: ratio ${ratio(plan, bare)} of ${BUDGET_RATIO}, ${peakMib.toFixed(0)} of ${BUDGET_MIB} MiB: ${
      verdict(isKept)
    }`,
  );
} finally {
  await Deno.remove(home, { recursive: true });
}
