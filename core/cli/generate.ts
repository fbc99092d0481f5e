// `schemahero generate`: describes a live database as YAML documents, one file an object.
import type { Command } from "commander";
import type { Output } from "../../protocol/methods.ts";
import { SchemaHeroError } from "../errors.ts";
import type { DescribedObject } from "../generate/documents.ts";
import type { Session } from "../host/mod.ts";
import { printable } from "../report/style.ts";
import { count } from "../report/summary.ts";
import { loadSpecs } from "../specs/mod.ts";
import { onlyDatabase } from "../target.ts";
import { FILES, writeWhole } from "./files.ts";
import {
  addConnectionFlags,
  addPluginFlags,
  collect,
  type ConnectionOptions,
  flag,
  missingParameters,
  type PluginOptions,
  targetFromFlags,
  toggle,
} from "./options.ts";
import type { Shell } from "./shell.ts";

interface GenerateFlags extends ConnectionOptions, PluginOptions {
  readonly dbname?: string;
  readonly outputDir: string;
  readonly schema: readonly string[];
  readonly overwrite: boolean;
}

const EXAMPLES = `
Examples:
  A file for each table and view of a database, and a kustomization.yaml that lists them:
    schemahero generate --driver sqlite --uri music.db --dbname music --output-dir specs/

  To the terminal, with the connection in a Database document, whose name is then the dbname:
    schemahero generate --database db.yaml --output-dir ''

What YAML cannot say of an object is named on stderr. Files that are there already are left alone
without --overwrite; no file is ever removed.`;

/** Adds the command. */
export function addGenerate(program: Command, shell: Shell): void {
  const command = program.command("generate")
    .summary("describe a live database as specs")
    .description("Reads the schema of a live database and writes it as YAML documents. Changes no database.");
  addPluginFlags(addConnectionFlags(command))
    .addOption(flag("--dbname <name>", "what spec.database of the documents says"))
    .addOption(flag("--output-dir <dir>", "directory for the files; '' prints them to stdout").default("."))
    .addOption(
      flag("--schema <name>", "namespace to describe, repeatable (engines that have them)").default([])
        .argParser(collect),
    )
    .addOption(toggle("overwrite", "replace files that exist"))
    .addHelpText("after", EXAMPLES)
    .action((flags: GenerateFlags) => generate(flags, shell));
}

async function generate(flags: GenerateFlags, shell: Shell): Promise<void> {
  const { terminal } = shell;
  // Late: the YAML library that writes takes 7 ms to load, and every command would wait for it.
  const { KUSTOMIZATION_FILE, makeDocuments, makeKustomization } = await import("../generate/documents.ts");
  const target = await targetFromFlags(flags);
  if (!target) {
    throw missingParameters(["driver", "uri or host(s)"], "Give --driver and --uri, or --database");
  }
  const database = await databaseName(flags);
  const session = await shell.open(target, flags);
  let objects: Output<"generate">[];
  try {
    objects = await askObjects(session, flags.schema, shell);
  } finally {
    await session.close();
  }
  const described = objects.flatMap(({ kind, name, body }): DescribedObject[] =>
    body ? [{ kind, name, body: body as DescribedObject["body"] }] : [] // the wire has it as a map
  );
  const documents = makeDocuments(described, database, session.engine.specKey);
  if (flags.outputDir === "") terminal.out(documents.map(({ text }) => text).join("---\n"));
  else if (documents.length > 0) {
    const kustomization = makeKustomization(documents.map(({ fileName }) => fileName));
    const files = [...documents, { fileName: KUSTOMIZATION_FILE, text: kustomization }];
    writeFiles(files, flags.outputDir, flags.overwrite);
  }
  const warnings = tellUnexpressed(objects, shell);
  const where = flags.outputDir === "" ? "" : ` in ${flags.outputDir}`;
  const told = documents.length === 0
    ? `Nothing to describe in ${printable(session.database)}`
    : `${count(documents.length, "document")}${where}`;
  const closing = warnings > 0 ? `, ${count(warnings, "warning")}` : "";
  terminal.say(
    warnings > 0 ? terminal.style.yellow(`${told}${closing}`) : terminal.style.green(`${told}${closing}`),
  );
}

/** What `spec.database` is to say. A Database document has a name of its own. */
async function databaseName({ dbname, database }: GenerateFlags): Promise<string> {
  if (dbname !== undefined && dbname !== "") return dbname;
  if (database === undefined) {
    throw missingParameters(
      ["dbname"],
      "Name the database as the documents shall call it, e.g. --dbname music",
    );
  }
  const { databases } = await loadSpecs(FILES, database, {});
  return onlyDatabase(databases, database).name;
}

async function askObjects(
  { client, description }: Session,
  schemas: readonly string[],
  { signal, terminal }: Shell,
): Promise<Output<"generate">[]> {
  if (!description.capabilities.includes("generate")) {
    throw new SchemaHeroError(
      "plugin.incapable",
      `The plugin ${description.name} ${description.version} cannot generate specs`,
      { hint: `It can ${description.capabilities.join(", ")}; a newer version may do more` },
    );
  }
  const objects: Output<"generate">[] = [];
  await client.request("generate", { schemas: [...schemas] }, {
    onItem: (object) => {
      objects.push(object);
    },
    onProgress: ({ message }) => terminal.status(`  ${message}`),
    signal,
  });
  return objects;
}

/** Writes all files or, when one is in the way, none. */
function writeFiles(
  named: readonly { readonly fileName: string; readonly text: string }[],
  directory: string,
  overwrite: boolean,
): void {
  const base = directory.replace(/\/+$/, "") || "/";
  const pathOf = (name: string) => base === "/" ? `/${name}` : `${base}/${name}`;
  const files = named.map(({ fileName, text }) => ({ path: pathOf(fileName), text }));
  Deno.mkdirSync(directory, { recursive: true, mode: 0o750 });
  const existing = overwrite ? [] : files.filter(({ path }) => isThere(path));
  if (existing.length > 0) {
    const named = existing.slice(0, 5).map(({ path }) => path).join(", ");
    const more = existing.length > 5 ? ` and ${existing.length - 5} more` : "";
    throw new SchemaHeroError(
      "output.exists",
      `Nothing was written, because there already is ${named}${more}`,
      {
        hint: "Give another --output-dir, or --overwrite to replace these files",
      },
    );
  }
  for (const { path, text } of files) writeWhole(path, [text], overwrite);
}

function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Names what the documents do not say; gives the number of lines. */
function tellUnexpressed(objects: readonly Output<"generate">[], { terminal }: Shell): number {
  const { yellow } = terminal.style;
  let warnings = 0;
  for (const { kind, name, body, unexpressed } of objects) {
    const reasons = unexpressed.length > 0 || body ? unexpressed : ["the plugin does not say why"];
    for (const reason of reasons) {
      warnings++;
      const what = body ? "its document does not say" : "it has no document";
      terminal.say(`${yellow("warning:")} ${kind} ${printable(name)}: ${what}: ${printable(reason)}`);
    }
  }
  return warnings;
}
