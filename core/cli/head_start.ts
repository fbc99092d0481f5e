// Guesses from the bare arguments which connection a command will open, before the command line is parsed. A wrong
// guess costs a process that is ended again; anything unusual (a plugin or limits named by the user, a connection of
// several parts) means no guess.
import type { Start } from "../host/head_start.ts";
import type { HostSettings, SandboxMode } from "../host/settings.ts";

const COMMANDS = ["plan", "apply"];
/** The flags of which a guess knows the meaning, and those that change nothing about it. */
const KNOWN = [
  ...["--driver", "--uri", "--sandbox", "--spec-file", "--spec-type", "--seed-data", "--lock-timeout"],
  ...["--allow", "--allow-destructive", "--out", "--overwrite", "--no-overwrite", "--format", "--check"],
  ...["--yes", "--quiet", "-q", "--audit", "--allow-peers"],
];
/** Variables that name a connection or a plugin in another way. */
const UNUSUAL_VARIABLES = [
  ...["PLUGIN", "PLUGIN_DIR", "PLUGINS_LOCK", "DATABASE", "URI_FILE", "HOST", "USERNAME", "PASSWORD"],
  ...["KEYSPACE", "PLUGIN_MEMORY", "PLUGIN_CPU", "PLUGIN_OPEN_FILES", "PLUGIN_OUTPUT", "REQUEST_TIMEOUT"],
];

/** The connection that is named plainly; undefined when there is nothing to guess. */
export function startToGuess(
  args: readonly string[],
  environment: HostSettings["environment"],
): Start | undefined {
  const [command = "", ...rest] = args;
  if (!COMMANDS.includes(command)) return undefined;
  if (rest.some((arg) => arg.startsWith("-") && !KNOWN.includes(arg.split("=", 1)[0] ?? ""))) {
    return undefined;
  }
  if (UNUSUAL_VARIABLES.some((name) => environment(`SCHEMAHERO_${name}`))) return undefined;
  const engine = valueOf("driver", rest) ?? environment("SCHEMAHERO_DRIVER");
  const uri = valueOf("uri", rest) ?? environment("SCHEMAHERO_URI");
  const sandbox = valueOf("sandbox", rest) ?? environment("SCHEMAHERO_SANDBOX");
  if (!engine || !uri || sandbox !== undefined && !isMode(sandbox)) return undefined;
  return { engine, uri, isForWriting: command === "apply", ...(sandbox !== undefined && { sandbox }) };
}

function valueOf(name: string, args: readonly string[]): string | undefined {
  const flag = `--${name}`;
  const at = args.findIndex((arg) => arg === flag || arg.startsWith(`${flag}=`));
  return args[at]?.startsWith(`${flag}=`)
    ? args[at].slice(flag.length + 1)
    : at < 0
    ? undefined
    : args[at + 1];
}

function isMode(word: string): word is SandboxMode {
  return word === "required" || word === "best-effort" || word === "off";
}
