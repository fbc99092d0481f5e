// The schema's part of a plan: renames first, then views and triggers that go, tables, views and triggers that come.
// All of it runs in a rehearsal before anyone sees it.
import { diffTable } from "../kit/diff.ts";
import { findNamed } from "../kit/model.ts";
import { orderSteps } from "../kit/order.ts";
import { foldAscii } from "../kit/quote.ts";
import { type AskRows, liveCounts, rowCuts, ROWS_PER_COPY } from "./counts.ts";
import type { Database } from "./database.ts";
import { type DesiredTable, desiredTables, type Report } from "./desired.ts";
import { adoptUniqueConstraints, rulesFor } from "./diff.ts";
import { DiskUse } from "./disk.ts";
import type { Catalog, CatalogTable } from "./inspect.ts";
import { checkChanges, checkOutcome, checkRebuilds } from "./judge.ts";
import { type ObjectSteps, withDependents } from "./object_steps.ts";
import { draftView, ObjectPlan, type WantedView } from "./objects.ts";
import { Rehearsal } from "./rehearse.ts";
import { findAllRenames, type PlannedRenames } from "./renames.ts";
import type { Requests, TableRequest } from "./requests.ts";
import type { TableSpec } from "./spec.ts";
import { dropStep, type PlannedStep, renameStep, type TableChange, tableSteps } from "./steps.ts";
import { checkVirtual, virtualStep } from "./virtual.ts";

/** What specs want, checked. */
interface Wanted {
  readonly tables: ReadonlyMap<string, DesiredTable>;
  readonly virtuals: readonly TableRequest[];
  readonly views: readonly WantedView[];
}

/** The schema's part of a plan. It owns the rehearsal, when one is needed. */
export class SchemaPlan {
  readonly #askRows: AskRows;
  readonly #live: Catalog;
  readonly #requests: Requests;
  readonly #report: Report;
  readonly #renames: PlannedRenames;
  #isSound = true;
  /** Views and triggers, as `view v`, that are dropped and created again beside what they use. */
  #dependents: readonly string[] = [];
  #rehearsal: Rehearsal | undefined;
  readonly #disk: DiskUse;

  constructor(
    { db, live, askRows }: { readonly db: Database; readonly live: Catalog; readonly askRows: AskRows },
    requests: Requests,
    report: Report,
  ) {
    this.#askRows = askRows;
    this.#live = live;
    this.#requests = requests;
    this.#report = (diagnostic) => {
      if (diagnostic.severity === "error") this.#isSound = false;
      report(diagnostic);
    };
    this.#renames = findAllRenames(live, requests.tables, this.#report);
    this.#disk = new DiskUse(db, this.#renames.names);
  }

  get names(): PlannedRenames["names"] {
    return this.#renames.names;
  }

  /** Tables and views beyond those that specs name: former names, and what is made again. Known after make(). */
  affected(): { readonly tables: readonly string[]; readonly views: readonly string[] } {
    const former = this.#requests.views.flatMap(({ body }) => body.previousNames ?? []);
    const again = new Set(this.#dependents);
    const objects = this.#live.objects.filter(({ type, name }) => again.has(`${type} ${name}`));
    const tables = [
      ...this.#renames.changes.flatMap((change) => change.type === "rename-table" ? [change.from] : []),
      ...objects.flatMap(({ type, table }) => type === "trigger" ? [table] : []),
    ];
    const views = [...former, ...objects.flatMap(({ type, name }) => type === "view" ? [name] : [])];
    return { tables, views: views.filter((name) => this.#live.views.has(foldAscii(name))) };
  }

  /** The free disk that the rebuilds take. Known after make(). */
  disk(): ReturnType<DiskUse["total"]> {
    return this.#disk.total();
  }

  /** The ordered steps, and the schema as it will be. After errors the schema is the live one. */
  make(): { steps: readonly PlannedStep[]; after: Catalog } {
    const nothing = { steps: [], after: this.#live };
    const wanted = this.#wanted();
    if (!this.#isSound) return nothing;
    const { first, current } = this.#rename(wanted);
    if (!this.#isSound) return nothing;
    const tables = [...wanted.tables.values()].flatMap((table) => this.#tableChange(table, current) ?? []);
    const dropped = this.#requests.tables.filter(({ body }) => body?.isDeleted)
      .flatMap(({ spec }) => current.tables.get(foldAscii(spec.name)) ?? []);
    const changed = tables.filter((table) => table.changes.length > 0 || !table.from);
    const virtuals = wanted.virtuals.flatMap((request) =>
      virtualStep(request, current, this.#live, this.#report) ?? []
    );
    const managed = this.#objects(wanted, current);
    if (!this.#isSound) return nothing;
    const stepCount = first.length + changed.length + dropped.length + virtuals.length +
      managed.drops.length +
      managed.creates.length;
    if (stepCount === 0) return nothing;

    const counts = liveCounts(this.#askRows, this.#renames.names);
    checkChanges(changed, wanted.tables, counts, this.#report);
    if (!this.#isSound) return nothing;
    const rehearsal = this.#rehearsal ??= new Rehearsal(this.#live, {
      concerned: concernedTables(this.#live, changed, dropped),
      sqls: sqlOf([...managed.drops, ...virtuals, ...managed.creates]),
    });
    const brokenBefore = rehearsal.brokenObjects();
    this.#dependents = dependentsOf(rehearsal, managed, changed, brokenBefore);
    const objects = withDependents(managed, this.#dependents, current);
    const taken = new Set(current.objects.map((object) => foldAscii(object.name)));
    const dropSqls = sqlOf(objects.drops);
    const steps = orderSteps([
      ...dropped.map((table) => dropStep(table, counts)),
      ...changed.flatMap((table) =>
        tableSteps(table, {
          counts,
          accepts: (statements) => rehearsal.accepts([...dropSqls, ...statements]),
          isFree: (name) => !taken.has(foldAscii(name)),
          rowCuts: (name) => rowCuts(this.#askRows, this.names, name, ROWS_PER_COPY),
          diskBytes: (name) => this.#disk.rebuild(name),
          droppedTriggers: objects.droppedTriggers,
        })
      ),
      ...virtuals,
    ]);
    checkRebuilds(changed, steps, wanted.tables, this.#report);
    if (!this.#isSound) return nothing;
    const all = [...objects.drops, ...steps, ...objects.creates];
    this.#run(rehearsal, all);
    const after = rehearsal.catalog(true);
    if (this.#isSound) {
      const { tables: desired, virtuals } = wanted;
      const report = this.#report;
      checkOutcome({ rehearsal, after, current, desired, changed, virtuals, objects, brokenBefore, report });
    }
    return { steps: [...first, ...all], after };
  }

  close(): void {
    this.#rehearsal?.close();
  }

  /** Checks all specs and reads what they describe. */
  #wanted(): Wanted {
    const requests = this.#requests.tables.filter(({ body }) => body && !body.isDeleted);
    const virtuals = requests.filter((request) =>
      request.body?.virtual && checkVirtual(request, this.#report)
    );
    const plain = requests.flatMap(({ spec, body }): { spec: typeof spec; body: TableSpec }[] =>
      body && !body.virtual ? [{ spec, body }] : []
    );
    return {
      tables: desiredTables(plain, this.#live, this.#report),
      virtuals,
      views: this.#requests.views.flatMap((request) => draftView(request, this.#report) ?? []),
    };
  }

  #objects(wanted: Wanted, current: Catalog): ObjectSteps {
    const triggers = [...wanted.tables.values()].flatMap(({ spec, triggers }) =>
      triggers ? [{ table: spec.name, triggers }] : []
    );
    return new ObjectPlan(current, this.#live, this.#report).make(triggers, wanted.views);
  }

  /**
   * The schema after renames, as SQLite itself makes it: it rewrites checks, views and triggers. Where it refuses
   * because of a view or trigger that the specs describe, all that they describe go first and come again at the end.
   */
  #rename(wanted: Wanted): { first: readonly PlannedStep[]; current: Catalog } {
    const renames = this.#renames.changes.map(renameStep);
    if (renames.length === 0) return { first: [], current: this.#live };
    this.#rehearsal = new Rehearsal(this.#live);
    const refusal = this.#rehearsal.run(sqlOf(renames));
    if (!refusal) return { first: renames, current: this.#rehearsal.catalog() };
    const { drops } = this.#withoutObjects(wanted);
    const again = new Rehearsal(this.#live);
    this.#rehearsal.close();
    this.#rehearsal = again;
    const isCured = drops.length > 0 && !again.run([...sqlOf(drops), ...sqlOf(renames)]);
    if (!isCured) this.#refuse(refusal, again);
    return { first: [...drops, ...renames], current: again.catalog() };
  }

  /** The steps that drop every view and trigger that specs describe. */
  #withoutObjects(wanted: Wanted): ObjectSteps {
    const tables = [...wanted.tables.values()].flatMap(({ spec, body, triggers }) => {
      const names = [spec.name, ...(body.previousNames ?? [])];
      return triggers ? names.map((table) => ({ table, triggers: [] })) : [];
    });
    const views = wanted.views.map((each) => ({ ...each, view: undefined, triggers: undefined }));
    return new ObjectPlan(this.#live, this.#live, this.#report).make(tables, views);
  }

  #run(rehearsal: Rehearsal, steps: readonly PlannedStep[]): void {
    for (const step of steps) {
      const refusal = rehearsal.run(sqlOf([step]));
      if (refusal) return this.#refuse(refusal, rehearsal, step);
    }
  }

  #refuse(
    refusal: { readonly sql: string; readonly message: string },
    rehearsal: Rehearsal,
    step?: PlannedStep,
  ): void {
    const first = step?.statements[0];
    const unknown = rehearsal.missing.map(({ object, reason }) => `${object.type} ${object.name}: ${reason}`);
    this.#report({
      severity: "error",
      code: "refused-by-sqlite",
      message: step?.origin && first
        ? `SQLite refuses ${first.object.kind} ${first.object.name}: ${refusal.message}`
        : `SQLite refuses a statement of the plan: ${refusal.message} (${refusal.sql})`,
      ...(step?.origin && { spec: step.origin.spec, path: step.origin.path }),
      ...(unknown.length > 0 && { hint: `These objects cannot be copied here: ${unknown.join("; ")}` }),
    });
  }

  /** Undefined when the table's text is what the spec renders to. */
  #tableChange(desired: DesiredTable, current: Catalog): TableChange | undefined {
    const from = current.tables.get(foldAscii(desired.spec.name));
    if (!from) return { from, to: desired.model, changes: [] };
    if (desired.live === from) return undefined;
    const adopted = adoptUniqueConstraints(from.model, desired);
    // Names are equal to SQLite whatever their case; the live spelling stays.
    const to = {
      ...adopted,
      name: from.model.name,
      columns: adopted.columns.map((column) => {
        const live = findNamed(from.model.columns, column.name, foldAscii);
        return live ? { ...column, name: live.name } : column;
      }),
    };
    return { from, to, changes: diffTable(from.model, to, rulesFor(desired)) };
  }
}

/** Views and triggers that cannot be compiled while those that are replaced are away and a column is dropped. */
function dependentsOf(
  rehearsal: Rehearsal,
  { drops }: ObjectSteps,
  changed: readonly TableChange[],
  brokenBefore: ReadonlyMap<string, string>,
): string[] {
  const dropsColumn = changed.some(({ changes }) => changes.some(({ type }) => type === "drop-column"));
  if (!dropsColumn || drops.length === 0) return [];
  return [...rehearsal.brokenAfter(sqlOf(drops)).keys()].filter((name) => !brokenBefore.has(name));
}

function sqlOf(steps: readonly PlannedStep[]): string[] {
  return steps.flatMap((step) => step.statements.map((each) => each.sql));
}

/** The tables whose indexes a rehearsal needs: those that change, their parents, and those with an index name that is wanted. */
function concernedTables(
  live: Catalog,
  changed: readonly TableChange[],
  dropped: readonly CatalogTable[],
): ReadonlySet<string> {
  const concerned = new Set<string>();
  const wantedIndexes = new Set<string>();
  for (const table of [...dropped.map(({ model }) => model), ...changed.map(({ to }) => to)]) {
    concerned.add(foldAscii(table.name));
    for (const key of table.foreignKeys) concerned.add(foldAscii(key.references.table));
    for (const index of table.indexes) {
      wantedIndexes.add(foldAscii(index.name));
      concerned.add(foldAscii(index.name)); // a table of that name is in the way
    }
  }
  for (const object of live.objects) {
    if (object.type === "index" && wantedIndexes.has(foldAscii(object.name))) {
      concerned.add(foldAscii(object.table));
    }
  }
  return concerned;
}
