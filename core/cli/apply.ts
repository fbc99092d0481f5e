// `schemahero apply`: plans, shows, asks and applies; or runs statements that come as text (--ddl).
import type { Command } from "commander";
import { applyPlan, applyText, type Outcome, splitText, type Step } from "../apply/apply.ts";
import { EXIT, SchemaHeroError } from "../errors.ts";
import { type Planned, withPlan } from "../flow.ts";
import { count, refusalLines, shortageLine, summary } from "../report/summary.ts";
import { printable } from "../report/style.ts";
import { findScripts } from "./ddl.ts";
import { flag, missingParameters, targetFromFlags, toggle } from "./options.ts";
import { addPlanFlags, type PlanFlags } from "./plan.ts";
import { roadOf } from "./road.ts";
import type { Shell } from "./shell.ts";

interface ApplyFlags extends PlanFlags {
  readonly ddl?: string;
  readonly yes: boolean;
}

const EXAMPLES = `
Examples:
  Plan, look, answer the question:
    schemahero apply --driver sqlite --uri music.db --spec-file specs/

  In CI, where nobody answers; a dropped column must be named all the same:
    schemahero apply --database db.yaml --spec-file specs/ --yes --allow drop-column:customer.fax

  Run statements from a file, or from every .sql file of a directory:
    schemahero apply --driver sqlite --uri music.db --ddl plan.sql

A statement that deletes rows, columns or tables is refused (exit code 4) unless --allow names it or
--allow-destructive is given; --yes never stands for either. Text given with --ddl is run as it is.
Exit codes: 0 done, 1 failed, 2 wrong usage, 4 refused.`;

/** Adds the command. */
export function addApply(program: Command, shell: Shell): void {
  const command = program.command("apply")
    .summary("make a database as described")
    .description(
      "Plans as `plan` does, shows the plan, asks, and applies it in one transaction where the engine can.",
    );
  addPlanFlags(command)
    .addOption(flag("--ddl <path>", "run the statements of a file, or of the .sql files of a directory"))
    .addOption(toggle("yes", "do not ask"))
    .addHelpText("after", EXAMPLES)
    .action((flags: ApplyFlags) => apply(flags, shell));
}

async function apply(flags: ApplyFlags, shell: Shell): Promise<void> {
  if (flags.ddl !== undefined && flags.specFile !== undefined) {
    throw new SchemaHeroError("usage.conflict", "--ddl and --spec-file cannot be given together", {
      exitCode: EXIT.usage,
    });
  }
  if (flags.ddl !== undefined) return await applyScripts(flags.ddl, flags, shell);
  await withPlan(
    await roadOf({ ...flags, isForWriting: true }, shell),
    (planned) => applyPlanned(planned, flags, shell),
  );
}

async function applyPlanned(
  { session, plan, verdict, notes }: Planned,
  flags: ApplyFlags,
  shell: Shell,
): Promise<void> {
  const { terminal } = shell;
  for (const note of notes) terminal.say(terminal.style.dim(`note: ${note.path}: ${note.message}`));
  for (const line of summary(plan, verdict, terminal.style)) terminal.say(line);
  for (const permission of verdict.unusedPermissions) {
    terminal.say(
      terminal.style.yellow(`warning: --allow ${printable(permission)} is not needed by this plan`),
    );
  }
  if (verdict.refusals.length > 0) throw refused(verdict.refusals);
  if (verdict.shortage) {
    throw new SchemaHeroError("apply.no-room", shortageLine(verdict.shortage), {
      hint: "Nothing was changed. Make room on the disk of the database and try again",
      data: verdict.shortage,
    });
  }
  if (plan.statements.length === 0) return;
  if (!flags.yes && !(await agreed(plan.statements.length, shell))) {
    throw new SchemaHeroError("apply.declined", "Nothing was applied");
  }
  const outcome = await applyPlan(session, plan, {
    signal: shell.signal,
    onStep: progressLine(plan.statements.length, shell),
    onProgress: ({ message }) => terminal.status(`  ${printable(message)}`),
  });
  terminal.status("");
  terminal.say(closing(outcome, terminal.style.green));
}

function refused(refusals: Parameters<typeof refusalLines>[0]): SchemaHeroError {
  const message = refusals.length === 1
    ? "Refused: a statement would delete data"
    : `Refused: ${refusals.length} statements would delete data`;
  return new SchemaHeroError("policy.refused", message, {
    exitCode: EXIT.refused,
    detail: refusalLines(refusals),
    hint: "Nothing was changed. Allow each by name, or all with --allow-destructive",
    data: { allow: refusals.map(({ hazard }) => hazard.allow) },
  });
}

function agreed(statements: number, { terminal }: Shell): Promise<boolean> {
  if (!terminal.canAsk) {
    throw new SchemaHeroError("usage.yes", "There is nobody to ask: this is not a terminal", {
      hint: "Give --yes to apply without a question",
      exitCode: EXIT.usage,
    });
  }
  return terminal.confirm(`\nApply ${count(statements, "statement")}? [y/N] `);
}

/** Shows where a long run is, without filling a log. */
function progressLine(total: number, { terminal }: Shell): (step: Step) => void {
  const started = performance.now();
  return ({ index }) => {
    const elapsed = performance.now() - started;
    if (elapsed < 1000) return;
    terminal.status(`  ${index + 1} of ${total} statements, ${Math.round(elapsed / 1000)} s`);
  };
}

function closing({ outcome, appliedCount, elapsedMs }: Outcome, good: (text: string) => string): string {
  const took = elapsedMs < 1000 ? `${elapsedMs} ms` : `${(elapsedMs / 1000).toFixed(1)} s`;
  if (outcome === "committed") return good(`Applied ${count(appliedCount, "statement")} in ${took}`);
  throw new SchemaHeroError(
    "apply.failed",
    `Ended as "${outcome}" after ${count(appliedCount, "statement")}`,
  );
}

async function applyScripts(path: string, flags: ApplyFlags, shell: Shell): Promise<void> {
  const target = await targetFromFlags(flags);
  if (!target) {
    throw missingParameters(["driver", "uri or host(s)"], "Say which database is meant, e.g. --uri FILE");
  }
  const scripts = findScripts(path);
  const session = await shell.open(target, { ...flags, isForWriting: true });
  const { terminal } = shell;
  try {
    for (const { name, text } of scripts) {
      const statements = await splitText(session, text);
      if (statements.length === 0) {
        terminal.say(`${name}: no statements`);
        continue;
      }
      const onStep = progressLine(statements.length, shell);
      const outcome = await applyText(session, statements, { signal: shell.signal, onStep });
      terminal.status("");
      terminal.say(`${name}: ${closing(outcome, terminal.style.green)}`);
    }
  } finally {
    await session.close();
  }
}
