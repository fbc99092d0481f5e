// Generated columns that PostgreSQL cannot change under what changes: they go and come again, with the indexes, keys and
// checks that go with them. Called by table_steps.ts.
import type { Table } from "../../protocol/model.ts";
import type { Change } from "../kit/model.ts";
import { isReplaced } from "./column_steps.ts";
import type { TableDiff } from "./diff.ts";
import type { TableChange } from "./table_steps.ts";
import { tokenize } from "./tokens.ts";

/** The columns of a table that an expression mentions. */
export function columnsIn(expression: string | undefined, { columns }: Table): string[] {
  const words = new Set(
    tokenize(expression ?? "").flatMap(({ kind, value }) =>
      kind === "word" || kind === "name" ? [value] : []
    ),
  );
  return columns.flatMap(({ name }) => words.has(name) ? [name] : []);
}

/** The changes of a table, with columns that must go and come, and all that they take with them. */
export function withReplaced(
  { diff, to, label: table }: TableChange,
  from: Table,
  version: number,
): TableDiff {
  const { changes, edits } = diff;
  const replaced = new Set([
    ...changes.flatMap((change) =>
      change.type === "alter-column" && isReplaced(change, version) ? [change.to.name] : []
    ),
    ...generatedUnderTypes(changes, from, to),
  ]);
  if (replaced.size === 0) return diff;
  const wholes = changes.flatMap((change): Change[] =>
    change.type === "alter-column" && replaced.has(change.to.name) ? dropAndAdd(table, change) : [change]
  );
  const altered = new Set(changes.flatMap((each) => each.type === "alter-column" ? [each.to.name] : []));
  const same = [...replaced].filter((name) => !altered.has(name)).flatMap((name): Change[] => {
    const [live, wanted] = [from, to].map(({ columns }) => columns.find((each) => each.name === name));
    return live && wanted ? dropAndAdd(table, { from: live, to: wanted }) : [];
  });
  return { changes: [...wholes, ...same, ...takenAlong(changes, { from, to, table, replaced })], edits };
}

function dropAndAdd(
  table: string,
  { from, to }: { readonly from: Table["columns"][number]; readonly to: Table["columns"][number] },
): Change[] {
  return [{ type: "drop-column", table, column: from }, { type: "add-column", table, column: to }];
}

/** Generated columns of columns that get another type: PostgreSQL refuses to change one under the other. */
function generatedUnderTypes(changes: readonly Change[], from: Table, to: Table): string[] {
  const retyped = new Set(
    changes.flatMap((change) =>
      change.type === "alter-column" &&
        (change.aspects.includes("type") || change.aspects.includes("collation"))
        ? [change.to.name]
        : []
    ),
  );
  if (retyped.size === 0) return [];
  return from.columns.flatMap(({ name, generated }) =>
    generated && columnsIn(generated.expression, from).some((each) => retyped.has(each)) &&
      to.columns.some((each) => each.name === name && each.generated)
      ? [name]
      : []
  );
}

interface Taken {
  readonly from: Table;
  readonly to: Table;
  readonly table: string;
  readonly replaced: ReadonlySet<string>;
}

/** Indexes, keys and checks that go with the columns. */
function takenAlong(changes: readonly Change[], { from, to, table, replaced }: Taken): Change[] {
  const again: Change[] = [];
  const gone = new Set(changes.flatMap((change) => change.type === "drop-index" ? [change.index.name] : []));
  for (const index of from.indexes) {
    const wanted = to.indexes.find(({ name }) => name === index.name);
    if (!wanted || gone.has(index.name)) continue;
    const text = JSON.stringify([index.parts, index.where, index.extra]);
    if (![...replaced].some((name) => text.includes(name))) continue;
    again.push({ type: "drop-index", table, index }, { type: "create-index", table, index: wanted });
  }
  const isConcerned = (columns: readonly string[]) => columns.some((column) => replaced.has(column));
  const isThere = (type: Change["type"], columns: readonly string[]) =>
    changes.some((change) =>
      change.type === type && "key" in change && change.key.columns.join("\0") === columns.join("\0")
    );
  for (const key of to.uniques) {
    if (isConcerned(key.columns) && !isThere("add-unique", key.columns)) {
      again.push({ type: "add-unique", table, key });
    }
  }
  const { primaryKey } = to;
  if (
    primaryKey && isConcerned(primaryKey.columns) && !changes.some(({ type }) => type === "set-primary-key")
  ) {
    again.push({ type: "set-primary-key", table, to: primaryKey });
  }
  for (const key of to.foreignKeys) {
    if (isConcerned(key.columns) && !isThere("add-foreign-key", key.columns)) {
      again.push({ type: "add-foreign-key", table, key });
    }
  }
  for (const check of to.checks) {
    const live = from.checks.find(({ expression }) => expression === check.expression);
    if (live && [...replaced].some((name) => check.expression.includes(name))) {
      again.push({ type: "drop-check", table, check: live }, { type: "add-check", table, check });
    }
  }
  return again;
}
