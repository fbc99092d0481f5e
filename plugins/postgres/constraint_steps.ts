// The steps of a table's keys, foreign keys and checks: what each makes and needs, and the comment that comes with it.
import type { Key, Table } from "../../protocol/model.ts";
import type { Hazard } from "../../protocol/plan.ts";
import type { Change } from "../kit/model.ts";
import type { Step } from "../kit/order.ts";
import { quoteName } from "../kit/quote.ts";
import { commentOf, freeConstraintName } from "./constraint_names.ts";
import { routinesIn } from "./mentions.ts";
import { alterTable, checkClause, foreignKeyClause, keyClause } from "./render.ts";
import { key, type PlannedStep } from "./steps.ts";
import { commentStatement } from "./table_comments.ts";
import { constraintKeys, parentKeys } from "./table_keys.ts";

/** A table's way, as far as its constraints need it. */
export interface ConstraintContext {
  readonly to: Table;
  /** As it is; undefined when it is to be created. */
  readonly live: Table | undefined;
  readonly label: string;
  step(graph: Partial<Step>, sql: string, change: Change, hazards?: readonly Hazard[]): PlannedStep;
  lock(blocks: "reads" | "writes", what: string): Hazard[];
}

/** The steps of one change of a constraint; none when it is another change. */
export function constraintSteps(change: Change, context: ConstraintContext): PlannedStep[] {
  const { to, live, lock } = context;
  switch (change.type) {
    case "add-foreign-key":
      return [added("foreign key", change.key, context, (each) =>
        context.step(
          {
            requires: [...columnKeys(to, each.columns), key.persistence(to), ...parentKeys(each)],
            produces: [key.constraint(to, each.name ?? "")],
          },
          alterTable(to, `add ${foreignKeyClause(each)}`),
          { ...change, key: each },
          !live || each.extra?.["notValid"] === true ? [] : lock("writes", "checks"),
        ))];
    case "drop-foreign-key":
      return [context.step(
        {
          releases: [
            ...parentKeys(change.key),
            key.persistence(to),
            ...change.key.columns.map((each) => key.column(to, each)),
          ],
          removes: [key.constraint(to, change.key.name ?? "")],
        },
        alterTable(to, `drop constraint ${quoteName(change.key.name ?? "")}`),
        change,
      )];
    case "add-check":
      return [added("check", change.check, context, (each) =>
        context.step(
          {
            requires: [
              ...columnKeys(to, to.columns.map(({ name }) => name)),
              ...routinesIn(each.expression),
            ],
            produces: [key.constraint(to, each.name ?? "")],
          },
          alterTable(to, `add ${checkClause(each)}`),
          { ...change, check: each },
          each.extra?.["notValid"] === true ? [] : lock("reads", "checks"),
        ))];
    case "drop-check":
      return [context.step(
        {
          releases: [
            ...(live?.columns ?? []).map(({ name }) => key.column(to, name)),
            ...routinesIn(change.check.expression),
          ],
          removes: [key.constraint(to, change.check.name ?? "")],
        },
        alterTable(to, `drop constraint ${quoteName(change.check.name ?? "")}`),
        change,
      )];
    default:
      return keySteps(change, context);
  }
}

function keySteps(change: Change, context: ConstraintContext): PlannedStep[] {
  const { to, live, lock } = context;
  const add = (what: "primary key" | "unique", wanted: Key, changeOf: (each: Key) => Change) =>
    added(what, wanted, context, (each) =>
      context.step(
        {
          produces: [key.unique(to, each.columns), ...constraintKeys(to, each.name)],
          requires: columnKeys(to, each.columns),
        },
        alterTable(to, `add ${keyClause(what, each)}`),
        changeOf(each),
        live ? lock("reads", "makes an index over") : [],
      ));
  switch (change.type) {
    case "set-primary-key": {
      const { from, to: wanted, table, type } = change;
      return [
        ...(from ? [dropKey({ type, table, from }, from.name, from.columns, context)] : []),
        ...(wanted ? [add("primary key", wanted, (each) => ({ type, table, to: each }))] : []),
      ];
    }
    case "add-unique":
      return [add("unique", change.key, (each) => ({ ...change, key: each }))];
    case "drop-unique":
      return [dropKey(change, change.key.name, change.key.columns, context)];
    default:
      return [];
  }
}

function columnKeys(table: Table, columns: readonly string[]): string[] {
  return [key.table(table), ...columns.map((column) => key.column(table, column))];
}

/** A constraint with its comment, for which it needs a name. */
function added<T extends { readonly name?: string; readonly extra?: Readonly<Record<string, unknown>> }>(
  what: Parameters<typeof freeConstraintName>[0],
  constraint: T,
  { to, live, label }: ConstraintContext,
  make: (constraint: T) => PlannedStep,
): PlannedStep {
  const comment = commentOf(constraint);
  if (comment === undefined) return make(constraint);
  const columns = "columns" in constraint ? constraint.columns as readonly string[] : []; // a key's
  const name = constraint.name ?? freeConstraintName(what, columns, to, live);
  const step = make({ ...constraint, name });
  return {
    ...step,
    statements: [...step.statements, commentStatement(to, label, { what: "constraint", name }, comment)],
  };
}

function dropKey(
  change: Change,
  name: string | undefined,
  columns: readonly string[],
  { to, step }: ConstraintContext,
): PlannedStep {
  return step(
    {
      removes: [key.unique(to, columns), ...constraintKeys(to, name)],
      produces: [key.gone(to, name ?? "")],
      releases: columns.flatMap((column) => [key.column(to, column), key.notNull(to, column)]),
    },
    alterTable(to, `drop constraint ${quoteName(name ?? "")}`),
    change,
  );
}
