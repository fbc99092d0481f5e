// deno-lint-ignore-file no-console -- a script whose output is its table
// How MySQL's and MariaDB's plans grow with the schema, see scale.ts, behind all walls. References, in turns on the same
// databases: `mariadb-dump --no-data` (on MariaDB), an empty program, and `mariadb` running the statements that apply
// runs. Budgets: a plan without changes of 1000 tables in at most a quarter of mariadb-dump on MariaDB; on both servers
// what 1000 tables take beyond one at most 13 times what 100 do (10 is linear); under 200 MB. MYSQLDEF=PATH measures a dry run of that program.
// BENCH_SERVERS=mysql,mariadb and BENCH_TABLES=100,1000 choose.
import { loadavg } from "node:os";
import { join } from "node:path";
import type { TestEngine, TestServer } from "../engines/engine.ts";
import { MARIADB, MYSQL } from "../engines/mysql/engine.ts";
import type { Program } from "./measure.ts";
import { ms, printTable, ratio, verdict } from "./print.ts";
import { emptyProgram, IS_COMPILED } from "./products.ts";
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

const BUDGET_RATIO = 0.25;
/** 10 is linear. */
const BUDGET_GROWTH = 13;
const DUMP = Deno.env.get("MARIADB_DUMP") ?? "mariadb-dump";
const RIVAL = Deno.env.get("MYSQLDEF");

interface MysqlTarget extends Target {
  readonly uri: string;
}

/** The client's arguments that lead to a database. */
function clientArgs(uri: string): { readonly args: readonly string[]; readonly env: Record<string, string> } {
  const { hostname, port, username, password, pathname } = new URL(uri);
  return {
    args: ["--no-defaults", `--host=${hostname}`, `--port=${port}`, `--user=${username}`, pathname.slice(1)],
    env: { PATH: Deno.env.get("PATH") ?? "/usr/bin:/bin", MYSQL_PWD: decodeURIComponent(password) },
  };
}

function mysql({ variant }: TestEngine, server: TestServer, empty: Program): ScaleEngine<MysqlTarget> {
  return {
    dialect: { specKey: "mysql", types: ["int", "varchar(100)", "double", "varchar(40)", "datetime"] },
    async create() {
      const database = await server.create("scale");
      const flags = ["--driver", variant ?? "mysql", "--uri", database.uri, "--sandbox", "required"];
      return { uri: database.uri, flags, drop: () => database.drop() };
    },
    references({ uri }) {
      const { args, env } = clientArgs(uri);
      // It asks a MySQL of today for what that no longer has.
      const dump = { command: DUMP, args: [...args.slice(0, 1), "--no-data", ...args.slice(1)], env };
      return Promise.resolve(variant === "mariadb" ? { empty, dump } : { empty });
    },
    async rivals({ uri }, folder) {
      if (RIVAL === undefined) return {};
      const { args: [, host = "", port = "", user = "", database = ""], env } = clientArgs(uri);
      const sqlFile = join(folder, "schema.sql");
      const login = [host, port, user, `--password=${env["MYSQL_PWD"]}`, database];
      const { stdout } = await new Deno.Command(RIVAL, { args: [...login, "--export"] }).output();
      await Deno.writeFile(sqlFile, stdout);
      return { def: { command: RIVAL, args: [...login, "--dry-run", `--file=${sqlFile}`] } };
    },
    appliers({ uri }, sqlFile) {
      const { args, env } = clientArgs(uri);
      return { client: { command: "mariadb", args: [...args, `--execute=source ${sqlFile}`], env } };
    },
  };
}

function print(variant: string, sizes: readonly Size[]): void {
  const load = loadavg().map((each) => each.toFixed(1)).join(", ");
  const form = IS_COMPILED ? "compiled" : "from source";
  console.log(
    `${variant}, ${form}, median of ${ROUNDS} (apply: ${APPLY_ROUNDS}), in turns; ms; load ${load}`,
  );
  printTable([
    [
      "tables",
      "empty",
      "mariadb-dump",
      "plan",
      "to empty",
      "to dump",
      "10 % changed",
      "generate",
      "mariadb client",
      "apply",
      "to client",
      "peak MiB",
      "mysqldef",
    ],
    ...sizes.map(({ size, peakMib, medians }) => {
      const { empty, dump, plan, changed, generate, client, apply, def } = medians;
      return [
        String(size),
        ms(empty),
        ms(dump),
        ms(plan),
        ratio(plan, empty),
        ratio(plan, dump),
        ms(changed),
        ms(generate),
        ms(client),
        ms(apply),
        ratio(apply, client),
        peakMib.toFixed(0),
        ms(def),
      ];
    }),
  ]);
  judge(sizes);
}

function judge(sizes: readonly Size[]): void {
  const at = (tables: number) => sizes.find(({ size }) => size === tables)?.medians;
  const [one, few, many] = [at(1)?.["plan"], at(100)?.["plan"], at(1000)?.["plan"]];
  const dump = at(1000)?.["dump"];
  const tell = (what: string, times: number, reference: number, limit: number) =>
    console.log(
      `budget: ${what}: ${ratio(times, reference)} of ${limit}: ${verdict(times <= limit * reference)}`,
    );
  if (many !== undefined && dump !== undefined) {
    tell("plan of 1000 to mariadb-dump", many, dump, BUDGET_RATIO);
  }
  if (one !== undefined && few !== undefined && many !== undefined) {
    tell("1000 tables to 100, without what one table takes", many - one, few - one, BUDGET_GROWTH);
  }
  const peakMib = Math.max(...sizes.map((size) => size.peakMib));
  console.log(
    `budget: memory: ${peakMib.toFixed(0)} of ${BUDGET_MIB} MiB: ${verdict(peakMib <= BUDGET_MIB)}`,
  );
}

const wanted = Deno.env.get("BENCH_TABLES")?.split(",").map(Number) ?? SIZES;
const chosen = Deno.env.get("BENCH_SERVERS")?.split(",") ?? ["mariadb", "mysql"];
const home = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
try {
  const empty = await emptyProgram(home);
  for (const engine of [MARIADB, MYSQL].filter(({ variant }) => chosen.includes(variant ?? ""))) {
    const server = await engine.start();
    if (typeof server === "string") throw new Error(server);
    const folder = await Deno.makeTempDir({ dir: home });
    try {
      const sizes: Size[] = [];
      for (const size of wanted) sizes.push(await measureSize(mysql(engine, server, empty), folder, size));
      print(engine.variant ?? engine.name, sizes);
    } finally {
      await server.close();
    }
  }
} finally {
  await Deno.remove(home, { recursive: true });
}
