// `schemahero plan`: compares specs with a database and prints the statements that close the gap.
import { type Command, Option } from "commander";
import { EXIT } from "../errors.ts";
import { withPlan } from "../flow.ts";
import type { Plan } from "../plan/plan.ts";
import { planJson } from "../report/json.ts";
import { sqlLines } from "../report/sql.ts";
import { summary } from "../report/summary.ts";
import type { SpecType } from "../specs/mod.ts";
import { writeWhole } from "./files.ts";
import {
  addConnectionFlags,
  addPluginFlags,
  addSpecFlags,
  collect,
  type ConnectionOptions,
  flag,
  type PluginOptions,
  toggle,
} from "./options.ts";
import { roadOf } from "./road.ts";
import type { Shell } from "./shell.ts";

/** What the flags of planning parse to; `apply` has them, too. */
export interface PlanFlags extends ConnectionOptions, PluginOptions {
  readonly specFile?: string;
  readonly specType: SpecType;
  readonly seedData: boolean;
  readonly allow: readonly string[];
  readonly allowDestructive: boolean;
  /** Set by commands that go on to write: a database file that does not exist may then be made. */
  readonly isForWriting?: boolean;
}

interface PlanOnlyFlags extends PlanFlags {
  readonly format: "sql" | "json";
  readonly out?: string;
  readonly overwrite: boolean;
  readonly check: boolean;
}

const EXAMPLES = `
Examples:
  See what would change, then look at the exit code:
    schemahero plan --driver sqlite --uri music.db --spec-file specs/ --check

  With the connection in a Database document, and the plan as JSON in a file:
    schemahero plan --database db.yaml --spec-file specs/ --format json --out plan.json

  Without a password in the process list:
    SCHEMAHERO_URI='postgres://...' schemahero plan --driver postgres --spec-file specs/

Statements go to stdout, words for people to stderr. Exit codes: 0 done, 1 failed, 2 wrong usage,
3 there are changes (only with --check). Each flag may be given as a variable: --spec-file as SCHEMAHERO_SPEC_FILE.`;

/** Adds the command. */
export function addPlan(program: Command, shell: Shell): void {
  const command = program.command("plan")
    .summary("print the statements that make a database as described")
    .description(
      "Compares specs with a live database and prints the statements that close the gap. Changes nothing.",
    );
  addPlanFlags(command)
    .addOption(flag("--out <file>", "write the plan to a file (mode 0600) instead of stdout"))
    .addOption(toggle("overwrite", "let --out replace an existing file", true))
    .addOption(new Option("--no-overwrite", "same as --overwrite=false").hideHelp())
    .addOption(flag("--format <format>", "what to print").choices(["sql", "json"]).default("sql"))
    .addOption(toggle("check", "exit with 3 when there are changes"))
    .addHelpText("after", EXAMPLES)
    .action((flags: PlanOnlyFlags) => plan(flags, shell));
}

/** Adds the flags that planning needs, whoever plans. */
export function addPlanFlags(command: Command): Command {
  return addPluginFlags(addConnectionFlags(addSpecFlags(command)))
    .addOption(toggle("seed-data", "also plan the seed rows of the specs"))
    .addOption(
      flag(
        "--allow <permission>",
        "let one destructive change pass, e.g. drop-column:customer.fax; repeatable",
      )
        .default([]).argParser(collect),
    )
    .addOption(toggle("allow-destructive", "let every destructive change pass"));
}

async function plan(flags: PlanOnlyFlags, shell: Shell): Promise<void> {
  const { terminal } = shell;
  await withPlan(await roadOf(flags, shell), (planned) => {
    planned.session.close(); // ends while the plan is printed; withPlan waits for it
    const pieces = flags.format === "json" ? [planJson(planned.plan)] : sqlLines(planned.plan);
    for (const note of planned.notes) terminal.say(terminal.style.dim(`note: ${note.path}: ${note.message}`));
    for (const line of summary(planned.plan, planned.verdict, terminal.style)) terminal.say(line);
    if (flags.out === undefined) print(pieces, planned.plan, shell);
    else {
      writeWhole(flags.out, pieces, flags.overwrite);
      terminal.say(`Written to ${flags.out}`);
    }
    if (flags.check && planned.plan.statements.length > 0) shell.exitCode = EXIT.changes;
    return Promise.resolve();
  });
}

function print(pieces: Iterable<string>, plan: Plan, { terminal }: Shell): void {
  if (plan.statements.length > 0) terminal.say("");
  let buffer = "";
  for (const piece of pieces) {
    buffer += piece;
    if (buffer.length < 64 * 1024) continue;
    terminal.out(buffer);
    buffer = "";
  }
  if (buffer !== "") terminal.out(buffer);
}
