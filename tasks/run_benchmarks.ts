// deno task bench: runs every benchmark in tests/bench, one after the other so that none disturbs another.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runDeno } from "./run_deno.ts";
import { complain, paint, say } from "./screen.ts";
import { ROOT } from "./tree.ts";

const folder = join(ROOT, "tests", "bench");
const wanted = Deno.args;
const files = existsSync(folder)
  ? readdirSync(folder).filter((name) => name.endsWith("_bench.ts")).sort()
  : [];
const chosen = files.filter((name) =>
  wanted.length === 0 || wanted.includes(name.replace(/_bench\.ts$/, ""))
);
if (chosen.length === 0) {
  complain(
    `No such benchmark; there are: ${files.map((name) => name.replace(/_bench\.ts$/, "")).join(", ")}`,
  );
  Deno.exit(2);
}
let failures = 0;
for (const name of chosen) {
  say(paint("bold", `== ${name}`));
  const { code } = await runDeno(["run", "--allow-all", "--no-check", join(folder, name)], { show: true });
  if (code !== 0) failures++;
}
Deno.exit(failures === 0 ? 0 : 1);
