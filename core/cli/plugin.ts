// `schemahero plugin list|describe|doctor`: which plugins there are, what they say of themselves, what is wrong.
import type { Command } from "commander";
import type { Description } from "../../protocol/describe.ts";
import { SchemaHeroError } from "../errors.ts";
import {
  type Candidate,
  describePlugin,
  discover,
  prepareConnection,
  type ResolvedPlugin,
  resolvePlugin,
  searchPlaces,
} from "../host/mod.ts";
import { exactIntegers } from "../report/json.ts";
import { printable } from "../report/style.ts";
import { connectionInput } from "./make_shell.ts";
import {
  addConnectionFlags,
  addPluginFlags,
  type ConnectionOptions,
  flag,
  type PluginOptions,
  targetFromFlags,
} from "./options.ts";
import type { Shell } from "./shell.ts";

interface ListFlags extends PluginOptions {
  readonly format: "text" | "json";
}

const DESCRIBE_EXAMPLES = `
Examples:
  What YAML does SQLite understand?
    schemahero plugin describe sqlite

  What may a connection touch?
    schemahero plugin describe sqlite --uri music.db

  The schemas, for an editor or another program:
    schemahero plugin describe sqlite --format json`;

/** Adds the commands. */
export function addPlugin(program: Command, shell: Shell): void {
  const plugin = program.command("plugin").description(
    "Shows which engines there are and how their plugins do.",
  );
  addPluginFlags(plugin.command("list"))
    .description("list the plugins that are found, in the order of preference")
    .addOption(flag("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .action((flags: ListFlags) => list(flags, shell));
  addPluginFlags(addConnectionFlags(plugin.command("describe").argument("<engine>", "e.g. sqlite")))
    .description("show what an engine's plugin says of itself and, with a URI, what the connection may touch")
    .addOption(flag("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .addHelpText("after", DESCRIBE_EXAMPLES)
    .action((engine: string, flags: ListFlags & ConnectionOptions) => describe(engine, flags, shell));
  addPluginFlags(plugin.command("doctor"))
    .description("look everywhere, start everything once, and say what is wrong and how to mend it")
    .action((flags: PluginOptions) => doctor(flags, shell));
}

async function list(flags: ListFlags, shell: Shell): Promise<void> {
  const settings = shell.settings(flags);
  const rows: { candidate: Candidate; found?: ResolvedPlugin; error?: string }[] = [];
  for (const candidate of discover(settings)) {
    if (candidate.shadowedBy !== undefined) rows.push({ candidate });
    else {
      try {
        rows.push({ candidate, found: await describePlugin(candidate, settings) });
      } catch (error) {
        if (!(error instanceof SchemaHeroError)) throw error;
        rows.push({ candidate, error: error.message });
      }
    }
  }
  const { terminal } = shell;
  if (flags.format === "json") {
    const json = rows.map(({ candidate, found, error }) => ({
      ...candidate,
      ...(found &&
        {
          version: found.description.version,
          digest: found.file?.digest,
          engines: enginesOf(found.description),
        }),
      ...(error !== undefined && { error }),
    }));
    return terminal.out(`${JSON.stringify(json, exactIntegers, 2)}\n`);
  }
  if (rows.length === 0) {
    terminal.say("No plugin was found. `schemahero plugin doctor` shows where was looked");
  }
  for (const line of table(rows.map(({ candidate, found, error }) => rowOf(candidate, found, error)))) {
    terminal.out(`${line}\n`);
  }
}

function rowOf(
  candidate: Candidate,
  found: ResolvedPlugin | undefined,
  error: string | undefined,
): readonly string[] {
  const state = candidate.shadowedBy === undefined
    ? error ?? "unknown"
    : `shadowed by ${candidate.shadowedBy}`;
  const says = found ? enginesOf(found.description).join(",") : state;
  return [candidate.name, found?.description.version ?? "-", candidate.form, printable(says), candidate.path];
}

function table(rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const all = [["NAME", "VERSION", "FORM", "ENGINES", "PATH"], ...rows];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...all.map((row) => Math.min(60, row[column]?.length ?? 0)))
  );
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd());
}

function enginesOf(description: Description): string[] {
  return description.engines.map(({ name }) => name);
}

async function describe(engine: string, flags: ListFlags & ConnectionOptions, shell: Shell): Promise<void> {
  const { candidate, description, file } = await resolvePlugin(engine, shell.settings(flags));
  const digest = file?.digest;
  const target = await targetFromFlags({
    ...flags,
    driver: flags.driver ?? engine,
    ...unlessConnecting(flags),
  });
  const connection = target &&
    await prepareConnection(description, engine, connectionInput(target, flags.lockTimeout));
  const { terminal } = shell;
  if (flags.format === "json") {
    const json = {
      path: candidate.path,
      form: candidate.form,
      digest,
      description,
      grants: connection?.grants,
    };
    return terminal.out(`${JSON.stringify(json, exactIntegers, 2)}\n`);
  }
  const lines = [
    `${description.name} ${description.version}${
      description.summary === undefined ? "" : `: ${description.summary}`
    }`,
    `  file          ${candidate.path} (${candidate.form})`,
    ...(digest === undefined ? [] : [`  digest        ${digest}`]),
    `  engines       ${enginesOf(description).join(", ")}`,
    `  capabilities  ${description.capabilities.join(", ")}`,
    `  documents     ${description.kinds.map(({ kind }) => kind).join(", ")}`,
    `  hazards       ${description.hazards.join(", ")}`,
    ...(connection ? [`  connection    ${connection.audit}`] : []),
  ];
  for (const { kind, body } of description.kinds) {
    lines.push("", `${kind}: keys under spec.schema.${description.engines[0]?.specKey}`);
    for (const [name, schema] of Object.entries(body.properties ?? {})) {
      lines.push(`  ${name.padEnd(16)} ${schema.description ?? ""}`.trimEnd());
    }
  }
  for (const line of lines) terminal.out(`${printable(line)}\n`);
}

/** Without a URI or host there is no connection to look at, and that is fine here. */
function unlessConnecting(flags: ConnectionOptions): { readonly driver?: never } {
  const { uri, uriFile, host, database } = flags;
  const connects = uri !== undefined || uriFile !== undefined || database !== undefined ||
    (host?.length ?? 0) > 0;
  return connects ? {} : { driver: undefined as never };
}

async function doctor(flags: PluginOptions, shell: Shell): Promise<void> {
  const { terminal } = shell;
  const { green, red, dim, bold } = terminal.style;
  const settings = shell.settings(flags);
  terminal.out(`${bold("Where plugins are looked for, in this order")}\n`);
  for (const { path, origin } of searchPlaces(settings)) {
    const there = await Deno.stat(path).then((info) => info.isDirectory, () => false);
    terminal.out(`  ${there ? green("there ") : dim("absent")} ${path} ${dim(`(${origin})`)}\n`);
  }
  const candidates = discover(settings);
  terminal.out(`\n${bold(candidates.length === 0 ? "No plugin was found" : "What was found")}\n`);
  if (candidates.length === 0) {
    terminal.out("  put a file named schemahero-<engine> into one of these directories\n");
  }
  let broken = 0;
  for (const candidate of candidates) {
    const label = `${candidate.path} ${dim(`(${candidate.form})`)}`;
    if (candidate.shadowedBy !== undefined) {
      terminal.out(`  ${dim("unused")} ${label}: ${candidate.shadowedBy} comes first\n`);
      continue;
    }
    try {
      const { description } = await describePlugin(candidate, settings);
      terminal.out(
        `  ${green("good  ")} ${label}: ${enginesOf(description).join(", ")}, ${description.version}\n`,
      );
    } catch (error) {
      if (!(error instanceof SchemaHeroError)) throw error;
      broken++;
      terminal.out(`  ${red("broken")} ${label}: ${printable(error.message)}\n`);
      if (error.hint !== undefined) terminal.out(`         ${printable(error.hint)}\n`);
    }
  }
  terminal.out(`\n${bold("What holds a plugin")}\n`);
  terminal.out(
    `  ${
      green("stands")
    } permissions baked into the executable (ours), an empty environment, a session of its own\n`,
  );
  terminal.out(`  ${green("stands")} the engine in a Worker that may touch its connection only (ours)\n`);
  terminal.out(
    `  ${
      dim("absent")
    } the kernel's walls (Landlock, seccomp) are not built yet: run only plugins that you trust\n`,
  );
  if (broken > 0) {
    throw new SchemaHeroError("plugin.broken", `${broken} of ${candidates.length} plugins cannot be used`);
  }
}
