// What of a random PostgreSQL world uses what, and how it lets go of it.
import {
  type Column,
  expressionsOf,
  mentions,
  type Named,
  type Output,
  rootOf,
  type Routine,
  type Sequence,
  type Table,
  type View,
  type World,
} from "./random_world.ts";

/** Views that show a column, directly or through others. */
export function usersOf(column: Column, world: World): View[] {
  return world.views.filter(({ outputs }) => outputs.some((output) => rootOf(output) === column));
}

/** Forgets everything that uses a column. */
export function releaseColumn(table: Table, column: Column, world: World): void {
  table.wantsNames = true;
  const uses = (columns: readonly Column[] | undefined) => columns?.includes(column) ?? false;
  for (const each of table.columns) {
    if (mentions(each.generated, column)) delete each.generated;
    if (typeof each.default === "object" && "text" in each.default && mentions(each.default, column)) {
      delete each.default;
    }
  }
  table.indexes = table.indexes.filter(({ parts, where, include }) =>
    !mentions(where, column) && !uses(include) &&
    !parts.some((part) => part.column === column || mentions(part.expression, column))
  );
  table.uniques = table.uniques.filter(({ columns, include }) => !uses(columns) && !uses(include));
  if (uses(table.keyOptions?.include)) delete table.keyOptions?.include;
  table.checks = table.checks.filter(({ expression }) => !mentions(expression, column));
  table.exclusions = table.exclusions.filter(({ parts, where }) =>
    !mentions(where, column) && !parts.some((part) => part.column === column)
  );
  table.foreignKeys = table.foreignKeys.filter(({ columns }) => !uses(columns));
  if (table.policies) {
    table.policies = table.policies.filter(({ using, withCheck }) =>
      !mentions(using, column) && !mentions(withCheck, column)
    );
  }
  if (table.triggers) table.triggers = table.triggers.filter(({ columns }) => !uses(columns));
  if (table.grants) table.grants = table.grants.filter(({ columns }) => !uses(columns));
  table.seeds?.forEach(({ cells }) => cells.delete(column));
  for (const view of usersOf(column, world)) releaseView(view, world);
}

/** Forgets a view and all that show it. */
export function releaseView(view: View, world: World): void {
  world.views = world.views.filter((each) => each !== view);
  for (const other of world.views.filter(({ base }) => base === view)) releaseView(other, world);
}

/** Everything that calls a function. */
export function callersOf(routine: Routine, world: World): unknown[] {
  return [
    ...world.tables.flatMap((table) => expressionsOf(table).filter(({ call }) => call === routine)),
    ...world.views.filter(({ outputs }) => outputs.some(({ call }) => call === routine)),
    ...[...world.tables, ...world.views].flatMap(({ triggers = [] }) =>
      triggers.filter((trigger) => trigger.routine === routine)
    ),
  ];
}

/** Everything whose default counts by a sequence. */
export function countersOf(sequence: Sequence, world: World): Column[] {
  return world.tables.flatMap(({ columns }) => columns.filter((column) => column.default === sequence));
}

/** Columns, and domains or fields of types, that are of a type. */
export function isTypeUsed(type: Named, world: World): boolean {
  return world.tables.some(({ columns }) => columns.some((column) => column.type === type));
}

/** The columns that a view may show. */
export function shownBy(base: Table | View): (Column | Output)[] {
  return "outputs" in base ? [...base.outputs] : [...base.columns];
}
