// Guesses from the bare arguments which engine a command will open, before the command line is parsed. A wrong
// guess costs a process that is ended again; anything unusual (a plugin named by the user) means no guess.
import type { HostSettings } from "../host/settings.ts";

const COMMANDS = ["plan", "apply"];
/** With these the plugin is not the one that the directories give, or the engine is in a file. */
const UNUSUAL = ["--plugin", "--plugin-dir", "--plugins-lock", "--database", "--help", "-h"];
const UNUSUAL_VARIABLES = ["SCHEMAHERO_PLUGIN", "SCHEMAHERO_PLUGIN_DIR", "SCHEMAHERO_DATABASE"];

/** The engine that is named plainly; undefined when there is nothing to guess. */
export function engineToStart(
  args: readonly string[],
  environment: HostSettings["environment"],
): string | undefined {
  if (!COMMANDS.includes(args[0] ?? "")) return undefined;
  if (args.some((arg) => UNUSUAL.includes(arg.split("=", 1)[0] ?? ""))) return undefined;
  if (UNUSUAL_VARIABLES.some((name) => environment(name))) return undefined;
  const at = args.findIndex((arg) => arg === "--driver" || arg.startsWith("--driver="));
  if (at < 0) return environment("SCHEMAHERO_DRIVER");
  return args[at]?.startsWith("--driver=") ? args[at]?.slice("--driver=".length) : args[at + 1];
}
