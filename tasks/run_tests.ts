// deno task test, test-plugins, test-plugin: runs the tests and closes with `N passed, N failed`.
// Unit tests run in parallel; what is in tests/ starts processes with deadlines and runs alone.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runDeno } from "./run_deno.ts";
import { calledScope, namedPlugin } from "./scope.ts";
import { paint, say } from "./screen.ts";
import { runTask } from "./task_error.ts";
import { closingLine, summaryOf, sumOf, type TestSummary } from "./test_summary.ts";
import { ROOT } from "./tree.ts";

/** Tests that are run together. */
interface Group {
  readonly title: string;
  readonly paths: readonly string[];
  readonly parallel: boolean;
}

async function test(task: string, args: readonly string[]): Promise<number> {
  // Unknown words and flags go to `deno test`: `deno task test --filter plan`.
  const groups = groupsFor(task, args);
  const flags = task === "test-plugin" ? [] : args;
  const summaries: TestSummary[] = [];
  for (const group of groups) summaries.push(await runGroup(group, flags));
  const total = sumOf(summaries);
  say("");
  if (total.skipped.length > 0) {
    say(
      paint("yellow", `SKIPPED: ${total.skipped.length}`),
      ...total.skipped.map((name) => `  - ${name}`),
      "",
    );
  }
  if (total.passed + total.failed === 0) {
    say("No test ran", closingLine({ ...total, failed: 1 }));
    return 1;
  }
  say(closingLine(total));
  return total.failed > 0 ? 1 : 0;
}

function groupsFor(task: string, args: readonly string[]): readonly Group[] {
  if (task === "test-plugins") return [pluginsGroup()];
  if (task === "test-plugin") return [pluginGroup(namedPlugin(task, args))];
  const scope = calledScope();
  switch (scope.part) {
    case "plugin":
      return [pluginGroup(scope.name)];
    case "plugins":
      return [pluginsGroup()];
    case "everything":
      return [
        { title: "unit tests", paths: ["core", "protocol", "plugins", "tasks"], parallel: true },
        { title: "tests across rooms", paths: ["tests"], parallel: false },
      ];
  }
}

function pluginsGroup(): Group {
  return { title: "all plugins", paths: ["plugins", ...existing("tests/engines")], parallel: true };
}

function pluginGroup(name: string): Group {
  const paths = [`plugins/${name}`, ...existing(`tests/engines/${name}`)];
  return { title: `plugin ${name}`, paths, parallel: true };
}

function existing(path: string): readonly string[] {
  return existsSync(join(ROOT, path)) ? [path] : [];
}

async function runGroup({ title, paths, parallel }: Group, flags: readonly string[]): Promise<TestSummary> {
  say(paint("bold", `== ${title}: ${paths.join(" ")}`));
  const colours = Deno.stdout.isTerminal() ? {} : { NO_COLOR: "1" };
  const run = await runDeno([
    "test",
    "--allow-all",
    "--no-check", // types are checked by `deno task ok`
    "--permit-no-files",
    ...(parallel ? ["--parallel"] : []),
    ...flags,
    ...paths,
  ], { show: true, env: colours });
  return summaryOf(run);
}

const [task = "test", ...args] = Deno.args;
await runTask(() => test(task, args));
