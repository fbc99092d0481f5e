// The flags that several commands share, their environment variables, and what they say together.
import { type Command, InvalidArgumentError } from "commander";
import { EXIT, SchemaHeroError } from "../errors.ts";
import { Secret, uriSecret } from "../secrets/mod.ts";
import { KIND_OF_SPEC_TYPE, loadSpecs } from "../specs/mod.ts";
import { collect, flag, parseDuration } from "./flag.ts";
import { addSandboxFlags, type SandboxOptions } from "./sandbox_flags.ts";
import { onlyDatabase, type Target, targetOf } from "../target.ts";
import { FILES } from "./files.ts";

export { collect, flag, parseDuration, toggle } from "./flag.ts";

/** What the connection flags parse to. */
export interface ConnectionOptions {
  readonly driver?: string;
  readonly uri?: string;
  readonly uriFile?: string;
  readonly username?: string;
  readonly password?: string;
  readonly host?: readonly string[];
  readonly keyspace?: string;
  readonly database?: string;
  readonly lockTimeout: number;
}

/** Where the record of each start goes. */
export type AuditMode = "log" | "text" | "json" | "off";

/** What the plugin flags parse to. */
export interface PluginOptions extends SandboxOptions {
  readonly plugin?: string;
  readonly pluginDir: readonly string[];
  readonly trust?: boolean | string;
  readonly pluginsLock?: string;
  readonly audit?: AuditMode;
}

/** Adds the flags that say which database is meant. */
export function addConnectionFlags(command: Command): Command {
  return command
    .addOption(flag("--driver <engine>", "engine of the database: sqlite, ..."))
    .addOption(
      flag("--uri <uri>", "connection URI; better not here when it holds a password").conflicts("uriFile"),
    )
    .addOption(flag("--uri-file <file>", "file whose first line is the connection URI"))
    .addOption(flag("--database <file>", "file with a Database document that says how to connect"))
    .addOption(flag("--host <host>", "host, repeatable (engines without a URI)").argParser(collect))
    .addOption(flag("--username <name>", "user name (engines without a URI)"))
    .addOption(flag("--password <password>", "password; better in SCHEMAHERO_PASSWORD"))
    .addOption(flag("--keyspace <name>", "keyspace (Cassandra)"))
    .addOption(
      flag("--lock-timeout <duration>", "how long to wait for a lock").default(10_000, "10s").argParser(
        parseDuration,
      ),
    );
}

const AUDIT_MODES: readonly AuditMode[] = ["log", "text", "json", "off"];

/** Adds the flags that say where plugins are and which may run. */
export function addPluginFlags(command: Command): Command {
  return addSandboxFlags(addTrustFlag(addSearchFlags(command)))
    .addOption(flag("--plugins-lock <file>", "the lock that says which plugins may run"))
    .addOption(
      flag("--audit <where>", "record of each start: ~/.schemahero/audit.log, or stderr as text or json")
        .choices(AUDIT_MODES).default("log"),
    );
}

/** Adds the flags that say where plugins are. */
export function addSearchFlags(command: Command): Command {
  return command
    .addOption(flag("--plugin <path>", "use this plugin and no other"))
    .addOption(
      flag("--plugin-dir <dir>", "look for plugins here first, repeatable").default([]).argParser(collect),
    );
}

/** Adds the flag that stands for the answer yes. */
export function addTrustFlag(command: Command): Command {
  return command.addOption(
    flag("--trust [digest]", "admit plugins that were not used before, or only the file with this digest")
      .preset(true).argParser(parseTrust),
  );
}

function parseTrust(value: unknown): boolean | string {
  if (value === true || value === "true" || value === "1") return true;
  if (value === false || value === "false" || value === "0") return false;
  if (typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value)) return value;
  throw new InvalidArgumentError("Allowed is true, false, or sha256: and 64 hexadecimal digits.");
}

/** Adds the flags that say what is desired. */
export function addSpecFlags(command: Command): Command {
  return command
    .addOption(flag("--spec-file <path>", "file or directory of specs"))
    .addOption(
      flag("--spec-type <type>", "what a document without apiVersion and kind is")
        .choices(Object.keys(KIND_OF_SPEC_TYPE)).default("table"),
    );
}

/** The error for flags that are needed and absent, in the words that SchemaHero's users know. */
export function missingParameters(names: readonly string[], hint: string): SchemaHeroError {
  return new SchemaHeroError("usage.missing", `missing required params: [${names.join(" ")}]`, {
    hint,
    exitCode: EXIT.usage,
  });
}

/**
 * The target that flags, variables or `--database` name; undefined when they name none, so that specs may.
 * @throws {SchemaHeroError} usage.* for half a target
 */
export async function targetFromFlags(
  options: ConnectionOptions & PluginOptions,
): Promise<Target | undefined> {
  const { driver, database } = options;
  const uri = uriFromFlags(options);
  const hosts = options.host ?? [];
  const plugin = options.plugin === undefined ? {} : { pluginPath: options.plugin };
  if (database !== undefined && driver === undefined && !uri) {
    const { databases } = await loadSpecs(FILES, database, {});
    return { ...targetOf(onlyDatabase(databases, database), (name) => Deno.env.get(name)), ...plugin };
  }
  if (driver === undefined && !uri && hosts.length === 0) return undefined;
  if (driver === undefined) throw missingParameters(["driver"], "Name the engine, e.g. --driver sqlite");
  if (!uri && hosts.length === 0) {
    throw missingParameters(["uri or host(s)"], "Give --uri, --uri-file or SCHEMAHERO_URI");
  }
  const { username, password, keyspace } = options;
  return {
    engine: driver,
    ...(uri && { uri }),
    options: {
      ...(hosts.length > 0 && { hosts }),
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password: new Secret(password) }),
      ...(keyspace !== undefined && { keyspace }),
    },
    ...plugin,
    seedData: false,
  };
}

function uriFromFlags({ uri, uriFile }: ConnectionOptions): Secret | undefined {
  if (uri !== undefined) return uriSecret(uri);
  if (uriFile === undefined) return undefined;
  let text: string;
  try {
    text = Deno.readTextFileSync(uriFile);
  } catch (cause) {
    throw new SchemaHeroError("usage.uri-file", `Cannot read the URI file ${uriFile}`, {
      cause,
      exitCode: EXIT.usage,
    });
  }
  const line = text.split(/\r?\n/, 1)[0]?.trim() ?? "";
  if (line === "") {
    throw new SchemaHeroError("usage.uri-file", `The first line of ${uriFile} is empty`, {
      exitCode: EXIT.usage,
    });
  }
  return uriSecret(line);
}
