// Runs the real program from source, the way the demo's reader would type it, and shows what it says.
import { complain, paint, say } from "../screen.ts";
import { sourceCommand } from "../source_command.ts";
import { pluginFolder } from "../tree.ts";

/** What to run and how much of it to show. */
export interface Shown {
  readonly args: readonly string[];
  /** The exit code that the demo promises. */
  readonly code: number;
  /** Lines of SQL to show; the rest is counted. */
  readonly sqlLines?: number;
  /** Lines of the summary to show at its beginning and its end; what is between is counted. */
  readonly summaryLines?: readonly [first: number, last: number];
}

/** The plugin of this tree, whatever its reader has installed; and no traces in the reader's home. */
const OWN = { SCHEMAHERO_PLUGIN: pluginFolder("sqlite"), SCHEMAHERO_AUDIT: "off" };

/** Runs `schemahero ARGS` in a folder. Ends the demo when the exit code is not the promised one. */
export async function run(folder: string, shown: Shown): Promise<void> {
  const { args, code, sqlLines = 0, summaryLines: [first, last] = [100, 0] } = shown;
  const start = performance.now();
  say("", `   ${paint("bold", `$ schemahero ${args.join(" ")}`)}`);
  const result = await new Deno.Command(Deno.execPath(), {
    args: [...sourceCommand(), ...args],
    cwd: folder,
    env: { DENO_NO_UPDATE_CHECK: "1", ...OWN },
    stdin: "null",
  }).output();
  const time = `${Math.round(performance.now() - start)} ms`;
  const decoder = new TextDecoder();
  const sql = linesOf(decoder.decode(result.stdout));
  if (sql.length > 0) show(shortened(sql, sqlLines, 0, "lines of SQL"), "cyan");
  show(shortened(linesOf(decoder.decode(result.stderr)), first, last, "lines of the summary"));
  say(paint("dim", `   (exit code ${result.code}, ${time})`));
  if (result.code === code) return;
  complain("", `The demo failed: this command should have ended with ${code}, it ended with ${result.code}`);
  Deno.exit(1);
}

function show(lines: readonly string[], style?: "cyan"): void {
  say("", ...lines.map((line) => `   ${style ? paint(style, line) : line}`.trimEnd()));
}

function shortened(lines: readonly string[], first: number, last: number, what: string): readonly string[] {
  const hidden = lines.length - first - last;
  if (hidden <= 1) return lines;
  return [...lines.slice(0, first), `... ${hidden} more ${what} ...`, ...lines.slice(lines.length - last)];
}

function linesOf(text: string): readonly string[] {
  const trimmed = text.trimEnd();
  return trimmed === "" ? [] : trimmed.split("\n");
}
