// A plan for people: one line a change, its dangers below it. Printed on stderr so that stdout stays SQL.
import type { Hazard, Statement, StatementKind } from "../../protocol/plan.ts";
import { type Change, changesOf, type Plan } from "../plan/plan.ts";
import type { Refusal, Shortage, Verdict } from "../policy/policy.ts";
import { renderProblem } from "../specs/mod.ts";
import { printable, type Style } from "./style.ts";

/** The most changes that are listed one by one. */
export const MAX_LISTED_CHANGES = 200;

const SIGN: Readonly<Record<StatementKind, string>> = {
  create: "+",
  alter: "~",
  rename: "~",
  drop: "-",
  rebuild: "~",
  seed: "+",
  other: "~",
};

/** The summary of a plan, in lines. */
export function* summary(plan: Plan, verdict: Verdict, style: Style): Generator<string> {
  for (const problem of plan.diagnostics) yield renderProblem(problem);
  const changes = changesOf(plan.statements);
  const target = `${printable(plan.database)} (${printable(plan.engineVersion)})`;
  if (changes.length === 0) {
    yield style.green(`Nothing to do: ${target} is as described`);
    return;
  }
  yield style.bold(`${count(changes.length, "change")} to ${target}`);
  yield "";
  for (const change of changes.slice(0, MAX_LISTED_CHANGES)) yield* changeLines(change, verdict, style);
  if (changes.length > MAX_LISTED_CHANGES) yield `  ... and ${changes.length - MAX_LISTED_CHANGES} more`;
  yield "";
  yield closingLine(plan.statements, style);
  if (verdict.shortage) yield style.red(`${shortageLine(verdict.shortage)}: apply would refuse it`);
}

/** That the disk has too little room, with both numbers. */
export function shortageLine({ neededBytes, freeBytes }: Shortage): string {
  const megabytes = (bytes: bigint) => `${bytes / 1_000_000n} MB`;
  return `The plan takes up to ${megabytes(neededBytes)} of disk until it is done, and ${
    megabytes(freeBytes)
  } are free`;
}

function* changeLines(change: Change, verdict: Verdict, style: Style): Generator<string> {
  const { first, statements } = change;
  const times = statements.length > 1 ? style.dim(` (${statements.length} statements)`) : "";
  const refused = verdict.refusals.some(({ statement }) => statements.includes(statement));
  const sign = refused ? style.red("!") : signOf(first.kind, style);
  yield `  ${sign} ${printable(first.change)}${times}`;
  if (first.why !== undefined) yield style.dim(`      because ${printable(first.why)}`);
  const told = new Set<string>();
  for (const hazard of statements.flatMap(({ hazards }) => hazards)) {
    const line = printable(hazard.message);
    if (told.has(line)) continue;
    told.add(line);
    yield `      ${hazard.kind === "deletes-data" ? style.red(line) : style.yellow(line)}`;
    if (verdict.refusals.some((refusal) => refusal.hazard === hazard)) yield `      ${permissionFor(hazard)}`;
  }
}

function signOf(kind: StatementKind, style: Style): string {
  const sign = SIGN[kind];
  if (sign === "+") return style.green(sign);
  return sign === "-" ? style.red(sign) : style.yellow(sign);
}

function closingLine(statements: readonly Statement[], style: Style): string {
  const deleting =
    statements.filter(({ hazards }) => hazards.some(({ kind }) => kind === "deletes-data")).length;
  const parts = [count(statements.length, "statement")];
  if (deleting > 0) {
    parts.push(style.red(`${deleting} of them ${deleting === 1 ? "deletes" : "delete"} data`));
  }
  return parts.join("; ");
}

/** What was refused, with the permission that each needs: the detail of the error with exit code 4. */
export function refusalLines(refusals: readonly Refusal[]): string {
  return refusals.map(({ statement, hazard }) => {
    const permission = hazard.allow === undefined
      ? "--allow-destructive"
      : `--allow ${shellWord(hazard.allow)}`;
    return `  ! ${printable(statement.change)}: ${printable(hazard.message)}\n      allow with ${permission}`;
  }).join("\n");
}

function permissionFor(hazard: Hazard): string {
  return `allow with ${
    hazard.allow === undefined ? "--allow-destructive" : `--allow ${shellWord(hazard.allow)}`
  }`;
}

/** A word as a POSIX shell needs it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A number with its noun. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
