// Runs the real program from source, the way the demo's reader would type it, and shows what it says.
import { complain, paint, say } from "../screen.ts";
import { sourceCommand } from "../source_command.ts";

/** What to run and how much of it to show. */
export interface Shown {
  readonly args: readonly string[];
  /** The exit code that the demo promises. */
  readonly code: number;
  /** Lines of stdout to show; the rest is counted. */
  readonly outLines?: number;
}

/** Runs `schemahero ARGS` in a folder. Ends the demo when the exit code is not the promised one. */
export async function run(folder: string, { args, code, outLines = 12 }: Shown): Promise<void> {
  const start = performance.now();
  say("", `  ${paint("bold", `$ schemahero ${args.join(" ")}`)}`, "");
  const result = await new Deno.Command(Deno.execPath(), {
    args: [...sourceCommand(), ...args],
    cwd: folder,
    env: { DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  const out = linesOf(decoder.decode(result.stdout));
  say(...out.slice(0, outLines).map((line) => `  ${paint("cyan", line)}`));
  if (out.length > outLines) say(paint("dim", `  ... and ${out.length - outLines} more lines of SQL`));
  if (out.length > 0) say("");
  say(...linesOf(decoder.decode(result.stderr)).map((line) => `  ${line}`));
  const time = `${Math.round(performance.now() - start)} ms`;
  say(paint("dim", `  (exit code ${result.code}, ${time})`));
  if (result.code === code) return;
  complain("", `The demo failed: this command should have ended with ${code}, it ended with ${result.code}`);
  Deno.exit(1);
}

function linesOf(text: string): readonly string[] {
  const trimmed = text.trimEnd();
  return trimmed === "" ? [] : trimmed.split("\n");
}
