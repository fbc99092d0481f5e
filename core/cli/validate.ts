// `schemahero validate`: checks specs without a database.
import type { Command } from "commander";
import { SchemaHeroError } from "../errors.ts";
import { count } from "../report/summary.ts";
import { findDatabase, loadSpecs, requireValid, type SpecType } from "../specs/mod.ts";
import { FILES } from "./files.ts";
import { addPluginFlags, addSpecFlags, flag, missingParameters, type PluginOptions } from "./options.ts";
import type { Shell } from "./shell.ts";

interface ValidateFlags extends PluginOptions {
  readonly specFile?: string;
  readonly specType: SpecType;
  readonly driver?: string;
}

const EXAMPLES = `
Examples:
  Check files against what an engine accepts:
    schemahero validate --driver sqlite --spec-file specs/

  The engine may also come from a Database document among the specs:
    schemahero validate --spec-file specs/`;

/** Adds the command. */
export function addValidate(program: Command, shell: Shell): void {
  const command = program.command("validate")
    .summary("check specs without a database")
    .description(
      "Reads specs and checks them against the schema of the engine's plugin. Touches no database.",
    );
  addPluginFlags(addSpecFlags(command))
    .addOption(flag("--driver <engine>", "engine to check for: sqlite, ..."))
    .addHelpText("after", EXAMPLES)
    .action((flags: ValidateFlags) => validate(flags, shell));
}

async function validate(flags: ValidateFlags, shell: Shell): Promise<void> {
  if (flags.specFile === undefined) {
    throw missingParameters(["spec-file"], "Name a file or directory of specs with --spec-file");
  }
  const { specs, databases, notes } = await loadSpecs(FILES, flags.specFile, {
    specType: flags.specType,
    allRows: true,
  });
  const { terminal } = shell;
  for (const note of notes) terminal.say(terminal.style.dim(`note: ${note.path}: ${note.message}`));
  const document = findDatabase(specs, databases);
  const engine = flags.driver ?? document?.engine;
  if (engine === undefined) {
    throw missingParameters(["driver"], "Name the engine, or put the Database document beside the specs");
  }
  const pluginPath = flags.plugin ?? document?.pluginPath;
  const { description, specKey } = await shell.describeEngine(engine, {
    ...flags,
    ...(pluginPath !== undefined && { plugin: pluginPath }),
  });
  if (specs.length === 0) throw new SchemaHeroError("specs.none", `No specs were found in ${flags.specFile}`);
  await requireValid(specs, description, specKey);
  terminal.say(terminal.style.green(`${count(specs.length, "spec")} for ${engine}: valid`));
}
