// deno-lint-ignore-file no-console -- a script whose output is its table
// How rqlite's plans grow with the schema, see scale.ts, behind all walls, against one node on this machine. The reference
// is an empty program. Budget: under 200 MB. BENCH_TABLES=100,1000 chooses.
import { loadavg } from "node:os";
import { RQLITE } from "../engines/rqlite/engine.ts";
import { ms, printTable, ratio, verdict } from "./print.ts";
import { emptyProgram, IS_COMPILED } from "./products.ts";
import {
  APPLY_ROUNDS,
  BUDGET_MIB,
  measureSize,
  ROUNDS,
  type ScaleEngine,
  SIZES,
  type Target,
} from "./scale.ts";

const wanted = Deno.env.get("BENCH_TABLES")?.split(",").map(Number) ?? SIZES;
const home = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
const server = await RQLITE.start();
if (typeof server === "string") throw new Error(server);
try {
  const empty = await emptyProgram(home);
  const engine: ScaleEngine<Target> = {
    dialect: { specKey: "rqlite", types: ["integer", "text", "real", "varchar(40)", "datetime"] },
    async create() {
      const database = await server.create("scale");
      const flags = ["--driver", "rqlite", "--uri", database.uri, "--sandbox", "required"];
      return { flags, drop: () => database.drop() };
    },
    references: () => Promise.resolve({ empty }),
    rivals: () => Promise.resolve({}),
    appliers: () => ({}),
  };
  const sizes = [];
  for (const size of wanted) sizes.push(await measureSize(engine, home, size));
  const load = loadavg().map((each) => each.toFixed(1)).join(", ");
  const form = IS_COMPILED ? "compiled" : "from source";
  console.log(`${form}, median of ${ROUNDS} (apply: ${APPLY_ROUNDS}), in turns; ms; load ${load}`);
  printTable([
    ["tables", "empty", "plan, no change", "to empty", "10 % changed", "apply all", "generate", "peak MiB"],
    ...sizes.map(({ size, peakMib, medians: { empty, plan, changed, apply, generate } }) => [
      String(size),
      ms(empty),
      ms(plan),
      ratio(plan, empty),
      ms(changed),
      ms(apply),
      ms(generate),
      peakMib.toFixed(0),
    ]),
  ]);
  const peakMib = Math.max(...sizes.map((size) => size.peakMib));
  console.log(`budget: ${peakMib.toFixed(0)} of ${BUDGET_MIB} MiB: ${verdict(peakMib <= BUDGET_MIB)}`);
} finally {
  await server.close();
  await Deno.remove(home, { recursive: true });
}
