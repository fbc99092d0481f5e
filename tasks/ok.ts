// deno task ok: the local gate. Needs no server and no compiler; meant to stay under a minute.
import { runDeno, type RunResult } from "./run_deno.ts";
import { paint, say, seconds } from "./screen.ts";
import { summaryOf } from "./test_summary.ts";

/** One check of the gate. */
interface Step {
  readonly name: string;
  readonly args: readonly string[];
}

const ROOMS = ["core", "protocol", "plugins", "tasks", "tests"];
const TEST = ["test", "--allow-all", "--no-check", "--permit-no-files"];

/** The longest first, since two run at a time. */
const STEPS: readonly Step[] = [
  { name: "unit tests", args: [...TEST, "core", "protocol", "plugins", "tasks"] },
  { name: "types", args: ["check", "--quiet", ...ROOMS] },
  { name: "layers and tidiness", args: [...TEST, "tests/layers_test.ts", "tests/tidy_test.ts"] },
  { name: "lint", args: ["lint", "--quiet"] },
  { name: "generated files", args: ["run", "--allow-all", "tasks/gen.ts", "--check"] },
  { name: "format", args: ["fmt", "--check", "--quiet"] },
];

async function runStep({ name, args }: Step): Promise<boolean> {
  const start = performance.now();
  const run = await runDeno(args, { env: Deno.stdout.isTerminal() ? {} : { NO_COLOR: "1" } });
  const time = seconds(performance.now() - start);
  const mark = run.code === 0 ? paint("green", "ok    ") : paint("red", "FAILED");
  say(`${mark} ${name.padEnd(20)} ${time.padStart(7)}${countOf(args, run)}`);
  if (run.code !== 0) say("", complaintOf(run), "");
  return run.code === 0;
}

/** The part of the output that says what is wrong: without the tests that went well. */
function complaintOf({ output }: RunResult): string {
  const errors = output.search(/^.*\bERRORS\b.*$/m);
  return output.slice(Math.max(0, errors)).trimEnd();
}

function countOf(args: readonly string[], run: RunResult): string {
  if (args[0] !== "test") return "";
  const { passed, skipped } = summaryOf(run);
  return `  ${passed} passed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`;
}

const start = performance.now();
const waiting = [...STEPS];
const failed: string[] = [];

async function work(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    if (!await runStep(step)) failed.push(step.name);
  }
}

await Promise.all([work(), work()]);
const time = seconds(performance.now() - start);
say(
  "",
  failed.length === 0
    ? `All ${STEPS.length} checks are ok (${time})`
    : `Failed: ${failed.join(", ")} (${time})`,
);
Deno.exit(failed.length === 0 ? 0 : 1);
