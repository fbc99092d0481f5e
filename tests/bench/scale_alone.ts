// deno-lint-ignore-file no-console -- a script whose output is its table
// The benchmark of engines that have no other tool to be compared with: see scale.ts, behind all walls, against one server
// on this machine. The reference is an empty program. Budget: under 200 MB. BENCH_TABLES=1,100 chooses.
import { loadavg } from "node:os";
import type { TestEngine } from "../engines/engine.ts";
import { ms, printTable, ratio, verdict } from "./print.ts";
import { emptyProgram, IS_COMPILED } from "./products.ts";
import {
  APPLY_ROUNDS,
  BUDGET_MIB,
  type Dialect,
  measureSize,
  ROUNDS,
  type ScaleEngine,
  type Size,
  type Target,
} from "./scale.ts";

/** Measures an engine at these sizes, or at those that BENCH_TABLES names, and prints the table. */
export async function benchAlone(
  engine: TestEngine,
  dialect: Dialect,
  usual: readonly number[],
): Promise<void> {
  const sizes = Deno.env.get("BENCH_TABLES")?.split(",").map(Number) ?? usual;
  const home = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
  const server = await engine.start(true);
  if (typeof server === "string") throw new Error(server);
  try {
    const empty = await emptyProgram(home);
    const scale: ScaleEngine<Target> = {
      dialect,
      async create() {
        const database = await server.create("scale");
        const flags = ["--driver", engine.name, "--uri", database.uri, "--sandbox", "required"];
        return { flags, drop: () => database.drop() };
      },
      references: () => Promise.resolve({ empty }),
      rivals: () => Promise.resolve({}),
      appliers: () => ({}),
    };
    const measured: Size[] = [];
    for (const size of sizes) measured.push(await measureSize(scale, home, size));
    print(engine, measured);
  } finally {
    await server.close();
    await Deno.remove(home, { recursive: true });
  }
}

function print({ name, variant }: TestEngine, sizes: readonly Size[]): void {
  const load = loadavg().map((each) => each.toFixed(1)).join(", ");
  const form = IS_COMPILED ? "compiled" : "from source";
  console.log(
    `${variant ?? name}, ${form}, median of ${ROUNDS} (apply: ${APPLY_ROUNDS}), in turns; ms; load ${load}`,
  );
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
}
