// `schemahero plugin list`: every plugin that is found, whether it may run, and which engines it serves.
import type { Description } from "../../protocol/describe.ts";
import { survey, type Surveyed } from "../host/mod.ts";
import { exactIntegers } from "../report/json.ts";
import { printable } from "../report/style.ts";
import type { PluginOptions } from "./options.ts";
import type { Shell } from "./shell.ts";

/** What the flags parse to. */
export interface ListFlags extends PluginOptions {
  readonly format: "text" | "json";
}

/** Lists the plugins. Admits nothing but what locks, signatures and --trust admit. */
export async function list(flags: ListFlags, shell: Shell): Promise<void> {
  const rows = await survey(shell.settings(flags));
  const { terminal } = shell;
  if (flags.format === "json") {
    return terminal.out(`${JSON.stringify(rows.map(jsonOf), exactIntegers, 2)}\n`);
  }
  if (rows.length === 0) {
    terminal.say("No plugin was found. `schemahero plugin doctor` shows where was looked");
  }
  for (const line of table(rows.map(rowOf))) terminal.out(`${line}\n`);
  const waiting = rows.filter(({ state }) => state === "waits").map(({ candidate }) => candidate.name);
  if (waiting.length > 0) {
    terminal.say(`To let what waits run: schemahero plugin trust ${[...new Set(waiting)].join(" ")}`);
  }
}

/** The engines that a plugin serves. */
export function enginesOf({ engines }: Description): readonly string[] {
  return engines.map(({ name }) => name);
}

/** One plugin for programs. */
export function jsonOf({ candidate, state, digest, description, admitted, error }: Surveyed): unknown {
  return {
    ...candidate,
    state,
    digest,
    admitted,
    ...(description && { version: description.version, engines: enginesOf(description) }),
    ...(error && { error: { code: error.code, message: error.message, hint: error.hint } }),
  };
}

function rowOf({ candidate, state, description, admitted, error }: Surveyed): readonly string[] {
  const says = description
    ? enginesOf(description).join(",")
    : candidate.shadowedBy === undefined
    ? error?.message ?? "-"
    : `hidden by ${candidate.shadowedBy}`;
  const { name, form, path } = candidate;
  const may = state === "admitted" && admitted ? `yes (${admitted.how})` : WORDS[state];
  return [name, description?.version ?? "-", form, may, path, state === "waits" ? "-" : printable(says)];
}

const WORDS: Readonly<Record<Surveyed["state"], string>> = {
  source: "yes (source)",
  admitted: "yes",
  waits: "not yet",
  shadowed: "-",
  refused: "refused",
};

function table(rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const all = [["NAME", "VERSION", "FORM", "MAY RUN", "PATH", "ENGINES"], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...all.map((row) => Math.min(100, row[column]?.length ?? 0)))
  );
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd());
}
