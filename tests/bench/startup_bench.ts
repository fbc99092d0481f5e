// deno-lint-ignore-file no-console -- a script whose output is its table
// What a run costs before it does much: `version` and a plan of one table, as ratios to an empty program of the
// same kind, measured in turns. Budget for the compiled pair: at most 4.5 times the empty program.
import { join } from "node:path";
import { interleaved, median, runOnce } from "./measure.ts";
import { emptyProgram, IS_COMPILED, schemahero, tableYaml } from "./products.ts";

const ROUNDS = 25;
const folder = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
try {
  const spec = join(folder, "t.yaml");
  await Deno.writeTextFile(
    spec,
    tableYaml("sqlite", "t", ["{ name: id, type: integer }", "{ name: name, type: text }"]),
  );
  const plan = ["plan", "--driver", "sqlite", "--uri", join(folder, "t.db"), "--spec-file", spec];
  const planOfApplied = [...plan];
  planOfApplied[4] = join(folder, "applied.db");
  const { code } = await runOnce(schemahero(["apply", "--yes", ...planOfApplied.slice(1)], folder), false);
  if (code !== 0) throw new Error(`apply ended with ${code}`);
  const programs = [
    { name: "empty program", program: await emptyProgram(folder) },
    { name: "schemahero version", program: schemahero(["version"], folder) },
    { name: "plan, one new table", program: schemahero(plan, folder) },
    { name: "plan, one table as it is", program: schemahero(planOfApplied, folder) },
  ];
  const times = await interleaved(programs.map(({ program }) => program), ROUNDS);
  const reference = times[0] ?? [];
  console.log(`${IS_COMPILED ? "compiled" : "from source"}, ${ROUNDS} runs each, in turns`);
  console.log("program                   min ms  median ms  ratio of medians  ratio of minima");
  for (const [index, { name }] of programs.entries()) {
    const list = times[index] ?? [];
    const least = list[0] ?? NaN;
    const ratio = (median(list) / median(reference)).toFixed(2);
    const ratioOfLeast = (least / (reference[0] ?? NaN)).toFixed(2);
    const cells = [least.toFixed(0).padStart(6), median(list).toFixed(0).padStart(9), ratio.padStart(16)];
    console.log(`${name.padEnd(25)} ${cells.join("  ")}  ${ratioOfLeast.padStart(15)}`);
  }
} finally {
  await Deno.remove(folder, { recursive: true });
}
