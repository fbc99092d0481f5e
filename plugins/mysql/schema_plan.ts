// The plan of a schema: what is wanted, what is there, and the statements between the two, in an order in which each can
// run. These servers commit every statement that changes a schema, so the order is chosen for safety as well: what
// deletes comes as late as it can.
import type { ForeignKey, Table } from "../../protocol/model.ts";
import type { Hazard, Statement } from "../../protocol/plan.ts";
import { deletesTable, hazardsOf, type LiveCounts } from "../kit/hazards.ts";
import { orderByEdges } from "../kit/order.ts";
import type { Catalog, CatalogTable } from "./catalog.ts";
import { Counts, type LiveNames } from "./counts.ts";
import { settleTables } from "./desired.ts";
import { compareTables } from "./diff.ts";
import { type DesiredTable, fold, type Report, TableDraft } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { type PlannedTables, reportHeld, reportKeys, reportRefused, reportRows } from "./impossible.ts";
import { quote } from "./literal.ts";
import { type ObjectPlan, planObjects } from "./objects.ts";
import { createTableSql } from "./render.ts";
import { planObjectRenames } from "./object_renames.ts";
import { type PlannedRenames, planRenames } from "./renames.ts";
import type { Requests, TableRequest } from "./requests.ts";
import { statement, tableObject } from "./steps.ts";
import { addForeignKeys, alterTable, dropForeignKeys, type TableChange } from "./table_steps.ts";

/** The statements of a schema, and what it is once they have run. */
export interface SchemaPlan {
  readonly statements: readonly Statement[];
  readonly after: Catalog;
  readonly renames: PlannedRenames;
  /** Tables whose foreign keys the plan touches though no spec names them. */
  readonly affected: readonly string[];
  readonly objects: ObjectPlan;
}

/** Plans. Errors are reported; the statements then mean nothing. */
export async function planSchema(
  live: Catalog,
  requests: Requests,
  driver: Driver | undefined,
  report: Report,
): Promise<SchemaPlan> {
  const { server } = live;
  const drafts = requests.tables.flatMap(({ spec, body }) =>
    body && !body.isDeleted ? new TableDraft(spec, body, server, report).build() ?? [] : []
  );
  const objectRenames = planObjectRenames(live, requests.objects, report);
  const renames = planRenames(objectRenames.current, requests.tables, report);
  const desired = await settleTables(drafts, renames.current, driver, report);
  const maker = new Maker(live, renames, requests.tables, desired);
  const counts = new Counts(maker.names);
  let made = maker.make(counts);
  while (driver && await counts.answer(driver)) made = maker.make(counts);
  if (driver) {
    const planned = { ...maker.planned, requests: requests.tables, after: made.after };
    // Heard without being reported: what is asked of rows only here.
    reportRows(planned, counts, () => {});
    while (await counts.answer(driver)) reportRows(planned, counts, () => {});
    reportRows(planned, counts, report);
    reportKeys(planned, report);
    reportHeld(planned, report);
    await reportRefused(driver, planned, report);
  }
  const objects = await planObjects(
    requests,
    renames.current,
    objectRenames.former,
    made.after,
    maker.altered,
    made.statements.length + renames.statements.length + objectRenames.statements.length === 0,
    driver,
    report,
  );
  return {
    statements: [
      ...objectRenames.before,
      ...objectRenames.statements,
      ...objects.before,
      ...renames.statements,
      ...made.statements,
      ...objects.after,
    ],
    after: { ...made.after, objects: objects.objects },
    renames,
    affected: made.affected,
    objects,
  };
}

interface Made {
  readonly statements: readonly Statement[];
  readonly after: Catalog;
  readonly affected: readonly string[];
}

/** Makes the statements of tables. */
class Maker {
  readonly #current: Catalog;
  readonly #changes: readonly TableChange[];
  readonly #fresh: readonly DesiredTable[];
  readonly #dropped: readonly CatalogTable[];
  readonly #desired: ReadonlyMap<string, DesiredTable>;
  readonly #renamed: readonly string[];
  readonly names: LiveNames;

  constructor(
    live: Catalog,
    renames: PlannedRenames,
    requests: readonly TableRequest[],
    desired: readonly DesiredTable[],
  ) {
    const { foldTable } = live.server;
    this.#current = renames.current;
    this.#renamed = [...renames.tables.keys(), ...renames.columns.keys()].map(fold);
    this.#desired = new Map(desired.map((each) => [foldTable(each.model.name), each]));
    this.#fresh = desired.filter(({ model }) => !this.#current.tables.has(foldTable(model.name)));
    this.#changes = desired.flatMap((each): TableChange[] => {
      const from = this.#current.tables.get(foldTable(each.model.name));
      if (!from) return [];
      return [{ from, to: each.model, diff: compareTables(from.model, each) }];
    });
    this.#dropped = requests.flatMap(({ spec, body }) =>
      body?.isDeleted ? this.#current.tables.get(foldTable(spec.name)) ?? [] : []
    );
    const find = (name: string) => live.tables.get(foldTable(renames.tables.get(foldTable(name)) ?? name));
    this.names = {
      table: find,
      column: (table, wanted) => {
        const former = renames.columns.get(foldTable(table))?.get(fold(wanted)) ?? wanted;
        return find(table)?.model.columns.find((column) => fold(column.name) === fold(former))?.name;
      },
    };
  }

  make(counts: LiveCounts): Made {
    const { server } = this.#current;
    const { foldTable } = server;
    const context = { quirks: server.quirks, databaseCollation: server.charsets.database.collation };
    const disturbed = this.#disturbed();
    const { quirks } = server;
    const ground = (table: Table) => ({ quirks, rows: counts.rows(table.name) });
    const gone = new Set(this.#dropped.map(({ model }) => foldTable(model.name)));
    const statements: Statement[] = [];
    const again: Statement[] = [];
    for (const { from, to, diff } of this.#changes) {
      const drops = diff.changes.flatMap((each) => each.type === "drop-foreign-key" ? [each.key] : []);
      const adds = diff.changes.flatMap((each) => each.type === "add-foreign-key" ? [each] : []);
      const lets = disturbed.get(from) ?? [];
      statements.push(...dropForeignKeys(to, drops, quirks), ...dropForeignKeys(to, lets, quirks, DISTURBED));
      const hazards = adds.flatMap((each) => this.#keyHazards(each.key, to, counts));
      again.push(...addForeignKeys(to, lets.map((key) => wantedKey(key, to)), [], ground(to), DISTURBED));
      again.push(...addForeignKeys(to, adds.map(({ key }) => key), hazards, ground(to)));
    }
    const affected: string[] = [];
    for (const [table, keys] of disturbed) {
      if (this.#desired.has(foldTable(table.model.name)) || gone.has(foldTable(table.model.name))) continue;
      affected.push(table.model.name);
      statements.push(...dropForeignKeys(table.model, keys, quirks, DISTURBED));
      again.push(...addForeignKeys(table.model, keys, [], ground(table.model), DISTURBED));
    }
    const dropped = this.#dropOrder();
    for (const { model } of dropped) {
      statements.push(...dropForeignKeys(model, this.#cycleKeys(model), quirks, CYCLE));
    }
    for (const change of this.#changes) statements.push(...alterTable(change, counts, server.quirks));
    for (const { model } of dropped) {
      statements.push(statement(
        `drop table ${quote(model.name)}`,
        "drop",
        tableObject(model.name),
        `Drop table ${model.name}`,
        { hazards: [deletesTable(model.name, counts.rows(model.name))] },
      ));
    }
    const made = new Set([...this.#current.tables.keys()].filter((name) => !gone.has(name)));
    for (const { model } of this.#createOrder()) {
      made.add(foldTable(model.name));
      const deferred = model.foreignKeys.filter((key) =>
        key.references.schema === undefined && !made.has(foldTable(key.references.table))
      );
      statements.push(statement(
        createTableSql(model, context, new Set(deferred)),
        "create",
        tableObject(model.name),
        `Create table ${model.name}`,
      ));
      again.push(...addForeignKeys(model, deferred, [], ground(model)));
    }
    return { statements: [...statements, ...again], after: this.#after(gone), affected };
  }

  /** What is done to tables, for those who look for what cannot be done. */
  get planned(): Pick<PlannedTables, "current" | "desired" | "changes" | "fresh" | "names"> {
    const current = this.#current;
    return {
      current,
      desired: this.#desired,
      changes: this.#changes,
      fresh: this.#fresh,
      names: this.names,
    };
  }

  /** Folded names of tables whose columns come, go or are renamed. */
  get altered(): ReadonlySet<string> {
    const changed = this.#changes.filter(({ diff }) =>
      diff.changes.some(({ type }) => type === "add-column" || type === "drop-column")
    );
    return new Set([...changed.map(({ to }) => fold(to.name)), ...this.#renamed]);
  }

  #keyHazards(key: ForeignKey, to: Table, counts: LiveCounts): Hazard[] {
    const rules = { keepsValues: () => true };
    return hazardsOf({ type: "add-foreign-key", table: to.name, key }, counts, rules);
  }

  /** Foreign keys that stay, under which a column of theirs changes its type: they are dropped and made anew. */
  #disturbed(): ReadonlyMap<CatalogTable, ForeignKey[]> {
    const { foldTable } = this.#current.server;
    const columns = new Set<string>();
    for (const { to, diff } of this.#changes) {
      for (const change of diff.changes) {
        if (change.type !== "alter-column") continue;
        if (!change.aspects.some((each) => DISTURBING.includes(each))) continue;
        columns.add(`${foldTable(to.name)}\0${fold(change.to.name)}`);
      }
    }
    const found = new Map<CatalogTable, ForeignKey[]>();
    if (columns.size === 0) return found;
    const drops = new Set(
      this.#changes.flatMap(({ diff }) =>
        diff.changes.flatMap((each) => each.type === "drop-foreign-key" ? [each.key] : [])
      ),
    );
    for (const table of this.#current.tables.values()) {
      const own = table.model.foreignKeys.filter((key) =>
        !drops.has(key) && (
          key.columns.some((column) => columns.has(`${foldTable(table.model.name)}\0${fold(column)}`)) ||
          key.references.columns.some((column) =>
            columns.has(`${foldTable(key.references.table)}\0${fold(column)}`)
          )
        )
      );
      if (own.length > 0) found.set(table, own);
    }
    return found;
  }

  /** Children before parents. */
  #dropOrder(): CatalogTable[] {
    return orderByEdges(this.#dropped, this.#parents(this.#dropped.map(({ model }) => model), false));
  }

  #createOrder(): DesiredTable[] {
    return orderByEdges(this.#fresh, this.#parents(this.#fresh.map(({ model }) => model), true));
  }

  #parents(tables: readonly Table[], parentsFirst: boolean): ReadonlySet<number>[] {
    const { foldTable } = this.#current.server;
    const positions = new Map(tables.map((table, index) => [foldTable(table.name), index]));
    const before = tables.map(() => new Set<number>());
    tables.forEach((table, child) => {
      for (const key of table.foreignKeys) {
        const parent = positions.get(foldTable(key.references.table));
        if (parent === undefined || parent === child) continue;
        if (parentsFirst) before[child]?.add(parent);
        else before[parent]?.add(child);
      }
    });
    return before;
  }

  /** Foreign keys between tables that go, where they refer to each other in a circle. */
  #cycleKeys(model: Table): ForeignKey[] {
    const { foldTable } = this.#current.server;
    const byName = new Map(this.#dropped.map((each) => [foldTable(each.model.name), each.model]));
    const reaches = (from: string, to: string, seen: Set<string>): boolean => {
      if (seen.has(from)) return false;
      seen.add(from);
      const keys = byName.get(from)?.foreignKeys ?? [];
      return keys.some(({ references }) => {
        const next = foldTable(references.table);
        return next === to || reaches(next, to, seen);
      });
    };
    const own = foldTable(model.name);
    return model.foreignKeys.filter(({ references }) => {
      const parent = foldTable(references.table);
      return parent !== own && byName.has(parent) && reaches(parent, own, new Set());
    });
  }

  #after(gone: ReadonlySet<string>): Catalog {
    const { server } = this.#current;
    const tables = new Map([...this.#current.tables].filter(([name]) => !gone.has(name)));
    for (const { from, to } of this.#changes) tables.set(server.foldTable(to.name), { ...from, model: to });
    for (const { model } of this.#fresh) {
      tables.set(server.foldTable(model.name), {
        model,
        rowEstimate: 0n,
        bytes: 0n,
        unexpressed: [],
        columnChecks: new Map(),
      });
    }
    return { ...this.#current, tables };
  }
}

/** What the servers do not change of a column under a foreign key. */
const DISTURBING: readonly string[] = ["type", "collation", "not-null", "auto-increment", "generated"];
const DISTURBED = "A column that the foreign key is about changes its type: it is let go of and made anew";
const CYCLE = "Tables that go refer to each other in a circle";

/** The key as the spec has it: its action may have changed, too. */
function wantedKey(key: ForeignKey, to: Table): ForeignKey {
  return to.foreignKeys.find((each) => fold(each.name ?? "") === fold(key.name ?? "")) ?? key;
}
