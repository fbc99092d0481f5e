// deno-lint-ignore-file no-console -- a script whose output is its table
// What no core with a plugin in a process of its own can be faster than, on this machine: programs that do only what the
// shape asks for (floor/), compiled as ours are, beside an empty program and a plan of one table. From row to row
// one thing is added: a second process, its Worker, a look into a database, the statements of a plan.
import { join } from "node:path";
import { Driver } from "../../plugins/postgres/driver.ts";
import { bundle, endBundling } from "../../tasks/bundle.ts";
import { compile } from "../../tasks/compile.ts";
import { POSTGRES } from "../engines/postgres/engine.ts";
import { makeSo, planOf, type Route } from "../engines/road.ts";
import { inProcess } from "../engines/session.ts";
import { interleaved, median, type Program } from "./measure.ts";
import { printTable } from "./print.ts";
import { emptyProgram, schemahero, tableYaml } from "./products.ts";

const ROUNDS = Number(Deno.env.get("ROUNDS") ?? 25);
const FLOOR = new URL("./floor/", import.meta.url).pathname;
const SAME_FLAGS = ["--optimize-for-size"];

/** The statements that a plan without changes sends. */
async function statementsOf(route: Route): Promise<readonly string[]> {
  const sent: string[] = [];
  const { batch, run } = Driver.prototype;
  Driver.prototype.batch = function (sql) {
    sent.push(sql);
    return batch.call(this, sql);
  };
  Driver.prototype.run = function (sql) {
    sent.push(sql);
    return run.call(this, sql);
  };
  try {
    await planOf(route);
  } finally {
    Object.assign(Driver.prototype, { batch, run });
  }
  return sent;
}

async function compileFloor(folder: string): Promise<{ core: string; plugin: string }> {
  const at = (name: string) => bundle(join(FLOOR, `${name}.ts`));
  const [core, plugin, worker] = await Promise.all([at("core"), at("plugin"), at("worker")]);
  await endBundling();
  const build = async (output: string, modules: Record<string, string>, v8Flags: readonly string[]) => {
    await compile({
      output,
      modules,
      workers: Object.keys(modules).filter((name) => name !== "main.js"),
      permissions: { net: true, read: true, write: true, run: true },
      v8Flags,
      probe: { args: output.endsWith("core") ? ["/bin/echo"] : [], code: 0 },
    });
    return output;
  };
  return {
    core: await build(join(folder, "core"), { "main.js": core }, [...SAME_FLAGS, "--single-threaded"]),
    plugin: await build(join(folder, "plugin"), { "main.js": plugin, "worker.js": worker }, SAME_FLAGS),
  };
}

const folder = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
const server = await POSTGRES.start();
if (typeof server === "string") throw new Error(server);
const database = await server.create("floor");
try {
  const specOf = async (engine: string, columns: readonly string[]) => {
    const path = join(folder, `${engine}.yaml`);
    await Deno.writeTextFile(path, tableYaml(engine, "t", columns));
    return path;
  };
  const postgresSpec = await specOf("postgres", [
    "{ name: id, type: integer }",
    "{ name: name, type: text }",
  ]);
  const sqliteSpec = await specOf("sqlite", ["{ name: id, type: integer }", "{ name: name, type: text }"]);
  const file = join(folder, "t.db");
  const route: Route = {
    engine: "postgres",
    open: inProcess(POSTGRES.plugin),
    uri: database.uri,
    specPath: postgresSpec,
  };
  await makeSo(route);
  const statements = await statementsOf(route);
  const { core, plugin } = await compileFloor(folder);
  const floor = (...args: readonly string[]): Program => ({
    command: core,
    args: [plugin, ...args],
    env: {},
  });
  const plan = (engine: string, uri: string, spec: string, sandbox: string): Program =>
    schemahero(["plan", "--driver", engine, "--uri", uri, "--spec-file", spec, "--sandbox", sandbox], folder);
  const applied = schemahero(
    ["apply", "--yes", "--driver", "sqlite", "--uri", file, "--spec-file", sqliteSpec],
    folder,
  );
  await new Deno.Command(applied.command, { args: [...applied.args], env: { ...applied.env } }).output();
  const programs: Readonly<Record<string, Program>> = {
    "an empty program": await emptyProgram(folder),
    "a core and a plugin": floor(),
    "+ the plugin's Worker": floor("nothing"),
    "+ SQLite's schema": floor("sqlite", file),
    "  plan of one table, SQLite, no kernel's walls": plan("sqlite", file, sqliteSpec, "off"),
    "+ a connection to PostgreSQL": floor("postgres", database.uri),
    "+ the statements of a plan": floor("postgres", database.uri, JSON.stringify(statements)),
    "  plan of one table, PostgreSQL, no kernel's walls": plan("postgres", database.uri, postgresSpec, "off"),
    "  plan of one table, PostgreSQL, behind all walls": plan(
      "postgres",
      database.uri,
      postgresSpec,
      "required",
    ),
  };
  const times = await interleaved(Object.values(programs), ROUNDS);
  const reference = median(times[0] ?? []);
  console.log(`${ROUNDS} runs each, in turns; the plan in PostgreSQL sends ${statements.length} texts`);
  printTable([
    ["program", "min ms", "median ms", "ratio of medians"],
    ...Object.keys(programs).map((name, index) => {
      const list = times[index] ?? [];
      return [
        name,
        (list[0] ?? NaN).toFixed(0),
        median(list).toFixed(0),
        (median(list) / reference).toFixed(2),
      ];
    }),
  ]);
} finally {
  await database.drop();
  await server.close();
  await Deno.remove(folder, { recursive: true });
}
