// The command line as a whole: the commands, the root's help, and words for mistakes.
import { Command } from "commander";
import { VERSION } from "../version.ts";
import { addApply } from "./apply.ts";
import { addFixtures } from "./fixtures.ts";
import { addGenerate } from "./generate.ts";
import { addPlan } from "./plan.ts";
import { addPlugin } from "./plugin.ts";
import { addValidate } from "./validate.ts";
import type { Shell } from "./shell.ts";

const EXAMPLES = `
Start here:
  schemahero plan --driver sqlite --uri music.db --spec-file specs/     what would change
  schemahero apply --driver sqlite --uri music.db --spec-file specs/    change it
  schemahero plugin list                                                which engines are there

Each flag may be given as a variable: --spec-file as SCHEMAHERO_SPEC_FILE. --quiet and NO_COLOR are honoured.`;

/** Makes the command line. Nothing is parsed or run yet. */
export async function makeProgram(
  shell: Shell,
  args: readonly string[],
): Promise<Command> {
  const program = new Command("schemahero")
    .description("Describes databases in YAML and makes them so.")
    .option("-q, --quiet", "say nothing on stderr but errors")
    .helpOption("-h, --help", "explain a command, with examples")
    .helpCommand("help [command]", "explain a command")
    .showHelpAfterError("(add --help for what there is)")
    .configureOutput({ writeOut: (text) => shell.terminal.out(text), writeErr: () => {} })
    .addHelpText("after", EXAMPLES)
    .exitOverride();
  const named = COMMANDS.get(args.find((arg) => !arg.startsWith("-")) ?? "");
  if (named) named(program, shell);
  else {
    for (const add of COMMANDS.values()) add(program, shell);
    await addCompletion(program, args[0]);
  }
  return program;
}

/** In the order of the help. A run that names one makes no other: all their flags take 4 ms. */
const COMMANDS: ReadonlyMap<string, (program: Command, shell: Shell) => void> = new Map([
  ["plan", addPlan],
  ["apply", addApply],
  ["validate", addValidate],
  ["generate", addGenerate],
  ["fixtures", addFixtures],
  ["plugin", addPlugin],
  ["version", addVersion],
]);

function addVersion(program: Command, shell: Shell): void {
  program.command("version").description("print the version").action(() =>
    shell.terminal.out(`SchemaHero ${VERSION}\n`)
  );
}

/** The library for completions is loaded only when it is asked for: every other command starts without it. */
async function addCompletion(program: Command, first: string | undefined): Promise<void> {
  if (first === "completion" || first === "complete") {
    const { default: tab } = await import("@bomb.sh/tab/commander");
    tab(program, { completionCommandName: "completion" });
    return;
  }
  program.command("completion").argument("<shell>", "zsh, bash, fish or powershell")
    .description("print a completion script for a shell");
}
