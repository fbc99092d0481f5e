// deno-lint-ignore-file no-console -- a script whose output is its table
// How PostgreSQL's plans grow with the schema, see scale.ts, behind all walls. References, in turns on the same
// databases: `pg_dump -s`, `psql -1 -f` of the statements that apply runs, and an empty program. Budgets: a plan
// without changes in at most 2 times pg_dump at 1000 tables and 3 times at 100, at one table 5.5 times the empty
// program; making 1000 tables in at most 1.5 times psql; under 200 MB. MIGRA=PATH measures that program, too.
import { loadavg } from "node:os";
import { POSTGRES } from "../engines/postgres/engine.ts";
import type { TestServer } from "../engines/engine.ts";
import { ms, printTable, ratio, verdict } from "./print.ts";
import { emptyProgram, IS_COMPILED } from "./products.ts";
import type { Program } from "./measure.ts";
import {
  APPLY_ROUNDS,
  BUDGET_MIB,
  measureSize,
  ROUNDS,
  type ScaleEngine,
  type Size,
  SIZES,
  type Target,
} from "./scale.ts";

const MIGRA = Deno.env.get("MIGRA");
const PG_DUMP = Deno.env.get("PG_DUMP") ?? "pg_dump";

interface PostgresTarget extends Target {
  readonly uri: string;
}

function postgres(server: TestServer, empty: Program): ScaleEngine<PostgresTarget> {
  return {
    dialect: {
      specKey: "postgres",
      types: ["integer", "text", "double precision", "varchar(40)", "timestamp"],
    },
    async create() {
      const database = await server.create("scale");
      const flags = ["--driver", "postgres", "--uri", database.uri, "--sandbox", "required"];
      return { uri: database.uri, flags, drop: () => database.drop() };
    },
    references({ uri }) {
      const dump = { command: PG_DUMP, args: ["--schema-only", uri] };
      return Promise.resolve({ dump, empty });
    },
    rivals({ uri }) {
      const sqlalchemyUri = uri.replace(/^postgres:/, "postgresql:");
      return Promise.resolve(
        MIGRA === undefined ? {} : { migra: { command: MIGRA, args: [sqlalchemyUri, sqlalchemyUri] } },
      );
    },
    appliers({ uri }, sqlFile) {
      const args = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction"];
      return { psql: { command: "psql", args: [...args, `--file=${sqlFile}`, uri] } };
    },
  };
}

function print(sizes: readonly Size[]): void {
  console.log(
    `${
      IS_COMPILED ? "compiled" : "from source"
    }, median of ${ROUNDS} (apply: ${APPLY_ROUNDS}), in turns; ms; load ${
      loadavg().map((each) => each.toFixed(1)).join(", ")
    }`,
  );
  printTable([
    [
      "tables",
      "empty",
      "pg_dump",
      "plan",
      "to empty",
      "to pg_dump",
      "10 % changed",
      "generate",
      "psql",
      "apply",
      "to psql",
      "peak MiB",
      "migra",
    ],
    ...sizes.map(({ size, peakMib, medians }) => {
      const { empty, dump, plan, changed, generate, psql, apply, migra } = medians;
      return [
        String(size),
        ms(empty),
        ms(dump),
        ms(plan),
        ratio(plan, empty),
        ratio(plan, dump),
        ms(changed),
        ms(generate),
        ms(psql),
        ms(apply),
        ratio(apply, psql),
        peakMib.toFixed(0),
        ms(migra),
      ];
    }),
  ]);
  judge(sizes);
}

function judge(sizes: readonly Size[]): void {
  const at = (tables: number) => sizes.find(({ size }) => size === tables);
  const budgets = [
    { what: "plan of 1 to the empty program", limit: 5.5, of: at(1)?.medians, by: ["plan", "empty"] },
    { what: "plan of 100 to pg_dump", limit: 3, of: at(100)?.medians, by: ["plan", "dump"] },
    { what: "plan of 1000 to pg_dump", limit: 2, of: at(1000)?.medians, by: ["plan", "dump"] },
    { what: "apply of 1000 to psql", limit: 1.5, of: at(1000)?.medians, by: ["apply", "psql"] },
  ] as const;
  for (const { what, limit, of, by: [name, reference] } of budgets) {
    if (!of) continue;
    const isKept = (of[name] ?? NaN) <= limit * (of[reference] ?? NaN);
    console.log(`budget: ${what}: ${ratio(of[name], of[reference])} of ${limit}: ${verdict(isKept)}`);
  }
  const peakMib = Math.max(...sizes.map((size) => size.peakMib));
  console.log(
    `budget: memory: ${peakMib.toFixed(0)} of ${BUDGET_MIB} MiB: ${verdict(peakMib <= BUDGET_MIB)}`,
  );
}

const server = await POSTGRES.start();
if (typeof server === "string") throw new Error(server);
const home = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
try {
  const engine = postgres(server, await emptyProgram(home));
  const wanted = Deno.env.get("BENCH_TABLES")?.split(",").map(Number) ?? SIZES;
  const sizes: Size[] = [];
  for (const size of wanted) sizes.push(await measureSize(engine, home, size));
  print(sizes);
} finally {
  await server.close();
  await Deno.remove(home, { recursive: true });
}
