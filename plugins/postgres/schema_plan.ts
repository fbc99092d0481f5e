// The schema's part of a plan: renames first, then one graph of everything that goes, changes and comes. What depends on
// a thing that cannot change under it is dropped before and made anew after.
import type { Change } from "../kit/model.ts";
import { orderSteps } from "../kit/order.ts";
import {
  type Catalog,
  type CatalogObject,
  type CatalogTable,
  labelOf,
  objectKey,
  tableKey,
} from "./catalog.ts";
import { Counts, liveNames } from "./counts.ts";
import { type Dependent, dependentsOf } from "./dependents.ts";
import { aroundGrants } from "./around_grants.ts";
import { GRANT } from "./kinds/grant.ts";
import { aroundKeys } from "./around_keys.ts";
import { aroundTables } from "./around_tables.ts";
import { refuseConversions } from "./conversions.ts";
import { draftTables, settleTables } from "./desired.ts";
import { leavesType } from "./column_steps.ts";
import { compareTables } from "./diff.ts";
import type { DesiredTable, DraftContext, Report } from "./draft.ts";
import type { Driver } from "./driver.ts";
import { refuseImpossible, refuseNumbers } from "./impossible.ts";
import { inspectCatalog, type ScopeName } from "./inspect.ts";
import type { Kind, KindContext, Wanted } from "./kind.ts";
import { planKinds } from "./kinds_plan.ts";
import { EXTENSION } from "./kinds/extension.ts";
import { FUNCTION, standIn } from "./kinds/function.ts";
import { withReplacedColumns } from "./replaced_columns.ts";
import { scratchBasis, settleObjects } from "./settle_objects.ts";
import { type ObjectSteps, withKept } from "./object_plan.ts";
import { nameKey } from "./mentions.ts";
import { tableExtra } from "./model.ts";
import { refuseNestedExpressions } from "./nested_partitions.ts";
import type { Prelude } from "./normalise.ts";
import { type PlannedRenames, planRenames } from "./renames.ts";
import type { Requests } from "./requests.ts";
import { type Disturbance, key, NOTHING, type PlannedStep, statement } from "./steps.ts";
import { dropTableSteps, type TableChange, type TableContext, tableSteps } from "./table_steps.ts";
import type { Table } from "../../protocol/model.ts";
import { quoteName } from "../kit/quote.ts";
import { type KeptObject, refuseUnfit, type UnfitWorld } from "./unfit_objects.ts";
import { withRenamedTypes, withWantedTypes } from "./type_names.ts";
import { PARTITION, withRenamedParents } from "./kinds/partition.ts";
import { partitionCompression } from "./partition_compression.ts";
import { refusePartitionKeys } from "./partition_keys.ts";
import type { TypeLookup } from "./types.ts";

/** What a plan makes of a schema. */
export interface SchemaSteps {
  readonly steps: readonly PlannedStep[];
  /** The catalog as it will be. */
  readonly after: Catalog;
  /** The catalog as it is, with what the plan affects beyond what specs name. */
  readonly before: Catalog;
  readonly affected: readonly ScopeName[];
  readonly renames: PlannedRenames;
  /** Spellings of types that the plan makes or changes: what is asked of the server before cannot name them. */
  readonly freshTypes: ReadonlySet<string>;
}

/** Plans the schema. Without a driver nothing is asked: the database is empty. */
export async function planSchema(
  live: Catalog,
  requests: Requests,
  driver: Driver | undefined,
  tell: Report,
): Promise<SchemaSteps> {
  let isSound = true;
  const report: Report = (diagnostic) => {
    if (diagnostic.severity === "error") isSound = false;
    tell(diagnostic);
  };
  const renames = await planRenames(live, requests.tables, driver, report);
  const nothing: SchemaSteps = {
    steps: [],
    after: live,
    before: live,
    affected: [],
    renames,
    freshTypes: new Set(),
  };
  const typed = withWantedTypes(renames.current, requests.objects);
  const context: DraftContext = {
    server: live.server,
    types: typeLookup(typed),
    acceptsUnknownTypes: driver === undefined || requests.objects.length > 0,
    report,
  };
  const drafts = draftTables(requests.tables, context);
  const { kinds } = live.server;
  const wantedObjects = kinds.map((kind) => kind.wanted(requests.objects, drafts, context));
  refuseImpossible(drafts, live.server, report);
  if (!isSound) return nothing;
  const basis = scratchBasis(wantedObjects, typed);
  const objectsWanted = wantedObjects.flatMap((each) => each.objects);
  const current = withRenamedParents(objectsWanted, withRenamedTypes(typed, wantedObjects));
  const fresh = newCallables(wantedObjects, current, basis.extensions);
  const settled = await settleTables(drafts, current, driver, report, basis.statements, fresh);
  const desired = settled.map((table) => completed(table, current, report));
  const settledObjects = await settleObjects(wantedObjects, desired, current, driver, report, basis, renames);
  if (!isSound) return nothing;

  const changes = desired.map((table) => tableChange(table, current));
  refusePartitionKeys(changes, desired, settledObjects, current, report);
  refuseNumbers(changes, desired, report);
  await refuseNestedExpressions(changes, desired, driver, live.server, report);
  await refuseConversions(changes, desired, driver, live.server, report, basis.statements, fresh);
  if (!isSound) return nothing;
  const changed = changes.filter(({ from, to, diff }) =>
    !from || diff.changes.length > 0 || diff.edits.length > 0 || hasReplicaChange(from.model, to)
  );
  const dropped = requests.tables.filter(({ body }) => body?.isDeleted)
    .flatMap(({ schema, name }) => current.tables.get(tableKey(schema, name)) ?? []);
  const { objects, owned } = await planKinds(settledObjects, { current, changed, dropped, driver, report });
  if (!isSound) return nothing;
  const trial: UnfitWorld = { desired, current, basis, renames, planned: objects };
  const parts: StepParts = { live, current, renames, changed, dropped, objects, driver, report, trial };
  const { steps: made, affected } = await new StepPlanner(parts).make();
  if (!isSound) return nothing;
  const steps = await aroundGrants(made, objects[kinds.indexOf(GRANT)], parts);
  const missing = missingSchemas(undescribedSchemas(desired, settledObjects), live);
  const all = committedFirst([...renames.steps, ...orderSteps(lastBehind([...missing, ...steps]))]);
  return {
    steps: all,
    before: withObjects(live, affected),
    after: catalogAfter(withObjects(owned, affected), changes, dropped, objects),
    affected: affected.map(({ kind, schema, name }) => scopeName(kind, schema, name)),
    renames,
    freshTypes: basis.freshTypes,
  };
}

function lastBehind(steps: readonly PlannedStep[]): readonly PlannedStep[] {
  return [...steps.filter(({ isLast }) => !isLast), ...steps.filter(({ isLast }) => isLast)];
}

/**
 * What cannot run in a transaction ends the one before it: it goes first where nothing before it is about the same object,
 * so that all the rest stays one transaction.
 */
function committedFirst(steps: readonly PlannedStep[]): readonly PlannedStep[] {
  const nameOf = ({ statements }: PlannedStep) => JSON.stringify(statements[0]?.object);
  const first = steps.filter((step, at) =>
    step.statements.some(({ transactional }) => !transactional) && step.requires.length === 0 &&
    !steps.slice(0, at).some((each) =>
      nameOf(each) === nameOf(step) && each.statements.every(({ transactional }) => transactional)
    )
  );
  return first.length === 0 ? steps : [...first, ...steps.filter((step) => !first.includes(step))];
}

/** What tables of the plan may call that is not there yet. */
function newCallables(
  wanted: readonly Wanted[],
  current: Catalog,
  extensions: readonly (readonly string[])[],
): Prelude {
  const objects = wanted.flatMap((each) => each.objects).filter((object) =>
    object.kind === "function" && !object.isDeleted && !current.objects.has(objectKey(object))
  );
  return {
    schemas: objects.flatMap(({ schema }) => schema ?? []),
    statements: (schemaOf) => [...extensions, ...objects.map((object) => [standIn(object, schemaOf)])],
  };
}

/** A table with what kinds bring into it. */
function completed(table: DesiredTable, current: Catalog, report: Report): DesiredTable {
  return current.server.kinds.reduce((each, kind) => {
    const model = kind.completed?.(each, current, report);
    return model ? { ...each, model } : each;
  }, table);
}

/** A replica identity is the one thing of a table that neither changes nor edits tell of. */
function hasReplicaChange(from: Table, to: Table): boolean {
  const wanted = tableExtra(to).replicaIdentity;
  return wanted !== undefined && wanted !== (tableExtra(from).replicaIdentity ?? "default");
}

function tableChange(desired: DesiredTable, current: Catalog): TableChange {
  const { model, usings } = desired;
  const label = labelOf(current.server, model.schema, model.name);
  const from = current.tables.get(tableKey(model.schema, model.name));
  const { version } = current.server;
  const diff = from
    ? withReplacedColumns(compareTables(from.model, model, label), from.model, model, label, version)
    : { changes: [], edits: [] };
  return { from, to: model, label, diff, usings };
}

interface PlannedSchema {
  readonly steps: readonly PlannedStep[];
  /** Live objects beyond those that specs name. */
  readonly affected: readonly CatalogObject[];
}

interface StepParts {
  readonly live: Catalog;
  readonly current: Catalog;
  readonly renames: PlannedRenames;
  readonly changed: readonly TableChange[];
  readonly dropped: readonly CatalogTable[];
  readonly objects: readonly ObjectSteps[];
  readonly driver: Driver | undefined;
  readonly report: Report;
  readonly trial: UnfitWorld;
}

/** Makes the steps, and those of what depends on them. */
class StepPlanner {
  readonly #parts: StepParts;
  readonly #counts: Counts;
  #routinesByRelation: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(parts: StepParts) {
    this.#parts = parts;
    const { live, renames, changed, dropped } = parts;
    const names = new Map([
      ...[...live.tables.values()].map(({ model }) =>
        [labelOf(live.server, model.schema, model.name), {
          schema: model.schema ?? "",
          name: model.name,
        }] as const
      ),
      ...renames.tables,
    ]);
    for (const { label, from, to } of changed) {
      if (!from && !renames.tables.has(label)) names.delete(label);
      else if (!names.has(label)) names.set(label, { schema: to.schema ?? "", name: to.name });
    }
    for (const { model } of dropped) {
      names.set(labelOf(live.server, model.schema, model.name), {
        schema: model.schema ?? "",
        name: model.name,
      });
    }
    this.#counts = new Counts(liveNames(live, (label) => names.get(label), renames.columns));
    this.#counts.useLabels((schema, name) => labelOf(live.server, schema, name));
  }

  async make(): Promise<PlannedSchema> {
    const { driver, objects, live } = this.#parts;
    let own = this.#tableSteps();
    if (driver) {
      // A later question may depend on an earlier answer.
      for (let round = 0; round < 3 && await this.#counts.answer(driver, live.server); round++) {
        own = this.#tableSteps();
      }
    }
    if (driver) own = [...own, ...await aroundKeys(driver, this.#parts)];
    const planned = [...own, ...objects.flatMap(({ steps }) => [...steps.values()].flat())];
    const disturbances = planned.flatMap(({ disturbs }) => disturbs ?? []);
    // CockroachDB refuses by itself to change what others depend on.
    if (!driver || live.server.isCockroach || disturbances.length === 0) {
      return { steps: planned, affected: [] };
    }
    const dependents = await dependentsOf(
      driver,
      live.server,
      disturbances.map((each) => this.#asItIs(each)),
    );
    // A view of a column that gets another type is of the old type only as long as it is not made anew.
    const gone = goneFor(planned).filter((each) => each.type === "column" || each.catalog !== "pg_type");
    const orphans = gone.length > 0 ? await dependentsOf(driver, live.server, gone) : [];
    return await this.#around(own, dependents, driver, orphans.filter(({ isDirect }) => isDirect));
  }

  /** A disturbance by the names that its table and column have before the plan renames them. */
  #asItIs(disturbance: Disturbance): Disturbance {
    if (disturbance.type === "object") return disturbance;
    const { live, renames } = this.#parts;
    const { table, column, ...more } = disturbance;
    const label = labelOf(live.server, table.schema, table.name);
    return {
      ...more,
      table: renames.tables.get(label) ?? table,
      column: renames.columns.get(label)?.get(column) ?? column,
    };
  }

  #tableSteps(): PlannedStep[] {
    const { changed, dropped, live, current, objects } = this.#parts;
    const context: TableContext = {
      counts: this.#counts,
      version: live.server.version,
      mergesTypes: !live.server.isCockroach,
      routinesOfRows: (table) => this.#routinesOfRows(table),
    };
    return [
      ...dropped.flatMap((table) =>
        dropTableSteps(table, labelOf(live.server, table.model.schema, table.model.name), this.#counts)
          .map((step) => ({ ...step, releases: [...step.releases, ...this.#releasedWith(table)] }))
      ),
      ...cycleBreakers(dropped),
      ...changed.flatMap((table) => tableSteps(table, context)),
      ...partitionCompression(changed, current, objects[live.server.kinds.indexOf(PARTITION)]),
    ];
  }

  /** Keys of what is made of rows of a table by functions of the plan. */
  #routinesOfRows(table: Table): ReadonlySet<string> {
    const keys = this.#routinesByRelation ??= routinesByRelation(
      this.#parts.objects,
      this.#parts.live.server.kinds,
    );
    const { name, schema = "" } = table;
    return new Set(
      [nameKey.relation({ schema, name }), nameKey.relation({ name })].flatMap((each) =>
        keys.get(each) ?? []
      ),
    );
  }

  /** What the objects that go with a table let go of. */
  #releasedWith({ model }: CatalogTable): string[] {
    const { current, live } = this.#parts;
    const table = tableKey(model.schema, model.name);
    return [...current.objects.values()].filter((object) => object.table === table).flatMap((object) =>
      live.server.kinds.find(({ kind }) => kind === object.kind)?.drop(object, {
        server: live.server,
        current,
      })
        .flatMap(({ releases }) => releases) ?? []
    );
  }

  /** Drops what depends on something that changes, and makes it anew, whatever the plan would have done with it. */
  async #around(
    own: readonly PlannedStep[],
    dependents: readonly Dependent[],
    driver: Driver,
    orphans: readonly Dependent[],
  ): Promise<PlannedSchema> {
    const { live, current, objects } = this.#parts;
    const gone = new Set(this.#parts.dropped.map(({ oid }) => oid));
    const open = dependents.filter(({ oid, catalog }) => !(catalog === "pg_class" && gone.has(oid)));
    const oids = new Map([...Map.groupBy(open, ({ catalog }) => catalog)].map(([catalog, each]) => [
      catalog,
      each.map(({ oid }) => oid),
    ]));
    const found = open.length === 0
      ? { ...live, tables: new Map(), objects: new Map<string, CatalogObject>() }
      : await inspectCatalog(driver, { schemas: [], names: [], oids }, live.server);
    const steps: PlannedStep[] = [...own];
    const goneTables = new Set(this.#parts.dropped.map(({ model }) => tableKey(model.schema, model.name)));
    const goneViews = this.#goneViews();
    const context: KindContext = { server: live.server, current };
    const asTheyAre: KeptObject[] = [];
    const foundObjects = await this.#parts.renames.moved(found.objects);
    live.server.kinds.forEach((kind, at) => {
      const planned = objects[at];
      const kept = new Map(planned?.steps);
      for (const [name, object] of foundObjects) {
        const newName = planned?.renamed.get(name);
        if (
          object.kind !== kind.kind || (newName === undefined && planned?.dropped.has(name)) ||
          goneTables.has(object.table ?? "")
        ) {
          continue;
        }
        if (goneViews.has(object.table ?? "")) {
          kept.set(name, [...kind.drop(object, context)]);
          continue;
        }
        const wanted = withKept(kind, planned?.after.get(newName ?? name) ?? object, object);
        if (!planned?.steps.has(name)) {
          this.#refuse(orphans.find(({ oid }) => oid === object.oid));
          const dependent = open.find(({ oid }) => oid === object.oid);
          asTheyAre.push({
            kind,
            object: wanted,
            description: dependent?.description ?? `${kind.kind} ${object.name}`,
          });
        }
        kept.set(newName ?? name, [...kind.drop(object, context), ...kind.create(wanted, context)]);
      }
      steps.push(...[...kept.values()].flat());
    });
    await refuseUnfit(asTheyAre, this.#parts.trial, driver, this.#parts.report);
    const ofTables = await aroundTables(driver, live.server, open, {
      ...this.#parts,
      routines: routineOids(steps),
    });
    steps.push(...ofTables.steps);
    const known = new Set([...[...found.objects.values()].map((object) => object.oid), ...ofTables.oids]);
    for (const each of open) {
      const isOrphan = orphans.some(({ oid }) => oid === each.oid) && ofTables.kept.includes(each.oid);
      const isKept = ofTables.refused.includes(each.oid) || isOrphan;
      if (isKept || (!known.has(each.oid) && !this.#goesWithPlan(each))) this.#refuse(each);
    }
    return { steps, affected: [...found.objects.values()] };
  }

  /** What objects of views that go for good have as their table. */
  #goneViews(): ReadonlySet<string> {
    const { objects, current } = this.#parts;
    return new Set(
      objects.flatMap(({ dropped, after }) => [...dropped].filter((name) => after.get(name) === undefined))
        .flatMap((name) => {
          const object = current.objects.get(name);
          return object ? [tableKey(object.schema, object.name)] : [];
        }),
    );
  }

  #refuse(dependent: Dependent | undefined): void {
    if (!dependent) return;
    this.#parts.report({
      severity: "error",
      code: "has-dependents",
      message: `${dependent.description} depends on what the plan changes, and cannot be made anew by it`,
      hint: "Describe it in the specs, or drop it by hand before",
    });
  }

  /** Constraints and columns that the plan itself removes. */
  #goesWithPlan({ catalog, name, description, oid }: Dependent): boolean {
    const { changed, dropped } = this.#parts;
    // A table depends on the types of its columns and, before PostgreSQL 15, on what its generated columns call.
    if (catalog === "pg_class") {
      return changed.some(({ from, diff }) => from?.oid === oid && diff.changes.some(letsGo));
    }
    if (catalog === "pg_constraint") {
      const changes = changed.flatMap(({ diff }) => diff.changes);
      const names = changes.flatMap((change) =>
        change.type === "drop-foreign-key" || change.type === "drop-check"
          ? [
            change.type === "drop-check" ? change.check.name : change.key.name,
          ]
          : []
      );
      const own = dropped.flatMap(({ model }) => model.foreignKeys.map((each) => each.name));
      return [...names, ...own].some((each) =>
        each !== undefined && description.startsWith(`constraint ${each} on `)
      ) || name === "";
    }
    return catalog === "pg_attrdef" || catalog === "pg_type";
  }
}

/** True for a change by which a column may no longer need what it was made of. */
function letsGo(change: Change): boolean {
  return change.type === "drop-column" ||
    (change.type === "alter-column" && (change.from.generated !== undefined || leavesType(change)));
}

/** The keys of functions that the plan makes, by the relations that their parameters and results are rows of. */
function routinesByRelation(
  objects: readonly ObjectSteps[],
  kinds: readonly Kind[],
): ReadonlyMap<string, readonly string[]> {
  const routines = new Map<string, string[]>();
  const { steps } = objects[kinds.indexOf(FUNCTION)] ?? {};
  for (const { produces, answersTo = [], requires } of [...steps?.values() ?? []].flat()) {
    if (produces.length === 0) continue;
    for (const each of requires) routines.set(each, [...routines.get(each) ?? [], ...produces, ...answersTo]);
  }
  return routines;
}

/** What goes for good: nothing of the plan makes its like anew. */
function goneFor(steps: readonly PlannedStep[]): readonly Disturbance[] {
  const produced = new Set(steps.flatMap(({ produces }) => produces));
  return steps.filter(({ removes }) => !removes.some((each) => produced.has(each)))
    .flatMap(({ disturbs = [] }) => disturbs.filter(({ type }) => type === "object"));
}

/** The functions that go, by their oids. */
function routineOids(steps: readonly PlannedStep[]): readonly number[] {
  return steps.flatMap(({ disturbs = [] }) =>
    disturbs.flatMap((each) => each.type === "object" && each.catalog === "pg_proc" ? [each.oid] : [])
  );
}

function withObjects(catalog: Catalog, objects: readonly CatalogObject[]): Catalog {
  if (objects.length === 0) return catalog;
  return {
    ...catalog,
    objects: new Map([...catalog.objects, ...objects.map((each) => [objectKey(each), each] as const)]),
  };
}

function scopeName(kind: string, schema: string | undefined, name: string): ScopeName {
  return { kind, ...(schema !== undefined && { schema }), name };
}

/** Tables that go and refer to each other in a circle let go of each other first. */
function cycleBreakers(dropped: readonly CatalogTable[]): PlannedStep[] {
  const byKey = new Map(dropped.map((table) => [tableKey(table.model.schema, table.model.name), table]));
  const parentsOf = (table: Table) =>
    table.foreignKeys.map((each) => tableKey(each.references.schema, each.references.table));
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean => {
    const table = byKey.get(from);
    if (!table || seen.has(from)) return false;
    seen.add(from);
    return parentsOf(table.model).some((parent) => parent === to || reaches(parent, to, seen));
  };
  return dropped.flatMap(({ model }) =>
    model.foreignKeys.flatMap((foreign): PlannedStep[] => {
      const own = tableKey(model.schema, model.name);
      const parent = tableKey(foreign.references.schema, foreign.references.table);
      if (parent === own || !byKey.has(parent) || !reaches(parent, own)) return [];
      const parentName = {
        ...(foreign.references.schema !== undefined && { schema: foreign.references.schema }),
        name: foreign.references.table,
      };
      return [{
        ...NOTHING,
        requires: [key.table(model)],
        releases: [key.table(parentName), key.unique(parentName, foreign.references.columns)],
        statements: [statement(
          `alter table ${quoteName(model.schema ?? "")}.${quoteName(model.name)} drop constraint ${
            quoteName(foreign.name ?? "")
          }`,
          "alter",
          { kind: "table", ...(model.schema !== undefined && { schema: model.schema }), name: model.name },
          `Drop foreign key ${foreign.name} of ${model.name}, which goes too`,
        )],
      }];
    })
  );
}

/** Schemas that tables and objects are wanted in, and that have no document. */
function undescribedSchemas(desired: readonly DesiredTable[], wanted: readonly Wanted[]): readonly string[] {
  const objects = wanted.flatMap((each) => each.objects);
  const described = new Set(objects.flatMap(({ kind, name }) => kind === "schema" ? [name] : []));
  return [
    ...desired.map(({ model }) => model.schema ?? ""),
    ...objects.flatMap(({ schema, isDeleted }) => schema === undefined || isDeleted ? [] : [schema]),
    ...objects.flatMap(({ kind, facts: { schema }, isDeleted }) =>
      kind === EXTENSION.kind && typeof schema === "string" && !isDeleted ? [schema] : []
    ),
  ].filter((name) => !described.has(name));
}

/** Schemas that something is wanted in and that are not there. */
function missingSchemas(schemas: readonly string[], live: Catalog): PlannedStep[] {
  const wanted = new Set(schemas.filter((name) => name !== ""));
  return [...wanted].filter((name) => !live.schemas.has(name)).map((name) => ({
    ...NOTHING,
    produces: [key.schema(name)],
    statements: [
      statement(
        `create schema if not exists ${quoteName(name)}`,
        "create",
        { kind: "schema", name },
        `Create schema ${name}`,
      ),
    ],
  }));
}

/** Finds types by name, as the search path would. */
export function typeLookup(catalog: Catalog): TypeLookup {
  const { searchPath, defaultSchema } = catalog.server;
  return (schema, name) => {
    const path = schema === undefined ? [...searchPath, defaultSchema] : [schema];
    for (const each of path) {
      const found = each === "" ? undefined : catalog.types.get(`${quoteName(each)}.${quoteName(name)}`);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function catalogAfter(
  current: Catalog,
  changes: readonly TableChange[],
  dropped: readonly CatalogTable[],
  objects: readonly ObjectSteps[],
): Catalog {
  const tables = new Map(current.tables);
  for (const { from, to, diff } of changes) {
    if (from && diff.changes.length === 0 && diff.edits.length === 0) continue;
    tables.set(tableKey(to.schema, to.name), {
      oid: 0,
      rowEstimate: -1,
      pages: 0,
      unexpressed: [],
      ...from,
      model: to,
    });
  }
  for (const { model } of dropped) tables.delete(tableKey(model.schema, model.name));
  const all = new Map<string, CatalogObject>(current.objects);
  for (const { after } of objects) {
    for (const [name, object] of after) {
      if (object) all.set(name, object);
      else all.delete(name);
    }
  }
  return { ...current, tables, objects: all };
}
