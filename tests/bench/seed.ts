// deno-lint-ignore-file no-console -- what the benchmarks of seed rows print
// 100,000 seed rows of three columns: plan, apply, plan again. Time, rows a second and the memory of the whole
// process tree. Budget for the compiled pair: under 200 MB.
import { join } from "node:path";
import { runOnce } from "./measure.ts";
import { printTable } from "./print.ts";
import { IS_COMPILED, schemahero, tableYaml } from "./products.ts";

const ROWS = 100_000;

/** Measures an engine. `flags` lead to an empty database. */
export async function measureSeeds(
  specKey: string,
  realType: string,
  folder: string,
  flags: readonly string[],
): Promise<void> {
  const spec = join(folder, "t.yaml");
  const columns = [
    "{ name: id, type: integer }",
    "{ name: name, type: text }",
    `{ name: price, type: ${realType} }`,
  ];
  const rows = Array.from({ length: ROWS }, (_, id) =>
    [
      "      - columns:",
      "          - column: id",
      `            value: { int: ${id} }`,
      "          - column: name",
      `            value: { str: name number ${id} }`,
      "          - column: price",
      `            value: { float: ${(id / 7).toFixed(3)} }`,
    ].join("\n"));
  await Deno.writeTextFile(spec, tableYaml(specKey, "t", columns, rows.join("\n")));
  const all = [...flags, "--spec-file", spec, "--seed-data"];
  await runOnce(schemahero(["plan", ...all], folder), false); // fills the cache of descriptions
  console.log(`${IS_COMPILED ? "compiled" : "from source"}, ${ROWS} rows`);
  const lines = [["run", "seconds", "rows/s", "peak PSS of the tree, MiB"]];
  for (
    const [name, args] of [["plan", ["plan"]], ["apply", ["apply", "--yes"]], ["plan again", [
      "plan",
      "--check",
    ]]] as const
  ) {
    const { code, wallMs, peakMib } = await runOnce(schemahero([...args, ...all], folder), true);
    if (code !== 0) throw new Error(`${name} ended with ${code}`);
    const perSecond = Math.round(ROWS / (wallMs / 1000));
    lines.push([name, (wallMs / 1000).toFixed(2), String(perSecond), peakMib.toFixed(0)]);
  }
  printTable(lines);
}
