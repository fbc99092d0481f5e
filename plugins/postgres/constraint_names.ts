// The names that PostgreSQL gives to constraints without one, for those that a statement must name later: COMMENT ON.
import type { Table } from "../../protocol/model.ts";
import { type Exclusion, keptName, MAX_NAME_BYTES, tableExtra } from "./model.ts";

/** What of a constraint its name is made of. */
type Nameless = "primary key" | "unique" | "foreign key" | "check" | "exclusion";

const ENDINGS: Readonly<Record<Nameless, string>> = {
  "primary key": "pkey",
  unique: "key",
  "foreign key": "fkey",
  check: "check",
  exclusion: "excl",
};

/** A name that neither table has: `<table>_<columns>_<ending>`, cut as PostgreSQL cuts it, with a number if need be. */
export function freeConstraintName(
  what: Nameless,
  columns: readonly string[],
  table: Table,
  live: Table | undefined,
): string {
  return freeName(what, columns, table, new Set([...namesOf(table), ...(live ? namesOf(live) : [])]));
}

function freeName(
  what: Nameless,
  columns: readonly string[],
  table: Table,
  taken: ReadonlySet<string>,
): string {
  for (let count = 0;; count++) {
    const ending = `${ENDINGS[what]}${count === 0 ? "" : count}`;
    const name = madeName(table.name, what === "primary key" ? "" : columns.join("_"), ending);
    if (!taken.has(name)) return name;
  }
}

/**
 * A new table whose constraints have names where they have comments. Beside one with a comment the others of its sort get
 * theirs, too: the server would find the same names for them, in the order of the document.
 */
export function withCommentedNames(table: Table): Table {
  const taken = new Set(namesOf(table));
  const named = <T extends Parameters<typeof hasComment>[0] & { readonly name?: string }>(
    what: Nameless,
    things: readonly T[],
    columnsOf: (thing: T) => readonly string[],
  ): readonly T[] => {
    if (!things.some((thing) => thing.name === undefined && hasComment(thing))) return things;
    return things.map((thing) => {
      if (thing.name !== undefined) return thing;
      const name = freeName(what, columnsOf(thing), table, taken);
      taken.add(name);
      return { ...thing, name };
    });
  };
  const { exclusions } = tableExtra(table);
  const [primaryKey] = named("primary key", table.primaryKey ? [table.primaryKey] : [], () => []);
  return {
    ...table,
    ...(primaryKey && { primaryKey }),
    uniques: named("unique", table.uniques, ({ columns }) => columns),
    foreignKeys: named("foreign key", table.foreignKeys, ({ columns }) => columns),
    checks: named("check", table.checks, () => []),
    ...(exclusions && {
      extra: { ...table.extra, exclusions: named("exclusion", exclusions, exclusionColumns) },
    }),
  };
}

/** The columns that the name of an exclusion constraint is made of. */
export function exclusionColumns({ parts }: Exclusion): readonly string[] {
  return parts.map(({ column }) => column ?? "expr");
}

/** The comment that a constraint is to have; undefined for none. */
export function commentOf(
  thing: { readonly comment?: string; readonly extra?: Readonly<Record<string, unknown>> },
): string | undefined {
  const comment = thing.comment ?? thing.extra?.["comment"];
  return typeof comment === "string" && comment !== "" ? comment : undefined;
}

function hasComment(thing: Parameters<typeof commentOf>[0]): boolean {
  return commentOf(thing) !== undefined;
}

function namesOf(table: Table): string[] {
  const { exclusions = [] } = tableExtra(table);
  return [
    table.primaryKey,
    ...table.uniques,
    ...table.foreignKeys,
    ...table.checks,
    ...table.indexes,
    ...exclusions,
  ].flatMap((each) => each?.name ?? []);
}

/** PostgreSQL's makeObjectName(): the longer of the two is cut until all fits. */
export function madeName(table: string, columns: string, ending: string): string {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  let [first, second] = [table, keptName(columns)];
  const room = MAX_NAME_BYTES - bytes(ending) - (second === "" ? 1 : 2);
  while (bytes(first) + bytes(second) > room) {
    if (bytes(first) > bytes(second)) first = [...first].slice(0, -1).join("");
    else second = [...second].slice(0, -1).join("");
  }
  return [first, ...(second === "" ? [] : [second]), ending].join("_");
}
