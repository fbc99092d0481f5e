// deno-lint-ignore-file no-console -- a script whose output is its table
// What the kernel's walls cost: a plan of one table with --sandbox=required and with --sandbox=off, in turns. Budget:
// at most 30 ms more.
import { join } from "node:path";
import { interleaved, median, runOnce } from "./measure.ts";
import { IS_COMPILED, schemahero, tableYaml } from "./products.ts";

const ROUNDS = 31;
const BUDGET_MS = 30;
const folder = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
try {
  const spec = join(folder, "t.yaml");
  await Deno.writeTextFile(
    spec,
    tableYaml("sqlite", "t", ["{ name: id, type: integer }", "{ name: name, type: text }"]),
  );
  const flags = ["--driver", "sqlite", "--uri", join(folder, "t.db"), "--spec-file", spec];
  const applied = await runOnce(schemahero(["apply", "--yes", ...flags], folder), false);
  if (applied.code !== 0) throw new Error(`apply ended with ${applied.code}`);
  const modes = ["off", "required"].map((mode) =>
    schemahero(["plan", ...flags, `--sandbox=${mode}`], folder)
  );
  for (const program of modes) {
    const { code } = await runOnce(program, false);
    if (code !== 0) throw new Error(`${program.args.join(" ")} ended with ${code}`);
  }
  const [without = [], within = []] = await interleaved(modes, ROUNDS);
  console.log(`${IS_COMPILED ? "compiled" : "from source"}, ${ROUNDS} runs each, in turns`);
  console.log("plan, one table as it is   min ms  median ms");
  for (const [name, list] of [["without walls", without], ["behind all walls", within]] as const) {
    const cells = [(list[0] ?? NaN).toFixed(1).padStart(7), median(list).toFixed(1).padStart(9)];
    console.log(`${name.padEnd(25)} ${cells.join("  ")}`);
  }
  const more = median(within) - median(without);
  console.log(
    `budget: ${more.toFixed(1)} of ${BUDGET_MS} ms more: ${more <= BUDGET_MS ? "kept" : "EXCEEDED"}`,
  );
} finally {
  await Deno.remove(folder, { recursive: true });
}
