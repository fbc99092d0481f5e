// Runs the command line once: parses, runs, turns what was thrown into words and an exit code.
import { CommanderError } from "commander";
import { PluginError, ProtocolError } from "../../protocol/errors.ts";
import { EXIT, SchemaHeroError } from "../errors.ts";
import { redact } from "../secrets/mod.ts";
import { makeShell } from "./make_shell.ts";
import { makeProgram } from "./program.ts";
import { writeAll } from "./terminal.ts";

/** Runs the program and returns the exit code. Never throws. */
export async function run(args: readonly string[]): Promise<number> {
  const quiet = args.includes("--quiet") || args.includes("-q");
  const { shell, dispose } = makeShell({ quiet });
  try {
    const program = await makeProgram(shell, args);
    if (args.length === 0) {
      program.outputHelp();
      return EXIT.usage;
    }
    // --quiet is understood before and after the command, like any global flag.
    const others = args.filter((arg) => arg !== "--quiet" && arg !== "-q");
    await program.parseAsync(others, { from: "user" });
    return shell.exitCode;
  } catch (error) {
    return tell(isCancelled(error) ? stopped(shell.signal, error) : error);
  } finally {
    dispose();
  }
}

function isCancelled(error: unknown): error is PluginError | SchemaHeroError {
  return (error instanceof PluginError || error instanceof SchemaHeroError) && error.code === "cancelled";
}

/** Why a request was cancelled, when a signal did it: its exit code, and what is known beyond "cancelled". */
function stopped(signal: AbortSignal, error: PluginError | SchemaHeroError): unknown {
  const reason: unknown = signal.reason;
  if (!(reason instanceof SchemaHeroError) || reason === error) return error;
  if (error instanceof PluginError) return reason;
  const { detail, hint } = error;
  return new SchemaHeroError("cancelled", `${reason.message}: ${error.message}`, {
    exitCode: reason.exitCode,
    ...(detail !== undefined && { detail }),
    ...(hint !== undefined && { hint }),
  });
}

function tell(error: unknown): number {
  if (error instanceof CommanderError) return tellUsage(error);
  if (error instanceof SchemaHeroError) {
    say([`Error: ${error.message}`, error.detail, ...hintLines(error.hint)]);
    return error.exitCode;
  }
  if (error instanceof PluginError) {
    const { statement, sqlstate, cause, hint } = error.details;
    say([
      `Error: ${error.message}`,
      statement && `  statement: ${statement}`,
      sqlstate && `  code: ${sqlstate}`,
      cause && cause !== error.message ? `  cause: ${cause}` : undefined,
      ...hintLines(hint),
    ]);
    return EXIT.failed;
  }
  if (error instanceof ProtocolError) {
    say([
      `Error: The plugin broke the protocol: ${error.message} (${error.code})`,
      ...hintLines(
        "This is a fault of the plugin: install another version of it, or report it to its authors",
      ),
    ]);
    return EXIT.failed;
  }
  const cause = error instanceof Error ? error : new Error(String(error));
  if (isFileError(cause)) {
    say([`Error: ${cause.message}`]);
    return EXIT.failed;
  }
  say([
    `Error: ${cause.message}`,
    ...hintLines("This is a fault of SchemaHero: please report it with the lines below"),
    cause.stack,
  ]);
  return EXIT.failed;
}

/** Commander's own errors: help and version are no mistakes. */
function tellUsage(error: CommanderError): number {
  if (
    error.code === "commander.helpDisplayed" || error.code === "commander.help" ||
    error.code === "commander.version"
  ) {
    return EXIT.ok;
  }
  const message = error.message.replace(/^error: /, "");
  say([`Error: ${message}`, ...hintLines("Add --help to the command to see what there is")]);
  return EXIT.usage;
}

function isFileError(error: Error): boolean {
  const { NotFound, PermissionDenied, AlreadyExists, IsADirectory, NotADirectory, FilesystemLoop } =
    Deno.errors;
  return [NotFound, PermissionDenied, AlreadyExists, IsADirectory, NotADirectory, FilesystemLoop]
    .some((kind) => error instanceof kind);
}

function hintLines(hint: string | undefined): string[] {
  return hint === undefined ? [] : hint.split("\n").map((line) => `  hint: ${line}`);
}

function say(lines: readonly (string | undefined)[]): void {
  const text = lines.filter((line) => line !== undefined && line !== "").join("\n");
  writeAll(Deno.stderr, `${redact(text)}\n`);
}
