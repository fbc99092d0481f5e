// Generated columns that the server cannot change in place: they are dropped and added anew. Keys, checks, indexes and
// exclusion constraints on them go before and come again after.
import type { Column, Index, Table } from "../../protocol/model.ts";
import { sameCheck, sameForeignKey, sameIndex, sameKey } from "../kit/diff.ts";
import type { Change } from "../kit/model.ts";
import type { AlterColumn } from "./column_steps.ts";
import { rulesFor, sameExclusion, type TableDiff, type TableEdit } from "./diff.ts";
import { type Exclusion, tableExtra, withExtra } from "./model.ts";
import { tokenize } from "./tokens.ts";

/** Generated columns that must go and come: for a change of their own, or of a column that they are made of. */
function replacedColumns(
  { changes }: TableDiff,
  from: Table,
  to: Table,
  version: number,
): ReadonlyMap<string, { readonly from: Column; readonly to: Column }> {
  const retyped = new Set(
    changes.flatMap((change) =>
      change.type === "alter-column" &&
        (change.aspects.includes("type") || change.aspects.includes("collation"))
        ? [change.to.name]
        : []
    ),
  );
  const altered = new Map(
    changes.flatMap((change) => change.type === "alter-column" ? [[change.to.name, change] as const] : []),
  );
  return new Map(to.columns.flatMap((column) => {
    const live = from.columns.find(({ name }) => name === column.name);
    if (!live || !column.generated) return [];
    const own = altered.get(column.name);
    const isMadeOf = [live, column].some(({ generated }) => mentions(generated?.expression ?? "", retyped));
    return isMadeOf || (own && isReplaced(own, version)) ? [[column.name, { from: live, to: column }]] : [];
  }));
}

/** True when a generated column must go and come for a change of its own. */
function isReplaced({ from, to, aspects }: AlterColumn, version: number): boolean {
  if (!to.generated || !aspects.includes("generated")) return false;
  if (!from.generated || from.generated.stored !== to.generated.stored) return true;
  return version < 170_000;
}

function mentions(sql: string, names: ReadonlySet<string>): boolean {
  return names.size > 0 &&
    tokenize(sql).some(({ kind, value }) => (kind === "word" || kind === "name") && names.has(value));
}

type Bearer = { readonly name?: string; readonly extra?: Readonly<Record<string, unknown>> };

/** The difference, with all that a replaced column takes with it. */
export function withReplacedColumns(
  diff: TableDiff,
  from: Table,
  to: Table,
  table: string,
  version: number,
): TableDiff {
  const replaced = replacedColumns(diff, from, to, version);
  if (replaced.size === 0) return diff;
  const whole = (each: { readonly from: Column; readonly to: Column }): Change[] => [
    { type: "drop-column", table, column: each.from },
    { type: "add-column", table, column: kept(each.from, each.to) },
  ];
  const left = new Map(replaced);
  const wholes = diff.changes.flatMap((change): Change[] => {
    const own = change.type === "alter-column" ? left.get(change.to.name) : undefined;
    if (!own) return [change];
    left.delete(own.to.name);
    return whole(own);
  });
  wholes.push(...[...left.values()].flatMap(whole));
  const again = new Again(diff.changes, table, new Set(replaced.keys()));
  again.add(from, to);
  const names = again.names;
  return {
    changes: [...wholes, ...again.changes],
    edits: [
      ...diff.edits.filter((edit) =>
        !(edit.type === "rename-constraint" || edit.type === "rename-index"
          ? names.has(edit.from)
          : edit.type === "validate-constraint"
          ? names.has(edit.name)
          : edit.type === "set-index-parameters"
          ? names.has(edit.index.name)
          : edit.type === "comment" && edit.on.what !== "table" &&
            (edit.on.what === "column" ? replaced.has(edit.on.name) : names.has(edit.on.name)))
      ),
      ...again.edits,
    ],
  };
}

/** A column that is made anew keeps what its document does not speak of. */
function kept(from: Column, to: Column): Column {
  const comment = to.comment ?? from.comment;
  return {
    ...to,
    ...(comment !== undefined && { comment }),
    ...withExtra({ ...from.extra, ...to.extra }),
  };
}

/** Collects what goes and comes again. */
class Again {
  readonly changes: Change[] = [];
  readonly edits: TableEdit[] = [];
  /** Names, old and new, of what goes and comes again. */
  readonly names = new Set<string>();
  readonly #planned: readonly Change[];
  readonly #table: string;
  readonly #columns: ReadonlySet<string>;

  constructor(planned: readonly Change[], table: string, columns: ReadonlySet<string>) {
    this.#planned = planned;
    this.#table = table;
    this.#columns = columns;
  }

  add(from: Table, to: Table): void {
    const table = this.#table;
    const rules = rulesFor();
    const { primaryKey } = from;
    if (
      primaryKey && to.primaryKey && this.#isOn(primaryKey.columns, primaryKey) &&
      !this.#planned.some(({ type }) => type === "set-primary-key")
    ) {
      this.changes.push({
        type: "set-primary-key",
        table,
        from: primaryKey,
        to: this.#again(primaryKey, to.primaryKey),
      });
    }
    this.#each(
      from.uniques,
      to.uniques,
      (each) => this.#isOn(each.columns, each),
      (a, b) => sameKey(a, b, rules),
    )
      .forEach(([key, wanted]) =>
        this.changes.push({ type: "drop-unique", table, key }, { type: "add-unique", table, key: wanted })
      );
    this.#each(
      from.foreignKeys,
      to.foreignKeys,
      (each) => this.#isOn(each.columns, each),
      (a, b) => sameForeignKey(a, b, rules),
    ).forEach(([key, wanted]) =>
      this.changes.push({ type: "drop-foreign-key", table, key }, {
        type: "add-foreign-key",
        table,
        key: wanted,
      })
    );
    this.#each(
      from.checks,
      to.checks,
      ({ expression }) => this.#isIn(expression),
      (a, b) => sameCheck(a, b, to, rules),
    ).forEach(([check, wanted]) =>
      this.changes.push({ type: "drop-check", table, check }, { type: "add-check", table, check: wanted })
    );
    this.#each(from.indexes, to.indexes, (each) => this.#isOf(each), (a, b) => sameIndex(a, b, to, rules))
      .forEach(([index, wanted]) =>
        this.changes.push({ type: "drop-index", table, index }, {
          type: "create-index",
          table,
          index: wanted,
        })
      );
    this.#exclusions(tableExtra(from).exclusions ?? [], tableExtra(to).exclusions ?? []);
  }

  #exclusions(from: readonly Exclusion[], to: readonly Exclusion[]): void {
    const left = [...to];
    for (const exclusion of from.filter((each) => this.#isOf(each))) {
      const at = left.findIndex((each) => sameExclusion(exclusion, each));
      const [wanted] = at < 0 ? [] : left.splice(at, 1);
      if (!wanted) continue;
      const comment = wanted.comment ?? exclusion.comment;
      this.#remember(exclusion, wanted);
      this.edits.push(
        { type: "drop-exclusion", exclusion },
        { type: "add-exclusion", exclusion: { ...wanted, ...(comment !== undefined && { comment }) } },
      );
    }
  }

  /** Pairs of what is on the columns and stays, with what is wanted of it. */
  #each<T extends Bearer>(
    from: readonly T[],
    to: readonly T[],
    isConcerned: (each: T) => boolean,
    same: (live: T, wanted: T) => boolean,
  ): (readonly [T, T])[] {
    const left = [...to];
    return from.filter((each) => isConcerned(each) && !this.#goes(each)).flatMap((live) => {
      const exact = left.findIndex((wanted) => same(live, wanted));
      const at = exact >= 0
        ? exact
        : left.findIndex((wanted) =>
          same({ ...live, ...(wanted.name !== undefined && { name: wanted.name }) }, wanted)
        );
      const [wanted] = at < 0 ? [] : left.splice(at, 1);
      return wanted ? [[live, this.#again(live, wanted)] as const] : [];
    });
  }

  #again<T extends Bearer>(live: T, wanted: T): T {
    this.#remember(live, wanted);
    const comment = wanted.extra?.["comment"] ?? live.extra?.["comment"];
    const parameters = live.extra?.["with"] as Readonly<Record<string, string>> | undefined; // an index's own
    return {
      ...wanted,
      ...withExtra({
        ...wanted.extra,
        ...(comment !== undefined && { comment }),
        ...(parameters && { with: { ...parameters, ...wanted.extra?.["with"] as typeof parameters } }),
      }),
    };
  }

  #remember(...bearers: readonly Bearer[]): void {
    for (const { name } of bearers) if (name !== undefined) this.names.add(name);
  }

  /** True when the plan drops it anyway. */
  #goes(thing: Bearer): boolean {
    return this.#planned.some((change) =>
      (change.type === "drop-unique" && change.key === thing) ||
      (change.type === "drop-foreign-key" && change.key === thing) ||
      (change.type === "drop-check" && change.check === thing) ||
      (change.type === "drop-index" && change.index === thing)
    );
  }

  #isOn(columns: readonly string[], { extra }: Bearer): boolean {
    const include = extra?.["include"] as readonly string[] | undefined; // of keys and indexes
    return [...columns, ...include ?? []].some((name) => this.#columns.has(name));
  }

  #isOf(index: Pick<Index, "parts" | "where"> & Bearer): boolean {
    return this.#isOn(index.parts.flatMap(({ column }) => column ?? []), index) ||
      [index.where, ...index.parts.map(({ expression }) => expression)].some((sql) => this.#isIn(sql ?? ""));
  }

  #isIn(sql: string): boolean {
    return mentions(sql, this.#columns);
  }
}
