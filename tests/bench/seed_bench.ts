// deno-lint-ignore-file no-console -- a script whose output is its table
// 100,000 seed rows of three columns: plan, apply, plan again. Time, rows a second and the memory of the whole
// process tree. Budget for the compiled pair: under 200 MB.
import { join } from "node:path";
import { runOnce } from "./measure.ts";
import { IS_COMPILED, schemahero, tableYaml } from "./products.ts";

const ROWS = 100_000;
const folder = await Deno.makeTempDir({ prefix: "schemahero-bench-" });
try {
  const spec = join(folder, "t.yaml");
  const columns = [
    "{ name: id, type: integer }",
    "{ name: name, type: text }",
    "{ name: price, type: real }",
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
  await Deno.writeTextFile(spec, tableYaml("t", columns, rows.join("\n")));
  const flags = ["--driver", "sqlite", "--uri", join(folder, "t.db"), "--spec-file", spec, "--seed-data"];
  await runOnce(schemahero(["plan", ...flags], folder), false); // fills the cache of descriptions
  console.log(`${IS_COMPILED ? "compiled" : "from source"}, ${ROWS} rows`);
  console.log("run          seconds  rows/s   peak PSS of the tree, MiB");
  for (
    const [name, args] of [["plan", ["plan"]], ["apply", ["apply", "--yes"]], ["plan again", [
      "plan",
    ]]] as const
  ) {
    const { code, wallMs, peakMib } = await runOnce(schemahero([...args, ...flags], folder), true);
    if (code !== 0) throw new Error(`${name} ended with ${code}`);
    const perSecond = Math.round(ROWS / (wallMs / 1000));
    console.log(
      `${name.padEnd(12)} ${(wallMs / 1000).toFixed(2).padStart(7)}  ${perSecond}   ${peakMib.toFixed(0)}`,
    );
  }
} finally {
  await Deno.remove(folder, { recursive: true });
}
