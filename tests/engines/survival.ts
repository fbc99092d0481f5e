// Law (e): whatever the change does not concern survives. Every row and cell that was there before is there after,
// under its new name, unless the case allows its deletion or says that its value is meant to change.
import type { TableRows } from "./engine.ts";
import { LawError } from "./law_error.ts";
import type { Wanted } from "./wanted.ts";

/** What a change was allowed to do to rows. */
export interface RowRights {
  /** `drop-table:t`, `drop-column:t.c`, by the names of the specs. */
  readonly allow: readonly string[];
  /** `t.c`: columns whose values may change; `t`: the whole table, e.g. one that triggers write to. */
  readonly changed: readonly string[];
  readonly wanted: readonly Wanted[];
  fold(name: string): string;
}

/** A table that was a part of another and stays as a table with its rows. */
export interface Freed {
  readonly table: string;
  readonly from: string;
}

const LAW = "Rows that the change does not concern survive";

/** Compares all rows from before with those after. @throws {LawError} */
export function checkSurvival(
  before: ReadonlyMap<string, TableRows>,
  after: ReadonlyMap<string, TableRows>,
  rights: RowRights,
): void {
  const { fold } = rights;
  const allow = new Set(rights.allow.map(fold));
  const byName = new Map([...after].map(([name, rows]) => [fold(name), { name, rows }]));
  const beforeNames = new Set([...before.keys()].map(fold));
  for (const [oldName, old] of before) {
    const spec = specOf(oldName, rights, beforeNames);
    const name = spec
      ? namesOf(spec, spec.name).find((each) => byName.has(fold(each))) ?? spec.name
      : oldName;
    if (rights.changed.some((each) => fold(each) === fold(name))) continue;
    const found = byName.get(fold(name));
    if (!found) {
      if (allow.has(fold(`drop-table:${name}`)) || allow.has(fold(`drop-table:${oldName}`))) continue;
      throw new LawError(LAW, `Table ${oldName} is gone with ${old.rows.length} rows`);
    }
    checkTable({ oldName, old, name: found.name, now: found.rows, spec, allow, rights });
  }
}

/** Rows with those of tables that are, or were, parts put into their wholes. @throws {LawError} when one is gone */
export function withParts(
  rows: ReadonlyMap<string, TableRows>,
  parts: readonly Freed[] = [],
): ReadonlyMap<string, TableRows> {
  const whole = new Map(rows);
  for (const { table, from } of parts) {
    const [part, rest] = [rows.get(table), whole.get(from)];
    if (!part) throw new LawError(LAW, `${table}, a part of ${from} before or after, is no table of its own`);
    whole.delete(table);
    if (!rest) continue;
    const positions = rest.columns.map((column) => part.columns.indexOf(column));
    const moved = part.rows.map((row) => positions.map((at) => row[at] ?? "null"));
    whole.set(from, { ...rest, rows: [...rest.rows, ...moved] });
  }
  return whole;
}

/** The spec that a table is wanted by, under this name or a former one. */
function specOf(name: string, { wanted, fold }: RowRights, live: ReadonlySet<string>): Wanted | undefined {
  const tables = wanted.filter((each) => each.kind === "Table");
  const isCalled = (spec: Wanted, called: string) =>
    namesOf(spec, called).some((each) => fold(each) === fold(name));
  return tables.find((each) => isCalled(each, each.name)) ??
    tables.find((each) =>
      !namesOf(each, each.name).some((own) => live.has(fold(own))) &&
      each.previousNames.some((previous) => isCalled(each, previous))
    );
}

/** A name of a spec's table as tables are listed: with its schema, where that is not the usual one. */
function namesOf({ body }: Wanted, name: string): readonly string[] {
  return body["schema"] === undefined ? [name] : [`${body["schema"]}.${name}`, name];
}

interface TablePair {
  readonly oldName: string;
  readonly old: TableRows;
  readonly name: string;
  readonly now: TableRows;
  readonly spec: Wanted | undefined;
  readonly allow: ReadonlySet<string>;
  readonly rights: RowRights;
}

function checkTable({ oldName, old, name, now, spec, allow, rights }: TablePair): void {
  const { fold } = rights;
  const changed = new Set(rights.changed.map(fold));
  const position = new Map(now.columns.map((column, index) => [fold(column), index]));
  const oldColumns = new Set(old.columns.map(fold));
  const pairs: (readonly [number, number])[] = [];
  old.columns.forEach((column, index) => {
    const renamed = spec?.columns.find((each) => fold(each.name) === fold(column)) ??
      spec?.columns.find((each) =>
        !oldColumns.has(fold(each.name)) &&
        each.previousNames.some((previous) => fold(previous) === fold(column))
      );
    const wanted = renamed?.name ?? column;
    const to = position.get(fold(wanted));
    if (changed.has(fold(`${name}.${wanted}`))) return;
    if (to !== undefined) pairs.push([index, to]);
    else if (!allow.has(fold(`drop-column:${name}.${column}`))) {
      throw new LawError(LAW, `Column ${column} of ${oldName} is gone`);
    }
  });
  const keepsKey = old.hasHiddenKey && now.hasHiddenKey && !changed.has(fold(`${name}.rowid`));
  const shown = (table: TableRows, side: 0 | 1) =>
    table.rows.map((row) => {
      const cells = table.hasHiddenKey ? row.slice(1) : row;
      return [...(keepsKey ? [row[0]] : []), ...pairs.map((pair) => cells[pair[side]])].join(" | ");
    });
  const rows = shown(now, 1);
  const left = new Map<string, number>();
  for (const row of rows) left.set(row, (left.get(row) ?? 0) + 1);
  for (const row of shown(old, 0)) {
    const count = left.get(row) ?? 0;
    if (count === 0) {
      throw new LawError(
        LAW,
        `A row of ${oldName} is no longer there: ${row}\n${name} now has:\n${rows.join("\n")}`,
      );
    }
    left.set(row, count - 1);
  }
  if (spec?.hasRows) return; // seed rows may have come
  const fresh = [...left].filter(([, count]) => count > 0);
  if (fresh.length > 0) throw new LawError(LAW, `Rows of ${name} came from nowhere:\n${fresh.join("\n")}`);
}
