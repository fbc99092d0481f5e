// Columns of one table that change their types together: one ALTER TABLE with an action for each writes the table anew
// once, and a check over two of them sees both as they will be. Called by table_steps.ts.
import type { Hazard, Statement } from "../../protocol/plan.ts";
import type { Table } from "../../protocol/model.ts";
import { type AlterColumn, changesType } from "./column_steps.ts";
import { nameKey, routinesIn } from "./mentions.ts";
import { alterTable } from "./render.ts";
import { type PlannedStep, statement } from "./steps.ts";
import { elementOf } from "./type_names.ts";
import { familyOf } from "./types_change.ts";

/** The step of one column. */
export interface ColumnStep {
  readonly step: PlannedStep;
  /** Which of its statements changes the type; undefined: none does. */
  readonly typeAt: number | undefined;
}

/** What defaults may call and no plan makes. */
const EVERYWHERE = new Set(["now", "gen_random_uuid"].map((name) => nameKey.routine({ name })));

/** True for a change of type that waits for nothing which could wait for another column's. */
export function mayMerge(change: AlterColumn): boolean {
  const { from, to } = change;
  return changesType(change) && !from.generated && !to.generated &&
    [from, to].every(({ type, default: value = "" }) =>
      (familyOf(elementOf(type)) !== undefined || /^jsonb?(?:\[\])?$/.test(type)) &&
      routinesIn(value).every((each) => EVERYWHERE.has(each))
    );
}

/** One step of several. What goes before a change of type, goes before all of them; what comes after, after. */
export function mergeSteps(parts: readonly ColumnStep[], table: Table): PlannedStep {
  const head = alterTable(table, "");
  const types = parts.flatMap(({ step, typeAt }) => step.statements[typeAt ?? -1] ?? []);
  const sides = (isBefore: boolean) =>
    parts.flatMap(({ step, typeAt = -1 }) =>
      isBefore ? step.statements.slice(0, Math.max(typeAt, 0)) : step.statements.slice(typeAt + 1)
    );
  const all = (key: "requires" | "releases" | "removes" | "produces" | "answersTo") => [
    ...new Set(parts.flatMap(({ step }) => step[key] ?? [])),
  ];
  const [first] = types;
  if (!first) throw new Error("Nothing to merge");
  const merged: Statement = statement(
    alterTable(table, types.map(({ sql }) => sql.slice(head.length)).join(", ")),
    first.kind,
    first.object,
    types.map(({ change }) => change).join("; "),
    { hazards: distinct(types.flatMap(({ hazards }) => hazards)) },
  );
  return {
    requires: all("requires"),
    releases: all("releases"),
    removes: all("removes"),
    produces: all("produces"),
    answersTo: all("answersTo"),
    disturbs: parts.flatMap(({ step }) => step.disturbs ?? []),
    statements: [...sides(true), merged, ...sides(false)],
  };
}

/** What is true of the table as a whole is said once. */
function distinct(hazards: readonly Hazard[]): Hazard[] {
  return [...new Map(hazards.map((each) => [`${each.kind} ${each.message}`, each])).values()];
}
