// Plans: reads the specs, compares them with the live schema, rehearses the statements in memory, sends them, then
// asks for seed rows and compares those. The one place that knows the order of it all.
import type { Diagnostic } from "../../protocol/errors.ts";
import type { Params, Result } from "../../protocol/methods.ts";
import type { PlanInput, PlanPart, SpecItem } from "../../protocol/plan.ts";
import type { RequestContext, Send } from "../../protocol/plugin.ts";
import { diffTable } from "../kit/diff.ts";
import { findNamed } from "../kit/model.ts";
import { orderByEdges, orderSteps } from "../kit/order.ts";
import { foldAscii } from "../kit/quote.ts";
import { liveCounts } from "./counts.ts";
import type { Database } from "./database.ts";
import { type DesiredTable, desiredTables, type Report } from "./desired.ts";
import { adoptUniqueConstraints, rulesFor } from "./diff.ts";
import { type Catalog, type CatalogTable, inspectCatalog } from "./inspect.ts";
import { checkChanges, checkOutcome, checkRebuilds, checkSpecs } from "./judge.ts";
import { Rehearsal } from "./rehearse.ts";
import { findAllRenames, type PlannedRenames } from "./renames.ts";
import { digestScope, scopeOf } from "./scope.ts";
import { planSeeds } from "./seed.ts";
import type { TableSpec } from "./spec.ts";
import {
  dropStep,
  type PlannedStep,
  renameStep,
  type StepContext,
  type TableChange,
  tableSteps,
} from "./steps.ts";

/** A spec of a table with its body; a spec without one has seed rows only. */
export interface TableRequest {
  readonly spec: SpecItem;
  readonly body: TableSpec | undefined;
}

/** Statements around a plan when it is run as a script: what `apply` does by itself. */
export const SCRIPT = {
  before: ["pragma foreign_keys = off", "begin immediate"],
  after: ["pragma foreign_key_check", "commit"],
} as const;

/** Plans on an open database. */
export async function planChanges(
  db: Database,
  database: string,
  params: Params<"plan">,
  input: AsyncIterable<PlanInput>,
  send: Send<PlanPart>,
  context: RequestContext,
): Promise<Result<"plan">> {
  const items = input[Symbol.asyncIterator]();
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const live = inspectCatalog(db);
  const requests = checkSpecs(await readSpecs(items), live, report);
  const draft = new SchemaPlan(db, live, requests, report);
  try {
    const { steps, after } = draft.make();
    const hasErrors = diagnostics.some((diagnostic) => diagnostic.severity === "error");
    for (const diagnostic of diagnostics) await send({ type: "diagnostic", diagnostic });
    if (!hasErrors) {
      for (const step of steps) {
        for (const statement of step.statements) await send({ type: "statement", statement });
      }
      if (params.seedData) {
        const wanted = seedOrder(requests, after);
        await planSeeds({ db, after, names: draft.names, wanted, items, send, context });
      }
    }
    const scope = scopeOf([...requests.map((each) => each.spec.name), ...draft.affectedTables()]);
    const currentDigest = await digestScope(live, scope);
    return {
      database,
      scope,
      currentDigest,
      desiredDigest: after === live ? currentDigest : await digestScope(after, scope),
      script: { before: [...SCRIPT.before], after: [...SCRIPT.after] },
    };
  } finally {
    draft.close();
  }
}

async function readSpecs(items: AsyncIterator<PlanInput>): Promise<SpecItem[]> {
  const specs: SpecItem[] = [];
  for (;;) {
    const next = await items.next();
    if (next.done || next.value.type === "specs-end") return specs;
    if (next.value.type === "spec") specs.push(next.value.spec);
  }
}

/** Specs with rows, parents before children. */
function seedOrder(requests: readonly TableRequest[], after: Catalog): TableRequest[] {
  const seeded = requests.filter(({ spec, body }) => spec.hasRows && !body?.isDeleted);
  const positions = new Map(seeded.map(({ spec }, index) => [foldAscii(spec.name), index]));
  const before = seeded.map(({ spec }, index) => {
    const keys = after.tables.get(foldAscii(spec.name))?.model.foreignKeys ?? [];
    const parents = keys.flatMap((key) => positions.get(foldAscii(key.references.table)) ?? []);
    return new Set(parents.filter((parent) => parent !== index));
  });
  return orderByEdges(seeded, before);
}

/** The schema's part of a plan. It owns the rehearsal, when one is needed. */
class SchemaPlan {
  readonly #db: Database;
  readonly #live: Catalog;
  readonly #requests: readonly TableRequest[];
  readonly #report: Report;
  readonly #renames: PlannedRenames;
  #rehearsal: Rehearsal | undefined;

  constructor(db: Database, live: Catalog, requests: readonly TableRequest[], report: Report) {
    this.#db = db;
    this.#live = live;
    this.#requests = requests;
    this.#report = report;
    this.#renames = findAllRenames(live, requests, report);
  }

  get names(): PlannedRenames["names"] {
    return this.#renames.names;
  }

  /** Tables beyond those that specs name: former names, and those that refer to a renamed table. */
  affectedTables(): string[] {
    return this.#renames.changes.flatMap((change) => change.type === "rename-table" ? [change.from] : []);
  }

  /** The ordered steps, and the schema as it will be. After errors the schema is the live one. */
  make(): { steps: readonly PlannedStep[]; after: Catalog } {
    const nothing = { steps: [], after: this.#live };
    const wanted = this.#requests.flatMap(({ spec, body }) =>
      body && !body.isDeleted ? [{ spec, body }] : []
    );
    let isSound = true;
    const report: Report = (diagnostic) => {
      if (diagnostic.severity === "error") isSound = false;
      this.#report(diagnostic);
    };
    const desired = desiredTables(wanted, this.#live, report);
    if (!isSound || this.#renames.hasErrors) return nothing;
    const renames = this.#renames.changes.map(renameStep);
    const current = this.#rename(renames, report);
    if (!isSound) return nothing;
    const tables = [...desired.values()].map((table) => this.#tableChange(table, current));
    const dropped = this.#requests.filter(({ body }) => body?.isDeleted)
      .flatMap(({ spec }) => current.tables.get(foldAscii(spec.name)) ?? []);
    const changed = tables.filter((table) => table.changes.length > 0 || !table.from);
    if (changed.length === 0 && dropped.length === 0 && renames.length === 0) return nothing;

    const counts = liveCounts(this.#db, this.#renames.names);
    checkChanges(changed, desired, counts, report);
    if (!isSound) return nothing;
    const rehearsal = this.#rehearsal ??= new Rehearsal(
      this.#live,
      concernedTables(this.#live, changed, dropped),
    );
    const brokenBefore = rehearsal.brokenObject();
    const taken = new Set(current.objects.map((object) => foldAscii(object.name)));
    const context: StepContext = {
      counts,
      accepts: (statements) => rehearsal.accepts(statements),
      isFree: (name) => !taken.has(foldAscii(name)),
    };
    const steps = orderSteps([
      ...dropped.map((table) => dropStep(table, counts)),
      ...changed.flatMap((table) => tableSteps(table, context)),
    ]);
    checkRebuilds(changed, steps, desired, report);
    if (!isSound) return nothing;
    this.#run(rehearsal, steps, report);
    const after = rehearsal.catalog();
    if (isSound) checkOutcome({ rehearsal, after, current, desired, changed, brokenBefore, report });
    return { steps: [...renames, ...steps], after };
  }

  close(): void {
    this.#rehearsal?.close();
  }

  /** The schema after renames, as SQLite itself makes it: it rewrites checks, views and triggers. */
  #rename(renames: readonly PlannedStep[], report: Report): Catalog {
    if (renames.length === 0) return this.#live;
    this.#rehearsal = new Rehearsal(this.#live);
    this.#run(this.#rehearsal, renames, report);
    return this.#rehearsal.catalog();
  }

  #run(rehearsal: Rehearsal, steps: readonly PlannedStep[], report: Report): void {
    const refusal = rehearsal.run(steps.flatMap((step) => step.statements.map((each) => each.sql)));
    if (!refusal) return;
    const unknown = rehearsal.missing.map(({ object, reason }) => `${object.type} ${object.name}: ${reason}`);
    report({
      severity: "error",
      code: "refused-by-sqlite",
      message: `SQLite refuses a statement of the plan: ${refusal.message} (${refusal.sql})`,
      ...(unknown.length > 0 && { hint: `These objects cannot be copied here: ${unknown.join("; ")}` }),
    });
  }

  #tableChange(desired: DesiredTable, current: Catalog): TableChange {
    const from = current.tables.get(foldAscii(desired.spec.name));
    if (!from) return { from, to: desired.model, changes: [] };
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
    for (const index of table.indexes) wantedIndexes.add(foldAscii(index.name));
  }
  for (const object of live.objects) {
    if (object.type === "index" && wantedIndexes.has(foldAscii(object.name))) {
      concerned.add(foldAscii(object.table));
    }
  }
  return concerned;
}
