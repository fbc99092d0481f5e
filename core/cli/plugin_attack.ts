// `schemahero plugin doctor --attack`: tries on this machine what a hostile plugin would try, and shows what came of it.
import { SchemaHeroError } from "../errors.ts";
import { attack, type Attempted } from "../host/attack/attack.ts";
import { standingWalls } from "../host/mod.ts";
import { printable } from "../report/style.ts";
import type { PluginOptions } from "./options.ts";
import type { Shell } from "./shell.ts";

/** Attacks. Ends with an error when something was done that a standing wall should stop. */
export async function attackWalls(flags: PluginOptions, shell: Shell): Promise<void> {
  const settings = shell.settings(flags);
  const { terminal } = shell;
  const { bold, dim } = terminal.style;
  terminal.out(
    `\n${
      bold(
        "Attacked by a program with all the permissions of SchemaHero itself, without walls and behind them",
      )
    }\n`,
  );
  const attempts = await attack(settings);
  for (const attempt of attempts) tell(attempt, shell);
  terminal.out(`  ${dim("What else is tried, by worse programs, is in docs/hostile.md")}\n`);
  const broken = attempts.filter((each) => markOf(each) === "broken").length;
  const open = attempts.filter((each) => markOf(each) === "OPEN").length;
  if (broken > 0) {
    throw new SchemaHeroError("sandbox.failed", "A plugin cannot do here what its connection needs", {
      hint: "`schemahero plugin doctor` shows which walls stand; with --sandbox=off none does",
    });
  }
  if (open === 0) return;
  const { missing } = standingWalls();
  throw new SchemaHeroError("sandbox.open", `A plugin can do ${open} of these things on this machine`, {
    hint: settings.sandbox === "off"
      ? "Leave out --sandbox=off"
      : missing.length > 0
      ? `This machine cannot keep a plugin from ${
        missing.join(", ")
      }: use a newer Linux, or run only plugins that you trust`
      : "Every wall stands here and should have stopped this: please report it",
  });
}

type Mark = "works" | "stopped" | "OPEN" | "broken" | "unknown";

function markOf({ isGranted, isDone, isDoneFree }: Attempted): Mark {
  if (isGranted) return isDone ? "works" : "broken";
  if (isDone) return "OPEN";
  return isDoneFree ? "stopped" : "unknown";
}

function tell(attempt: Attempted, { terminal }: Shell): void {
  const { green, red, yellow, dim } = terminal.style;
  const mark = markOf(attempt);
  const paint = mark === "OPEN" || mark === "broken" ? red : mark === "unknown" ? yellow : green;
  const why = mark === "stopped" || mark === "broken"
    ? dim(`: ${printable(attempt.told.replace(/: \w+ '.*'$/, ""))}`)
    : mark === "unknown"
    ? dim(": not even without walls")
    : "";
  terminal.out(`  ${paint(mark.padEnd(7))} a plugin ${attempt.what}${why}\n`);
}
